import { millisOf, type Instant } from '../kernel/clock.js'
import { textIn, type Job, type JobHandler, type JobResult } from '../kernel/job.js'
import type { Address, OutboundMessage, Reach, Say, SendResult, Standing } from '../kernel/message.js'
import { Outage } from '../kernel/outage.js'
import { accountState, type NameOf } from './account-refused.js'
import type { TurnPorts, Unsaid } from './ports.js'
import type { TurnShell } from './receive.js'
import { withoutCue } from './say-later.js'
import { KEPT, pauseOf, plainText, withoutUnsaid, withUnsaid } from './unsaid.js'

const PATIENCE_MS = 24 * 3_600_000

/** The part of a channel that sends. */
export interface Sender {
  send(message: OutboundMessage): Promise<SendResult>
}

type Ready = { sender: Sender; standing: Standing; reach: Reach & { type: 'open' }; say: Told }

/** The mark of a delivery that is about to be handed to the network: found so by another run, nobody knows whether it arrived. */
const LEAVING = 'leaving'
/** So often what may be heard twice is handed to the network; the second time when she had the time to answer the first. */
const MOST_TIMES = 2
const TWICE_AFTER_MS = 20_000

/**
 * The job `deliver`: one message to one address, at most once. What the platform does not let us say, by its rule or by its refusal, is
 * kept as text for the person's next message (code `unsaid`). A refusal that concerns the person becomes her state, one that concerns
 * all that the account sends the account's, and staff hear of it once.
 *
 * What may be over soon (a platform that is down, an account that an operator has to put right) is tried again for a day. Meanwhile the
 * text waits for her next message, too, and with it what waits behind it: what is no longer there was said (code `said`). Pictures and
 * files cannot wait there: they fail after the day.
 *
 * An answer that never came leaves the message closed as `unknown`, because repeating it could say it twice. Just before the request the
 * job is marked: found so by another run (the machine died), it is closed as `interrupted` for the same reason. What tells how things
 * stand (`twice`) is sent once more in both cases, unless she spoke meanwhile and so was answered: an album must not stay unacknowledged.
 */
