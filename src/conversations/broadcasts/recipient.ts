import { subscriptionIn } from '../../broadcasts/staff-words.js'
import { commandOf, isSmallTalk } from '../../engine/commands.js'
import { hubIn } from '../../engine/service.js'
import type { Asking } from '../../forms/field-kind.js'
import { bare } from '../../forms/prompt.js'
import { later } from '../../kernel/clock.js'
import type { TurnPorts, Utterance } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { saySalon } from '../salons/turn.js'

/** So long what she says is taken for an answer to it. */
const ANSWERS_MS = 3 * 24 * 3_600_000
/** So long what she was asked besides may be what she answers. */
const ASKED_MS = 3_600_000

/** 「退订」 and 「订阅」 of one who gets broadcasts; null where her message is neither. Her own deadlines are told all the same. */
export async function subscriptionSaid(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  { said }: Utterance,
  asking: Asking,
): Promise<Turn | null> {
  const { contact } = person
  const wish = said.type === 'text' && contact.role === 'grantee' ? subscriptionIn(said.text) : null
  if (wish === null) return null
  const { words, now } = asking
  await ports.broadcasts.setOut(contact.hubId, contact.id, wish === 'off' ? now : null)
  return saySalon(routing, ports, person, words.say(`broadcast.turned_${wish}`, { hub: hubIn(asking) }), asking)
}

/** 收到, 好的, 谢谢, and an answer to a salon by its name: nothing that a question of a form asks for. */
const ACKNOWLEDGES =
  /^(?:收到|好的?|嗯+|知道了?|明白了?|谢谢|感谢|辛苦了?|ok|👌|👍|[!！。~～,，\s])+$|^(?:沙龙|salon)[\s:：]/iu
/** 「收到，我们三个人去」: clearly to it, whatever else is open. */
const ANSWERS = /^(?:收到|好的|知道了|明白了?|谢谢|感谢)[!！。～~，,\s]+\S/u
/** What begins something of its own. */
const GREETS = /^(?:你好|您好|在吗|hi|hello|早|晚上好|下午好)/i
const NUMBER = /^\d{1,2}$/

/**
 * Whether her message is noted as an answer to the last broadcast she got, however many she wrote before. In a draft only what acknowledges is:
 * the rest are answers there. While something else was asked of her only the first can be one.
 * What becomes of the message itself does not change by it.
 */
export async function replyNoted(
  { forms }: Pick<Routing, 'forms'>,
  { broadcasts }: Pick<TurnPorts, 'broadcasts'>,
  { contact, draft }: Known,
  { id, said }: Utterance,
  { now }: Asking,
): Promise<boolean> {
  if (contact.role !== 'grantee' || (said.type !== 'text' && said.type !== 'media')) return false
  const text = said.type === 'text' ? bare(said.text) : ''
  // A number answers an invitation, or is one of the menu.
  const itsOwn =
    draft !== null ||
    (NUMBER.test(text) && contact.asked?.type !== 'salon') ||
    commandOf(text) !== null ||
    (isSmallTalk(text) && GREETS.test(text)) ||
    forms.current.some(({ title, aliases }) => [title, ...aliases].includes(text))
  if (subscriptionIn(text) !== null || (itsOwn && !ACKNOWLEDGES.test(text) && !ANSWERS.test(text))) return false
  const { asked } = contact
  const first = asked !== null && asked.type !== 'salon' && asked.at > later(now, -ASKED_MS)
  return broadcasts.noteReply(contact.id, later(now, -ANSWERS_MS), { id, at: now, inDraft: draft !== null, first })
}
