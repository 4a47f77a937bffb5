import { commandOf } from '../engine/commands.js'
import { openSession, step, type Input } from '../engine/step.js'
import type { Asking } from '../forms/field-kind.js'
import { formIn } from '../forms/form.js'
import type { Instant } from '../kernel/clock.js'
import type { NewId } from '../kernel/id.js'
import type { Address, Reach, Standing } from '../kernel/message.js'
import type { Words } from '../kernel/words.js'
import { dayIn } from '../kernel/zone.js'
import { bind } from './bind.js'
import { codeShown, sceneIn } from './codes.js'
import { forget, leaves } from './forget.js'
import type { Forms } from './forms.js'
import { identifyLater, type Identify } from './identify.js'
import { menu, stillWaiting } from './menu.js'
import { notTheSame } from './not-the-same.js'
import { offersOf } from './offers.js'
import { draftShown, formWanted } from './open-draft.js'
import { aboutOwn, type Person, type TurnPorts, type Utterance } from './ports.js'
import { staffAnswer, type StaffWays } from './staff/answer.js'
import { staffHelp } from './staff/help.js'
import { take } from './take.js'
import { asksForRest } from './unsaid.js'
import { withdrawAnswer } from './withdraw-photos.js'

/** What routing needs to know of the installation. */
export interface Routing {
  forms: Forms
  wordsOf(language: string): Words
  newId: NewId
  /** The hub that an account (app, official account) belongs to. */
  hubOf(account: string): { id: string; name: string; zone: string; language: string } | null
  /** What asks the platform who somebody is beyond this account; null where it does not tell. */
  identifierOf(account: Pick<Address, 'channel' | 'account'>): Identify | null
  /** Tells the operator of something odd that people did: ids and figures, nothing that was said. */
  notice(what: string, about: Record<string, string | number>): void
  staffWays: StaffWays
  /** Whether she may be written to now, by the rule of her channel. */
  reach(standing: Standing, now: Instant): Reach
  /** The parts a text must be sent in on this account: the platform's limit is the channel's knowledge. */
  split(to: Address, text: string): string[]
}

/** The sentences in the language of a person, or of the hub she writes to. */
export const wordsFor = (routing: Routing, { contact, standing }: Pick<Person, 'contact' | 'standing'>): Words =>
  routing.wordsOf(contact?.language ?? routing.hubOf(standing.address.account)?.language ?? 'zh-CN')

export interface Turn {
  reply: string | null
  contactId: string | null
  hubId: string | null
  sessionId: string | null
  /** Jobs were added and may be due at once. */
  jobs: boolean
  /** Nothing of the message is to be kept: it has no effect that a second delivery could repeat. */
  forgotten?: boolean
}

/** The command in the words that the engine reads. */
const GO_ON = '继续'

type Contact = NonNullable<Person['contact']>
type Draft = NonNullable<Person['draft']>

