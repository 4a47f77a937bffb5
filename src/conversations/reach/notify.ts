import { later, millisOf, type Instant } from '../../kernel/clock.js'
import { textIn, type Job, type JobHandler, type JobResult } from '../../kernel/job.js'
import type { NoticeKind, NoticeValues, Say, SendResult, Standing } from '../../kernel/message.js'
import { Outage } from '../../kernel/outage.js'
import { spread } from '../../kernel/spread.js'
import { accountState, type NameOf } from '../account-refused.js'
import { isFree } from '../asked.js'
import type { Sender } from '../deliver.js'
import type { Reminder } from '../obligations/reminder.js'
import type { TurnPorts } from '../ports.js'
import type { TurnShell } from '../receive.js'
import { OWED, pauseOf, withUnsaid } from '../unsaid.js'
import { type Attempt, learn, nameOfWay, takeWay } from './attempt.js'
import { byLastHeard, type WayTo } from './ways.js'

/** Something that a contact is told without her having asked, on whichever of her addresses it may go. */
export interface Notification {
  /** What it is about, unique: added again while it waits it only moves. */
  key: string
  hubId: string
  contactId: string
  kind: NoticeKind
  /** As a message; it must fit one. */
  text: string
  /** For the fields of a template. */
  values: NoticeValues
  /** Of a reminder of what is owed, the zone of her hub: what is said of it is made anew at each attempt (`owedNow`). */
  zone?: string
  /** After that it is of no use any more. */
  until: Instant
}

/** Has it told at `dueAt`: by the job `notify`. */
export const notifyLater = (
  ports: Pick<TurnPorts, 'outbox'>,
  { key, zone, ...rest }: Notification,
  dueAt: Instant,
): Promise<void> =>
  ports.outbox.add({
    kind: 'notify',
    key: `notify:${key}`,
    lane: rest.contactId,
    payload: { ...rest, values: { ...rest.values }, ...(zone !== undefined && { zone }) },
    dueAt,
  })

/** The marks of a notification that is about to be handed to the network, of one that was taken there, and of one that was refused. */
const LEAVING = 'leaving'
const SENT = 'sent'
const REFUSED = 'refused'

/** What waited for one account goes out over so long when that may send again. */
const APART_MS = 10 * 60_000

/** The hub took her out of its list. */
const GONE: JobResult = { type: 'done', code: 'contact.left' }

/**
 * The job `notify`: goes the best way there is at that moment, and the next one where the platform refuses. What is refused for the person is
 * written down as her state and not tried again. Where no way is left the text waits for her next word, and she is one for the call sheet
 * (code `call.<why>`): 「触达」 shows her.
 *
 * A notice from her stock is taken out before the request leaves, and put back when it surely did not go; so what a machine that dies leaves
 * behind, or an answer that never came (`unknown`), counts as sent and is never repeated.
 */
