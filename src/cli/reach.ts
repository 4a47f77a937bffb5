import { Command } from 'commander'
import { accountOf, rulesOf, type Account } from '../accounts.js'
import { CONFIG, readConfigFiles } from '../config-files.js'
import { asks, foreseen } from '../conversations/reach/answer.js'
import type { LedgerContact } from '../conversations/reach/forecast.js'
import { forecastText } from '../conversations/reach/forecast-text.js'
import { waysTo } from '../conversations/reach/ways.js'
import type { Instant } from '../kernel/clock.js'
import type { Reach, Standing } from '../kernel/message.js'
import { dayIn } from '../kernel/zone.js'
import { localTime } from '../records/local-time.js'
import { theHub } from './choose.js'
import { DONE, FAILED, type CliParts, type ExitCode, type OpenReach } from './parts.js'
import { table } from './table.js'
import { typedDay } from '../kernel/typed-day.js'
import { withOpened, wrong } from './with-records.js'

interface ReachOptions {
  hub?: string
  until?: string
  json?: true
}

export const reachCommand = (parts: CliParts, ended: (code: ExitCode) => void): Command =>
  new Command('reach')
    .description('每个联系人现在和到某天能不能联系上，联系不上的怎么办 / who can be reached by a day, and what helps')
    .option('--until <day>', '到哪一天，如 2026-12-25；不写就是最近的截止日，没有就是一周后 / by which day')
    .option('--hub <name>', '枢纽机构，只有一个时不用写 / the hub, when there are several')
    .option('--json', '输出 JSON / as JSON')
    .action(async (options: ReachOptions, command: Command) =>
      ended(await withOpened(command, parts, parts.openReach, (opened) => reach(options, opened, parts))),
    )

async function reach(
  { hub: typed, until: typedUntil, json }: ReachOptions,
  { records, transact, accounts }: OpenReach,
  parts: CliParts,
): Promise<ExitCode> {
  const faults: string[] = []
  const hub = theHub(await records.hubs(), typed, faults)
  const read = typedUntil === undefined ? null : typedDay(typedUntil, 'last')
  if (read && !read.ok) faults.push(`--until${read.fault}`)
  const now = parts.now()
  const today = dayIn(now, hub?.zone ?? 'Asia/Shanghai')
  const asked = read?.ok ? read.day : null
  if (asked !== null && asked < today) faults.push(`--until ${asked} 已经过去了 / is over`)
  if (!hub || faults.length > 0) return wrong(parts, faults)
  const config = await readConfigFiles(CONFIG)
  if ('faults' in config) {
    for (const { where, message } of config.faults) parts.stderr.write(`${where}  ${message}\n`)
    return FAILED
  }

  const rules = rulesOf(accounts)
  const seen = await transact((ports) => foreseen(rules, ports, { hubId: hub.id, zone: hub.zone }, asked, today))
  const ledger = seen.contacts.flatMap((contact) => ledgerRows(contact, { rules, accounts, now, at: seen.at }))
  if (json) {
    parts.stdout.write(`${JSON.stringify({ hub: hub.name, until: seen.until, ...seen.forecast, ledger })}\n`)
    return DONE
  }
  const wecom = accounts.some(({ channel, hub: of }) => channel.name === 'wecom_app' && of === hub.name)
  const words = config.wordsOf('zh-CN')
  const text = forecastText(seen.forecast, seen.until, { words, today, wecom, asks: asks(rules, seen.contacts) })
  parts.stdout.write(`${printed(ledger, hub.zone)}\n\n${text}\n`)
  return DONE
}

/** What the ledger has of one address; null where a contact has none. */
interface LedgerRow {
  organisation: string
  contact: string
  account: string | null
  following: boolean | null
  heardAt: Instant | null
  /** May a message go now, how many, until when. */
  reach: Reach | null
  /** Notices she accepted and has not got. */
  notices: number
  refusal: { code: string; at: Instant | null; of: Standing['refusalOf'] } | null
  unreachableAt: Instant | null
  /** Texts that wait for her next word. */
  waiting: number
  /** By what she would be reached on that day. */
  onDay: string | null
}

function ledgerRows(
  contact: LedgerContact,
  { rules, accounts, now, at }: { rules: ReturnType<typeof rulesOf>; accounts: Account[]; now: Instant; at: Instant },
): LedgerRow[] {
  const who = { organisation: contact.organisation, contact: contact.name }
  const none = { following: null, heardAt: null, reach: null, notices: 0, refusal: null, unreachableAt: null }
  if (contact.addresses.length === 0) return [{ ...who, account: null, ...none, waiting: 0, onDay: null }]
  return contact.addresses.map((address) => {
    const { standing, waiting } = address
    const then = waysTo([address], rules, at, 'deadline')
    const { refusal, refusedAt, refusalOf } = standing
    return {
      ...who,
      account: accountOf(accounts, standing.address)?.name ?? standing.address.account,
      following: standing.following,
      heardAt: standing.heardAt,
      reach: rules.reach(standing, now),
      notices: Object.values(standing.notices).reduce((sum, left) => sum + left, 0),
      refusal: refusal === null ? null : { code: refusal, at: refusedAt, of: refusalOf },
      unreachableAt: standing.unreachableAt,
      waiting,
      onDay: then.type === 'ways' ? then.ways[0].by : null,
    }
  })
}

const BY: Record<string, string> = { message: '消息', subscription: '订阅通知', template: '模板消息' }

function printed(rows: LedgerRow[], zone: string): string {
  const time = (at: Instant | null) => (at === null ? null : localTime(at, zone).slice(0, 16).replace('T', ' '))
  return table(
    ['机构', '联系人', '账号', '关注', '最近说话', '现在还能发', '通知', '没送到', '拒收', '联系不上起', '到那天'],
    rows.map((row) => [
      row.organisation,
      row.contact,
      row.account ?? '还没绑定',
      row.following === null ? null : row.following ? '是' : '否',
      time(row.heardAt),
      row.reach === null ? null : row.reach.type === 'closed' ? '0' : String(row.reach.left ?? '不限'),
      row.notices,
      row.waiting,
      row.refusal === null ? null : `${row.refusal.code.replace('errcode.', '')}（${BY[row.refusal.of ?? 'message']}）`,
      time(row.unreachableAt),
      row.onDay === null ? '联系不上' : BY[row.onDay]!,
    ]),
  )
}
