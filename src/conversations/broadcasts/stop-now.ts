import type { Broadcast } from '../../broadcasts/broadcast.js'
import type { Instant } from '../../kernel/clock.js'
import type { TurnPorts } from '../ports.js'

/** Stops one that is held: who has not got it gets nothing any more. Those on the wire at this moment cannot be called back. */
export async function stopBroadcast(
  { broadcasts }: Pick<TurnPorts, 'broadcasts'>,
  { id }: Broadcast,
  now: Instant,
): Promise<void> {
  await broadcasts.update(id, { state: 'stopped', endedAt: now })
  await broadcasts.turn(id, 'waiting', 'stopped', null)
}
