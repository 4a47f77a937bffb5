import { hubIn } from '../engine/service.js'
import { returnedMeanwhile } from '../engine/overtaken.js'
import type { Asking } from '../forms/field-kind.js'
import { dayIn } from '../kernel/zone.js'
import { notesOf } from '../records/decide.js'
import type { RecordVersion } from '../records/record.js'
import type { Ask } from './asked.js'
import type { Person, TurnPorts } from './ports.js'
import { when } from './record/history.js'
import { lifeOf, nameOf, notesShown, type Life } from './record/shown.js'
import type { Routing } from './route.js'
import { sayLater } from './say-later.js'

type Needs = Pick<Routing, 'forms' | 'newId' | 'wordsOf' | 'reach' | 'split'>
type Ports = Pick<TurnPorts, 'records' | 'drafts' | 'contacts' | 'people' | 'outbox'>
type Known = Person & { contact: NonNullable<Person['contact']> }

/** Whether she who filed it has heard: at once, when she is next here, or that nobody is bound who could. */
export type Heard = 'now' | 'later' | 'nobody'

/**
 * Tells that a record came back. Who has it open as a revision is asked its questions there; else who filed it hears what to do, at once
 * where she may be written to and has no draft open, or when she is next free.
 */
export async function tellReturned(
  routing: Needs,
  ports: Ports,
  record: RecordVersion,
  asking: Asking,
): Promise<Heard> {
  const open = await ports.drafts.revising(record.chainId)
  if (open) return intoRevision(routing, ports, record, open, asking)
  const person = await holderOf(routing, ports, record.contactId, asking)
  if (!person) return 'nobody'
  const { contact } = person
  const words = routing.wordsOf(contact.language)
  const life = await lifeOf(routing, ports, contact.hubId, record.id, words)
  const free = person.draft === null && routing.reach(person.standing, asking.now).type === 'open'
  const told = life !== null && free
  await ports.people.setAsks(contact.id, [...contact.asks, { type: 'returned', recordId: record.id, told }])
  if (!told) return 'later'
  await sayLater(routing, ports, person, [offerText(life, contact, { ...asking, words })], asking.now)
  await ports.people.setAsked(contact.id, { type: 'returned', recordId: record.id, at: asking.now })
  return 'now'
}

/** The hub does not want it changed any more: who heard of it hears that, who did not yet hears nothing. */
export async function tellTakenBack(
  routing: Needs,
  ports: Ports,
  record: RecordVersion,
  asking: Asking,
): Promise<void> {
  const open = await ports.drafts.revising(record.chainId)
  const person = open
    ? await ports.people.holdById(open.addressId)
    : await holderOf(routing, ports, record.contactId, asking)
  if (!person?.contact) return
  const { contact } = person
  const isIt = (ask: Ask) => ask.type === 'returned' && ask.recordId === record.id
  await ports.people.setAsks(
    contact.id,
    contact.asks.filter((ask) => !isIt(ask)),
  )
  if (contact.asks.some((ask) => isIt(ask) && ask.type === 'returned' && !ask.told)) return
  const words = routing.wordsOf(contact.language)
  const life = await lifeOf(routing, ports, contact.hubId, record.id, words)
  if (!life) return
  const values = { hub: hubIn({ ...asking, words }), name: nameOf(life.form, life.listed, words) }
  const text = words.say(open ? 'returned.taken_back_open' : 'returned.taken_back', values)
  await sayLater(routing, ports, person, [text], asking.now)
}

/** What waits to be asked of one who is free now: the first that still stands, and her next word may answer it. */
export async function offerNext(
  routing: Pick<Routing, 'forms'>,
  ports: Pick<TurnPorts, 'records' | 'drafts' | 'people'>,
  contact: Known['contact'],
  asking: Asking,
): Promise<string | null> {
  const over = new Set<Ask>()
  let offer: string | null = null
  for (const ask of contact.asks) {
    if (ask.type !== 'returned' || offer !== null) continue
    const life = await lifeOf(routing, ports, contact.hubId, ask.recordId, asking.words)
    if (life?.record.state !== 'returned' || !life.record.current) over.add(ask)
    else if ((await ports.drafts.revising(life.record.chainId)) === null) {
      offer = offerText(life, contact, asking)
      await ports.people.setAsked(contact.id, { type: 'returned', recordId: ask.recordId, at: asking.now })
    }
  }
  if (over.size > 0)
    await ports.people.setAsks(
      contact.id,
      contact.asks.filter((ask) => !over.has(ask)),
    )
  return offer
}

function offerText(life: Life, { zone }: Known['contact'], asking: Asking): string {
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
  const person = await ports.people.holdById(open.addressId)
  if (!person?.contact || person.draft?.id !== open.id) return 'nobody'
  const { contact, draft } = person
  const words = routing.wordsOf(contact.language)
  const form = await routing.forms.find(ports.drafts, record.form, record.formVersion)
  const events = await ports.records.events(contact.hubId, record.chainId)
  const there = { ...asking, words, today: dayIn(asking.now, contact.zone), messageId: '' }
  const notes = Object.fromEntries(notesOf(events, record))
  const told = returnedMeanwhile(form, draft.session, notes, there)
  await ports.drafts.save(draft.id, told.session, asking.now)
  await sayLater(routing, ports, person, [told.reply ?? ''], asking.now)
  return routing.reach(person.standing, asking.now).type === 'open' ? 'now' : 'later'
}

/** One contact under her lock, where she may be written to now, else where she was heard last; null when she is bound nowhere. */
export async function holderOf(
  routing: Pick<Routing, 'reach'>,
  ports: Pick<TurnPorts, 'contacts' | 'people'>,
  contactId: string,
  { now }: Pick<Asking, 'now'>,
): Promise<Known | null> {
  const addresses = await ports.contacts.addressesOf(contactId)
  const best = addresses.find(({ standing }) => routing.reach(standing, now).type === 'open') ?? addresses[0]
  const person = best && (await ports.people.holdById(best.addressId))
  return person?.contact ? { ...person, contact: person.contact } : null
}
