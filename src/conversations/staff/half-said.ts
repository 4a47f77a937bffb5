import { bare } from '../../forms/prompt.js'
import { plainText } from '../../kernel/numeral.js'
import type { Words } from '../../kernel/words.js'

/** Heads of commands that need more behind them, with the sentence that says what. */
const HALVES: [head: RegExp, key: string][] = [
  [/^(?:延期|extend)$/iu, 'extend'],
  [/^(?:免交|waive)$/iu, 'waive'],
  [/^(?:要补|补交|owe)$/iu, 'owe'],
  [/^(?:回|回复|reply)$/iu, 'answer'],
  [/^(?:辅导|走访|咨询|coaching|visit|consultation)$/iu, 'coaching'],
  [/^(?:电话|打电话|calls?)$/iu, 'calls'],
  [/^不?合并$|^(?:merge|keep)$/iu, 'twins'],
  [/^(?:回来|离开|回来了|离开了)$/iu, 'back'],
  [/^(?:取消签到|撤销签到|没签到)$/iu, 'uncheck'],
  [/^(?:替|for)$/iu, 'for'],
  [/^(?:看|查看?|see|look)$/iu, 'look'],
  [/^(?:提醒|催|催报|催一下|催交|remind)$/iu, 'remind'],
]
/** 「提醒没交的」, 「催一下麦田」: no answer to anything, also in a draft of her own. */
const REMINDS = /^(?:催|提醒).{0,8}(?:没|未)(?:交|报)|^催(?:一?下|一催)\S{2,12}$/u
const OF_RECORDS = /^(?:历史|改动|history|changes)$/iu

/** What one of the hub's people hears for words of her work that are not whole and can be no answer in a draft; null where they may be one. */
export function neverAnswer(text: string, words: Words): string | null {
  const said = plainText(bare(text))
  if (REMINDS.test(said)) return words.say('staff.half_remind')
  return OF_RECORDS.test(said) ? words.say('review.look_first') : null
}

/** What a command lacks of which staff said the first word alone; null where it is none. */
export function halfSaid(text: string, words: Words): string | null {
  const said = plainText(bare(text))
  if (REMINDS.test(said)) return words.say('staff.half_remind')
  const key = HALVES.find(([head]) => head.test(said))?.[1]
  return key === undefined ? null : words.say(`staff.half_${key}`)
}
