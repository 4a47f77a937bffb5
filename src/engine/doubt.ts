import { keptAside } from './aside.js'
import type { Command, Reading } from '../forms/field-kind.js'
import { corrects } from '../forms/corrects.js'
import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { bare, isUnsure, quote } from '../forms/prompt.js'
import { takeAfar } from './afar.js'
import { readAt, take } from './answer.js'
import { commandOf, deleteOrKeep, isSmallTalk } from './commands.js'
import {
  besideDoubt,
  correctionOf,
  type Hear,
  isSameState,
  lapsed,
  putBefore,
  withoutAsked,
  withQuestion,
} from './doubt-beside.js'
import { isOfSame, type Older, olderOf } from './doubt-about.js'
import { lead, ofMessage, ROWS, thenKept } from './kept.js'
import {
  bringBack,
  CHANGES,
  type Doubting,
  isForAnother,
  keptToo,
  meantBy,
  notTaken,
  repeats,
  takesOut,
} from './doubt-words.js'
import { fitsAt, sumsTold } from './fitting.js'
import { quotedIn, readMore, readPart } from './named.js'
import { obey } from './obey.js'
import { saysAnew } from './row-meant.js'
import { serviceQuestion } from './service.js'
import type { Session } from './session.js'
import { goesOn } from './story-goes-on.js'
import { asksStory } from './told.js'
import { cue, currentField, goTo, heldOf, standing, type Step, type Turn, turnWith } from './turn.js'

/** 「什么」「哪个」「没看懂」: about what is asked, and no answer to anything. */
const ASKS = /[?？]$|^(?:什么|啥|哪|怎么|为什么|没?看不?懂|不懂|不明白)/u

/**
 * 「25人」是给第 4 题「人数」的，还是这一题的？ Her answer to that. A command leaves the doubt, and what it was about is not kept. What is neither
 * decides nothing: where the first was no answer to this question and this one is, it is taken and the doubt asked once more; else it is
 * kept until the doubt is settled. `hear` takes what was kept.
 */
