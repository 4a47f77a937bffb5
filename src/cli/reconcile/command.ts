import { basename } from 'node:path'
import { Command } from 'commander'
import type { Piece } from '../../reconciliation/document.js'
import { sorted, type Finding } from '../../reconciliation/finding.js'
import { reconcile } from '../../reconciliation/reconcile.js'
import { DONE, FOUND, WRONG, type CliParts, type ExitCode } from '../parts.js'
import { printed } from './print.js'
import { readPasted, readReport, type Read } from './read-file.js'

interface Report {
  name: string
  pieces: Piece[]
}

export const reconcileCommand = (parts: CliParts, ended: (code: ExitCode) => void): Command =>
  new Command('reconcile')
    .description(
      '对账：一份报告里前后对不上、漏写的地方，不用数据库，文件不上传 / what does not go together in a report; needs no database, sends nothing anywhere',
    )
    .argument('[file...]', '.docx、.xlsx、.txt 或 .md；不写就读粘贴进来的文字 / none: pasted text')
    .option('--json', '输出 JSON / as JSON')
    .addHelpText(
      'after',
      `
一份报告和它的 Excel 附表一起写，就合在一起对；几份报告各对各的。
A report and its workbooks are compared together, several reports each by itself.

结束码 / exit codes：0 没有发现 nothing · 10 名称 naming · 11 缺内容 coverage · 12 存疑 doubtful · 13 矛盾 contradiction · 2 文件读不了 not read`,
    )
    .action(async (files: string[], options: { json?: true }) => ended(await run(files, options, parts)))

async function run(files: string[], { json }: { json?: true }, parts: CliParts): Promise<ExitCode> {
  const stdin = parts.stdin ?? process.stdin
  if (files.length === 0 && stdin.isTTY)
    parts.stderr.write('把报告粘贴在这里，最后另起一行按 Ctrl-D / paste the report, then Ctrl-D on a line of its own\n')
  const read: { name: string; read: Read | { fault: string } }[] =
    files.length === 0
      ? [{ name: '粘贴的文字', read: await readPasted(stdin) }]
      : await Promise.all(files.map(async (file) => ({ name: basename(file), read: await readReport(file) })))
  const refused = read.flatMap(({ name, read: each }) => ('fault' in each ? [`${name}：${each.fault}`] : []))
  if (refused.length > 0) {
    parts.stderr.write(`没有对账，先处理这些文件 / not reconciled:\n${refused.map((line) => `  ${line}\n`).join('')}`)
    return WRONG
  }
  const reports = together(read.flatMap(({ name, read: each }) => ('fault' in each ? [] : [{ name, ...each }])))
  const found = reports.map(({ name, pieces }) => ({ name, findings: reconcile(pieces) }))
  parts.stdout.write(json ? `${JSON.stringify({ findings: all(found) })}\n` : printed(found))
  const [gravest] = all(found)
  return gravest ? FOUND[gravest.severity] : DONE
}

/** Workbooks beside one report are its annexes. */
function together(read: ({ name: string } & Read)[]): Report[] {
  const reports = read.filter(({ sheets }) => !sheets)
  const [only] = reports
  if (!only || reports.length > 1) return read
  const annexes = read.filter(({ sheets }) => sheets)
  return [{ name: only.name, pieces: [...only.pieces, ...annexes.flatMap(({ pieces }) => pieces)] }]
}

/** The findings of all reports; of several each place says of which. */
function all(found: { name: string; findings: Finding[] }[]): Finding[] {
  if (found.length < 2) return found.flatMap(({ findings }) => findings)
  return sorted(
    found.flatMap(({ name, findings }) =>
      findings.map((each) => ({
        ...each,
        places: each.places.map(({ where, quote }) => ({ where: `${name} ${where}`, quote })),
      })),
    ),
  )
}
