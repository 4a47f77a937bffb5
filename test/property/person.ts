import { later, millisOf, type Instant } from '../../src/kernel/clock.js'
import type { Address, InboundMessage, MediaResult, Said, SendResult } from '../../src/kernel/message.js'
import type { Field, Form } from '../../src/forms/form.js'
import { dayIn } from '../../src/kernel/zone.js'
import { activitiesIn } from './activities.js'
import type { Setting } from './answers.js'
import { notesConsent, refusedIn } from './consents.js'
import { diceOf, type Dice } from '../../src/rehearsal/dice.js'
import { askedIn, forgetAnswer, inside, settleRows, type Draft, type Picture } from './draft.js'
import { nextSteps } from './next-step.js'
import { currentOf, fileDraft, type Life, type Organisation } from './lives.js'
import { renumber } from './numbers.js'
import { download, type Fate } from './pictures.js'
import { notesAmiss, tellsOfReturned } from './returned.js'
import { heard, hears } from './sentences.js'
import { read, type Where } from './where.js'
import { died, type AccountKind, type Platform, type World } from './world.js'

/** What went wrong in a conversation. */
export class Wrong extends Error {}

/** One who fills forms, with what she has read, what she means, and all that was said. */
export interface Person {
  /** The number of the conversation: her colleague and the hub's staff have the same. */
  number: number
  role: Role
  organisation: Organisation
  /** What she asked for while a colleague has one open. */
  wanted: Draft | null
  dice: Dice
  kind: AccountKind
  /** One for each of her phones. */
  addresses: Address[]
  /** The phone in her hand. */
  phone: number
  addressIds: string[]
  contactId: string
  /** How much more she does before she only wants to come to an end. */
  acts: number
  where: Where
  draft: Draft | null
  /** Pictures she sent before she chose a form, by phone. */
  waiting: Picture[][]
  /** What she wrote before she chose a form, which is kept for it. */
  unplaced: string[]
  filed: Draft[]
  cancelled: number
  /** Each message with the answer it got. */
  said: {
    message: InboundMessage
    at: Instant
    reply: string | null
    /** It belongs to a draft, and is kept as long as that. */
    ofDraft: boolean
    forgotten: boolean
  }[]
  /** Everything as it happened, for who has to find out why. */
  transcript: string[]
  /** Pictures she sent were met with silence, and nothing came since. */
  owed: Instant | null
  /** So many of hers were accepted of which she has not heard. */
  acceptances: number
  /** So often something of hers was accepted. */
  accepted: number
  /** How often she looked back after all was filed. */
  lingered: number
  /** When a picture was last answered at once. */
  answeredAt: Instant | null
  /** She was shown what she filed: a number is one of that. */
  listed: boolean
  /** The list of it that she saw last, and which of it she looked at. */
  list: { lives: Life[]; shown: Life | null }
  /** What she makes of the rest of an answer, which comes by itself, until she says something else. */
  restHeard: ((text: string) => void) | null
  /** What she says now of activities that may be the same: it holds once it is acknowledged. */
  decides: Draft['twins']
  /** Names she used. */
  used: Set<string>
  /** In how many ways a proper answer was not taken, one after the other. */
  refused: number
  /** The machine is to die while she speaks next. */
  killsMachine: boolean
  /** What was found wrong while a job ran. */
  fault: string | null
  world: World
  pictures: Map<string, { which: number; fate: Fate; tries: number; lostAt: Instant | null }>
}

/** In most conversations she is alone; else a colleague and one of the hub's staff do something at the same time. */
export const ROLES = ['contact', 'colleague', 'staff'] as const
export type Role = (typeof ROLES)[number]
const CALLED: Record<Role, string> = { contact: '她', colleague: '她的同事', staff: '枢纽' }

export const log = (me: Person, who: string, text: string): void => {
  const at = new Date(millisOf(me.world.clock.now()) + 8 * 3_600_000).toISOString().slice(5, 19).replace('T', ' ')
  me.transcript.push(`${at} ${who}: ${text.replaceAll('\n', '\n    ')}`)
}

export const wrong = (me: Person, why: string): never => {
  throw new Wrong(why)
}

export const formOf = (me: Person): Form | null => me.draft?.form ?? null

