import { yesOrNo } from '../../engine/commands.js'
import type { Asking } from '../../forms/field-kind.js'
import { quote } from '../../forms/prompt.js'
import { later } from '../../kernel/clock.js'
import type { Words } from '../../kernel/words.js'
import { type Asked, UNREAD_MS } from '../asked.js'
import type { TurnPorts } from '../ports.js'
import { keptForReturned } from '../returned-meant.js'
import { nextReturned, notWanted, putOff, returnedAsked } from '../returned.js'
import { reviseAtOnce, reviseWithSaid } from '../revise-at-once.js'
import type { Known } from '../route.js'
import type { ReviewNeeds } from '../staff/deciding.js'
import { isStale, keepUnplaced } from '../understood/unplaced.js'
import type { Aside } from './answer.js'
import { answerToReturned, ofReturnedQuestions } from './answers-returned.js'
import { LATER, wantsNow } from './commands.js'

/** Her word to the notice that a record came back: now, later, or at once what was asked for. Null where it is about something else. */
export async function returnedNoticeAnswer(
  routing: ReviewNeeds,
  ports: TurnPorts,
  person: Known,
  asked: Asked & { type: 'returned' },
  text: string,
  asking: Asking,
): Promise<Aside | null> {
  const { contact, draft } = person
  const { words, now } = asking
  // What she was asked goes out with this very answer: she has not seen it, and her word means something else.
  const unseen = person.unsaid.some((one) => one.text.includes(words.say('returned.how')))
  if (unseen && (yesOrNo(text) !== null || wantsNow(text) || LATER.test(text))) return { reply: null, asked }
  // Her word is to what she was asked before, while this was on its way to her.
  const unread = asked.instead && asking.sentAt <= later(asked.at, UNREAD_MS) && yesOrNo(text) !== null
  const again = unread ? await returnedAsked(routing, ports, person, asked.recordId, asking) : null
  if (again !== null)
    return {
      reply: `${words.say('returned.just_came')}\n${again}`,
      asked: { type: 'returned', recordId: asked.recordId, at: now },
    }
  const puts = yesOrNo(text) === false || LATER.test(text)
  if (puts || yesOrNo(text) || wantsNow(text)) {
    const settled = await notWanted(routing, ports, contact.hubId, asked.recordId, asking)
    const next = settled && !draft && (await nextReturned(routing, ports, person, contact.asks, asking))
    if (settled !== null) return next ? { ...next, reply: `${settled}\n\n${next.reply}` } : { reply: settled }
    return (puts ? putOff : reviseWithSaid)(routing, ports, person, asked.recordId, asking)
  }
  const answers = draft === null && !unseen
  const answer = answers ? await answerToReturned(routing, ports, person, asked.recordId, text, asking) : null
  if (answer !== null) {
    const done = await reviseAtOnce(routing, ports, person, asked.recordId, answer, asking)
    const kept = contact.asks.findLast((ask) => ask.type === 'unplaced' && !isStale(ask, asking))
    return { ...done, reply: withKept(done.reply, kept?.type === 'unplaced' ? kept.said : null, words), jobs: true }
  }
  if (!answers || !(await ofReturnedQuestions(routing, ports, person, asked.recordId, text, asking))) return null
  // 「人数68 第3张换这张」: what is an answer is taken, the rest is kept.
  const parts = text.split(/[\s，,；;。]+/u).filter(Boolean)
  for (const part of parts.length > 1 ? parts : []) {
    const one = await answerToReturned(routing, ports, person, asked.recordId, part, asking, true)
    if (one === null) continue
    const rest = parts.filter((other) => other !== part).join(' ')
    const done = await reviseAtOnce(routing, ports, person, asked.recordId, one, asking)
    await keepUnplaced(ports, person, { id: asking.messageId, sentAt: asking.sentAt }, rest)
    return { ...done, reply: withKept(done.reply, rest, words), jobs: true }
  }
  return {
    reply: await keptForReturned(routing, ports, person, asked.recordId, text, asking),
    asked: { ...asked, at: now },
  }
}

const withKept = (reply: string, said: string | null, words: Words): string =>
  said === null ? reply : `${reply}\n${words.say('told.unplaced', { said: quote(said) })}`
