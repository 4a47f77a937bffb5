import { isDeepStrictEqual } from 'node:util'
import { type ExtractedActivity, type Read, SURE } from '../../extraction/activity.js'
import type { Extractor } from '../../extraction/extractor.js'
import type { Asking } from '../../forms/field-kind.js'
import { millisOf } from '../../kernel/clock.js'
import { textIn, type JobHandler } from '../../kernel/job.js'
import { dayIn } from '../../kernel/zone.js'
import type { TurnPorts } from '../ports.js'
import type { TurnShell } from '../receive.js'
import { type Known, wordsFor } from '../route.js'
import { sayLater } from '../say-later.js'
import type { Pending, Unheard } from './pending.js'
import { heardIn } from './heard-in.js'
import { foundIn } from './propose.js'
import { proposal, readAgain } from './words.js'

/** Later she has gone on. */
const PATIENCE_MS = 60_000

type Payload = Parameters<JobHandler['run']>[0]['payload']
/** Her text that waits: with what was said back of it, or null where the rules found nothing in it. */
interface Waiting {
  person: Known
  text: string
  before: Pending | null
}

/**
 * The job `read_again`, payload `{addressId, messageId, sentAt, askedAt, whole}`: reads once more, with a model beside the rules, what she told,
 * and says back what that makes better. Nothing is said where it makes nothing better, comes too late, or she has answered meanwhile.
 */
export function readAgainJob(shell: TurnShell, extractor: Extractor): JobHandler {
  const { transact, clock, nudge } = shell
  return {
    async run({ payload, createdAt }) {
      const waiting = await transact(async (ports) => {
        const found = await waitingIn(ports, payload)
        if (!found) return null
        const { hubId, organisationId, zone } = found.person.contact
        const places = await ports.learntNames.placesKnown(hubId, organisationId)
        return { text: found.text, zone, context: { hubId, places, ...(await ports.privacy.of(hubId)) } }
      })
      if (!waiting || waiting.context.rulesOnly) return { type: 'done' }
      const { text, zone, context } = waiting
      const read = await extractor.extract(text, dayIn(textIn(payload, 'sentAt'), zone), context)
      if (millisOf(clock.now()) - millisOf(createdAt) > PATIENCE_MS) return { type: 'done' }
      await transact((ports) => tell(ports, payload, read))
      nudge()
      return { type: 'done' }
    },
  }

  async function tell(ports: TurnPorts, payload: Payload, read: ExtractedActivity[]): Promise<void> {
    const waiting = await waitingIn(ports, payload)
    if (!waiting) return
    const { person, text, before } = waiting
    const now = clock.now()
    const sentAt = textIn(payload, 'sentAt')
    const asking: Asking = {
      words: wordsFor(shell, person),
      speaksLater: shell.reach(person.standing, now).type === 'open',
      today: dayIn(sentAt, person.contact.zone),
      now,
      messageId: textIn(payload, 'messageId'),
      sentAt,
    }
    const taken = before ? read : read.map(allAsked)
    const heard = await heardIn(ports, person.contact, text, asking, taken)
    const how = { whole: payload['whole'] === true, ...(heard && { heard }) }
    const found = heard && (await foundIn(shell, ports, person, asking.messageId, text, asking, how))
    if (!found || 'turn' in found) return
    const { form, target, pending } = found
    if (before && !isBetter(pending, before)) return
    // What cannot be said now is shown at her next word.
    const saidIn = asking.speaksLater ? shell.newId() : null
    const unheard: Unheard = { pending, saidIn }
    const { asked } = person.contact
    if (before && asked?.type === 'understood')
      await ports.people.setAsked(person.contact.id, { ...asked, pending: { ...before, better: unheard } })
    if (asked?.type === 'unread') await ports.people.setAsked(person.contact.id, { ...asked, at: now, found: unheard })
    if (saidIn !== null)
      await sayLater(shell, ports, person, [readAgain(proposal(form, target, pending, asking), asking)], now, {
        id: saidIn,
      })
  }
}

/** What she told in this message and has not answered for since; under the lock of her address. */
async function waitingIn(ports: Pick<TurnPorts, 'people'>, payload: Payload): Promise<Waiting | null> {
  const person = await ports.people.holdById(textIn(payload, 'addressId'))
  const { contact = null, help = null } = person ?? {}
  if (!person || !contact || contact.left || help) return null
  const { asked } = contact
  const messageId = textIn(payload, 'messageId')
  const known = { ...person, contact }
  if (asked?.at !== textIn(payload, 'askedAt')) return null
  if (asked.type === 'unread')
    return asked.from === messageId && !asked.found ? { person: known, text: asked.said, before: null } : null
  if (asked.type !== 'understood') return null
  const { pending } = asked
  const [from, ...others] = pending.from
  if (from !== messageId || others.length > 0 || pending.better || (person.draft?.id ?? null) !== pending.draftId)
    return null
  return { person: known, text: pending.said, before: pending }
}

/** Where the rules found nothing there is one question, whether all of it is right: what the model alone says is part of that. */
function allAsked(activity: ExtractedActivity): ExtractedActivity {
  const one = <T>(read: Read<T>): Read<T> => (read.proposed ? { ...read, confidence: SURE } : read)
  const of = <T>(read: Read<T> | null): Read<T> | null => read && one(read)
  return {
    ...activity,
    date: of(activity.date),
    title: of(activity.title),
    place: of(activity.place),
    attendance: of(activity.attendance),
    expense: of(activity.expense),
    breakdown: activity.breakdown.map(one),
  }
}

/** It tells of as many activities, and not the same. */
const isBetter = (after: Pending, before: Pending): boolean =>
  after.activities.length >= before.activities.length &&
  !isDeepStrictEqual(
    [after.activities, after.planned, after.cancelled],
    [before.activities, before.planned, before.cancelled],
  )