export const settingOf = (me: Person): Setting => {
  const period = me.draft?.form.fields.find(({ feeds }) => feeds === 'period')
  const given = period && me.draft?.answers.get(period.key)
  return {
    dice: me.dice,
    today: dayIn(me.world.clock.now(), ZONE),
    period: (given ?? null) as Setting['period'],
    used: me.used,
  }
}

/** Answers that tell of somebody who was quicker, for who wonders whether that is tried: how often each was heard. */
export const overtaken = new Map<string, number>(
  [
    ...['accepted', 'withdrawn', 'reopened', 'returned', 'replaced'].map((what) => `revision.${what}_meanwhile`),
    'filings.held',
    'review.replaced',
    'refused.replaced',
    'refused.state',
    'colleagues.has_it',
    ...['submitted', 'returned', 'accepted', 'withdrawn'].map((what) => `review.already_${what}`),
  ].map((key) => [key, 0]),
)

/** What every word of the bot must be, and what she makes of it. */
function takeIn(me: Person, text: string, answer: boolean): void {
  const bytes = Buffer.byteLength(text)
  if (bytes > 2048) wrong(me, `a message of ${bytes} bytes, of which the platform shows 2048`)
  if (hears(text, 'menu.trouble'))
    wrong(me, `a turn broke: ${String(me.world.broken.map((one) => (one as Error).stack).at(-1))}`)
  // The rest of a long answer comes by itself, right after.
  const [, part, of] = /\((\d+)\/(\d+)\)$/.exec(text) ?? []
  const goesOn = part !== of
  if (answer && !goesOn && me.role !== 'staff' && nextSteps(text).length === 0)
    wrong(me, 'an answer that does not say what to do next')
  if (me.organisation.reviewed)
    for (const [key, times] of overtaken) if (hears(text, key)) overtaken.set(key, times + 1)
  const revises = me.draft?.revises
  if (revises) {
    const waits = [
      ...['reopened_meanwhile', 'returned_meanwhile', 'still_returned'].map((what) => `revision.${what}`),
      'returned.taken_back_open',
    ]
    if (waits.some((key) => hears(text, key))) revises.type = 'edit'
    // That it came back did not reach her, and she reads at its question what was said of it.
    const { state, returns } = currentOf(revises.life)
    const notes = state === 'returned' ? [...(returns.at(-1)?.values() ?? [])] : []
    if (notes.some((note) => text.includes(`说：${note}`))) revises.type = 'edit'
    // Behind the news that a return was taken back: what was corrected before counts again.
    const accepted = ['accepted_meanwhile', 'corrected_meanwhile'].map((what) => `revision.${what}`)
    if (accepted.some((key) => hears(text, key))) revises.type = 'correction'
    // What was accepted was opened again before.
    if (hears(text, 'revision.withdrawn_meanwhile')) Object.assign(revises, { type: 'edit', withdrawn: true })
  }
  me.owed = goesOn ? me.world.clock.now() : null
  heardOf(me, text)
  tellsOfReturned(me, text)
  me.where = read(text, me.where, me.draft && askedIn(me.draft))
  const amiss = me.organisation.reviewed && me.role !== 'staff' ? notesAmiss(me, text) : null
  if (amiss) wrong(me, amiss)
}

/** What was accepted she has heard of, or it was on its way to her. */
function heardOf(me: Person, text: string): void {
  const times = text.split('\n').filter((line) => hears(line, 'returned.accepted')).length
  // Of too many that waited the oldest are not told.
  me.acceptances = hears(text, 'unsaid.dropped') ? 0 : me.acceptances - times
}

interface More {
  /** How long before now the platform says it was said. */
  earlierMs?: number
  presence?: InboundMessage['presence']
  /** Nothing of it is kept. */
  forgotten?: boolean
  shown?: string
}

