import { decide } from './decide.js'
import { wantsList } from '../forms/captions.js'
import { kindOf } from '../forms/kinds.js'
import { isDone, isUnsure, quote } from '../forms/prompt.js'
import { isFine } from '../forms/table-words.js'
import { isFixed } from '../forms/relevance.js'
import { besides } from '../kernel/besides.js'
import type { Said } from '../kernel/message.js'
import { appended, goesOnWith } from './append.js'
import { otherwise, readAt, take } from './answer.js'
import { albumToAddTo, keepsBack } from './at-summary.js'
import { homeOfPicture, saidBeside } from './beside.js'
import { changeInWords } from './change.js'
import {
  agrees,
  changesNow,
  commandOf,
  deleteOrKeep,
  isDenial,
  isSlip,
  isSmallTalk,
  wantsBack,
  wantsRestored,
} from './commands.js'
import { idleIn } from './idle.js'
import { atDoubt } from './doubt.js'
import { keptAtChoice } from './kept-at-choice.js'
import { lateAnswer, rowsAtPeriod } from './late-answer.js'
import { lookAt } from './look.js'
import { asksForMoment, beforeMoment } from './moment.js'
import { movedOn } from './moved-on.js'
import { noteToHub } from './note.js'
import { notYet } from './not-yet.js'
import { keptBackBefore, shownBeside } from './objected.js'
import { obey } from './obey.js'
import { remarkOrAnswer, remarkSettled } from './remark.js'
import { returnedAnswers } from './returned-answers.js'
import { elsewhere, plansBeside } from './elsewhere.js'
import { changeWithWhy, explain, takesBack, whyBeside } from './explain.js'
import { isOpenRow } from './row-meant.js'
import { TAKES_OUT } from './rows-changed.js'
import { asksLength, hubIn, labelsOf, serviceQuestion, speaksOfFiled } from './service.js'
import { saidAbove } from './said-above.js'
import { periodAgain, saidAgain } from './said-again.js'
import { storyEnded } from './story-ended.js'
import { sumsWhileOpen } from './sums-while-open.js'
import { takeOffered } from './take-offered.js'
import { titleAndMore } from './title-and-more.js'
import { answerTwin } from './twins.js'
import { atWhichRow } from './which-row.js'
import { cue, currentField, goTo, heldOf, numberOf, placeOf, question, type Step, type Turn } from './turn.js'
import { restored } from './undo.js'
import { voiceAt } from './voice-at.js'
import { welcome } from './welcome.js'

