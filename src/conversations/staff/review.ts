import { hubIn } from '../../engine/service.js'
import { yesOrNot } from '../../engine/commands.js'
import type { Asking } from '../../forms/field-kind.js'
import type { Form } from '../../forms/form.js'
import { quote } from '../../forms/prompt.js'
import { mayFrom } from '../../records/lives.js'
import type { Asked } from '../asked.js'
import type { Aside } from '../filings/answer.js'
import type { Person, TurnPorts } from '../ports.js'
import { listShown, PAGE } from '../record/list.js'
import { NUMERAL } from '../record/numbers.js'
import { lifeOf } from '../record/shown.js'
import { reviseAtOnce } from '../revise-at-once.js'
import { revise } from '../revise.js'
import { photosShown, questionText } from './closer-look.js'
import { chosenOf, ofGrantee } from './by-name.js'
import { acceptText, reopenText, takeBackText, type ReviewNeeds } from './deciding.js'
import { isOfHub } from './help.js'
import { objectInWords, returnsAtEnd } from './object-in-words.js'
import { notSent, returningAnswer, startReturn } from './returning.js'
import { isOfAnother, questionsOf } from './beside-return.js'
import { reviewCommandIn, type ReviewCommand, saysAllFine, saysFine, slipped } from './review-commands.js'
import { twinsOf, twinsWait } from './twins.js'
import { footOf, seenText } from './seen.js'
import { withoutList } from './without-list.js'

type Member = Person & { contact: NonNullable<Person['contact']> }
type List = Asked & { type: 'list' }

/** More of what is said along is not said again. */
const LONG = 100

/** What is about to be accepted, as a list of its own. */
const listOf = ({ recordIds, at }: Asked & { type: 'accepting' }): List => ({
  type: 'list',
  of: 'waiting',
  recordIds,
  more: false,
  at,
})

/** The one that she has just accepted. */
const justDecided = ({ decided }: List): string | undefined => (decided?.length === 1 ? decided[0] : undefined)

/** 「没问题」 of the one on her screen, 「都没问题」 of the list: they are accepted. */
function saidFine({ shown, astray }: List, text: string): ReviewCommand | null {
  if (saysAllFine(text)) return { type: 'accept', numbers: [], all: true }
  return shown !== undefined && !astray && saysFine(text) ? { type: 'accept', numbers: [] } : null
}

/** 「人数怎么算的？退回」 with no list before her: what waits is shown, and asked which she means. */
function saidOfNone(text: string): ReviewCommand | null {
  const said = returnsAtEnd(text)
  return said === null ? null : { type: 'return', numbers: [], text: said }
}

/** 「退回第3份 …」, 「第三份退回，…」 is said of a record. */
const OF_RECORD = new RegExp(`^\\D{0,6}${NUMERAL}\\s*[份条号]`, 'u')
/** 「人数 对不上」 begins with a question. */
const isLabel = (forms: Form[], word: string): boolean =>
  forms.some((form) => form.fields.some(({ label }) => label.startsWith(word) || word.startsWith(label)))

/** Nothing is decided by these. */
export const LOOKS: ReviewCommand['type'][] = ['show', 'whole', 'question', 'photos', 'changes', 'history']

/**
 * What one of the hub's own people gets who reviews what was filed: the lists, one of it whole, a decision. Viewers look and do not decide.
 * Null when her message is about something else, and for anybody else.
 */