/** Says something and reads the answer; now and then the platform delivers it twice at once. */
export async function hear(me: Person, said: Said, more: More = {}): Promise<string | null> {
  const { world, dice } = me
  for (const media of refusedIn(me.draft)) me.organisation.refused.add(media)
  const message: InboundMessage = {
    from: me.addresses[me.phone]!,
    key: `${me.number}:${me.role}:${me.said.length}`,
    presence: more.presence ?? 'spoke',
    sentAt: sentAt(me, more.earlierMs ?? (dice.happens(0.05) ? dice.between(1, 30) * 1_000 : 0)),
    said,
  }
  const entry: Person['said'][number] = {
    message,
    at: world.clock.now(),
    reply: null,
    // What asks for the rest of an answer, and what happens, belongs to none.
    ofDraft: me.draft !== null && me.where.type !== 'more' && said.type !== 'event',
    forgotten: more.forgotten ?? false,
  }
  me.said.push(entry)
  me.restHeard = null
  const copies = dice.happens(0.04) ? dice.between(2, 3) : 1
  log(me, `${CALLED[me.role]}${me.phone > 0 ? '（另一个微信）' : ''}`, more.shown ?? shownOf(said))
  const answered = Promise.all(Array.from({ length: copies }, () => world.hear(message)))
  if (me.killsMachine) {
    me.killsMachine = false
    log(me, '…', '机器在这时断电重启')
    await world.restart()
  }
  const replies = await answered
  const [reply = null] = replies
  if (copies > 1) log(me, '…', `送达 ${copies} 次`)
  entry.reply = reply
  log(me, me.role === 'contact' ? '简报' : `简报（对${CALLED[me.role]}）`, reply ?? '（没有回答）')
  if (replies.some((one) => one !== reply)) wrong(me, `the same message got other answers: ${replies.join(' / ')}`)
  if (reply !== null) {
    const { type: before } = me.where
    settle(me, reply)
    const follows = me.role !== 'staff' && nextSteps(reply).length === 0 && (await moreFollows(me))
    takeIn(me, reply, !waits(said, reply) && !follows)
    if (follows) me.owed = world.clock.now()
    const told = said.type === 'text' && said.text.length > LONGEST_CANCEL
    if (told && me.where.type === 'cancelling' && before !== 'cancelling') wrong(me, 'what she told was heard as 取消')
    await saidOnce(me, reply)
  } else if (said.type === 'text') wrong(me, 'a text was met with silence')
  return reply
}

/** What is too long for one message with what waited to be said comes right after it. */
async function moreFollows(me: Person): Promise<boolean> {
  const [rest] = await me.world.database.reads.all<{ n: number }>(
    "SELECT COUNT(*) AS n FROM outbox WHERE kind = 'deliver' AND lane = ? AND state = 'waiting' AND dueAt <= ?",
    [me.addressIds[me.phone]!, me.world.clock.now()],
  )
  return Number(rest?.n) > 0
}

/** What an answer said does not wait to be said once more. */
async function saidOnce(me: Person, reply: string): Promise<void> {
  if (me.organisation.acting > 1) return
  const [kept] = await me.world.database.reads.all<{ unsaid: string | null }>(
    'SELECT unsaid FROM addresses WHERE id = ?',
    [me.addressIds[me.phone]!],
  )
  const waiting = JSON.parse(kept?.unsaid ?? '[]') as { text: string }[]
  for (const { text } of waiting)
    if (reply.includes(text)) wrong(me, `said, and said with the next answer again: ${text}`)
}

/** A picture is answered when all have come: what waited to be said goes out before that, and is no answer to it. */
export const waits = (said: Said, reply: string | null): boolean =>
  said.type === 'media' && said.kind === 'image' && (reply === null || nextSteps(reply).length === 0)

