import type { Asking } from '../forms/field-kind.js'
import { later, type Instant } from '../kernel/clock.js'
import type { Days } from '../kernel/day.js'
import { readDays } from '../kernel/day-words.js'
import { dayIn } from '../kernel/zone.js'
import { called, calledInPart, meantBy, plain } from '../people/names.js'
import type { ListedRecord } from '../records/record-reads.js'
import type { Asked } from './asked.js'
import { numberIn } from './numbers.js'
import type { TurnPorts } from './ports.js'
import type { Known, Routing } from './route.js'
import { aboutAlbum, namedAlbum, type NamedAlbum } from './withdrawal-words.js'

/** So long what she looked at last is what she means. */
const FRESH_MS = 30 * 60_000
/** Of so many, the last ones, a name is looked for. */
const MOST = 60

/** Records with pictures that she may mean: one, several to be asked about, or what to say instead. `caption`: what she called is a picture of theirs. */
export type AlbumsMeant =
  | { type: 'albums'; of: NamedAlbum[]; unheard: string | null; caption?: string }
  | { type: 'none'; say: string; values?: Record<string, string> }

type Needs = Pick<Routing, 'forms'>
type Ports = Pick<TurnPorts, 'records' | 'overview' | 'drafts' | 'consents'>

/** The record she has before her: the one she looked at, just filed, or was just asked about. */
export function openOf(asked: Asked | null, now: Instant): string | null {
  if (!asked || asked.at <= later(now, -FRESH_MS)) return null
  if (asked.type === 'list') return asked.shown ?? null
  return asked.type === 'filed' || asked.type === 'withdraw_photos' || asked.type === 'restore_photos'
    ? asked.recordId
    : null
}

/**
 * The record she speaks of, `of` being her words for it: the one on her screen where she names none; else by its number in the list, by what it is
 * called, by its day, or by what a picture of it is captioned. The hub's staff name whose it is first, unless it is on their screen.
 */
export async function albumsMeant(
  routing: Needs,
  ports: Ports,
  { contact }: Known,
  of: string,
  asking: Asking,
): Promise<AlbumsMeant> {
  const { words, now } = asking
  const { hubId, zone, asked } = contact
  const staff = contact.role === 'staff'
  const open = openOf(asked, now)
  const list = asked?.type === 'list' ? asked : null
  const number = /^第?[\d一二三四五六七八九十]{1,3}[份条个]?$/u.test(of)
    ? numberIn(of, list?.recordIds.length ?? 0)
    : null
  const onScreen = of === '' ? open : number === null ? null : (list?.recordIds[number - 1] ?? null)
  const hers = await ports.records.withPictures(hubId, { contactId: contact.id })

  const seen = onScreen === null ? null : await ports.records.find(hubId, onScreen)
  const current = seen && (await ports.records.current(hubId, seen.chainId))
  if (current && (staff || hers.some(({ id }) => id === current.id)))
    return { type: 'albums', of: await named([current]), unheard: null }

  const whose = staff && of !== '' ? await organisation(of) : null
  if (whose && 'say' in whose) return whose
  const rows = whose ? await ports.records.withPictures(hubId, { organisationId: whose.id }) : hers
  if (rows.length === 0 && whose) return { type: 'none', say: 'none_of', values: { organisation: whose.name } }
  if (rows.length === 0) return { type: 'none', say: staff ? 'say_whom' : 'none' }
  const wanted = whose ? whose.rest : of
  const all = await named(rows.slice(0, MOST))
  if (wanted === '') {
    // With whose it is said, what is on the screen tells which of theirs.
    const before = whose && open ? all.filter(({ row: { id } }) => id === open) : []
    return { type: 'albums', of: before.length > 0 ? before : all, unheard: null }
  }
  const found = matching(all, wanted)
  if (found.length > 0) return { type: 'albums', of: found, unheard: null }
  const captioned = await showing(all, wanted)
  if (captioned.length > 0) return { type: 'albums', of: captioned, unheard: null, caption: wanted }
  return { type: 'albums', of: all, unheard: wanted }

  async function showing(some: NamedAlbum[], wanted: string): Promise<NamedAlbum[]> {
    const each: NamedAlbum[] = []
    for (const one of some) {
      const album = await ports.consents.album(hubId, one.record.id)
      if (album?.photos.some(({ caption }) => isCaptioned(caption, wanted))) each.push(one)
    }
    return each
  }

  async function named(some: { id: string }[]): Promise<NamedAlbum[]> {
    const each: NamedAlbum[] = []
    for (const { id } of some) {
      const one = await namedAlbum(routing, ports, hubId, id)
      if (one) each.push(one)
    }
    return each
  }

  /** 「青云社」, 「青云社 读书会」: an organisation, and what of its is meant. */
  async function organisation(
    said: string,
  ): Promise<Extract<AlbumsMeant, { type: 'none' }> | { id: string; name: string; rest: string } | null> {
    const every = await ports.overview.organisations(hubId)
    const [, head = '', rest = ''] = /^(\S+?)(?:\s+|的)(\S.*)$/u.exec(said) ?? []
    const first = every.filter(({ name }) => said.startsWith(name))
    const tried = [
      { name: said, rest: '' },
      ...(head ? [{ name: head, rest }] : []),
      ...first.map(({ name }) => ({ name, rest: said.slice(name.length) })),
    ]
    for (const find of [called, calledInPart, meantBy]) {
      for (const one of tried) {
        const [first, other] = find(every, one.name)
        if (first && other) return { type: 'none', say: 'several', values: { name: one.name } }
        if (first) return { id: first.id, name: first.name, rest: one.rest }
      }
    }
    return hers.length > 0 ? null : { type: 'none', say: 'nobody', values: { name: said } }
  }

  function matching(some: NamedAlbum[], wanted: string): NamedAlbum[] {
    const called = some.filter((one) => plain(aboutAlbum(one, zone, words).album).includes(plain(wanted)))
    if (called.length > 0) return called
    const days = readDays(wanted, asking.today)
    if (!days) return []
    const on = (day: string | null) => day !== null && day >= days.from && day <= days.to
    const within = ({ periodFrom, periodTo }: ListedRecord) =>
      periodFrom !== null && periodTo !== null && overlaps({ from: periodFrom, to: periodTo }, days)
    const ways = [
      ({ startsOn }: ListedRecord) => on(startsOn),
      ({ filedAt }: ListedRecord) => on(dayIn(filedAt, zone)),
      within,
    ]
    return ways.map((way) => some.filter((one) => way(one.row))).find((fit) => fit.length > 0) ?? []
  }
}

const overlaps = (one: Days, other: Days): boolean => one.from <= other.to && other.from <= one.to

/** Whether a picture with this caption is what she calls so: 「王老师」 of 「王老师讲课」. */
export const isCaptioned = (caption: string | null, wanted: string): boolean =>
  caption !== null && plain(wanted) !== '' && plain(caption).includes(plain(wanted))
