import { shown } from '../../forms/days-kind.js'
import { dayIn } from '../../kernel/zone.js'
import type { Words } from '../../kernel/words.js'
import type { HandedOut } from '../../people/hand-out.js'
import { accountName, type NamedAccount } from './account-name.js'

/** What each of these contacts is to be sent, as it is, in their order. */
export function invitationTexts(
  handed: HandedOut[],
  zone: string,
  { hub, accounts }: { hub: string; accounts: NamedAccount[] },
  words: Words,
): string[] {
  const names = new Set(accounts.map((account) => accountName(account, hub, words)))
  const where = [...names].join(words.say('staff.or'))
  return handed.map(({ contactName, code: { code, expiresAt } }) => {
    const day = expiresAt === null ? null : dayIn(expiresAt, zone)
    const until = day === null ? '' : words.say('staff.invitation_until', { day: shown({ from: day, to: day }, words) })
    return words.say('staff.invitation', { name: contactName, hub, where, code, until })
  })
}
