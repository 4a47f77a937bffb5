import { statusAt, type PartnerChange } from '../partner-status.js'
import type { Known, Register } from '../register.js'
import type { Findings } from './answers.js'
import { refOf, type Directory } from './directory.js'
import { nameOf } from './grants.js'
import type { Row } from './layout.js'
import { spotOf } from './spots.js'

/**
 * Changes of partners, by organisation and day. A wrong day is taken back by a row that says so: a change to what holds already may be a
 * corrected day or news that changes nothing, and is pointed out.
 */
export function partnerChangesIn(
  rows: Row<'partnerChanges'>[],
  { known, directory, found }: { known: Known; directory: Directory; found: Findings },
): Register['partnerChanges'] {
  const read = rows.flatMap((row) => {
    const { organisation: typed, status, fromOn, sourceOfFunds, remark } = row.cells
    const organisation = typed ? directory.refer(typed, spotOf(row, 'organisation')) : null
    if (!organisation || !status || !fromOn) return []
    return [{ row, organisation, of: nameOf(organisation), status, fromOn, sourceOfFunds, remark }]
  })
  for (const [i, { row, of, fromOn, status, organisation }] of read.entries()) {
    const twin = read.slice(0, i).find((each) => each.of === of && each.fromOn === fromOn)
    if (twin)
      found.faults.push({
        ...spotOf(row, 'fromOn'),
        message: `「${organisation.name}」这一天第 ${twin.row.row} 行已经写了 / the same day twice`,
      })
    const there = known.partnerChanges.some((each) => each.organisationId === of && each.fromOn === fromOn)
    if (status === 'void' && !there)
      found.notes.push({ ...spotOf(row, 'status'), message: '这一天本来就没有记 / nothing there to take back' })
  }
  const after: Pick<PartnerChange, 'organisationId' | 'fromOn' | 'status' | 'sourceOfFunds'>[] = [
    ...known.partnerChanges.filter(
      (each) => !read.some(({ of, fromOn }) => of === each.organisationId && fromOn === each.fromOn),
    ),
    ...read.flatMap(({ of, fromOn, status, sourceOfFunds }) =>
      status === 'void' ? [] : [{ organisationId: of, fromOn, status, sourceOfFunds: sourceOfFunds ?? null }],
    ),
  ]
  for (const { row, of, fromOn, status, sourceOfFunds } of read) {
    const before = statusAt(
      after.filter((each) => each.organisationId === of && each.fromOn < fromOn),
      fromOn,
    )
    if (before?.status === status && before.sourceOfFunds === (sourceOfFunds ?? null))
      found.notes.push({
        ...spotOf(row, 'fromOn'),
        message: `从 ${before.fromOn} 起已经是这样。要改日期，请再加一行：${before.fromOn} 作废 / it stood so already; to move it, void the earlier day`,
      })
  }
  return read.map(({ organisation, status, fromOn, sourceOfFunds, remark }) => ({
    organisation: refOf(organisation),
    status: status === 'void' ? null : status,
    fromOn,
    sourceOfFunds,
    remark,
  }))
}
