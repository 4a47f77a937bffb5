import { commandOf } from '../../engine/commands.js'
import { hubIn, serviceQuestion } from '../../engine/service.js'
import type { Asking } from '../../forms/field-kind.js'
import { quote } from '../../forms/prompt.js'
import { aboutRecords } from '../about-records.js'
import { filingsCommandIn } from '../filings/commands.js'
import type { TurnPorts, Utterance } from '../ports.js'
import type { Known, Routing } from '../route.js'

/** What is no word to anybody: to staff it would be a riddle. */
const COMMANDS = ['help', 'preview', 'submit', 'cancel']
/** Looking at what was filed leaves the talk as it is; to change it she leaves. */
const LOOKS = ['list', 'more', 'show']

/**
 * A command in the middle of a talk with staff, which is not said to them: 「我的填报」 and what answers it is answered, 「帮助」 and the like are
 * told how to go on. `leaves`: she is out of the talk by it. Null for what is said to staff.
 */
export async function commandInTalk(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  message: Utterance,
  asking: Asking,
): Promise<{ reply: string; leaves: boolean; sessionId: string | null } | null> {
  const { words } = asking
  const { said } = message
  if (said.type !== 'text') return null
  const filings = filingsCommandIn(said.text)
  const listed = person.contact.asked?.type === 'list'
  if (filings && (filings.type === 'list' || listed)) {
    const aside = await aboutRecords(routing, ports, person, message, asking)
    if (aside?.reply) {
      const leaves = !LOOKS.includes(filings.type)
      const reply = leaves ? aside.reply : `${aside.reply}\n${words.say('human.still', { hub: hubIn(asking) })}`
      return { reply, leaves, sessionId: aside.sessionId }
    }
  }
  const command = commandOf(said.text)?.type ?? ''
  // 「有人吗」 asks those whom she talks to.
  const calls = serviceQuestion(said.text) === 'human' && !/^(?:还)?有人/u.test(said.text.trim())
  if (!COMMANDS.includes(command) && !calls) return null
  // 「交」 may be the answer to what staff asked.
  if (command === 'submit' && said.text.trim().length < 2) return null
  const values = { hub: hubIn(asking), said: quote(said.text, 20) }
  return { reply: words.say('human.not_said', values), leaves: false, sessionId: null }
}
