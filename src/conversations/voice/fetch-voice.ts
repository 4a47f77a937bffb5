import { millisOf, type Clock } from '../../kernel/clock.js'
import type { JobHandler } from '../../kernel/job.js'
import type { MediaRef, MediaResult } from '../../kernel/message.js'
import type { Outcome } from '../../kernel/outcome.js'
import type { Transact, TurnPorts } from '../ports.js'
import { listens } from './listens.js'
import type { Voice } from './ports.js'

const SECOND = 1000
const HOUR = 3600 * SECOND
/** The platform's copy dies after three days. */
const GIVE_UP_AFTER = 72 * HOUR
/** So long she waits to hear what was heard. */
export const PATIENCE_MS = 600 * SECOND
/** The mark of one who was told not to wait. */
const TOLD = 'told'

export interface FetchVoiceParts<Ports extends Pick<TurnPorts, 'voices' | 'outbox' | 'privacy'>> {
  transact: Transact<Ports>
  /** The account it came to, or null when that is no longer in the settings. */
  channelOf: (channel: string, account: string) => { fetchMedia(ref: MediaRef): Promise<MediaResult> } | null
  blobs: { put(bytes: Uint8Array): Promise<string> }
  examine: (bytes: Uint8Array) => Promise<Outcome<unknown>>
  /** Whether a transcriber is to listen to what is kept. */
  transcribes: boolean
  /** Tells her that nothing will be heard in it, in the transaction it is given. */
  tellNothing: (ports: Ports, voice: Voice) => Promise<void>
  clock: Clock
  /** Called after a commit that may have left jobs. */
  nudge: () => void
}

/**
 * The job `fetch_voice`, payload `{voiceId}`: downloads a voice message and keeps the file as it is; what the platform heard nothing in goes on
 * to the job `transcribe`. Who waits to hear what was heard is told in time when that will be nothing. The code of a lost one is the channel's
 * or one of `examineVoice`'s.
 */
export function fetchVoice<Ports extends Pick<TurnPorts, 'voices' | 'outbox' | 'privacy'>>(
  parts: FetchVoiceParts<Ports>,
): JobHandler {
  const { transact, channelOf, blobs, examine, transcribes, tellNothing, clock, nudge } = parts
  const isWaitedFor = async (ports: Ports, { transcript, hubId }: Voice) =>
    transcript === null && (await listens({ transcribes }, ports, hubId))

  const settle = (id: string, what: { sha256: string; bytes: number } | { code: string }, told: boolean) =>
    transact(async (ports) => {
      const voice = await ports.voices.find(id)
      if (voice?.state !== 'coming') return
      const now = clock.now()
      if ('code' in what) {
        await ports.voices.lost(id, what.code, now)
        if (!told && (await isWaitedFor(ports, voice))) await tellNothing(ports, voice)
        return
      }
      await ports.voices.kept(id, what, now)
      if (!(await isWaitedFor(ports, voice))) return
      await ports.outbox.add({ kind: 'transcribe', key: `transcribe:${id}`, payload: { voiceId: id }, dueAt: now })
    })

  return {
    async run({ payload: { voiceId }, attempts, createdAt, mark }) {
      const voice = typeof voiceId === 'string' ? await transact((ports) => ports.voices.find(voiceId)) : null
      if (!voice) return { type: 'failed', code: 'voice.unknown' }
      if (voice.state !== 'coming') return { type: 'done', code: `voice.${voice.state}` }
      const told = mark === TOLD

      const channel = channelOf(voice.channel, voice.account)
      const media: MediaResult = channel
        ? await channel.fetchMedia({ id: voice.mediaId })
        : { type: 'later', code: 'channel.unknown', after: 0 }
      const waited = millisOf(clock.now()) - millisOf(createdAt)
      if (media.type === 'later' && waited < GIVE_UP_AFTER) {
        const tells =
          !told &&
          waited >= PATIENCE_MS &&
          (await transact(async (ports) => {
            const waitedFor = await isWaitedFor(ports, voice)
            if (waitedFor) await tellNothing(ports, voice)
            return waitedFor
          }))
        if (tells) nudge()
        const growing = Math.min(HOUR, 5 * SECOND * 2 ** attempts)
        return {
          type: 'again',
          code: media.code,
          after: Math.max(media.after, growing),
          ...((told || tells) && { mark: TOLD }),
        }
      }
      if (media.type !== 'fetched') {
        const code = media.type === 'gone' ? media.code : 'voice.not_fetched'
        await settle(voice.id, { code }, told)
        nudge()
        return { type: 'done', code }
      }
      const examined = await examine(media.bytes)
      if (examined.ok) await settle(voice.id, { sha256: await blobs.put(media.bytes), bytes: media.bytes.length }, told)
      else await settle(voice.id, { code: examined.problem.code }, told)
      nudge()
      return examined.ok ? { type: 'done' } : { type: 'done', code: examined.problem.code }
    },
  }
}
