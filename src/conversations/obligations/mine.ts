import type { Asking } from '../../forms/field-kind.js'
import { bare } from '../../forms/prompt.js'
import type { Forms } from '../forms.js'
import type { TurnPorts } from '../ports.js'
import type { Contact } from '../route.js'
import { stillOwed } from './owed.js'
import { owedLines } from './words.js'

const MINE =
  /^(?:应交|我的应交|还(?:有|差)(?:什么|哪些|几份|多少)(?:没交|要交)|我(?:还|要|还要|还有|还得)?(?:有|差)?(?:什么|哪些|几份|多少)?(?:没交|要交)(?:什么|哪些|的)?|(?:简报|报告)?什么时候(?:交|截止|到期)|截止(?:日期|时间)?|what do i owe)的?$/iu
const NO_REMINDER = /^(?:请)?(?:不要|别)再?(?:老是?|总是?)?(?:提醒|催)(?:我|我们)?了?$/u

/** 「我要交什么」, 「什么时候截止」: what her organisations still owe; null when it is something else. */
export async function myOwed(
  routing: { forms: Forms },
  ports: Pick<TurnPorts, 'obligations' | 'overview' | 'drafts' | 'affiliations'>,
  contact: Contact,
  text: string,
  asking: Asking,
): Promise<string | null> {
  const said = bare(text).replace(/[?？吗呢啊]+$/u, '')
  const tired = NO_REMINDER.test(said)
  if (text.length > 20 || !(tired || MINE.test(said))) return null
  const { count, text: owed } = await myOwedText(routing, ports, contact, asking)
  return tired && count > 0 ? `${asking.words.say('owed.till_filed')}\n${owed}` : owed
}

/** What her organisations still owe, with how many they are. */
export async function myOwedText(
  routing: { forms: Forms },
  ports: Pick<TurnPorts, 'obligations' | 'overview' | 'affiliations'>,
  { id, hubId }: Contact,
  { words, today }: Asking,
): Promise<{ count: number; text: string }> {
  const { choices } = await ports.affiliations.choicesOf(id)
  const organisationIds = [...new Set(choices.map(({ organisationId }) => organisationId))]
  const owed = await stillOwed(routing, ports, hubId, organisationIds, today, id)
  const count = owed.length
  if (count === 0) return { count, text: words.say('owed.mine_none') }
  return { count, text: [words.say('owed.mine', { count }), ...owedLines(owed, choices, today, words)].join('\n') }
}
