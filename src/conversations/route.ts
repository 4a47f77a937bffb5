import { hubIn } from '../engine/service.js'
import type { Asking } from '../forms/field-kind.js'
import type { Instant } from '../kernel/clock.js'
import type { NewId } from '../kernel/id.js'
import type { Address, NoticeKind, Reach, Standing, Way } from '../kernel/message.js'
import type { Words } from '../kernel/words.js'
import type { Calendar } from '../programmes/calendar.js'
import { dayIn } from '../kernel/zone.js'
import { aboutRecords } from './about-records.js'
import { askedAnswer } from './asked-answer.js'
import { anyTime } from './beside.js'
import { bind } from './bind.js'
import { replyNoted, subscriptionSaid } from './broadcasts/recipient.js'
import { broadcastWaits } from './broadcasts/other-words.js'
import { broadcastByStaff } from './broadcasts/staff.js'
import { codeShown, sceneIn } from './codes.js'
import { objectedForColleague } from './colleagues/objected.js'
import { converse } from './converse.js'
import { ofDraftByName } from './draft-named.js'
import { forget, leaves } from './forget.js'
import type { Forms } from './forms.js'
import { saidInTalk } from './help/talk.js'
import { heardThere, joinedBy } from './heard.js'
import { identifyLater, type Identify } from './identify.js'
import { toldUndecided } from './or-draft.js'
import { fillFor } from './phone/fill-for.js'
import { isOfDraft, picturesUndecided } from './pictures-meant.js'
import type { Person, TurnPorts, Utterance } from './ports.js'
import { noticesAnswered } from './reach/permission.js'
import { reportByStaff } from './reports/answer.js'
import { restoreAnswer } from './restore-photos.js'
import { scanned } from './salons/door.js'
import { staffAnswer, type StaffWays } from './staff/answer.js'
import { anotherTold } from './understood/another.js'
import { saidBefore } from './understood/unplaced.js'
import { asksForRest } from './unsaid.js'
import { withdrawalLeft, withdrawAnswer } from './withdraw-photos.js'

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
  /** By what a notice of this kind may go there now, by the rule of her channel. */
  ways(standing: Standing, kind: NoticeKind, now: Instant): Way[]
  /** Where she accepts one notice of this kind, and its template; null where the account needs none or has none. */
  permission(of: Pick<Address, 'channel' | 'account'>, kind: NoticeKind): { template: string; url: string } | null
  /** The parts a text must be sent in on this account: the platform's limit is the channel's knowledge. */
  split(to: Address, text: string): string[]
  /** The days on which people work. */
  calendar: Calendar
  /** Whether voice messages are written down here. */
  transcribes: boolean
  /** Whether a model reads what the rules are not sure of. */
  readsAgain: boolean
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

