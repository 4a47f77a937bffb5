import { later, millisOf } from '../../kernel/clock.js'
import { textIn, type Job, type JobHandler, type JobResult } from '../../kernel/job.js'
import type { MediaRef, MediaResult } from '../../kernel/message.js'
import type { Outcome } from '../../kernel/outcome.js'
import type { Person, TurnPorts, Utterance } from '../ports.js'
import type { TurnShell } from '../receive.js'
import { giveLater } from '../say-later.js'
import { openAddress } from '../tell-staff.js'
import type { Known } from '../route.js'

/** Staff answer within a talk or not at all. */
const GIVE_UP_AFTER = 3_600_000
/** By then it is delivered, or never will be: what no draft took up is not kept. */
const FORGET_AFTER = 2 * 24 * 3_600_000
/** An account that may say only so many more keeps them for words. */
const KEPT_FOR_WORDS = 2

/** Wishes for the job `forward_media`: staff have been told in words that it came. */
export const forwardJob = (
  { contact }: Known,
  { id, from }: Pick<Utterance, 'id' | 'from'>,
  { kind, ref }: { kind: 'image' | 'voice'; ref: MediaRef },
  now: string,
): Job => ({
  kind: 'forward_media',
  key: `forward_media:${id}`,
  account: from.account,
  payload: {
    hubId: contact.hubId,
    channel: from.channel,
    account: from.account,
    kind,
    mediaId: ref.id,
    url: ref.url ?? '',
    name: contact.name,
  },
  dueAt: now,
})

/**
 * The job `forward_media`, payload `{hubId, channel, account, kind, mediaId, url, name}`: what a grantee sent in a talk, to each of the hub's
 * own staff who can be written to now: a picture as a picture without what a camera writes into it, a voice message as a file where the account
 * takes files. It goes nowhere else, and by no link: there may be children on it. Where it cannot be had or given, they have the line.
 */
export function forwardMedia(
  shell: TurnShell & {
    channelOf(channel: string, account: string): { fetchMedia(ref: MediaRef): Promise<MediaResult> } | null
    blobs: { put(bytes: Uint8Array): Promise<string> }
    examine(bytes: Uint8Array): Promise<Outcome<{ copy: Uint8Array }>>
    examineVoice(bytes: Uint8Array): Promise<Outcome<{ format: string }>>
  },
): JobHandler {
  const { transact, clock } = shell

  async function shown(kind: string, bytes: Uint8Array, name: string) {
    if (kind === 'image') {
      const examined = await shell.examine(bytes)
      return examined.ok ? ({ type: 'image', blob: await shell.blobs.put(examined.value.copy) } as const) : null
    }
    const examined = await shell.examineVoice(bytes)
    if (!examined.ok) return null
    return { type: 'file', blob: await shell.blobs.put(bytes), name: `${name}.${examined.value.format}` } as const
  }

  return {
    async run({ payload, createdAt }): Promise<JobResult> {
      const url = textIn(payload, 'url')
      const channel = shell.channelOf(textIn(payload, 'channel'), textIn(payload, 'account'))
      const media: MediaResult = channel
        ? await channel.fetchMedia({ id: textIn(payload, 'mediaId'), ...(url !== '' && { url }) })
        : { type: 'gone', code: 'channel.unknown' }
      if (media.type === 'later' && millisOf(clock.now()) - millisOf(createdAt) < GIVE_UP_AFTER)
        return { type: 'again', code: media.code, after: media.after }
      if (media.type !== 'fetched') return { type: 'done', code: media.code }
      const say = await shown(textIn(payload, 'kind'), media.bytes, textIn(payload, 'name'))
      if (!say) return { type: 'done', code: 'media.unreadable' }

      const takes = ({ standing }: Person, now: string) => {
        const reach = shell.reach(standing, now)
        if (reach.type === 'closed' || (reach.left !== null && reach.left <= KEPT_FOR_WORDS)) return false
        return say.type === 'image' || shell.staffWays.takesFiles(standing.address)
      }
      await transact(async (ports: TurnPorts) => {
        const now = clock.now()
        const all = await ports.staff.addressesOf(textIn(payload, 'hubId'))
        for (const contactId of new Set(all.map((one) => one.contactId))) {
          const address = openAddress(
            shell,
            all.filter((one) => one.contactId === contactId),
            now,
          )
          const person = address && (await ports.people.holdById(address.addressId))
          if (person && takes(person, now)) await giveLater(shell, ports, person, say, now)
        }
        const forget = { kind: 'forget_blob', key: `forget_blob:${say.blob}`, payload: { sha256: say.blob } }
        await ports.outbox.add({ ...forget, dueAt: later(now, FORGET_AFTER) })
      })
      shell.nudge()
      return { type: 'done' }
    },
  }
}
