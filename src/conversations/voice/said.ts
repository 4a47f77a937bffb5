import { yesOrNo } from '../../engine/commands.js'
import type { Asking } from '../../forms/field-kind.js'
import { quote } from '../../forms/prompt.js'
import { menuLines } from '../menu.js'
import { draftCue } from '../open-draft.js'
import { later } from '../../kernel/clock.js'
import type { TurnPorts, Utterance } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { keepPending, keepTold } from '../understood/keep-told.js'
import { PATIENCE_MS } from './fetch-voice.js'
import { keepVoice } from './keep.js'
import { listens } from './listens.js'

/**
 * What she hears of a voice message. With what the platform heard in it she is asked whether that is right; where a transcriber listens, and
 * she can be told later, that she will be. Null: there is nothing but the file, and her draft asks for words.
 */
export async function voiceSaid(
  routing: Pick<Routing, 'forms' | 'newId' | 'transcribes'>,
  ports: TurnPorts,
  person: Known,
  message: Utterance,
  asking: Asking,
): Promise<Turn | null> {
  const { said } = message
  if (said.type !== 'media' || said.kind !== 'voice') return null
  const { contact, draft } = person
  const { words, now } = asking
  const voice = await keepVoice(routing, ports, person, message, said, now)
  const say = (reply: string): Turn => ({
    contactId: contact.id,
    hubId: contact.hubId,
    sessionId: draft?.id ?? null,
    reply,
    jobs: true,
  })
  // She is here: what she confirms is an answer, not the first word after a long silence.
  const hereAgain = () =>
    draft ? ports.drafts.save(draft.id, { ...draft.session, paused: false, heardAt: now }, now) : undefined
  /** What was waiting for her word when she spoke again is not lost. */
  const keptBefore = async (): Promise<string> => {
    const { asked } = contact
    const before = asked?.type === 'heard' ? await ports.voices.find(asked.voiceId) : null
    const heard = before?.transcript
    if (asked?.type === 'understood') await keepPending(ports, contact.id, asked.pending, asking, true)
    else if (before && heard)
      await keepTold(ports, contact.id, { said: heard, from: before.messageId, sentAt: before.sentAt, offered: true })
    const told = asked?.type === 'understood' ? asked.pending.said : heard
    if (!told) return ''
    await ports.people.setAsked(contact.id, null)
    return `\n${words.say('told.another_kept', { said: quote(told, 30) })}`
  }
  if (voice.transcript !== null) {
    const before = await keptBefore()
    await ports.people.setAsked(contact.id, { type: 'heard', at: now, voiceId: voice.id })
    await hereAgain()
    return say(words.say('voice.heard', { text: voice.transcript }) + before)
  }
  if (asking.speaksLater && (await listens(routing, ports, contact.hubId))) {
    await hereAgain()
    const { asked } = contact
    // What is heard in the first would be lost under what is heard in the second.
    const busy = !draft && asked?.type === 'listening' && now < later(asked.at, PATIENCE_MS) ? asked : null
    const before = busy ? '' : await keptBefore()
    if (!draft) await ports.people.setAsked(contact.id, busy ?? { type: 'listening', at: now, voiceId: voice.id })
    return say(words.say(busy ? 'voice.one_by_one' : 'voice.listening') + before)
  }
  if (draft) return null
  return say(words.say('voice.kept', { forms: menuLines(routing.forms.current, words) }))
}

/** Her answer to whether it was heard right: what she said instead of it, what she hears, or null where she says something else. */
export async function heardAnswer(
  routing: Pick<Routing, 'forms'>,
  ports: Pick<TurnPorts, 'voices' | 'drafts'>,
  { contact, draft }: Known,
  voiceId: string,
  message: Utterance,
  asking: Asking,
): Promise<{ instead: Utterance } | { turn: Turn } | null> {
  const { said } = message
  const { words } = asking
  const yes = said.type === 'text' ? yesOrNo(said.text) : null
  const voice = yes === null ? null : await ports.voices.find(voiceId)
  if (!voice || voice.transcript === null) return null
  // The message it came from is the voice message: there it can be heard.
  if (yes) {
    const { messageId: id, sentAt, transcript: text } = voice
    return { instead: { ...message, id, sentAt, said: { type: 'text', text } } }
  }
  const next = draft
    ? await draftCue(routing, ports, draft, asking)
    : words.say('menu.choose', { name: contact.name, forms: menuLines(routing.forms.current, words) })
  const turn = { contactId: contact.id, hubId: contact.hubId, sessionId: draft?.id ?? null, jobs: false }
  return { turn: { ...turn, reply: `${words.say('voice.type_it')}\n${next}` } }
}
