import { Command } from 'commander'
import type { CliParts, ExitCode } from '../parts.js'
import { importProgrammes } from './import.js'
import { partnersOn } from './status.js'
import { writeTemplate } from './template.js'

export function programmesCommand(parts: CliParts, ended: (code: ExitCode) => void): Command {
  const template = new Command('template')
    .description('写一份空的 Excel 名单，照着填 / writes the workbook to fill in')
    .argument('<file>', '要写的文件，如 名单.xlsx / the file to write')
    .action(async (file: string) => ended(await writeTemplate(file, parts)))
  const read = new Command('import')
    .description('导入填好的 Excel 名单；改了再导入就是更新 / imports it; again, it updates')
    .argument('<file>', '填好的 .xlsx 文件 / the workbook')
    .option('--dry-run', '只看会怎样，什么都不写 / shows what would become of it and writes nothing')
    .option(
      '--confirm <name=name>',
      '回答是不是同一家：青苗=青苗社工，或 青苗=新；可以写几次 / the same, or 新 for a new one; may stand several times',
      (each: string, before: string[] | undefined) => [...(before ?? []), each],
    )
    .action(async (file: string, options: { dryRun?: true; confirm?: string[] }, command: Command) =>
      ended(await importProgrammes(file, options, command, parts)),
    )
  const status = new Command('status')
    .description('某一天网络伙伴的状态和资金来源 / how partners stood on a day, with whose money')
    .option('--on <day>', '哪一天，如 2019-06-30；不写是今天 / the day, today unless given')
    .option('--hub <name>', '枢纽机构，只有一个时不用写 / the hub, when there are several')
    .action(async (options: { on?: string; hub?: string }, command: Command) =>
      ended(await partnersOn(options, command, parts)),
    )
  return new Command('programmes')
    .description('资助项目、机构、资助和伙伴 / programmes, organisations, grants and partners')
    .addCommand(template)
    .addCommand(read)
    .addCommand(status)
}
