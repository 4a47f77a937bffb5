import { byHer } from '../obligations/by.js'
import { followed } from '../obligations/follow.js'
import { yesOrNo } from '../../engine/commands.js'
import { differences } from '../../forms/differences.js'
import type { Asking } from '../../forms/field-kind.js'
import { countCharacters } from '../../forms/kinds/text.js'
import { quote } from '../../forms/prompt.js'
import { type Decided, accept, reopen, takeBackReturn } from '../../records/decide.js'
import { mayFrom, WAITING } from '../../records/lives.js'
import type { RecordVersion } from '../../records/record.js'
import { tellAccepted, tellReopened } from '../accepted.js'
import { actorOf } from '../actor.js'
import type { Asked } from '../asked.js'
import type { Aside } from '../filings/answer.js'
import { openObjection } from '../phone/dispute.js'
import type { Person, TurnPorts } from '../ports.js'
import { differenceLines, type Life, lifeOf, listedName, nameOf } from '../record/shown.js'
import { tellTakenBack } from '../returned.js'
import { publicMoved } from '../reports/moved-job.js'
import { reportsOf } from '../reports/stale.js'
import type { Routing } from '../route.js'

/** What reviewing needs of the installation and of the database. */
export type ReviewNeeds = Pick<Routing, 'forms' | 'newId' | 'wordsOf' | 'reach' | 'split' | 'calendar'>
export type ReviewPorts = Pick<
  TurnPorts,
  | 'records'
  | 'drafts'
  | 'affiliations'
  | 'colleagues'
  | 'people'
  | 'outbox'
  | 'obligations'
  | 'consents'
  | 'compilations'
  | 'overview'
>

type Contact = NonNullable<Person['contact']>
type List = Asked & { type: 'list' }
/** More of what is said along is not shown to who said it. */
const LONG = 100
const NAME = 40
type NotDone = Extract<Decided, { type: 'not_done' }>

/**
 * 「通过 2」, 「通过 1-5」, 「通过 2，下次注意」: what was accepted, and of each that was not why; who filed it hears; the list goes on. What staff
 * typed and she says is wrong is asked about alone, and left out of several, unless `sure`.
 */
export async function acceptText(
  routing: ReviewNeeds,
  ports: ReviewPorts,
  contact: Contact,
  recordIds: string[],
  list: List,
  asking: Asking,
  said: string | null = null,
  sure = false,
): Promise<Aside> {
  const { words, now } = asking
  const [, ...others] = recordIds
  const by = await actorOf(ports, contact, asking)
  const done: string[] = []
  const accepted: RecordVersion[] = []
  const not: string[] = []
  let after: List = { ...list, at: now }
  let sessionId: string | null = null
  for (const id of recordIds) {
    const listed = sure ? null : await ports.records.listedOne(contact.hubId, id)
    const objection = listed && (await openObjection(ports, contact.hubId, listed))
    if (objection !== null) {
      const name = await nameOfRecord(routing, ports, contact, id, asking)
      const values = { name, said: quote(objection || words.say('review.something'), LONG) }
      if (others.length === 0)
        return {
          reply: words.say('review.accept_objected', values),
          asked: { type: 'accepting', recordIds, said, objected: true, at: now },
        }
      not.push(words.say('review.not_accepted', { ...values, number: list.recordIds.indexOf(id) + 1 }))
      continue
    }
    const decided = await followed(
      routing,
      ports,
      await accept(ports.records)(by, id, now, said),
      byHer(contact, asking),
    )
    if (decided.type === 'done') {
      sessionId = decided.record.sessionId
      accepted.push(decided.record)
      if (decided.record.version > 1) await publicMoved(ports, decided.record, now)
      const life = await lifeOf(routing, ports, contact.hubId, id, words)
      if (life) done.push(`${life.listed.organisationName} · ${listedName(life.form, life.listed, words)}`)
    } else {
      not.push(await whyNot(routing, ports, contact, id, decided, asking))
      after = withNewer(after, id, decided)
    }
  }
  await tellAccepted(routing, ports, accepted, contact.id, asking, said)
  const left = await ports.records.count(contact.hubId, WAITING)
  const lines = [
    ...(done.length === 1 ? [words.say('review.accepted', { name: done[0] ?? '' })] : []),
    ...(done.length > 1
      ? [words.say('review.accepted_several', { count: done.length }), ...done.map((one) => `· ${one}`)]
      : []),
    ...(done.length > 0 && said !== null ? [words.say('review.said_along', { said: quote(said, LONG) })] : []),
    ...not,
    ...(await staleForPublic(ports, contact.hubId, accepted, words)),
    ...(done.length > 0 ? [words.say(left > 0 ? 'review.left' : 'review.all_done', { count: left })] : []),
  ]
  const decided = accepted.map(({ id }) => id)
  return { reply: lines.join('\n'), asked: { ...after, decided }, sessionId, jobs: decided.length > 0 }
}

/** What was exported for the public with the versions that these take the place of, in a line; of reports staff hear when it is known which figures moved. */
async function staleForPublic(
  ports: Pick<TurnPorts, 'compilations'>,
  hubId: string,
  accepted: RecordVersion[],
  words: Asking['words'],
): Promise<string[]> {
  const chains = accepted.filter(({ version }) => version > 1).map(({ chainId }) => chainId)
  if (chains.length === 0) return []
  const reports = new Set((await reportsOf(ports, hubId)).map(({ id }) => id))
  const stale = (await ports.compilations.staleOf(hubId)).filter(
    ({ compilation, stale: of }) =>
      compilation.public && !reports.has(compilation.id) && of.some(({ chainId }) => chains.includes(chainId)),
  )
  const names = [...new Set(stale.map(({ compilation }) => quote(compilation.name, NAME)))].slice(0, 3)
  return stale.length > 0
    ? [words.say('review.stale', { names: names.join(words.say('field.comma')), count: stale.length })]
    : []
}

