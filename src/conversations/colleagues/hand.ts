import type { Asking } from '../../forms/field-kind.js'
import { called, calledInPart } from '../../people/names.js'
import type { Words } from '../../kernel/words.js'
import type { Ask } from '../asked.js'
import { menuLines } from '../menu.js'
import { numbered } from '../numbers.js'
import { draftShown } from '../open-draft.js'
import type { OpenDraft, Person, TurnPorts } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { tellOne } from '../tell-staff.js'
import { draftCommandIn } from './commands.js'
import { forgetOffer, takeOver, type Seen } from './take-over.js'
import { heldShown } from './words.js'

/** 「转给小舟」 and 「接」: null when the message is neither, or means nobody and nothing here. */
export async function handed(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  text: string,
  asking: Asking,
): Promise<Turn | null> {
  const command = draftCommandIn(text)
  if (!command) return null
  if (command.type === 'take' && person.draft && BACK.test(text))
    return keep(routing, ports, person, person.draft, asking)
  if (command.type === 'hand') return offer(routing, ports, person, command, asking)
  if (command.type === 'who') return whoHas(routing, ports, person, asking)
  const taken = await take(routing, ports, person, asking)
  // What nobody else has is in her hands: the word is no answer there.
  return taken ?? (person.draft && keep(routing, ports, person, person.draft, asking))
}

/** Whose the drafts are that are open. */
async function whoHas(
  routing: Routing,
  ports: TurnPorts,
  { contact, draft }: Known,
  asking: Asking,
): Promise<Turn | null> {
  const { words } = asking
  const held = await ports.heldDrafts.ofColleagues(contact.id)
  if (!draft && held.length === 0) return null
  const lines: string[] = draft
    ? [words.say('colleagues.you_have', { draft: await draftShown(routing, ports, draft, words) })]
    : []
  for (const one of held.slice(0, MOST))
    lines.push(words.say('colleagues.has', await heldShown(routing, ports, one, contact.zone, asking)))
  if (!draft) lines.push(words.say('colleagues.take_how'))
  return {
    contactId: contact.id,
    hubId: contact.hubId,
    sessionId: draft?.id ?? null,
    reply: lines.join('\n'),
    jobs: false,
  }
}

/** 「接回」, 「不转了」, not 「接」. */
const BACK = /接回|拿回|不转|back/iu

/** She wants her draft back that nobody took yet: the offer is over. */
async function keep(
  routing: Routing,
  ports: TurnPorts,
  { contact }: Known,
  draft: OpenDraft,
  { words, now }: Asking,
): Promise<Turn> {
  const isIt = (ask: Ask) => ask.type === 'take_over' && ask.draftId === draft.id && ask.heldBy === contact.id
  const names: string[] = []
  for (const colleague of await ports.colleagues.of(contact.hubId, draft.about.organisationId)) {
    if (colleague.contactId === contact.id) continue
    const news = async (theirs: Words, { contact: other }: Person) => {
      if (!other?.asks.some(isIt)) return null
      names.push(colleague.name)
      await ports.people.setAsks(
        other.id,
        other.asks.filter((ask) => !isIt(ask)),
      )
      const { asked } = other
      if (asked?.type === 'take_over' && asked.drafts.some(({ id }) => id === draft.id))
        await ports.people.setAsked(other.id, null)
      return theirs.say('colleagues.kept_news', {
        name: contact.name,
        draft: await draftShown(routing, ports, draft, theirs),
      })
    }
    await tellOne(routing, ports, colleague, news, now)
  }
  const values = { name: names.join(words.say('field.comma')), draft: await draftShown(routing, ports, draft, words) }
  const reply = words.say(names.length > 0 ? 'colleagues.kept' : 'colleagues.not_offered', values)
  return { contactId: contact.id, hubId: contact.hubId, sessionId: draft.id, reply, jobs: names.length > 0 }
}

