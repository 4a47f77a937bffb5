import { byHer } from '../obligations/by.js'
import { followed } from '../obligations/follow.js'
import { yesOrNo } from '../../engine/commands.js'
import type { Asking } from '../../forms/field-kind.js'
import { quote } from '../../forms/prompt.js'
import { type Comment, returnFields } from '../../records/decide.js'
import { mayFrom } from '../../records/lives.js'
import { actorOf } from '../actor.js'
import type { Asked } from '../asked.js'
import type { Aside } from '../filings/answer.js'
import type { Person } from '../ports.js'
import { NUMERAL } from '../record/numbers.js'
import { lifeOf, nameOf, type Life } from '../record/shown.js'
import { tellReturned } from '../returned.js'
import { GIVES_UP, whyNot, type ReviewNeeds, type ReviewPorts } from './deciding.js'
import { commentsIn, isComment, ofAsked, type Comments } from './comments.js'
import { commentsOn } from './comments-placed.js'
import { isBesideReturn, otherReturn } from './beside-return.js'

type Contact = NonNullable<Person['contact']>
type Returning = Asked & { type: 'returning' }

const COMMENT = 200
const NUMBERED = new RegExp(`^第\\s*${NUMERAL}\\s*题`, 'u')

/** 「退回 2：第3题 日期写清楚；第5题 补发票」, or only 「退回 2」: which questions and what to do about each is asked for, then shown. */
export async function startReturn(
  routing: ReviewNeeds,
  ports: ReviewPorts,
  contact: Contact,
  recordId: string,
  text: string,
  recordIds: string[],
  asking: Asking,
): Promise<Aside> {
  const { words } = asking
  const life = await lifeOf(routing, ports, contact.hubId, recordId, words)
  if (!life) return { reply: words.say('refused.unknown') }
  const said = text === '' ? null : commentsOn(life, text, asking)
  return begun(routing, ports, contact, life, said, asking, recordIds)
}

/** Shows what is to be sent to her who filed it: these words to these questions, found out and not written by staff. */
export async function proposeReturn(
  routing: ReviewNeeds,
  ports: ReviewPorts,
  contact: Contact,
  recordId: string,
  comments: Comment[],
  asking: Asking,
): Promise<Aside> {
  const life = await lifeOf(routing, ports, contact.hubId, recordId, asking.words)
  if (!life) return { reply: asking.words.say('refused.unknown') }
  return begun(routing, ports, contact, life, { comments, open: [], unread: [] }, asking)
}

async function begun(
  routing: ReviewNeeds,
  ports: ReviewPorts,
  contact: Contact,
  life: Life,
  said: Comments | null,
  asking: Asking,
  recordIds: string[] = [],
): Promise<Aside> {
  const { record } = life
  const recordId = record.id
  if (!record.current || !mayFrom('return', record.state)) {
    const current = record.current ? record : await ports.records.current(contact.hubId, record.chainId)
    const problem = { code: record.current ? 'record.state' : 'record.replaced' }
    if (record.current && mayFrom('reopen', record.state)) {
      const reply = asking.words.say('review.return_accepted', { name: nameOfLife(life, asking) })
      return { reply, asked: { type: 'reopening', recordId, at: asking.now } }
    }
    return {
      reply: await whyNot(routing, ports, contact, recordId, { type: 'not_done', problem, now: current }, asking),
    }
  }
  const returning: Returning = { type: 'returning', recordId, comments: [], open: [], recordIds, at: asking.now }
  return said === null ? { reply: whichText(life, asking), asked: returning } : goOn(life, returning, said, asking)
}

/**
 * Her next word while she returns one: questions, a comment, or at the end whether it is sent. Null where it is about something else: what
 * she wrote is kept, and seen again before it is sent.
 */
