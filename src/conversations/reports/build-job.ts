import type { Asking } from '../../forms/field-kind.js'
import type { Writer } from '../../extraction/narrative.js'
import { quote } from '../../forms/prompt.js'
import type { Job, JobHandler, JobResult } from '../../kernel/job.js'
import { textIn } from '../../kernel/job.js'
import { Outage } from '../../kernel/outage.js'
import type { Words } from '../../kernel/words.js'
import type { CompiledGap } from '../../records/compilations.js'
import type { Person, TurnPorts } from '../ports.js'
import type { TurnShell } from '../receive.js'
import { sayLater } from '../say-later.js'
import { staffAt } from '../staff/asker.js'
import { fileNamed, giveFile, wayOf } from '../staff/give-file.js'
import { narrativeLater } from './narrative.js'
import type { MadeReport, ReportDesk, ReportFinding, Wanted } from './ports.js'

/** One report at a time: it is held in memory. */
const LANE = 'report'
const SHOWN = 3
const LINE = 90

const keyOf = ({ addressId }: Pick<Person, 'addressId'>, { programmeId, layout, from, to, public: open }: Wanted) =>
  `report:${addressId}:${[programmeId ?? '', layout, from, to, open ? 'public' : ''].join(':')}`

/** Whether she waits for this very report already. */
export const isBuilding = ({ outbox }: Pick<TurnPorts, 'outbox'>, person: Person, wanted: Wanted): Promise<boolean> =>
  outbox.isOpen(keyOf(person, wanted))

/** Wishes for the job `report`. `id` becomes that of the compilation: a job that runs twice gives one report. */
export const buildLater = (
  { outbox }: Pick<TurnPorts, 'outbox'>,
  id: string,
  person: Person,
  wanted: Wanted,
  name: string,
  { now }: Pick<Asking, 'now'>,
): Promise<void> =>
  outbox.add({
    kind: 'report',
    key: keyOf(person, wanted),
    lane: LANE,
    payload: { ...wanted, id, addressId: person.addressId, name },
    dueAt: now,
  })

const wantedIn = (payload: Job['payload']): Wanted => ({
  programmeId: typeof payload['programmeId'] === 'string' ? payload['programmeId'] : null,
  layout: textIn(payload, 'layout'),
  from: textIn(payload, 'from'),
  to: textIn(payload, 'to'),
  public: payload['public'] === true,
})

/**
 * The job `report`, payload `Wanted & {id, addressId, name}`: the report in Word, given in the chat where files can be, else as a link, with what
 * does not go together in it in three lines and how much is missing. A machine that died meanwhile begins it again; one that died after it was
 * given does not give it twice. Who is no longer staff gets nothing.
 */
export function buildReport(
  shell: TurnShell & { desk: ReportDesk; writer: Writer | null; blobs: { put(bytes: Uint8Array): Promise<string> } },
): JobHandler {
  const { transact, clock } = shell

  async function make(hubId: string, wanted: Wanted): Promise<MadeReport | { fault: string } | null> {
    try {
      return await shell.desk.build(hubId, wanted)
    } catch (error) {
      if (error instanceof Outage) throw error
      shell.broke(error)
      return null
    }
  }

  return {
    async run({ payload }): Promise<JobResult> {
      const addressId = textIn(payload, 'addressId')
      const [id, name, wanted] = [textIn(payload, 'id'), textIn(payload, 'name'), wantedIn(payload)]
      const asker = await transact((ports) => staffAt(ports, addressId))
      if (!asker) return { type: 'done', code: 'not_staff' }
      const { hubId, language } = asker.contact
      const words = shell.wordsOf(language)
      const made = await make(hubId, wanted)
      const file =
        made && 'bytes' in made
          ? { blob: await shell.blobs.put(made.bytes), bytes: made.bytes.length, name: fileNamed(name, 'docx') }
          : null

      const given = await transact(async (ports) => {
        const person = await staffAt(ports, addressId)
        if (person?.contact.hubId !== hubId) return false
        const now = clock.now()
        if (!made || 'fault' in made || !file) {
          const why = made && 'fault' in made ? words.say('reports.layout_wrong', { why: made.fault }) : null
          await sayLater(shell, ports, person, [why ?? words.say('reports.failed', { name })], now)
          return true
        }
        if (await ports.compilations.inputsOf(hubId, id)) return true
        if (wayOf(shell, person, file) !== null) {
          await ports.compilations.add(
            {
              id,
              hubId,
              kind: 'docx',
              name: file.name,
              public: wanted.public,
              madeAt: made.madeAt,
              byContactId: person.contact.id,
              fromOn: wanted.from,
              toOn: wanted.to,
            },
            made.recordIds,
            made.photoIds,
            made.inputs,
          )
          if (shell.writer) await narrativeLater(ports, person, id, name, now)
        }
        const said = {
          before: summary(made, words),
          link: (url: string) => words.say('reports.link', { name, url }),
          none: words.say('reports.too_big', { name }),
        }
        await giveFile(shell, ports, person, file, said, now)
        return true
      })
      shell.nudge()
      if (!made) return { type: 'failed', code: 'report.broke' }
      return given ? { type: 'done' } : { type: 'done', code: 'not_staff' }
    },
  }
}

/** What she has to know of it before she sends it on. */
function summary(made: MadeReport, words: Words): string {
  return [
    words.say('reports.made', { records: made.recordIds.length, photos: made.photoIds.length }),
    ...reconciled(made.findings, words),
    ...lacking(made.gaps, words),
    ...(made.lostPhotos > 0 ? [words.say('reports.lost_photos', { count: made.lostPhotos })] : []),
    ...(made.unaccepted > 0 ? [words.say('reports.unaccepted', { count: made.unaccepted })] : []),
    ...(made.withheld > 0 ? [words.say('reports.withheld', { count: made.withheld })] : []),
  ].join('\n')
}

/** 对账 in three lines. */
function reconciled(findings: readonly ReportFinding[], words: Words): string[] {
  if (findings.length === 0) return [words.say('reports.agrees')]
  const lines = findings
    .slice(0, SHOWN)
    .map(({ severity, message }) =>
      words.say('reports.finding', { severity: words.say(`reports.is_${severity}`), message: quote(message, LINE) }),
    )
  const rest = findings.length - lines.length
  return [
    words.say('reports.findings', { count: findings.length }),
    ...lines,
    ...(rest > 0 ? [words.say('reports.more_findings', { rest })] : []),
  ]
}

/** How much is missing, of whom most, and how to ask for it. */
function lacking(gaps: readonly CompiledGap[], words: Words): string[] {
  const counts = new Map<string, number>()
  for (const { organisation } of gaps) counts.set(organisation, (counts.get(organisation) ?? 0) + 1)
  const sorted = [...counts].sort(([, a], [, b]) => b - a)
  const [first] = sorted
  if (!first) return [words.say('reports.nothing_missing')]
  const names = sorted
    .slice(0, SHOWN)
    .map(([organisation, count]) => `${quote(organisation, LINE)} ${count}`)
    .join(words.say('field.comma'))
  const values = { count: gaps.length, names, first: quote(first[0], LINE), organisations: sorted.length }
  return [words.say('reports.missing', values)]
}
