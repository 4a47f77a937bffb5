import type { Command } from 'commander'
import type { Day } from '../../kernel/day.js'
import { typedDay } from '../../kernel/typed-day.js'
import { dayIn } from '../../kernel/zone.js'
import { countStatuses, STATUSES, statusesAt, type PartnerChange } from '../../programmes/partner-status.js'
import type { Partner } from '../../programmes/register.js'
import { theHub } from '../choose.js'
import { DONE, type CliParts, type ExitCode } from '../parts.js'
import { table } from '../table.js'
import { withOpened, wrong } from '../with-records.js'

const WORDS: Record<PartnerChange['status'], string> = { interested: '有意向', landed: '已落地', left: '已退出' }
const NOBODY = '（没写）'

/** How many partners stood how on a day and with whose money, and each of them. */
export const partnersOn = (
  options: { on?: string; hub?: string },
  command: Command,
  parts: CliParts,
): Promise<ExitCode> =>
  withOpened(
    command,
    parts,
    (settings) => parts.openRegisters(settings, 'read'),
    ({ transact }) =>
      transact(async (registers) => {
        const faults: string[] = []
        const hub = theHub(await registers.hubs(), options.hub, faults)
        const typed = options.on === undefined ? null : typedDay(options.on, 'last')
        if (typed && !typed.ok) faults.push(`--on${typed.fault}`)
        if (!hub || faults.length > 0) return wrong(parts, faults)
        const day = typed?.ok ? typed.day : dayIn(parts.now(), hub.zone)
        const partners = await registers.partners(hub.id)
        parts.stdout.write(`${shown(hub.name, day, statusesAt(partners, day))}\n`)
        return DONE
      }),
  )

function shown(hub: string, day: Day, standing: Partner[]): string {
  const heading = `枢纽机构  ${hub}\n日期      ${day}`
  if (standing.length === 0) return `${heading}\n\n这一天还没有记下任何伙伴的状态 / no partner yet on this day`
  const sums = STATUSES.flatMap((status) => {
    const counts = countStatuses(standing).filter((each) => each.status === status)
    const partners = counts.reduce((sum, each) => sum + each.partners, 0)
    return partners === 0
      ? []
      : [[WORDS[status], '合计', partners], ...counts.map((each) => ['', each.sourceOfFunds ?? NOBODY, each.partners])]
  })
  const rows = STATUSES.flatMap((status) =>
    standing
      .filter((each) => each.status === status)
      .map((each) => [each.organisation, each.region, WORDS[status], each.fromOn, each.sourceOfFunds, each.remark]),
  )
  return [
    heading,
    table(['状态', '资金来源', '家数'], sums),
    table(['伙伴', '地区', '状态', '从哪天起', '资金来源', '备注'], rows),
  ].join('\n\n')
}
