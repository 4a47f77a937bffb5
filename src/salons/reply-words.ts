import { bare } from '../forms/prompt.js'
import { normaliseText, readNumber } from '../kernel/numeral.js'
import type { Answer } from './salon.js'

/** `people`: how many come, where she says so. `named`: the word 沙龙 stands before it, so nothing else can be meant. */
export interface SaidReply {
  answer: Answer
  people: number | null
  named: boolean
}

/** Longer is no reply, whatever stands in it. */
const LONG = 30
/** More people than any room of a hub holds. */
const MOST = 500

const N = '(\\d{1,3}|[一二两三四五六七八九十百]{1,4}|俩|仨)'
const PEOPLE = `(?:大概|大约|估计|只|就)?${N}(?:个人|个|人|位|名|口人?)?`
const WE = '(?:我们?(?:这边|机构|家|单位)?|咱们?)?(?:这边)?'
const COME = '(?:参加|报名|出席|到场|去|来|到)'
const END = '(?:了|的|吧|呀|啊|哈|哦)*'

const NO = new RegExp(
  `^${WE}(?:可能|这次|就|都|实在|一个人?|谁|大家|全部?|也)*(?:不(?:参加|报名|来|去|报)|(?:去|来|参加|到)不了|(?:没法|不能|没办法)(?:参加|去|来|到场)?|没(?:空|时间)(?:参加|去|来)?|有事(?:去|来|参加)?不了|取消(?:报名|参加)|请假|(?:把)?(?:名额|位子|位置|座位)(?:就|都)?(?:让|留|给)(?:给|出来?)*(?:别人|其他人?|别家|大家)?|不占(?:名额|位子|位置))${END}$|^(?:no|notcoming|can'?t(?:come|makeit))$`,
)
const MAYBE = new RegExp(
  `^${WE}(?:先|还|暂时|这次)*(?:待定|再看看?|再说|看看再说|看情况|(?:不|没)?(?:太)?(?:确定|一定|好说)|说不好|说不准|到时候?(?:再)?看|没定|没想好|定不(?:了|下来))${END}$|^(?:maybe|notsure)$`,
)
const SURE = new RegExp(`^${WE}(?:确定|一定)$`)
const YES: RegExp[] = [
  new RegExp(
    `^(?:好的?|可以|行|嗯)?${WE}(?:也|都|只|就|改成|改为|会|要|想|准时|确认|确定|一定|可以|能|一共|共)*${COME}${END}(?:${WE}(?:一共|共|有)?${PEOPLE})?${END}$`,
  ),
  new RegExp(`^(?:好的?|可以|行|嗯)?${WE}(?:一共|共|有)?${PEOPLE}(?:都|会|要)*${COME}${END}$`),
  /^(?:yes|coming|join)(?:(\d{1,3})(?:people)?)?$/,
]
/** Why they do not come, or come otherwise than they said. */
const BECAUSE = new RegExp(
  `^${WE}(?:临时|突然|刚好|恐怕|估计|家里|单位|那天|当天|[今明后]天|[上下]午|到时候?|周[一二三四五六日天]|有[点些]?(?:别的|其他|急)?(?:事情?|变动|变化)了?|(?:情况|计划|人数|时间)有?(?:变动|变化|变了?|冲突)了?|安排不过来)+`,
)
/** 「改成1个人」, 「人数变成 2」. */
const CHANGED = new RegExp(`^${WE}(?:人数)?要?(?:改|变|减|加)(?:成|为|到)(?:只)?${PEOPLE}(?:都|会|要)*${COME}?${END}$`)
/** How many came is told afterwards. */
const CAME = new RegExp(`^${WE}(?:都|已经|一共|共)*[来去到]了(?=.*[\\d一二两三四五六七八九十俩仨])`)
const COUNT = new RegExp(`^${WE}(?:一共|共|有|就|改成|改为)?${PEOPLE}${END}$`)

const numberOf = (text: string | undefined): number | null => {
  const number = text === undefined ? null : text === '俩' ? 2 : text === '仨' ? 3 : readNumber(text)
  return number !== null && Number.isInteger(number) && number >= 1 && number <= MOST ? number : null
}

/** What she says to an invitation in words: 参加 3人, 我们去两个, 去不了, 再看看, 沙龙 参加. Null when it is anything else. */
export function readReply(text: string): SaidReply | null {
  if (text.length > LONG) return null
  const flat = bare(normaliseText(text))
    .toLowerCase()
    .replace(/[\s,，。.、!！:：~]+/g, '')
  const named = /^(?:沙龙|salon(?=[cnjymi]))/.test(flat)
  const said = flat
    .replace(/^(?:沙龙的?|salon(?=[cnjymi]))/, '')
    .replace(/^(?:收到|不好意思|抱歉|对不起|谢谢老师|谢谢|感谢|老师好|老师|你好|您好)+/, '')
  const plainly = said.replace(BECAUSE, '')
  if (NO.test(said) || NO.test(plainly)) return { answer: 'no', people: null, named }
  if (CAME.test(said)) return null
  const [, changed] = CHANGED.exec(plainly) ?? []
  if (changed !== undefined) {
    const people = numberOf(changed)
    return people === null ? null : { answer: 'yes', people, named }
  }
  if (MAYBE.test(said) && !SURE.test(said)) return { answer: 'maybe', people: null, named }
  for (const pattern of YES) {
    const found = pattern.exec(said)
    if (!found) continue
    const [, count] = found
    const people = numberOf(count)
    return count !== undefined && people === null ? null : { answer: 'yes', people, named }
  }
  return refusalIn(text)
}

