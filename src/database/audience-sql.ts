import { type Audience, eitherOf, type ReportState } from '../broadcasts/audience.js'
import type { ObligationState } from '../programmes/obligation.js'
import type { Value } from './sql.js'

const OUT: ObligationState[] = ['open', 'in_draft', 'overdue', 'returned']
const STATES: Record<ReportState, ObligationState[]> = {
  owed: OUT,
  overdue: ['overdue'],
  returned: ['returned'],
  in: ['submitted', 'accepted'],
}

/** That the column is the organisation `o`; of people also a further one that the contact `c` files for. */
const OF = {
  organisation: (column: string): string => `${column} = o.id`,
  contact: (column: string): string =>
    `(${column} = o.id OR ${column} IN (SELECT f.organisationId FROM contact_organisations f WHERE f.contactId = c.id))`,
}
const places = (values: unknown[]): string => values.map(() => '?').join(', ')

/** The conditions of an audience on an organisation `o`, or on a contact `c` of it, each with ` AND ` before it. */
export function audienceSql(audience: Audience, whom: keyof typeof OF, out = false): { text: string; values: Value[] } {
  const { programmes, regions, report, salon } = audience
  const either = eitherOf(audience)
  const tags = audience.tags.filter((tag) => !either.includes(tag))
  const theirs = OF[whom]
  const parts: [string, Value[]][] = []
  const { organisations = [], people = [], except = [] } = audience
  const ones: typeof parts = []
  if (organisations.length > 0) {
    const ids = organisations.map(({ id }) => id)
    const one = `o.id IN (${places(ids)})`
    ones.push(
      whom === 'organisation'
        ? [one, ids]
        : [
            `(${one} OR EXISTS (SELECT 1 FROM contact_organisations f WHERE f.contactId = c.id AND f.organisationId IN (${places(ids)})))`,
            [...ids, ...ids],
          ],
    )
  }
  if (people.length > 0) {
    const ids = people.map(({ id }) => id)
    const one = `c.id IN (${places(ids)})`
    const some = (which: string) =>
      `EXISTS (SELECT 1 FROM contacts c WHERE c.organisationId = o.id AND c.leftAt IS NULL AND ${which})`
    // An organisation is left out only with all of its people.
    if (whom === 'contact') ones.push([one, ids])
    else if (out) ones.push([`(${some(one)} AND NOT ${some(`NOT ${one}`)})`, [...ids, ...ids]])
    else ones.push([some(one), ids])
  }
  if (ones.length > 0)
    parts.push([`(${ones.map(([text]) => text).join(' OR ')})`, ones.flatMap(([, values]) => values)])
  for (const each of except) {
    const not = audienceSql(each, whom, true)
    // Of who has no region it is not known whether it is that one: she stays.
    parts.push([`COALESCE((1 = 1${not.text}), 0) = 0`, not.values])
  }
  if (programmes.length > 0) {
    const ids = programmes.map(({ id }) => id)
    parts.push([
      `EXISTS (SELECT 1 FROM grants g WHERE g.status = 'active' AND g.programmeId IN (${places(ids)}) AND ${theirs('g.organisationId')})`,
      ids,
    ])
  }
  const tagged = (names: string[]) =>
    `EXISTS (SELECT 1 FROM organisation_tags t WHERE t.organisationId = o.id AND t.tag IN (${places(names)}))`
  if (regions.length > 0) {
    const orTagged = either.length > 0 ? ` OR ${tagged(either)}` : ''
    parts.push([
      `(o.region IN (${places(regions)}) OR o.city IN (${places(regions)})${orTagged})`,
      [...regions, ...regions, ...either],
    ])
  }
  if (tags.length > 0) parts.push([tagged(tags), tags])
  if (report !== null) {
    const owes = (states: ObligationState[]) =>
      `EXISTS (SELECT 1 FROM obligations b WHERE b.hubId = o.hubId AND b.state IN (${places(states)}) AND ${theirs('b.organisationId')})`
    parts.push([owes(STATES[report]), STATES[report]])
    // Who handed in the last one and owes the next is still asked for it.
    if (report === 'in') parts.push([`NOT ${owes(OUT)}`, OUT])
  }
  if (salon !== null) {
    const said = salon.answers.filter((answer) => answer !== 'silent')
    const any = [
      ...(said.length > 0 ? [`g.answer IN (${places(said)})`] : []),
      ...(said.length < salon.answers.length ? ['g.answer IS NULL'] : []),
    ]
    parts.push([
      whom === 'organisation'
        ? `EXISTS (SELECT 1 FROM salon_guests g WHERE g.salonId = ? AND g.organisationId = o.id AND (${any.join(' OR ')}))`
        : `EXISTS (SELECT 1 FROM salon_invited i JOIN salon_guests g ON g.salonId = i.salonId AND g.organisationId = i.organisationId
         WHERE i.salonId = ? AND i.contactId = c.id AND (${any.join(' OR ')}))`,
      [salon.id, ...said],
    ])
  }
  return { text: parts.map(([text]) => ` AND ${text}`).join(''), values: parts.flatMap(([, values]) => values) }
}
