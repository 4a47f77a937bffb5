import { yesOrNo } from '../engine/commands.js'
import { hubIn } from '../engine/service.js'
import type { Asking } from '../forms/field-kind.js'
import { bare } from '../forms/prompt.js'
import { later } from '../kernel/clock.js'
import type { Words } from '../kernel/words.js'
import type { Because } from '../records/because.js'
import type { FiledAlbum } from '../records/consents.js'
import { withdrawConsent } from '../records/withdraw-consent.js'
import { ASKED_MS, picturesMeant } from './pictures-meant.js'
import type { TurnPorts, Utterance } from './ports.js'
import type { Known, Routing } from './route.js'
import { tellStaff } from './tell-staff.js'
import { aboutAlbum, compiledWith, dayOf, namedAlbum, photosNamed } from './withdrawal-words.js'

type Ports = Pick<
  TurnPorts,
  'consents' | 'compilations' | 'records' | 'people' | 'overview' | 'drafts' | 'staff' | 'outbox'
>
type Answer = { reply: string; jobs: boolean }

/**
 * 「照片 3 撤回同意」 of the record she has before her or names, by any of its organisation, and 「撤回照片 麦田 3」 by the hub's staff: asked once more,
 * then no longer shown in anything that is made for the public. Staff hear what was made with them, to call it back. Null when a message is none of it.
 */
export async function withdrawAnswer(
  routing: Pick<Routing, 'forms' | 'newId' | 'reach' | 'split' | 'hubOf' | 'wordsOf'>,
  ports: Ports,
  person: Known,
  { said, id: messageId }: Utterance,
  asking: Asking,
): Promise<Answer | null> {
  const { contact } = person
  const { words, now } = asking
  const text = said.type === 'text' ? bare(said.text) : null
  const say = (key: string, values?: Record<string, string | number>): Answer => ({
    reply: words.say(`withdrawal.${key}`, values),
    jobs: false,
  })

  const asked = contact.asked?.type === 'withdraw_photos' ? contact.asked : null
  if (asked) {
    await ports.people.setAsked(contact.id, asked.before ?? null)
    const yes = text !== null && asked.at > later(now, -ASKED_MS) ? yesOrNo(text) : null
    if (yes === false) return say('left')
    const album = yes ? await ports.consents.album(contact.hubId, asked.recordId) : null
    if (album) return withdraw(album, asked.photoIds)
  }
  const meant = text === null ? null : await picturesMeant(routing, ports, person, text, 'withdraw', asking)
  if (!meant || 'reply' in meant) return meant && { ...meant, jobs: false }
  const { named, photos, before } = meant
  await ports.people.setAsked(contact.id, {
    type: 'withdraw_photos',
    recordId: named.record.id,
    photoIds: photos.map(({ id }) => id),
    at: now,
    ...(before && { before }),
  })
  const about = aboutAlbum(named, contact.zone, words)
  const [first] = photos
  if (first && photos.length > 1 && photos.length === meant.album.photos.length)
    return say('ask_all', { ...about, count: photos.length, number: first.position })
  return say('ask', { ...about, photos: photosNamed(photos, words) })

  async function withdraw(album: FiledAlbum, photoIds: string[]): Promise<Answer> {
    const by = { at: now, byContactId: contact.id, why: 'consent_taken_back' satisfies Because, messageId }
    const made = await withdrawConsent(ports)(contact.hubId, album, photoIds, by)
    const withdrawn = album.photos.filter(({ id }) => photoIds.includes(id))
    const photos = photosNamed(withdrawn, words)
    if (contact.role === 'staff') return say('done_staff', { photos, made: compiledWith(made, contact.zone, words) })
    const named = await namedAlbum(routing, ports, contact.hubId, album.recordId)
    const news = (to: Words) =>
      to.say('withdrawal.news', {
        ...(named && aboutAlbum(named, contact.zone, to)),
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