/** A reason behind a refusal: 「来不了，那天有活动」, 「这次去不了，老师出差」. What may take it back, or speak of others, is none. */
const REASON = /^(.{2,12}?)[\s,，。;；:：]+(.+)$/s
const NOT_ONLY_REASON = /但|不过|可以|能|换|派|替|[来去到](?!.{0,3}不)|参加|\d|[一二两三四五六七八九十俩仨][个位人]/

/** That they do not come, with why. */
function refusalIn(text: string): SaidReply | null {
  const [, first = '', why = ''] = REASON.exec(bare(normaliseText(text)).trim()) ?? []
  const said = first === '' || NOT_ONLY_REASON.test(why) ? null : readReply(first)
  return said?.answer === 'no' ? said : null
}

const ANSWERS: Record<string, Answer> = { 1: 'yes', 2: 'no', 3: 'maybe', 一: 'yes', 二: 'no', 三: 'maybe' }

const DECLINES =
  /^(?:谢谢[，, ]?)?(?:这次)?(?:就)?(?:不用|不了|不需要|不感兴趣|没兴趣|下次吧|下次再说)(?:了|吧|谢谢|[，, ])*$/

/** 「几点开始？」, 「在哪里办」: what an invitation tells. */
export const asksOfSalon = (text: string): boolean =>
  text.length <= LONG &&
  /^(?:请问)?(?:这个|那个|这次|这期)?(?:沙龙|活动)?(?:是|在|到底|具体)*(?:几点|什么时候|什么时间|哪一?天|几号|哪里|哪儿|什么地方|地址|时间|地点)(?:呢|是)?(?:开始|开|办|举行|举办|集合|结束|在哪里?|是?几点)?[啊呀呢吗]*$/.test(
    bare(normaliseText(text)).replace(/[?？\s]+$/, ''),
  )

/** The same where she was just asked: 1 参加 2 不参加 3 待定, 「1 3人」, 「3人」. */
export function readAskedReply(text: string): SaidReply | null {
  const flat = bare(normaliseText(text)).replace(/\s+/g, ' ')
  const [, first = '', word = ''] = /^([123一二三])[ ,，、.。:：-]*(.*)$/.exec(flat) ?? []
  const chosen = ANSWERS[first]
  const same = word === '' ? null : readReply(word)
  if (chosen && (word === '' || same?.answer === chosen))
    return { answer: chosen, people: same?.people ?? null, named: false }
  const [, count] =
    /^1(?:[ ,，、.。:：-]+)(\d{1,3}|[一二两三四五六七八九十]{1,3})(?:个人|个|人|位|名)?$/.exec(flat) ?? []
  if (count !== undefined) {
    const people = numberOf(count)
    return people === null ? null : { answer: 'yes', people, named: false }
  }
  const worded = readReply(text)
  if (worded) return worded
  if (DECLINES.test(flat)) return { answer: 'no', people: null, named: false }
  // 「3人」 says that they come; a bare number is one of the three.
  const people = /[人个位名俩仨]/.test(flat) ? readPeople(flat) : null
  return people === null ? null : { answer: 'yes', people, named: false }
}

/** 「1 参加」: the number with its word. */
export const isNumberWithWord = (text: string): boolean =>
  /^[123一二三][ ,，、.。:：-]*[^\d\s]/.test(bare(normaliseText(text)))

/** Whether a reply speaks of coming in words that hardly are an answer to anything else. */
export const saysComing = (text: string): boolean =>
  /参加|报名|出席|请假|[来去到]不了|不[来去]|[来去].*[人个位俩仨]|[人个位俩仨].*[来去]/.test(bare(text)) &&
  !/没[空时]/.test(text)

/** Words that could be about coming, where they are no reply: better asked than passed over. */
export const mayBeReply = (text: string): boolean =>
  text.length <= LONG && /参加|报名|不了|请假|可以|尽量|安排|有事|变动|名额|[来去]|[人位个]|^好/.test(bare(text))

/** How many people a short text says and nothing else: 3, 3人, 我们两个, 来了3人. */
export function readPeople(text: string): number | null {
  if (text.length > LONG || /\d\s+\d/.test(text)) return null
  const said = bare(normaliseText(text))
    .replace(/[\s,，。.、!！:：]+/g, '')
    .replace(/^(?:沙龙)?(?:实际)?(?:来|到|去)了?/, '')
  return numberOf(COUNT.exec(said)?.[1])
}
