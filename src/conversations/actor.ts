import type { Asking } from '../forms/field-kind.js'
import type { Actor } from '../records/decide.js'
import type { Person, TurnPorts } from './ports.js'

/** Who decides by the message that is being answered. */
export const actorOf = async (
  { affiliations }: Pick<TurnPorts, 'affiliations'>,
  { id, hubId, role }: NonNullable<Person['contact']>,
  { messageId }: Pick<Asking, 'messageId'>,
): Promise<Actor> => ({
  hubId,
  contactId: id,
  isStaff: role === 'staff',
  organisationIds: (await affiliations.choicesOf(id)).choices.map(({ organisationId }) => organisationId),
  messageId,
})
