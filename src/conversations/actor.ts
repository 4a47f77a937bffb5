import type { Asking } from '../forms/field-kind.js'
import type { Actor } from '../records/decide.js'
import type { Person, TurnPorts } from './ports.js'

/** Who decides by the message that is being answered. */
export const actorOf = async (
  { contacts }: Pick<TurnPorts, 'contacts'>,
  { id, hubId, role }: NonNullable<Person['contact']>,
  { messageId }: Pick<Asking, 'messageId'>,
): Promise<Actor> => ({
  hubId,
  contactId: id,
  isStaff: role === 'staff',
  organisationIds: await contacts.organisationsOf(id),
  messageId,
})
