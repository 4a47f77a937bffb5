import type { ReportDrafts } from './reports/ports.js'
import type { Session } from '../engine/session.js'
import type { Form } from '../forms/form.js'
import type { Instant } from '../kernel/clock.js'
import type { Day } from '../kernel/day.js'
import type { Job } from '../kernel/job.js'
import type { Address, InboundMessage, Presence, Standing, Way } from '../kernel/message.js'
import type { Invitations, Role } from '../people/people.js'
import type { Obligations } from '../programmes/obligations.js'
import type { Compilations } from '../records/compilations.js'
import type { Consents } from '../records/consents.js'
import type { Records } from '../records/record.js'
import type { Twins } from '../records/twins.js'
import type { Salons, Visits } from '../salons/salon.js'
import type { Ask, Asked } from './asked.js'
import type { Broadcasts } from './broadcasts/ports.js'
import type { Colleagues, HeldDrafts, Staff } from './colleagues/ports.js'
import type { HelpTalks } from './help/ports.js'
import type { Photos } from './photos.js'
import type { Deadlines } from './reach/ports.js'
import type { Downloads, Overview } from './staff/ports.js'
import type { LearntNames, Privacy } from './understood/ports.js'
import type { Voices } from './voice/ports.js'
import type { Affiliations, Grants } from './whom/ports.js'

/** Before a person is known: what the binding conversation holds. Stored with the address. */
export interface Binding {
  /** The invitation whose confirmation was asked. */
  confirming: string | null
  /** Wrong codes since `guessingSince`; too many and the address must wait until `closedUntil`. */
  guesses: number
  guessingSince: Instant | null
  closedUntil: Instant | null
  /** Her last picture, where several at once must be answered with the first. */
  pictureAt?: Instant
  /** What she told before she said who she is: it goes into what she opens then. */
  told?: { said: string; from: string; sentAt: Instant }[]
}

export interface WaitingPicture {
  messageId: string
  mediaId: string
  mediaUrl?: string
  sentAt: Instant
  serial?: string | undefined
}

/** A text that could not be said when it came up: it goes with the next answer. A later one of the same `key` takes its place. */
export interface Unsaid {
  text: string
  key: string
  at: Instant
  /** So many older ones were too much to keep. */
  dropped?: number
  /** After that it is not said any more. */
  until?: Instant
}

/** Whom and what a draft is about; `organisationId` is the contact's own unless she files for several. */
export interface About {
  organisationId: string
  /** Null where it was not asked: found when it is filed. */
  grantId: string | null
  programmeId: string | null
  /** Of the hub's staff, who types for the contact. */
  typedBy: string | null
  /** Who spoke on the phone, where that is nobody of the hub's list: the contact is who answers for the organisation. */
  spoke: string | null
  /** The chain of the record that it revises. */
  revises: string | null
  /** What is owed that it was opened for. */
  obligationId: string | null
}

/** What is new and about her own organisation. */
export const aboutOwn = (organisationId: string): About => ({
  organisationId,
  grantId: null,
  programmeId: null,
  typedBy: null,
  spoke: null,
  revises: null,
  obligationId: null,
})

/** A draft in the hands of who writes it. */
export interface OpenDraft {
  id: string
  session: Session
  /** Where the conversation takes place: the one of her addresses she answered from last. */
  addressId: string
  /** Who says so: herself, or whom she types for. */
  contactId: string
  about: About
  /** Names for whom it is about, where that is not plain: one of several organisations or grants, or typed for somebody. */
  whom: { organisation: string; purpose: string | null; speaker: string | null } | null
}