/** What an answer says has become of the draft or of one of its questions, whatever led to it. */
function settle(me: Person, reply: string): void {
  const { draft } = me
  if (hears(reply, 'record.head_mine')) me.listed = true
  if (!draft) return
  me.listed = false
  const named = (key: string) => draft.form.fields.find(({ label }) => label === heard(reply, key)?.gaps['label'])
  const story = draft.form.fields.find(({ options }) => ((options as { least?: number }).least ?? 0) > 0)
  if (story && me.unplaced.length > 0 && hears(reply, 'told.story_kept'))
    draft.answers.set(story.key, me.unplaced.join('\n'))
  if (hears(reply, 'engine.opening') || hears(reply, 'relevance.opening')) me.unplaced = []
  const skipped = named('engine.skipping')
  if (skipped) forgetAnswer(draft, skipped)
  const kept = named('engine.kept')
  if (kept) {
    draft.pieces.delete(kept.key)
    // What was to take the place of the old text did not: that is there again; what she emptied stays so.
    const old = draft.revises?.of.answers.get(kept.key)
    if (old !== undefined && !draft.answers.has(kept.key)) draft.answers.set(kept.key, old)
  }
  const guessed = named('engine.guessed')
  const { choices = [] } = (guessed?.options ?? {}) as { choices?: { key: string; label: string }[] }
  const value = choices.find(({ label }) => label === heard(reply, 'engine.guessed')?.gaps['value'])
  if (guessed && value) draft.answers.set(guessed.key, value.key)
  for (const album of draft.albums.values()) renumber(album, reply)
  const [decided] = me.decides
  if (decided && TWINS_SAID[decided.decision].some((key) => hears(reply, key))) {
    draft.twins.push(...me.decides)
    me.decides = []
  }
  if (['idle.taken', 'idle.taken_whole'].some((key) => hears(reply, key))) draft.idle = true
  if (['idle.not', 'idle.told'].some((key) => hears(reply, key))) draft.idle = false
  const { where } = me
  // What she does not say is not known.
  if (notesConsent(reply) && draft.form.fields.some(({ options }) => 'consent' in options))
    for (const picture of [...draft.albums.values()].flatMap(inside)) picture.consent ??= 'unknown'
  const lacks = ({ key }: Field) => (draft.lacking.get(key)?.length ?? 0) > 0
  const open = where.type === 'asking' && lacks(where.field) ? where.field : draft.form.fields.find(lacks)
  if (open && isDropped(reply)) {
    draft.lacking.get(open.key)?.shift()
    settleRows(draft, open)
  }
  const filed = ['engine.filed', 'revision.filed_returned', 'revision.filed_edit', 'revision.filed_correction']
  if (filed.some((key) => hears(reply, key))) {
    takeSpared(draft)
    for (const [what, lists] of [
      ['rows that lack something', draft.lacking],
      ['a text that was too short', draft.pieces],
    ] as const)
      for (const [key, list] of lists)
        if (list.length > 0 && askedIn(draft).some((field) => field.key === key)) wrong(me, `filed without ${what}`)
    const told = activitiesIn(draft)
    // What is told of another day meanwhile is not the same any more, and nothing is decided of it.
    draft.twins = draft.twins.filter(
      ({ mine, on }) =>
        mine === null || told.some((one) => one.title === mine && one.startsOn === (on ?? one.startsOn)),
    )
    me.filed.push(draft)
    me.draft = null
    const fault = fileDraft(me.organisation, draft, me.world.clock.now())
    if (fault) wrong(me, fault)
  } else if (['engine.cancelled', 'revision.cancelled'].some((key) => hears(reply, key))) {
    me.cancelled++
    if (draft.revises) currentOf(draft.revises.life).freeAt = me.world.clock.now()
    me.draft = null
  }
}

/** Where there was no activity, a text of which nothing need be said has no least: what there is of it is all. */
function takeSpared({ form, idle, pieces, answers }: Draft): void {
  for (const key of idle ? (form.idleOptional ?? []) : []) {
    const written = pieces.get(key)
    if (written?.length) answers.set(key, written.join('\n'))
    pieces.delete(key)
  }
}

/** The row at hand is not kept: she did not want it, or has not what it must have. */
export const isDropped = (reply: string): boolean =>
  ['table.dropped', 'table.set_aside'].some((key) => hears(reply, key))

const TWINS_SAID = { merged: ['twins.merged', 'twins.merged_as', 'twins.merged_mine'], kept: ['twins.kept'] }

export const say = (me: Person, text: string, more: More = {}): Promise<string | null> =>
  hear(me, { type: 'text', text }, more)

/** In whole seconds, as the platforms tell it; what was on its way over midnight is left out, for 「昨天」 would be another day. */
function sentAt(me: Person, earlierMs: number): Instant {
  const now = me.world.clock.now()
  const at = later(now, -earlierMs)
  return `${(dayIn(at, ZONE) === dayIn(now, ZONE) ? at : now).slice(0, 19)}.000Z`
}

