import { saysBeside } from '../engine/beside.js'
import { yesOrNo } from '../engine/commands.js'
import { hubIn } from '../engine/service.js'
import { numberList } from '../forms/captions.js'
import { consentWithdrawn } from '../forms/consent.js'
import type { Asking } from '../forms/field-kind.js'
import { bare, quote } from '../forms/prompt.js'
import { millisOf } from '../kernel/clock.js'
import type { Words } from '../kernel/words.js'
import { called, calledInPart } from '../people/names.js'
import type { FiledAlbum } from '../records/consents.js'
import { withdrawConsent } from '../records/withdraw-consent.js'
import type { Person, TurnPorts, Utterance } from './ports.js'
import type { Routing } from './route.js'
import { tellStaff } from './tell-staff.js'
import { aboutAlbum, compiledWith, dayOf, photosNamed } from './withdrawal-words.js'

type Member = Person & { contact: NonNullable<Person['contact']> }
type Ports = Pick<
  TurnPorts,
  'consents' | 'compilations' | 'records' | 'people' | 'overview' | 'drafts' | 'staff' | 'outbox'
>
type Answer = { reply: string; jobs: boolean }
/** Pictures of an album by number, or what to say instead. */
type Meant = { album: FiledAlbum; numbers: number[] } | Answer

/** Her word answers the question this long; after that it means something else. */
const ASKED_MS = 30 * 60_000
const LONG = 60

const LIST = '(\\d{1,2}(?:\\s*[-,，、和~到]\\s*第?\\d{1,2})*)'
const BY_STAFF = [
  new RegExp(`^(?:撤回|撤销)照片\\s*([^\\d\\s].*?)的?\\s*第?\\s*${LIST}\\s*张?$`, 'u'),
  new RegExp(`^withdraw photos?\\s+([^\\d\\s].*?)\\s+${LIST}$`, 'iu'),
]

/**
 * 「照片 3 撤回同意」 of the pictures she filed last, and 「撤回照片 麦田 3」 of a grantee's by the hub's staff: asked once more, then no longer shown
 * in anything that is made for the public. Staff hear what was made with them, to call it back. Null when a message is none of it; while her
 * open draft has pictures of its own those are meant.
 */
export async function withdrawAnswer(
  routing: Pick<Routing, 'forms' | 'newId' | 'reach' | 'split' | 'hubOf' | 'wordsOf'>,
  ports: Ports,
  person: Member,
  { said, id: messageId }: Utterance,
  asking: Asking,
): Promise<Answer | null> {
  const { contact } = person
  const { words, now } = asking
  const text = said.type === 'text' && said.text.length < LONG ? bare(said.text) : null
  const say = (key: string, values?: Record<string, string | number>): Answer => ({
    reply: words.say(`withdrawal.${key}`, values),
    jobs: false,
  })
  const formOf = ({ form, formVersion }: FiledAlbum) => routing.forms.find(ports.drafts, form, formVersion)

  const asked = contact.asked?.type === 'withdraw_photos' ? contact.asked : null
  if (asked) {
    await ports.people.setAsked(contact.id, null)
    const yes = text !== null && millisOf(now) - millisOf(asked.at) <= ASKED_MS ? yesOrNo(text) : null
    if (yes === false) return say('left')
    const album = yes ? await ports.consents.album(contact.hubId, asked.recordId) : null
    if (album) return withdraw(album, asked.photoIds)
  }
  const meant = text && ((contact.role === 'staff' ? await ofGrantee(text) : null) ?? (await ofHerOwn(text)))
  if (!meant || 'reply' in meant) return meant || null
  const { album, numbers } = meant
  const about = aboutAlbum(album, await formOf(album), contact.zone, words)
  const photos = album.photos.filter(({ position }) => numbers.includes(position))
  const wrong = numbers.find((number) => photos.every(({ position }) => position !== number))
  if (wrong !== undefined) {
    return say('no_such', { ...about, number: wrong, there: album.photos.map(({ position }) => position).join('、') })
  }
  await ports.people.setAsked(contact.id, {
    type: 'withdraw_photos',
    recordId: album.recordId,
    photoIds: photos.map(({ id }) => id),
    at: now,
  })
  return say('ask', { ...about, photos: photosNamed(photos, words) })

  async function ofGrantee(text: string): Promise<Meant | null> {
    const [, name, list = ''] = BY_STAFF.map((pattern) => pattern.exec(text)).find((found) => found !== null) ?? []
    if (name === undefined) return null
    const all = await ports.overview.organisations(contact.hubId)
    const exactly = called(all, name)
    const found = exactly.length > 0 ? exactly : calledInPart(all, name)
    const [organisation] = found
    if (!organisation || found.length > 1) return say(organisation ? 'several' : 'nobody', { name: quote(name) })
    const album = await ports.consents.lastAlbum(contact.hubId, { organisationId: organisation.id })
    const numbers = numberList(list.replace(/\s/g, ''))
    return album ? { album, numbers } : say('none_of', { organisation: organisation.name })
  }

  async function ofHerOwn(text: string): Promise<Meant | null> {
    const numbers = consentWithdrawn(text)
    const session = numbers && person.draft?.session
    if (!numbers) return null
    if (session) {
      const form = await routing.forms.find(ports.drafts, session.form, session.formVersion)
      if (saysBeside(form, session, text, asking)) return null
    }
    const album = await ports.consents.lastAlbum(contact.hubId, { contactId: contact.id })
    return album ? { album, numbers } : say('none')
  }

  async function withdraw(album: FiledAlbum, photoIds: string[]): Promise<Answer> {
    const by = { at: now, byContactId: contact.id, why: null, messageId }
    const made = await withdrawConsent(ports)(contact.hubId, album, photoIds, by)
    const withdrawn = album.photos.filter(({ id }) => photoIds.includes(id))
    const photos = photosNamed(withdrawn, words)
    if (contact.role === 'staff') return say('done_staff', { photos, made: compiledWith(made, contact.zone, words) })
    const form = await formOf(album)
    const news = (to: Words) =>
      to.say('withdrawal.news', {
        ...aboutAlbum(album, form, contact.zone, to),
        name: contact.name,
        photos: photosNamed(withdrawn, to),
        made: compiledWith(made, contact.zone, to),
      })
    await tellStaff(routing, ports, person.standing.address.account, news, now)
    const days = new Set(made.flatMap((one) => (one.public ? [dayOf(one.madeAt, contact.zone, words)] : [])))
    const values = { photos, hub: hubIn(asking), days: [...days].join(words.say('field.comma')) }
    return { ...say(days.size > 0 ? 'done_shown' : 'done', values), jobs: true }
  }
}
