import type { Twin, TwinDecision, TwinSide } from '../engine/session.js'
import { dayShown } from '../engine/twin-question.js'
import type { Asking } from '../forms/field-kind.js'
import { formIn, type Form } from '../forms/form.js'
import { askedAnswers } from '../forms/relevance.js'
import { showQuantity } from '../kernel/quantity-words.js'
import { dayIn } from '../kernel/zone.js'
import { beginnings } from '../records/alike.js'
import type { Because } from '../records/because.js'
import type { ActivityRow, FiledRecord, RecordEvent } from '../records/record.js'
import { samePair, twinsOf, type Decided, type TwinPair } from '../records/twins.js'
import { typedRows } from '../records/typed-rows.js'
import type { Person, TurnPorts } from './ports.js'
import type { Routing } from './route.js'

type Contact = NonNullable<Person['contact']>
type Draft = NonNullable<Person['draft']>
type Needs = Pick<Routing, 'forms' | 'newId'>

/** The effect `look_for_twins`: activities of her organisation that count and may be the same as what she is about to file. */
export async function lookForTwins(
  routing: Needs,
  ports: Pick<TurnPorts, 'twins' | 'drafts'>,
  { hubId, id: contactId, zone }: Contact,
  { session, about }: Draft,
  form: Form,
  asking: Asking,
): Promise<Twin[]> {
  const { words } = asking
  const { activities } = typedRows(form, askedAnswers(form, session))
  const whose = { organisationId: about.organisationId, others: false }
  const known = await ports.twins.near(hubId, activities.map(beginnings), whose, about.revises)
  const pairs = twinsOf(activities, known, 'own')
  if (pairs.length === 0) return []
  const before = about.revises === null ? [] : await ports.twins.ofRecord(hubId, about.revises)
  const found: Twin[] = []
  for (const { mine, other } of pairs) {
    if (before.some((pair) => samePair(pair, { first: keyOf(about.revises!, mine), of: other }))) continue
    const of = await routing.forms.find(ports.drafts, other.form, other.formVersion)
    const day = dayIn(other.filedAt, zone)
    const where = {
      day: dayShown({ from: day, to: day }, asking),
      title: formIn(of, words.language).title,
      name: other.contact.name,
    }
    found.push({
      mine: sideOf(mine),
      other: {
        ...sideOf(other),
        chainId: other.chainId,
        recordId: other.recordId,
        where: words.say(other.contact.id === contactId ? 'twins.where' : 'twins.where_of', where),
      },
    })
  }
  return found
}

/** An activity as it is told beside another. */
export const sideOf = (activity: ActivityRow): TwinSide => ({
  startsOn: activity.startsOn,
  endsOn: activity.endsOn,
  title: activity.title,
  people: peopleOf(activity),
})

/** 「32人」, or null where nobody was counted. */
function peopleOf(activity: ActivityRow): string | null {
  const { headcountMin: min, headcountMax: max, headcountUnit: unit } = activity
  if (min === null || max === null || unit === null) return null
  const { headcountQualifier: qualifier, headcountWording: wording } = activity
  return showQuantity({ min, max, unit, qualifier, basis: null, wording: wording ?? '' })
}

const keyOf = (chainId: string, { startsOn, title }: Pick<ActivityRow, 'startsOn' | 'title'>) => ({
  chainId,
  startsOn,
  title,
})

/**
 * After a record was filed: what its contact said about pairs is written down with it, and activities of other organisations of the hub that
 * may be the same are put before staff.
 */
export async function settleTwins(
  routing: Pick<Needs, 'newId'>,
  ports: Pick<TurnPorts, 'twins' | 'records' | 'overview'>,
  { id, hubId, chainId, organisationId, contactId, typedBy }: FiledRecord,
  activities: ActivityRow[],
  decisions: TwinDecision[],
  { now }: Pick<Asking, 'now'>,
): Promise<void> {
  if (activities.length === 0) return
  const before = await ports.twins.ofRecord(hubId, chainId)
  const isNew = (pair: Pick<TwinPair, 'first' | 'of'>) => !before.some((known) => samePair(known, pair))
  for (const { decision, firstCounts, why, first, of, messageId } of decisions) {
    const { recordId, ...other } = of
    const mine = { chainId, ...first }
    const turned = decision === 'merged' && firstCounts
    const sides = turned ? { first: other, of: mine } : { first: mine, of: other }
    const recordIds = turned ? { first: recordId, of: id } : { first: id, of: recordId }
    const decided = { decision, why, byContactId: typedBy ?? contactId, decidedAt: now, messageId }
    if (!isNew(sides)) continue
    await ports.twins.add({ id: routing.newId(), hubId, scope: 'own', ...sides, foundAt: now }, decided)
    await ports.records.addEvents(hubId, eventsOf(sides, recordIds, decision, decided))
  }

  const days = activities.map(beginnings)
  const others = await ports.twins.near(hubId, days, { organisationId, others: true }, chainId)
  if (others.length === 0) return
  const organisations = await ports.overview.organisations(hubId)
  const named = <A extends ActivityRow>(activity: A, of: string) => {
    const organisation = organisations.find((each) => each.id === of)
    return { ...activity, names: organisation ? [organisation.name, ...organisation.aliases] : [] }
  }
  const pairs = twinsOf(
    activities.map((activity) => named(activity, organisationId)),
    others.map((other) => named(other, other.organisation.id)),
    'joint',
  )
  for (const { mine, other } of pairs.filter((each, i) => pairs.findIndex(({ mine: m }) => m === each.mine) === i)) {
    const pair = { first: keyOf(chainId, mine), of: keyOf(other.chainId, other) }
    if (isNew(pair)) await ports.twins.add({ id: routing.newId(), hubId, scope: 'joint', ...pair, foundAt: now }, null)
  }
}

/**
 * What happened to a pair that was decided `before`, in the history of both its records; `field` is `counts` where an activity counts from
 * now on, or no more. `unmerged` takes `merged` back.
 */
export const eventsOf = (
  { first, of }: Pick<TwinPair, 'first' | 'of'>,
  recordIds: { first: string; of: string },
  type: 'merged' | 'kept' | 'unmerged',
  { why, byContactId, messageId, decidedAt }: Omit<Decided, 'decision'>,
  before: Decided['decision'] | null = null,
): RecordEvent[] =>
  (['first', 'of'] as const).map((side) => {
    const [own, other] = side === 'first' ? [first, of] : [of, first]
    const { chainId, startsOn, title } = own
    const because: Because = type === 'unmerged' ? 'decision_undone' : 'same_activity'
    return {
      chainId,
      recordId: recordIds[side],
      type,
      field: side === 'first' && (type === 'merged' || before === 'merged') ? 'counts' : null,
      from: { startsOn, title, counts: type !== 'merged' || side === 'of' },
      to: { ...other },
      why: why ?? because,
      byContactId,
      messageId,
      at: decidedAt,
    }
  })