export async function reviewAnswer(
  routing: ReviewNeeds,
  ports: TurnPorts,
  person: Member,
  asked: Asked | null,
  text: string,
  asking: Asking,
): Promise<Aside | null> {
  const { contact, draft } = person
  const { words, now } = asking
  if (!isOfHub(contact)) return null
  if (asked?.type === 'list' && asked.pending !== undefined) {
    const { pending, ...list } = asked
    const chosen = await chosenOf(ports, contact.hubId, list, text)
    return chosen === null
      ? reviewAnswer(routing, ports, person, list, text, asking)
      : reviewAnswer(routing, ports, person, { ...list, shown: chosen, astray: false }, pending, asking)
  }
  const open = !draft && asked?.type === 'list' && asked.of !== 'mine' && contact.role === 'staff' ? asked : null
  if (open && slipped(text)) {
    const id = justDecided(open) ?? open.shown ?? (open.recordIds.length === 1 ? open.recordIds[0] : undefined)
    const life = id === undefined ? null : await lifeOf(routing, ports, contact.hubId, id, words)
    if (life?.record.state === 'accepted') return { reply: footOf(life, true, contact, asking), asked: open }
  }
  const idle = !draft && (asked === null || asked.type === 'filed')
  const command =
    reviewCommandIn(text) ?? (open?.of === 'waiting' ? saidFine(open, text) : null) ?? (idle ? saidOfNone(text) : null)
  const listed = command?.type === 'list'
  if (asked?.type === 'returning') return whileReturning(asked)
  if (asked?.type === 'accepting' && yesOrNot(text) !== null && contact.role === 'staff') {
    if (!yesOrNot(text)) return { reply: words.say('review.given_up') }
    return acceptText(routing, ports, contact, asked.recordIds, listOf(asked), asking, asked.said, asked.objected)
  }
  // 「通过 2」 is no reason, and of 「重开 1 点错了」 only the end is.
  const decides = command !== null && 'numbers' in command && command.type !== 'show' && command.numbers.length > 0
  if (asked?.type === 'reopening' && !listed && (!decides || command.type === 'reopen')) {
    const reason = decides && command.type === 'reopen' ? command.text : text
    return reopenText(routing, ports, contact, asked.recordId, reason, asking)
  }
  const objected = !command && open ? await objectInWords(routing, ports, contact, open, text, asking) : null
  if (objected) return objected
  if (!command) return byName()
  // 「退回 在一起 第3题…」 is of that grantee, whatever is on her screen.
  const [word = ''] = 'text' in command && command.numbers.length === 0 ? command.text.split(/[\s:：，,]/u) : []
  if (word !== '' && word !== text.trim() && !isLabel(routing.forms.current, word)) {
    const named = await byName()
    if (named) return named
  }

  if (command.type === 'list') {
    const list = await listShown(routing, ports, contact, command.of, 1, asking)
    const twins = command.of === 'waiting' && list.asked ? await twinsWait(ports, contact.hubId, asking) : null
    return twins === null ? list : { ...list, reply: `${list.reply}\n${twins}` }
  }
  // 「可以的，…」 is about what she looks at, or about something else.
  const looking = !draft && (asked?.type === 'accepting' || (asked?.type === 'list' && asked.shown !== undefined))
  if (command.type === 'accept_saying' && command.loose && command.numbers.length === 0 && !looking) return null
  let list = asked?.type === 'list' && asked.of !== 'mine' ? asked : null
  if (asked?.type === 'accepting') list = listOf(asked)
  const closer = command.type === 'question' || command.type === 'photos'
  if (list === null && closer) return draft ? null : { reply: words.say('review.look_first') }
  if (list === null) {
    const found = !('numbers' in command)
      ? null
      : await withoutList(routing, ports, person, asked, command, text, asking)
    if (found === null || 'reply' in found) return found
    list = found
  }
  if (command.type === 'more')
    return list.more
      ? listShown(routing, ports, contact, list.of, list.recordIds.length / PAGE + 1, asking, list.only)
      : { reply: words.say('review.no_more'), asked: list }

  const { type } = command
  const numbers = 'numbers' in command ? command.numbers : []
  const [only, ...others] = list.recordIds
  // After a number that is none of the list nobody knows which one she means.
  const onScreen = list.shown ?? (others.length === 0 ? only : undefined)
  const decided = type === 'reopen' ? justDecided(list) : undefined
  const meant = decided ?? (list.astray ? undefined : onScreen)
  const returns = type === 'return' && command.text !== '' && contact.role === 'staff' && !OF_RECORD.test(text)
  const questions = returns ? questionsOf(list, numbers) : null
  if (questions && command.type === 'return')
    return startReturn(
      routing,
      ports,
      contact,
      questions.recordId,
      `第${questions.numbers.join('、')}题 ${command.text}`,
      list.recordIds,
      asking,
    )
  if (command.type === 'accept' && command.all && contact.role === 'staff') return acceptAll(list)
  const chosen = numbers.length > 0 ? numbers.map((number) => list.recordIds[number - 1]) : [meant]
  const ids = chosen.filter((id) => id !== undefined)
  const [id] = ids
  if (id === undefined && (type === 'show' || type === 'question') && draft) return null
  if (id === undefined || ids.length < chosen.length) {
    const pending = numbers.length === 0 && others.length > 0 && contact.role === 'staff' ? { pending: text } : {}
    return {
      reply: words.say(others.length > 0 ? 'review.which' : 'review.which_one', { count: list.recordIds.length }),
      asked: { ...list, ...pending, astray: true, at: now } satisfies List,
    }
  }
  const looks = LOOKS.includes(type)
  if (!looks && contact.role !== 'staff')
    return { reply: words.say('review.not_yours', { hub: hubIn(asking) }), asked: list }
  if (ids.length > 1 && type !== 'accept' && type !== 'accept_saying') return { reply: oneAtATime(), asked: list }

  switch (type) {
    case 'accept':
      return acceptText(routing, ports, contact, ids, list, asking)
    case 'accept_saying': {
      if (command.clear) return acceptText(routing, ports, contact, ids, list, asking, command.text)
      const reply = words.say('review.accept_saying', { said: quote(command.text, LONG) })
      return { reply, asked: { type: 'accepting', recordIds: ids, said: command.text, at: now } }
    }
    case 'take_back':
      return takeBackText(routing, ports, contact, id, list, asking)
    case 'reopen':
      return reopenText(routing, ports, contact, id, command.text, asking)
    case 'return':
      return startReturn(routing, ports, contact, id, command.text, list.recordIds, asking)
    case 'correct': {
      const revised =
        command.text === ''
          ? await revise(routing, ports, person, id, asking)
          : await reviseAtOnce(routing, ports, person, id, command.text, asking)
      return { ...revised, asked: revised.sessionId === null ? list : null }
    }
    case 'question':
    case 'photos':
    case 'show':
    case 'whole':
    case 'changes':
    case 'history': {
      const life = await lifeOf(routing, ports, contact.hubId, id, words)
      if (!life) return { reply: words.say('refused.unknown'), asked: list }
      const next: List = { ...list, shown: id, astray: false, at: now }
      if (type === 'photos')
        return {
          ...(await photosShown(routing, ports, person, life, footOf(life, true, contact, asking), asking)),
          asked: next,
        }
      if (type === 'question') return { reply: questionText(life, command.number, asking), asked: next }
      const joint = type === 'show' ? await twinsOf(ports, life.record, asking) : []
      return { reply: [seenText(life, type, contact, asking), ...joint].join('\n'), asked: next }
    }
  }

  /** All that she was shown: what else waits she has not seen. */
  async function acceptAll(list: List): Promise<Aside> {
    const { more } = list
    const listed = await Promise.all(list.recordIds.map((id) => ports.records.listedOne(contact.hubId, id)))
    // Some may be decided by now.
    const recordIds = listed.flatMap((one) => (one && mayFrom('accept', one.state) ? [one.id] : []))
    if (recordIds.length === 0) return listShown(routing, ports, contact, 'waiting', 1, asking)
    const key = more ? 'review.accept_shown' : 'review.accept_all'
    return {
      reply: words.say(key, { count: recordIds.length }),
      asked: { type: 'accepting', recordIds, said: null, at: now },
    }
  }

  /** What several cannot be done to at once, with the sentence for the first of them. */
  function oneAtATime(): string {
    const numbers = command && 'numbers' in command ? command.numbers : []
    const rest = command?.type === 'return' ? command.text : ''
    const verb = /^[^\d第]*/u.exec(text.trim())?.[0].trim() ?? ''
    const number = numbers[0] ?? 1
    if (command?.type !== 'return') return words.say('review.one_at_a_time', { said: `${verb} ${number}` })
    return words.say('review.return_one', {
      number,
      said: rest === '' ? '' : words.say('review.return_said', { said: rest }),
    })
  }

  function byName(): Promise<Aside | null> {
    return ofGrantee(routing, ports, person, asked, text, asking)
  }

  /** Her word while she returns one: about that, or about another of the list; then what she wrote is kept, and seen again before it is sent. */
  async function whileReturning(returning: Asked & { type: 'returning' }): Promise<Aside | null> {
    const life = await lifeOf(routing, ports, contact.hubId, returning.recordId, words)
    const unsent = life && notSent(life, returning, asking)
    const lines = (...said: (string | null)[]) => said.filter((line) => line !== null).join('\n')
    if (command?.type === 'list') {
      const now = await listShown(routing, ports, contact, command.of, 1, asking)
      return { ...now, reply: lines(unsent, now.reply) }
    }
    if (!life || !command || !isOfAnother(command, returning, text))
      return returningAnswer(routing, ports, contact, returning, text, asking)
    const { recordId, recordIds = [recordId] } = returning
    const from: List = { type: 'list', of: 'waiting', recordIds, more: false, shown: recordId, at: now }
    const answer = await reviewAnswer(routing, ports, person, from, text, asking)
    if (!answer) return null
    // A question of its own comes first.
    if (answer.asked && answer.asked.type !== 'list') return { ...answer, reply: lines(unsent, answer.reply) }
    const waits = words.say('review.return_waits')
    return { ...answer, reply: lines(answer.reply, waits), asked: { ...returning, aside: true, at: now } }
  }
}
