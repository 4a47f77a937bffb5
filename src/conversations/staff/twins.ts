import { hubIn } from '../../engine/service.js'
import type { Asking } from '../../forms/field-kind.js'
import { quote } from '../../forms/prompt.js'
import { later } from '../../kernel/clock.js'
import type { RecordVersion } from '../../records/record.js'
import type { TwinCase } from '../../records/twins.js'
import type { Person, TurnPorts } from '../ports.js'
import type { Period } from './commands.js'
import { twinCommandIn, type TwinCommand } from './twin-commands.js'
import { activityShown, caseOf, caseShown, decideCase, numbered, turnedRound } from '../twin-cases.js'

type Member = Pick<Person, 'addressId' | 'draft'> & { contact: NonNullable<Person['contact']> }
type Ports = Pick<TurnPorts, 'twins' | 'records' | 'people'>

const LISTED = 4
const DECIDED_LISTED = 2
/** So long a number answers the list. */
const LIST_MS = 30 * 60_000
const LONG = 200
/** A working day: what was told in it is not told again. */
const TOLD_MS = 16 * 3_600_000

/**
 * 「重复」: activities of two organisations that may be one, for the hub to decide, and the last that were merged; 「合并 1」, 「不合并 1 原因」,
 * 「撤销合并 1」. Null for anything else.
 */
export async function twinsAnswer(
  ports: Ports,
  { contact, draft }: Member,
  text: string,
  asking: Asking,
): Promise<string | null> {
  const { asked } = contact
  const seen = asked?.type === 'twins' && draft === null && asked.at > later(asking.now, -LIST_MS) ? asked : null
  const looks = asked?.type === 'list' && draft === null ? asked.shown : undefined
  const command = twinCommandIn(text, seen?.twinIds.length ?? (looks ? 1 : 0))
  if (!command || (looks && command.type === 'show')) return null
  const listed = asked?.type === 'twins'
  // A plain 「撤销 2」 may be anything where no list was shown.
  if (command.type === 'undo' && command.plain && !listed) return null
  const { words } = asking
  const cases = await ports.twins.cases(contact.hubId)
  if (command.type === 'list') return list()
  if (contact.role !== 'staff') return words.say('twins.not_yours', { hub: hubIn(asking) })
  const decide = (pair: TwinCase, decision: 'merged' | 'kept' | null, why: string | null) =>
    decideCase(ports, pair, decision, why, contact.id, asking)
  const own = looks && (command.type === 'merge' || command.type === 'keep') ? await pairOf(looks) : null
  if (own) return decideOwn(own)
  if (looks && !own && !/重复|合并|同一|duplicates|merge/iu.test(text)) return null
  if (!listed) return `${words.say('twins.numbers_first')}\n${await list()}`
  if (command.type === 'show') return chosen(command.number)
  const open = cases.filter(({ id, decision }) => decision === null && seen?.twinIds.includes(id))
  const after = async () => {
    const rest = (await ports.twins.cases(contact.hubId)).filter(({ decision }) => decision === null).length
    return rest > 0 ? words.say('twins.rest', { rest }) : words.say('twins.no_rest')
  }
  if (command.type === 'all') return decideAll(command)
  // The one she looks at, or the only one there is.
  const number = command.number ?? seen?.shown ?? (seen?.twinIds.length === 1 ? 1 : null)
  if (number === null) return words.say('staff.half_twins')
  const meant = cases.filter(({ decision }) => (decision === null) === (command.type !== 'undo'))
  const merged = command.type === 'keep' && command.merged ? cases.filter(({ decision }) => decision === 'merged') : []
  const found = caseOf(contact, meant, number) ?? caseOf(contact, merged, number)
  if (!found) return words.say('twins.no_such', { number })

  switch (command.type) {
    case 'merge': {
      const pair = counting(found, command.counts)
      if (!pair) return words.say('twins.which_counts', { number })
      if (!(await decide(pair, 'merged', null))) return words.say('twins.no_such', { number })
      const values = { number, counts: activityShown(pair.sides.of, asking) }
      return `${words.say('twins.decided_merged', values)}\n${await after()}`
    }
    case 'keep': {
      if (Array.from(command.why).length < 2) return words.say('twins.keep_why', { number })
      const why = command.why.slice(0, LONG)
      if (!(await decide(found, 'kept', why))) return words.say('twins.no_such', { number })
      return `${words.say('twins.decided_kept', { number, why })}\n${await after()}`
    }
    case 'undo':
      if (!(await decide(found, null, null))) return words.say('twins.no_such', { number })
      return words.say('twins.undone', { number })
  }

  /** What may be the same as the record she looks at, where it is one. */
  async function pairOf(recordId: string): Promise<TwinCase | null> {
    const record = await ports.records.find(contact.hubId, recordId)
    const [only, ...others] = cases.filter(
      ({ decision, sides: { first, of } }) =>
        decision === null && record && [first.chainId, of.chainId].includes(record.chainId),
    )
    return only && others.length === 0 ? only : null
  }

  /** She goes on looking at the record. */
  async function decideOwn(pair: TwinCase): Promise<string> {
    if (asked?.type === 'list') {
      const { aside: _aside, ...list } = asked
      await ports.people.setAsked(contact.id, { ...list, at: asking.now })
    }
    if (command?.type === 'keep') {
      if (Array.from(command.why).length < 2) return words.say('twins.keep_why_own')
      const why = command.why.slice(0, LONG)
      return (await decide(pair, 'kept', why)) ? words.say('twins.kept_own', { why }) : words.say('twins.gone_own')
    }
    const counts = command?.type === 'merge' ? counting(pair, command.counts) : null
    if (!counts) return words.say('twins.which_counts', { number: '' })
    const values = { counts: activityShown(counts.sides.of, asking) }
    return (await decide(counts, 'merged', null)) ? words.say('twins.merged_own', values) : words.say('twins.gone_own')
  }

  /** All of the list that nobody decided. */
  async function decideAll({ merge, why }: TwinCommand & { type: 'all' }): Promise<string> {
    const [only, second] = open
    if (!only) return words.say('twins.no_rest')
    const number = (seen?.twinIds.indexOf(only.id) ?? 0) + 1
    if (!merge && Array.from(why).length < 2)
      return second ? words.say('twins.keep_all_why') : words.say('twins.keep_why', { number })
    for (const pair of open) await decide(pair, merge ? 'merged' : 'kept', merge ? null : why.slice(0, LONG))
    const key = merge ? 'twins.all_merged' : 'twins.all_kept'
    return `${words.say(key, { count: open.length, why: quote(why, LONG), number })}\n${await after()}`
  }

  /** One pair of the list, and what can be said of it. */
  async function chosen(number: number): Promise<string> {
    const pair = caseOf(contact, cases, number)
    if (!pair || !seen) return words.say('twins.no_such', { number })
    await ports.people.setAsked(contact.id, { ...seen, shown: number, at: asking.now })
    const how =
      pair.decision === null ? words.say('twins.how_one', { number }) : words.say('twins.how_undo', { number })
    return [caseShown(number, pair, asking), ...(contact.role === 'staff' ? [how] : [])].join('\n')
  }

  async function list(): Promise<string> {
    const open = cases.filter(({ decision }) => decision === null)
    const decided = cases.filter(({ decision }) => decision !== null).slice(0, DECIDED_LISTED)
    const shown = [...open.slice(0, LISTED), ...decided]
    await numbered(ports, contact.id, shown, asking)
    const lines = shown.map((each, i) => {
      const why = each.decision === 'kept' ? `\n  ${words.say('twins.was_kept', { why: quote(each.why ?? '') })}` : ''
      return caseShown(i + 1, each, asking) + why
    })
    const staff = contact.role === 'staff'
    const undo = staff ? [words.say('twins.how_undo', { number: shown.length })] : []
    const rest = open.length - LISTED
    return [
      words.say(open.length > 0 ? 'twins.open' : 'twins.none_open', { count: open.length }),
      ...lines.slice(0, shown.length - decided.length),
      ...(rest > 0 ? [words.say('twins.more_open', { rest })] : []),
      ...(staff && open.length > 0 ? [words.say('twins.how')] : []),
      ...(decided.length > 0
        ? [words.say('twins.decided_before'), ...lines.slice(shown.length - decided.length), ...undo]
        : []),
    ].join('\n')
  }
}

