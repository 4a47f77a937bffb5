import type { Asking } from '../../forms/field-kind.js'
import { bare, quote } from '../../forms/prompt.js'
import { plainText } from '../../kernel/numeral.js'
import { meantBy } from '../../people/names.js'
import { WAITING } from '../../records/lives.js'
import type { RecordState } from '../../records/record.js'
import type { TurnPorts } from '../ports.js'

/** A decision on what one grantee filed, or a look at it, by her name: 「麦田通过」, 「退回 在一起 第3题…」, 「萍乡的简报呢」, 「待审 麦田」. */
export interface OfGrantee {
  type: 'accept' | 'return' | 'show' | 'correct' | 'reopen'
  name: string
  text: string
}

const REPORT = '(?:的?(?:工作)?(?:简报|报告|活动记录|记录|那一?份|这一?份))'
/** 「青苗的」: what it filed. */
const ITS = `(?:${REPORT}|的)`
const FINE =
  '(?:我|刚才|刚刚|都|看了|看过了?|[\\s，,])*(?:(?:没(?:什么|啥)?问题|没毛病|可以|挺好|不错|很好|行|ok)的?[\\s，,]*)+'
const NAME = '([^\\s,，:：。;；?？!！\\d]{2,20}?)'
const VERBS = { accept: '(?:审核)?(?:通过|同意)', return: '(?:退回|打回|不通过)', show: '(?:待审|审核?|review)' }
const PATTERNS: [OfGrantee['type'], RegExp][] = [
  ['return', new RegExp(`^(?:请|把|帮我)?${VERBS.return}给?\\s*${NAME}${ITS}?(?:[\\s:：，,]+(.+))?$`, 'su')],
  [
    'return',
    new RegExp(`^(?:请|把|帮我)?${NAME}${ITS}?\\s*(?:请|就|先|要)?${VERBS.return}(?:[吧了]|[\\s:：，,]+(.+))?$`, 'su'),
  ],
  ['accept', new RegExp(`^(?:请|把|帮我)?${VERBS.accept}\\s*${NAME}${ITS}?(?:[吧了])?$`, 'u')],
  [
    'accept',
    new RegExp(
      `^(?:请|把|帮我|让|给)?${NAME}(?:${ITS}?\\s*(?:就|可以|先|都)*${VERBS.accept}|${ITS}(?:就|可以|先|都|给|[\\s，,])*过)(?:[吧了])*$`,
      'u',
    ),
  ],
  // 「青云社那份我刚才看了，挺好的，通过」, 「青苗的没问题」
  ['accept', new RegExp(`^${NAME}${ITS}${FINE}(?:(?:就|都)?(?:${VERBS.accept}|过))?(?:[吧了啦])*$`, 'iu')],
  // 「麦田的照片没有，让他们补一下」
  [
    'return',
    new RegExp(
      `^${NAME}的(.{2,60}?[，,\\s]*(?:让|请|叫|麻烦|要)(?:他|她|对方)们?(?:再|重新|来|给)?[补改写核发拍传说填].*)$`,
      'su',
    ),
  ],
  ['show', new RegExp(`^${NAME}${ITS}?(?:改|补)(?:好|完|过)?了(?:吗|没有?)$`, 'u')],
  ['show', new RegExp(`^${VERBS.show}\\s*${NAME}${ITS}?$`, 'u')],
  ['show', new RegExp(`^(?:看看?|查看?)?\\s*${NAME}${REPORT}(?:看一?下|看看|呢|交了吗|怎么样)?$`, 'u')],
  ['show', new RegExp(`^(?:看看?|查看?|看一?下|我?先看)\\s*${NAME}的$`, 'u')],
  // 「更正 青苗 人数 16」, 「青苗的人数改成16」
  ['correct', new RegExp(`^(?:请|把|帮我|代为)*更正\\s*${NAME}(?:${ITS}|(?=[\\s:：，,]))[\\s:：，,]*(.*)$`, 'su')],
  ['correct', new RegExp(`^(?:请|把|帮我)*${NAME}${REPORT}?的(.{2,20}?(?:改成|改为|应该是)\\s*\\S.{0,40})$`, 'u')],
  [
    'reopen',
    new RegExp(`^(?:请|把|帮我)*(?:重开|重新打开)\\s*${NAME}(?:${ITS}|(?=[\\s:：，,]))[\\s:：，,]*(.*)$`, 'su'),
  ],
  ['reopen', new RegExp(`^(?:把)?${NAME}${ITS}?(?:先)?[别不]算通过[\\s:：，,]*(.*)$`, 'su')],
]
/** What is said with these is to be read as it was written. */
const WITH_TEXT: OfGrantee['type'][] = ['return', 'correct', 'reopen']
/** In which states these are looked for. */
const STATES: Record<OfGrantee['type'], readonly RecordState[]> = {
  accept: WAITING,
  return: WAITING,
  show: WAITING,
  correct: [...WAITING, 'accepted'],
  reopen: ['accepted'],
}
/** A return may be written at once. */
const LONG = 1_500
/** More records of one grantee do not wait at once. */
const MOST = 500

/** All that the message may be: the words for a name are one only where an organisation is called so. */
function ofGranteeIn(written: string): OfGrantee[] {
  const text = plainText(written.trim())
  if (text.length > LONG) return []
  const said = text.length > 40 ? text : bare(text).replace(/[?？]+$/u, '')
  return PATTERNS.flatMap(([type, pattern]) => {
    const [, name, rest = ''] = (WITH_TEXT.includes(type) ? pattern.exec(text) : null) ?? pattern.exec(said) ?? []
    return name === undefined ? [] : [{ type, name, text: rest.trim() }]
  })
}

/** Which of these the message is, with the records of that grantee that it may be about; null where no grantee of the hub is called so. */
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
    const listed = await records.listed(hubId, STATES[one.type], 'oldest_first', MOST)
    const recordIds = listed.filter(({ organisationId }) => ids.includes(organisationId)).map(({ id }) => id)
    return { ...one, organisations: ids, names: found.map(({ name }) => name).join('、'), recordIds }
  }
  return null
}

/** That nothing of this grantee waits, and where to see what it filed. */
export const noneWaits = ({ names }: { names: string }, { words }: Pick<Asking, 'words'>): string =>
  words.say('review.none_of', { organisation: quote(names, 30) })
