import { isSmallTalk, yesOrNo } from '../engine/commands.js'
import type { Asking } from '../forms/field-kind.js'
import { quote } from '../forms/prompt.js'
import { later } from '../kernel/clock.js'
import { isOfRecords, isOfSalons } from './asked.js'
import { declined } from './colleagues/hand.js'
import { takeOver } from './colleagues/take-over.js'
import { leavingAnswer } from './comings/by-staff.js'
import { whomAnswer } from './help/whom.js'
import { latePhotosAnswer } from './late-photos.js'
import { numberIn } from './numbers.js'
import { remindedAnswer } from './obligations/reminded.js'
import { owedAnswer } from './obligations/staff-answer.js'
import { whichNumberAnswer } from './obligations/which-number.js'
import { answerOrTold, orDraft } from './or-draft.js'
import { openingAnswer } from './opening/answer.js'
import { confirmAnswer } from './phone/confirm.js'
import type { TurnPorts, Utterance } from './ports.js'
import { permissionAnswer } from './reach/permission.js'
import type { Known, Routing, Turn } from './route.js'
import { salonAnswer } from './salons/answer.js'
import { recapOrDraft } from './salons/recap.js'
import { visitSaid } from './salons/visits.js'
import { replyNamed } from './salons/reply.js'
import { afterSilence } from './understood/after-silence.js'
import { foundAnswer, understoodAnswer } from './understood/answer.js'
import { keptForLater } from './understood/another.js'
import { heardAnswer } from './voice/said.js'
import { alsoAnswer } from './whom/also.js'
import { changeAnswer } from './whom/change.js'

/** After so long she no longer knows what she was asked: a number means something else then. */
const ASKED_MS = 3 * 3_600_000

/** Platforms tell when something was said in whole seconds. */
const SECOND = 1_000

/**
 * `plainly`: it is to be taken as it stands, for it was said already what else it may be. `lead`: it is no answer, and what the question was
 * about is not taken, which is said first.
 */
export type Answered = { turn: Turn } | { instead: Utterance; plainly?: true } | { lead: string }

/**
 * What becomes of her message as the answer to what she was asked outside of a draft, or what she means by it (`instead`). Null where it is
 * none: the question is over then.
 */