const ZONE = 'Asia/Shanghai'

const shownOf = (said: Said): string =>
  said.type === 'text' ? said.text : said.type === 'media' ? `[${said.kind}]` : `[${said.type}]`

/** The platform delivers an old message once more: nothing happens, and the answer is the same. */
export async function deliverAgain(me: Person): Promise<void> {
  const old = me.said.at(-me.dice.between(1, Math.min(6, me.said.length)))
  if (!old || old.forgotten) return
  log(me, '…', `又送达一次：${shownOf(old.message.said)}`)
  const reply = await me.world.hear(old.message)
  if (reply !== old.reply) wrong(me, `delivered again, it got another answer: ${String(reply)}`)
}

/** So long are the words by which she throws a draft away; 「演出取消后的补办专场」 is none. */
const LONGEST_CANCEL = 4

/** What is said once more follows soon. */
const REPEATED_MS = 60_000

/** What the platform does with this person's messages and pictures; drawn from dice of its own, so that it never depends on others. */
export function platformOf(me: Person, seed: number[]): Platform {
  const dice = diceOf(...seed, 99)
  const smooth = dice.happens(0.6)
  /** What may have been heard, how often, and how much she had said by then. */
  let unsure: { text: string; words: number; times: number; at: Instant } | null = null
  const receives = (to: string, text: string) => {
    log(me, `简报（主动${me.role === 'contact' ? '' : `，对${CALLED[me.role]}`}）`, text)
    const { where } = me
    try {
      takeIn(me, text, false)
      me.restHeard?.(text)
      // She looks at the phone in her hand.
      if (to !== me.addresses[me.phone]?.user) me.where = where
      else if (where.type === 'asking' && me.where.type === 'asking' && where.field !== me.where.field)
        me.fault ??= `what comes late names 「${me.where.field.label}」, and 「${where.field.label}」 is being asked`
    } catch (error) {
      me.fault ??= (error as Error).message
    }
  }
  return {
    dies: () =>
      smooth
        ? null
        : dice.weighed([
            [40, null],
            [1, 'before' as const],
            [1, 'after' as const],
          ]),
    send(to, text): SendResult {
      const result = smooth
        ? 'sent'
        : dice.weighed([
            [30, 'sent'],
            [3, 'later'],
            [2, 'person'],
            [1, 'message'],
            [2, 'unknown'],
            [1, 'account'],
            [1, 'dies'],
          ] as const)
      me.owed = null
      tellsOfReturned(me, text)
      // What tells how things stand is said once more where nobody knows whether it arrived, and then never again.
      const at = me.world.clock.now()
      // Accepted again after it was reopened is news.
      const again = unsure?.text === text && unsure.words === me.said.length && at < later(unsure.at, REPEATED_MS)
      const times = again ? unsure!.times + 1 : 1
      // Accepted twice while nothing could be said to her, it is told twice.
      const news = hears(text, 'returned.accepted') ? Math.max(1, me.accepted) : 1
      if (times > 2 * news) me.fault ??= `said a third time: ${text}`
      unsure = result === 'unknown' || result === 'dies' ? { text, words: me.said.length, times, at } : null
      if (result === 'sent') {
        receives(to, text)
        return { type: 'sent', id: 'm' }
      }
      const arrives = (result === 'unknown' || result === 'dies') && dice.happens(0.5)
      log(me, '…', `没发出去或不知道（${result}）：${text.slice(0, 20)}`)
      if (arrives) receives(to, text)
      else if (['message', 'unknown', 'dies'].includes(result)) heardOf(me, text)
      if (result === 'dies') return died()
      if (result === 'later') return { type: 'later', code: 'busy', after: 20_000 }
      if (result === 'unknown') return { type: 'unknown', code: 'timeout' }
      return { type: 'refused', code: `errcode.${result}`, scope: result }
    },
    async fetch(media): Promise<MediaResult> {
      const picture = me.pictures.get(media)
      if (!picture) throw new Error(`${media} was never sent`)
      const result = await download(picture.fate, picture.which, ++picture.tries)
      if (result.type === 'gone' || picture.fate === 'heic') picture.lostAt ??= me.world.clock.now()
      return result
    },
  }
}
