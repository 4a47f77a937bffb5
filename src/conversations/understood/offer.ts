import type { Session } from '../../engine/session.js'
import { asksStory } from '../../engine/told.js'
import type { Asking } from '../../forms/field-kind.js'
import { formIn, type Form } from '../../forms/form.js'
import { bare } from '../../forms/prompt.js'
import type { Pending } from './pending.js'
import type { Forms } from '../forms.js'
import type { OpenDraft, TurnPorts } from '../ports.js'
import type { Contact } from '../route.js'
import { type Recap, recapIn } from './recap.js'
import { PLANS, type Target, targetOf } from './target.js'
import { CERTAIN, mayTell, understand, type Understood } from './understand.js'
import { proposal } from './words.js'

/** Questions that a story may have answered. */
const OFFERED = ['activities', 'expenses', PLANS]

/**
 * When the table of activities, that of spending or the question for plans is reached and her story told of some already: they are offered
 * for it. Null when there are none, or an answer was begun.
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
  const feeds = form.fields.find(({ key }) => key === field)?.feeds ?? ''
  if (!OFFERED.includes(feeds)) return null
  const target = targetOf(form, after)
  if (!target || target.one) return null
  const stories = form.fields.flatMap((one) => {
    const { value = null, from = [] } = (one.feeds !== PLANS && asksStory(one) && after.answers[one.key]) || {}
    return typeof value === 'string' ? [{ value, from }] : []
  })
  const places = await ports.learntNames.placesKnown(contact.hubId, contact.organisationId)
  const found = stories.flatMap(({ value, from }) => {
    const offer = offerOf(value, feeds, target, asking, places)
    return offer ? [{ ...offer, said: value, from }] : []
  })
  const [first] = found
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

/** Whether what it was offered for is asked, and empty as it was. */
export function stillOffered({ fields }: Form, { at, answers, partials }: Session): boolean {
  const field = at.type === 'asking' ? fields.find(({ key }) => key === at.field) : undefined
  return field !== undefined && OFFERED.includes(field.feeds ?? '') && !answers[field.key] && !partials[field.key]
}

/** What of a story is for the question that is reached: behind the activities all else is told as well. */
function offerOf(
  said: string,
  feeds: string,
  { plans: asksPlans }: Target,
  { today }: Asking,
  places: readonly string[],
): (Pick<Understood, 'activities'> & Partial<Recap>) | null {
  const { spending, differs, plans } = recapIn(said)
  const money = spending.length > 0 ? { spending, ...(differs && { differs }) } : {}
  const next = plans !== undefined && asksPlans !== null ? { plans } : {}
  if (feeds === 'expenses') return spending.length > 0 ? { activities: [], ...money } : null
  if (feeds === PLANS) return plans !== undefined ? { activities: [], plans } : null
  const understood = mayTell(said) ? understand(said, today, places) : null
  const activities = (understood?.activities ?? []).filter(({ facts }) => CERTAIN.every((feed) => feed in facts))
  return activities.length > 0 ? { activities, ...money, ...next } : null
}
