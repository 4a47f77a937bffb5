import { plain } from '../../people/names.js'
import type { Known, Ref, Register } from '../register.js'
import type { Findings } from './answers.js'
import type { Directory } from './directory.js'
import { refOf } from './listed.js'
import { nameOf, type Granted, type Grants, type Programmes } from './grants.js'
import type { Row } from './layout.js'
import { spotOf } from './spots.js'

interface Within {
  known: Known
  programmes: Programmes
  directory: Directory
  grants: Grants
  found: Findings
}

/** A grant is known where these are read. */
const GRANTS = ['资助', '资助项目', '机构']

/** The grant that a row speaks of, by its code or as the only one of its organisation; null when it was told that this cannot be said. */
function grantOf(
  row: Row<'instalments'> | Row<'objectives'>,
  { programmes, directory, grants, found }: Within,
): Granted | null {
  const { grant: code, organisation: name, programme: typed } = row.cells
  const at = (column: 'grant' | 'organisation') => spotOf(row as Row<'instalments'>, column)
  if (row.bad.has('grant') || row.bad.has('organisation') || row.bad.has('programme')) return null
  if (code) {
    const coded = grants.all.find((each) => each.code === code)
    if (!coded)
      found.faults.push({
        ...at('grant'),
        refers: GRANTS,
        message: `「资助」里没有编号「${code}」 / no grant has this code`,
      })
    return coded ?? null
  }
  if (!name) {
    found.faults.push({ ...at('grant'), message: '请写资助编号或机构 / which grant' })
    return null
  }
  const organisation = directory.refer(name, at('organisation'))
  const programme = typed ? programmes.refer(typed, spotOf(row as Row<'instalments'>, 'programme')) : null
  if (!organisation || (typed && !programme)) return null
  const own = grants.all.filter(
    (each) =>
      each.organisation === nameOf(organisation) && (programme === null || each.programme === nameOf(programme)),
  )
  const [only, other] = own
  if (only && !other) return only
  const message = only
    ? `「${name}」有几笔资助，请写资助编号 / several grants, give the code`
    : `「${name}」没有资助，请先写进「资助」表 / it has no grant`
  found.faults.push({ ...at('organisation'), refers: GRANTS, message })
  return null
}

export function instalmentsIn(rows: Row<'instalments'>[], within: Within): Register['instalments'] {
  const { known, found, grants } = within
  const entries: { of: Granted; entry: Register['instalments'][number] }[] = []
  for (const row of rows) {
    const of = grantOf(row, within)
    const { number, amountFen, plannedOn, paidOn } = row.cells
    if (!of || !number) continue
    if (entries.some((each) => each.of === of && each.entry.number === number))
      found.faults.push({ ...spotOf(row, 'number'), message: `第 ${number} 期写了两遍 / stands twice` })
    entries.push({ of, entry: { grant: refOf(of), number, amountFen, plannedOn, paidOn, at: spotOf(row) } })
  }
  for (const of of grants.all) {
    const own = entries.filter((each) => each.of === of).map(({ entry }) => entry)
    const row = rows[0]
    if (own.length === 0 || of.amountFen === null || !row) continue
    const before = known.instalments.filter(
      ({ grantId, number }) => grantId === of.id && own.every((each) => each.number !== number),
    )
    const sum = [...own, ...before].reduce((all, { amountFen }) => all + (amountFen ?? 0), 0)
    if (sum !== of.amountFen)
      found.notes.push({
        sheet: row.sheet,
        message: `「${of.purpose}」各期合计 ${sum / 100} 元，资助金额 ${of.amountFen / 100} 元 / instalments and amount differ`,
      })
  }
  return entries.map(({ entry }) => entry)
}

export function objectivesIn(rows: Row<'objectives'>[], within: Within): Register['objectives'] {
  const { known, programmes, found } = within
  const entries: Register['objectives'] = []
  const taken = new Map<string, number>()
  for (const row of rows) {
    const { code, label, planned, unit, dueOn } = row.cells
    const ofGrant = Boolean(row.cells.grant ?? row.cells.organisation)
    const grant = ofGrant ? grantOf(row, within) : null
    const programme =
      ofGrant || row.bad.has('programme')
        ? programmes.all.find((each) => nameOf(each) === grant?.programme)
        : programmes.refer(row.cells.programme, spotOf(row, 'programme'))
    if (planned?.unit && unit && planned.unit !== unit)
      found.faults.push({ ...spotOf(row, 'unit'), message: `和计划数里的「${planned.unit}」不一样 / two units` })
    if (!label || !programme || (ofGrant && !grant)) continue
    const key = code ?? `name:${nameOf(programme)}/${grant ? nameOf(grant) : ''}/${plain(label)}`
    const of = { programmeId: programme.id, grantId: grant ? grant.id : null }
    const coded = code ? known.objectives.find((each) => each.code === code) : undefined
    const before =
      coded ??
      known.objectives.find(
        (each) =>
          each.programmeId === of.programmeId &&
          each.grantId === of.grantId &&
          plain(each.label) === plain(label) &&
          (!code || each.code === null),
      )
    const twin = taken.get(before?.id ?? key)
    if (twin !== undefined)
      found.faults.push({ ...spotOf(row, 'label'), message: `和第 ${twin} 行重复 / stands twice` })
    taken.set(before?.id ?? key, row.row)
    const reference: Ref | null = grant ? refOf(grant) : null
    entries.push({
      id: before?.id,
      key,
      code: before?.code ?? code ?? null,
      at: spotOf(row),
      label,
      dueOn,
      programme: refOf(programme),
      grant: reference,
      plannedMin: planned === undefined ? undefined : (planned?.min ?? null),
      plannedMax: planned === undefined ? undefined : (planned?.max ?? null),
      unit: unit ?? planned?.unit ?? undefined,
    })
  }
  return entries
}
