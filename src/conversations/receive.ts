import type { Clock } from '../kernel/clock.js'
import type { NewId } from '../kernel/id.js'
import type { InboundMessage } from '../kernel/message.js'
import { Outage } from '../kernel/outage.js'
import { tellFollowing } from './comings/following.js'
import type { Transact, TurnPorts } from './ports.js'
import { route, wordsFor, type Routing } from './route.js'
import { speak } from './speak.js'

export interface TurnShell extends Routing {
  transact: Transact<TurnPorts>
  clock: Clock
  newId: NewId
  /** Called after a commit that may have left jobs. */
  nudge(): void
  /** A turn broke over a fault of ours. */
  broke(error: unknown): void
}

/**
 * Takes one message of one person: everything it causes happens in one transaction under the lock of her address, and the reply is what
 * the platform's free passive reply carries (null is silence). A message heard before has no second effect and gets the same reply.
 *
 * Throws an `Outage` when nothing could be stored, so that the platform delivers again. A message over which the program breaks is kept
 * and its sender asked to try once more: delivered again it would only break again, and she would hear nothing at all.
 */
export function takeTurn(shell: TurnShell): (message: InboundMessage) => Promise<string | null> {
  const turn = turnOf(shell)
  return async (message) => {
    try {
      return await turn(message)
    } catch (error) {
      if (error instanceof Outage) throw error
      shell.broke(error)
      return keepUnanswered(shell, message)
    }
  }
}

function turnOf(shell: TurnShell): (message: InboundMessage) => Promise<string | null> {
  return async (message) => {
    let jobs = false
    const reply = await shell.transact(async (ports) => {
      jobs = false
      const now = shell.clock.now()
      const held = await ports.people.hold(message.from, message.key)
      if (held.before) return held.before.reply
      const heardAt = message.sentAt < now ? message.sentAt : now
      const person = { ...held, standing: await ports.people.hear(held, message.presence, heardAt) }

      const back =
        !held.standing.following && person.standing.following && (await tellFollowing(shell, ports, person, true, now))

      const id = shell.newId()
      const turn = await route(shell, ports, person, { ...message, id }, now)
      const said = await speak(shell, ports, person, message, turn.reply, wordsFor(shell, person), now)
      jobs = turn.jobs || said.jobs || back
      if (turn.forgotten) return said.reply
      await ports.inbox.add({
        id,
        message,
        addressId: person.addressId,
        contactId: turn.contactId,
        hubId: turn.hubId,
        sessionId: turn.sessionId,
        reply: said.reply,
        receivedAt: now,
      })
      return said.reply
    })
    if (jobs) shell.nudge()
    return reply
  }
}

const keepUnanswered = (shell: TurnShell, message: InboundMessage): Promise<string | null> =>
  shell.transact(async (ports) => {
    const now = shell.clock.now()
    const person = await ports.people.hold(message.from, message.key)
    if (person.before) return person.before.reply
    const hub = shell.hubOf(message.from.account)
    const reply = wordsFor(shell, person).say('menu.trouble')
    await ports.inbox.add({
      id: shell.newId(),
      message,
      addressId: person.addressId,
      contactId: person.contact?.id ?? null,
      hubId: person.contact?.hubId ?? hub?.id ?? null,
      sessionId: person.draft?.id ?? null,
      reply,
      receivedAt: now,
    })
    return reply
  })
