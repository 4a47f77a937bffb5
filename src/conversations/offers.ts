import { offersFor, type Offers } from '../forms/again.js'
import type { Form } from '../forms/form.js'
import type { Day } from '../kernel/day.js'
import type { TurnPorts } from './ports.js'

/** What the questions of a form that say `again` may be answered with in one word: nothing is read where there are none. */
export async function offersOf(
  { records, grants }: Pick<TurnPorts, 'records' | 'grants'>,
  form: Form,
  { hubId, organisationId, grantId }: { hubId: string; organisationId: string; grantId: string | null },
  today: Day,
): Promise<Offers> {
  const again = form.fields.some((field) => {
    const { columns = [] } = field.options as { columns?: { again?: true }[] }
    return field.again === true || columns.some((column) => column.again === true)
  })
  if (!again) return {}
  // Of several grants each has its own work, its own people and its own periods.
  const about = grantId ?? (await grants.forOrganisation(hubId, organisationId)).grantId
  const last = await records.lastAnswers(hubId, organisationId, form.id, about)
  return offersFor(form, { last, grant: await grants.termOf(hubId, organisationId, grantId), today })
}
