import type { Recipient } from '../../broadcasts/broadcast.js'
import { later, millisOf, type Instant } from '../../kernel/clock.js'
import { textIn, type JobHandler, type JobResult } from '../../kernel/job.js'
import type { SendResult } from '../../kernel/message.js'
import type { Words } from '../../kernel/words.js'
import { accountState, type NameOf } from '../account-refused.js'
import type { TurnPorts } from '../ports.js'
import { learn } from '../reach/attempt.js'
import type { TurnShell } from '../receive.js'
import { tellOne } from '../tell-staff.js'
import { decide, handOver, keepForHer, type Leaving, type Needs, patienceOf } from './attempts.js'
import { listPage } from './list.js'
import type { Written } from './message.js'
import { doneCounts, titleIn } from './sheet.js'

/** So many are claimed, sent and written down together. */
const BATCH = 100
/** At once on the wire: with an answer in 60 ms these are as many as a company may send. */
const AT_ONCE = 10
/** Of those that would be said twice if they were sent again: a crash leaves no more of them unknown than are on the wire. */
const RISKED = AT_ONCE
/** The second try of what nobody knows the end of. */
const UNKNOWN = 'unknown.'
const AGAIN_MS = 20_000
/** Clocks differ, and the first request may have been under way for long. */
const MARGIN_MS = 10 * 60_000
/** After so long a run makes room for the other jobs, and goes on as a new one. */
const RUN_MS = 45_000
const RUN_BATCHES = 50
/** A picture of hers that is still on its way to us. */
const PICTURE_MS = 5_000

/** Wishes for the job `broadcast` at that moment; one that waits only moves, one that runs goes on as a new one. */
export const broadcastLater = ({ outbox }: Pick<TurnPorts, 'outbox'>, id: string, dueAt: Instant): Promise<void> =>
  outbox.add({ kind: 'broadcast', key: `broadcast:${id}`, payload: { broadcastId: id }, dueAt })

/**
 * The job `broadcast`, payload `{broadcastId}`: writes down whom it goes to, a page at a time, then hands it to the network, a batch at a time.
 * A recipient is marked before her message leaves and again when it is known what became of it, so a run that finds one marked `leaving` knows
 * that a machine died over her. Where the platform takes the same text for one (`repeats`) it is sent again; else she counts as `unknown` and
 * gets nothing twice. How it goes to each is decided when it is her turn, by the
 * rule of reminders; what the account may not send now is put off with her alone, what would be too much for the platform ends the run until
 * there is room again.
 */
