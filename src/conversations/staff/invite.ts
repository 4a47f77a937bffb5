import { shown } from '../../forms/days-kind.js'
import { dayIn } from '../../kernel/zone.js'
import type { Words } from '../../kernel/words.js'
import type { HandedOut } from '../../people/hand-out.js'

/** 「邀请 <机构>」: for one contact it is what she is to be sent, as it is; for several a paragraph each. */
export function inviteText(handed: HandedOut[], zone: string, hub: string, words: Words): string {
  const invitations = handed.map(({ contactName, code: { code, expiresAt } }) => {
    const day = expiresAt === null ? null : dayIn(expiresAt, zone)
    const until = day === null ? '' : words.say('staff.invitation_until', { day: shown({ from: day, to: day }, words) })
    return words.say('staff.invitation', { name: contactName, hub, code, until })
  })
  const [first] = handed
  if (!first || handed.length === 1) return invitations.join('')
  return [
    words.say('staff.invitations', { organisation: first.organisationName, count: handed.length }),
    ...invitations,
  ].join('\n\n')
}
