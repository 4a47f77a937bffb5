import type { Asking } from '../../forms/field-kind.js'
import { bare } from '../../forms/prompt.js'
import type { Forms } from '../forms.js'
import type { TurnPorts } from '../ports.js'
import type { Contact } from '../route.js'
import { stillOwed } from './owed.js'
import { owedLines } from './words.js'

const MINE =
  /^(?:应交|我的应交|我(?:还|要|还要|还有|还得)?(?:有)?(?:什么|哪些|几份)?(?:没交|要交)(?:什么|哪些|的)?|(?:简报|报告)?什么时候(?:交|截止|到期)|截止(?:日期|时间)?|what do i owe)的?$/iu

/** 「我要交什么」, 「什么时候截止」: what her organisations still owe; null when it is something else. */
export async function myOwed(
  routing: { forms: Forms },
  ports: Pick<TurnPorts, 'obligations' | 'overview' | 'drafts' | 'affiliations'>,
  { id, hubId, name }: Contact,
  text: string,
  { words, today }: Asking,
): Promise<string | null> {
  if (text.length > 20 || !MINE.test(bare(text).replace(/[?？吗呢啊]+$/u, ''))) return null
  const { choices } = await ports.affiliations.choicesOf(id)
  const organisationIds = [...new Set(choices.map(({ organisationId }) => organisationId))]
  const owed = await stillOwed(routing, ports, hubId, organisationIds, today, name)
  if (owed.length === 0) return words.say('owed.mine_none')
  return [words.say('owed.mine', { count: owed.length }), ...owedLines(owed, choices, today, words)].join('\n')
}