/** Whom we talk to: the address with its person, hub and open draft, all read under the lock of the address. */
export interface Person {
  addressId: string
  standing: Standing
  binding: Binding | null
  /** Oldest first. */
  unsaid: Unsaid[]
  /** Pictures she sent before she chose a form, oldest first: they go into the next one. */
  waiting: WaitingPicture[]
  contact: {
    id: string
    name: string
    hubId: string
    organisationId: string
    organisationName: string
    zone: string
    language: string
    role: Role
    asked: Asked | null
    asks: Ask[]
    /** The hub took her out of its list: nothing is taken from her any more. */
    left: boolean
    /** The deadline for which she was last asked whether she wants a notice. */
    permissionAskedFor: Day | null
  } | null
  draft: OpenDraft | null
  /** 「人工」: while one is open what she says goes to the hub's staff. */
  help: { id: string; openedAt: Instant; lastAt: Instant } | null
  /** The reply the message being taken got, when it was heard before. */
  before: { reply: string | null } | null
}

/** What is being answered: the message under the id it will be stored with. */
export type Utterance = InboundMessage & { id: string }

/** A message with the answer it got: kept as evidence, and the reason a second delivery has one effect. */
export interface Heard {
  id: string
  message: InboundMessage
  addressId: string
  contactId: string | null
  hubId: string | null
  sessionId: string | null
  reply: string | null
  receivedAt: Instant
}

export interface Inbox {
  add(heard: Heard): Promise<void>
}

export interface People {
  /**
   * Finds or makes the row of the address and holds its lock until the transaction ends: one person's messages never run at the same time.
   * `message` is the key of the one being taken.
   */
  hold(address: Address, message?: string): Promise<Person>
  /** The same by the id of one of the contact's addresses: for what a job found out. */
  holdById(addressId: string): Promise<Person | null>
  /** Writes down that she was heard at `at` (so she is here), and gives her row of the ledger as it is then. */
  hear(person: Person, presence: Presence, at: Instant): Promise<Standing>
  setUnsaid(addressId: string, unsaid: Unsaid[]): Promise<void>
  setAsked(contactId: string, asked: Asked | null): Promise<void>
  setAsks(contactId: string, asks: Ask[]): Promise<void>
  /** One more thing to ask a contact whose lock is not held yet. */
  addAsk(contactId: string, ask: Ask): Promise<void>
  /** She is in the hub's list, or was taken out of it at `at`. */
  setLeft(contactId: string, at: Instant | null): Promise<void>
  /** The platform gave this person another id: nothing else of her changes. False when that id is somebody else's here. */
  rename(address: Address, user: string): Promise<boolean>
  setBinding(addressId: string, binding: Binding | null): Promise<void>
  setWaiting(addressId: string, waiting: WaitingPicture[]): Promise<void>
  bind(addressId: string, contactId: string, at: Instant): Promise<void>
  /** The platform's name for her over several accounts, or null when it says there is none. */
  setUnionId(addressId: string, unionId: string | null): Promise<void>
  /** The one contact of this hub to whom an address of that name is bound; null when there is none or more than one. */
  contactBehind(
    unionId: string,
    hubId: string,
  ): Promise<{ contactId: string; name: string; organisation: string } | null>
  /**
   * Her data are to be deleted. Of a stranger nothing is kept, not even the address. Of a contact stay the bond and what was said in her drafts
   * and records, which are her organisation's; what waited, was never said or had nothing to do with a record goes.
   */
  forget(person: Pick<Person, 'addressId' | 'contact'>): Promise<void>
  /** The addresses of nobody we know from which nothing has come since. */
  strangersSilentSince(at: Instant): Promise<string[]>
  /** Where to write to, and what decides whether we may. */
  reachable(addressId: string): Promise<Standing | null>
  /** One more message of ours went there. */
  countSent(addressId: string): Promise<void>
  /** False when something that happened later was told before. */
  setFollowing(addressId: string, following: boolean, at: Instant): Promise<boolean>
  /** The platform refused this person what went by this way: state, not an error to repeat, until she is heard again. */
  setRefusal(addressId: string, code: string, at: Instant, of: Way['by']): Promise<void>
  /** She accepts notices again. */
  clearNoticeRefusal(addressId: string): Promise<void>
  /** How many notices she accepted and has not got, by template: of one whose lock is held. */
  setNotices(addressId: string, notices: Record<string, number>): Promise<void>
  /** The deadline for which she was asked whether she wants a notice. */
  setPermissionAskedFor(contactId: string, deadline: Day): Promise<void>
  /** The platform lets the whole account send nothing, which counts until then, or again (null). True when that is news. */
  setAccountRefusal(
    account: Pick<Address, 'channel' | 'account'>,
    refused: { code: string; until: Instant } | null,
  ): Promise<boolean>
}

