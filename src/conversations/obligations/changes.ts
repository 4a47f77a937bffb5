import { shown } from '../../forms/days-kind.js'
import { quote } from '../../forms/prompt.js'
import type { Asking } from '../../forms/field-kind.js'
import { dayIn } from '../../kernel/zone.js'
import type { Obligation, ObligationEvent } from '../../programmes/obligations.js'
import type { TurnPorts } from '../ports.js'

/** What was decided about a report that is owed, by whom: an extension, a waiver, or that it is owed after all. */
export interface Changed {
  obligation: Obligation
  type: 'extend' | 'waive' | 'owe'
  event: ObligationEvent
  /** Null where the calendar did it, or the operator: the grant was withdrawn, the partner has left. */
  by: string | null
}

/** Bytes of UTF-8 for the lines: they stand under a list of what is owed. */
const LINES_BYTES = 500
const NAME = 20
const WHY = 40

/** What was decided about these, the newest first. Their number is what it costs. */
export async function changesOf(
  ports: Pick<TurnPorts, 'obligations' | 'colleagues'>,
  hubId: string,
  obligations: Obligation[],
): Promise<Changed[]> {
  const changes: Changed[] = []
  const names = new Map<string, string | null>()
  for (const obligation of obligations) {
    for (const event of await ports.obligations.events(hubId, obligation.id)) {
      const type = typeOf(event)
      if (type === null) continue
      const { contactId } = event
      if (contactId !== null && !names.has(contactId))
        names.set(contactId, (await ports.colleagues.find(hubId, contactId))?.name ?? null)
      changes.push({ obligation, type, event, by: contactId === null ? null : (names.get(contactId) ?? null) })
    }
  }
  return changes.toReversed().sort((a, b) => (a.event.at < b.event.at ? 1 : a.event.at > b.event.at ? -1 : 0))
}

function typeOf({ from, to, extendedTo, contactId }: ObligationEvent): Changed['type'] | null {
  if (extendedTo !== null) return 'extend'
  if (to === 'waived') return 'waive'
  return contactId !== null && (from === 'waived' || from === 'missed') ? 'owe' : null
}

/** Whose decisions there can be any: the others need not be looked through. */
export const mayBeChanged = ({ facts, state }: Obligation): boolean =>
  facts.extendedTo !== null || facts.waived || state === 'waived'

/** A line each: what became of which report, why, who decided it and when. Empty where nothing was decided. */
export function changeLines(
  changes: Changed[],
  titleOf: (obligation: Obligation) => string,
  zone: string,
  { words }: Pick<Asking, 'words'>,
): string[] {
  const shownLines: string[] = []
  let left = LINES_BYTES
  for (const { obligation, type, event, by } of changes) {
    const to = event.extendedTo
    const on = dayIn(event.at, zone)
    const line = words.say('owed.change', {
      title: titleOf(obligation),
      what: words.say(`owed.change_${type}`, { day: to === null ? '' : shown({ from: to, to }, words) }),
      why: event.why === null ? words.say('owed.change_no_reason') : quote(event.why, WHY),
      who: by === null ? words.say('owed.change_by_list') : quote(by, NAME),
      day: shown({ from: on, to: on }, words),
    })
    left -= Buffer.byteLength(line) + 1
    if (left < 0) break
    shownLines.push(line)
  }
  if (shownLines.length === 0) return []
  const rest = changes.length - shownLines.length
  return [words.say('owed.changes'), ...shownLines, ...(rest > 0 ? [words.say('owed.changes_rest', { rest })] : [])]
}