export function atDoubt(turn: Turn, text: string, away: boolean, hear: Hear): Step {
  const { form, session, asking } = turn
  const { at } = session
  const [older, here] =
    at.type === 'doubting' ? [at.older, at.field].map((of) => form.fields.find(({ key }) => key === of)) : []
  if (at.type !== 'doubting' || !older || !here) throw new Error('there is no doubt to settle')
  const back = turnWith(turn, { ...session, at: at.back })
  const before = ofMessage(back, at.from)
  const dropped = notTaken(
    turn,
    [at, ...(at.kept ?? [])].map(({ said }) => said),
  )
  const named = (kept: { said: string }[]) =>
    [
      bringBack(turn, at),
      ...(kept.length > 0
        ? [
            notTaken(
              turn,
              kept.map(({ said }) => said),
            ),
          ]
        : []),
    ].join('\n')
  // What may be of her story stays, to be offered once nothing is in doubt.
  const waits = (step: Step): Step => {
    const kept = at.kept ?? []
    const session = keptAside(turn, step.session, kept)
    return lead(named(kept.filter((one) => !session.aside?.all.includes(one))), { ...step, session })
  }

  const meant = away ? null : (meantBy(form.fields, text, older, here) ?? (goes(at, text) ? older : null))
  if (meant === null && !away && isOfSame(back, at, older, text)) return withMore(turn, older, text, hear)
  if (meant === older) {
    const step = takeAfar(before, older, readOlder(before, older, at), at.more)
    const told = at.again && step.session.at === at.back ? withQuestion(turn, step) : step
    return thenKept(back, at, told, step.session.at === at.back, hear, older)
  }
  if (!away && staysThere(at, text, meant === here)) return lead(dropped, goTo(back, at.back, null))
  if (meant === here && at.again && at.misread) return lead(dropped, goTo(back, at.back, null))
  if (meant === here && at.again) return withQuestion(turn, putBefore(before, here, at.said))
  if (meant === here) {
    const step = take(before, here, readAt(before, here, { type: 'text', text: at.said }))
    const next = currentField(turnWith(back, step.session))
    return thenKept(back, at, step, next === here || (next !== null && !kindOf(next).free), hear)
  }
  // What she just said goes, and nothing that was there before.
  if (saysAnew(text)) return lead(dropped, goTo(back, at.back, null))
  const command = commandOf(text)
  if (command?.type === 'go_on') {
    // Who goes on a second time does not see what is asked.
    if (at.passed) return lead(named(at.kept ?? []), goTo(back, at.back, null))
    const passed = { ...session, at: { ...at, passed: true as const } }
    return { session: passed, reply: cue(turnWith(turn, passed)), effects: [] }
  }
  if (command && ['help', 'preview', 'pause', 'cancel'].includes(command.type)) return obey(turn, command)
  // What was changed since it is asked was the last that she said.
  if (command?.type === 'undo' && isSinceAsked(session.undo, at)) return obey(turn, command)
  if (
    command?.type === 'edit' &&
    !command.others &&
    kindOf(older).columns &&
    form.fields[(command.number ?? 0) - 1] === older
  ) {
    const step = atDoubt(turn, '1', false, hear)
    const there = turnWith(turn, step.session)
    if (step.session.at !== at.back) return step
    return { ...lead(withoutAsked(there, step.reply ?? ''), obey(there, command)), effects: step.effects }
  }
  if (command?.type === 'edit' && isItsStory(back, at, older)) {
    // What can be for that question alone is not lost because she goes to change another one.
    const taken = takeAfar(before, older, readOlder(before, older, at), at.more)
    const there = turnWith(back, taken.session)
    const said = withoutAsked(there, taken.reply ?? '')
    const step = leaving(there, at, { command, text }, said, hear, true)
    return { ...step, effects: [...taken.effects, ...step.effects] }
  }
  if (command)
    return leaving(back, at, { command, text }, ANSWERS.includes(command.type) ? dropped : named(at.kept ?? []), hear)

  const asked = serviceQuestion(text) && withoutAsked(back, hear(back, text).reply ?? '')
  if (asked) return { session, reply: `${asked}\n${cue(turn)}`, effects: [] }
  const again = (sentence: string, change: Partial<Doubting> = {}): Step => {
    const doubting = { ...session, at: { ...at, ...change } }
    const said = asking.words.say(sentence, { said: quote(text) })
    return { session: doubting, reply: `${said}\n${cue(turnWith(turn, doubting))}`, effects: [] }
  }
  if (!away && repeats(text, at.said)) return again('late.first')
  const kept = [...(at.kept ?? []), { said: text, from: asking.messageId }]
  const keeping = (asks?: Older): Step => {
    const said = { said: text, from: asking.messageId, ...(asks && { asks }) }
    const step = again('late.kept', { kept: [...(at.kept ?? []), said] })
    return at.kept ? { ...step, reply: keptToo(turn, at, text) } : step
  }
  const field = currentField(back)
  // Where words are asked for too, who sends a third text without a word on that is at her answer.
  if (at.more && !away && at.kept && kindOf(here).free && goesOn(back, here, older, text)) {
    const answer = take(before, here, readAt(before, here, { type: 'text', text: at.said }))
    return thenKept(back, { ...at, kept }, answer, true, hear, here)
  }
  // A further part of the same story waits with the first, and goes where that goes.
  if (at.more && !away && field && goesOn(back, field, older, text)) return keeping()
  const reading = field && readAt(back, field, { type: 'text', text })
  const answers = (reading?.type === 'answered' || reading?.type === 'continued') && !quotedIn(back, text)
  if (away || isSmallTalk(text) || isUnsure(text) || ASKS.test(bare(text))) return again('late.first')
  // 「不对，是前天」 is of what was said last, and goes where that goes.
  if (!away && ofHeld(before, at, older, text)) return keeping()
  if (!at.misread) return besideDoubt(turn, at, here, text, hear) ?? (at.again ? waits(hear(back, text)) : keeping())
  if (!field || !reading || !answers) {
    // What is said meanwhile is not held up twice, and what says something is not held up at all; what is to be asked about, too, waits.
    const heard = hear(back, text)
    const { at: next } = heard.session
    if (!at.again && next.type === 'doubting' && next.older !== older.key) return keeping(olderOf(next, here))
    // At the next question it may be something, and it goes with nothing that was said before.
    const later = heard.session.waiting
    if (!at.again && later && isForAnother(reading)) {
      const step = again('late.kept')
      return { ...step, session: { ...step.session, waiting: later } }
    }
    if (isSameState(back.session, heard.session) && !at.again) return again('late.first', { again: true })
    if (at.again || heard.session.at !== at.back) return waits(heard)
    const gone = lapsed(turn, back, at, heard)
    if (gone) return gone
    const asked = { ...heard.session, at: { ...at, again: true as const } }
    const said = [withoutAsked(back, heard.reply ?? ''), cue(turnWith(turn, asked))].join('\n')
    return { ...heard, session: asked, reply: said }
  }
  if (at.again) return text === at.said ? again('late.first') : waits(hear(back, text))
  return stillAsked(back, at, take(back, field, reading), reading)
}

/** A story that is none here, for a question that has none yet. */
const isItsStory = (turn: Turn, { misread }: Doubting, older: Field): boolean =>
  misread === true && asksStory(older) && heldOf(turn, older).old === null

