import type { Instant } from '../kernel/clock.js'
import type { Day } from '../kernel/day.js'
import type { RecordEvent, RecordState, RecordVersion, Source } from './record.js'

/** A record in a list: of its versions the one that counts. */
export interface ListedRecord extends Pick<
  RecordVersion,
  | 'id'
  | 'chainId'
  | 'version'
  | 'state'
  | 'stateAt'
  | 'organisationId'
  | 'form'
  | 'formVersion'
  | 'periodFrom'
  | 'periodTo'
  | 'filedAt'
  | 'typedBy'
  | 'confirmedAt'
> {
  organisationName: string
  contactName: string
  /** Of the hub's staff, who typed it for her. */
  typedByName: string | null
  /** The first day of its first activity. */
  startsOn: Day | null
  /** Of its first activity. */
  firstTitle: string | null
  /** What its grant is for; null where it has none. */
  purpose: string | null
}

export interface NamedEvent extends Omit<RecordEvent, 'why'> {
  /** Null only where it was stored before every act had one. */
  why: string | null
  /** Null where the program did it by itself. */
  byName: string | null
}

/** What is read of records to review, change and show them; each read is of one hub. */
export interface RecordReads {
  find(hubId: string, recordId: string): Promise<RecordVersion | null>
  /** The same, and nobody else can change it until the transaction ends. */
  hold(hubId: string, recordId: string): Promise<RecordVersion | null>
  /** The version of a record that counts. */
  current(hubId: string, chainId: string): Promise<RecordVersion | null>
  /** All versions, the first one first. */
  versions(hubId: string, chainId: string): Promise<RecordVersion[]>
  /** All that happened to a record, oldest first. */
  events(hubId: string, chainId: string): Promise<NamedEvent[]>
  /** The messages that the parts of a version came from, in the order they came. */
  sources(recordId: string): Promise<Source[]>
  /** The pictures of a version that may not be shown any more, by their ids in the album: consent to the very picture was taken back. */
  picturesTakenBack(recordId: string): Promise<string[]>
  /** The pictures of a version that could not be fetched, by their ids in the album, each with the code of why. */
  picturesLost(recordId: string): Promise<Map<string, string>>
  listedOne(hubId: string, recordId: string): Promise<ListedRecord | null>
  /** Those in these states by when they came into them, at most so many. */
  listed(
    hubId: string,
    states: readonly RecordState[],
    order: 'oldest_first' | 'newest_first',
    most: number,
  ): Promise<ListedRecord[]>
  count(hubId: string, states: readonly RecordState[]): Promise<number>
  /** Those of the organisations that this contact files for, last filed first, in all states. */
  ofContact(hubId: string, contactId: string): Promise<ListedRecord[]>
  /** Those with pictures, also what was taken back, for it may be put back: of an organisation or of those this contact files for, last filed first. */
  withPictures(hubId: string, by: { organisationId: string } | { contactId: string }): Promise<ListedRecord[]>
}

/** Which moment of the hub's decision a version shows: null while there is none. */
export const reviewedAt = ({ state, stateAt }: { state: RecordState; stateAt: Instant }): Instant | null =>
  state === 'accepted' || state === 'returned' ? stateAt : null
