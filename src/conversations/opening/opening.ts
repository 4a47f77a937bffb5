import type { Told } from '../../engine/told.js'
import type { Choice } from '../whom/ports.js'

/** What is known of a draft that is about to be opened, and what was asked last; by the numbers in which it was shown. */
export interface Opening {
  /** The form's id. */
  form: string | null
  /** Whose grant it is about; null where that is not settled, or plain. */
  whom: Choice | null
  /** Of one of the hub's staff who types for a grantee: for which, and who spoke on the phone. `spoke`: somebody that is no contact. */
  behalf: { organisationId: string; organisation: string; contactId: string | null; spoke: string | null } | null
  /** 本期无活动. */
  idle?: true
  /** What goes into it as soon as it is open: she told it before, and confirmed it. */
  told?: Told
  /** What is owed that it is for: null for none of what is. Not there while that is not settled. */
  owed?: string | null
  /** Her own draft, not the one that a colleague has open. */
  apart: boolean
  asked:
    | { what: 'speaker'; contacts: { id: string; name: string }[] }
    | { what: 'speaker_name' }
    | { what: 'form'; forms: string[] }
    | { what: 'whom'; choices: Choice[]; last: boolean }
    | { what: 'owed'; obligationIds: string[] }
    | { what: 'colleague'; organisationId: string; draftId: string; heldBy: string }
    | null
}

export const openingOf = (form: string | null, behalf: Opening['behalf'] = null, idle = false): Opening => ({
  form,
  ...(idle && { idle }),
  whom: null,
  behalf,
  apart: false,
  asked: null,
})
