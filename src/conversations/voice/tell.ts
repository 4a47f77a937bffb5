import { placeOf } from '../../engine/turn.js'
import { dayIn } from '../../kernel/zone.js'
import { draftCue } from '../open-draft.js'
import type { TurnPorts } from '../ports.js'
import type { TurnShell } from '../receive.js'
import { sayLater } from '../say-later.js'
import type { Voice } from './ports.js'

/**
 * Tells her what was heard in her voice message (null: nothing, she is asked for words), where she is still at the question it was said at, or,
 * outside of a draft, has said nothing since. Inside the transaction of a job.
 */
export async function tellHeard(
  shell: TurnShell,
  ports: TurnPorts,
  voice: Voice,
  transcript: string | null,
): Promise<void> {
  const person = await ports.people.holdById(voice.addressId)
  const { contact, draft, help } = person ?? {}
  if (!person || !contact || contact.left || help || (draft?.id ?? null) !== voice.sessionId) return
  const at = draft && placeOf(draft.session)
  if ((at && 'field' in at ? at.field : null) !== voice.field) return
  const { asked } = contact
  if (!draft && (asked?.type !== 'listening' || asked.voiceId !== voice.id)) return
  const now = shell.clock.now()
  const words = shell.wordsOf(contact.language)
  const speaksLater = shell.reach(person.standing, now).type === 'open'
  // A question that waits for her next message would take that message for its answer.
  if (transcript !== null && speaksLater) {
    await ports.people.setAsked(contact.id, { type: 'heard', at: now, voiceId: voice.id })
    return sayLater(shell, ports, person, [words.say('voice.heard', { text: transcript })], now)
  }
  if (!draft) {
    await ports.people.setAsked(contact.id, null)
    return sayLater(shell, ports, person, [words.say('voice.not_heard_anew')], now)
  }
  const asking = { words, speaksLater, today: dayIn(now, contact.zone), now, messageId: '', sentAt: now }
  const cue = await draftCue(shell, ports, draft, asking)
  await sayLater(shell, ports, person, [`${words.say('voice.not_heard')}\n${cue}`], now, { cue })
}
