import type { LedgerContact } from '../reach/forecast.js'
import type { Session } from '../../engine/session.js'
import type { Instant } from '../../kernel/clock.js'
import type { Said, Standing } from '../../kernel/message.js'
import type { Role } from '../../people/people.js'
import type {
  ExportedActivity,
  ExportedPhoto,
  ExportedRecord,
  ExportOrganisation,
  RecordsToRead,
} from '../../records/export-ports.js'
import type { ExpenseRow } from '../../records/record.js'

/** A filed record without what figures do not need: its answers, sources and the pictures' own data. */
export interface Filed extends Pick<
  ExportedRecord,
  | 'id'
  | 'organisation'
  | 'contact'
  | 'typedBy'
  | 'confirmedAt'
  | 'form'
  | 'formVersion'
  | 'periodFrom'
  | 'periodTo'
  | 'filedAt'
  | 'people'
  | 'idle'
  | 'burden'
  | 'state'
> {
  activities: Pick<
    ExportedActivity,
    'category' | 'startsOn' | 'headcountMin' | 'headcountMax' | 'headcountUnit' | 'breakdown' | 'sameAs'
  >[]
  expenses: Pick<ExpenseRow, 'amountMinFen' | 'amountMaxFen'>[]
  photos: Pick<ExportedPhoto, 'state'>[]
}

export interface OpenDraft {
  organisationId: string
  /** What is owed that it was opened for. */
  obligationId: string | null
  contactId: string
  contactName: string
  session: Session
  /** The last step of it. */
  updatedAt: Instant
}

/** With the names of those who file for it, by whom staff know it as well. */
export interface StaffOrganisation extends ExportOrganisation {
  people: string[]
}

/** What staff ask about their hub in a chat. Every read is of one hub, or of one organisation of it. */
export interface Overview extends Pick<RecordsToRead, 'programmes' | 'grants' | 'forms'> {
  organisations(hubId: string): Promise<StaffOrganisation[]>
  /** By `filedAt`, then id. All at once, and lean: a turn waits for it. */
  filed(hubId: string, organisationId?: string): Promise<Filed[]>
  /** Longest untouched first. */
  openDrafts(hubId: string, organisationId?: string): Promise<OpenDraft[]>
  /** By name, each with the addresses bound to her. */
  contacts(hubId: string, organisationId: string): Promise<{ name: string; addresses: Standing[] }[]>
  /** All contacts of the hub's grantees that were not taken out of its list, in the order in which they are asked, then by name, each with her addresses, the one heard last first. */
  ledger(hubId: string): Promise<LedgerContact[]>
  /** Whether an answer to something said from this address since then holds this text. */
  wasTold(addressId: string, text: string, since: Instant): Promise<boolean>
  /** What was last said from this address before the message being taken. */
  lastSaid(addressId: string): Promise<{ said: Said; sentAt: Instant; receivedAt: Instant } | null>
}

/** A file to be fetched by who holds its link. The link is not kept, only the SHA-256 of its token in hex. */
export interface Download {
  tokenHash: string
  hubId: string
  /** Who asked for it. */
  contactId: string
  sha256: string
  name: string
  expiresAt: Instant
}

export interface Downloads {
  add(download: Download): Promise<void>
  /** With the role its contact has now, and in the hub of the file; null for an unknown token. */
  find(tokenHash: string): Promise<(Download & { fetched: number; role: Role }) | null>
  /** Counts one more fetch; false when there were `most` of them. */
  fetch(tokenHash: string, most: number): Promise<boolean>
}
