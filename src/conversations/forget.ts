import type { Instant } from '../kernel/clock.js'
import type { Said } from '../kernel/message.js'
import { tellFollowing } from './comings/following.js'
import type { Person, Transact, TurnPorts, Utterance } from './ports.js'
import type { Routing } from './route.js'

/** She takes back that the account may keep something about her, or her account on the platform is gone. */
const TAKES_BACK = new Set(['user_authorization_revoke', 'user_authorization_cancellation'])

export const leaves = (said: Said): boolean =>
  said.type === 'event' && (said.event === 'left' || TAKES_BACK.has(said.event))

/**
 * Who leaves cannot be written to any more, and staff hear of it: of a contact nothing is deleted, a stranger is. Who takes back what the
 * account may keep has her data deleted, as far as it is hers (`docs/decisions/006`). An event that tells of it late, after she came back,
 * is none. `forgotten`: nothing is left that this message could be kept with.
 */
export async function forget(
  routing: Routing,
  ports: TurnPorts,
  person: Person,
  { said, from, sentAt }: Utterance,
  now: Instant,
): Promise<{ forgotten: boolean; jobs: boolean }> {
  const forgotten = person.contact === null
  if (said.type === 'event' && said.event === 'left') {
    if (!(await ports.people.setFollowing(person.addressId, false, sentAt))) return { forgotten: false, jobs: false }
    if (forgotten) await ports.people.forget(person)
    // The platform may tell of it several times.
    const news = person.standing.following && (await tellFollowing(routing, ports, person, false, now))
    return { forgotten, jobs: news }
  }
  // The platform may name her inside the event and send it in its own name.
  const named = said.type === 'event' ? said.detail?.['OpenID'] : undefined
  const whom = named === undefined || named === from.user ? person : await ports.people.hold({ ...from, user: named })
  await ports.people.forget(whom)
  if (whom !== person && !person.contact) await ports.people.forget(person)
  return { forgotten, jobs: false }
}

/** Who wrote, guessed or followed and never became anybody is deleted as if she had left. The number of those deleted. */
export async function forgetStrangers(
  { transact }: { transact: Transact<Pick<TurnPorts, 'people'>> },
  silentSince: Instant,
): Promise<number> {
  const strangers = await transact(({ people }) => people.strangersSilentSince(silentSince))
  let forgotten = 0
  for (const addressId of strangers) {
    await transact(async ({ people }) => {
      const person = await people.holdById(addressId)
      // She may have come back or become known meanwhile.
      const { heardAt = null, actedAt = null } = person?.standing ?? {}
      if (!person || person.contact || [heardAt, actedAt].some((at) => at !== null && at >= silentSince)) return
      await people.forget(person)
      forgotten++
    })
  }
  return forgotten
}
