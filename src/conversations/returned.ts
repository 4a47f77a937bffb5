import { returnedMeanwhile } from '../engine/overtaken.js'
import { hubIn } from '../engine/service.js'
import type { Asking } from '../forms/field-kind.js'
import { dayIn } from '../kernel/zone.js'
import { notesOf } from '../records/decide.js'
import type { RecordVersion } from '../records/record.js'
import type { Ask, Asked } from './asked.js'
import { menuLines } from './menu.js'
import type { OpenDraft, Person, TurnPorts } from './ports.js'
import { when } from './record/history.js'
import { lifeOf, nameOf, notesShown, type Life } from './record/shown.js'
import type { Known, Routing } from './route.js'
import { sayLater } from './say-later.js'
import { ofReturned } from './still-so.js'
import { tellOne } from './tell-staff.js'

type Needs = Pick<Routing, 'forms' | 'newId' | 'wordsOf' | 'reach' | 'split'>
type Ports = Pick<TurnPorts, 'records' | 'drafts' | 'colleagues' | 'people' | 'outbox'>

/**
 * Whether she who filed it has heard: at once, at once that it waits while she fills in something else, when she is next here, or that nobody is
 * bound who could.
 */
export type Heard = 'now' | 'busy' | 'later' | 'nobody'

/**
 * Tells that a record came back, and to whom that was said. Who has it open as a revision is asked its questions there; else, or where she does not
 * hear of it now, who filed it hears what to do, at once where she may be written to, or when she is next here. In the middle of something
 * else it is one line, and all of it when she is free.
 */
export async function tellReturned(
  routing: Needs,
  ports: Ports,
  record: RecordVersion,
  asking: Asking,
): Promise<{ heard: Heard; name: string }> {
  const open = await ports.drafts.revising(record.chainId)
  const there = open && (await intoRevision(routing, ports, record, open, asking))
  if (there === 'now' || (there === 'later' && open?.heldBy === record.contactId))
    return { heard: there, name: open?.holder ?? '' }
  const unheard = open && open.heldBy !== record.contactId ? { unheard: true as const } : {}
  let heard: Heard = 'nobody'
  const filer = await ports.colleagues.find(record.hubId, record.contactId)
  await tellOne(
    routing,
    ports,
    filer,
    async (words, { contact, draft, standing }) => {
      if (!contact || contact.left) return null
      const life = await lifeOf(routing, ports, record.hubId, record.id, words)
      const open = routing.reach(standing, asking.now).type === 'open'
      const told = life !== null && (open || draft !== null)
      heard = !told || !open ? 'later' : draft ? 'busy' : 'now'
      await ports.people.setAsks(contact.id, [
        ...contact.asks,
        { type: 'returned', recordId: record.id, told, ...unheard },
      ])
      if (!told) return null
      // What cannot be said now goes with her next answer.
      if (draft) return besideDraft(life, draft, { ...asking, words })
      const instead = contact.asked !== null && contact.asked.type !== 'filed'
      const asked = { type: 'returned' as const, recordId: record.id, at: asking.now }
      await ports.people.setAsked(contact.id, { ...asked, ...(instead && { instead }) })
      return offerText(life, contact.zone, { ...asking, words })
    },
    asking.now,
    { key: ofReturned(record.id) },
  )
  return { heard, name: filer?.name ?? '' }
}

/** The hub does not want it changed any more: who heard of it hears that, who did not yet hears nothing. */
export async function tellTakenBack(
  routing: Needs,
  ports: Ports,
  record: RecordVersion,
  asking: Asking,
): Promise<void> {
  const open = await ports.drafts.revising(record.chainId)
  const isIt = (ask: Ask) => ask.type === 'returned' && ask.recordId === record.id
  await tellOne(
    routing,
    ports,
    await ports.colleagues.find(record.hubId, open?.heldBy ?? record.contactId),
    async (words, { contact }) => {
      if (!contact) return null
      const [ask] = contact.asks.filter(isIt)
      if (ask)
        await ports.people.setAsks(
          contact.id,
          contact.asks.filter((one) => !isIt(one)),
        )
      const life = await lifeOf(routing, ports, record.hubId, record.id, words)
      if (!life || (ask?.type === 'returned' && !ask.told)) return null
      const values = { hub: hubIn({ ...asking, words }), name: nameOf(life.form, life.listed, words) }
      return words.say(open ? 'returned.taken_back_open' : 'returned.taken_back', values)
    },
    asking.now,
  )
}

