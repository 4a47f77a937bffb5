import { isSame } from '../../forms/again.js'
import type { Form } from '../../forms/form.js'
import type { Asking } from '../../forms/field-kind.js'
import { offersOf } from '../offers.js'
import type { TurnPorts } from '../ports.js'
import type { Known } from '../route.js'
import type { Pending } from './pending.js'
import type { Target } from './target.js'

const PLACE = 'activity.place'

/** Of her activities whose place is 「同上」 the place of the last report instead; where there is none it is not said, and it is asked for. */
export async function withLastPlace<Told extends Pick<Pending, 'activities'>>(
  ports: Pick<TurnPorts, 'records' | 'grants' | 'obligations'>,
  { contact, draft }: Known,
  form: Form,
  { one, roles }: Target,
  told: Told,
  { today }: Pick<Asking, 'today'>,
): Promise<{ told: Told; label: string | null }> {
  const field = roles.find(({ feeds }) => feeds === PLACE)
  const asLast = ({ facts, doubtful }: Pending['activities'][number]) =>
    isSame(facts[PLACE] ?? doubtful[PLACE] ?? '', field?.label)
  if (!told.activities.some(asLast)) return { told, label: null }
  const { hubId, organisationId } = contact
  const about = { hubId, organisationId, grantId: null, obligationId: null }
  const offers = draft ? (draft.session.offers ?? {}) : await offersOf(ports, form, about, today, null)
  const table = form.fields.find(({ feeds }) => feeds === 'activities')
  const value = offers[one ? (field?.key ?? '') : `${table?.key}.${field?.key}`]?.value
  const activities = told.activities.map((activity) => {
    if (!asLast(activity)) return activity
    const [{ [PLACE]: _said, ...facts }, { [PLACE]: _unsure, ...doubtful }] = [activity.facts, activity.doubtful]
    return { ...activity, facts: typeof value === 'string' ? { ...facts, [PLACE]: value } : facts, doubtful }
  })
  return { told: { ...told, activities }, label: typeof value === 'string' ? null : (field?.label ?? null) }
}
