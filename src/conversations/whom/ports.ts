import type { Instant } from '../../kernel/clock.js'
import type { Day } from '../../kernel/day.js'

/** What a form may be about: a grant of an organisation, or the organisation where it has no grant that runs. */
export interface Choice {
  organisationId: string
  organisation: string
  grantId: string | null
  /** What the grant is for. */
  purpose: string | null
  programmeId: string | null
}

/** Which organisations a contact files for, and about what. */
export interface Affiliations {
  /** All that she may file about: what she chose last first, then her own organisation, then by name. `last`: the first is what she chose last. */
  choicesOf(contactId: string): Promise<{ choices: Choice[]; last: boolean }>
  /** The same of one organisation of the hub. */
  choicesFor(hubId: string, organisationId: string): Promise<Choice[]>
  /** She chose this: it is offered first the next time. */
  remember(contactId: string, choice: Choice): Promise<void>
  /** From now on she files for this organisation, too. */
  add(contactId: string, organisationId: string, at: Instant): Promise<void>
}

export interface Grants {
  /** The active grant of the organisation on a day and its programme, if there is exactly one; the newest programme of the hub otherwise. */
  forOrganisation(
    hubId: string,
    organisationId: string,
  ): Promise<{ grantId: string | null; programmeId: string | null }>
  /** From when to when this grant runs, else its one active grant, or the programme of it; null where it has none, or several. */
  termOf(
    hubId: string,
    organisationId: string,
    grantId?: string | null,
  ): Promise<{ programmeFrom: Day; programmeTo: Day } | null>
}
