import type { Asking } from '../../forms/field-kind.js'
import { bare, quote } from '../../forms/prompt.js'
import { plainText } from '../../kernel/numeral.js'
import { meantBy } from '../../people/names.js'
import { WAITING } from '../../records/lives.js'
import type { TurnPorts } from '../ports.js'

/** A decision on what one grantee filed, or a look at it, by her name: 「麦田通过」, 「退回 在一起 第3题…」, 「萍乡的简报呢」, 「待审 麦田」. */
export interface OfGrantee {
  type: 'accept' | 'return' | 'show'
  name: string
  text: string
}

const REPORT = '(?:的?(?:工作)?(?:简报|报告|活动记录|记录|那一?份|这一?份))'
const NAME = '([^\\s,，:：。;；?？!！\\d]{2,20}?)'
const VERBS = { accept: '(?:审核)?(?:通过|同意)', return: '(?:退回|打回|不通过)', show: '(?:待审|审核?|review)' }
const PATTERNS: [OfGrantee['type'], RegExp][] = [
  ['return', new RegExp(`^(?:请|把|帮我)?${VERBS.return}给?\\s*${NAME}${REPORT}?(?:[\\s:：，,]+(.+))?$`, 'su')],
  [
    'return',
    new RegExp(
      `^(?:请|把|帮我)?${NAME}${REPORT}?\\s*(?:请|就|先|要)?${VERBS.return}(?:[吧了]|[\\s:：，,]+(.+))?$`,
      'su',
    ),
  ],
  ['accept', new RegExp(`^(?:请|把|帮我)?${VERBS.accept}\\s*${NAME}${REPORT}?(?:[吧了])?$`, 'u')],
  ['accept', new RegExp(`^(?:请|把|帮我)?${NAME}${REPORT}?\\s*(?:就|可以|先|都)?${VERBS.accept}(?:[吧了])?$`, 'u')],
  // 「青云社那份我刚才看了，挺好的，通过」
  [
    'accept',
    new RegExp(
      `^${NAME}${REPORT}(?:我|刚才|刚刚|都|看了|看过了?|[\\s，,])*(?:(?:没问题|没毛病|可以|挺好|不错|很好|行)的?[\\s，,]*)+(?:就|都)?${VERBS.accept}(?:[吧了])?$`,
      'u',
    ),
  ],
  // 「麦田的照片没有，让他们补一下」
  [
    'return',
    new RegExp(
      `^${NAME}的(.{2,60}?[，,\\s]*(?:让|请|叫|麻烦|要)(?:他|她|对方)们?(?:再|重新|来|给)?[补改写核发拍传说填].*)$`,
      'su',
    ),
  ],
  ['show', new RegExp(`^${NAME}${REPORT}?(?:改|补)(?:好|完|过)?了(?:吗|没有?)$`, 'u')],
  ['show', new RegExp(`^${VERBS.show}\\s*${NAME}${REPORT}?$`, 'u')],
  ['show', new RegExp(`^(?:看看?|查看?)?\\s*${NAME}${REPORT}(?:看一?下|看看|呢|交了吗|怎么样)?$`, 'u')],
]
/** A return may be written at once. */
const LONG = 1_500
/** More records of one grantee do not wait at once. */
const MOST = 500

/** All that the message may be: the words for a name are one only where an organisation is called so. */
export function ofGranteeIn(written: string): OfGrantee[] {
  const text = plainText(written.trim())
  if (text.length > LONG) return []
  const said = text.length > 40 ? text : bare(text).replace(/[?？]+$/u, '')
  return PATTERNS.flatMap(([type, pattern]) => {
    // What is to be read is as it was written.
    const [, name, rest = ''] = (type === 'return' ? pattern.exec(text) : null) ?? pattern.exec(said) ?? []
    return name === undefined ? [] : [{ type, name, text: rest.trim() }]
  })
}

/** Which of these the message is, with the records of that grantee that wait; null where no grantee of the hub is called so. */
export async function granteeMeant(
  { overview, records }: Pick<TurnPorts, 'overview' | 'records'>,
  hubId: string,
  text: string,
): Promise<(OfGrantee & { organisations: string[]; names: string; recordIds: string[] }) | null> {
  const all = ofGranteeIn(text)
  if (all.length === 0) return null
  const organisations = await overview.organisations(hubId)
  for (const one of all) {
    const found = meantBy(organisations, one.name)
    if (found.length === 0) continue
    const ids = found.map(({ id }) => id)
    const waiting = await records.listed(hubId, WAITING, 'oldest_first', MOST)
    const recordIds = waiting.filter(({ organisationId }) => ids.includes(organisationId)).map(({ id }) => id)
    return { ...one, organisations: ids, names: found.map(({ name }) => name).join('、'), recordIds }
  }
  return null
}

/** That nothing of this grantee waits, and where to see what it filed. */
export const noneWaits = ({ names }: { names: string }, { words }: Pick<Asking, 'words'>): string =>
  words.say('review.none_of', { organisation: quote(names, 30) })
