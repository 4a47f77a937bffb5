import { offersFor, type Offers } from '../forms/again.js'
import type { Form } from '../forms/form.js'
import type { Day, Days } from '../kernel/day.js'
import type { TurnPorts } from './ports.js'

/** What the questions of a form that say `again` may be answered with in one word: nothing is read where there are none. `said`: the period that she named. */
export async function offersOf(
  { records, grants, obligations }: Pick<TurnPorts, 'records' | 'grants' | 'obligations'>,
  form: Form,
  {
    hubId,
    organisationId,
    grantId,
    obligationId,
  }: { hubId: string; organisationId: string; grantId: string | null; obligationId: string | null },
  today: Day,
  said: Days | null,
): Promise<Offers> {
  const again = form.fields.some((field) => {
    const { columns = [] } = field.options as { columns?: { again?: true }[] }
    return field.again === true || columns.some((column) => column.again === true)
  })
  const period = form.fields.find(({ feeds }) => feeds === 'period')
  const named: Offers = said && period ? { [period.key]: { value: { ...said }, source: 'said' } } : {}
  if (!again) return named
  // Of several grants each has its own work, its own people and its own periods.
  const about = grantId ?? (await grants.forOrganisation(hubId, organisationId)).grantId
  const last = await records.lastAnswers(hubId, organisationId, form.id, about)
  const offers = offersFor(form, { last, grant: await grants.termOf(hubId, organisationId, grantId), today })
  const owed = obligationId === null ? null : await obligations.hold(hubId, obligationId)
  const asked: Offers =
    owed && period ? { [period.key]: { value: { from: owed.from, to: owed.to }, source: 'owed' } } : {}
  // What is owed and is not what she named she has chosen since.
  return { ...offers, ...named, ...asked }
}
