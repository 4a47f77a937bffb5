import type { Asking } from '../../forms/field-kind.js'
import { quote } from '../../forms/prompt.js'
import { shown } from '../../forms/days-kind.js'
import { called, meantBy } from '../../people/names.js'
import { deadlineOf } from '../../programmes/obligation.js'
import type { ExportOrganisation } from '../../records/export-ports.js'
import type { Contact } from '../route.js'
import { makeChange } from './make-change.js'
import { meansAll } from './said.js'
import { type Change, type Keeping, namedIn, type Ports, strangeDeadline, UNTIL } from './meant.js'
import { daysMore, deadlineIn, untilOf } from './until.js'
import { likeliest, possible, statedOf } from './which.js'

/** So many by name. */
const NAMED = 12
const NAME = 16

/** The parts of 「麦田、青云社」, each with the one that is called so. */
const partsOf = (organisations: ExportOrganisation[], name: string) =>
  name
    .split(/[、;；/+]|和|跟|与|及/)
    .filter((part) => part !== '')
    .map((part) => {
      const meant = meantBy(organisations, part)
      return { part, found: meant.length === 1 ? meant : [] }
    })

/** 「麦田、青云社」, 「所有人」; null where it is the name of one, or of none. */
export function severalNamed(organisations: ExportOrganisation[], name: string): ExportOrganisation[] | 'all' | null {
  if (meansAll(name)) return 'all'
  if (called(organisations, name).length > 0) return null
  const parts = partsOf(organisations, name)
  return parts.length > 1 && parts.every(({ found }) => found.length === 1) ? parts.flatMap(({ found }) => found) : null
}

/** Of several names those that are nobody's; null where none of them is anybody's. */
export function strangers(organisations: ExportOrganisation[], name: string): string | null {
  const parts = partsOf(organisations, name)
  const strange = parts.filter(({ found }) => found.length === 0)
  return strange.length < parts.length && strange.length > 0 ? strange.map(({ part }) => part).join('、') : null
}

/**
 * The same for several organisations, or all that owe something now (after a yes): each has the one report that it is about. Those of which that
 * is not plain are left, and named.
 */
export async function severalChanged(
  routing: Keeping,
  ports: Ports,
  contact: Contact,
  {
    said,
    command,
    whom,
    busy = false,
    sure = false,
  }: { said: string; command: Change; whom: ExportOrganisation[] | 'all'; busy?: boolean; sure?: boolean },
  asking: Asking,
): Promise<string> {
  const { words, today, now } = asking
  const { hubId } = contact
  const listed = (names: string[]) =>
    names
      .slice(0, NAMED)
      .map((name) => quote(name, NAME))
      .join(words.say('field.comma')) +
    (names.length > NAMED ? words.say('digest.more', { rest: names.length - NAMED }) : '')
  const everybody = words.say('owed.everybody')
  const organisation = whom === 'all' ? everybody : listed(whom.map(({ name }) => name))
  const lacks = async (want: 'why' | 'until', rest: string, reply: string): Promise<string> => {
    if (busy) return words.say(`owed.again_${command.type}`, { organisation: command.name })
    await ports.people.setAsked(contact.id, { type: 'owed_half', want, said: rest, at: now })
    return reply
  }
  const to = command.type === 'extend' ? command.to : ''
  if (command.type === 'extend') {
    if (command.to === '') return lacks('until', said, words.say('owed.until', { organisation }))
    const day = daysMore(command.to) === null ? (deadlineIn(command.to, today)?.day ?? '') : today
    if (day < today)
      return lacks('until', said.replace(command.to, UNTIL), words.say('owed.no_day', { said: quote(command.to) }))
  }

  const all = await statedOf(ports, hubId, today)
  const organisations = whom === 'all' ? await ports.overview.organisations(hubId) : whom
  const each = organisations.map(({ id, name }) => {
    const own = all.filter(({ obligation }) => obligation.organisationId === id)
    const { named, why, strange } = namedIn(command, own, routing.forms.current, today)
    const meant = possible(named ?? own, command.type)
    const likely = named ? meant : likeliest(meant, command.type)
    const [one, ...more] = strange === null ? likely : []
    const until = one && command.type === 'extend' ? untilOf(to, one.obligation, today) : null
    const odd =
      one &&
      until !== null &&
      (until === deadlineOf(one.obligation, one.obligation.facts) ||
        strangeDeadline(one.obligation, until, to, asking) !== null)
    const plain = one && more.length === 0 && (named !== null || one.state !== 'upcoming') && !odd ? one : null
    return { name, one: plain, until, why, owes: likely.some(({ state }) => state !== 'upcoming') }
  })
  const why = each[0]?.why ?? command.why
  if (why === '') return lacks('why', said, words.say(`owed.why_${command.type}`, { organisation }))
  const done = each.filter(({ one }) => one !== null)
  const left = each.filter(({ one, owes }) => one === null && (whom !== 'all' || owes)).map(({ name }) => name)
  if (done.length > 0 && whom === 'all' && !sure) {
    if (busy) return words.say(`owed.again_${command.type}`, { organisation: command.name })
    await ports.people.setAsked(contact.id, { type: 'owed_all', said, at: now })
    const what = words.say(`owed.change_${command.type}`, { day: command.type === 'extend' ? untilShown() : '' })
    return words.say('owed.all_or_not', { count: done.length, names: listed(done.map(({ name }) => name)), what })
  }
  let unheard = 0
  for (const { one, until } of done) {
    if (!one) continue
    const { told } = await makeChange(
      routing,
      ports,
      contact,
      one.obligation,
      { type: command.type, until, why },
      asking,
    )
    if (told !== 'now') unheard++
  }
  const names = listed(done.map(({ name }) => name))
  const head = words.say(`owed.several_${command.type}`, {
    count: done.length,
    names,
    why,
    day: command.type === 'extend' ? untilShown() : '',
  })
  return [
    done.length > 0 ? head : words.say('owed.several_none'),
    ...(unheard > 0 ? [words.say('owed.several_unheard', { count: unheard })] : []),
    ...(left.length > 0 ? [words.say('owed.several_left', { names: listed(left) })] : []),
  ].join('\n')

  /** One day for all of them, or the days that each has more. */
  function untilShown(): string {
    const days = [...new Set(each.flatMap(({ one, until }) => (one && until !== null ? [until] : [])))].toSorted()
    const [from = today] = days
    const to = days.at(-1) ?? from
    return shown({ from, to }, words)
  }
}