export async function returningAnswer(
  routing: ReviewNeeds,
  ports: ReviewPorts,
  contact: Contact,
  asked: Returning,
  written: string,
  asking: Asking,
): Promise<Aside | null> {
  const { words } = asking
  const { either, aside, ...returning } = asked
  const life = await lifeOf(routing, ports, contact.hubId, returning.recordId, words)
  if (!life) return { reply: words.say('refused.unknown') }
  if (GIVES_UP.test(written.trim())) return { reply: words.say('review.given_up') }
  if (either && yesOrNo(written) !== null) {
    if (yesOrNo(written)) return otherInstead(either.recordId, either.text)
    return goOn(life, returning, commentsIn(life.form, `第${either.number}题 ${either.text}`), asking)
  }
  const other = otherReturn(returning, written)
  const next = other && (await lifeOf(routing, ports, contact.hubId, other.recordId, words))
  if (other && next) {
    const key = life.form.fields[other.number - 1]?.key
    const named = (form: Life['form']) => commentsIn(form, other.text).comments.map(({ field }) => field)
    // 「退回 2，照片看不清」: what names a question needs no number for it.
    const sure = other.sure || key === undefined || (named(next.form).length > 0 && !named(life.form).includes(key))
    if (sure) return otherInstead(other.recordId, other.text)
    const label = life.form.fields[other.number - 1]?.label ?? ''
    const values = { number: other.number, label, name: nameOfLife(life, asking), other: nameOfLife(next, asking) }
    return { reply: words.say('review.return_either', values), asked: { ...returning, either: other, at: asking.now } }
  }
  // 「退回 4 …」 once more, where its questions are asked for already; of 「退回 1：第4题 …」 the 1 is the record.
  const text = written.replace(
    /^\s*(?:退回|打回去?|退)\s*(?:第?\s*\d+\s*[:：,，\s]\s*(?=第\s*\d+\s*题)|(?=\d|第)|(?<=回\s+)(?=\S))/u,
    '',
  )
  if (isBesideReturn(life.form, returning, text, asking)) return null
  if (aside && returning.comments.length > 0 && yesOrNo(text) === true)
    return goOn(life, returning, { comments: [], open: [], unread: [] }, asking)
  const [open, ...rest] = returning.open
  if (open !== undefined) {
    const comment = text.trim()
    const said = ofAsked(commentsIn(life.form, text), returning.open, comment)
    // 「第9题 不清楚」 where there is none is of no other question.
    if (said.comments.length > 0 || NUMBERED.test(comment)) return goOn(life, returning, said, asking)
    if (!isComment(life.form, comment) || yesOrNo(comment) !== null || said.open.length > 0)
      return { reply: `${words.say('review.say_more')}\n${commentAsked(life, open, asking)}`, asked: returning }
    const comments = [...returning.comments, { field: open, comment }]
    return goOn(life, { ...returning, comments, open: rest }, { comments: [], open: [], unread: [] }, asking)
  }
  if (returning.comments.length > 0 && yesOrNo(text) === true)
    return send(routing, ports, contact, life, returning, asking)
  if (returning.comments.length > 0 && yesOrNo(text) === false)
    return { reply: whichText(life, asking), asked: { ...returning, comments: [] } }
  return goOn(life, returning, commentsOn(life, text, asking), asking)

  /** Another one of the list is returned; what was written to this one is not sent, and she hears that. */
  async function otherInstead(recordId: string, said: string): Promise<Aside> {
    const started = await startReturn(routing, ports, contact, recordId, said, returning.recordIds ?? [], asking)
    const unsent = life && notSent(life, returning, asking)
    return { ...started, reply: [unsent, started.reply].filter((part) => part !== null).join('\n') }
  }
}

/** That what she wrote to one is not sent; null where she wrote nothing yet. */
export const notSent = (life: Life, { comments }: Pick<Returning, 'comments'>, asking: Asking): string | null =>
  comments.length > 0 ? asking.words.say('review.not_sent', { name: nameOfLife(life, asking) }) : null

const nameOfLife = ({ form, listed }: Life, { words }: Asking): string =>
  `${listed.organisationName} · ${nameOf(form, listed, words)}`

