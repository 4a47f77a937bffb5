import { basename, extname } from 'node:path'
import { Command, Option } from 'commander'
import { RECORD_STATE, WITHHELD, type Table } from '../records/columns.js'
import { noting } from '../records/compilations.js'
import { formats, readChosen, tables, type Export } from '../records/export.js'
import { countWithheld } from '../records/public-records.js'
import { BlobUnreadable } from '../storage/blobs.js'
import { DONE, FAILED, WRONG, type CliParts, type ExitCode } from './parts.js'
import { choosing, withRecords } from './with-records.js'
import { overwriting, unwritable, writeFileWhole, writePieces } from './write-out.js'

interface ExportOptions {
  format: keyof typeof formats
  rows: Table
  out?: string
  public?: boolean
  force?: boolean
}

export const exportCommand = (parts: CliParts, ended: (code: ExitCode) => void): Command =>
  overwriting(choosing(new Command('export')))
    .description('导出填报记录 / export filed records')
    .addOption(new Option('--format <format>', '格式 / format').choices(Object.keys(formats)).makeOptionMandatory())
    .addOption(
      new Option('--rows <table>', 'CSV 导出哪一张表 / which table a CSV file holds')
        .choices(tables)
        .default('activities'),
    )
    .option(
      '--public',
      '给公众看的：只有通过了的记录，不带没有同意公开的照片，不带联系人姓名和内部的列 / for the public: accepted records alone, no photos without consent, no names of contacts, no internal columns',
    )
    .option('--out <file>', '写入文件，不写则输出到屏幕 / the file to write, else standard output')
    .action(async (options: ExportOptions, command: Command) => ended(await exportRecords(options, command, parts)))

function exportRecords(
  { format, rows, out, public: open = false, force = false }: ExportOptions,
  command: Command,
  parts: CliParts,
): Promise<ExitCode> {
  const { stdout, stderr } = parts
  if (format === 'xlsx' && !out && stdout.isTTY) {
    stderr.write('xlsx 不能显示在屏幕上，请加 --out 文件名 / a workbook needs --out FILE\n')
    return Promise.resolve(WRONG)
  }
  const fault = out === undefined ? null : unwritable(out, '--out', force)
  if (fault) {
    stderr.write(`${fault}\n`)
    return Promise.resolve(WRONG)
  }
  if (out && extname(out).toLowerCase() !== `.${format}`)
    stderr.write(`注意：${out} 里是 ${format}，文件名最好以 .${format} 结尾 / warning: this file is ${format}\n`)
  return withRecords(command, parts, async ({ records, blobs, transact, newId }, choice) => {
    const unreadable: string[] = []
    const chosen = await readChosen(records, { ...choice, ...(open && { public: true }) })
    const { records: passing, contents } = noting(chosen.records, format === 'csv' ? rows : null)
    const exported: Export = {
      ...chosen,
      records: passing,
      madeAt: parts.now(),
      async thumbnail(sha256) {
        try {
          return await blobs.read(sha256)
        } catch (error) {
          if (!(error instanceof BlobUnreadable)) throw error
          unreadable.push(sha256)
          return null
        }
      },
    }
    const compilation = {
      id: newId(),
      hubId: choice.hub.id,
      kind: format,
      name: out === undefined ? `${format === 'csv' ? rows : 'records'}.${format}` : basename(out),
      public: open,
      madeAt: exported.madeAt,
      byContactId: null,
      fromOn: choice.range.from ?? null,
      toOn: choice.range.to ?? null,
    }
    const writeDown = () =>
      transact(({ compilations }) => compilations.add(compilation, contents.recordIds, contents.photoIds))
    const pieces = formats[format](exported, rows)
    if (!out) {
      await writePieces(stdout, pieces)
      await writeDown()
    } else {
      // Before the file has its name: one that could not be written down could not be called back either.
      const known = async function* () {
        yield* pieces
        await writeDown()
      }
      await writeFileWhole(out, known())
      stderr.write(`已写入 / written: ${out}\n`)
    }
    for (const { state, count } of chosen.unaccepted)
      stderr.write(`没有公开的记录 / records left out: ${count}（${RECORD_STATE[state]} / ${state}）\n`)
    for (const { reason, count } of countWithheld(contents.withheld))
      stderr.write(`没有公开的照片 / photos left out: ${count}（${WITHHELD[reason]} / ${reason}）\n`)
    for (const sha256 of unreadable) stderr.write(`缩略图缺失或损坏 / thumbnail missing or damaged: ${sha256}\n`)
    return unreadable.length > 0 ? FAILED : DONE
  })
}
