import type { Audience, Choosable, Named, NamedPerson } from '../../broadcasts/audience.js'
import type { Broadcast, BroadcastState, Recipient, RecipientState } from '../../broadcasts/broadcast.js'
import type { Instant } from '../../kernel/clock.js'
import type { ContactAddress } from '../colleagues/ports.js'

/** One of an audience. `out`: she does not want broadcasts. */
export interface Member {
  contactId: string
  organisationId: string
  name: string
  organisation: string
  addresses: ContactAddress[]
  out: boolean
}

/** So many recipients are in this state, went this way, for this reason. */
export interface Count {
  state: RecipientState
  channel: string | null
  by: Recipient['by']
  why: string | null
  count: number
}

/** What somebody said to a broadcast: null where not in words. `inDraft`: in the middle of a report, so it may have been an answer there, too. */
export interface Reply {
  text: string | null
  inDraft: boolean
}

/** A recipient with her names and all that she said to it, oldest first. */
export interface Line extends Recipient {
  name: string
  organisation: string
  repliedAt: Instant | null
  replies: Reply[]
}

/** A group that got it, by the name of its robot: `sent`, or why not. */
export interface GroupSent {
  robot: string
  state: 'waiting' | 'sent' | 'failed'
  code: string | null
}

/** Broadcasts of a hub, written by its staff. */
export interface Broadcasts {
  add(broadcast: Broadcast): Promise<void>
  /** Under its lock: who stops it and who sends it take turns. */
  hold(id: string): Promise<Broadcast | null>
  update(id: string, changes: Partial<Omit<Broadcast, 'id' | 'hubId' | 'byContactId' | 'createdAt'>>): Promise<void>
  remove(id: string): Promise<void>
  /** Those of a hub in these states, what went out or is to go out last first. */
  inHub(hubId: string, states: BroadcastState[], limit: number): Promise<Broadcast[]>
  /** What this member of staff is writing. */
  draftOf(contactId: string): Promise<Broadcast | null>

  hub(hubId: string): Promise<{ name: string; zone: string; language: string }>
  /** The programmes, regions and tags there are among the hub's grantees. */
  choosable(hubId: string): Promise<Omit<Choosable, 'salon' | 'organisations' | 'people'>>
  /** The contacts of its grantees. */
  people(hubId: string): Promise<NamedPerson[]>
  /** Those whom an audience means, by contact, after this one, at most so many. */
  members(hubId: string, audience: Audience, after: string, limit: number): Promise<Member[]>
  /** The organisations whom an audience means, whoever files for them, by name. */
  organisations(hubId: string, audience: Audience): Promise<Named[]>
  /** These contacts as they are now, who was taken out of the list without addresses. */
  membersOf(hubId: string, contactIds: string[]): Promise<Map<string, Member>>

  addRecipients(broadcast: Pick<Broadcast, 'id' | 'hubId'>, recipients: Recipient[]): Promise<void>
  /** Those whose turn it is, the longest due first, locked. */
  due(id: string, now: Instant, limit: number): Promise<Recipient[]>
  /** When the next one's turn is. */
  nextDue(id: string): Promise<Instant | null>
  put(id: string, recipients: Recipient[]): Promise<void>
  /** Those that left since then on these channels wait again. */
  resume(id: string, channels: string[], since: Instant, now: Instant): Promise<void>
  /** All in one state become another; how many. */
  turn(id: string, from: RecipientState, to: RecipientState, why: string | null): Promise<number>
  counts(id: string): Promise<Count[]>
  replied(id: string): Promise<number>
  /** Recipients in these states, by organisation and name, after so many; those who replied alone where asked. */
  lines(
    id: string,
    which: { states?: RecipientState[]; replied?: true },
    limit: number,
    offset?: number,
  ): Promise<Line[]>

  /** Her message is an answer to the last broadcast she got since then; whether there is one. `first`: only where she said nothing to it yet. */
  noteReply(
    contactId: string,
    since: Instant,
    message: { id: string; at: Instant; inDraft: boolean; first: boolean },
  ): Promise<boolean>
  isOut(contactId: string): Promise<boolean>
  setOut(hubId: string, contactId: string, at: Instant | null): Promise<void>

  groups(id: string): Promise<GroupSent[]>
  putGroup(broadcast: Pick<Broadcast, 'id' | 'hubId'>, group: GroupSent, at: Instant): Promise<void>
}