export async function askedAnswer(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  message: Utterance,
  asking: Asking,
): Promise<Answered | null> {
  const { contact, draft } = person
  const { asked } = contact
  const { said } = message
  // Who comes back is greeted with numbers of their own.
  if (asked && said.type === 'event') await ports.people.setAsked(contact.id, null)
  // Numbers of a list, and what has an answer of its own.
  if (!asked || isOfRecords(asked) || asked.type === 'twins') return null
  if (asked.type === 'which_album' || asked.type === 'which_photos') return null
  if (asked.type === 'withdraw_photos' || asked.type === 'restore_photos') return null
  if (asked.type === 'filed' && asked.permission === undefined) return null
  if (said.type === 'event') return null
  if (isOfSalons(asked)) {
    const answered = await salonAnswer(routing, ports, person, asked, message, asking)
    return answered && { turn: answered }
  }
  const over = () => ports.people.setAsked(contact.id, null)
  const turned = (turn: Turn | null): Answered | null => turn && { turn }
  const text = said.type === 'text' ? said.text : said.type === 'choice' ? said.key : null
  // It stays the last thing on her screen until she says something; what she wrote before it came is no answer to it.
  if (asked.type === 'reminded') {
    if (text === null || isSmallTalk(text) || later(asking.sentAt ?? asking.now, SECOND) <= asked.at) return null
    await over()
    return draft ? null : turned(await remindedAnswer(routing, ports, person, asked, text, asking))
  }
  if (asked.at <= later(asking.now, -ASKED_MS)) {
    // Her own words are not forgotten.
    if (asked.type === 'understood') return afterSilence(routing, ports, person, asked.pending, message, asking)
    await over()
    return null
  }

  if (asked.type === 'filed') {
    // A number is a second tap on 提交.
    const worded = text === null || numberIn(text, 2) !== null ? null : text
    const turn = worded === null ? null : permissionAnswer(routing, person, worded, asking)
    const { type, recordId, at } = asked
    if (turn) await ports.people.setAsked(contact.id, { type, recordId, at })
    return turned(turn)
  }
  // It may ask again, and then goes on being asked.
  if (asked.type === 'opening') {
    const turn = draft === null ? await openingAnswer(routing, ports, person, asked.opening, message, asking) : null
    if (!turn) await over()
    return turned(turn)
  }
  // Pictures come one after another: the question goes on.
  if ((asked.type === 'late_photos' || asked.type === 'understood') && said.type === 'media' && said.kind === 'image')
    return null
  // It may be corrected, and then goes on being asked.
  if (asked.type === 'understood') {
    const answer = await understoodAnswer(routing, ports, person, asked.pending, message, asking)
    return answer && ('instead' in answer ? { ...answer, plainly: true } : answer)
  }
  // What she has not read yet is shown to her instead of the menu.
  if (asked.type === 'unread' && asked.found && !draft) {
    const answer = await foundAnswer(routing, ports, person, asked.found, message, asking)
    return answer && ('instead' in answer ? { ...answer, plainly: true } : answer)
  }
  await over()
  // What is an answer to it was taken before; to what is not asked there is none.
  if (asked.type === 'broadcast' || asked.type === 'unread' || asked.type === 'report') return null
  if (asked.type === 'listening') return null
  if (asked.type === 'heard') return heardAnswer(routing, ports, person, asked.voiceId, message, asking)
  if (text === null) return null
  switch (asked.type) {
    case 'change_whom':
      return turned(await changeAnswer(routing, ports, person, asked.choices, text, asking))
    case 'also_files':
      return turned(await alsoAnswer(routing, ports, person, asked.invitationId, text, asking))
    case 'late_photos':
      return draft ? null : turned(await latePhotosAnswer(routing, ports, person, asked, text, asking))
    case 'confirm_record':
      return draft ? null : turned(await confirmAnswer(routing, ports, person, asked.recordId, message, text, asking))
    case 'permission':
      return turned(permissionAnswer(routing, person, text, asking))
    case 'salon_or_draft': {
      const meant = orDraft(asked.type, text)
      if (meant === 'other') return turned(await replyNamed(routing, ports, person, `沙龙 ${asked.said}`, asking))
      return meant === 'draft' && draft ? { instead: { ...message, said: { type: 'text', text: asked.said } } } : null
    }
    case 'visit_or_draft': {
      const meant = orDraft(asked.type, text)
      if (meant === 'other') return turned(await visitSaid(routing, ports, person, `记${asked.said}`, asking))
      const instead: Utterance = { ...message, said: { type: 'text', text: asked.said } }
      return meant === 'draft' && draft ? { instead, plainly: true } : null
    }
    case 'answer_or_told': {
      const chosen = answerOrTold(text)
      const instead: Utterance = { ...message, id: asked.from, said: { type: 'text', text: asked.said } }
      // What the question was about is not lost without a word.
      if (!draft || chosen === null)
        return draft && { lead: asking.words.say('late.not_taken', { said: quote(asked.said) }) }
      // 「在安福小学办了安全课，来了45个孩子」 answers where it was with the place in it.
      return chosen === 1
        ? { instead: { ...instead, said: { type: 'text', text: asked.answer ?? asked.said } }, plainly: true }
        : { turn: await keptForLater(routing, ports, person, draft, instead, asking) }
    }
    case 'leaving':
    case 'answer_whom': {
      const reply =
        asked.type === 'leaving'
          ? await leavingAnswer(ports, contact, asked.contactId, text, asking)
          : await whomAnswer(routing, ports, contact, asked, text, asking)
      return reply === null
        ? null
        : { turn: { contactId: contact.id, hubId: contact.hubId, sessionId: null, reply, jobs: true } }
    }
    case 'recap_or_draft':
      return recapOrDraft(routing, ports, person, asked, message, text, asking)
    case 'which_number':
      return draft ? null : turned(await whichNumberAnswer(routing, ports, person, asked, text, asking))
    case 'owed_half':
    case 'owed_done':
    case 'owed_all':
    case 'which_owed': {
      if (draft && asked.type !== 'which_owed') return null
      const reply = await owedAnswer(routing, ports, contact, asked, text, asking)
      const turn = { contactId: contact.id, hubId: contact.hubId, sessionId: null, jobs: true }
      return reply === null ? null : { turn: { ...turn, reply } }
    }
    case 'take_over': {
      const no = asked.offered && yesOrNo(text) === false
      const number = asked.offered && yesOrNo(text) ? 1 : numberIn(text, asked.drafts.length)
      const chosen = asked.drafts[no ? 0 : (number ?? 0) - 1]
      if (!chosen) return null
      return turned(
        no
          ? await declined(routing, ports, person, chosen, asking)
          : await takeOver(routing, ports, person, chosen, null, asking),
      )
    }
  }
}
