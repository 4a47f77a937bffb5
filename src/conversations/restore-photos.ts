import { saysBeside } from '../engine/beside.js'
import { yesOrNo } from '../engine/commands.js'
import { hubIn } from '../engine/service.js'
import { consentChanged, consentRestored } from '../forms/consent.js'
import type { Asking } from '../forms/field-kind.js'
import { bare } from '../forms/prompt.js'
import { later } from '../kernel/clock.js'
import type { Words } from '../kernel/words.js'
import type { FiledAlbum } from '../records/consents.js'
import { restoreConsent } from '../records/restore-consent.js'
import type { TurnPorts, Utterance } from './ports.js'
import { reviseAtOnce } from './revise-at-once.js'
import type { Known, Routing, Turn } from './route.js'
import { tellStaff } from './tell-staff.js'
import { aboutAlbum, photosNamed } from './withdrawal-words.js'

/** Her word answers the question this long; after that it means something else. */
const ASKED_MS = 30 * 60_000

/**
 * 「照片 3 恢复公开」, 「照片 3 可以公开」 of the pictures she filed last, once she or staff took back that they may be shown: asked once more, then staff hear it. What
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
  const say = (key: string, values?: Record<string, string | number>, jobs = false) => ({
    reply: words.say(`withdrawal.${key}`, values),
    jobs,
  })
  const formOf = ({ form, formVersion }: FiledAlbum) => routing.forms.find(ports.drafts, form, formVersion)

  const asked = contact.asked?.type === 'restore_photos' ? contact.asked : null
  if (asked) {
    await ports.people.setAsked(contact.id, null)
    const yes = text !== null && asked.at > later(now, -ASKED_MS) ? yesOrNo(text) : null
    if (yes === false) return say('left')
    const album = yes ? await ports.consents.album(contact.hubId, asked.recordId) : null
    if (album) return restore(album, asked.photoIds)
  }
  const changed = text === null || person.draft ? null : consentChanged(text)
  const allowed = changed?.to === 'given' ? changed.numbers : null
  const numbers = text === null ? null : (consentRestored(text) ?? allowed)
  if (!numbers) return null
  if (person.draft) {
    const { session } = person.draft
    const form = await routing.forms.find(ports.drafts, session.form, session.formVersion)
    if (saysBeside(form, session, text ?? '', asking)) return null
  }
  const album = await ports.consents.lastAlbum(contact.hubId, { contactId: contact.id })
  if (!album) return say('none')
  const about = aboutAlbum(album, await formOf(album), contact.zone, words)
  const withdrawn = album.photos.filter(({ position, withdrawnAt }) => numbers.includes(position) && withdrawnAt)
  const refused = album.photos.filter(
    ({ position, consent }) => numbers.includes(position) && (consent === 'not_given' || consent === 'unknown'),
  )
  if (withdrawn.length === 0 && refused.length > 0) {
    const change = `照片 ${refused.map(({ position }) => position).join('、')} 可以公开`
    await ports.people.setAsked(contact.id, null)
    return { ...(await reviseAtOnce(routing, ports, person, album.recordId, change, asking)), jobs: true }
  }
  if (withdrawn.length === 0) return say('not_withdrawn', about)
  const photoIds = withdrawn.map(({ id }) => id)
  await ports.people.setAsked(contact.id, { type: 'restore_photos', recordId: album.recordId, photoIds, at: now })
  return say('ask_restore', { ...about, photos: photosNamed(withdrawn, words) })

  async function restore(album: FiledAlbum, photoIds: string[]) {
    await restoreConsent(ports)(contact.hubId, album, photoIds, {
      at: now,
      byContactId: contact.id,
      why: null,
      messageId,
    })
    const restored = album.photos.filter(({ id }) => photoIds.includes(id))
    const form = await formOf(album)
    const news = (to: Words) =>
      to.say('withdrawal.restored_news', {
        ...aboutAlbum(album, form, contact.zone, to),
        name: contact.name,
        photos: photosNamed(restored, to),
      })
    await tellStaff(routing, ports, person.standing.address.account, news, now)
    return say('restored', { photos: photosNamed(restored, words), hub: hubIn(asking) }, true)
  }
}
