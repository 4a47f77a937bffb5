import type { Asking } from '../../forms/field-kind.js'
import { quote } from '../../forms/prompt.js'
import { draftAgain, draftShown } from '../open-draft.js'
import type { OpenDraft, TurnPorts } from '../ports.js'
import type { Opening } from '../opening/opening.js'
import type { Known, Routing, Turn } from '../route.js'
import { ofTaken } from '../still-so.js'
import { take } from '../take.js'
import { tellOne } from '../tell-staff.js'
import { takeUnplaced } from '../understood/unplaced.js'
import { placeWaiting } from '../waiting.js'
import type { Colleague } from './ports.js'

/** A draft in the hands in which she saw it. */
export interface Seen {
  id: string
  heldBy: string
}

/**
 * She takes a draft from a colleague and goes on with it; who had it hears who has it now and how to get it back. What each said stays with
 * her messages. Of two who take it at once, and against who files it meanwhile, one wins and the other is told. `behalf`: staff take it to
 * type for a grantee.
 */
export async function takeOver(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  seen: Seen,
  behalf: Opening['behalf'],
  asking: Asking,
): Promise<Turn> {
  const { words, now } = asking
  const { contact, addressId } = person
  const turn: Turn = { contactId: contact.id, hubId: contact.hubId, sessionId: null, reply: null, jobs: false }
  if (person.draft) {
    const draft = await draftShown(routing, ports, person.draft, words)
    return { ...turn, sessionId: person.draft.id, reply: words.say('colleagues.busy', { draft }) }
  }
  await ports.people.setAsked(contact.id, null)
  await forgetOffer(ports, person, seen.id)

  const to = {
    heldBy: contact.id,
    addressId,
    contactId: behalf?.contactId ?? contact.id,
    typedBy: behalf ? contact.id : null,
    spoke: behalf?.spoke ?? null,
  }
  if (!(await ports.heldDrafts.hand(seen.id, seen.heldBy, to, now))) {
    return { ...turn, reply: await whoWasQuicker(routing, ports, person, seen.id, asking) }
  }
  const known = await ports.people.holdById(addressId)
  const draft = known?.draft
  if (!draft) throw new Error(`draft ${seen.id} was taken over and is in nobody's hands`)
  // She comes to it anew: her first word is an answer to what she sees now.
  const anew: OpenDraft['session'] = { ...draft.session, paused: false, heardAt: now }
  await ports.drafts.save(draft.id, anew, now)
  const holder = await ports.colleagues.find(contact.hubId, seen.heldBy)
  const { waiting, session } = await placeWaiting(routing, ports, person, { ...draft, session: anew }, asking)

  const told = await tellOne(
    routing,
    ports,
    holder,
    async (theirs, { contact: before }) => {
      if (!before || before.left) return null
      await ports.people.addAsk(before.id, { type: 'taken', draftId: draft.id })
      return theirs.say('colleagues.taken', {
        name: contact.name,
        draft: await draftShown(routing, ports, { session }, theirs),
      })
    },
    now,
    { key: ofTaken(draft.id) },
  )
  const again = await draftAgain(routing, ports, { ...draft, session }, asking)
  const since = contact.asks.findLast((ask) => ask.type === 'taken' && ask.draftId === draft.id)
  const said =
    since?.type === 'taken' && since.said ? [words.say('colleagues.said_since', { said: quote(since.said) })] : []
  // What she wrote before she had it is not in it.
  const unplaced = behalf ? null : await takeUnplaced(ports, person, asking)
  if (unplaced) {
    await ports.people.addAsk(contact.id, { ...unplaced, draftId: draft.id })
    said.push(words.say('told.unplaced', { said: quote(unplaced.said) }))
  }
  const idle = session.idle ? [words.say('colleagues.idle', { name: holder?.name ?? '' })] : []
  const reply = [words.say('colleagues.yours'), ...idle, ...said, again].join('\n')
  return { ...turn, sessionId: draft.id, reply, jobs: told !== null || waiting > 0 }
}

/** 「本期无活动」 that she said before she took it over from a colleague who did not say so. */
export async function idleInto(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  taken: Turn,
  asking: Asking,
): Promise<Turn> {
  const { addressId, contact } = person
  const draft = (await ports.people.holdById(addressId))?.draft
  if (!draft || draft.session.idle) return taken
  const input = { type: 'said' as const, said: { type: 'text' as const, text: NO_ACTIVITY } }
  const { reply } = await take(routing, ports, contact, draft, input, asking, { addressId, message: null })
  return { ...taken, reply: [asking.words.say('colleagues.yours'), reply ?? ''].join('\n') }
}

/** In the words that the engine reads. */
const NO_ACTIVITY = '本期无活动'

/** Nobody asks again about what she took, or what is gone. */
export async function forgetOffer(
  { people }: Pick<TurnPorts, 'people'>,
  { contact }: Known,
  draftId: string,
): Promise<void> {
  const left = contact.asks.filter(
    (ask) => !((ask.type === 'take_over' || ask.type === 'taken') && ask.draftId === draftId),
  )
  if (left.length < contact.asks.length) await people.setAsks(contact.id, left)
}

async function whoWasQuicker(
  routing: Routing,
  ports: TurnPorts,
  { contact }: Known,
  draftId: string,
  { words }: Asking,
): Promise<string> {
  const held = await holderOf(ports, contact, draftId)
  if (!held) return words.say('colleagues.gone')
  const draft = await draftShown(routing, ports, held.draft, words)
  return words.say('colleagues.quicker', { name: held.holder.name, draft })
}

/** A draft that is open in a colleague's hands, and whose; null where it is in none, or her own again. */
export async function holderOf(
  ports: Pick<TurnPorts, 'drafts' | 'colleagues'>,
  { id, hubId }: Pick<Known['contact'], 'id' | 'hubId'>,
  draftId: string,
): Promise<{ draft: NonNullable<Awaited<ReturnType<TurnPorts['drafts']['find']>>>; holder: Colleague } | null> {
  const draft = await ports.drafts.find(draftId)
  const holder = draft?.heldBy && draft.heldBy !== id ? await ports.colleagues.find(hubId, draft.heldBy) : null
  return draft && holder && { draft, holder }
}

/**
 * Above the menu of one whose draft a colleague took: who has it now, that what she has just sent is not in it, and how she has it back. Null
 * where nobody did.
 */
export async function takenFrom(
  routing: Pick<Routing, 'forms'>,
  ports: Pick<TurnPorts, 'drafts' | 'colleagues' | 'people'>,
  { contact }: Known,
  said: string,
  { words }: Asking,
): Promise<string | null> {
  const ask = contact.asks.findLast(({ type }) => type === 'taken')
  const held = ask?.type === 'taken' ? await holderOf(ports, contact, ask.draftId) : null
  if (ask?.type !== 'taken' || !held) return null
  await ports.people.setAsks(
    contact.id,
    contact.asks.map((one) => (one === ask ? { ...ask, said: quote(said, MOST_SAID) } : one)),
  )
  const draft = await draftShown(routing, ports, held.draft, words)
  return words.say('colleagues.not_put_down', { name: held.holder.name, draft, said: quote(said) })
}

/** More of it is not kept to be said back. */
const MOST_SAID = 200
