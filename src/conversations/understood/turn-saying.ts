import type { Known, Turn } from '../route.js'

/** A turn of hers in which these lines are said. */
export const turnSaying = ({ contact }: Known, sessionId: string | null, lines: string[]): Turn => ({
  contactId: contact.id,
  hubId: contact.hubId,
  sessionId,
  reply: lines.join('\n'),
  jobs: false,
})