/** What is said, at whatever the conversation stands at. `away`: after a long silence, or paused. */
export function hear(turn: Turn, said: Said, away: boolean): Step {
  const { form, session, asking } = turn
  const field = currentField(turn)
  if (said.type === 'media' && said.kind === 'image') {
    const home = homeOfPicture(turn)
    if (home) return take(turn, home, readAt(turn, home, said))
  }
  const text = said.type === 'text' ? said.text : said.type === 'choice' ? said.key : null
  if (text === null) {
    if (field && kindOf(field).hears === said.type) return take(turn, field, readAt(turn, field, said))
    const kind = said.type === 'media' ? said.kind : said.type
    const reply = kind === 'voice' && field ? voiceAt(field, asking.words) : asking.words.say(`stray.${kind}`)
    // After a long silence she sees the whole before a 1 can submit it.
    if (away) return goTo(turn, placeOf(session), reply)
    return { session, reply: `${reply}\n${cue(turn)}`, effects: [] }
  }
  const back = wantsRestored(text) && !away ? restored(turn, text) : null
  if (back) return back
  if (speaksOfFiled(text))
    return { session, reply: `${asking.words.say('stray.filed', { said: quote(text) })}\n${cue(turn)}`, effects: [] }
  if (session.at.type === 'summary' && keepsBack(text))
    return { session, reply: asking.words.say('stray.keeps_back', { title: form.title }), effects: [] }
  const before = away ? null : asksForMoment(text) ? '' : beforeMoment(field, text)
  if (before) return hearText(turn, before)
  if (before !== null) return { session, reply: `${asking.words.say('stray.moment')}\n${cue(turn)}`, effects: [] }
  const looked = shownBeside(turn, text) ?? keptBackBefore(turn, text) ?? lookAt(turn, text)
  if (looked) return looked
  if (session.at.type === 'doubting') return atDoubt(turn, text, away, hearText)
  if (session.at.type === 'which_row') return whyBeside(turn, session.at.said, atWhichRow(turn, text, away, hearText))
  if (session.at.type === 'explaining' && !away && (takesBack(text) || (!commandOf(text) && !serviceQuestion(text))))
    return explain(turn, text)
  const beside = saidBeside(turn, text)
  if (beside) return beside
  if (session.at.type !== 'twin' && 'back' in session.at && !away && deleteOrKeep(text) !== null)
    return decide(turn, text)
  const plans = plansBeside(turn, text)
  if (plans) return plans
  const idle = idleIn(turn, text)
  if (idle) return idle
  const settled = field && remarkSettled(turn, field, text)
  if (settled) return 'step' in settled ? settled.step : hear(settled.turn, said, away)
  const offered = field && takeOffered(turn, field, text, away)
  if (offered) return offered
  if (wantsBack(text) && TAKES_OUT.test(session.undo?.said ?? '')) return obey(turn, { type: 'undo' })
  const command = commandOf(text) ?? (session.revision && changesNow(text) ? { type: 'go_on' as const } : null)
  if (command) {
    const held = field && heldOf(turn, field)
    const own =
      field &&
      command.type !== 'submit' &&
      kindOf(field).command?.(
        field,
        command,
        held?.partial?.value ?? null,
        held?.old ?? null,
        besides(asking, { number: numberOf(form, field) }),
      )
    if (own) return take(turn, field, own)
    if (!away || !['submit', 'go_on', 'keep'].includes(command.type)) return obey(turn, command)
  }
  if (field && !away && isDenial(text))
    return { session, reply: `${asking.words.say('stray.slip')}\n${cue(turn)}`, effects: [] }
  const album = field || 'back' in session.at ? null : albumToAddTo(turn, text)
  if (album) return obey(turn, { type: 'edit', number: numberOf(form, album), row: false })
  const change =
    command || 'back' in session.at
      ? null
      : (returnedAnswers(turn, text) ??
        appended(turn, text) ??
        goesOnWith(turn, text) ??
        changeInWords(turn, text) ??
        changeWithWhy(turn, text))
  if (change) return change
  const asked = serviceQuestion(text)
  if (away) return welcome(turn, text, command !== null || asked !== null)
  if (asked === 'explain' && field) return { session, reply: otherwise(turn, field), effects: [] }
  if (asked && asked !== 'explain') {
    const total = form.fields.length
    const answer =
      asked === 'how_long' && !isFixed(turn.whole)
        ? asking.words.say('relevance.how_long', { total })
        : asking.words.say(`service.${asked}`, { hub: hubIn(asking), total, labels: labelsOf(form, asking.words) })
    return { session, reply: `${answer}\n${cue(turn)}`, effects: [] }
  }
  const twin = answerTwin(turn, text)
  if (twin) return twin
  if (session.at.type === 'summary' && wantsList(text)) return obey(turn, { type: 'preview' })
  if (!field) return decide(turn, text)
  if (kindOf(field).free && (wantsList(text) || ('least' in field.options && asksLength(text))))
    return { session, reply: question(turn, field), effects: [] }
  if (kindOf(field).free && (isSlip(text) || agrees(text)))
    return {
      session,
      reply: `${asking.words.say(isSlip(text) ? 'stray.slip' : 'stray.agreed')}\n${cue(turn)}`,
      effects: [],
    }
  const known =
    saidAgain(turn, field, text) ??
    periodAgain(turn, field, text) ??
    saidAbove(turn, field, text) ??
    storyEnded(turn, field, text) ??
    titleAndMore(turn, field, text)
  if (known) return known
  const reading = readAt(turn, field, { type: 'text', text })
  // 「好」 may be one of the choices; as a text, a caption or a row it is only politeness. 「好了」 ends what was begun.
  const { partial } = heldOf(turn, field)
  const fine = kindOf(field).columns !== undefined && isFine(text) && !isOpenRow(turn, field)
  const ends = partial !== null && (isDone(text) || (fine && reading.type === 'continued'))
  // 「恩」 to the question whom pictures show is heard as a yes that says too little.
  const short = reading.type === 'misread' && reading.problem.code.startsWith('consent.')
  if (isSmallTalk(text) && !ends && !short && (kindOf(field).free || reading.type !== 'answered')) {
    return { session, reply: `${asking.words.say('stray.small_talk')}\n${cue(turn)}`, effects: [] }
  }
  // Inside a row 「不知道」 is an answer: not counted.
  const inside = reading.type === 'continued' || (reading.type === 'misread' && reading.partial !== undefined)
  // A choice says itself what to do then.
  if (reading.type === 'misread' && reading.problem.code.startsWith('choice.unsure')) {
    const { code, values } = reading.problem
    return { session, reply: `${asking.words.say(`problem.${code}`, values)}\n${question(turn, field)}`, effects: [] }
  }
  if (isUnsure(text) && !inside && (kindOf(field).free || reading.type !== 'answered')) {
    const lead = asking.words.say(field.required ? 'engine.unsure_needed' : 'engine.unsure', { label: field.label })
    return { session, reply: `${lead}\n${cue(turn)}`, effects: [] }
  }
  // What is heard here, and only not to be put down, is of no question that comes later.
  if (reading.type === 'misread' && reading.problem.understood) return take(turn, field, reading)
  const ahead =
    rowsAtPeriod(turn, field, text) ??
    sumsWhileOpen(turn, field, text, reading) ??
    movedOn(turn, field, text, reading) ??
    notYet(turn, field, text, reading)
  if (ahead) return ahead
  const other = elsewhere(turn, field, text, reading)
  if (other) return other
  return (
    lateAnswer(turn, field, text, reading) ??
    remarkOrAnswer(turn, field, text, reading) ??
    noteToHub(turn, field, text, reading) ??
    keptAtChoice(turn, field, text, reading) ??
    take(turn, field, reading)
  )
}

export const hearText = (turn: Turn, text: string): Step => hear(turn, { type: 'text', text }, false)
