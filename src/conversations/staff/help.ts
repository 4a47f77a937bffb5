import type { Words } from '../../kernel/words.js'
import type { Person } from '../ports.js'

type Contact = NonNullable<Person['contact']>

/** Whoever may see the hub's records. */
export const isOfHub = ({ role }: Pick<Contact, 'role'>): boolean => role === 'staff' || role === 'viewer'

/** What one of the hub's own people hears who was just made known: what she will want first; null for anybody else. */
export const staffWelcome = (contact: Pick<Contact, 'role'>, words: Words): string | null =>
  isOfHub(contact) ? words.say(contact.role === 'staff' ? 'staff.welcome' : 'staff.welcome_viewer') : null

/** What one of the hub's own people may write; null for anybody else. */
export function staffHelp(contact: Pick<Contact, 'role'>, words: Words): string | null {
  if (!isOfHub(contact)) return null
  const more = contact.role === 'staff' ? `\n${words.say('staff.help_staff')}` : ''
  return words.say('staff.help') + more
}
