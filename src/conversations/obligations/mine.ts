import type { Asking } from '../../forms/field-kind.js'
import { bare } from '../../forms/prompt.js'
import { addDays, type Day } from '../../kernel/day.js'
import { deadlineOf } from '../../programmes/obligation.js'
import type { Obligation } from '../../programmes/obligations.js'
import type { Forms } from '../forms.js'
import type { TurnPorts } from '../ports.js'
import type { Contact } from '../route.js'
import { owedOf } from './owed.js'
import { changeLines, changesOf, mayBeChanged } from './changes.js'
import { owedLines, titleIn } from './words.js'

const MINE =
  /^(?:应交|owed|我的应交|还(?:有|差)(?:什么|哪些|几份|多少)(?:没交|要交)|我(?:还|要|还要|还有|还得)?(?:有|差)?(?:什么|哪些|几份|多少)?(?:没交|要交)(?:什么|哪些|的)?|(?:简报|报告)?什么时候(?:交|截止|到期)|(?:最晚|最迟|什么时候|几号|哪天|哪一天|到底|那|请问|报告|工作简报|简报|活动记录|记录|[这那][份个]|你们|我们?|的|是|要|得)*(?:什么时候|几号|哪天|多久|哪一天)(?:之?前|要|得|必须|该)?(?:交|要|截止|到期|给你们?|提交)|截止(?:日期|时间)?(?:是)?(?:什么时候|几号|哪天)?|what do i owe)的?$/iu
const NO_REMINDER = /^(?:请)?(?:不要|别)再?(?:老是?|总是?)?(?:提醒|催)(?:我|我们)?了?$/u

/** 「我要交什么」, 「什么时候截止」: what her organisations still owe; null when it is something else. */
export async function myOwed(
  routing: { forms: Forms },
  ports: Pick<TurnPorts, 'obligations' | 'overview' | 'drafts' | 'affiliations' | 'colleagues'>,
  contact: Contact,
  text: string,
  asking: Asking,
): Promise<string | null> {
  const said = bare(text)
    .replace(/[?？吗呢啊呀]+$/u, '')
    .replace(/啥/gu, '什么')
  const tired = NO_REMINDER.test(said)
  if (text.length > 20 || !(tired || MINE.test(said))) return null
  const { count, text: owed } = await myOwedText(routing, ports, contact, asking)
  return tired && count > 0 ? `${asking.words.say('owed.till_filed')}\n${owed}` : owed
}

/** What her organisations still owe, with how many they are; `short`: nothing but each with its deadline. */
export async function myOwedText(
  routing: { forms: Forms },
  ports: Pick<TurnPorts, 'obligations' | 'overview' | 'affiliations' | 'colleagues'>,
  { id, hubId, zone }: Contact,
  { words, today }: Asking,
  short = false,
): Promise<{ count: number; text: string }> {
  const { owed, choices, organisationIds } = await owedOf(routing, ports, { id, hubId }, today)
  const count = owed.length
  if (short && count > 0) return { count, text: owedLines(owed, choices, today, words).join('\n') }
  const lines =
    count === 0
      ? [words.say('owed.mine_none')]
      : [words.say('owed.mine', { count }), ...owedLines(owed, choices, today, words)]
  const titleOf = (obligation: Obligation) => titleIn(routing.forms, obligation, words)
  const changes = await changesOf(ports, hubId, await decidedOf(ports, hubId, organisationIds, today))
  return { count, text: [...lines, ...changeLines(changes, titleOf, zone, { words })].join('\n') }
}

/** What was let off or has more time and is of use to be told: until a month after its deadline, unless it came in. */
async function decidedOf(
  { obligations }: Pick<TurnPorts, 'obligations'>,
  hubId: string,
  organisationIds: string[],
  today: Day,
): Promise<Obligation[]> {
  const all: Obligation[] = []
  for (const organisationId of organisationIds) all.push(...(await obligations.list(hubId, { organisationId })))
  const since = addDays(today, -31)
  return all.filter((one) => mayBeChanged(one) && one.facts.record === null && deadlineOf(one, one.facts) >= since)
}
