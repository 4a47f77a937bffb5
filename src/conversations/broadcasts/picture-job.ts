import { isEmpty } from '../../broadcasts/broadcast.js'
import type { Asking } from '../../forms/field-kind.js'
import { millisOf } from '../../kernel/clock.js'
import { textIn, type JobHandler, type JobResult } from '../../kernel/job.js'
import type { Address, MediaRef, MediaResult } from '../../kernel/message.js'
import type { Outcome } from '../../kernel/outcome.js'
import type { TurnPorts } from '../ports.js'
import type { TurnShell } from '../receive.js'
import { tellOne } from '../tell-staff.js'

/** The platform's copy dies after three days; whoever waits to send it does not wait so long. */
const GIVE_UP_AFTER = 3_600_000

/** Wishes for the job `broadcast_picture`. */
export const pictureLater = (
  { outbox }: Pick<TurnPorts, 'outbox'>,
  broadcastId: string,
  { channel, account }: Address,
  ref: MediaRef,
  { now }: Pick<Asking, 'now'>,
): Promise<void> =>
  outbox.add({
    kind: 'broadcast_picture',
    key: `broadcast_picture:${broadcastId}:${ref.id}`.slice(0, 190),
    account,
    payload: { broadcastId, channel, account, mediaId: ref.id, url: ref.url ?? '' },
    dueAt: now,
  })

/**
 * The job `broadcast_picture`, payload `{broadcastId, channel, account, mediaId, url}`: fetches the picture of a broadcast and keeps it. Of
 * several the last one counts. Where it cannot be had its author hears it and it goes out without: with nothing else in it, not at all.
 */
export function broadcastPicture(
  shell: TurnShell & {
    channelOf(channel: string, account: string): { fetchMedia(ref: MediaRef): Promise<MediaResult> } | null
    blobs: { put(bytes: Uint8Array): Promise<string> }
    examine(bytes: Uint8Array): Promise<Outcome<unknown>>
  },
): JobHandler {
  const { transact, clock } = shell

  const settle = (id: string, blob: string | null): Promise<JobResult> =>
    transact<JobResult>(async (ports) => {
      const broadcast = await ports.broadcasts.hold(id)
      if (!broadcast || broadcast.content.picture === null) return { type: 'done', code: 'over' }
      const { content, hubId, byContactId } = broadcast
      const now = clock.now()
      const kept = { ...content, picture: blob === null ? null : { blob } }
      await ports.broadcasts.update(id, {
        content: kept,
        ...(isEmpty(kept) && broadcast.state !== 'draft' && { state: 'stopped', endedAt: now }),
      })
      if (blob !== null) return { type: 'done' }
      const author = await ports.colleagues.find(hubId, byContactId)
      await tellOne(shell, ports, author, (words) => Promise.resolve(words.say('broadcast.picture_lost')), now)
      return { type: 'done', code: 'picture.lost' }
    })

  return {
    async run({ payload, createdAt }): Promise<JobResult> {
      const id = textIn(payload, 'broadcastId')
      const url = textIn(payload, 'url')
      const channel = shell.channelOf(textIn(payload, 'channel'), textIn(payload, 'account'))
      const media: MediaResult = channel
        ? await channel.fetchMedia({ id: textIn(payload, 'mediaId'), ...(url !== '' && { url }) })
        : { type: 'gone', code: 'channel.unknown' }
      const waited = millisOf(clock.now()) - millisOf(createdAt)
      if (media.type === 'later' && waited < GIVE_UP_AFTER)
        return { type: 'again', code: media.code, after: media.after }
      const kept = media.type === 'fetched' && (await shell.examine(media.bytes)).ok
      const result = await settle(id, kept ? await shell.blobs.put(media.bytes) : null)
      shell.nudge()
      return result
    },
  }
}
