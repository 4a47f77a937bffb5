import { offersFor, type Offers } from '../forms/again.js'
import type { Form } from '../forms/form.js'
import type { Day } from '../kernel/day.js'
import type { TurnPorts } from './ports.js'

/** What the questions of a form that say `again` may be answered with in one word: nothing is read where there are none. */
export async function offersOf(
  { records, grants }: Pick<TurnPorts, 'records' | 'grants'>,
  form: Form,
  { hubId, organisationId }: { hubId: string; organisationId: string },
  today: Day,
): Promise<Offers> {
  const again = form.fields.some((field) => {
    const { columns = [] } = field.options as { columns?: { again?: true }[] }
    return field.again === true || columns.some((column) => column.again === true)
  })
  if (!again) return {}
  const last = await records.lastAnswers(hubId, organisationId, form.id)
  return offersFor(form, { last, grant: await grants.termOf(hubId, organisationId), today })
}
