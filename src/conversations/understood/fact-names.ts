import type { Field } from '../../forms/form.js'
import { escaped } from '../../kernel/escaped.js'

/** How people call what they correct, besides the label of its question. */
const NAMES: Record<string, string> = {
  'activity.date': '日期|时间|日子|date|day',
  'activity.title': '内容|活动名称|活动名|名称|名字|标题|活动|(?:活动)?叫(?![了上来我你他她大])[做作]?|title|what',
  'activity.place': '地点|地址|地方|在|place|where',
  'activity.headcount': '总人数|人数|参加人数|headcount|people',
  'expense.amount': '花费|支出|费用|金额|花了|amount|cost',
}
/** What stands between a name and what it is. */
export const IS =
  '(?:应该|应当|其实|实际)?(?:改成|改为|换成|写成|不是[^，,是]{1,12}[，,\\s]*(?:而|应该)?是|是|为|叫|[:：])?\\s*'

/** 「写错了」 behind the name of what is wrong. */
export const SLIP = '(?:不对|[写填记打说弄搞]?错了?|有误)'

/** How a fact may be called, as parts of a pattern. */
export const namesOf = (field: Field): string =>
  [escaped(field.label), NAMES[field.feeds ?? '']].filter(Boolean).join('|')

/** 「日期：6月30日 地点：图书馆」, 「日期5月21，人数30」: what is said of each by its name; of a text that does not begin with one all of it. */
export function apart(fields: readonly Field[], said: string): string[] {
  const name = `(?:${fields.map(namesOf).join('|')})(?:\\s*(?:[:：]|是|为|改|应该)|\\s+|(?=[\\d一二两三四五六七八九十]))`
  // Behind another 「地点高安」 needs no sign, either.
  const next = `(?:${name}|(?:地点|地址|日期|时间|人数|金额)(?=[^\\s，,、；;]))`
  return new RegExp(`^${name}`, 'iu').test(said) ? said.split(new RegExp(`[\\s，,、；;]+(?=${next})`, 'iu')) : [said]
}
