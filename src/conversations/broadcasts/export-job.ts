import type { Broadcast } from '../../broadcasts/broadcast.js'
import { sheetXlsx } from '../../broadcasts/sheet-xlsx.js'
import type { Asking } from '../../forms/field-kind.js'
import type { Instant } from '../../kernel/clock.js'
import { textIn, type JobHandler } from '../../kernel/job.js'
import type { Words } from '../../kernel/words.js'
import { localTime } from '../../records/local-time.js'
import type { Person, TurnPorts } from '../ports.js'
import type { TurnShell } from '../receive.js'
import { staffAt } from '../staff/asker.js'
import { fileName, giveFile } from '../staff/give-file.js'
import type { Line } from './ports.js'
import { repliesShown } from './sheet.js'
import { wayShown, whyShown } from './words.js'

const PAGE = 1_000

/** Wishes for the job `broadcast_sheet`. One runs at a time: a workbook is built in memory. */
export const sheetLater = (
  { outbox }: Pick<TurnPorts, 'outbox'>,
  { addressId }: Person,
  { id: broadcastId }: Broadcast,
  { messageId, now }: Pick<Asking, 'messageId' | 'now'>,
): Promise<void> =>
  outbox.add({
    kind: 'broadcast_sheet',
    key: `broadcast_sheet:${messageId}`,
    lane: 'export',
    payload: { addressId, broadcastId },
    dueAt: now,
  })

/** The job `broadcast_sheet`, payload `{addressId, broadcastId}`: the delivery sheet as a workbook, to who asked, while she is staff of that hub. */
export function broadcastSheet(shell: TurnShell & { blobs: { put(bytes: Uint8Array): Promise<string> } }): JobHandler {
  const { transact, clock } = shell
  return {
    async run({ payload }) {
      const [addressId, id] = [textIn(payload, 'addressId'), textIn(payload, 'broadcastId')]
      const asker = await transact(async (ports) => {
        const person = await staffAt(ports, addressId)
        const broadcast = await ports.broadcasts.hold(id)
        return person?.contact.hubId === broadcast?.hubId ? person : null
      })
      if (!asker) return { type: 'done', code: 'not_staff' }
      const { language, zone } = asker.contact
      const words = shell.wordsOf(language)
      const rows: (string | null)[][] = []
      for (let offset = 0; offset === rows.length; offset += PAGE) {
        const lines = await transact(({ broadcasts }) => broadcasts.lines(id, {}, PAGE, offset))
        rows.push(...lines.map((line) => rowOf(line, zone, words)))
      }
      const bytes = await sheetXlsx(rows)
      const blob = await shell.blobs.put(bytes)
      await transact(async (ports) => {
        const person = await staffAt(ports, addressId)
        if (!person) return
        const hub = await ports.broadcasts.hub(person.contact.hubId)
        const file = { blob, bytes: bytes.length, name: fileName(hub.name, words.say('broadcast.sheet_name')) }
        const said = {
          before: null,
          link: (url: string) => words.say('broadcast.sheet_link', { url }),
          none: words.say('staff.no_link', { hub: hub.name }),
        }
        await giveFile(shell, ports, person, file, said, clock.now())
      })
      shell.nudge()
      return { type: 'done' }
    },
  }
}

function rowOf(line: Line, zone: string, words: Words): (string | null)[] {
  const { organisation, name, state, channel, by, why, sentAt, repliedAt, replies } = line
  const at = (instant: Instant | null) =>
    instant === null ? null : localTime(instant, zone).slice(0, 16).replace('T', ' ')
  const way = by === null || channel === null ? null : wayShown(channel, by, words)
  const said = replies.length === 0 ? null : repliesShown(replies, words, Infinity)
  const reason = state === 'refused' || state === 'unreachable' ? whyShown(why, words) : why
  return [organisation, name, words.say(`broadcast.was_${state}`), way, reason, at(sentAt), at(repliedAt), said]
}