export function deliver(
  shell: TurnShell,
  { senderOf, nameOf }: { senderOf(address: Address): Sender | null; nameOf: NameOf },
): JobHandler {
  const { transact, clock } = shell
  const account = accountState(shell, nameOf)

  /** What has not been said to anybody may wait for the database. */
  const unsaidYet = <T>(work: (ports: TurnPorts) => Promise<T>, mark: string | null): Promise<T | JobResult> =>
    transact(work).catch((error: unknown) => {
      if (error instanceof Outage) return { type: 'again', code: error.code, after: 0, ...(mark && { mark }) }
      throw error
    })

  async function putOff({ people }: TurnPorts, job: Delivery, code: string): Promise<JobResult> {
    const person = await people.holdById(job.addressId)
    if (!person) return { type: 'failed', code: 'address.unknown' }
    const text = entryOf(job)
    if (!text) return { type: 'failed', code }
    await people.setUnsaid(job.addressId, withUnsaid(person.unsaid, [text]))
    return { type: 'done', code: 'unsaid' }
  }

  /** Tried again; until then the text waits for her next message with those behind it, which are held up by this one. */
  async function wait(ports: TurnPorts, job: Delivery, code: string, after: number): Promise<JobResult> {
    if (millisOf(clock.now()) - millisOf(job.createdAt) >= PATIENCE_MS) return putOff(ports, job, code)
    const person = await ports.people.holdById(job.addressId)
    if (!person?.standing.following) return putOff(ports, job, code)
    const entry = entryOf(job)
    if (!entry) return { type: 'again', code, after }
    const entries = [entry]
    for (const { mark, ...row } of await ports.outbox.waiting(job.addressId, 'deliver')) {
      const behind = entryOf(deliveryOf(row))
      const said = mark === KEPT && person.unsaid.every(({ key }) => key !== row.key)
      if (!behind || said) continue
      entries.push(behind)
      if (mark !== KEPT) await ports.outbox.mark(row.id, KEPT)
    }
    await ports.people.setUnsaid(job.addressId, withUnsaid(person.unsaid, entries))
    return { type: 'again', code, after, mark: KEPT }
  }

  /** Whom to send it to and by whom, or how the job ends here. */
  const prepare = (job: Delivery, mark: string | null, again: boolean) =>
    unsaidYet<Ready | JobResult>(async (ports) => {
      const person = await ports.people.holdById(job.addressId)
      if (!person) return { type: 'failed', code: 'address.unknown' }
      const { standing, unsaid } = person
      const last = again || job.cue !== undefined ? await ports.overview.lastSaid(job.addressId) : null
      const spoke = last !== null && last.receivedAt > job.createdAt
      if (again && spoke) return { type: 'done', code: 'answered' }
      const waiting = unsaid.some(({ key }) => key === job.key)
      if (mark === KEPT && !waiting) return { type: 'done', code: 'said' }
      const sender = senderOf(standing.address)
      if (!sender) return { type: 'failed', code: 'channel.not_configured' }
      const now = clock.now()
      const reach = shell.reach(standing, now)
      if (reach.type === 'closed') {
        const until = pauseOf(standing, now)
        const code = `reach.${reach.reason}`
        return until ? wait(ports, job, code, millisOf(until) - millisOf(now)) : putOff(ports, job, code)
      }
      if (waiting) await ports.people.setUnsaid(job.addressId, withoutUnsaid(unsaid, job.key))
      await ports.outbox.mark(job.id, LEAVING)
      return { sender, standing, reach, say: spoke ? withoutItsCue(job) : job.say }
    }, mark)

  const sent = ({ standing, reach }: Ready, { addressId }: Delivery) =>
    transact(async (ports) => {
      await account.works(ports, standing)
      if (reach.left !== null) await ports.people.countSent(addressId)
    })

  const refused = (
    { standing }: Ready,
    job: Delivery,
    result: Extract<SendResult, { type: 'refused' }>,
  ): Promise<JobResult> =>
    unsaidYet(async (ports) => {
      const { scope, code } = result
      if (scope === 'person') {
        await ports.people.setRefusal(job.addressId, code, clock.now(), 'message')
        return putOff(ports, job, `refused.${code}`)
      }
      const pause = await account.refused(ports, standing, result)
      return scope === 'rights' ? putOff(ports, job, `refused.${code}`) : wait(ports, job, code, pause)
    }, null)

  return {
    async run({ mark = null, ...row }): Promise<JobResult> {
      const job = deliveryOf(row)
      if (mark === LEAVING && !(job.twice && row.attempts <= MOST_TIMES)) return { type: 'failed', code: 'interrupted' }
      const ready = await prepare(job, mark, mark === LEAVING)
      if ('type' in ready) return ready
      const { sender, standing, reach, say } = ready

      const result = await sender.send({ to: standing.address, say })
      switch (result.type) {
        case 'later':
          return unsaidYet((ports) => wait(ports, job, result.code, result.after), null)
        case 'unknown':
          // The platform may have counted it.
          if (reach.left !== null) await transact((ports) => ports.people.countSent(job.addressId))
          if (job.twice && row.attempts < MOST_TIMES)
            return { type: 'again', code: `unknown.${result.code}`, after: TWICE_AFTER_MS, mark: LEAVING }
          return { type: 'failed', code: `unknown.${result.code}` }
        case 'sent':
          if (standing.accountRefusedUntil || reach.left !== null) await sent(ready, job)
          return { type: 'done', code: result.id }
        case 'refused':
          if (result.scope !== 'message') return refused(ready, job, result)
          // She waits for what tells how things stand: it goes with her next message, of whatever kind.
          return job.twice
            ? unsaidYet((ports) => putOff(ports, job, `refused.${result.code}`), null)
            : { type: 'failed', code: `refused.${result.code}` }
      }
    },
  }
}

/** Notices go by `reach/notify.ts`. */
export type Told = Exclude<Say, { type: 'notice' }>

interface Delivery {
  id: string
  key: string
  addressId: string
  say: Told
  twice: boolean
  /** The line its text ends with that says where she is. */
  cue: string | undefined
  /** Until when it is of use. */
  until: Instant | undefined
  createdAt: Instant
}

/** The payload was written by `say-later.ts` in this program: its shape is ours. */
const deliveryOf = ({
  payload,
  ...job
}: Pick<Delivery, 'id' | 'key' | 'createdAt'> & Pick<Job, 'payload'>): Delivery => ({
  ...job,
  addressId: textIn(payload, 'addressId'),
  say: payload['say'] as unknown as Told,
  twice: payload['twice'] === true,
  cue: typeof payload['cue'] === 'string' ? payload['cue'] : undefined,
  until: typeof payload['until'] === 'string' ? payload['until'] : undefined,
})

/** Since it was written she has spoken, and read in the answer where she is now. */
const withoutItsCue = ({ say, cue }: Delivery): Told =>
  say.type === 'text' ? { ...say, text: withoutCue(say.text, cue) } : say

/** What of it can wait for her next message. */
function entryOf({ key, createdAt, ...job }: Delivery): Unsaid | null {
  const text = plainText(withoutItsCue({ key, createdAt, ...job }))
  return text === null ? null : { text, key, at: createdAt, ...(job.until && { until: job.until }) }
}
