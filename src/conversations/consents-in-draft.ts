import type { Session } from '../engine/session.js'
import { decodeAlbum } from '../forms/album.js'
import { mayBePublic } from '../forms/consent.js'
import type { Asking } from '../forms/field-kind.js'
import type { Form } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import type { Json } from '../kernel/json.js'
import type { Words } from '../kernel/words.js'
import type { Because } from '../records/because.js'
import type { Compilation } from '../records/compilations.js'
import { restoreConsent } from '../records/restore-consent.js'
import { withdrawConsent } from '../records/withdraw-consent.js'
import type { FilingNeeds } from './file.js'
import type { OpenDraft, Person, TurnPorts } from './ports.js'
import { tellStaffOf } from './tell-staff.js'
import { aboutAlbum, compiledWith, namedAlbum, photosNamed } from './withdrawal-words.js'

/**
 * In a draft that corrects what the public sees: a picture of it that she says may not be shown is taken out of it at once, whatever becomes of the
 * draft, and staff hear what was made with it; where she says in the same draft that it may, it is given back.
 */
export async function consentsInDraft(
  routing: FilingNeeds,
  ports: TurnPorts,
  contact: NonNullable<Person['contact']>,
  draft: OpenDraft,
  session: Session,
  form: Form,
  messageId: string | null,
  asking: Asking,
): Promise<void> {
  const { revises } = draft.about
  const same = session.answers === draft.session.answers && session.partials === draft.session.partials
  if (revises === null || !session.revision || same) return
  const filed = albumsIn(form, (key) => session.revision?.before[key])
  const was = albumsIn(form, (key) => heldIn(draft.session, key))
  const is = albumsIn(form, (key) => heldIn(session, key))
  const changed = [...is.keys()].filter(
    (photo) => filed.get(photo) === true && was.has(photo) && was.get(photo) !== is.get(photo),
  )
  if (changed.length === 0) return
  const versions = await ports.records.versions(contact.hubId, revises)
  const seen = versions.findLast(({ state }) => state === 'accepted')
  const album = seen && (await ports.consents.album(contact.hubId, seen.id))
  if (!album) return
  const by = { at: asking.now, byContactId: contact.id, messageId }
  const given = changed.filter((photo) => is.get(photo))
  const taken = changed.filter((photo) => !is.get(photo))
  const named = await namedAlbum(routing, ports, contact.hubId, album.recordId)
  const tell = (key: 'news' | 'restored_news', ids: string[], made: Compilation[]) => {
    const photos = album.photos.filter(({ id }) => ids.includes(id))
    const news = (to: Words) =>
      to.say(`withdrawal.${key}`, {
        ...(named && aboutAlbum(named, contact.zone, to)),
        name: contact.name,
        photos: photosNamed(photos, to),
        made: compiledWith(made, contact.zone, to),
      })
    return tellStaffOf(routing, ports, contact.hubId, news, asking.now)
  }
  if (given.length > 0) {
    await restoreConsent(ports)(contact.hubId, album, given, { ...by, why: 'consent_given_back' satisfies Because })
    await tell('restored_news', given, [])
  }
  if (taken.length > 0) {
    const why: Because = 'consent_taken_back'
    await tell('news', taken, await withdrawConsent(ports)(contact.hubId, album, taken, { ...by, why }))
  }
}

const heldIn = ({ partials, answers }: Session, key: string): Json | null =>
  partials[key]?.value ?? answers[key]?.value ?? null

/** Whether each picture may be shown, of those of which it was said. */
function albumsIn({ fields }: Form, of: (key: string) => Json | null | undefined): Map<string, boolean> {
  const albums = fields.filter((field) => kindOf(field).hears === 'image').map(({ key }) => of(key) ?? null)
  const photos = albums.flatMap((album) => (album === null ? [] : decodeAlbum(album).photos))
  return new Map(
    photos.flatMap(({ photo, state, consent }) =>
      state === 'out' || consent === undefined ? [] : [[photo, mayBePublic(consent)] as const],
    ),
  )
}