/** The pair with the side that is to count as `of`: the one named first unless the other is said, by its place or name; null when neither is. */
function counting(pair: TwinCase, said: string): TwinCase | null {
  if (said === '' || /^(?:第?[一1]家?|前一?[家个]|first)$/i.test(said)) return pair
  if (/^(?:第?[二2]家?|后一?[家个]|second)$/i.test(said)) return turnedRound(pair)
  const name = said.replace(/的$/, '')
  const [first, of] = [pair.sides.first, pair.sides.of].map(({ organisation }) => organisation.name.includes(name))
  return first === of ? null : of ? pair : turnedRound(pair)
}

/** That pairs wait to be decided, in a line, and where; null where none does. */
export async function twinsWait(
  { twins }: Pick<TurnPorts, 'twins'>,
  hubId: string,
  { words }: Pick<Asking, 'words'>,
): Promise<string | null> {
  const open = (await twins.cases(hubId)).filter(({ decision }) => decision === null).length
  return open === 0 ? null : words.say('twins.hint', { count: open, see: words.say('twins.see') })
}

/** How many pairs that nobody decided are in the figures of a period twice, and what to do; null where none is. */
export async function countedTwice(
  { twins }: Pick<TurnPorts, 'twins'>,
  hubId: string,
  period: Period,
  { words }: Pick<Asking, 'words'>,
): Promise<string | null> {
  const inside = ({ startsOn: on }: { startsOn: string }) => period === null || (period.from <= on && on <= period.to)
  const open = (await twins.cases(hubId)).filter(
    ({ decision, sides: { first, of } }) => decision === null && inside(first) && inside(of),
  )
  return open.length === 0 ? null : words.say('twins.counted_twice', { count: open.length })
}

/** That pairs wait, for an answer that staff asked for something else by: once in a working day, empty otherwise. */
export async function twinsHint(
  ports: Pick<TurnPorts, 'twins' | 'overview'>,
  { addressId, contact }: Member,
  asking: Pick<Asking, 'words' | 'now'>,
): Promise<string> {
  const waits = await twinsWait(ports, contact.hubId, asking)
  const since = later(asking.now, -TOLD_MS)
  const told = waits === null || (await ports.overview.wasTold(addressId, asking.words.say('twins.see'), since))
  return told ? '' : `\n${waits}`
}

/** What of a record may be the same as what others filed, and is not decided, in a line each pair. */
export async function twinsOf(
  { twins }: Pick<TurnPorts, 'twins'>,
  { hubId, chainId }: Pick<RecordVersion, 'hubId' | 'chainId'>,
  asking: Asking,
): Promise<string[]> {
  const cases = (await twins.cases(hubId)).filter(({ decision }) => decision === null)
  return cases.flatMap(({ sides: { first, of } }) => {
    const other = first.chainId === chainId ? of : of.chainId === chainId ? first : null
    return other ? [asking.words.say('twins.seen', { other: activityShown(other, asking) })] : []
  })
}
