import { millisOf, type Clock } from '../kernel/clock.js'
import { textIn, type JobHandler, type JobResult } from '../kernel/job.js'
import type { Address, OutboundMessage, Reach, Say, SendResult, Standing } from '../kernel/message.js'
import { Outage } from '../kernel/outage.js'
import type { Transact, TurnPorts } from './ports.js'

const ACCOUNT_PAUSE_MS = 10 * 60_000
const PATIENCE_MS = 24 * 3_600_000

/** The part of a channel that sends. */
export interface Sender {
  send(message: OutboundMessage): Promise<SendResult>
  reach(standing: Standing, now: string): Reach
}

/**
 * The job `deliver`: one message to one address, at most once. A refusal that concerns the person becomes her state; an answer that
 * never came leaves the message closed as `unknown`, because repeating it could say it twice.
 */
export function deliver(deps: {
  transact: Transact<Pick<TurnPorts, 'people'>>
  senderOf(address: Address): Sender | null
  clock: Clock
}): JobHandler {
  return {
    afterCrash: 'settle',
    async run({ payload, createdAt }): Promise<JobResult> {
      const addressId = textIn(payload, 'addressId')
      let known: Standing | null
      try {
        known = await deps.transact((ports) => ports.people.reachable(addressId))
      } catch (error) {
        // Nothing has left yet: this message may wait for the database.
        if (error instanceof Outage) return { type: 'again', code: error.code, after: 0 }
        throw error
      }
      if (!known) return { type: 'failed', code: 'address.unknown' }
      const sender = deps.senderOf(known.address)
      if (!sender) return { type: 'failed', code: 'channel.not_configured' }
      const reach = sender.reach(known, deps.clock.now())
      if (reach.type === 'closed') return { type: 'failed', code: `reach.${reach.reason}` }

      // The payload was written by `sayLater` in this program: its shape is ours.
      const result = await sender.send({ to: known.address, say: payload['say'] as unknown as Say })
      switch (result.type) {
        case 'later':
          return { type: 'again', code: result.code, after: result.after }
        case 'unknown':
          return { type: 'failed', code: `unknown.${result.code}` }
        case 'sent':
          if (known.refusal) await deps.transact((p) => p.people.setRefusal(addressId, null, deps.clock.now()))
          return { type: 'done', code: result.id }
        case 'refused':
          // What the operator has to put right (IP not trusted, app disabled) costs nobody her message within a day.
          if (result.scope === 'account' && millisOf(deps.clock.now()) - millisOf(createdAt) < PATIENCE_MS) {
            return { type: 'again', code: result.code, after: ACCOUNT_PAUSE_MS }
          }
          if (result.scope === 'person') {
            await deps.transact((p) => p.people.setRefusal(addressId, result.code, deps.clock.now()))
          }
          return { type: 'failed', code: `refused.${result.code}` }
      }
    },
  }
}
