import { Command } from 'commander'
import { writeXlsx } from 'hucre/xlsx'
import { rulesOf } from '../accounts.js'
import { CONFIG, readConfigFiles } from '../config-files.js'
import { type Call, callsOf } from '../conversations/obligations/calls.js'
import { whyIn } from '../conversations/obligations/calls-text.js'
import { owedTitle } from '../conversations/obligations/words.js'
import { formsOf } from '../conversations/forms.js'
import { type Day, daysBetween } from '../kernel/day.js'
import type { Words } from '../kernel/words.js'
import { dayIn } from '../kernel/zone.js'
import { theHub } from './choose.js'
import { DONE, FAILED, type CliParts, type ExitCode, type OpenReach } from './parts.js'
import { table } from './table.js'
import { withOpened, wrong } from './with-records.js'
import { overwriting, unwritable, writeFileWhole } from './write-out.js'

interface CallsOptions {
  hub?: string
  out?: string
  force?: boolean
  json?: true
}

export const callsCommand = (parts: CliParts, ended: (code: ExitCode) => void): Command =>
  overwriting(new Command('calls'))
    .description('电话单：该给谁打电话、欠什么、为什么要打 / whom to call about what is owed, and why')
    .option('--hub <name>', '枢纽机构，只有一个时不用写 / the hub, when there are several')
    .option('--out <file>', '写成 Excel，如 电话单.xlsx / as a workbook')
    .option('--json', '输出 JSON / as JSON')
    .action(async (options: CallsOptions, command: Command) =>
      ended(await withOpened(command, parts, parts.openReach, (opened) => calls(options, opened, parts))),
    )

const HEADER = ['机构', '联系人', '电话', '欠的报告', '最早的截止日', '过了几天', '为什么打电话']

async function calls(
  { hub: typed, out, force = false, json }: CallsOptions,
  { records, transact, accounts }: OpenReach,
  parts: CliParts,
): Promise<ExitCode> {
  const faults: string[] = []
  const hub = theHub(await records.hubs(), typed, faults)
  const fault = out === undefined ? null : unwritable(out, '--out', force)
  if (fault) faults.push(fault)
  if (out !== undefined && !/\.xlsx$/i.test(out)) faults.push(`${out} 请以 .xlsx 结尾 / must end in .xlsx`)
  if (!hub || faults.length > 0) return wrong(parts, faults)
  const config = await readConfigFiles(CONFIG)
  if ('faults' in config) {
    for (const { where, message } of config.faults) parts.stderr.write(`${where}  ${message}\n`)
    return FAILED
  }
  const now = parts.now()
  const today = dayIn(now, hub.zone)
  const calling = { forms: formsOf(config.forms), calendar: config.calendar, rules: rulesOf(accounts) }
  const sheet = await transact((ports) => callsOf(calling, ports, hub.id, { now, today }))
  const rows = sheet.map((call) => rowOf(call, today, config.wordsOf('zh-CN')))
  if (json) {
    const all = sheet.map(({ why }, i) => {
      const [organisation, contact, phone, owed, since, days] = rows[i]!
      return { organisation, contact, phone, owed, since, days, why }
    })
    parts.stdout.write(`${JSON.stringify({ hub: hub.name, on: today, calls: all })}\n`)
  } else if (out !== undefined) {
    // Texts stay texts: a name that begins with = is no formula in a cell of its own type.
    const columns = [26, 14, 16, 60, 14, 10, 40].map((width) => ({ width }))
    await writeFileWhole(out, [await writeXlsx({ sheets: [{ name: '电话单', columns, rows: [HEADER, ...rows] }] })])
    parts.stderr.write(`已写入 / written: ${out}\n`)
  } else parts.stdout.write(rows.length > 0 ? `${table(HEADER, rows)}\n` : '现在没有要打电话的 / nobody to call\n')
  return DONE
}

const rowOf = (
  { organisation, contact, phone, owed, why }: Call,
  today: Day,
  words: Words,
): (string | number | null)[] => {
  const titles = owed.map((one) => owedTitle(one, words)).join('、')
  const since = owed[0].deadline
  return [organisation, contact, phone, titles, since, Math.max(0, daysBetween(since, today)), whyIn(why, words)]
}
