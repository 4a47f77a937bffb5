import { readFile } from 'node:fs/promises'
import { basename, extname, resolve } from 'node:path'
import type { Command } from 'commander'
import { showDays } from '../../kernel/day-words.js'
import { RECORD_STATE, WITHHELD } from '../../records/columns.js'
import type { Choice } from '../../records/export.js'
import type { RecordState } from '../../records/record.js'
import { inputsOf } from '../../reports/corrections/inputs.js'
import type { Photo } from '../../reports/dataset/dataset.js'
import {
  compilePhotos,
  compileReport,
  compileWorkbook,
  logOf,
  type LogLine,
  type Progress,
  type Report,
  type Sources,
} from '../../reports/report.js'
import { evidenceWorkbook } from '../../reports/xlsx/workbook.js'
import { readOrNull } from '../../storage/blobs.js'
import { DONE, FAILED, WRONG, type CliParts, type ExitCode, type OpenRecords } from '../parts.js'
import { printed, severityWords } from '../reconcile/print.js'
import { withRecords, wrong } from '../with-records.js'
import { unwritable, writeFileWhole } from '../write-out.js'
import { findingsOf } from './findings.js'
import { dataOf, deliveredForms, faultLine, layoutNamed } from './layouts.js'

export interface BuildOptions {
  layout?: string
  out: string
  evidence?: string
  findings?: string
  public?: boolean
  force?: boolean
}

/** How a report is compiled by how its file is to end: a sentence says what is wrong with the options. */
type Compile = (sources: Sources, choice: Choice, progress: (how: Progress) => void) => ReturnType<typeof compileReport>

/** Compiles a report into a file, with a line for each step, and what its reader has to know beside it. */
export async function buildReport(options: BuildOptions, command: Command, parts: CliParts): Promise<ExitCode> {
  const how = await howToCompile(options, dataOf(command, parts))
  const faults = [
    unwritable(options.out, '--out', options.force ?? false),
    evidenceFault(options),
    findingsFault(options),
    'fault' in how ? how.fault : null,
  ].filter((fault) => fault !== null)
  if (faults.length > 0 || 'fault' in how) return wrong(parts, faults)
  return withRecords(command, parts, async (opened, chosen) => {
    const choice = { ...chosen, ...(options.public && { public: true }) }
    const made = await how.compile(sourcesOf(opened, parts), choice, (step) =>
      parts.stderr.write(`${progressLine(step)}\n`),
    )
    if (!made.ok) {
      parts.stderr.write(`版式要先改好 / the layout has faults:\n`)
      for (const each of made.faults) parts.stderr.write(`  ✗ ${faultLine(each)}\n`)
      return WRONG
    }
    try {
      return await deliver(options, made.value, opened, parts)
    } finally {
      made.value.close?.()
    }
  })
}

/** Writes the files of a report, and says what their reader has to know. */
async function deliver(options: BuildOptions, report: Report, opened: OpenRecords, parts: CliParts): Promise<ExitCode> {
  const changed = await write(options.out, report.pieces, report, opened)
  parts.stderr.write(`已写入 / written: ${options.out}\n`)
  if (options.evidence !== undefined) {
    await write(options.evidence, evidenceWorkbook(report.dataset), { ...report, placed: [] }, opened)
    parts.stderr.write(`已写入 / written: ${options.evidence}\n`)
  }
  if (changed > 0)
    parts.stderr.write(
      `! 编的时候有 ${changed} 处记录改了，请再编一次 / changed while it was compiled: compile it again\n`,
    )
  if (extname(options.out).toLowerCase() === '.docx') await tellFindings(options, parts)
  const log = logOf(report)
  for (const line of log) parts.stderr.write(`! ${logLine(line)}\n`)
  return changed > 0 || log.some(({ type }) => type === 'photo_lost') ? FAILED : DONE
}

const evidenceFault = ({ evidence: file, out, force = false }: BuildOptions): string | null =>
  file === undefined
    ? null
    : resolve(file) === resolve(out) || extname(file).toLowerCase() !== '.xlsx'
      ? '--evidence 写另一个文件，以 .xlsx 结尾 / another file, which ends with .xlsx'
      : unwritable(file, '--evidence', force)

const findingsFault = ({ findings: file, out, force = false }: BuildOptions): string | null =>
  file === undefined
    ? null
    : extname(out).toLowerCase() === '.docx'
      ? unwritable(file, '--findings', force)
      : '--findings 只用于 .docx 报告 / only with a .docx report'

/** 对账 of the file that was written: three lines, and all of it where it is wanted. */
async function tellFindings({ out, findings: file }: BuildOptions, { stderr }: CliParts): Promise<void> {
  const findings = await findingsOf(await readFile(out))
  if (findings.length === 0) stderr.write('对账：没有发现对不上的地方 / nothing found that does not go together\n')
  else {
    stderr.write(`对账：${findings.length} 处 / reconciled: ${findings.length} findings\n`)
    for (const { severity, message } of findings.slice(0, 3))
      stderr.write(`  【${severityWords(severity)}】${message}\n`)
    if (file === undefined && findings.length > 3)
      stderr.write(`  还有 ${findings.length - 3} 处，写到文件：--findings 对账.txt / more with --findings FILE\n`)
  }
  if (file === undefined) return
  await writeFileWhole(file, [Buffer.from(printed([{ name: basename(out), findings }]))])
  stderr.write(`已写入 / written: ${file}\n`)
}

