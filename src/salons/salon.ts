import type { Audience } from '../broadcasts/audience.js'
import type { Instant } from '../kernel/clock.js'

/** What staff say of a salon before it is sent: any of it may be missing yet. */
export interface Plan {
  topic: string | null
  startsAt: Instant | null
  endsAt: Instant | null
  place: string | null
  /** Who speaks, as it was said. */
  guests: string | null
  /** Seats; null is no limit. */
  capacity: number | null
  /** The name of the series and which of it this is. */
  series: string | null
  number: number | null
}

/** A plan with whom it goes to, where that was said. */
export type Draft = Plan & { audience?: Audience }

export const NO_PLAN: Plan = {
  topic: null,
  startsAt: null,
  endsAt: null,
  place: null,
  guests: null,
  capacity: null,
  series: null,
  number: null,
}

/** `ended`: its headcount stands in the hub's own records. */
export type SalonState = 'open' | 'cancelled' | 'ended'

/** A salon that people were invited to. */
export interface Salon extends Plan {
  id: string
  hubId: string
  topic: string
  startsAt: Instant
  programmeId: string | null
  byContactId: string
  /** The message of staff that sent it. */
  messageId: string
  sentAt: Instant
  state: SalonState
  /** What codes and QRs at the door are made from. */
  secret: string
  /** Since when people may check in. */
  checkInAt: Instant | null
  endedAt: Instant | null
  /** The session whose record tells of it; pictures that come afterwards belong to it. */
  sessionId: string | null
}

export type Answer = 'yes' | 'no' | 'maybe'

/** An invited organisation with what counts of its answers: one place at the table however many of its people were asked. */
export interface Guest {
  organisationId: string
  organisation: string
  /** Who answered last. */
  contactId: string | null
  contactName: string | null
  answer: Answer | null
  /** How many come; 0 unless `yes`. */
  people: number
  /** Since when it waits for seats; null where it has them, or wants none. */
  waitingSince: Instant | null
}

/** One word about coming, kept for good. `how`: she said it, or seats came free. */
export interface Reply {
  salonId: string
  hubId: string
  organisationId: string
  contactId: string | null
  answer: Answer
  people: number
  waitingSince: Instant | null
  how: 'said' | 'moved_up'
  messageId: string | null
  at: Instant
}

/** Who is there. `who` is unique in a salon: an organisation, or a name staff wrote. */
export interface CheckIn {
  salonId: string
  hubId: string
  who: string
  organisationId: string | null
  name: string
  people: number
  way: 'code' | 'qr' | 'staff'
  byContactId: string
  messageId: string
  at: Instant
}

export interface Recap {
  salonId: string
  hubId: string
  contactId: string
  organisationId: string
  text: string
  messageId: string
  at: Instant
}

/** A picture of a salon that somebody sent afterwards. */
export interface Picture {
  id: string
  mediaId: string
  sentAt: Instant
  sha256: string
  messageId: string
  /** Of whom it is. */
  organisation: string
}

/** A coaching session, visit or consultation. `number` counts those of one kind with one organisation, unless staff said another. */
export interface Visit {
  id: string
  hubId: string
  organisationId: string
  organisation: string
  kind: VisitKind
  happenedOn: string
  topic: string | null
  number: number
  byContactId: string
  messageId: string
  at: Instant
}

export type VisitKind = 'coaching' | 'visit' | 'consultation'

export interface Salons {
  /** What this member of staff was about to send. */
  plan(contactId: string): Promise<Draft | null>
  savePlan(hubId: string, contactId: string, plan: Draft | null, at: Instant): Promise<void>
  /** With its invited contacts, each for one organisation. */
  add(salon: Salon, invited: { contactId: string; organisationId: string }[]): Promise<void>
  /** One more is invited, if she was not. */
  invite(salon: Pick<Salon, 'id' | 'hubId'>, invited: { contactId: string; organisationId: string }): Promise<void>
  find(salonId: string): Promise<Salon | null>
  /** The same under its lock: seats are given to one after another. */
  hold(salonId: string): Promise<Salon | null>
  update(
    salonId: string,
    changes: Partial<
      Pick<
        Salon,
        | 'topic'
        | 'startsAt'
        | 'endsAt'
        | 'place'
        | 'guests'
        | 'capacity'
        | 'state'
        | 'checkInAt'
        | 'endedAt'
        | 'sessionId'
      >
    >,
  ): Promise<void>
  /** Those of a hub in these states, the soonest first. */
  inHub(hubId: string, states: SalonState[]): Promise<Salon[]>
  /** The highest number of a series; 0 where there is none. Those that were cancelled do not count. */
  lastNumber(hubId: string, series: string): Promise<number>
  /** The open ones she was invited to, the soonest first, and for which organisation. */
  invitedTo(contactId: string): Promise<{ salon: Salon; organisationId: string }[]>
  invited(salonId: string): Promise<{ contactId: string; organisationId: string }[]>
  /** By name. */
  guests(salonId: string): Promise<Guest[]>
  /** Keeps the reply, which counts from now on for its organisation. */
  reply(reply: Reply): Promise<void>
  /** In the order they came. */
  checkIns(salonId: string): Promise<CheckIn[]>
  /** Who checks in again only changes how many they are, and by which message. */
  checkIn(checkIn: CheckIn): Promise<void>
  /** False when there was none. */
  removeCheckIn(salonId: string, who: string): Promise<boolean>
  /** Wrong codes of this contact since then. */
  guesses(contactId: string): Promise<{ count: number; since: Instant } | null>
  setGuesses(contactId: string, hubId: string, guesses: { count: number; since: Instant }): Promise<void>
  addRecap(recap: Recap): Promise<void>
  /** Those that this contact wrote in these messages: they were about something else. */
  removeRecaps(contactId: string, messageIds: string[]): Promise<void>
  /** The pictures that people sent of it and that are here, in the order they came. */
  pictures(sessionId: string): Promise<Picture[]>
  /** The record that was filed from this session. */
  chainOf(sessionId: string): Promise<string | null>
  recaps(salonId: string): Promise<(Recap & { contactName: string; organisation: string })[]>
}

export interface Visits {
  add(visit: Omit<Visit, 'organisation'>): Promise<void>
  /** Those not taken back, the latest day first; of one organisation where it is named. */
  list(hubId: string, organisationId?: string): Promise<Visit[]>
  /** The highest number so far. */
  lastNumber(hubId: string, organisationId: string, kind: VisitKind): Promise<number>
  find(visitId: string): Promise<Visit | null>
  /** False when it was taken back before. */
  takeBack(visitId: string, at: Instant): Promise<boolean>
}
