import { Command } from 'commander'
import { readChosen, type Choice } from '../records/export.js'
import { tally } from '../records/totals.js'
import { totalLines, type TotalLine } from '../records/total-lines.js'
import { DONE, type CliParts, type ExitCode } from './parts.js'
import { table } from './table.js'
import { choosing, withRecords } from './with-records.js'

export const totalsCommand = (parts: CliParts, ended: (code: ExitCode) => void): Command =>
  choosing(new Command('totals'))
    .description('按类别和单位合计活动人数、支出和资助 / totals by category and unit, spending and grants')
    .option('--json', '输出 JSON，金额以分为单位 / as JSON, money in fen')
    .action(async (options: { json?: true }, command: Command) =>
      ended(
        await withRecords(command, parts, async ({ records }, choice) => {
          const chosen = await readChosen(records, choice)
          const counting = tally([...chosen.categories.keys()])
          for await (const record of chosen.records) counting.add(record)
          const totals = counting.totals(chosen.grants)
          parts.stdout.write(
            options.json
              ? `${JSON.stringify({ ...choice, categories: Object.fromEntries(chosen.categories), totals })}\n`
              : `${heading(choice)}\n\n${printed(totalLines(totals, chosen.categories))}\n`,
          )
          return DONE
        }),
      ),
    )

function heading({ hub, programme, grantee, range }: Choice): string {
  const days = range.from || range.to ? `${range.from ?? '最早'} 至 ${range.to ?? '最近'}（资助不按日期计）` : '全部'
  return [
    `枢纽机构  ${hub.name}`,
    `资助项目  ${programme?.name ?? '全部'}`,
    `受助机构  ${grantee?.name ?? '全部'}`,
    `日期      ${days}`,
  ].join('\n')
}

const printed = (lines: TotalLine[]): string =>
  table(
    ['类别', '记录数', '没写人数的', '合计', '说明'],
    lines.map((line) => [line.label, line.rows, line.without, sum(line), line.note]),
  )

function sum({ min, max, unit }: TotalLine): string | null {
  if (min === null || max === null) return null
  const number = (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: 2 })
  return `${min === max ? number(min) : `${number(min)}–${number(max)}`} ${unit}`
}
