import { shown } from '../../forms/days-kind.js'
import type { Asking } from '../../forms/field-kind.js'
import type { Day } from '../../kernel/day.js'
import type { Words } from '../../kernel/words.js'
import type { Calendar } from '../../programmes/calendar.js'
import { changeObligation } from '../../programmes/keep-obligations.js'
import type { Obligation } from '../../programmes/obligations.js'
import type { Forms } from '../forms.js'
import type { TurnPorts } from '../ports.js'
import type { Contact } from '../route.js'
import { byHer } from './by.js'
import { tellChange, type Telling, type TellPorts } from './tell-change.js'
import { titleIn } from './words.js'

/** Gives more time, lets off or asks for one after all, and tells who owes it; how it is to be told to her who did it. */
export async function makeChange(
  routing: Telling & { forms: Forms; calendar: Calendar },
  ports: TellPorts & Pick<TurnPorts, 'obligations'>,
  contact: Contact,
  obligation: Obligation,
  { type, until, why }: { type: 'extend' | 'waive' | 'owe'; until: Day | null; why: string },
  asking: Asking,
): Promise<{ done: { title: string; day: string; why: string }; told: 'now' | 'later' | 'nobody' }> {
  const { hubId } = contact
  const facts = { extend: { extendedTo: until }, waive: { waived: true }, owe: { waived: false, missed: false } }[type]
  await changeObligation(routing, ports.obligations, hubId, obligation.id, facts, byHer(contact, asking, why))
  const said = (words: Words) => ({
    title: titleIn(routing.forms, obligation, words),
    day: until === null ? '' : shown({ from: until, to: until }, words),
  })
  const news = (theirs: Words) => theirs.say(`owed.news_${type}`, said(theirs))
  const told = await tellChange(routing, ports, hubId, obligation.organisationId, news, asking.now)
  return { done: { ...said(asking.words), why }, told }
}