/** What came back, as she is asked when she is free, in one line where all of it stands above (`isAbove`); null when it is settled, or a colleague is at it. */
export async function returnedAsked(
  routing: Pick<Routing, 'forms'>,
  ports: Pick<TurnPorts, 'records' | 'drafts'>,
  { contact }: Known,
  recordId: string,
  asking: Asking,
  isAbove = false,
): Promise<string | null> {
  const life = await lifeOf(routing, ports, contact.hubId, recordId, asking.words)
  const ask = contact.asks.find((one) => one.type === 'returned' && one.recordId === recordId)
  if (!life || !(await isOpen(ports, life, contact.id, ask))) return null
  if (!isAbove) return offerText(life, contact.zone, asking)
  const { words } = asking
  const count = notesShown(life, life.record, words).length
  return words.say('returned.short', { name: nameOf(life.form, life.listed, words), count })
}

/** The next that came back and that she did not put off, as she is asked of it; null where there is none. */
export async function nextReturned(
  routing: Pick<Routing, 'forms'>,
  ports: Pick<TurnPorts, 'people' | 'records' | 'drafts'>,
  { contact }: Known,
  asks: Ask[],
  asking: Asking,
): Promise<{ reply: string; asked: Asked } | null> {
  for (const ask of asks) {
    if (ask.type !== 'returned' || ask.later) continue
    const { recordId } = ask
    const life = await lifeOf(routing, ports, contact.hubId, recordId, asking.words)
    if (!life || !(await isOpen(ports, life, contact.id, ask))) continue
    await ports.people.setAsks(
      contact.id,
      asks.map((one) => (one === ask ? { ...ask, told: true } : one)),
    )
    return { reply: offerText(life, contact.zone, asking), asked: { type: 'returned', recordId, at: asking.now } }
  }
  return null
}

/** 「以后再改」: the next that came back, which is not to be lost behind the menu, or what else she may begin. */
export async function putOff(
  routing: Pick<Routing, 'forms'>,
  ports: Pick<TurnPorts, 'people' | 'records' | 'drafts'>,
  person: Known,
  recordId: string,
  asking: Asking,
): Promise<{ reply: string; asked?: Asked }> {
  const { contact, draft } = person
  const { words } = asking
  // What came back once more since, of which she has not heard, is not what she puts off.
  const asks = contact.asks.map((ask) =>
    ask.type === 'returned' && ask.recordId === recordId && ask.told ? { ...ask, later: true as const } : ask,
  )
  await ports.people.setAsks(contact.id, asks)
  const later = words.say('filings.later')
  if (draft) return { reply: later }
  const next = await nextReturned(routing, ports, person, asks, asking)
  if (next) return { ...next, reply: `${later}\n\n${next.reply}` }
  return { reply: `${later}\n${words.say('filings.later_menu', { forms: menuLines(routing.forms.current, words) })}` }
}

/** Her word for what she was offered to change, where nothing is wanted of it any more; null where it still is. */
export async function notWanted(
  routing: Pick<Routing, 'forms'>,
  ports: Pick<TurnPorts, 'records' | 'drafts'>,
  hubId: string,
  recordId: string,
  { words }: Asking,
): Promise<string | null> {
  const record = await ports.records.find(hubId, recordId)
  const now = record && (await ports.records.current(hubId, record.chainId))
  const life = now && now.state !== 'returned' && (await lifeOf(routing, ports, hubId, now.id, words))
  if (!life) return null
  const name = nameOf(life.form, life.listed, words)
  return words.say('returned.settled', { name, state: words.say(`record.state_${life.record.state}`) })
}

/** In one line that something came back which she has not changed yet, above the menu; null where nothing did. */
export async function returnedWaits(
  routing: Pick<Routing, 'forms'>,
  ports: Pick<TurnPorts, 'records' | 'drafts'>,
  { contact }: Known,
  asking: Asking,
): Promise<string | null> {
  const { words } = asking
  const waiting = await returnedTo(routing, ports, contact, asking)
  const [life, ...others] = waiting
  if (!life) return null
  if (others.length > 0) return words.say('returned.wait', { hub: hubIn(asking), count: waiting.length })
  const count = notesShown(life, life.record, words).length
  return words.say('returned.waits', { hub: hubIn(asking), name: nameOf(life.form, life.listed, words), count })
}

