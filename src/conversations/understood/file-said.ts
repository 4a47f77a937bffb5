import type { Asking } from '../../forms/field-kind.js'
import { menuLines } from '../menu.js'
import { draftCue } from '../open-draft.js'
import type { TurnPorts, Utterance } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { isOfHub } from '../staff/help.js'
import { turnSaying } from './turn-saying.js'

/**
 * What she hears of a file: it is looked through by a job and she is told, where the platform says how to fetch it and lets us speak later;
 * else she is asked for its text.
 */
export async function fileSaid(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  message: Utterance,
  asking: Asking,
): Promise<Turn | null> {
  const { said, from } = message
  if (said.type !== 'file') return null
  const { draft } = person
  const { words, now } = asking
  const staff = isOfHub(person.contact) && !draft
  if (said.ref.id === '' || !asking.speaksLater || staff) {
    const next = draft
      ? await draftCue(routing, ports, draft, asking)
      : words.say('told.menu', { forms: menuLines(routing.forms.current, words) })
    return turnSaying(person, draft?.id ?? null, [words.say('told.file_not_here'), next])
  }
  await ports.outbox.add({
    kind: 'read_file',
    key: `read_file:${message.id}`,
    account: from.account,
    payload: {
      addressId: person.addressId,
      messageId: message.id,
      channel: from.channel,
      account: from.account,
      mediaId: said.ref.id,
      sentAt: message.sentAt,
    },
    dueAt: now,
  })
  return { ...turnSaying(person, draft?.id ?? null, [words.say('told.file_coming')]), jobs: true }
}