export function notify(
  shell: TurnShell,
  {
    senderOf,
    nameOf,
    owedNow,
  }: {
    senderOf(address: Standing['address']): Sender | null
    nameOf: NameOf
    /** What she still owes, as a reminder; when it may be said, where this is no time for it; null where all of it came in. */
    owedNow(of: { hubId: string; contactId: string; zone: string }): Promise<Reminder | { notBefore: Instant } | null>
  },
): JobHandler {
  const { transact, clock } = shell
  const account = accountState(shell, nameOf)

  async function toCall(ports: TurnPorts, { id, ...notification }: Told, why: string): Promise<JobResult> {
    const { hubId, contactId, text, until, zone } = notification
    const addresses = (await ports.colleagues.find(hubId, contactId))?.addresses ?? []
    const [best] = addresses.toSorted(byLastHeard)
    const person = best && (await ports.people.holdById(best.addressId))
    if (person?.contact?.left) return GONE
    if (person) {
      const waiting = { text, key: zone === undefined ? `notify:${id}` : OWED, at: clock.now(), until }
      await ports.people.setUnsaid(person.addressId, withUnsaid(person.unsaid, [waiting]))
    }
    return { type: 'done', code: `call.${why}` }
  }

  /** As it is to be said now: what was kept back for hours must not tell what was true then. */
  async function asOfNow(told: Told): Promise<Told | JobResult> {
    const { zone, hubId, contactId } = told
    if (zone === undefined) return told
    const owed = await owedNow({ hubId, contactId, zone })
    if (!owed) return { type: 'done', code: 'unneeded' }
    if (!('notBefore' in owed)) return { ...told, ...owed }
    return { type: 'again', code: 'quiet', after: millisOf(owed.notBefore) - millisOf(clock.now()) }
  }

  /** The first way that is still open, taken; or how the job ends. */
  const prepare = (told: Told, tried: Set<string>): Promise<Attempt | JobResult> =>
    transact<Attempt | JobResult>(async (ports) => {
      const now = clock.now()
      const { hubId, contactId, kind } = told
      const addresses = (await ports.colleagues.find(hubId, contactId))?.addresses ?? []
      const taken = await takeWay(shell, ports, senderOf, addresses, kind, tried, now)
      if ('way' in taken) {
        await ports.outbox.mark(told.id, LEAVING)
        return taken
      }
      if (taken.why === 'gone') return GONE
      // An operator may put it right soon.
      const [soon] = addresses.flatMap(({ standing }) => pauseOf(standing, now) ?? []).toSorted()
      return taken.why === 'account' && soon !== undefined && soon < told.until
        ? { type: 'again', code: 'reach.account', after: millisOf(soon) - millisOf(now) + spread(contactId, APART_MS) }
        : toCall(ports, told, taken.why)
    }).catch((error: unknown): JobResult => {
      // Nothing has left yet.
      if (error instanceof Outage) return { type: 'again', code: error.code, after: 0 }
      throw error
    })

  /** From now on the number in a reminder means what it is about. */
  async function asks({ people }: TurnPorts, { contactId, owes = [] }: Told, { way }: Attempt): Promise<void> {
    const person = owes.length > 0 ? await people.holdById(way.addressId) : null
    if (!person?.contact || person.draft || !isFree(person.contact.asked, clock.now())) return
    await people.setAsked(contactId, { type: 'reminded', obligationIds: owes, at: clock.now() })
  }

  /** What became of it, with all that follows, in one transaction; null where the next way is to be tried. */
  const settle = (told: Told, attempt: Attempt, result: SendResult): Promise<JobResult | null> =>
    transact(async (ports) => {
      await learn(ports, { clock, account, notice: shell.notice }, attempt, result)
      switch (result.type) {
        case 'sent':
          await ports.outbox.mark(told.id, SENT)
          await asks(ports, told, attempt)
          return { type: 'done', code: attempt.way.by }
        case 'unknown':
          return { type: 'failed', code: `unknown.${result.code}` }
        case 'later':
          return later(clock.now(), result.after) < told.until
            ? { type: 'again', code: result.code, after: result.after }
            : toCall(ports, told, 'account')
        case 'refused':
          await ports.outbox.mark(told.id, REFUSED)
          return null
      }
    })

  return {
    async run({ id, payload, mark = null }): Promise<JobResult> {
      if (mark === SENT) return { type: 'done' }
      if (mark === LEAVING) return { type: 'failed', code: 'interrupted' }
      const stored = { ...notificationIn(payload), id }
      if (clock.now() >= stored.until) return { type: 'done', code: 'too_late' }
      const told = await asOfNow(stored)
      if ('type' in told) return told
      // Each way is tried once at most.
      const tried = new Set<string>()
      for (;;) {
        const ready = await prepare(told, tried)
        if ('type' in ready) return ready
        const { way, standing, sender } = ready
        const result = await sender.send({ to: standing.address, say: sayOf(told, way) })
        const end = await settle(told, ready, result)
        if (end) return end
        tried.add(nameOfWay(way))
      }
    },
  }
}

/** A notification with the id of its job. */
type Told = Omit<Notification, 'key'> & { id: string; owes?: string[] }

const sayOf = ({ id, kind, text, values, contactId }: Told, { by }: WayTo): Say =>
  by === 'message' ? { type: 'text', text } : { type: 'notice', by, kind, id: `${contactId}-${id}`, values }

/** The payload was written by `notifyLater`: its shape is ours. */
const notificationIn = (payload: Job['payload']): Omit<Notification, 'key'> => ({
  hubId: textIn(payload, 'hubId'),
  contactId: textIn(payload, 'contactId'),
  kind: textIn(payload, 'kind') as NoticeKind,
  text: textIn(payload, 'text'),
  values: payload['values'] as unknown as NoticeValues,
  until: textIn(payload, 'until'),
  ...(typeof payload['zone'] === 'string' && { zone: payload['zone'] }),
})
