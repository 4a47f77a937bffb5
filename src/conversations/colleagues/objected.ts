import type { Asking } from '../../forms/field-kind.js'
import { draftShown, picturesHeld } from '../open-draft.js'
import { isOfDraft, seesPictures } from '../pictures-meant.js'
import { picturesNamed, picturesObjected } from '../pictures-named.js'
import type { TurnPorts, Utterance } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { isOfHub } from '../staff/help.js'
import { take } from '../take.js'
import { tellOne } from '../tell-staff.js'
import type { HeldDraft } from './ports.js'

/**
 * 「小禾发的照片第2张不能公开」 while 小禾, of the same organisation, has them in a draft: they are not public there, and 小禾 hears so. Without her name, and where staff
 * name the organisation, it is of that draft where nothing with pictures was filed since. Null where it is none of it.
 */
export async function objectedForColleague(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  { said }: Utterance,
  asking: Asking,
): Promise<Turn | null> {
  const { contact, draft: own } = person
  const { words, now } = asking
  if (said.type !== 'text') return null
  const { text: written } = said
  const objected = picturesNamed(written, 'withdraw') ?? picturesObjected(written, false, own !== null)
  if (!objected) return null
  for (const held of await (isOfHub(contact) ? ofGrantee() : ofColleagues())) {
    const there = await picturesHeld(routing, ports, held.session)
    const numbers = objected.numbers === 'all' || objected.numbers.length === 0 ? there : objected.numbers
    if (there.length === 0 || numbers.some((number) => !there.includes(number))) continue
    const text = `第${numbers.join('、')}张不能公开`
    const open = (await ports.people.holdById(held.addressId))?.draft
    if (open?.id !== held.id || !(await isOfDraft(routing, ports, open, text, asking))) continue
    const input = { type: 'said' as const, said: { type: 'text' as const, text } }
    await take(routing, ports, contact, open, input, asking, { addressId: open.addressId, message: null })
    const holder = await ports.colleagues.find(contact.hubId, held.heldBy)
    const photos = numbers.join(words.say('field.comma'))
    await tellOne(
      routing,
      ports,
      holder,
      async (theirs) => theirs.say('withdrawal.in_draft_news', { name: contact.name, photos }),
      now,
    )
    const values = { holder: held.holder, draft: await draftShown(routing, ports, held, words), photos }
    const turn = { contactId: contact.id, hubId: contact.hubId, sessionId: null, jobs: true }
    return { ...turn, reply: words.say('withdrawal.in_draft', values) }
  }
  return null

  async function ofColleagues(): Promise<HeldDraft[]> {
    const held = await ports.heldDrafts.ofColleagues(contact.id)
    const named = held.filter(({ holder }) => written.includes(holder))
    if (named.length > 0 || own || seesPictures(person, asking)) return named
    return newerThanFiled(held, { contactId: contact.id })
  }

  async function ofGrantee(): Promise<HeldDraft[]> {
    const [named] = (await ports.overview.organisations(contact.hubId)).filter(({ name }) => written.startsWith(name))
    if (!named) return []
    return newerThanFiled(await ports.heldDrafts.of(named.id, contact.id), { organisationId: named.id })
  }

  /** What she calls by some name may be filed. */
  async function newerThanFiled(held: HeldDraft[], by: { contactId: string } | { organisationId: string }) {
    const called = 'contactId' in by && objected?.of !== ''
    const [last] = await ports.records.withPictures(contact.hubId, by)
    return held.filter(({ updatedAt }) => !last || (!called && updatedAt > last.filedAt))
  }
}
