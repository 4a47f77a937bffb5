import { mayBePublic } from '../../src/forms/consent.js'
import { inside, type Draft } from './draft.js'
import { hears } from './sentences.js'

/** Whether an answer says that what may be shown is another now, or was said for the first time. */
export const changesConsent = (reply: string): boolean =>
  ['consent.changed', 'consent.said'].some((key) => hears(reply, key))

/** Whether an answer says what is noted of whether pictures may be shown: with the whole album, or before it tells of a lost one. */
export const notesConsent = (reply: string): boolean =>
  ['photos.kept', 'photos.kept_bare'].some((key) => hears(reply, key)) ||
  (!changesConsent(reply) && !hears(reply, 'problem.consent.unclear') && /^[^\n]*公开。$/m.test(reply))

/** The pictures that may not be shown, as it stands in what changes a filed report. */
export const refusedIn = (draft: Draft | null): string[] =>
  draft?.revises
    ? [...draft.albums.values()].flatMap(inside).flatMap(({ media, consent }) => (mayBePublic(consent) ? [] : [media]))
    : []
