import type { Instant } from '../../kernel/clock.js'
import { quote } from '../../forms/prompt.js'
import { textIn, type JobHandler } from '../../kernel/job.js'
import type { Words } from '../../kernel/words.js'
import type { RecordVersion } from '../../records/record.js'
import type { TurnPorts } from '../ports.js'
import type { TurnShell } from '../receive.js'
import { tellStaffOf } from '../tell-staff.js'
import type { MovedFigure, ReportDesk } from './ports.js'
import { reportsOf, staleReports, type StaleReport } from './stale.js'

const SHOWN = 3
const NAME = 40

/**
 * Wishes for the job `report_moved`: a version of a record counts, or (`accepted`) may be shown to the public, in the place of one that reports
 * hold.
 */
export async function movedLater(
  { outbox }: Pick<TurnPorts, 'outbox'>,
  { id, hubId, chainId }: Pick<RecordVersion, 'id' | 'hubId' | 'chainId'>,
  accepted: boolean,
  now: Instant,
): Promise<void> {
  const key = `report_moved:${id}${accepted ? ':public' : ''}`
  await outbox.add({ kind: 'report_moved', key, lane: 'report', payload: { hubId, chainId, accepted }, dueAt: now })
}

/** The same of a version that was accepted in the place of one that reports for the public may hold; without such reports nothing is wished. */
export async function publicMoved(
  ports: Pick<TurnPorts, 'outbox' | 'compilations'>,
  record: RecordVersion,
  now: Instant,
): Promise<void> {
  const reports = await reportsOf(ports, record.hubId)
  if (reports.some((report) => report.public)) await movedLater(ports, record, true, now)
}

/**
 * The job `report_moved`: staff of the hub are told once which figures of which reports moved, and how they get what to write about it. A report in
 * which no figure moved is told of by 导出记录 alone.
 */
export function reportMoved(shell: TurnShell & { desk: Pick<ReportDesk, 'moved'> }): JobHandler {
  const { transact, clock } = shell
  return {
    async run({ id, payload, mark, givenUp }) {
      if (mark === 'told') return { type: 'done', code: 'told' }
      const [hubId, chainId] = [textIn(payload, 'hubId'), textIn(payload, 'chainId')]
      const open = payload['accepted'] === true
      const stale = (await transact((ports) => staleReports(ports, hubId))).filter(
        ({ report, compiled }) => report.public === open && compiled.stale.some((one) => one.chainId === chainId),
      )
      const told: { of: StaleReport; moved: MovedFigure[] }[] = []
      for (const of of stale) {
        const correction = await shell.desk.moved(hubId, of.compiled, givenUp)
        if (correction) told.push({ of, moved: correction.moved })
      }
      if (told.length === 0) return { type: 'done', code: 'nothing_moved' }
      await transact(async (ports) => {
        const news = (words: Words) => told.map(({ of, moved }) => movedText(of, moved, words)).join('\n\n')
        await tellStaffOf(shell, ports, hubId, news, clock.now())
        await ports.outbox.mark(id, 'told')
      })
      shell.nudge()
      return { type: 'done' }
    },
  }
}

function movedText({ report: { name, number } }: StaleReport, moved: readonly MovedFigure[], words: Words): string {
  const rest = moved.length - SHOWN
  return [
    words.say('reports.moved', { name: quote(name, NAME), number, count: moved.length }),
    ...moved.slice(0, SHOWN).map((each) => words.say('reports.moved_one', { ...each })),
    ...(rest > 0 ? [words.say('reports.moved_more', { rest })] : []),
    words.say('reports.moved_how', { number }),
  ].join('\n')
}
