import { statusAt, type PartnerChange } from '../partner-status.js'
import type { Known, Register } from '../register.js'
import type { Findings } from './answers.js'
import type { Directory } from './directory.js'
import { refOf } from './listed.js'
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
  const own = new Map<string, { known: PartnerChange[]; read: typeof read }>()
  const ownOf = (of: string) => {
    const each = own.get(of) ?? { known: [], read: [] }
    own.set(of, each)
    return each
  }
  for (const each of known.partnerChanges) ownOf(each.organisationId).known.push(each)
  for (const each of read) {
    const { row, of, fromOn, status, organisation } = each
    const before = ownOf(of)
    const twin = before.read.find((other) => other.fromOn === fromOn)
    if (twin)
      found.faults.push({
        ...spotOf(row, 'fromOn'),
        message: `「${organisation.name}」这一天第 ${twin.row.row} 行已经写了 / the same day twice`,
      })
    if (status === 'void' && !before.known.some((other) => other.fromOn === fromOn))
      found.notes.push({ ...spotOf(row, 'status'), message: '这一天本来就没有记 / nothing there to take back' })
    before.read.push(each)
  }
  for (const { row, of, fromOn, status, sourceOfFunds } of read) {
    const { known: kept, read: written } = ownOf(of)
    const after = [
      ...kept.filter((each) => !written.some((other) => other.fromOn === each.fromOn)),
      ...written.filter((each) => each.status !== 'void'),
    ]
    const before = statusAt(
      after.filter((each) => each.fromOn < fromOn),
      fromOn,
    )
    if (before?.status === status && (before.sourceOfFunds ?? null) === (sourceOfFunds ?? null))
      found.notes.push({
        ...spotOf(row, 'fromOn'),
        message: `从 ${before.fromOn} 起已经是这样。要改日期，请再加一行：${before.fromOn} 作废 / it stood so already; to move it, void the earlier day`,
      })
  }
  return read.map(({ row, organisation, status, fromOn, sourceOfFunds, remark }) => ({
    at: spotOf(row),
    organisation: refOf(organisation),
    status: status === 'void' ? null : status,
    fromOn,
    sourceOfFunds,
    remark,
  }))
}
