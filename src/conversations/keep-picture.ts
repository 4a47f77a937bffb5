import type { Found } from '../forms/field-kind.js'
import { millisOf, type Clock } from '../kernel/clock.js'
import type { JobHandler } from '../kernel/job.js'
import type { MediaRef, MediaResult } from '../kernel/message.js'
import type { Outcome } from '../kernel/outcome.js'
import type { KeptPhoto, Photo } from './photos.js'
import type { Transact, TurnPorts } from './ports.js'

/** What the platform answers for a file of no bytes; a download that breaks off looks the same, and comes whole another time. */
const NOTHING_IN_IT = 'answer.unreadable'
/** So often a picture that comes broken or empty is fetched once more before she is asked for it. */
const MORE_TRIES = 3

const SECOND = 1000
const HOUR = 3600 * SECOND
/** The platform's copy dies after three days: until then an account in trouble may be mended, and nobody is asked to send anything again. */
const GIVE_UP_AFTER = 72 * HOUR

export interface KeepPictureParts<Ports extends Pick<TurnPorts, 'photos' | 'drafts'>> {
  transact: Transact<Ports>
  /** The account a photo came to, or null when it is no longer in the settings. */
  channelOf: (channel: string, account: string) => { fetchMedia(ref: MediaRef): Promise<MediaResult> } | null
  blobs: { put(bytes: Uint8Array): Promise<string> }
  examine: (
    bytes: Uint8Array,
  ) => Promise<
    Outcome<
      Pick<KeptPhoto, 'width' | 'height' | 'takenAt' | 'fingerprint'> & { copy: Uint8Array; thumbnail: Uint8Array }
    >
  >
  /** `tellWithin`: tells the session in the transaction it is given, holding the person's lock. */
  tell: (ports: Ports, addressId: string, sessionId: string, field: string, found: Found) => Promise<void>
  /** What else is to become of a picture that is kept, in the transaction that keeps it. */
  kept?: (ports: Ports, photo: Photo) => Promise<void>
  clock: Clock
  /** Called after a commit that may have left jobs. */
  nudge: () => void
}

/**
 * The job `fetch_media`, payload `{photoId}`: downloads the picture, looks at it, keeps original, working copy and
 * thumbnail, and tells the session `picture_kept` or `picture_lost`. The row and the telling are one transaction, and a
 * photo that is no longer `coming` is left alone: however often the job runs, the person hears of it once.
 * The code of a lost picture is the channel's, one of `examinePicture`'s (`picture.heic` …), or `picture.not_fetched`.
 */
export function keepPicture<Ports extends Pick<TurnPorts, 'photos' | 'drafts'>>(
  parts: KeepPictureParts<Ports>,
): JobHandler {
  const { transact, channelOf, blobs, examine, tell, kept, clock, nudge } = parts

  type Fetched = { type: 'kept'; kept: KeptPhoto } | { type: 'lost'; code: string }

  async function examineAndKeep(bytes: Uint8Array): Promise<Fetched> {
    const examined = await examine(bytes)
    if (!examined.ok) return { type: 'lost', code: examined.problem.code }
    const { width, height, takenAt, fingerprint, copy, thumbnail } = examined.value
    const found: KeptPhoto = {
      sha256: await blobs.put(bytes),
      copy: await blobs.put(copy),
      thumbnail: await blobs.put(thumbnail),
      bytes: bytes.length,
      width,
      height,
      takenAt,
      fingerprint,
    }
    return { type: 'kept', kept: found }
  }

  const settle = (fetchedFor: Photo, fetched: Fetched): Promise<boolean> =>
    transact(async (ports) => {
      const photo = await ports.photos.find(fetchedFor.id)
      // Meanwhile another run may have settled it, or the person may have sent the picture again.
      if (photo?.state !== 'coming' || photo.mediaId !== fetchedFor.mediaId) return false
      const draft = await ports.drafts.find(photo.sessionId)
      if (!draft) throw new Error(`photo ${photo.id} belongs to no session`)
      const found: Found =
        fetched.type === 'lost'
          ? { type: 'picture_lost', photo: photo.id, code: fetched.code }
          : {
              type: 'picture_kept',
              photo: photo.id,
              sha256: fetched.kept.sha256,
              bytes: fetched.kept.bytes,
              takenAt: fetched.kept.takenAt,
              ...(fetched.kept.fingerprint !== null && { fingerprint: fetched.kept.fingerprint }),
            }
      // First the person's lock, then the photo: the order in which a turn takes them.
      await tell(ports, draft.addressId, photo.sessionId, photo.field, found)
      if (fetched.type === 'kept') {
        await ports.photos.kept(photo.id, fetched.kept, clock.now())
        await kept?.(ports, photo)
      } else await ports.photos.lost(photo.id, fetched.code, clock.now())
      return true
    })

  return {
    async run(job) {
      const { photoId } = job.payload
      const photo = typeof photoId === 'string' ? await transact((ports) => ports.photos.find(photoId)) : null
      if (!photo) return { type: 'failed', code: 'photo.unknown' }
      if (photo.state !== 'coming') return { type: 'done', code: `photo.${photo.state}` }

      const channel = channelOf(photo.channel, photo.account)
      const media: MediaResult = channel
        ? await channel.fetchMedia({ id: photo.mediaId, ...(photo.mediaUrl !== null && { url: photo.mediaUrl }) })
        : { type: 'later', code: 'channel.unknown', after: 0 }
      const empty = media.type === 'later' && media.code === NOTHING_IN_IT && job.attempts >= MORE_TRIES
      if (media.type === 'later' && !empty && millisOf(clock.now()) - millisOf(job.createdAt) < GIVE_UP_AFTER) {
        const growing = Math.min(HOUR, 5 * SECOND * 2 ** job.attempts)
        return { type: 'again', code: media.code, after: Math.max(media.after, growing) }
      }

      const fetched: Fetched =
        media.type === 'fetched'
          ? await examineAndKeep(media.bytes)
          : { type: 'lost', code: media.type === 'gone' ? media.code : 'picture.not_fetched' }
      // A download may have been cut on its way without anybody noticing: it is worth another before the person is asked.
      if (fetched.type === 'lost' && fetched.code === 'picture.damaged' && job.attempts < MORE_TRIES) {
        return { type: 'again', code: fetched.code, after: 5 * SECOND }
      }
      if (!(await settle(photo, fetched))) return { type: 'again', code: 'photo.changed', after: 0 }
      nudge()
      return fetched.type === 'kept' ? { type: 'done' } : { type: 'done', code: fetched.code }
    },
  }
}
