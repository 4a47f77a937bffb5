import type { Command } from 'commander'
import type { Choice } from '../records/export.js'
import type { Settings } from '../settings.js'
import { choose, type ChoiceOptions } from './choose.js'
import { FAILED, WRONG, type CliParts, type ExitCode, type OpenRecords } from './parts.js'
import { withSettings } from './with-settings.js'

/** The options that say which records. */
export const choosing = (command: Command): Command =>
  command
    .option('--hub <name>', '枢纽机构，只有一个时不用写 / the hub, when there are several')
    .option('--programme <name>', '资助项目的名称或编号 / programme by name or id')
    .option('--grantee <name>', '受助机构的名称、简称或编号 / grantee by name, alias or id')
    .option('--from <day>', '从这一天起，如 2014-01-01，或从这个月起，如 2014-01 / first day or month')
    .option('--to <day>', '到这一天或这个月止 / last day or month')

/** Runs a command on the records its options choose, or prints what is wrong with the options. */
export const withRecords = (
  command: Command,
  parts: CliParts,
  run: (opened: OpenRecords, choice: Choice) => Promise<ExitCode>,
): Promise<ExitCode> =>
  withOpened(command, parts, parts.openRecords, async (opened) => {
    const chosen = await choose(opened.records, command.opts<ChoiceOptions>())
    return chosen.ok ? run(opened, chosen.choice) : wrong(parts, chosen.faults)
  })

/** Runs a command on a database that is there, or says that there is none. */
export const withOpened = <T extends { close(): Promise<void> }>(
  command: Command,
  parts: CliParts,
  open: (settings: Settings) => Promise<T | null>,
  run: (opened: T) => Promise<ExitCode>,
): Promise<ExitCode> =>
  withSettings(command, parts, async (settings) => {
    const opened = await open(settings)
    if (opened === null) {
      parts.stderr.write(
        `${settings.data} 里没有简报的数据，请检查 JIANBAO_DATA 或 --config / no data there, check JIANBAO_DATA or --config\n`,
      )
      return FAILED
    }
    try {
      return await run(opened)
    } finally {
      await opened.close()
    }
  })

/** Prints what is wrong with a call. */
export function wrong({ stderr }: CliParts, faults: string[]): ExitCode {
  for (const fault of faults) stderr.write(`${fault}\n`)
  return WRONG
}
