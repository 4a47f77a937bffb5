import type { Asking } from '../../forms/field-kind.js'
import type { TurnPorts } from '../ports.js'
import type { Known } from '../route.js'
import type { Invited } from './seat.js'

/** The open salons she was invited to and that have not begun. */
export const invitations = async (
  { salons }: Pick<TurnPorts, 'salons'>,
  { contact }: Known,
  { now }: Pick<Asking, 'now'>,
): Promise<Invited[]> => (await salons.invitedTo(contact.id)).filter(({ salon }) => salon.startsAt > now)

/** Those of them that her organisation has not answered. */
export async function unanswered(
  ports: Pick<TurnPorts, 'salons'>,
  person: Known,
  asking: Pick<Asking, 'now'>,
): Promise<Invited[]> {
  const open: Invited[] = []
  for (const one of await invitations(ports, person, asking)) if (await isOpen(ports, one)) open.push(one)
  return open
}

/** Whether her organisation has not answered yet. */
export const isOpen = async (
  { salons }: Pick<TurnPorts, 'salons'>,
  { salon, organisationId }: Invited,
): Promise<boolean> =>
  (await salons.guests(salon.id)).some((guest) => guest.organisationId === organisationId && guest.answer === null)
