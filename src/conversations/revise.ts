import { openRevision } from '../engine/revision.js'
import type { Answer, Revision } from '../engine/session.js'
import { step } from '../engine/step.js'
import { withLost } from '../forms/album.js'
import type { Asking } from '../forms/field-kind.js'
import { notesOf } from '../records/decide.js'
import { mayFrom } from '../records/lives.js'
import type { RecordVersion } from '../records/record.js'
import { draftAgain, draftShown } from './open-draft.js'
import { aboutOwn, type Person, type TurnPorts } from './ports.js'
import { answersToday, inAlbums } from './record/shown.js'
import type { Routing } from './route.js'

type Known = Person & { contact: NonNullable<Person['contact']> }
type Ports = Pick<TurnPorts, 'records' | 'drafts' | 'people'>

/**
 * Opens a record to be changed, by one who may: what came back at its returned questions, what was accepted as a correction, anything else
 * as a whole. `aside`: what of the reply says that her draft waits. A record has one open revision: where there is another she hears whose. She has one draft: a new one waits until this is done.
 */
export async function revise(
  routing: Pick<Routing, 'forms' | 'newId'>,
  ports: Ports,
  { addressId, contact, draft }: Known,
  recordId: string,
  asking: Asking,
): Promise<{ reply: string; sessionId: string | null; aside?: string }> {
  const { words, now } = asking
  const { records, drafts } = ports
  const say = (key: string, values?: Record<string, string>) => ({ reply: words.say(key, values), sessionId: null })
  const held = await records.hold(contact.hubId, recordId)
  const record = held?.current === false ? await records.current(contact.hubId, held.chainId) : held
  if (!record) return say('refused.unknown')
  if (draft?.about.revises === record.chainId)
    return { reply: await draftAgain(routing, ports, draft, asking), sessionId: draft.id }
  // A change that is begun is not left for another one.
  if (draft && draft.about.revises !== null)
    return say('filings.draft_open', { draft: await draftShown(routing, ports, draft, words) })
  const open = await drafts.revising(record.chainId)
  // What the hub corrects is not for her to take over.
  const takes = open?.session.revision?.byHub !== true && contact.role !== 'staff'
  if (open) return say(takes ? 'filings.held_take' : 'filings.held', { name: open.holder })
  if (draft) {
    await drafts.setAside(draft.id)
    await ports.people.addAsk(contact.id, { type: 'set_aside', draftId: draft.id })
  }
  const aside = draft && words.say('filings.set_aside', { draft: await draftShown(routing, ports, draft, words) })

  const { organisationId, chainId } = record
  const byHub = contact.role === 'staff' && contact.organisationId !== organisationId
  const { form, revision } = await revisionOf(routing, ports, record, byHub)
  const opened = step(form, openRevision(form, revision, asking), { type: 'opened' }, asking)
  const id = routing.newId()
  // What staff type is still said by who said it before; the grant is that of the record.
  const contactId = byHub ? record.contactId : contact.id
  const about = { ...aboutOwn(organisationId), typedBy: byHub ? contact.id : null, revises: chainId }
  await drafts.open(id, { contactId, hubId: contact.hubId, addressId, about }, opened.session, now)
  const reply = [aside, opened.reply].filter((part) => part !== null).join('\n')
  return { reply, sessionId: id, ...(aside !== null && { aside }) }
}

/** What a record is changed from, for `openRevision`, by its form. */
export async function revisionOf(
  routing: Pick<Routing, 'forms'>,
  { records, drafts }: Pick<TurnPorts, 'records' | 'drafts'>,
  record: RecordVersion,
  byHub = false,
) {
  const form = await routing.forms.find(drafts, record.form, record.formVersion)
  const notes = Object.fromEntries(notesOf(await records.events(record.hubId, record.chainId), record))
  const today = await answersToday(records, form, record)
  // Where the pictures came back she is asked for one that was lost since, too; else the next picture takes its place.
  const lost = await records.picturesLost(record.id)
  const answers = inAlbums(form, today, (album, key) => withLost(album, lost, key in notes))
  const revision = {
    recordId: record.id,
    chainId: record.chainId,
    type: typeOf(record),
    notes,
    // What was taken back since it was filed is not public in the new version either.
    answers: await answersOf(records, { id: record.id, answers }),
    idle: record.idle,
    ...(record.state === 'withdrawn' && { withdrawn: true as const }),
    ...(byHub && { byHub: true as const }),
  }
  return { form, revision }
}

function typeOf({ state }: RecordVersion): Revision['type'] {
  if (mayFrom('correct', state)) return 'correction'
  return state === 'returned' ? 'returned' : 'edit'
}

/** The answers of a version as a session holds them, each with the messages it came from. */
export async function answersOf(
  records: Pick<TurnPorts['records'], 'sources'>,
  { id, answers }: Pick<RecordVersion, 'id' | 'answers'>,
): Promise<Record<string, Answer>> {
  const sources = await records.sources(id)
  return Object.fromEntries(
    Object.entries(answers).map(([key, value]) => [
      key,
      { value, from: sources.flatMap(({ part, messageId }) => (part === key ? [messageId] : [])) },
    ]),
  )
}
