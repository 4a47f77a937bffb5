import type { Session } from '../../engine/session.js'
import { valuesOf } from '../../engine/revision.js'
import { decodeAlbum, encodeAlbum, NO_PICTURES, type AlbumPhoto } from '../../forms/album.js'
import type { Asking } from '../../forms/field-kind.js'
import { mayFrom } from '../../records/lives.js'
import type { Salon } from '../../salons/salon.js'
import { file } from '../file.js'
import { aboutOwn, type TurnPorts } from '../ports.js'
import { answersOf } from '../revise.js'
import type { Known, Routing } from '../route.js'
import { titleOf } from './words.js'

/** Of a form that does not say how many it takes. */
const MOST = 9

/**
 * 「沙龙 照片」: the pictures that people sent afterwards go into the salon's record, as a new version with its reason. Nobody was asked whether
 * they may be shown, so nothing made for the public has them.
 */
export async function picturesIntoRecord(
  routing: Routing,
  ports: TurnPorts,
  { contact, addressId }: Known,
  salon: Salon,
  asking: Asking,
): Promise<string> {
  const { words, now, messageId } = asking
  const { hubId } = contact
  const title = titleOf(salon, words)
  const chainId = salon.sessionId === null ? null : await ports.salons.chainOf(salon.sessionId)
  if (salon.sessionId === null || chainId === null) return words.say('salon.no_form')
  const current = await ports.records.current(hubId, chainId)
  const record = current && (await ports.records.hold(hubId, current.id))
  if (!record?.current || record.state === 'withdrawn') return words.say('salon.record_gone', { title })
  const held = await ports.drafts.revising(chainId)
  if (held) return words.say('filings.held', { name: held.holder })
  const form = await routing.forms.find(ports.drafts, record.form, record.formVersion)
  const field = form.fields.find(({ feeds }) => feeds === 'photos')
  if (!field) return words.say('salon.no_form')

  const answers = await answersOf(ports.records, record)
  const before = answers[field.key]
  const album = before?.value ? decodeAlbum(before.value) : NO_PICTURES
  const known = new Set(album.photos.flatMap(({ photo, sha256 }) => [photo, sha256 ?? '']))
  const kept = (await ports.salons.pictures(salon.sessionId)).filter(
    ({ id, sha256 }) => !known.has(id) && !known.has(sha256),
  )
  const most = (field.options as { most?: number }).most ?? MOST
  const added = kept.slice(0, Math.max(0, most - album.photos.length))
  if (added.length === 0)
    return words.say(kept.length > 0 ? 'salon.pictures_full' : 'salon.no_pictures', { title, most })
  const photos = added.map(({ id, mediaId, sentAt, sha256, organisation }): AlbumPhoto => ({
    photo: id,
    mediaId,
    sentAt,
    sha256,
    caption: words.say('salon.picture_of', { title, organisation }),
    state: 'kept',
  }))
  const all = [...album.photos, ...photos]
  const value = encodeAlbum({ ...album, photos: all, told: all.length, news: 0 })
  const id = routing.newId()
  const reason = words.say('salon.pictures_why', { count: added.length })
  const session: Session = {
    form: form.id,
    formVersion: form.version,
    answers: {
      ...answers,
      [field.key]: { value, from: [...(before?.from ?? []), ...added.map((one) => one.messageId)] },
    },
    at: { type: 'filed' },
    partials: {},
    misses: 0,
    paused: false,
    heardAt: now,
    revision: {
      recordId: record.id,
      chainId,
      type: mayFrom('correct', record.state) ? 'correction' : 'edit',
      fields: [],
      notes: {},
      before: valuesOf(answers),
      reason,
    },
  }
  const about = { ...aboutOwn(record.organisationId), revises: chainId }
  await ports.drafts.open(id, { contactId: contact.id, hubId, addressId, about }, session, now)
  const draft = { id, session, addressId, contactId: contact.id, about, whom: null }
  const late = await file(routing, ports, contact, form, draft, [], { ...asking, messageId })
  await ports.people.setAsked(contact.id, null)
  if (late) throw new Error(`the record ${record.id} changed under its lock`)
  const left = kept.length - added.length
  const more = left > 0 ? words.say('salon.pictures_left', { count: left, most }) : ''
  return words.say('salon.pictures_in', { title, count: added.length }) + more
}