/** 「咋退了」: what the hub said of what came back; null where nothing did and she may mean something else (not `sure`). */
export async function whyReturned(
  routing: Pick<Routing, 'forms'>,
  ports: Pick<TurnPorts, 'people' | 'records' | 'drafts'>,
  { contact }: Known,
  sure: boolean,
  asking: Asking,
): Promise<{ reply: string; asked?: Asked } | null> {
  const { words, now } = asking
  const [only, ...others] = await returnedTo(routing, ports, contact, asking)
  if (!only) return sure ? { reply: words.say('returned.none') } : null
  if (others.length > 0) return { reply: words.say('returned.wait', { hub: hubIn(asking), count: others.length + 1 }) }
  const asked = { type: 'returned' as const, recordId: only.record.id, at: now }
  const isIt = (ask: Ask) => ask.type === 'returned' && ask.recordId === only.record.id
  await ports.people.setAsks(
    contact.id,
    contact.asks.map((ask) => (isIt(ask) ? { ...ask, told: true as const } : ask)),
  )
  return { reply: offerText(only, contact.zone, asking), asked }
}

/** What came back to her and nobody is at yet. */
export async function returnedTo(
  routing: Pick<Routing, 'forms'>,
  ports: Pick<TurnPorts, 'records' | 'drafts'>,
  { id, hubId, asks }: Known['contact'],
  { words }: Asking,
): Promise<Life[]> {
  const lives: Life[] = []
  for (const ask of asks) {
    const life = ask.type === 'returned' ? await lifeOf(routing, ports, hubId, ask.recordId, words) : null
    if (life && (await isOpen(ports, life, id, ask))) lives.push(life)
  }
  return lives
}

/** A colleague is changing what came back: should she not file it, it still waits for who was to hear of it. */
export async function colleagueChanges(
  { records, drafts }: Pick<TurnPorts, 'records' | 'drafts'>,
  { id, hubId }: Known['contact'],
  recordId: string,
): Promise<boolean> {
  const record = await records.find(hubId, recordId)
  if (record?.state !== 'returned' || !record.current) return false
  const open = await drafts.revising(record.chainId)
  return open !== null && open.heldBy !== id
}

async function isOpen(
  { drafts }: Pick<TurnPorts, 'drafts'>,
  { record }: Life,
  contactId: string,
  ask?: Ask,
): Promise<boolean> {
  if (record.state !== 'returned' || !record.current) return false
  const open = await drafts.revising(record.chainId)
  return open === null || (open.heldBy !== contactId && ask?.type === 'returned' && ask.unheard === true)
}

/** In the middle of another form: that it came back, and how she gets to it. */
function besideDraft(life: Life, { about, session }: OpenDraft, asking: Asking): string {
  const { words } = asking
  const count = notesShown(life, life.record, words).length
  const values = { hub: hubIn(asking), name: nameOf(life.form, life.listed, words), count }
  const free = about.revises === null && about.typedBy === null && session.at.type !== 'filed'
  return words.say(free ? 'returned.beside' : 'returned.beside_change', values)
}

function offerText(life: Life, zone: string, asking: Asking): string {
  const { words } = asking
  const notes = notesShown(life, life.record, words)
  const values = {
    hub: hubIn(asking),
    name: nameOf(life.form, life.listed, words),
    at: when(life.record.filedAt, zone),
    count: notes.length,
  }
  return [words.say('returned.offer', values), ...notes, words.say('returned.how')].join('\n')
}

async function intoRevision(
  routing: Needs,
  ports: Ports,
  record: RecordVersion,
  open: NonNullable<Awaited<ReturnType<Ports['drafts']['revising']>>>,
  asking: Asking,
): Promise<Heard> {
  const person: Person | null = await ports.people.holdById(open.addressId)
  if (!person?.contact || person.contact.left || person.draft?.id !== open.id) return 'nobody'
  const { contact, draft } = person
  const words = routing.wordsOf(contact.language)
  const form = await routing.forms.find(ports.drafts, record.form, record.formVersion)
  const events = await ports.records.events(contact.hubId, record.chainId)
  const there = { ...asking, words, today: dayIn(asking.now, contact.zone), messageId: '' }
  const notes = Object.fromEntries(notesOf(events, record))
  const told = returnedMeanwhile(form, draft.session, notes, there)
  await ports.drafts.save(draft.id, told.session, asking.now)
  await sayLater(routing, ports, person, [told.reply ?? ''], asking.now, {
    cue: told.cue,
    key: ofReturned(record.id),
  })
  return routing.reach(person.standing, asking.now).type === 'open' ? 'now' : 'later'
}
