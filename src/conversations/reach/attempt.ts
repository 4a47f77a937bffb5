import type { Clock, Instant } from '../../kernel/clock.js'
import type { Address, NoticeKind, SendResult, Standing } from '../../kernel/message.js'
import type { accountState } from '../account-refused.js'
import type { ContactAddress } from '../colleagues/ports.js'
import type { Sender } from '../deliver.js'
import type { TurnPorts } from '../ports.js'
import { changedBy, usedUp } from './stock.js'
import { type Allowed, waysTo, type Why, type WayTo } from './ways.js'

/** A way that was taken for one message, with who sends it. */
export interface Attempt {
  way: WayTo
  standing: Standing
  sender: Sender
}

export const nameOfWay = ({ by, addressId }: Pick<WayTo, 'by' | 'addressId'>): string => `${by} ${addressId}`

/**
 * The best way to a contact that was not `tried` and is still open under the lock of its address, taken: a notice from her stock is out of it
 * before the request leaves. Else why there is none; `refused` where all were tried; `gone` where the hub took her out of its list. `fresh`:
 * the addresses were just read, of somebody who is in the list; then a message that nothing is counted of needs no lock.
 */
export async function takeWay(
  allowed: Allowed,
  { people }: Pick<TurnPorts, 'people'>,
  senderOf: (address: Address) => Sender | null,
  addresses: ContactAddress[],
  kind: NoticeKind,
  tried: Set<string>,
  now: Instant,
  fresh = false,
): Promise<Attempt | { why: Why | 'gone' }> {
  const choice = waysTo(addresses, allowed, now, kind)
  if (choice.type === 'call') return { why: choice.why }
  for (const way of choice.ways) {
    if (tried.has(nameOfWay(way))) continue
    const known = addresses.find(({ addressId }) => addressId === way.addressId)?.standing
    const counts = !fresh || way.by !== 'message' || way.left !== null
    const person = counts ? await people.holdById(way.addressId) : null
    if (person?.contact?.left) return { why: 'gone' }
    const standing = person?.standing ?? known
    const sender = standing && senderOf(standing.address)
    const open = standing && allowed.ways(standing, kind, now).find(({ by }) => by === way.by)
    if (!open || !sender) continue
    const taken = { ...open, addressId: way.addressId }
    if (taken.by === 'subscription')
      await people.setNotices(taken.addressId, changedBy(standing.notices, taken.template, -1))
    return { way: taken, standing, sender }
  }
  return { why: 'refused' }
}

/** Writes down what an attempt tells of her address and of the account: to be called in the transaction that keeps how it ended. */
export async function learn(
  ports: TurnPorts,
  {
    clock,
    account,
    notice,
  }: {
    clock: Clock
    account: ReturnType<typeof accountState>
    notice(what: string, about: Record<string, string | number>): void
  },
  { way, standing: before }: Attempt,
  result: SendResult,
): Promise<void> {
  const { people } = ports
  const { addressId } = way
  const counted = way.by === 'message' && way.left !== null
  // Of a message without limit that went out there is nothing to be known.
  if (result.type === 'sent' && way.by === 'message' && !counted && before.accountRefusedUntil === null) return
  const standing = (await people.holdById(addressId))?.standing ?? before
  const putBack = async () => {
    if (way.by === 'subscription') await people.setNotices(addressId, changedBy(standing.notices, way.template, 1))
  }
  switch (result.type) {
    case 'sent':
      await account.works(ports, standing)
      if (counted) await people.countSent(addressId)
      return
    case 'unknown':
      // The platform may have counted it.
      if (counted) await people.countSent(addressId)
      return
    case 'later':
      return putBack()
    case 'refused':
      if (result.scope === 'person') {
        await people.setRefusal(addressId, result.code, clock.now(), way.by)
        if (way.by === 'subscription') await people.setNotices(addressId, usedUp(standing.notices, way.template))
        return
      }
      await putBack()
      if (result.scope !== 'message') await account.refused(ports, standing, result)
      else notice('a notice was refused', { by: way.by, account: standing.address.account, code: result.code })
  }
}
