import { type Instant, later } from '../../src/kernel/clock.js'
import type { InboundMessage, Said } from '../../src/kernel/message.js'
import { dayIn } from '../../src/kernel/zone.js'
import { refusedIn } from './consents.js'
import { askedIn } from './draft.js'
import { nextSteps } from './next-step.js'
import { currentOf } from './lives.js'
import { notesAmiss, tellsOfReturned } from './returned.js'
import { hears } from './sentences.js'
import { read } from './where.js'
import { settle } from './settling.js'
import { CALLED, log, type Person, wrong, ZONE } from './person.js'

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
export function takeIn(me: Person, text: string, answer: boolean): void {
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
export function heardOf(me: Person, text: string): void {
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

/** Says it in words, and reads the answer. */
export const say = (me: Person, text: string, more: More = {}): Promise<string | null> =>
  hear(me, { type: 'text', text }, more)

/** In whole seconds, as the platforms tell it; what was on its way over midnight is left out, for 「昨天」 would be another day. */
function sentAt(me: Person, earlierMs: number): Instant {
  const now = me.world.clock.now()
  const at = later(now, -earlierMs)
  return `${(dayIn(at, ZONE) === dayIn(now, ZONE) ? at : now).slice(0, 19)}.000Z`
}

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
