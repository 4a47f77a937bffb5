import type { Writer } from '../../extraction/narrative.js'
import { quote } from '../../forms/prompt.js'
import { showDays } from '../../kernel/day-words.js'
import type { JobHandler, JobResult } from '../../kernel/job.js'
import { textIn } from '../../kernel/job.js'
import { Outage } from '../../kernel/outage.js'
import type { Words } from '../../kernel/words.js'
import type { CompiledFinding, CompiledGap } from '../../records/compilations.js'
import type { TurnShell } from '../receive.js'
import { sayLater } from '../say-later.js'
import { staffAt } from '../staff/asker.js'
import { fileNamed, giveFile, wayOf } from '../staff/give-file.js'
import { narrativeLater } from './narrative.js'
import { wantedIn } from './wanted.js'
import { findingLine, MOST_FINDINGS } from './findings.js'
import type { MadeReport, ReportDesk, Wanted } from './ports.js'

const SHOWN = 3
const LINE = 90

/**
 * The job `report`, payload `Wanted & {id, addressId, name}`: the report in Word, given in the chat where files can be, else as a link, with what
 * does not go together in it in three lines and how much is missing. A machine that died meanwhile begins it again; one that died after it was
 * given does not give it twice. Who is no longer staff gets nothing.
 */
export function buildReport(
  shell: TurnShell & { desk: ReportDesk; writer: Writer | null; blobs: { put(bytes: Uint8Array): Promise<string> } },
): JobHandler {
  const { transact, clock } = shell

  async function make(
    hubId: string,
    wanted: Wanted,
    givenUp?: AbortSignal,
  ): Promise<MadeReport | { fault: string } | null> {
    try {
      return await shell.desk.build(hubId, wanted, givenUp)
    } catch (error) {
      if (error instanceof Outage) throw error
      shell.broke(error)
      return null
    }
  }

  return {
    // Ten thousand records and their pictures, on a small machine.
    longestMs: 2 * 3_600_000,
    async run({ payload, givenUp }): Promise<JobResult> {
      const addressId = textIn(payload, 'addressId')
      const [id, name, wanted] = [textIn(payload, 'id'), textIn(payload, 'name'), wantedIn(payload)]
      const asker = await transact((ports) => staffAt(ports, addressId))
      if (!asker) return { type: 'done', code: 'not_staff' }
      const { hubId, language } = asker.contact
      const words = shell.wordsOf(language)
      const made = await make(hubId, wanted, givenUp)
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
            { ...made.inputs, findings: made.findings.slice(0, MOST_FINDINGS) },
          )
          // What was drafted before and still holds is in it.
          if (shell.writer && made.draft === null) await narrativeLater(ports, person, id, name, wanted, now)
        }
        const stale = await ports.compilations.staleOf(hubId, [id])
        const said = {
          before: summary(made, stale.flatMap((one) => one.stale).length, words),
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

/** What she has to know of it before she sends it on; `changed`: how much of it does not count any more as it was read a moment ago. */
function summary(made: MadeReport, changed: number, words: Words): string {
  return [
    words.say('reports.made', { records: made.recordIds.length, photos: made.photoIds.length }),
    ...(changed > 0 ? [words.say('reports.changed', { count: changed })] : []),
    ...reconciled(made.findings, words),
    ...lacking(made.gaps, words),
    ...drafted(made, words),
    ...early(made, words),
    ...(made.lostPhotos > 0 ? [words.say('reports.lost_photos', { count: made.lostPhotos })] : []),
    ...(made.unaccepted > 0 ? [words.say('reports.unaccepted', { count: made.unaccepted })] : []),
    ...(made.withheld > 0 ? [words.say('reports.withheld', { count: made.withheld })] : []),
  ].join('\n')
}

function drafted({ draft }: MadeReport, words: Words): string[] {
  if (!draft?.placed) return []
  const { signedBy, number } = draft
  return [
    signedBy === null ? words.say('reports.with_draft', { number }) : words.say('reports.with_signed', { signedBy }),
  ]
}

/** What was told of too late for the report it belongs to. */
function early({ early: all }: MadeReport, words: Words): string[] {
  const [first] = all
  if (!first) return []
  const day = showDays({ from: first.startsOn, to: first.startsOn })
  return [words.say('reports.early', { count: all.length, first: `${day} ${quote(first.title, LINE)}` })]
}

/** 对账 in three lines. */
function reconciled(findings: readonly CompiledFinding[], words: Words): string[] {
  if (findings.length === 0) return [words.say('reports.agrees')]
  const lines = findings.slice(0, SHOWN).map((finding) => findingLine(finding, words))
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
