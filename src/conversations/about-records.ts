import type { Asking } from '../forms/field-kind.js'
import { later, type Instant } from '../kernel/clock.js'
import { isOfRecords, type Asked } from './asked.js'
import { filingsAnswer } from './filings/answer.js'
import type { TurnPorts, Utterance } from './ports.js'
import type { Known, Routing, Turn } from './route.js'
import { reviewAnswer } from './staff/review.js'

/** So long a list on the screen is what a number or a short word means; after that it means something else. */
const FRESH_MS = 30 * 60_000

/**
 * What one gets who speaks of records that are filed: the hub's own people of all of theirs, a contact of what her organisation filed. Null
 * when her message is about something else; then what she was asked about them is over.
 */
export async function aboutRecords(
  routing: Pick<Routing, 'forms' | 'newId' | 'wordsOf' | 'reach' | 'split'>,
  ports: TurnPorts,
  person: Known,
  { said }: Utterance,
  asking: Asking,
): Promise<Pick<Turn, 'reply' | 'sessionId' | 'jobs'> | null> {
  const { contact } = person
  const text = said.type === 'text' ? said.text : said.type === 'choice' ? said.key : null
  if (text === null) return null
  const asked = standing(contact.asked, asking.now)
  const answer =
    (await reviewAnswer(routing, ports, person, asked, text, asking)) ??
    (await filingsAnswer(routing, ports, person, asked, text, asking))
  const next = answer?.asked ?? null
  if (answer || isOfRecords(contact.asked)) await ports.people.setAsked(contact.id, next)
  return answer && { reply: answer.reply, sessionId: answer.sessionId ?? null, jobs: answer.jobs === true }
}

/** What came back may be changed by the word for it however late; a list is looked at again. */
const standing = (asked: Asked | null, now: Instant): Asked | null =>
  asked === null || asked.type === 'returned' || asked.at > later(now, -FRESH_MS) ? asked : null