export type Contact = NonNullable<Person['contact']>
/** One whom the hub knows. */
export type Known = Person & { contact: Contact }

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
    serial: message.serial,
    ...(hub ? { hub: hub.name } : {}),
  }
  const turn = { contactId: contact?.id ?? null, hubId: contact?.hubId ?? hub?.id ?? null, sessionId: null }
  const quiet: Turn = { ...turn, reply: null, jobs: false }
  if (asksForRest(message.said, person.unsaid, now)) return quiet

  if (message.said.type === 'event') {
    const { event } = message.said
    if (leaves(message.said)) return { ...quiet, ...(await forget(routing, ports, person, message, now)) }
    if (event === 'renamed') {
      const { user = '', newUser = '' } = message.said.detail ?? {}
      if (!(await ports.people.rename({ ...message.from, user }, newUser)))
        routing.notice('a new user id that is somebody else here', { account: message.from.account })
      return { ...quiet, forgotten: true }
    }
    if (event === 'refused') {
      await ports.people.setRefusal(
        person.addressId,
        message.said.detail?.['code'] ?? event,
        message.sentAt,
        'template',
      )
      return quiet
    }
    if (event === 'notices') {
      await noticesAnswered(ports, person, message.said.detail ?? {}, message.sentAt)
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
  const known: Known = { ...person, contact }
  const noted = await replyNoted(routing, ports, known, message, asking)
  const left = await withdrawalLeft(routing, ports, known, message, asking)
  const answered = await answerOf(routing, ports, left?.person ?? known, message, asking, noted)
  const reply = joinedBy('\n', left?.done?.reply ?? null, answered.reply)
  return { ...answered, reply, jobs: answered.jobs || identifying || left?.done?.jobs === true }
}

/** What a known person gets: outside of her draft first, then her draft, else the menu. */
async function answerOf(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  heard: Utterance,
  asking: Asking,
  noted: boolean,
): Promise<Turn> {
  const { contact } = person
  const { words } = asking
  const turn = { contactId: contact.id, hubId: contact.hubId, sessionId: null, jobs: false }
  if (contact.left) {
    const values = { name: contact.name, organisation: contact.organisationName, hub: hubIn(asking) }
    return { ...turn, reply: words.say('left.kind', values) }
  }
  const talked = await saidInTalk(routing, ports, person, heard, asking)
  if (talked) return talked
  const atDoor = await scanned(routing, ports, person, heard, asking)
  if (atDoor) return atDoor
  const shown = await codeShown(routing, ports, person, heard, asking)
  if (shown !== null) return { ...turn, sessionId: person.draft?.id ?? null, reply: shown }
  const cast =
    (await broadcastByStaff(routing, ports, person, heard, asking)) ??
    (await reportByStaff(routing, ports, person, heard, asking)) ??
    (await subscriptionSaid(routing, ports, person, heard, asking))
  if (cast) return cast
  const other = await elsewhere(routing, ports, person, heard, asking, noted)
  const waits = await broadcastWaits({ routing, ports, person, asking }, other.lost ?? false)
  const undecided = [toldUndecided(person, heard, asking), picturesUndecided(person, heard, asking)]
  const lines = [waits, ...undecided].filter((line) => line !== null)
  return other.reply === null ? other : { ...other, reply: [other.reply, ...lines].join('\n') }
}

/** What is about no broadcast of hers and nobody's talk. `lost`: nothing in it was understood. */
async function elsewhere(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  heard: Utterance,
  asking: Asking,
  noted: boolean,
): Promise<Turn & { lost?: boolean }> {
  const { contact } = person
  const turn = { contactId: contact.id, hubId: contact.hubId, sessionId: null, jobs: false }
  const byName = await ofDraftByName(routing, ports, person, heard, asking)
  if (byName && person.draft) return converse(routing, ports, person.addressId, contact, person.draft, byName, asking)
  const colleagues = await objectedForColleague(routing, ports, person, heard, asking)
  if (colleagues) return colleagues
  const withdrawn = await withdrawAnswer(routing, ports, person, heard, asking)
  if (withdrawn) return { ...turn, ...withdrawn }
  const restored = await restoreAnswer(routing, ports, person, heard, asking)
  if (restored) return { ...turn, ...restored }
  const { draft } = person
  // What she says of pictures in her draft answers nothing else, and what she was asked stays asked.
  if (draft && heard.said.type === 'text' && (await isOfDraft(routing, ports, draft, heard.said.text, asking)))
    return converse(routing, ports, person.addressId, contact, draft, heard, asking)
  const aside = await aboutRecords(routing, ports, person, heard, asking)
  if (aside) return { ...turn, ...aside }
  const staff = await staffAnswer(routing, ports, person, heard, asking)
  if (staff?.fillFor) return fillFor(routing, ports, person, staff.fillFor, asking)
  if (staff) return { ...turn, ...staff }
  const another = await anotherTold(routing, ports, person, heard, asking)
  if (another) return another
  const atAnyTime = await anyTime(routing, ports, person, heard, asking)
  if (atAnyTime) return atAnyTime
  const before = await saidBefore(ports, person, heard)
  if (before) return heardThere(routing, ports, person, before, { instead: before, plainly: true }, asking, noted)
  const answered = await askedAnswer(routing, ports, person, heard, asking)
  if (answered && 'turn' in answered) return answered.turn
  const instead = answered && 'instead' in answered ? answered : null
  const there = await heardThere(routing, ports, person, heard, instead, asking, noted)
  return answered && 'lead' in answered ? { ...there, reply: joinedBy('\n', answered.lead, there.reply) } : there
}
