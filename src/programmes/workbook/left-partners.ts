import type { Day } from '../../kernel/day.js'
import { statusesAt } from '../partner-status.js'
import type { Known, Ref, Register } from '../register.js'
import type { Findings } from './answers.js'
import type { Row } from './layout.js'
import { spotOf } from './spots.js'

/** A grant that still runs of a partner that has left by today: nothing is made for it from that day on, which is to be told, not only done. */
export function noteGrantsOfLeft(
  { grants, partnerChanges }: Pick<Register, 'grants' | 'partnerChanges'>,
  rows: Row<'grants'>[],
  known: Known,
  today: Day,
  { notes }: Pick<Findings, 'notes'>,
): void {
  const written = partnerChanges.map((each) => ({ ...each, organisationId: nameOf(each.organisation) }))
  const kept = known.partnerChanges.filter(
    (each) => !written.some((one) => one.organisationId === each.organisationId && one.fromOn === each.fromOn),
  )
  const standing = statusesAt([...kept, ...written.filter(({ status }) => status !== null)], today)
  const left = new Map(standing.flatMap(({ organisationId, fromOn, status }) => (status === 'left' ? [[organisationId, fromOn]] : []))) // prettier-ignore
  for (const { id, status, organisation, at } of grants) {
    const since = left.get(nameOf(organisation))
    const stands = status ?? known.grants.find((each) => each.id === id)?.status
    const row = rows.find((each) => each.row === at?.row)
    if (since === undefined || stands !== 'active' || !row) continue
    notes.push({
      ...spotOf(row, 'organisation'),
      message: `这家从 ${since} 起「已退出」，资助却还在执行中：从那天起到期的报告不会生成，也不提醒。资助也停了，状态写 已退出；还在做，请在「伙伴状态」加一行新的状态，再导入 / an active grant of a partner that has left: nothing is owed since then`,
    })
  }
}

const nameOf = (ref: Ref): string => (typeof ref === 'string' ? ref : ref.id)
