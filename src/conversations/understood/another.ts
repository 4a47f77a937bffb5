import type { Asking } from '../../forms/field-kind.js'
import { bare, quote } from '../../forms/prompt.js'
import { dayIn } from '../../kernel/zone.js'
import type { TurnPorts, Utterance } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { told } from './propose.js'

/** 「另一场」: in words, for a number right behind 提交 may be its second tap. */
const ANOTHER = /^(?:我?要?[记填写报说]?)(?:一下)?(?:刚才)?(?:那|另|另外|下)一?场(?:活动)?$|^(?:the )?other one$/iu

/** After a draft: that another activity, told in the middle of it, is kept, and how to go on with it; said once. Null where none is. */
export async function anotherKept(
  { people }: Pick<TurnPorts, 'people'>,
  { addressId }: Known,
  { words }: Asking,
): Promise<string | null> {
  const contact = (await people.holdById(addressId))?.contact
  const kept = contact?.asks.find((ask) => ask.type === 'told' && !ask.offered)
  if (!contact || kept?.type !== 'told') return null
  const asks = contact.asks.map((ask) => (ask === kept ? { ...kept, offered: true as const } : ask))
  await people.setAsks(contact.id, asks)
  return words.say('told.another_kept', { said: quote(kept.said, 30) })
}

/** Her wish to go on with it: it is said back as if she had just told it, its days counted from when she did. */
export async function anotherTold(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  { said }: Utterance,
  asking: Asking,
): Promise<Turn | null> {
  if (said.type !== 'text' || person.draft || !ANOTHER.test(bare(said.text))) return null
  const { contact } = person
  // The one that she was told of, where several wait.
  const waiting = contact.asks.filter((ask) => ask.type === 'told')
  const kept = waiting.find(({ offered }) => offered) ?? waiting.at(-1)
  if (!kept) return null
  await ports.people.setAsks(
    contact.id,
    contact.asks.filter((one) => one !== kept),
  )
  return told(routing, ports, person, kept.from, kept.said, { ...asking, today: dayIn(kept.sentAt, contact.zone) })
}
