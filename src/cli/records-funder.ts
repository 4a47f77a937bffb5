import { dayIn } from '../kernel/zone.js'
import { categoryLabels } from '../records/category-labels.js'
import { readChosen } from '../records/export.js'
import { tally } from '../records/totals.js'
import { totalLines } from '../records/total-lines.js'
import type { ReadOwed } from '../reports/ports.js'
import { called, near } from '../people/names.js'
import { rangeOf, type ChoiceOptions } from './choose.js'
import { DONE, type CliParts, type ExitCode, type Funded, type OpenRecords } from './parts.js'
import { printed } from './totals-printed.js'
import { table } from './table.js'
import { wrong } from './with-records.js'

/** How what was due so far came in: `late` is in, after its day; `missing` is not in. */
interface Came {
  due: number
  late: number
  missing: number
}

/**
 * `records totals --funder`: what several hubs report to one funder, added up, with a line for each programme of each hub. Funders with one code
 * are the same one, whatever a hub calls it; without a code those of one name. For the operator: no hub sees another in the chat.
 */
export async function totalsOfFunder(
  typed: string,
  options: ChoiceOptions & { json?: true },
  { records, reports, funded }: OpenRecords,
  parts: CliParts,
): Promise<ExitCode> {
  const faults: string[] = []
  if (options.hub || options.programme || options.grantee)
    faults.push(
      '--funder 合计这家资助方在各枢纽的全部项目，不和 --hub、--programme、--grantee 一起用 / use --funder alone',
    )
  const range = rangeOf(options, faults)
  const all = await funded()
  const programmes = ofFunder(all, typed)
  if (programmes.length === 0) faults.push(noSuch(all, typed))
  const names = new Set(programmes.map(({ funder }) => funder.code ?? funder.name))
  if (names.size > 1)
    faults.push(
      `有多个资助方叫「${typed}」，请改用编号 / several are called so, use the code: ${[...names].join('、')}`,
    )
  if (faults.length > 0) return wrong(parts, faults)

  const now = parts.now()
  const categories = categoryLabels(await records.forms())
  const lines: { hub: string; programme: string; records: number; came: Came }[] = []
  const counting = tally([...categories.keys()])
  const grants = []
  for (const each of programmes) {
    const chosen = await readChosen(records, choiceOf(each, range))
    let count = 0
    for await (const record of chosen.records) {
      counting.add(record)
      count += 1
    }
    grants.push(...chosen.grants)
    const scope = { hubId: each.hub.id, programmeId: each.programme.id }
    const owed = await reports.owed(scope, { from: range.from, to: range.to })
    const came = cameIn(owed, each.hub.zone, dayIn(now, each.hub.zone))
    lines.push({ hub: each.hub.name, programme: each.programme.name, records: count, came })
  }
  const totals = counting.totals(grants)
  const name = programmes[0]!.funder.name
  if (options.json) {
    const json = { funder: name, range, programmes: lines, categories: Object.fromEntries(categories), totals }
    parts.stdout.write(`${JSON.stringify(json)}\n`)
    return DONE
  }
  const header = ['枢纽机构', '资助项目', '记录数', '到期应交', '已交', '其中迟交', '没交']
  const rows = lines.map(({ hub, programme, records: count, came }) => [
    hub,
    programme,
    count,
    came.due,
    came.due - came.missing,
    came.late,
    came.missing,
  ])
  parts.stdout.write(
    [`资助方    ${name}`, '', table(header, rows), '', printed(totalLines(totals, categories)), ''].join('\n'),
  )
  return DONE
}

const choiceOf = ({ hub, programme }: Funded, range: { from?: string; to?: string }) => ({
  hub,
  programme,
  grantee: null,
  range,
})

/** The programmes of the funder that is called so by any hub, and those that other hubs have under the same code. */
function ofFunder(all: Funded[], typed: string): Funded[] {
  const hit = called(all.map(nameable), typed).map(({ id }) => id)
  const codes = new Set(
    all.flatMap(({ funder: { code } }, i) => (code !== null && hit.includes(String(i)) ? [code] : [])),
  )
  return all.filter(({ funder: { code } }, i) => hit.includes(String(i)) || (code !== null && codes.has(code)))
}

const nameable = ({ funder: { name, code } }: Funded, i: number) => ({
  id: String(i),
  name,
  aliases: code === null ? [] : [code],
})

function noSuch(all: Funded[], typed: string): string {
  const alike = [...new Set(near(all.map(nameable), typed).map(({ name }) => name))]
  const hint = alike.length > 0 ? `。相近的有 / near: ${alike.join('、')}` : ''
  return `没有叫「${typed}」的资助方 / no such funder${hint}`
}

function cameIn(owed: ReadOwed[], zone: string, today: string): Came {
  const deadlineOf = ({ extendedTo, dueOn }: ReadOwed) => extendedTo ?? dueOn
  const due = owed.filter((one) => deadlineOf(one) < today && one.state !== 'waived' && one.state !== 'missed')
  return {
    due: due.length,
    late: due.filter((one) => one.filedAt !== null && dayIn(one.filedAt, zone) > deadlineOf(one)).length,
    missing: due.filter(({ filedAt }) => filedAt === null).length,
  }
}
