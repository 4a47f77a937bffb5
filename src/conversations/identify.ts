import { later, millisOf, type Instant } from '../kernel/clock.js'
import { textIn, type JobHandler, type JobResult } from '../kernel/job.js'
import type { SendResult } from '../kernel/message.js'
import { HANDED_OUT_MS } from '../people/hand-out.js'
import type { Person, TurnPorts, Utterance } from './ports.js'
import type { TurnShell } from './receive.js'
import type { Routing } from './route.js'
import { giveLater } from './say-later.js'

/** The part of a channel that knows people beyond one account. */
export type Identify = (
  user: string,
) => Promise<{ type: 'known'; following: boolean; unionId: string | null } | Exclude<SendResult, { type: 'sent' }>>

const GIVE_UP_AFTER = 24 * 3_600_000
const PAUSE_MS = 60_000

/** Wishes for the job `identify` when somebody comes, or a stranger was answered for the first time. True when there will be one. */
export async function identifyLater(
  { identifierOf }: Pick<Routing, 'identifierOf'>,
  { outbox }: Pick<TurnPorts, 'outbox'>,
  { addressId, contact, binding }: Person,
  { said, from }: Utterance,
  now: Instant,
): Promise<boolean> {
  const comes = said.type === 'event' && said.event === 'joined'
  if (identifierOf(from) === null || !(comes || (contact === null && binding === null))) return false
  const { account } = from
  await outbox.add({ kind: 'identify', key: `identify:${addressId}`, account, payload: { addressId }, dueAt: now })
  return true
}

/**
 * The job `identify`: asks the platform who a person is beyond this account. A stranger who is known at another account of the same hub
 * is asked whether she is that contact; her yes binds as it does with a code, by an invitation made for it. Whoever is in the middle of
 * something else is not disturbed.
 */
export function identify(shell: TurnShell): JobHandler {
  const { transact, identifierOf, clock } = shell

  async function learn(addressId: string, account: string, unionId: string | null, asks: boolean): Promise<void> {
    await transact(async (ports) => {
      const person = await ports.people.holdById(addressId)
      if (!person) return
      await ports.people.setUnionId(addressId, unionId)
      const hub = shell.hubOf(account)
      if (!asks || !hub || !unionId || person.contact || person.binding?.confirming) return
      const behind = await ports.people.contactBehind(unionId, hub.id)
      if (!behind) return
      const now = clock.now()
      const { id } = await ports.invitations.make({
        hubId: hub.id,
        contactId: behind.contactId,
        madeAt: now,
        madeBy: behind.contactId,
        expiresAt: later(now, HANDED_OUT_MS),
      })
      const nothing = { guesses: 0, guessingSince: null, closedUntil: null }
      await ports.people.setBinding(addressId, { ...nothing, ...person.binding, confirming: id })
      const { organisation, name } = behind
      const words = shell.wordsOf(hub.language)
      const choices = [
        { key: 'yes', label: words.say('bind.this_is_me') },
        { key: 'no', label: words.say('bind.not_this_one') },
      ]
      const text = words.say('bind.same_person', { organisation, name })
      await giveLater(shell, ports, person, { type: 'menu', text, choices }, now)
    })
    shell.nudge()
  }

  return {
    async run({ payload, createdAt }): Promise<JobResult> {
      const addressId = textIn(payload, 'addressId')
      const standing = await transact(({ people }) => people.reachable(addressId))
      const ask = standing && identifierOf(standing.address)
      if (!ask) return { type: 'done', code: 'nobody' }
      const told = await ask(standing.address.user)
      if (told.type === 'known') {
        await learn(addressId, standing.address.account, told.unionId, told.following)
        return { type: 'done' }
      }
      const tired = millisOf(clock.now()) - millisOf(createdAt) > GIVE_UP_AFTER
      if (told.type === 'refused' || tired) return { type: 'failed', code: told.code }
      return { type: 'again', code: told.code, after: told.type === 'later' ? told.after : PAUSE_MS }
    },
  }
}
