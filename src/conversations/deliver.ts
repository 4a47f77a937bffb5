import { millisOf } from '../kernel/clock.js'
import { textIn, type JobHandler, type JobResult } from '../kernel/job.js'
import type { Address, OutboundMessage, Reach, Say, SendResult } from '../kernel/message.js'
import { Outage } from '../kernel/outage.js'
import type { Words } from '../kernel/words.js'
import type { Reachable, TurnPorts } from './ports.js'
import type { TurnShell } from './receive.js'
import { tellStaff } from './tell-staff.js'
import { plainText, withUnsaid } from './unsaid.js'

const ACCOUNT_PAUSE_MS = 10 * 60_000
const PATIENCE_MS = 24 * 3_600_000

/** The part of a channel that sends. */
export interface Sender {
  send(message: OutboundMessage): Promise<SendResult>
}

type Ready = { sender: Sender; to: Reachable; reach: Reach & { type: 'open' } }

/**
 * The job `deliver`: one message to one address, at most once. What the platform does not let us say, by its rule or by its refusal, is
 * kept as text for the person's next message (code `unsaid`). A refusal that concerns the person becomes her state, one that concerns
 * all that the account sends the account's, and staff hear of it once. An answer that never came leaves the message closed as `unknown`,
 * because repeating it could say it twice; for the same reason one that was under way when the machine died is not taken up again.
 */
export function deliver(
  shell: TurnShell,
  {
    senderOf,
    nameOf,
  }: {
    senderOf(address: Address): Sender | null
    /** What people call an account. */
    nameOf(account: Pick<Address, 'channel' | 'account'>): string
  },
): JobHandler {
  const { transact, clock } = shell

  /** While nothing has been said to anybody the message may wait for the database. */
  const unsaidYet = <T>(work: (ports: TurnPorts) => Promise<T>): Promise<T | JobResult> =>
    transact(work).catch((error: unknown) => {
      if (error instanceof Outage) return { type: 'again', code: error.code, after: 0 }
      throw error
    })

  async function putOff(ports: TurnPorts, job: Delivery, code: string): Promise<JobResult> {
    const text = plainText(job.say)
    const person = text === null ? null : await ports.people.holdById(job.addressId)
    if (text === null || !person) return { type: 'failed', code }
    const added = { text, key: job.key, at: clock.now() }
    await ports.people.setUnsaid(job.addressId, withUnsaid(person.unsaid, [added]))
    return { type: 'done', code: 'unsaid' }
  }

  /** Whom to send it to and by whom, or how the job ends here. */
  const prepare = (job: Delivery) =>
    unsaidYet<Ready | JobResult>(async (ports) => {
      const to = await ports.people.reachable(job.addressId)
      if (!to) return { type: 'failed', code: 'address.unknown' }
      const sender = senderOf(to.address)
      if (!sender) return { type: 'failed', code: 'channel.not_configured' }
      const reach = shell.reach(to, clock.now())
      return reach.type === 'open' ? { sender, to, reach } : putOff(ports, job, `reach.${reach.reason}`)
    })

  const rights = async (ports: TurnPorts, { address }: Reachable, code: string | null) => {
    const now = clock.now()
    if (!(await ports.people.setAccountRefusal(address, code, now))) return
    const account = nameOf(address)
    const news = (words: Words) =>
      code === null ? words.say('news.rights_back', { account }) : words.say('news.rights_lost', { account, code })
    await tellStaff(shell, ports, address.account, news, now)
  }

  const sent = ({ to, reach }: Ready, { addressId }: Delivery) =>
    transact(async (ports) => {
      if (to.accountRefused) await rights(ports, to, null)
      if (reach.left !== null) await ports.people.countSent(addressId)
      if (to.refusal) await ports.people.setRefusal(addressId, null, clock.now())
    })

  const refused = (to: Reachable, job: Delivery, scope: 'person' | 'rights', code: string) =>
    unsaidYet(async (ports) => {
      if (scope === 'rights') await rights(ports, to, code)
      else await ports.people.setRefusal(job.addressId, code, clock.now())
      return putOff(ports, job, `refused.${code}`)
    })

  return {
    afterCrash: 'settle',
    async run({ key, payload, createdAt }): Promise<JobResult> {
      // The payload was written by `sayLater` in this program: its shape is ours.
      const job: Delivery = { key, addressId: textIn(payload, 'addressId'), say: payload['say'] as unknown as Say }
      const ready = await prepare(job)
      if ('type' in ready) return ready
      const { sender, to, reach } = ready

      const result = await sender.send({ to: to.address, say: job.say })
      switch (result.type) {
        case 'later':
          return { type: 'again', code: result.code, after: result.after }
        case 'unknown':
          // The platform may have counted it.
          if (reach.left !== null) await transact((ports) => ports.people.countSent(job.addressId))
          return { type: 'failed', code: `unknown.${result.code}` }
        case 'sent':
          if (to.accountRefused || reach.left !== null || to.refusal) await sent(ready, job)
          return { type: 'done', code: result.id }
        case 'refused': {
          const { scope, code } = result
          if (scope === 'person' || scope === 'rights') return refused(to, job, scope, code)
          // What the operator has to put right (IP not trusted, app disabled) costs nobody her message within a day.
          const patient = scope === 'account' && millisOf(clock.now()) - millisOf(createdAt) < PATIENCE_MS
          return patient
            ? { type: 'again', code, after: ACCOUNT_PAUSE_MS }
            : { type: 'failed', code: `refused.${code}` }
        }
      }
    },
  }
}

interface Delivery {
  key: string
  addressId: string
  say: Say
}