/** 「删掉」 where it is asked whether a row is to go; 「不删」, which is no answer to this question either. */
const goes = (at: Doubting, text: string): boolean =>
  takesOut(at) && /^要?删/u.test(text) && deleteOrKeep(text) === true
const staysThere = (at: Doubting, text: string, isHere: boolean): boolean =>
  takesOut(at) && (isHere ? at.misread === true : /[删留]/u.test(text) && deleteOrKeep(text) === false)

/** What a correction in words makes of what is held, were that taken for the older question; null where it is none of it. */
function ofHeld(turn: Turn, at: Doubting, older: Field, text: string): Reading<unknown> | null {
  if (!corrects(text)) return null
  const taken = takeAfar(turn, older, readOlder(turn, older, at), at.more)
  return correctionOf(turnWith(turn, taken.session), older, text)
}

/** The doubt settled for the older question, and this said there too. */
function withMore(turn: Turn, older: Field, text: string, hear: Hear): Step {
  const first = atDoubt(turn, '1', false, hear)
  const there = turnWith(turn, first.session)
  const next = takeAfar(there, older, readAt(there, older, { type: 'text', text }))
  const said = withoutAsked(there, first.reply ?? '')
  return { ...lead(said, next), effects: [...first.effects, ...next.effects] }
}

const isSinceAsked = (undo: Session['undo'], { said, from }: Doubting): boolean =>
  undo?.at.type === 'doubting' && undo.at.said === said && undo.at.from === from

/** What answers the doubt with neither, and nothing besides. */
const NEITHER = ['skip', 'keep', 'undo']
/** And what says that it is not to be noted. */
const ANSWERS = ['keep', 'undo']

/** A command leaves the doubt: what was kept meanwhile is heard first, what it was about is named. */
function leaving(
  back: Turn,
  at: Doubting,
  { command, text }: { command: Command; text: string },
  dropped: string,
  hear: Hear,
  taken = false,
): Step {
  const neither = NEITHER.includes(command.type)
  const after = (turn: Turn) => (neither ? goTo(turn, turn.session.at, null) : obey(turn, command))
  const here: Step = { session: { ...back.session, at: at.back, misses: 0 }, reply: '', effects: [] }
  const gone = command.type === 'clear' || command.type === 'undo'
  const heard = gone ? here : thenKept(back, at, here, true, hear)
  if (isSameState(here.session, heard.session)) return lead(dropped, after(turnWith(back, here.session)))
  const named = taken ? dropped : ANSWERS.includes(command.type) ? notTaken(back, [at.said]) : bringBack(back, at)
  const there = turnWith(back, heard.session)
  const { at: next } = there.session
  if (neither) return lead(named, heard)
  if (next.type === 'doubting') {
    // What is asked next comes before it, and it must not be lost behind that.
    const kept = [...(next.kept ?? []), { said: text, from: back.asking.messageId }]
    const said = [
      named,
      withoutAsked(there, heard.reply ?? ''),
      back.asking.words.say('late.kept', { said: quote(text) }),
    ]
    return {
      ...heard,
      session: { ...heard.session, at: { ...next, kept } },
      reply: [...said, cue(there)].filter(Boolean).join('\n'),
    }
  }
  if (next.type === 'which_row') return lead([named, notTaken(back, [text])].join('\n'), heard)
  const step = after(there)
  const said = [named, withoutAsked(there, heard.reply ?? '')].filter(Boolean).join('\n')
  return { ...lead(said, step), effects: [...heard.effects, ...step.effects] }
}

/** The doubt once more, after the answer to the question being asked. */
function stillAsked(turn: Turn, at: Doubting, step: Step, reading: Reading<unknown>): Step {
  const after = turnWith(turn, step.session)
  const doubting: Doubting = { ...at, field: currentField(after)?.key ?? at.field, back: step.session.at, again: true }
  const session = { ...step.session, at: doubting }
  const note = reading.type === 'continued' ? reading.note : undefined
  const said = note || (step.reply ?? '').replace(standing(after), '').trimEnd()
  return { ...lead(said, { session, reply: cue(turnWith(turn, session)), effects: [] }), effects: step.effects }
}

/** What the older question makes of it. */
function readOlder(turn: Turn, field: Field, { text, row, more }: Doubting): Reading<unknown> {
  if (row !== undefined && !CHANGES.test(text))
    return readPart(turn, field, row, text) ?? readAt(turn, field, { type: 'text', text })
  if (more) return readMore(turn, field, text)
  const sums = sumsTold(turn, text)
  return (
    fitsAt(turn, field, text, ROWS) ??
    (sums?.field === field ? sums.reading : readAt(turn, field, { type: 'text', text }))
  )
}
