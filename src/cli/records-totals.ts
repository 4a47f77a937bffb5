import { Command } from 'commander'
import { readChosen, type Choice } from '../records/export.js'
import { tally } from '../records/totals.js'
import { totalLines } from '../records/total-lines.js'
import { DONE, type CliParts, type ExitCode } from './parts.js'
import { printed } from './totals-printed.js'
import type { ChoiceOptions } from './choose.js'
import { totalsOfFunder } from './records-funder.js'
import { choosing, withOpened, withRecords } from './with-records.js'

export const totalsCommand = (parts: CliParts, ended: (code: ExitCode) => void): Command =>
  choosing(new Command('totals'))
    .description('按类别和单位合计活动人数、支出和资助 / totals by category and unit, spending and grants')
    .option('--json', '输出 JSON，金额以分为单位 / as JSON, money in fen')
    .option(
      '--funder <name>',
      '一家资助方在各枢纽的全部项目，合在一起 / all that several hubs report to one funder, added up',
    )
    .action(async (options: ChoiceOptions & { funder?: string; json?: true }, command: Command) => {
      const { funder } = options
      if (funder !== undefined)
        return ended(
          await withOpened(command, parts, parts.openRecords, (opened) =>
            totalsOfFunder(funder, options, opened, parts),
          ),
        )
      return ended(
        await withRecords(command, parts, async ({ records }, choice) => {
          const chosen = await readChosen(records, choice)
          const counting = tally([...chosen.categories.keys()])
          const reviewed = { accepted: 0, notAccepted: 0 }
          for await (const record of chosen.records) {
            counting.add(record)
            reviewed[record.state === 'accepted' ? 'accepted' : 'notAccepted'] += 1
          }
          const totals = counting.totals(chosen.grants)
          parts.stdout.write(
            options.json
              ? `${JSON.stringify({ ...choice, categories: Object.fromEntries(chosen.categories), reviewed, totals })}\n`
              : `${heading(choice, reviewed)}\n\n${printed(totalLines(totals, chosen.categories))}\n`,
          )
          return DONE
        }),
      )
    })

function heading(
  { hub, programme, grantee, range }: Choice,
  { accepted, notAccepted }: { accepted: number; notAccepted: number },
): string {
  const days = range.from || range.to ? `${range.from ?? '最早'} 至 ${range.to ?? '最近'}（资助不按日期计）` : '全部'
  return [
    `枢纽机构  ${hub.name}`,
    `资助项目  ${programme?.name ?? '全部'}`,
    `受助机构  ${grantee?.name ?? '全部'}`,
    `日期      ${days}`,
    `审核      已通过 ${accepted} 份${notAccepted > 0 ? `，还没通过 ${notAccepted} 份（数还可能改）` : ''}`,
  ].join('\n')
}
