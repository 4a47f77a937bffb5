import { plain } from '../../people/names.js'
import type { Known, Register } from '../register.js'
import type { Findings } from './answers.js'
import type { Directory } from './directory.js'
import { type Listed, refOf } from './listed.js'
import type { Row } from './layout.js'
import type { Named, namedOf } from './named.js'
import { faultOrder, spotOf } from './spots.js'

export type Programmes = ReturnType<typeof namedOf<'programmes'>>

/** A grant, known or new, by those it belongs to. */
export interface Granted {
  id?: string | undefined
  key: string
  code: string | null
  /** `id` of what is known, else the key. */
  organisation: string
  programme: string
  purpose: string
  amountFen: number | null
  row: Row<'grants'> | null
}

export interface Grants {
  all: Granted[]
  entries: Register['grants']
}

export const nameOf = ({ id, key }: Pick<Listed | Named<'programmes'>, 'id' | 'key'>): string => id ?? key

const LEAVES = /退出|撤回|放弃|不再执行/

/** Each row is the grant with its code, or else the one for the same purpose in the same programme to the same organisation. */
export function grantsIn(
  rows: Row<'grants'>[],
  {
    known,
    programmes,
    directory,
    found,
  }: { known: Known; programmes: Programmes; directory: Directory; found: Findings },
): Grants {
  const all: Granted[] = known.grants.map(({ organisationId, programmeId, ...each }) => ({
    ...each,
    key: each.id,
    organisation: organisationId,
    programme: programmeId,
    row: null,
  }))
  const natural = (of: Pick<Granted, 'organisation' | 'programme' | 'purpose'>) =>
    JSON.stringify([of.organisation, of.programme, plain(of.purpose)])
  const called = new Map<string, Granted[]>()
  const list = (grant: Granted) => {
    const name = natural(grant)
    called.set(name, [...(called.get(name) ?? []), grant])
  }
  all.forEach(list)
  const entries: Register['grants'] = []
  for (const row of rows) {
    const fault = (column: keyof typeof row.cells, message: string) =>
      void found.faults.push({ ...spotOf(row, column), message })
    const { cells, bad } = row
    const { code, purpose, remark, startsOn, endsOn, enrolledOn, amountFen } = cells
    faultOrder(row, startsOn, endsOn, found)
    if (!cells.status && !bad.has('status') && LEAVES.test(remark ?? ''))
      fault('status', '备注里写了退出，状态却空着：请写已退出或执行中 / withdrawn or not')
    const organisation = cells.organisation ? directory.refer(cells.organisation, spotOf(row, 'organisation')) : null
    const coded = code ? all.find((each) => each.code === code) : undefined
    const programme =
      !cells.programme && coded
        ? programmes.all.find((each) => nameOf(each) === coded.programme)
        : bad.has('programme')
          ? null
          : programmes.refer(cells.programme, spotOf(row, 'programme'))
    if (!organisation || !programme || !purpose) continue
    const of = { organisation: nameOf(organisation), programme: nameOf(programme) }
    const same = called.get(natural({ ...of, purpose }))?.find((each) => !code || each.code === null)
    const before = coded ?? same
    if (coded && coded.organisation !== of.organisation) {
      fault('organisation', `编号「${code}」是另一家机构的资助 / this code is a grant of another organisation`)
      continue
    }
    if (before?.row) {
      if (!coded)
        fault(
          'purpose',
          `和第 ${before.row.row} 行是同一笔；是两笔就各写一个编号 / the same grant twice, else give them codes`,
        )
      continue
    }
    const key = code ?? `name:${of.organisation}/${of.programme}/${plain(purpose)}`
    const grant = before ?? { key, code: null, ...of, purpose, amountFen: null, row }
    if (!before) all.push(grant)
    Object.assign(grant, { row, code: grant.code ?? code ?? null, ...of, purpose })
    list(grant)
    if (amountFen !== undefined) grant.amountFen = amountFen
    entries.push({
      id: grant.id,
      key: grant.key,
      code: grant.code,
      at: spotOf(row),
      purpose,
      organisation: refOf(organisation),
      programme: refOf(programme),
      status: cells.status ?? (before ? undefined : 'active'),
      purposeClass: cells.purposeClass,
      amountFen,
      remark,
      startsOn,
      endsOn,
      enrolledOn,
    })
  }
  return { all, entries }
}
