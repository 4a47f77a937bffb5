import { commandOf, isSmallTalk, yesOrNo } from '../../engine/commands.js'
import type { Asking } from '../../forms/field-kind.js'
import { bare, quote } from '../../forms/prompt.js'
import { numberIn } from '../numbers.js'
import { formWanted } from '../open-draft.js'
import type { TurnPorts, Utterance } from '../ports.js'
import type { Known, Routing } from '../route.js'
import { type Answered, formOf, understoodAnswer } from './answer.js'
import { correctionIn } from './correct.js'
import { laidAside } from './keep-told.js'
import { fills, stillOffered } from './offer.js'
import type { Pending } from './pending.js'
import { ask } from './propose.js'
import { mayTell, TELLS } from './understand.js'

/**
 * Her first word after so long that she no longer sees what was understood: what may answer it has it shown once more, what corrects it is
 * taken. Where she says something new it is kept for her, and that is said before what becomes of that.
 */
export async function afterSilence(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  kept: Pending,
  message: Utterance,
  asking: Asking,
): Promise<Answered | null> {
  const { said } = message
  // Pictures come one after another: the question goes on.
  if (said.type === 'media' && said.kind === 'image') return null
  const { draft, contact } = person
  const { words } = asking
  const { better, ...first } = kept
  const pending = better?.pending ?? first
  const text = said.type === 'text' ? said.text : said.type === 'choice' ? said.key : null
  const at = await formOf(routing, ports, person, pending, asking)
  const answers =
    text !== null && (numberIn(text, 3) !== null || yesOrNo(text) !== null || (pending.offered && fills(text)) === true)
  if (pending.offered) {
    if (at && answers && draft && stillOffered(at.form, draft.session)) return shown(words.say('told.since'))
    // It is in the answer that it was found in.
    await over()
    return null
  }
  const command = text === null ? null : commandOf(text)
  const isNew = text === null || command?.type === 'help' || formWanted(routing.forms.current, said, words) !== null
  if (!at || isNew) return laid()
  if (command?.type === 'pause') return understoodAnswer(routing, ports, person, pending, message, asking)
  if (answers || command || isSmallTalk(text) || bare(text) === bare(pending.said))
    return shown(words.say('told.since'))
  if (mayTell(text)) return laid()
  const correction = correctionIn(pending, at.target, text, asking)
  if (correction?.type === 'changed' || correction?.type === 'gone')
    return understoodAnswer(routing, ports, person, pending, message, asking)
  if (correction) return shown(words.say('told.since'))
  return draft || TELLS.test(text) ? laid() : shown(words.say('told.unclear'))

  async function over(): Promise<void> {
    await ports.people.setAsked(contact.id, null)
  }

  async function shown(lead: string): Promise<Answered | null> {
    if (!at) return null
    const { want: _want, again: _again, ...asked } = pending
    const turn = await ask(ports, person, at.form, at.target, asked, asking)
    return { turn: { ...turn, reply: `${lead}\n${turn.reply ?? ''}` } }
  }

  async function laid(): Promise<Answered> {
    return { lead: await laidAside(ports, person, pending, asking) }
  }
}
