import { yesOrNot } from '../engine/commands.js'
import { hubIn } from '../engine/service.js'
import { consentChanged } from '../forms/consent.js'
import type { Asking } from '../forms/field-kind.js'
import { bare } from '../forms/prompt.js'
import { later } from '../kernel/clock.js'
import type { Words } from '../kernel/words.js'
import type { Because } from '../records/because.js'
import type { FiledAlbum } from '../records/consents.js'
import { restoreConsent } from '../records/restore-consent.js'
import { ASKED_MS, picturesMeant } from './pictures-meant.js'
import { picturesNamed } from './pictures-named.js'
import type { TurnPorts, Utterance } from './ports.js'
import { reviseAtOnce } from './revise-at-once.js'
import type { Known, Routing, Turn } from './route.js'
import { tellStaff } from './tell-staff.js'
import { aboutAlbum, namedAlbum, photosNamed } from './withdrawal-words.js'

/**
 * 「照片 3 恢复公开」, 「照片 3 可以公开」 of the record she has before her or names, once she or staff took back that they may be shown: asked once more, then staff hear it. What
 * was never allowed is a change of the record, which she sees and submits. Null when a message is none of it; while her open draft has pictures of its own those are meant.
 */
export async function restoreAnswer(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  { said, id: messageId }: Utterance,
  asking: Asking,
): Promise<(Pick<Turn, 'reply' | 'jobs'> & Partial<Pick<Turn, 'sessionId'>>) | null> {
  const { contact } = person
  const { words, now } = asking
  const text = said.type === 'text' ? bare(said.text) : null
  const numbersOf = (photos: FiledAlbum['photos']) =>
    photos.map(({ position }) => position).join(words.say('field.comma'))
  const say = (key: string, values?: Record<string, string | number>, jobs = false) => ({
    reply: words.say(`withdrawal.${key}`, values),
    jobs,
  })
  const asked = contact.asked?.type === 'restore_photos' ? contact.asked : null
  if (asked) {
    await ports.people.setAsked(contact.id, asked.before ?? null)
    const yes = text !== null && asked.at > later(now, -ASKED_MS) ? yesOrNot(text) : null
    if (yes === false) return say('left')
    const album = yes ? await ports.consents.album(contact.hubId, asked.recordId) : null
    if (album) return restore(album, asked.photoIds)
  }
  const changed = text === null || person.draft ? null : consentChanged(text)
  const allowed = changed?.to === 'given' ? changed.numbers : null
  if (text === null) return null
  const wished = allowed ? { of: '', numbers: allowed } : picturesNamed(text, 'restore')
  const meant = await picturesMeant(routing, ports, person, text, 'restore', asking, wished)
  if (!meant || 'reply' in meant) return meant && { ...meant, jobs: false }
  const { named, photos, before } = meant
  const { record } = named
  const about = aboutAlbum(named, contact.zone, words)
  const withdrawn = photos.filter(({ withdrawnAt }) => withdrawnAt)
  const refused = refusedOf(photos)
  if (withdrawn.length === 0 && refused.length > 0) {
    if (person.draft) return say('restore_later', { ...about, numbers: numbersOf(refused) })
    await ports.people.setAsked(contact.id, null)
    const change = `照片 ${refused.map(({ position }) => position).join('、')} 可以公开`
    return { ...(await reviseAtOnce(routing, ports, person, record.id, change, asking)), jobs: true }
  }
  if (withdrawn.length === 0) return say('not_withdrawn', about)
  const photoIds = withdrawn.map(({ id }) => id)
  const ask = { type: 'restore_photos' as const, recordId: record.id, photoIds, at: now }
  await ports.people.setAsked(contact.id, { ...ask, ...(before && { before }) })
  return say('ask_restore', { ...about, photos: photosNamed(withdrawn, words) })

  async function restore(album: FiledAlbum, photoIds: string[]) {
    await restoreConsent(ports)(contact.hubId, album, photoIds, {
      at: now,
      byContactId: contact.id,
      why: 'consent_given_back' satisfies Because,
      messageId,
    })
    const restored = album.photos.filter(({ id }) => photoIds.includes(id))
    const named = await namedAlbum(routing, ports, contact.hubId, album.recordId)
    const news = (to: Words) =>
      to.say('withdrawal.restored_news', {
        ...(named && aboutAlbum(named, contact.zone, to)),
        name: contact.name,
        photos: photosNamed(restored, to),
      })
    await tellStaff(routing, ports, person.standing.address.account, news, now)
    // A change that was filed meanwhile has the refusal in the record itself: that is one more change, which she sees and submits.
    const still = refusedOf(restored)
    const values = { photos: photosNamed(still.length > 0 ? still : restored, words), hub: hubIn(asking) }
    if (still.length > 0) return say('restored_refused', { ...values, numbers: numbersOf(still) }, true)
    return say('restored', values, true)
  }
}

const refusedOf = (photos: FiledAlbum['photos']) =>
  photos.filter(({ consent }) => consent === 'not_given' || consent === 'unknown')