/** Takes in what was said; then asks for the comment that lacks, or shows what is to be sent. */
function goOn(life: Life, before: Returning, { comments: read, open: named, unread }: Comments, asking: Asking): Aside {
  const { words, now } = asking
  const { said: kept, ...returning } = before
  // The numbers that were asked for: what she said before is of these.
  const of = kept !== undefined && read.length === 0 && unread.length === 0 ? named : []
  const comments = [...read, ...of.map((field) => ({ field, comment: kept ?? '' }))]
  const open = named.filter((field) => !of.includes(field))
  // 「第9题 …」 is of none there is.
  const lost = unread.filter((one) => NUMBERED.test(one))
  const placeless = unread.filter((one) => !lost.includes(one)).join('；')
  const still = placeless || (of.length > 0 ? undefined : kept)
  const said = new Map([...returning.comments, ...comments].map(({ field, comment }) => [field, comment]))
  const order = life.form.fields.map(({ key }) => key)
  const lacking = [...new Set([...returning.open, ...open])].filter((field) => !said.has(field))
  const after: Returning = {
    ...returning,
    comments: order.flatMap((field) => {
      const comment = said.get(field)
      return comment === undefined ? [] : [{ field, comment }]
    }),
    open: order.filter((field) => lacking.includes(field)),
    ...(still !== undefined && { said: still }),
    at: now,
  }
  const alone = after.comments.length === 0 && lacking.length === 0
  const line = (key: string, text: string) => (text === '' ? '' : `${words.say(key, { said: quote(text, 40) })}\n`)
  const lead =
    line('review.unread', lost.join('；')) + line(alone ? 'review.unread_only' : 'review.unread_kept', placeless)
  const [first] = after.open
  if (first !== undefined) return { reply: lead + commentAsked(life, first, asking), asked: after }
  if (after.comments.length === 0) return { reply: lead + whichText(life, asking), asked: after }
  return { reply: lead + previewText(life, after.comments, asking), asked: after }
}

/** Which questions: all of them by number. */
function whichText({ form, listed }: Life, { words }: Asking): string {
  const questions = form.fields.map(({ label }, i) => `${i + 1} ${label}`).join(words.say('field.comma'))
  const name = `${listed.organisationName} · ${nameOf(form, listed, words)}`
  // An example that fits whatever is asked there.
  const count = form.fields.length
  const first = Math.min(2, count)
  return words.say('review.return_which', {
    name,
    questions,
    first,
    second: Math.max(first, Math.ceil((count * 2) / 3)),
  })
}

function commentAsked({ form }: Life, key: string, { words }: Asking): string {
  const at = form.fields.findIndex((field) => field.key === key)
  const label = form.fields[at]?.label ?? key
  return words.say('review.comment', { question: words.say('difference.question', { number: at + 1, label }) })
}

function previewText(life: Life, comments: Comment[], { words }: Asking): string {
  const { form, listed } = life
  const values = { organisation: listed.organisationName, name: nameOf(form, listed, words), count: comments.length }
  return [
    words.say('review.preview', { ...values, contact: listed.contactName }),
    ...commentLines(life, comments, words),
    words.say('review.preview_end'),
  ].join('\n')
}

const commentLines = ({ form }: Life, comments: Comment[], words: Asking['words']): string[] =>
  comments.map(({ field, comment }) => {
    const at = form.fields.findIndex(({ key }) => key === field)
    const label = words.say('difference.question', { number: at + 1, label: form.fields[at]?.label ?? field })
    return words.say('engine.line', { label, value: quote(comment, COMMENT) })
  })

async function send(
  routing: ReviewNeeds,
  ports: ReviewPorts,
  contact: Contact,
  { form, listed }: Life,
  { recordId, comments }: Returning,
  asking: Asking,
): Promise<Aside> {
  const { words, now } = asking
  const by = await actorOf(ports, contact, asking)
  const returned = await returnFields(ports.records)(by, form, recordId, comments, now)
  const decided = await followed(routing, ports, returned, byHer(contact, asking))
  if (decided.type === 'not_done') return { reply: await whyNot(routing, ports, contact, recordId, decided, asking) }
  const { heard, name: told } = await tellReturned(routing, ports, decided.record, asking)
  const values = {
    organisation: listed.organisationName,
    contact: told || listed.contactName,
    name: nameOf(form, listed, words),
  }
  return {
    reply: `${words.say('review.returned', values)}${words.say(`review.returned_${heard}`, values)}`,
    sessionId: decided.record.sessionId,
    jobs: true,
  }
}
