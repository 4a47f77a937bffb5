import type { Day } from '../../kernel/day.js'
import { findClock } from '../../kernel/clock-words.js'
import { normaliseText } from '../../kernel/numeral.js'
import type { OwedCommand } from './commands.js'
import { daysMore, deadlineIn } from './until.js'

const NAME = '([^\\s,，:：。;；]{2,24}?)'
const WHY = '(?:[\\s,，:：。;；]+(.+))?'
const TO = '([^\\s,，:：。;；]{2,12}?)'
const DAYS_MORE = '((?:\\d{1,3}|[一两二三四五六七八九十]{1,3}|半)个?(?:天|周|星期|礼拜|月)(?:时间)?)'
const POLITE = '^(?:(?:可以|同意|好的?|行|嗯)[,，\\s]*)?(?:请|麻烦|那就|就)?'
const GIVES =
  '\\s?(?:这次|本期|这期|[这那]一?[份家个]|那边)?(?:可以|就)?(?:(?:再|多)?(?:宽限|延期|延长|推迟|顺延|延后|延|缓|晚)(?:交)?(?:到|至)?|(?:再|多)给(?:他们|她们|他|她)?)(?:交)?\\s*'
const END = '(?:再?交)?(?:吧|了|好了)?'
/** A word for the report that names none of several. */
const ANY_REPORT = /^(?:这[份期个]|那[份期个])?(?:[季月年周]报|半年报|报告|简报|材料)?$/
const DEADLINE =
  '(?:的|\\s)?(?:截止(?:日期?|时间)?|期限|交(?:报告)?的?(?:日期|时间))(?:改|调|延|推|推迟|顺延)(?:到|成|至|为)\\s*'
const EXTENDS = [
  new RegExp(`${POLITE}(?:给|让|把|帮)?${NAME}(?:(?:的|\\s)([^\\s,，]{1,12}?))??${GIVES}${TO}${END}${WHY}$`, 'su'),
  new RegExp(`${POLITE}(?:再|多)?给${NAME}()(?:再|多)?${DAYS_MORE}${END}${WHY}$`, 'su'),
  new RegExp(`${POLITE}(?:把)?${NAME}()${DEADLINE}${TO}${END}${WHY}$`, 'su'),
]
/** 「改到7月21号」, 「再给三天」: whose is plain from what was said before, or asked. */
const OF_NOBODY = new RegExp(`${POLITE}(?:再|还是)?(?:(?:改|延期?|推迟|推)(?:到|至|成)|(?:再|多)给)${TO}${END}$`, 'u')
/** Whose it is stands elsewhere. */
const THEY = /^(?:他|她|它)们?(?:家)?$|^[这那]一?家$/u
const THIS_ONE =
  '(?:(?:这次|这一?期|本期|[这那]一?[份家个](?!月|季)|那边|这个?月|本月|这个?季度|本季度?|今年|本年)(?:的?(?:报告|简报|[季月年]报))?|的(?:报告|简报|[季月年]报))?'
const WAIVES = new RegExp(`^${NAME}${THIS_ONE}(?:就|可以)?(?:不用|不必|免)再?交(?:了|吧)*${WHY}$`, 'su')
/** 「烛光社还是要交」 after it was let off. */
const OWES = new RegExp(`^${NAME}${THIS_ONE}(?:还是|仍然?|又|重新)(?:要|得|需要)补?交(?:的|了|吧)*${WHY}$`, 'su')

/**
 * The same commands as they are said in a sentence: 「麦田再给三天」, 「给麦田延期一周 人手不够」, 「赣江组这次不用交了，没有拨款」. It is one only where the
 * name is one of an organisation (`loose`); 「改到7月21号」 has none.
 */
export function owedSaid(text: string, today: Day): OwedCommand | null {
  // A time of day is one of a salon.
  if (/[?？]|[吗呢]$/.test(text) || findClock(normaliseText(text))) return null
  const isUntil = (said: string) => daysMore(said) !== null || deadlineIn(said, today)?.single === true
  const [, bare] = OF_NOBODY.exec(text) ?? []
  if (bare !== undefined && isUntil(bare))
    return { type: 'extend', name: '', which: [], to: bare, why: '', loose: true }
  for (const pattern of EXTENDS) {
    const [, name, which = '', to = '', why = ''] = pattern.exec(text) ?? []
    if (name === undefined || !isUntil(to)) continue
    if (THEY.test(name)) return { type: 'extend', name: '', which: [], to, why: why.trim(), loose: true }
    const named = ANY_REPORT.test(which) ? [] : [which]
    return { type: 'extend', name, which: named, to, why: why.trim(), loose: true }
  }
  for (const [type, pattern] of [['waive', WAIVES] as const, ['owe', OWES] as const]) {
    const [, name, why = ''] = pattern.exec(text) ?? []
    if (name !== undefined) return { type, name, words: [], why: why.trim(), loose: true }
  }
  return null
}

/** The command in its short form, so that what lacks can be put to it. */
export const shortForm = (command: Exclude<OwedCommand, { type: 'list' }>): string =>
  (command.type === 'extend'
    ? ['延期', command.name, ...command.which, command.which.length > 0 ? `到${command.to}` : command.to, command.why]
    : [command.type === 'waive' ? '免交' : '要补', command.name, command.why]
  )
    .filter((word) => word !== '')
    .join(' ')

/** 「所有人」, 「全部机构」: all that owe something now. */
export const meansAll = (name: string): boolean =>
  /^(?:所有|全部|全体|大家|各家|每家)(?:的?(?:机构|伙伴|人|单位))?(?:都)?$/.test(name)
