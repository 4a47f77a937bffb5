import type { Idle } from '../../engine/idle-told.js'
import type { Told } from '../../engine/told.js'
import type { Asking } from '../../forms/field-kind.js'
import { periodSaid } from '../../forms/period-said.js'
import type { Days } from '../../kernel/day.js'
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
  /** The period that she named with the form: 「简报 4-6月」. */
  period?: Days
  /** With 本期无活动: why there was none, in her words. */
  why?: string
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

/** What she said when she chose the form. */
export type Said = Pick<Opening, 'idle' | 'period' | 'why'>

export const openingOf = (form: string | null, behalf: Opening['behalf'] = null, said: Said = {}): Opening => ({
  form,
  ...said,
  whom: null,
  behalf,
  apart: false,
  asked: null,
})

/** 「4-6月没有活动，因为学校考试」 where no draft is open: for when, and why. */
export function saidIdle({ why }: Idle, text: string, { today }: Pick<Asking, 'today'>): Said {
  const period = periodSaid(text, today, null, true)
  return { idle: true, ...(period && { period }), ...(why !== null && { why }) }
}
