import { hubIn } from '../../engine/service.js'
import type { Asking } from '../../forms/field-kind.js'
import { bare, quote } from '../../forms/prompt.js'
import { later } from '../../kernel/clock.js'
import type { RecordVersion } from '../../records/record.js'
import type { TwinCase } from '../../records/twins.js'
import type { Person, TurnPorts } from '../ports.js'
import { numberIn } from '../numbers.js'
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

type Command =
  | { type: 'list' }
  | { type: 'show'; number: number }
  /** Without a number it is the one she looks at. */
  | { type: 'merge'; number: number | null; counts: string }
  /** `merged`: also of one that was merged, which is taken back by it. */
  | { type: 'keep'; number: number | null; why: string; merged?: true }
  | { type: 'undo'; number: number; plain: boolean }
  /** Of all that are listed and not decided. */
  | { type: 'all'; merge: boolean; why: string }

const LIST = /^(?:看看?|查看?)?(?:可能)?(?:重复|联合)的?(?:活动|记录)?(?:有哪些)?$|^duplicates$/i
const MERGE =
  /^(?:合并|算一次|(?:这[两2]?[次场个处])?(?:算|是|就是|应该是)同一[次场个回](?:活动)?(?:吧|的|啊)?(?:[\s,，、]*合并)?|merge)\s*(\d{1,2})?[\s,，、]*(?:算\s*(\S{1,30})|(first|second))?$/i
const KEEP =
  /^(?:不合并|不要合并|两次都算|(?:这[两2]?[次场个处])?不是同一[次场个回](?:活动)?|keep)\s*(\d{1,2})?[\s,，、:：]*([^]*)$/i
const UNDO = /^(?:(?:撤销|撤回|取消)(不?合并)?|undo|(unmerge))\s*(\d{1,2})$/i

/** Which pair a sentence about the list is of: 「第一个是同一场，只算一次」, 「1、2不是一场，两家各办各的」. */
const OF_WHICH =
  /^(?:那|这|嗯|哦)*(?:第\s*)?(?<number>\d{1,2}|[一二三四五六七八九])\s*(?:个|处|条|对|组|号|场)?[\s,，、:：]*(?=都?是|就是|算|应该是|不|其实)(?<rest>.+)$/su
/** 「都不是」, 「都是同一场」: of all that are listed. */
const ALL =
  /^(?:这?几?[个处条场]?)*(?:都|全都?|全部|两处都|两个都)(?<no>不)?(?:是|算)(?:同?一[次个场回](?:活动)?)?(?:的)?(?:[\s,，、:：]+(?<why>[^]*))?$/u
/** 「其实不是一场，一个上午一个下午」 of what was merged. */
const NOT_ONE =
  /^(?:其实|不对|哦|啊|刚才|那个|这个|弄错了|搞错了|合并错了|[\s,，])*(?:这?[两2]?[次场个处])?不是(?:同一|一)[次个场回](?:活动)?[\s,，、:：。]+(?<why>[^]{2,})$/u
const SAME =
  /^(?:就|都)?(?:是|算|应该是)(?:同一|一)[次个场回](?:活动)?(?:的|吧|啊)?(?:[\s,，、]*(?:只?算一次|合并))?$|^(?:只?算一次|合并)$/u

function commandIn(text: string, listed: number): Command | null {
  const spoken = listed > 0 ? spokenOf(text.trim(), listed) : null
  if (spoken) return spoken

  const said = bare(text)
  const chosen = numberIn(said, listed)
  if (chosen !== null) return { type: 'show', number: chosen }
  if (LIST.test(said)) return { type: 'list' }
  const [merges, merged, chinese, english] = MERGE.exec(said) ?? []
  const numberOf = (digits: string | undefined) => (digits ? Number(digits) : null)
  const same = said.includes('同一')
  if (merges && (merged || listed > 0 || same))
    return { type: 'merge', number: numberOf(merged), counts: chinese ?? english ?? '' }
  const [keeps, kept, why = ''] = KEEP.exec(text.trim()) ?? []
  if (keeps && (kept || listed > 0 || same)) return { type: 'keep', number: numberOf(kept), why: why.trim() }
  const [, chineseVerb, englishVerb, undone] = UNDO.exec(said) ?? []
  return undone ? { type: 'undo', number: Number(undone), plain: !chineseVerb && !englishVerb } : null
}

/** What is said of the pairs on the screen in other words than those of the commands; null where it is none of it. */
function spokenOf(text: string, listed: number): Command | null {
  const all = ALL.exec(text)?.groups
  if (all) return { type: 'all', merge: all['no'] === undefined, why: all['why']?.trim() ?? '' }
  const { number, rest = text } = OF_WHICH.exec(text)?.groups ?? {}
  const of = number === undefined ? null : numberIn(number, listed)
  if (number !== undefined && of === null) return null
  if (SAME.test(bare(rest))) return { type: 'merge', number: of, counts: '' }
  const why = NOT_ONE.exec(rest)?.groups?.['why']
  return why === undefined ? null : { type: 'keep', number: of, why: why.trim(), merged: true }
}

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
  const command = commandIn(text, seen?.twinIds.length ?? 0)
  if (!command) return null
  const listed = asked?.type === 'twins'
  // A plain 「撤销 2」 may be anything where no list was shown.
  if (command.type === 'undo' && command.plain && !listed) return null
  const { words } = asking
  const cases = await ports.twins.cases(contact.hubId)
  if (command.type === 'list') return list()
  if (contact.role !== 'staff') return words.say('twins.not_yours', { hub: hubIn(asking) })
  if (!listed) return `${words.say('twins.numbers_first')}\n${await list()}`
  if (command.type === 'show') return chosen(command.number)
  const open = cases.filter(({ id, decision }) => decision === null && seen?.twinIds.includes(id))
  const decide = (pair: TwinCase, decision: 'merged' | 'kept' | null, why: string | null) =>
    decideCase(ports, pair, decision, why, contact.id, asking)
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

  /** All of the list that nobody decided. */
  async function decideAll({ merge, why }: Command & { type: 'all' }): Promise<string> {
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

/** The same for an answer that staff asked for something else by: once in a working day, empty otherwise. */
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
