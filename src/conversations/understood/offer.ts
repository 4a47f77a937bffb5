import type { Session } from '../../engine/session.js'
import { asksStory } from '../../engine/told.js'
import type { Asking } from '../../forms/field-kind.js'
import { formIn } from '../../forms/form.js'
import type { Pending } from './pending.js'
import type { Forms } from '../forms.js'
import type { OpenDraft, TurnPorts } from '../ports.js'
import type { Contact } from '../route.js'
import { targetOf } from './target.js'
import { CERTAIN, mayTell, understand } from './understand.js'
import { proposal } from './words.js'

/**
 * When the table of activities is reached and her story told of some already: they are offered for it. Null when there are none, or the
 * table was begun.
 */
export async function rowsOffered(
  ports: Pick<TurnPorts, 'people' | 'drafts' | 'learntNames'>,
  contact: Contact,
  { id: draftId, session: before }: OpenDraft,
  after: Session,
  forms: Forms,
  asking: Asking,
): Promise<string | null> {
  if (after.at.type !== 'asking' || after.revision || after.at === before.at) return null
  const { field } = after.at
  if (before.at.type === 'asking' && before.at.field === field) return null
  if (after.answers[field] || after.partials[field]) return null
  const form = formIn(await forms.find(ports.drafts, after.form, after.formVersion), asking.words.language)
  const table = form.fields.find(({ key, feeds }) => key === field && feeds === 'activities')
  if (!table) return null
  const target = targetOf(form, after)
  if (!target || target.one) return null
  const stories = form.fields.flatMap((one) => {
    const { value = null, from = [] } = (asksStory(one) && after.answers[one.key]) || {}
    return typeof value === 'string' ? [{ value, from }] : []
  })
  if (stories.length === 0) return null
  const places = await ports.learntNames.placesKnown(contact.hubId, contact.organisationId)
  const understood = stories.flatMap(({ value, from }) => {
    const found = mayTell(value) ? understand(value, asking.today, places) : null
    const activities = (found?.activities ?? []).filter(({ facts }) => CERTAIN.every((feed) => feed in facts))
    return activities.length > 0 ? [{ activities, said: value, from }] : []
  })
  const [first] = understood
  if (!first) return null
  const pending: Pending = {
    ...first,
    planned: [],
    cancelled: [],
    form: form.id,
    draftId,
    story: false,
    offered: true,
  }
  await ports.people.setAsked(contact.id, { type: 'understood', at: asking.now, pending })
  return proposal(form, target, pending, asking)
}