/** The holder offers her draft to a colleague, who takes it with one word; until then it stays in her hands. */
async function offer(
  routing: Routing,
  ports: TurnPorts,
  { contact, draft }: Known,
  { name, sure }: { name: string; sure: boolean },
  { words, now }: Asking,
): Promise<Turn | null> {
  if (!draft || draft.about.typedBy !== null) return null
  const turn = { contactId: contact.id, hubId: contact.hubId, sessionId: draft.id }
  const all = await ports.colleagues.of(contact.hubId, draft.about.organisationId)
  const others = all
    .filter(({ contactId }) => contactId !== contact.id)
    .map((colleague) => ({ id: colleague.contactId, name: colleague.name, colleague }))
  const exactly = called(others, name)
  const [found, ...more] = exactly.length > 0 ? exactly : calledInPart(others, name)
  const shown = await draftShown(routing, ports, draft, words)
  const say = (key: string, values = {}, jobs = false): Turn => ({
    ...turn,
    reply: words.say(key, { name, draft: shown, ...values }),
    jobs,
  })
  if (!found || more.length > 0) {
    if (!found && (!sure || others.length === 0)) return null
    const names = others.map((other) => other.name).join(words.say('field.comma'))
    return say(found ? 'colleagues.which' : 'colleagues.nobody', { names })
  }
  const { colleague } = found
  if (colleague.addresses.length === 0) return say('colleagues.unbound', { name: colleague.name })
  await ports.people.addAsk(colleague.contactId, { type: 'take_over', draftId: draft.id, heldBy: contact.id })
  const told = await tellOne(
    routing,
    ports,
    colleague,
    async (theirs) =>
      theirs.say('colleagues.offer', { name: contact.name, draft: await draftShown(routing, ports, draft, theirs) }),
    now,
  )
  return say(told === 'at_once' ? 'colleagues.offered' : 'colleagues.offered_later', { name: colleague.name }, true)
}

/** Takes what was offered to her, else what a colleague has: of several she is asked which. */
async function take(routing: Routing, ports: TurnPorts, person: Known, asking: Asking): Promise<Turn | null> {
  const { contact } = person
  const { words } = asking
  const held = await ports.heldDrafts.ofColleagues(contact.id)
  const offered = held.filter((draft) =>
    contact.asks.some((ask) => ask.type === 'take_over' && ask.draftId === draft.id && ask.heldBy === draft.heldBy),
  )
  const [only, ...others] = offered.length > 0 ? offered : held
  if (!only) return null
  if (others.length === 0) return takeOver(routing, ports, person, only, null, asking)
  const drafts = [only, ...others].slice(0, MOST)
  const lines: string[] = []
  for (const draft of drafts) {
    lines.push(words.say('colleagues.line', await heldShown(routing, ports, draft, contact.zone, asking)))
  }
  const seen = drafts.map(({ id, heldBy }) => ({ id, heldBy }))
  await ports.people.setAsked(contact.id, { type: 'take_over', at: asking.now, drafts: seen, offered: false })
  const reply = words.say('colleagues.which_draft', { drafts: numbered(lines) })
  return { contactId: contact.id, hubId: contact.hubId, sessionId: null, reply, jobs: false }
}

const MOST = 9

/** A draft that is offered to her, as she is asked when she is here; null when it is not in the same hands any more. */
export async function offerAsked(
  routing: Pick<Routing, 'forms'>,
  ports: Pick<TurnPorts, 'drafts' | 'colleagues'>,
  { contact }: Known,
  { draftId, heldBy }: { draftId: string; heldBy: string },
  { words }: Asking,
): Promise<string | null> {
  const draft = await ports.drafts.find(draftId)
  const holder = draft?.heldBy === heldBy ? await ports.colleagues.find(contact.hubId, heldBy) : null
  if (!draft || !holder) return null
  return words.say('colleagues.take_it', { name: holder.name, draft: await draftShown(routing, ports, draft, words) })
}

/** She does not take what was offered to her; who offered it hears so. */
export async function declined(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  { id, heldBy }: Seen,
  { words, now }: Asking,
): Promise<Turn> {
  const { contact } = person
  await forgetOffer(ports, person, id)
  const draft = await ports.drafts.find(id)
  const theirs = draft?.heldBy === heldBy ? await ports.colleagues.find(contact.hubId, heldBy) : null
  if (draft && theirs) {
    await tellOne(
      routing,
      ports,
      theirs,
      async (hers, { contact: holder }) =>
        holder?.left
          ? null
          : hers.say('colleagues.declined', {
              name: contact.name,
              draft: await draftShown(routing, ports, draft, hers),
            }),
      now,
    )
  }
  const menu = words.say('menu.choose', { name: contact.name, forms: menuLines(routing.forms.current, words) })
  const reply = `${words.say('colleagues.not_taken')}\n${menu}`
  return { contactId: contact.id, hubId: contact.hubId, sessionId: null, reply, jobs: true }
}
