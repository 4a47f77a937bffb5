import type { Organisation, Role } from '../people/people.js'
import type { Grant, Hub, Instalment, Objective, Programme } from './programmes.js'
import type { Register } from './register.js'
import type { Schedule } from './schedule.js'

/**
 * A hub with one programme as it is set up from a file or for a demo. A `key` names a row for good within its hub and kind, so that loading the
 * same data again, corrected, changes rows and makes none twice. Organisations are referred to by their key.
 */
export interface HubData {
  hub: Omit<Hub, 'id'> & { key: string }
  funder: { key: string; name: string }
  programme: Pick<Programme, 'name' | 'startsOn' | 'endsOn' | 'amountFen' | 'layouts'> & { key: string }
  organisations: (Pick<Organisation, 'name' | 'kind' | 'city'> & {
    key: string
    aliases: string[]
    region?: string | null | undefined
    tags?: string[] | undefined
  })[]
  grants: (Omit<Grant, 'id' | 'hubId' | 'programmeId' | 'organisationId'> & {
    key: string
    organisation: string
    instalments?: Instalment[] | undefined
  })[]
  /** Of the programme, or of the grant named. */
  objectives?: (Objective & { key: string; grant: string | null })[]
  /** What the programme asks of each of its grants. */
  schedules?: { key: string; schedule: Schedule }[] | undefined
  /** `code` is the invitation code in the form `codeIn` gives; null makes one, unless the contact has one already. */
  contacts: {
    key: string
    organisation: string
    name: string
    code: string | null
    /** Of the hub's own people; staff when not given. */
    role?: Exclude<Role, 'grantee'> | undefined
    /** Further organisations that she files for. */
    organisations?: string[] | undefined
    /** She is no longer in the hub's list (true), or back in it (false); as it was when not given. */
    left?: boolean | undefined
    /** 1 for who is asked first of her organisation, 2 for the deputy. */
    precedence?: number | undefined
    /** Where staff call her: shown on the call sheet. */
    phone?: string | null | undefined
  }[]
}

/** The same as a register. */
export function registerOf(data: HubData): Register {
  const { hub, funder, programme, grants, objectives = [], schedules = [], contacts } = data
  const coded = <T extends { key: string }>(entry: T) => ({ ...entry, code: entry.key })
  return {
    hub: coded(hub),
    funders: [coded(funder)],
    programmes: [{ ...coded(programme), funder: funder.key }],
    organisations: data.organisations.map(coded),
    grants: grants.map((grant) => ({ ...coded(grant), programme: programme.key })),
    instalments: grants.flatMap(({ key, instalments = [] }) => instalments.map((each) => ({ grant: key, ...each }))),
    objectives: objectives.map((each) => ({ ...coded(each), programme: programme.key })),
    schedules: schedules.map((each) => ({ ...coded(each), programme: programme.key })),
    contacts: contacts.map(({ code: invitation, ...contact }) => ({ ...coded(contact), invitation })),
    partnerChanges: [],
  }
}

/** A contact with her code, as the hub passes it on. */
export interface InvitationToHandOut {
  organisation: string
  contact: string
  code: string
  used: boolean
}