/** Who answers: the binding conversation for a stranger, the open draft, or the menu. */
export async function route(
  routing: Routing,
  ports: TurnPorts,
  person: Person,
  message: Utterance,
  now: Instant,
): Promise<Turn> {
  const { contact } = person
  const hub = routing.hubOf(message.from.account)
  const asking = {
    words: wordsFor(routing, person),
    speaksLater: routing.reach(person.standing, now).type === 'open',
    today: dayIn(message.sentAt, contact?.zone ?? hub?.zone ?? 'Asia/Shanghai'),
    now,
    messageId: message.id,
    sentAt: message.sentAt,
    ...(hub ? { hub: hub.name } : {}),
  }
  const turn = { contactId: contact?.id ?? null, hubId: contact?.hubId ?? hub?.id ?? null, sessionId: null }
  const quiet: Turn = { ...turn, reply: null, jobs: false }
  if (asksForRest(message.said, person.unsaid)) return quiet

  if (message.said.type === 'event') {
    const { event } = message.said
    if (leaves(message.said)) return { ...quiet, forgotten: await forget(ports, person, message) }
    if (event === 'refused') {
      await ports.people.setRefusal(person.addressId, message.said.detail?.['code'] ?? event, message.sentAt)
      return quiet
    }
    if (event === 'joined') await ports.people.setFollowing(person.addressId, true, message.sentAt)
    // The app tells us each time somebody opens it: only a stranger hears how to begin, and only the first time.
    const greet =
      event === 'joined' || sceneIn(message.said) !== null || (event === 'entered' && !contact && !person.binding)
    // What is no use to anybody is not kept, unless something unsaid goes out with the answer.
    if (!greet) return { ...quiet, forgotten: message.presence === 'none' || person.unsaid.length === 0 }
  }
  if (!contact) {
    const bound = await bind(routing, ports, person, message, hub?.id ?? null, asking)
    const identifying = !bound.forgotten && (await identifyLater(routing, ports, person, message, now))
    return { ...turn, ...bound, jobs: identifying || bound.reply === null }
  }
  const identifying = await identifyLater(routing, ports, person, message, now)
  const shown = await codeShown(routing, ports, { ...person, contact }, message, asking)
  if (shown !== null) return { ...turn, sessionId: person.draft?.id ?? null, reply: shown, jobs: identifying }
  const withdrawn = await withdrawAnswer(routing, ports, { ...person, contact }, message, asking)
  if (withdrawn) return { ...turn, reply: withdrawn.reply, jobs: identifying || withdrawn.jobs }
  const staff = await staffAnswer(routing, ports, { ...person, contact }, message, asking)
  if (staff) return { ...turn, reply: staff.reply, jobs: identifying || staff.jobs }
  const { said } = message
  const asksHelp = said.type === 'text' && commandOf(said.text)?.type === 'help'
  const helped = (reply: string | null, lost = asksHelp) =>
    lost ? [reply, staffHelp(contact, asking.words)].filter((part) => part !== null).join('\n\n') : reply
  if (person.draft) {
    const taken = await converse(routing, ports, person.addressId, contact, person.draft, message, asking)
    return { ...taken, reply: helped(taken.reply) }
  }
  const apart = said.type === 'text' ? await notTheSame(ports, contact, said.text, asking) : null
  if (apart !== null) return { ...turn, reply: apart, jobs: false }
  const chosen = await menu(routing.forms.current, ports, { ...person, contact }, message, asking)
  if (chosen.type === 'say') return { ...turn, reply: helped(chosen.reply, chosen.lost || asksHelp), jobs: chosen.jobs }
  const id = routing.newId()
  const about = aboutOwn(contact.organisationId)
  const offers = await offersOf(ports, chosen.form, { ...about, hubId: contact.hubId }, asking.today)
  const session = openSession(chosen.form, asking, { offers, idle: chosen.idle })
  const opened = step(chosen.form, session, { type: 'opened' }, asking)
  await ports.drafts.keepForm(chosen.form, now)
  await ports.drafts.open(
    id,
    { contactId: contact.id, hubId: contact.hubId, addressId: person.addressId, about },
    opened.session,
    now,
  )
  const waiting = stillWaiting(person.waiting, now)
  if (person.waiting.length > 0) await ports.people.setWaiting(person.addressId, [])
  let draft = { id, session: opened.session, addressId: person.addressId, about }
  for (const { messageId, mediaId, mediaUrl, sentAt } of waiting) {
    const ref = { id: mediaId, ...(mediaUrl && { url: mediaUrl }) }
    const said = { type: 'media' as const, kind: 'image' as const, ref }
    const earlier = { ...message, id: messageId, sentAt, said }
    const input = { type: 'said' as const, said }
    const taken = await take(
      routing,
      ports,
      contact,
      draft,
      input,
      { ...asking, messageId, sentAt },
      {
        addressId: person.addressId,
        message: earlier,
      },
    )
    draft = { ...draft, session: taken.session }
  }
  return { ...turn, sessionId: id, reply: opened.reply, jobs: waiting.length > 0 }
}

async function converse(
  routing: Routing,
  ports: TurnPorts,
  addressId: string,
  contact: Contact,
  draft: Draft,
  message: Utterance,
  asking: Asking,
): Promise<Turn> {
  if (draft.addressId !== addressId) await ports.drafts.move(draft.id, addressId)
  const { said } = message
  const { words } = asking
  const turn = { contactId: contact.id, hubId: contact.hubId, sessionId: draft.id }
  const shown = () => draftShown(routing, ports, draft, words)
  // An event gets here only when she comes back.
  if (said.type === 'event')
    return { ...turn, reply: words.say('menu.back', { name: contact.name, draft: await shown() }), jobs: false }
  // There is one open draft a contact: a form she asks for meanwhile is no answer to the question, and does not open.
  const wanted = formWanted(routing.forms.current, said, words)
  if (wanted && wanted.id !== draft.session.form) {
    const { title } = formIn(wanted, words.language)
    return { ...turn, reply: words.say('draft.other', { title, draft: await shown() }), jobs: false }
  }
  const input: Input = { type: 'said', said: wanted ? { type: 'choice', key: GO_ON } : said }
  const taken = await take(routing, ports, contact, draft, input, asking, { addressId, message })
  return { ...turn, reply: taken.reply, jobs: taken.effects.length > 0 }
}