export interface Drafts {
  /** Into the hands of the contact, or of who types for her. `addressId` is where the conversation takes place and jobs' findings are told. */
  open(
    id: string,
    person: { contactId: string; hubId: string; addressId: string; about: About },
    session: Session,
    at: Instant,
  ): Promise<void>
  /** Saves a step; a session that is filed or cancelled is closed with it, and the contact may open another. */
  save(id: string, session: Session, at: Instant): Promise<void>
  /** The conversation goes on at another address of who writes it. */
  move(id: string, addressId: string): Promise<void>
  /** Out of her hands, until she takes it up again: meanwhile she may have another one open. */
  setAside(id: string): Promise<void>
  /** False when it is over, or in somebody's hands. */
  takeUp(id: string, by: { contactId: string; addressId: string }): Promise<boolean>
  /** Whom it is about changes. */
  setAbout(id: string, about: About): Promise<void>
  /** An open or closed session by its id; `heldBy` is in whose hands it is, null when it is over. */
  find(id: string): Promise<{
    session: Session
    contactId: string
    addressId: string
    heldBy: string | null
    open: boolean
    about: About
  } | null>
  /** The open revision of a record, and in whose hands it is. */
  revising(
    chainId: string,
  ): Promise<{ id: string; session: Session; addressId: string; heldBy: string; holder: string } | null>
  /** Stores the version of the form once it is used. */
  keepForm(form: Form, at: Instant): Promise<void>
  /** A version that is no longer in `config/forms` but has sessions. */
  findForm(id: string, version: number): Promise<Form | null>
}

export interface Outbox {
  /** Writes the job with this transaction. Its key stands once: a waiting job of that key only gets the new `dueAt` and `mark`; a finished one is made new. */
  add(job: Job): Promise<void>
  /** What the next run of a job is to know of this one, should this one not come to its end. */
  mark(jobId: string, mark: string): Promise<void>
  /** Whether a job of this key waits or runs. */
  isOpen(key: string): Promise<boolean>
  /** When the job of this key did what it was for; null where it has not, or put it off. */
  doneAt(key: string): Promise<Instant | null>
  /** The jobs of this kind that wait in a lane, in their order. */
  waiting(
    lane: string,
    kind: string,
  ): Promise<(Pick<Job, 'key' | 'payload'> & { id: string; createdAt: Instant; mark: string | null })[]>
}

export interface TurnPorts {
  inbox: Inbox
  people: People
  drafts: Drafts
  heldDrafts: HeldDrafts
  photos: Photos
  voices: Voices
  outbox: Outbox
  invitations: Invitations
  staff: Staff
  colleagues: Colleagues
  affiliations: Affiliations
  learntNames: LearntNames
  privacy: Privacy
  helpTalks: HelpTalks
  grants: Grants
  obligations: Obligations
  records: Records
  overview: Overview
  downloads: Downloads
  compilations: Compilations
  reportDrafts: ReportDrafts
  twins: Twins
  consents: Consents
  deadlines: Deadlines
  salons: Salons
  visits: Visits
  broadcasts: Broadcasts
}

/** Runs one unit of work in one transaction: all of it or nothing. The promise resolves after the commit is durable. */
export type Transact<Ports> = <T>(work: (ports: Ports) => Promise<T>) => Promise<T>
