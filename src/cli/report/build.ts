import { basename } from 'node:path'
import type { Command } from 'commander'
import { RECORD_STATE } from '../../records/columns.js'
import type { RecordState } from '../../records/record.js'
import { placedPicture } from '../../reports/docx/picture.js'
import { compileReport, type LogLine, type Progress } from '../../reports/report.js'
import { BlobUnreadable } from '../../storage/blobs.js'
import { DONE, FAILED, WRONG, type CliParts, type ExitCode } from '../parts.js'
import { withRecords, wrong } from '../with-records.js'
import { unwritable, writeFileWhole } from '../write-out.js'
import { deliveredForms, faultLine, layoutNamed } from './layouts.js'

export interface BuildOptions {
  layout: string
  out: string
  public?: boolean
}

/** Compiles a report into a file, with a line for each step, and what its reader has to know beside it. */
export async function buildReport(options: BuildOptions, command: Command, parts: CliParts): Promise<ExitCode> {
  const fault = unwritable(options.out, '--out')
  if (fault) return wrong(parts, [fault])
  const found = await layoutNamed(options.layout)
  if ('fault' in found) return wrong(parts, [found.fault])
  return withRecords(command, parts, async ({ records, reports, blobs, transact, newId }, choice) => {
    const made = await compileReport(
      {
        records,
        reads: reports,
        now: parts.now(),
        async picture(sha256) {
          try {
            return await placedPicture(await blobs.read(sha256))
          } catch (error) {
            if (error instanceof BlobUnreadable) return null
            throw error
          }
        },
      },
      found.layout,
      await deliveredForms(),
      { ...choice, ...(options.public && { public: true }) },
      (how) => parts.stderr.write(`${progressLine(how)}\n`),
    )
    if (!made.ok) {
      parts.stderr.write(`版式要先改好 / the layout has faults:\n`)
      for (const each of made.faults) parts.stderr.write(`  ✗ ${faultLine(each)}\n`)
      return WRONG
    }
    const { docx, dataset, log, photoIds } = made.value
    const compilation = {
      id: newId(),
      hubId: choice.hub.id,
      kind: 'docx',
      name: basename(options.out),
      public: options.public ?? false,
      madeAt: dataset.madeAt,
      byContactId: null,
      fromOn: choice.range.from ?? null,
      toOn: choice.range.to ?? null,
    }
    // Before the file has its name: one that could not be written down could not be called back either.
    const known = async function* () {
      yield docx
      await transact(({ compilations }) => compilations.add(compilation, dataset.recordIds, photoIds))
    }
    await writeFileWhole(options.out, known())
    parts.stderr.write(`已写入 / written: ${options.out}\n`)
    for (const line of log) parts.stderr.write(`! ${logLine(line)}\n`)
    return log.some(({ type }) => type === 'photo_lost') ? FAILED : DONE
  })
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

export function logLine(line: LogLine): string {
  switch (line.type) {
    case 'missing':
      return `缺：${line.organisation} ${line.what} / missing`
    case 'photo_lost':
      return `照片找不到了：${line.photo.organisation} ${line.photo.caption ?? ''} / photo lost`
    case 'merged':
      return `没有重复算：${line.organisation}「${line.title}」，别的记录里有同一次 / counted once`
    case 'unaccepted':
      return `没有公开的记录：${line.count}（${RECORD_STATE[line.state as RecordState]}）/ records left out`
  }
}
