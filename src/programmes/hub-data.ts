import type { Organisation, Role } from '../people/people.js'
import type { Schedule } from './schedule.js'
import type { Grant, Hub, Programme } from './programmes.js'

/**
 * A hub as it is set up from outside (a demo, an import). A `key` names a row for good within its hub and kind, so that loading the same
 * data again, corrected, changes rows and makes none twice. Organisations are referred to by their key.
 */
export interface HubData {
  hub: Omit<Hub, 'id'> & { key: string }
  funder: { key: string; name: string }
  programme: Pick<Programme, 'name' | 'startsOn' | 'endsOn'> & { key: string }
  organisations: (Pick<Organisation, 'name' | 'kind' | 'city'> & { key: string; aliases: string[] })[]
  grants: (Omit<Grant, 'id' | 'hubId' | 'programmeId' | 'organisationId'> & { key: string; organisation: string })[]
  /** What the programme asks of each of its grants. */
  schedules?: { key: string; schedule: Schedule }[]
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
  }[]
}

/** A contact with her code, as the hub passes it on. */
export interface InvitationToHandOut {
  organisation: string
  contact: string
  code: string
  used: boolean
}
