import { Command } from 'commander'
import { CONFIG, readConfigFiles, type ConfigFiles } from '../../config-files.js'
import { addDays, type Day } from '../../kernel/day.js'
import { typedDay } from '../../kernel/typed-day.js'
import { dayIn } from '../../kernel/zone.js'
import type { Settings } from '../../settings.js'
import { find, theHub } from '../choose.js'
import { DONE, FAILED, type CliParts, type ExitCode } from '../parts.js'
import { withOpened, wrong } from '../with-records.js'
import { told } from './told.js'

interface RehearseOptions {
  demo?: true
  grantees?: string
  hub?: string
  programme?: string
  from?: string
  to?: string
  seed: string
  json?: true
  messages?: true
}

/** What is rehearsed: the demo with so many grantees, or a programme of the database. */
export type Rehearsable =
  | { type: 'demo'; grantees: number | null }
  | { type: 'database'; settings: Settings; hub: string; programme: string; zone: string }

/** The last report of a programme falls due after its end. */
const AFTERWARDS = 45
const MOST = { grantees: 1_000, days: 800 }
const DEMO = { from: '2026-01-01', to: '2027-01-31', zone: 'Asia/Shanghai' }

export const rehearseCommand = (parts: CliParts, ended: (code: ExitCode) => void): Command =>
  new Command('rehearse')
    .description(
      '排演一季：用模拟的平台和人把整季提醒走一遍，真的数据库只读一份副本，真的平台一次也不碰 / rehearses a reporting season, with made-up people at an emulated platform',
    )
    .option('--demo', '用演示的枢纽机构和 2026 年 / the demo hub, in 2026')
    .option('--grantees <n>', '演示里有几家受助机构 / how many grantees the demo has')
    .option('--programme <name>', '排演哪个资助项目，名称或编号 / a programme of the database, by name or id')
    .option('--hub <name>', '枢纽机构，只有一个时不用写 / the hub, when there are several')
    .option('--from <day>', '从哪一天起，默认今天或项目开始 / first day')
    .option('--to <day>', `到哪一天止，默认项目结束后 ${AFTERWARDS} 天 / last day`)
    .option('--seed <n>', '种子：同一个数，结果一样 / the same number, the same season', '1')
    .option('--messages', '也列出每一条消息 / every message, too')
    .option('--json', '输出 JSON，每一条消息也在里面 / as JSON, with every message')
    .action(async (options: RehearseOptions, command: Command) =>
      ended(await (options.demo ? demo(options, parts) : programme(options, command, parts))),
    )

async function demo(options: RehearseOptions, parts: CliParts): Promise<ExitCode> {
  const faults: string[] = []
  if (options.programme !== undefined || options.hub !== undefined)
    faults.push('--demo 不和 --programme、--hub 一起写 / --demo stands alone')
  const grantees =
    options.grantees === undefined ? null : whole('--grantees', options.grantees, 1, MOST.grantees, faults)
  return run({ type: 'demo', grantees }, options, DEMO, faults, parts)
}

function programme(options: RehearseOptions, command: Command, parts: CliParts): Promise<ExitCode> {
  const { programme: typed, grantees } = options
  if (typed === undefined)
    return Promise.resolve(wrong(parts, ['请写 --programme 项目名，或 --demo / say which: --programme NAME or --demo']))
  let settings: Settings | null = null
  return withOpened(
    command,
    parts,
    (read) => parts.openRecords((settings = read)),
    async ({ records }) => {
      const faults = grantees === undefined ? [] : ['--grantees 只用于 --demo / with --demo only']
      const hub = theHub(await records.hubs(), options.hub, faults)
      const found = hub && find('资助项目', 'programme', await records.programmes(hub.id), typed, faults)
      if (!hub || !found || !settings) return wrong(parts, faults)
      const today = dayIn(parts.now(), hub.zone)
      const from = found.startsOn > today ? found.startsOn : today
      const to = addDays(found.endsOn, AFTERWARDS)
      if (to < today) faults.push(`「${found.name}」已经结束，没有什么可排演的 / it is over`)
      const what = { type: 'database' as const, settings, hub: hub.name, programme: found.name, zone: hub.zone }
      return run(what, options, { from, to, zone: hub.zone, today }, faults, parts)
    },
  )
}

async function run(
  what: Rehearsable,
  options: RehearseOptions,
  usual: { from: Day; to: Day; zone: string; today?: Day },
  faults: string[],
  parts: CliParts,
): Promise<ExitCode> {
  const from = day('--from', options.from, 'first', faults) ?? usual.from
  const to = day('--to', options.to, 'last', faults) ?? usual.to
  const seed = whole('--seed', options.seed, 0, 2 ** 31 - 1, faults)
  if (from > to) faults.push(`--from ${from} 晚于 --to ${to} / --from is after --to`)
  else if (addDays(from, MOST.days) < to) faults.push(`最多排演 ${MOST.days} 天 / ${MOST.days} days at most`)
  if (usual.today !== undefined && from < usual.today)
    faults.push(`--from ${from} 早于今天：今天以前的已经发生了 / before today`)
  if (seed === null || faults.length > 0) return wrong(parts, faults)
  const config = await readConfigFiles(CONFIG)
  if ('faults' in config) {
    for (const { where, message } of config.faults) parts.stderr.write(`${where}  ${message}\n`)
    return FAILED
  }
  const found = await parts.rehearse(what, { config, seed, from, to, zone: usual.zone, day: progress(parts) })
  parts.stdout.write(
    options.json
      ? `${JSON.stringify(found)}\n`
      : `${told(found, config.wordsOf('zh-CN'), options.messages === true)}\n`,
  )
  return found.faults.length > 0 ? FAILED : DONE
}

/** The settings of one rehearsal. */
export interface RehearsalOf {
  config: ConfigFiles
  seed: number
  from: Day
  to: Day
  zone: string
  day(on: Day): void
}

/** Somebody who waits in front of a terminal sees how far it is. */
const progress =
  ({ stderr, stdout }: CliParts) =>
  (on: Day): void => {
    if (stdout.isTTY && on.endsWith('-01')) stderr.write(`… ${on}\n`)
  }

function day(option: string, typed: string | undefined, end: 'first' | 'last', faults: string[]): Day | null {
  if (typed === undefined) return null
  const read = typedDay(typed, end)
  if (read.ok) return read.day
  faults.push(option + read.fault)
  return null
}

function whole(option: string, typed: string, least: number, most: number, faults: string[]): number | null {
  const number = /^\d{1,10}$/.test(typed) ? Number(typed) : NaN
  if (number >= least && number <= most) return number
  faults.push(`${option} 写一个 ${least} 到 ${most} 的整数 / a whole number`)
  return null
}
