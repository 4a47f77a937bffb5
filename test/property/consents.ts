import { hears } from './sentences.js'

/** Whether an answer says what is noted of whether pictures may be shown: with the whole album, or before it tells of a lost one. */
export const notesConsent = (reply: string): boolean =>
  ['photos.kept', 'photos.kept_bare'].some((key) => hears(reply, key)) ||
  (!['consent.changed', 'problem.consent.unclear'].some((key) => hears(reply, key)) && /^[^\n]*公开。$/m.test(reply))
