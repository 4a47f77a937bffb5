import type { Asking } from '../../forms/field-kind.js'
import { bare, quote } from '../../forms/prompt.js'
import { readDays } from '../../kernel/day-words.js'
import { addDays, type Day } from '../../kernel/day.js'
import { called, calledInPart } from '../../people/names.js'
import type { Calendar } from '../../programmes/calendar.js'
import { changeObligation } from '../../programmes/keep-obligations.js'
import { type ObligationState, stateOn } from '../../programmes/obligation.js'
import type { Obligation } from '../../programmes/obligations.js'
import type { Forms } from '../forms.js'
import type { Contact } from '../route.js'
import type { TurnPorts } from '../ports.js'
import { shown } from '../../forms/days-kind.js'
import { owedTitle } from './words.js'

/** What staff do about what is owed: see all, give more time, let one off, ask for one after all. */
export type OwedCommand =
  | { type: 'list'; name: string | null }
  | { type: 'extend'; name: string; to: string; why: string }
  | { type: 'waive' | 'owe'; name: string; why: string }

const LIST = /^(?:应交(?:报告|的报告|名单|一览)?|owed)(?:\s+(\S.*))?$/iu
const EXTEND = /^(?:延期|extend)\s+(\S+?)[\s，,]+(?:延?到|至|to )?\s*(\S+?)(?:[\s，,：:]+(.+))?$/iu
const WAIVE = /^(?:免交|waive)\s+(\S+?)(?:[\s，,：:]+(.+))?$/iu
const OWE = /^(?:要补|还要交|owe)\s+(\S+?)(?:[\s，,：:]+(.+))?$/iu

/** The command that a message is, if it is nothing but one. */
export function owedCommandIn(text: string): OwedCommand | null {
  if (text.length > 120 || text.includes('\n')) return null
  const said = bare(text)
  const list = LIST.exec(said)
  if (list) return { type: 'list', name: list[1]?.trim() ?? null }
  const [, extended, to, because = ''] = EXTEND.exec(said) ?? []
  if (extended && to) return { type: 'extend', name: extended, to, why: because.trim() }
  for (const [type, pattern] of [
    ['waive', WAIVE],
    ['owe', OWE],
  ] as const) {
    const [, name, why = ''] = pattern.exec(said) ?? []
    if (name) return { type, name, why: why.trim() }
  }
  return null
}

/** What she hears; null when it is none of these. Viewers only look. */
export async function staffOwed(
  routing: { forms: Forms; calendar: Calendar },
  ports: Pick<TurnPorts, 'obligations' | 'overview'>,
  contact: Contact,
  text: string,
  asking: Asking,
): Promise<string | null> {
  const command = owedCommandIn(text)
  if (!command) return null
  const { words, today, now } = asking
  const { hubId } = contact
  const organisations = await ports.overview.organisations(hubId)
  const nameOf = (id: string) => quote(organisations.find((one) => one.id === id)?.name ?? '', 20)
  const exactly = command.name === null ? [] : called(organisations, command.name)
  const found = exactly.length > 0 || command.name === null ? exactly : calledInPart(organisations, command.name)
  const [organisation, ...others] = found
  if (command.name !== null && (!organisation || others.length > 0))
    return words.say(organisation ? 'owed.which' : 'owed.nobody', {
      name: command.name,
      names: found
        .slice(0, 5)
        .map(({ name }) => quote(name, 20))
        .join(words.say('field.comma')),
    })

  const all = await ports.obligations.list(hubId, organisation ? { organisationId: organisation.id } : {})
  const stated = all.map((obligation) => ({ obligation, state: stateOn(obligation, obligation.facts, today) }))
  const titleOf = (obligation: Obligation): string => {
    const form = routing.forms.current.find(({ id }) => id === obligation.form)
    return form ? owedTitle({ obligation, form }, words) : obligation.form
  }
  if (command.type === 'list') return listed(stated, nameOf, titleOf, asking)

  if (contact.role !== 'staff') return words.say('owed.not_yours')
  // Of several the first that is due; of those that are not asked for the one let off last.
  const of = (...states: ObligationState[]) => stated.filter(({ state }) => states.includes(state))
  const meant = (
    command.type === 'owe'
      ? (of('waived').at(-1) ?? of('missed').at(-1))
      : of('overdue', 'in_draft', 'open', 'upcoming')[0]
  )?.obligation
  const values = { organisation: nameOf(organisation?.id ?? ''), title: meant ? titleOf(meant) : '' }
  if (!meant) return words.say(`owed.none_to_${command.type}`, values)
  if (command.why === '') return words.say(`owed.why_${command.type}`, values)
  const by = { at: now, today, contactId: contact.id, messageId: asking.messageId || null, why: command.why }
  const change = async (facts: Parameters<typeof changeObligation>[4]) =>
    changeObligation(routing, ports.obligations, hubId, meant.id, facts, by)
  switch (command.type) {
    case 'extend': {
      const day: Day | undefined = readDays(command.to, addDays(today, aheadOf(command.to)))?.to
      if (!day || day < today) return words.say('owed.no_day', { said: quote(command.to) })
      await change({ extendedTo: day })
      return words.say('owed.done_extend', { ...values, day: shown({ from: day, to: day }, words), why: command.why })
    }
    case 'waive':
      await change({ waived: true })
      return words.say('owed.done_waive', { ...values, why: command.why })
    case 'owe':
      await change({ waived: false, missed: false })
      return words.say('owed.done_owe', { ...values, why: command.why })
  }
}

/** A deadline lies ahead: of 12月31日 the next one is meant, of 30号 that of the month that goes on; 下周五 says itself what it counts from. */
const aheadOf = (said: string): number => (/[月./-]/.test(said) ? 364 : /[日号]/.test(said) ? 30 : 0)

/** So many of each state by name; the rest is counted. */
const SHOWN = 8

/** What needs somebody first; what needs nobody is only counted. */
const HOW: Record<ObligationState, 'named' | 'counted'> = {
  overdue: 'named',
  returned: 'named',
  in_draft: 'named',
  open: 'named',
  missed: 'named',
  waived: 'named',
  submitted: 'named',
  accepted: 'counted',
  upcoming: 'counted',
}
const ORDER = Object.entries(HOW) as [ObligationState, 'named' | 'counted'][]

function listed(
  all: { obligation: Obligation; state: ObligationState }[],
  nameOf: (id: string) => string,
  titleOf: (obligation: Obligation) => string,
  { words }: Asking,
): string {
  if (all.length === 0) return words.say('owed.nothing')
  const lines = ORDER.flatMap(([state, how]) => {
    const of = all.filter((one) => one.state === state)
    if (of.length === 0) return []
    const counted = how === 'counted'
    const names = of
      .slice(0, counted ? 0 : SHOWN)
      .map(({ obligation }) => nameOf(obligation.organisationId) + titleOf(obligation))
    const rest = of.length - names.length
    const more = !counted && rest > 0 ? [words.say('digest.more', { rest })] : []
    const value = counted ? '' : [...names, ...more].join(words.say('field.comma'))
    return [
      words.say(counted ? 'owed.count' : 'owed.line', {
        state: words.say(`owed.${state}`),
        count: of.length,
        names: value,
      }),
    ]
  })
  return [words.say('owed.head', { count: all.length }), ...lines, words.say('owed.next')].join('\n')
}
