import type { Day } from '../kernel/day.js'
import type { Organisation, Role } from '../people/people.js'
import type { PartnerChange } from './partner-status.js'
import type { Grant, Hub, Instalment, Objective, Programme } from './programmes.js'
import type { Obligations } from './obligations.js'
import type { Schedule } from './schedule.js'
import type { Spot } from './workbook/told.js'

/**
 * An entry of a register. `key` names it within the register; `code` is what staff call its row by, for good, null where nobody gave it one;
 * `id` is the row that it is known to be. A value that is undefined leaves the row as it is.
 */
interface Entry {
  key: string
  code: string | null
  id?: string | undefined
  /** Where it was read. */
  at?: Spot | undefined
}

/** An entry of the register by its key, or a row that is there already. */
export type Ref = string | { id: string }

type May<T> = { [K in keyof T]?: T[K] | undefined }

/**
 * What a hub says about itself: funders, programmes, organisations, grants, objectives, contacts, and how its partners stood over time. All
 * of it or a part; loading it again, corrected, changes rows and makes none twice.
 */
export interface Register {
  hub: Entry & Omit<Hub, 'id'>
  funders: (Entry & { name: string })[]
  programmes: (Entry & { funder: Ref } & Pick<Programme, 'name' | 'startsOn' | 'endsOn' | 'amountFen' | 'layouts'>)[]
  /** `aliases` come to those there are. */
  organisations: (Entry &
    Pick<Organisation, 'name' | 'kind'> &
    May<{ city: string | null; region: string | null; tags: string[] }> & { aliases: string[] })[]
  grants: (Entry & { programme: Ref; organisation: Ref } & Pick<Grant, 'purpose'> &
    May<Omit<Grant, 'id' | 'hubId' | 'programmeId' | 'organisationId' | 'purpose'>>)[]
  instalments: ({ grant: Ref; number: number; at?: Spot | undefined } & May<Omit<Instalment, 'number'>>)[]
  objectives: (Entry & { programme: Ref; grant: Ref | null; label: string } & May<Omit<Objective, 'label'>>)[]
  /** What programmes ask of their grants. Of what is owed already the days stay. */
  schedules: (Entry & { programme: Ref; schedule: Schedule })[]
  contacts: (Entry & {
    organisation: Ref
    name: string
    /** In the form `codeIn` gives; null makes one, unless the contact has one already. */
    invitation: string | null
  } & May<{
      /** Of the hub's own people; staff when not given. */
      role: Exclude<Role, 'grantee'>
      /** Further organisations that she files for. */
      organisations: Ref[]
      /** She is no longer in the hub's list (true), or back in it (false). */
      left: boolean
      /** 1 for who is asked first, 2 for the deputy. */
      precedence: number | null
      /** Where staff call her. */
      phone: string | null
    }>)[]
  /** Without a status the change of that day is taken back. */
  partnerChanges: ({
    organisation: Ref
    fromOn: Day
    status: PartnerChange['status'] | null
    at?: Spot | undefined
  } & May<Pick<PartnerChange, 'sourceOfFunds' | 'remark'>>)[]
}

export type Outcome = 'created' | 'changed' | 'same' | 'removed'

/** What became of an entry. */
export interface Change {
  of: keyof Register
  name: string
  outcome: Outcome
  at?: Spot | undefined
  /** What is otherwise in a row that was there, as stored; names in place of ids. */
  fields?: Field[]
}

/** A column of a register with what it held and what it holds. */
export interface Field {
  column: string
  from: string | number | null
  to: string | number | null
}

/** What the database has of a hub, as far as a register may speak of it. */
export interface Known {
  hub: { id: string; code: string | null; name: string; zone: string; language: string }
  funders: KnownRow[]
  programmes: (KnownRow & { funderId: string; startsOn: Day; endsOn: Day })[]
  organisations: (KnownRow & Pick<Organisation, 'kind'> & { aliases: string[] })[]
  grants: {
    id: string
    code: string | null
    programmeId: string
    organisationId: string
    purpose: string
    amountFen: number | null
    status: Grant['status']
  }[]
  instalments: { grantId: string; number: number; amountFen: number | null }[]
  objectives: { id: string; code: string | null; programmeId: string; grantId: string | null; label: string }[]
  schedules: { code: string | null; programmeId: string; schedule: Schedule }[]
  contacts: (KnownRow & {
    organisationId: string
    role: Role | null
    precedence: number | null
    phone: string | null
    leftAt: string | null
  })[]
  partnerChanges: PartnerChange[]
}
export interface KnownRow {
  id: string
  code: string | null
  name: string
}

/** What is known of a hub that is not there yet. */
export const nothingKnown = {
  funders: [],
  programmes: [],
  organisations: [],
  grants: [],
  instalments: [],
  objectives: [],
  schedules: [],
  contacts: [],
  partnerChanges: [],
} satisfies Omit<Known, 'hub'>

export interface Partner extends PartnerChange {
  organisation: string
  region: string | null
}

/** Registers on one unit of work. */
export interface Registers {
  hubs(): Promise<Known['hub'][]>
  known(hub: Known['hub']): Promise<Known>
  /** How the partners of a hub stood over time, by name. */
  partners(hubId: string): Promise<Partner[]>
  /** Brings the hub up to date. What people did meanwhile stays: a used code stays used, and what the register no longer names stays where it is. */
  load(register: Register): Promise<{ hubId: string; changes: Change[] }>
  /** What its grants owe, in the same unit of work. */
  obligations: Obligations
}
