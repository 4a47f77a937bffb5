import type { Asking } from '../../forms/field-kind.js'
import { later, millisOf, type Instant } from '../../kernel/clock.js'
import { textIn, type JobHandler } from '../../kernel/job.js'
import type { MediaRef, MediaResult } from '../../kernel/message.js'
import { dayIn } from '../../kernel/zone.js'
import { type Asked, isFree } from '../asked.js'
import { menuLines } from '../menu.js'
import { draftCue } from '../open-draft.js'
import type { TurnPorts } from '../ports.js'
import type { TurnShell } from '../receive.js'
import { type Contact, wordsFor } from '../route.js'
import { sayLater } from '../say-later.js'
import { heardIn } from './heard-in.js'
import { keepTold } from './keep-told.js'
import { told } from './propose.js'

/** The platform's copy dies after three days, and who waits so long has long typed it. */
const GIVE_UP_MS = 3_600_000
const PAUSE_MS = 30_000
/** As the channels say it. */
const TOO_BIG = 'media.too_big'
/** So long something else that she was asked goes before. */
const PATIENCE_MS = 600_000

/** What a file holds in words, or why it cannot be read, in Chinese and English. */
export type ReadFile = (bytes: Uint8Array) => Promise<{ text: string } | { fault: [zh: string, en: string] }>

/**
 * The job `read_file`, payload `{addressId, messageId, channel, account, mediaId, sentAt}`: looks through a file that she sent and says back
 * what was understood of it, as of a message; the file itself is not kept.
 */
export function readFileJob(
  shell: TurnShell,
  parts: {
    channelOf: (channel: string, account: string) => { fetchMedia(ref: MediaRef): Promise<MediaResult> } | null
    read: ReadFile
  },
): JobHandler {
  const { transact, clock, nudge } = shell
  return {
    async run({ payload, createdAt }) {
      const waited = millisOf(clock.now()) - millisOf(createdAt)
      const channel = parts.channelOf(textIn(payload, 'channel'), textIn(payload, 'account'))
      const media: MediaResult = channel
        ? await channel.fetchMedia({ id: textIn(payload, 'mediaId') })
        : { type: 'gone', code: 'channel.unknown' }
      if (media.type === 'later' && waited < GIVE_UP_MS)
        return { type: 'again', code: media.code, after: Math.max(media.after, PAUSE_MS) }
      const read = media.type === 'fetched' ? await parts.read(media.bytes) : { code: media.code }
      const said = await transact((ports) => tell(ports, payload, read, waited >= PATIENCE_MS))
      if (!said) return { type: 'again', code: 'file.asked_else', after: PAUSE_MS }
      nudge()
      return { type: 'done', ...('code' in read && { code: read.code }) }
    },
  }

  /** False where she is being asked something else, which goes first. */
  async function tell(
    ports: TurnPorts,
    payload: Parameters<JobHandler['run']>[0]['payload'],
    read: Awaited<ReturnType<ReadFile>> | { code: string },
    now: boolean,
  ): Promise<boolean> {
    const person = await ports.people.holdById(textIn(payload, 'addressId'))
    const { contact = null, draft = null, help = null } = person ?? {}
    // In a talk the file was passed on in words; staff ask for it.
    if (!person || !contact || contact.left || help) return true
    const at = clock.now()
    if (!now && (isAsked(contact.asked, at) || (draft && !TAKES.includes(draft.session.at.type)))) return false
    const words = wordsFor(shell, person)
    const sentAt = textIn(payload, 'sentAt')
    const asking = {
      words,
      speaksLater: shell.reach(person.standing, at).type === 'open',
      today: dayIn(sentAt, contact.zone),
      now: at,
      messageId: textIn(payload, 'messageId'),
      sentAt,
    }
    const known = { ...person, contact }
    // What waits for her next word would take that for its answer.
    const turn =
      'text' in read && asking.speaksLater
        ? await told(shell, ports, known, asking.messageId, read.text, asking, true)
        : null
    const kept = turn === null && draft && 'text' in read ? await keptFor(ports, contact, read.text, asking) : null
    const next = draft
      ? await draftCue(shell, ports, draft, asking)
      : words.say('told.menu', { forms: menuLines(shell.forms.current, words) })
    const tooBig = 'code' in read && read.code === TOO_BIG
    const why =
      'fault' in read
        ? words.say('told.file_unreadable', { why: read.fault[words.language === 'zh-CN' ? 0 : 1] })
        : 'code' in read
          ? words.say(tooBig ? 'told.file_too_big' : 'told.file_gone')
          : (kept ?? words.say('told.file_nothing'))
    await sayLater(shell, ports, person, [turn?.reply ?? `${why}\n${next}`], at)
    return true
  }
}

/** Where a draft may take what a file tells; anything else she is asked there goes before. */
const TAKES = ['asking', 'changing', 'summary', 'choosing']
/** These stay where they are when something else is said. */
const STAYS = ['list', 'returned', 'permission', 'listening']

const isAsked = (asked: Asked | null, now: Instant): boolean =>
  asked !== null && !isFree(asked, now) && !STAYS.includes(asked.type) && asked.at > later(now, -PATIENCE_MS)

/** What it tells of activities that are none of her draft, as of a change of what was filed, is kept for behind that; null where it tells of none. */
async function keptFor(ports: TurnPorts, contact: Contact, said: string, asking: Asking): Promise<string | null> {
  const count = (await heardIn(ports, contact, said, asking))?.activities.length ?? 0
  if (count === 0) return null
  const { messageId: from, sentAt } = asking
  await keepTold(ports, contact.id, { said, from, sentAt: sentAt ?? asking.now })
  return asking.words.say('told.file_kept', { count })
}
