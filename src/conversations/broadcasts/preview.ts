import { count, emptyPlan, type Plan } from '../../broadcasts/plan.js'
import type { Broadcast } from '../../broadcasts/broadcast.js'
import { hubIn } from '../../engine/service.js'
import { quote } from '../../forms/prompt.js'
import type { Asking } from '../../forms/field-kind.js'
import type { TurnPorts } from '../ports.js'
import { type Allowed, waysTo } from '../reach/ways.js'
import type { Contact } from '../route.js'
import { byOf } from './attempts.js'
import { audienceOf } from './list.js'
import { matchedShown } from './matched.js'
import { bodyOf, textOn, type Written } from './message.js'
import { audienceShown, planShown } from './words.js'

const PAGE = 500
const NAME = 16

/** How many would be reached now by each way, counted page by page. */
export async function planOf(
  allowed: Allowed,
  { broadcasts }: Pick<TurnPorts, 'broadcasts'>,
  broadcast: Broadcast,
  { now, words }: Pick<Asking, 'now' | 'words'>,
): Promise<Plan> {
  const plan = emptyPlan()
  const pictureOnly = broadcast.content.text === null && broadcast.content.salonId === null
  for (let after = ''; ;) {
    const members = await broadcasts.members(broadcast.hubId, audienceOf(broadcast), after, PAGE)
    for (const { name, organisation, addresses, out } of members) {
      const who = words.say('reach.who', { organisation: quote(organisation, NAME), contact: quote(name, NAME) })
      if (out) count(plan, { type: 'no', why: 'opted_out' }, who)
      else {
        const choice = waysTo(addresses, allowed, now, 'broadcast')
        const way = choice.type === 'ways' ? choice.ways.find(({ by }) => by === 'message' || !pictureOnly) : undefined
        const channel = addresses.find(({ addressId }) => addressId === way?.addressId)?.standing.address.channel
        if (way && channel !== undefined) count(plan, { type: 'way', by: byOf(way), channel }, who)
        else count(plan, { type: 'no', why: choice.type === 'call' ? choice.why : 'silent' }, who)
      }
    }
    if (members.length < PAGE) return plan
    after = members.at(-1)?.contactId ?? ''
  }
}

/** What people will read, whom it goes to and how, and what staff may do now. */
export async function previewText(
  allowed: Allowed,
  ports: Pick<TurnPorts, 'broadcasts' | 'salons'>,
  { zone }: Pick<Contact, 'zone'>,
  broadcast: Broadcast,
  asking: Asking,
): Promise<{ text: string; reached: number }> {
  const { words, now } = asking
  const plan = await planOf(allowed, ports, broadcast, asking)
  const { content } = broadcast
  const salon = content.salonId === null ? null : await ports.salons.find(content.salonId)
  const written: Written = { broadcast, salon, hub: { name: hubIn(asking), zone }, words }
  const body = bodyOf(written, now)
  const channels = new Set(plan.ways.map(({ channel }) => channel))
  const [only, ...others] = channels
  // One kind of account: exactly as they read it; of several the line that only some of them get is told apart.
  const shown = body === null ? [] : [only !== undefined && others.length === 0 ? textOn(only, body, words) : body]
  const some = body !== null && others.length > 0 && textOn('wechat_oa', body, words) !== body
  const reached = plan.ways.reduce((sum, one) => sum + one.count, 0)
  return {
    reached,
    text: [
      words.say('broadcast.preview'),
      ...shown,
      ...(salon ? [words.say('salon.reply_digits')] : []),
      ...(content.picture ? [words.say(body === null ? 'broadcast.picture_alone' : 'broadcast.with_picture')] : []),
      words.say('salon.preview_end'),
      ...(some ? [words.say('broadcast.way_out_on_some', { line: words.say('broadcast.way_out') })] : []),
      words.say('broadcast.to_whom', { audience: audienceShown(audienceOf(broadcast), words) }),
      ...(await matchedShown(ports, broadcast.hubId, audienceOf(broadcast), words)),
      planShown(plan, words),
    ].join('\n'),
  }
}