export function broadcastJob(
  shell: TurnShell,
  {
    senderOf,
    nameOf,
    repeats = [],
  }: Pick<Needs, 'senderOf'> & { nameOf: NameOf; repeats?: { channel: string; withinMs: number }[] },
): JobHandler {
  const { transact, clock } = shell
  const account = accountState(shell, nameOf)

  /** The broadcast as it stands, its turn begun; or how the job ends. */
  const begin = (id: string): Promise<Written | JobResult> =>
    transact<Written | JobResult>(async (ports) => {
      const broadcast = await ports.broadcasts.hold(id)
      // Of one that was stopped over a machine that died some may have left.
      if (broadcast?.state === 'stopped') await ports.broadcasts.turn(id, 'leaving', 'unknown', 'interrupted')
      if (broadcast?.state !== 'scheduled' && broadcast?.state !== 'sending') return { type: 'done', code: 'over' }
      const now = clock.now()
      const { hubId, sendAt, content } = broadcast
      if (sendAt !== null && sendAt > now) {
        await broadcastLater(ports, id, sendAt)
        return { type: 'done', code: 'early' }
      }
      if (content.picture?.blob === null) {
        await broadcastLater(ports, id, later(now, PICTURE_MS))
        return { type: 'done', code: 'picture' }
      }
      // A picture sent again would be another one to the platform.
      for (const { channel, withinMs } of content.picture ? [] : repeats)
        await ports.broadcasts.resume(id, [channel], later(now, MARGIN_MS - withinMs), now)
      await ports.broadcasts.turn(id, 'leaving', 'unknown', 'interrupted')
      if (broadcast.state === 'scheduled') await ports.broadcasts.update(id, { state: 'sending' })
      const hub = await ports.broadcasts.hub(hubId)
      const salon = content.salonId === null ? null : await ports.salons.find(content.salonId)
      if (content.salonId !== null && (salon?.state !== 'open' || salon.startsAt <= now)) {
        await ports.broadcasts.update(id, { state: 'stopped', endedAt: now })
        return { type: 'done', code: 'salon.over' }
      }
      return { broadcast: { ...broadcast, state: 'sending' }, salon, hub, words: shell.wordsOf(hub.language) }
    })

  const isSending = async ({ broadcasts }: TurnPorts, id: string) => (await broadcasts.hold(id))?.state === 'sending'

  /** False when it was stopped meanwhile. */
  async function list({ broadcast: { id, listedAt } }: Written): Promise<boolean> {
    for (let listed = listedAt !== null; !listed;) {
      const page = await transact(async (ports) => {
        const broadcast = await ports.broadcasts.hold(id)
        if (broadcast?.state !== 'sending') return 'stopped'
        const last = await listPage(ports, broadcast)
        if (last) await ports.broadcasts.update(id, { listedAt: clock.now() })
        return last
      })
      if (page === 'stopped') return false
      listed = page
    }
    return true
  }

  const mayRepeat = ({ written }: Needs, { recipient: { by, channel } }: Leaving): boolean =>
    by === 'message' && written.broadcast.content.picture === null && repeats.some((one) => one.channel === channel)

  /** The next of them, marked; null when it was stopped. */
  const claim = (needs: Needs): Promise<{ found: number; leaving: Leaving[] } | null> =>
    transact(async (ports) => {
      const { id, hubId } = needs.written.broadcast
      if (!(await isSending(ports, id))) return null
      const now = clock.now()
      const due = await ports.broadcasts.due(id, now, BATCH)
      const members = await ports.broadcasts.membersOf(
        hubId,
        due.map(({ contactId }) => contactId),
      )
      const leaving: Leaving[] = []
      const changed: Recipient[] = []
      for (const recipient of due) {
        if (leaving.filter((one) => !mayRepeat(needs, one)).length >= RISKED) break
        const decided = await decide(needs, ports, recipient, members.get(recipient.contactId), new Set(), now)
        if ('attempt' in decided) leaving.push(decided)
        changed.push('attempt' in decided ? decided.recipient : decided)
      }
      await ports.broadcasts.put(id, changed)
      return { found: due.length, leaving }
    })

  /** Writes down what became of them; those refused who can be reached by another way are marked anew and given back. */
  const settle = (needs: Needs, all: { leaving: Leaving; results: SendResult[] }[]): Promise<Leaving[]> =>
    transact(async (ports) => {
      const { id, hubId } = needs.written.broadcast
      const goesOn = await isSending(ports, id)
      const now = clock.now()
      const again: Leaving[] = []
      const changed: Recipient[] = []
      for (const { leaving, results } of all) {
        for (const result of results)
          await learn(ports, { clock, account, notice: shell.notice }, leaving.attempt, result)
        const ended = await endOf(needs, ports, leaving, results, mayRepeat(needs, leaving), now)
        if (ended !== 'next_way') {
          changed.push(ended.state === 'waiting' && !goesOn ? { ...ended, state: 'stopped' } : ended)
          continue
        }
        const last = results.at(-1)
        const code = last?.type === 'refused' ? last.code : null
        const { contactId } = leaving.recipient
        const member = (await ports.broadcasts.membersOf(hubId, [contactId])).get(contactId)
        const decided = await decide(needs, ports, leaving.recipient, member, leaving.tried, now, code)
        if ('attempt' in decided) again.push(decided)
        changed.push('attempt' in decided ? decided.recipient : decided)
      }
      await ports.broadcasts.put(id, changed)
      return again
    })

  async function endOf(
    { written }: Needs,
    ports: TurnPorts,
    { recipient, attempt, text, says }: Leaving,
    results: SendResult[],
    mayBeSaidAgain: boolean,
    now: Instant,
  ): Promise<Recipient | 'next_way'> {
    const parts = recipient.parts + results.filter(({ type }) => type === 'sent').length
    const last = results.at(-1)
    const ended = { ...recipient, parts }
    if (last === undefined || (last.type === 'sent' && results.length === says.length)) {
      // A notice says that there is something; what it is waits for her next word.
      const { addressId } = attempt.way
      if (attempt.way.by !== 'message')
        await keepForHer(
          ports,
          written,
          { addresses: [{ addressId, contactId: recipient.contactId, standing: attempt.standing }] },
          text,
          now,
        )
      return { ...ended, state: 'sent', why: null, sentAt: now }
    }
    switch (last.type) {
      case 'sent':
        return { ...ended, state: 'unknown', why: null }
      case 'unknown':
        return mayBeSaidAgain && !recipient.why?.startsWith(UNKNOWN)
          ? { ...ended, state: 'waiting', dueAt: later(now, AGAIN_MS), why: UNKNOWN + last.code }
          : { ...ended, state: 'unknown', why: last.code }
      case 'later': {
        const dueAt = last.code === ROOM ? recipient.dueAt : later(now, last.after)
        if (dueAt < patienceOf(written))
          return { ...ended, state: 'waiting', dueAt, by: null, sentAt: null, why: last.code }
        return { ...ended, state: parts > 0 ? 'sent' : 'unreachable', why: last.code, sentAt: parts > 0 ? now : null }
      }
      case 'refused':
        return parts > 0 ? { ...ended, state: 'sent', why: last.code, sentAt: now } : 'next_way'
    }
  }

  /** Ms until the platform takes more of an account; null where nothing was too much. */
  async function sendBatch(needs: Needs, claimed: Leaving[]): Promise<number | null> {
    let room: number | null = null
    for (let leaving = claimed; leaving.length > 0;) {
      const all = await atOnce(leaving, async (one) => ({ leaving: one, results: await handOver(one) }))
      for (const { results } of all) {
        const last = results.at(-1)
        if (last?.type === 'later' && last.code === ROOM) room = Math.max(room ?? 0, last.after)
      }
      leaving = await settle(needs, all)
    }
    return room
  }

  const goOnAt = (id: string, dueAt: Instant, code: string): Promise<JobResult> =>
    transact(async (ports) => {
      await broadcastLater(ports, id, dueAt)
      return { type: 'done', code }
    })

  const end = ({ broadcast }: Written): Promise<JobResult> =>
    transact<JobResult>(async (ports) => {
      const { id, hubId, byContactId } = broadcast
      const now = clock.now()
      const next = await ports.broadcasts.nextDue(id)
      if (next !== null) {
        await broadcastLater(ports, id, next)
        return { type: 'done', code: 'waits' }
      }
      await ports.broadcasts.update(id, { state: 'sent', endedAt: now })
      const author = await ports.colleagues.find(hubId, byContactId)
      const { out, not } = await doneCounts(ports, broadcast)
      const news = async (words: Words) =>
        words.say('broadcast.done', { title: await titleIn(ports, broadcast, words), sent: out, not })
      await tellOne(shell, ports, author, news, now)
      return { type: 'done', code: 'all' }
    })

  return {
    async run({ payload }): Promise<JobResult> {
      const id = textIn(payload, 'broadcastId')
      const started = millisOf(clock.now())
      const written = await begin(id)
      if ('type' in written) return written
      if (!(await list(written))) return { type: 'done', code: 'stopped' }
      const needs = { shell, senderOf, written }
      for (let batch = 0; batch < RUN_BATCHES && millisOf(clock.now()) - started < RUN_MS; batch++) {
        const claimed = await claim(needs)
        if (claimed === null) return { type: 'done', code: 'stopped' }
        if (claimed.found === 0) {
          const ended = await end(written)
          shell.nudge()
          return ended
        }
        const room = await sendBatch(needs, claimed.leaving)
        if (room !== null) return goOnAt(id, later(clock.now(), room), 'room')
      }
      return goOnAt(id, clock.now(), 'goes_on')
    },
  }
}

/** The code of a channel that keeps an account below what its platform takes. */
const ROOM = 'pace.account'

/** Does the work for all of them, so many at once; the results in their order. */
async function atOnce<T, R>(all: T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  let next = 0
  const hand = async () => {
    while (next < all.length) {
      const at = next++
      results[at] = await work(all[at]!)
    }
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, all.length) }, hand))
  return results
}