async function howToCompile(
  { out, layout }: BuildOptions,
  data: string | undefined,
): Promise<{ compile: Compile } | { fault: string }> {
  const whole =
    (compile: (...given: Parameters<Compile>) => Promise<Report>): Compile =>
    async (...given) => ({ ok: true, value: await compile(...given) })
  switch (extname(out).toLowerCase()) {
    case '.xlsx':
      return { compile: whole(compileWorkbook) }
    case '.zip':
      return { compile: whole(compilePhotos) }
    case '.docx': {
      if (layout === undefined)
        return { fault: 'Word 报告要有版式：--layout annual；有哪些：jianbao report layouts / a layout is needed' }
      const found = await layoutNamed(layout, data)
      if ('fault' in found) return found
      const forms = await deliveredForms()
      return { compile: (sources, ...given) => compileReport(sources, found.layout, forms, ...given) }
    }
    default:
      return {
        fault: `${basename(out)}：文件名以 .docx（报告）、.xlsx（表格）或 .zip（照片）结尾 / end it with .docx, .xlsx or .zip`,
      }
  }
}

const sourcesOf = ({ records, reports, blobs }: OpenRecords, parts: CliParts): Sources => ({
  records,
  reads: reports,
  now: parts.now(),
  read: readOrNull(blobs),
})

/**
 * Before the file has its name it is written down: one that is not could not be called back either. How many of its records and pictures count
 * no more as they were read a moment ago.
 */
async function write(
  file: string,
  pieces: Report['pieces'],
  { dataset, placed }: Pick<Report, 'dataset' | 'placed'>,
  { transact, newId }: OpenRecords,
): Promise<number> {
  let changed = 0
  const { hub, range, public: open = false } = dataset.choice
  const compilation = {
    id: newId(),
    hubId: hub.id,
    kind: extname(file).slice(1).toLowerCase(),
    name: basename(file),
    public: open,
    madeAt: dataset.madeAt,
    byContactId: null,
    fromOn: range.from ?? null,
    toOn: range.to ?? null,
  }
  const known = async function* () {
    yield* pieces
    await transact(async ({ compilations }) => {
      await compilations.add(
        compilation,
        dataset.recordIds,
        placed.map(({ id }) => id),
        inputsOf(dataset),
      )
      changed = (await compilations.staleOf(hub.id, [compilation.id])).flatMap(({ stale }) => stale).length
    })
  }
  await writeFileWhole(file, known())
  return changed
}

function progressLine({ step, done }: Progress): string {
  switch (step) {
    case 'layout':
      return `版式：${done} 个标签 / layout: ${done} tags`
    case 'records':
      return `记录：${done} 份 / records: ${done}`
    case 'pictures':
      return `照片：${done} 张 / photos: ${done}`
  }
}

/** 「2013年6月14日 知行沙龙、…」: the first of them, by day. */
const earlyWords = (activities: { startsOn: string; title: string }[]): string => {
  const shown = activities.slice(0, 3).map(({ startsOn, title }) => `${startsOn} ${title}`)
  return [...shown, ...(activities.length > shown.length ? ['…'] : [])].join('、')
}

/** 「甲社 2014年3月1日至31日的简报 照片 2（3月22日 读书会）「开场」」: so that it can be looked for and asked for again. */
function lostWords({ organisation, brief, number, activity, caption }: Photo): string {
  const shown = activity && `${showDays({ from: activity.startsOn, to: activity.endsOn })} ${activity.title}`
  return `${organisation} ${brief} 照片 ${number}${shown === null ? '' : `（${shown}）`}${caption === null ? '' : `「${caption}」`}`
}

export function logLine(line: LogLine): string {
  switch (line.type) {
    case 'missing':
      return `缺：${line.organisation} ${line.what} / missing`
    case 'photo_lost':
      return `照片找不到了：${lostWords(line.photo)} / photo ${line.photo.number} lost`
    case 'early':
      return `没有算进来：${line.activities.length} 次活动在这段时间以前（${earlyWords(line.activities)}）/ before these days, not counted`
    case 'draft':
      if (!line.placed)
        return `版式里没有 {#叙述}，起草的段落没有放进去 / the layout has no place for drafted paragraphs`
      return line.signedBy === null
        ? `里面有机器起草、还没有人签的段落，印着「草稿，待签」；签：jianbao report sign ${line.number} / an unsigned draft is in it`
        : `起草的段落由 ${line.signedBy} 签字 / drafted paragraphs, signed`
    case 'merged':
      return `没有重复算：${line.organisation}「${line.title}」，别的记录里有同一次 / counted once`
    case 'unaccepted':
      return `没有公开的记录：${line.count}（${RECORD_STATE[line.state as RecordState]}）/ records left out`
    case 'withheld':
      return `没有公开的照片：${line.count}（${WITHHELD[line.reason]}）/ photos left out`
  }
}
