import type { Asking } from '../../forms/field-kind.js'
import { textIn, type JobHandler, type JobResult } from '../../kernel/job.js'
import { Outage } from '../../kernel/outage.js'
import type { Words } from '../../kernel/words.js'
import { xlsxInThread } from '../../records/export-thread.js'
import { noting } from '../../records/compilations.js'
import { readChosen } from '../../records/export.js'
import type { RecordsToRead } from '../../records/export-ports.js'
import { countWithheld, type Unaccepted, type Withheld } from '../../records/public-records.js'
import type { Person, TurnPorts } from '../ports.js'
import type { TurnShell } from '../receive.js'
import { sayLater } from '../say-later.js'
import { staffAt } from './asker.js'
import type { Period } from './commands.js'
import { periodIn } from './figures.js'
import { fileName, giveFile, wayOf } from './give-file.js'

/** Wishes for the job `export`. One runs at a time: a workbook is built in memory, in a thread of its own. */
export const exportLater = (
  { outbox }: Pick<TurnPorts, 'outbox'>,
  { addressId }: Person,
  { period, public: open }: { period: Period; public: boolean },
  { messageId, now }: Pick<Asking, 'messageId' | 'now'>,
): Promise<void> =>
  outbox.add({
    kind: 'export',
    key: `export:${messageId}`,
    lane: 'export',
    payload: { addressId, from: period?.from ?? '', to: period?.to ?? '', public: open },
    dueAt: now,
  })

/**
 * The job `export`, payload `{addressId, from, to, public}` with empty days for all time: the workbook of the hub of who asked, given in the chat
 * where files can be, else as a link. Who is no longer staff gets nothing.
 */
export function exportRecords(
  shell: TurnShell & {
    records: RecordsToRead
    blobs: { put(bytes: Uint8Array): Promise<string> }
    /** The bytes of a thumbnail, or null where they are missing or damaged. */
    thumbnail(sha256: string): Promise<Uint8Array | null>
  },
): JobHandler {
  const { transact, clock } = shell

  async function make(hubId: string, period: Period, open: boolean, name: string, givenUp?: AbortSignal) {
    const hub = (await shell.records.hubs()).find(({ id }) => id === hubId)
    if (!hub) throw new Error(`no hub ${hubId}`)
    const range = period ?? {}
    const chosen = await readChosen(shell.records, { hub, programme: null, grantee: null, range, public: open })
    const madeAt = clock.now()
    const { records, contents } = noting(chosen.records, null)
    const bytes = await xlsxInThread({ ...chosen, records, madeAt, thumbnail: (of) => shell.thumbnail(of) }, givenUp)
    const file = { blob: await shell.blobs.put(bytes), bytes: bytes.length, name: fileName(hub.name, name) }
    return { ...file, madeAt, contents, unaccepted: chosen.unaccepted }
  }

  return {
    async run({ payload, givenUp }): Promise<JobResult> {
      const addressId = textIn(payload, 'addressId')
      const [from, to] = [textIn(payload, 'from'), textIn(payload, 'to')]
      const period = from && to ? { from, to } : null
      const asker = await transact((ports) => staffAt(ports, addressId))
      if (!asker) return { type: 'done', code: 'not_staff' }
      const { hubId, language } = asker.contact
      const words = shell.wordsOf(language)
      const open = payload['public'] === true
      const values = { period: exportNamed({ period, public: open }, words) }
      const made = await make(hubId, period, open, values.period, givenUp).catch((error: unknown) => {
        if (error instanceof Outage) throw error
        shell.broke(error)
        return null
      })

      const given = await transact(async (ports) => {
        const person = await staffAt(ports, addressId)
        if (person?.contact.hubId !== hubId) return false
        const now = clock.now()
        if (!made) {
          await sayLater(shell, ports, person, [words.say('staff.export_failed')], now)
          return true
        }
        const { name, madeAt, contents, unaccepted } = made
        if (wayOf(shell, person, made) !== null) {
          const compilation = { id: shell.newId(), hubId, kind: 'xlsx', name, public: open, madeAt }
          await ports.compilations.add(
            { ...compilation, byContactId: person.contact.id, fromOn: period?.from ?? null, toOn: period?.to ?? null },
            contents.recordIds,
            contents.photoIds,
          )
        }
        const said = {
          before:
            [notAccepted(unaccepted, words), leftOut(contents.withheld, words)].filter(Boolean).join('\n') || null,
          link: (url: string) => words.say('staff.export_link', { ...values, url }),
          none: words.say('staff.export_too_big', values),
        }
        await giveFile(shell, ports, person, made, said, now)
        return true
      })
      shell.nudge()
      if (!made) return { type: 'failed', code: 'export.broke' }
      return given ? { type: 'done' } : { type: 'done', code: 'not_staff' }
    },
  }
}

/** What is exported, by its time: 「2014年」, 「2014年公开版」. */
export const exportNamed = ({ period, public: open }: { period: Period; public: boolean }, words: Words): string =>
  open ? words.say('consent.public_of', { period: periodIn(period, words) }) : periodIn(period, words)

/** How many records are not in it, since they are not accepted, and how they stand; empty when all are. */
function notAccepted(unaccepted: Unaccepted[], words: Words): string {
  const count = unaccepted.reduce((sum, one) => sum + one.count, 0)
  const states = unaccepted.map((one) =>
    words.say('consent.in_state', { state: words.say(`record.state_${one.state}`), count: one.count }),
  )
  return count > 0 ? words.say('consent.not_accepted', { count, states: states.join(words.say('field.comma')) }) : ''
}

/** How many pictures are not in what is made for the public, and why; empty when all are. */
function leftOut(withheld: Withheld[], words: Words): string {
  const reasons = countWithheld(withheld).map(({ reason, count }) => words.say(`consent.for_${reason}`, { count }))
  const list = reasons.join(words.say('field.comma'))
  return list && words.say('consent.left_out', { count: withheld.length, reasons: list })
}