/** 「撤回退回 2」. */
export async function takeBackText(
  routing: ReviewNeeds,
  ports: ReviewPorts,
  contact: Contact,
  recordId: string,
  list: List,
  asking: Asking,
): Promise<Aside> {
  const back = await takeBackReturn(ports.records)(await actorOf(ports, contact, asking), recordId, asking.now)
  const decided = await followed(routing, ports, back, byHer(contact, asking))
  if (decided.type === 'not_done')
    return {
      reply: await whyNot(routing, ports, contact, recordId, decided, asking),
      asked: withNewer(list, recordId, decided),
    }
  await tellTakenBack(routing, ports, decided.record, asking)
  const name = await nameOfRecord(routing, ports, contact, recordId, asking)
  return {
    reply: asking.words.say('review.taken_back', { name }),
    asked: list,
    sessionId: decided.record.sessionId,
    jobs: true,
  }
}

/** 「重开 2 数字要核对」; without a reason it is asked for. */
export async function reopenText(
  routing: ReviewNeeds,
  ports: ReviewPorts,
  contact: Contact,
  recordId: string,
  reason: string,
  asking: Asking,
): Promise<Aside> {
  const { words, now } = asking
  if (GIVES_UP.test(reason.trim())) return { reply: words.say('review.given_up') }
  // That she tapped or wrote the wrong thing is a reason here: the review is only opened again.
  const says = countCharacters(reason.trim()) >= LEAST && (yesOrNo(reason) === null || reason.includes('错'))
  const record = says ? null : await ports.records.find(contact.hubId, recordId)
  if (record?.current && !mayFrom('reopen', record.state)) {
    const problem = { code: 'record.state' }
    return {
      reply: await whyNot(routing, ports, contact, recordId, { type: 'not_done', problem, now: record }, asking),
    }
  }
  if (!says) return { reply: words.say('review.why_reopen'), asked: { type: 'reopening', recordId, at: now } }
  const opened = await reopen(ports.records)(await actorOf(ports, contact, asking), recordId, reason, now)
  const decided = await followed(routing, ports, opened, byHer(contact, asking, reason))
  if (decided.type === 'not_done') return { reply: await whyNot(routing, ports, contact, recordId, decided, asking) }
  const name = await nameOfRecord(routing, ports, contact, recordId, asking)
  await tellReopened(routing, ports, decided.record, contact.id, reason, asking)
  // 「退回」, 「通过」 is now of this one.
  const asked: List = { type: 'list', of: 'waiting', recordIds: [recordId], more: false, shown: recordId, at: now }
  return { reply: words.say('review.reopened', { name }), asked, sessionId: decided.record.sessionId, jobs: true }
}

/** Less says nothing. */
const LEAST = 2

export const GIVES_UP = /^(?:取消|算了|先?不(?:退回?|重开|审|动)了?|不用了|cancel)$/iu

/** Why nothing was decided: somebody was quicker, and what there is now, with the difference to what she looked at. */
export async function whyNot(
  routing: Pick<Routing, 'forms'>,
  ports: ReviewPorts,
  contact: Contact,
  recordId: string,
  { problem, now }: NotDone,
  asking: Asking,
): Promise<string> {
  const { words } = asking
  if (problem.code === 'record.replaced' && now) {
    const life = await lifeOf(routing, ports, contact.hubId, now.id, words)
    if (life) {
      const seen = life.versions.find(({ id }) => id === recordId)?.answers ?? {}
      const changes = differences(life.whole, seen, life.record.answers, words, life.record.idle)
      const values = { name: nameOfLife(life, asking), by: life.listed.contactName, count: changes.length }
      return [
        words.say('review.replaced', values),
        ...differenceLines(changes, words),
        words.say('review.replaced_foot'),
      ].join('\n')
    }
  }
  const name = problem.code === 'record.unknown' ? '' : await nameOfRecord(routing, ports, contact, recordId, asking)
  if (problem.code === 'record.state' && now) return words.say(`review.already_${now.state}`, { name })
  const code = problem.code.replace('record.', '')
  return words.say(`refused.${code}`, { state: '' })
}

/** The list with the version that counts now in the place of the one she looked at, as the one she looks at now. */
const withNewer = (list: List, id: string, { problem, now }: NotDone): List =>
  problem.code === 'record.replaced' && now
    ? { ...list, recordIds: list.recordIds.map((one) => (one === id ? now.id : one)), shown: now.id }
    : list

const nameOfLife = ({ form, listed }: Life, { words }: Asking): string =>
  `${listed.organisationName} · ${nameOf(form, listed, words)}`

async function nameOfRecord(
  routing: Pick<Routing, 'forms'>,
  ports: ReviewPorts,
  { hubId }: Contact,
  recordId: string,
  asking: Asking,
): Promise<string> {
  const life = await lifeOf(routing, ports, hubId, recordId, asking.words)
  if (!life) throw new Error(`record ${recordId} is gone`)
  return nameOfLife(life, asking)
}
