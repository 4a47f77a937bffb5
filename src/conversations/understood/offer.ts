import type { Session } from '../../engine/session.js'
import { asksStory } from '../../engine/told.js'
import type { Asking } from '../../forms/field-kind.js'
import { formIn, type Form } from '../../forms/form.js'
import { bare } from '../../forms/prompt.js'
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

const FILL =
  /^(?:那|就|好的?|行|可以|嗯|对|请|帮我|你|直接|都|全都?|全部|先|[，,\s])*(?:填|记|写|录|加)(?:上去?|进去?|下来?|入|好)?(?:吧|了|就行|就好)*$/u
const MYSELF =
  /^(?:还是|那|就|[，,\s])*(?:我|我们)?自己(?:来|填|写|记)(?:吧|了)?$|^(?:先)?(?:别|不用|不要|不)(?:填|记)(?:上)?了?$/u

/** 「填上」, 「都记上吧」, 「我自己来」: the words of the choice in the place of its number; null for anything else. */
export const fills = (text: string): boolean | null =>
  FILL.test(bare(text)) ? true : MYSELF.test(bare(text)) ? false : null

/** Whether the table it was offered for is asked, and empty as it was. */
export function stillOffered({ fields }: Form, { at, answers, partials }: Session): boolean {
  const table = fields.find(({ feeds }) => feeds === 'activities')
  return at.type === 'asking' && at.field === table?.key && !answers[at.field] && !partials[at.field]
}
