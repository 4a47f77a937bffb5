import { summary } from '../../engine/summary.js'
import { shown } from '../../forms/days-kind.js'
import type { Asking } from '../../forms/field-kind.js'
import { formIn } from '../../forms/form.js'
import { askedForm } from '../../forms/relevance.js'
import type { Instant } from '../../kernel/clock.js'
import { addDays } from '../../kernel/day.js'
import { dayIn } from '../../kernel/zone.js'
import { draftShown } from '../open-draft.js'
import type { TurnPorts } from '../ports.js'
import type { Routing } from '../route.js'
import type { HeldDraft } from './ports.js'

type Ports = Pick<TurnPorts, 'drafts'>

/** 今天, 昨天, or the day. */
export function dayShown(at: Instant, zone: string, { words, today }: Pick<Asking, 'words' | 'today'>): string {
  const day = dayIn(at, zone)
  if (day === today) return words.say('colleagues.today')
  return day === addDays(today, -1) ? words.say('colleagues.yesterday') : shown({ from: day, to: day }, words)
}

/** Whose it is, how far, and when it was touched last: for the sentences of this group. */
export async function heldShown(
  routing: Pick<Routing, 'forms'>,
  ports: Ports,
  held: HeldDraft,
  zone: string,
  asking: Pick<Asking, 'words' | 'today'>,
): Promise<{ name: string; draft: string; day: string; organisation: string }> {
  return {
    name: held.holder,
    organisation: held.organisation,
    draft: await draftShown(routing, ports, held, asking.words),
    day: dayShown(held.updatedAt, zone, asking),
  }
}

/** All that stands in a draft, by the numbers of its questions. */
export async function allOf(
  { forms }: Pick<Routing, 'forms'>,
  { drafts }: Ports,
  { session }: Pick<HeldDraft, 'session'>,
  { words }: Pick<Asking, 'words'>,
): Promise<string> {
  const form = await forms.find(drafts, session.form, session.formVersion)
  return summary(askedForm(formIn(form, words.language), session), session, words, true)
}
