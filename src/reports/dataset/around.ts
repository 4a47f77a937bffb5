import type { Instant } from '../../kernel/clock.js'
import type { Day } from '../../kernel/day.js'
import { dayIn } from '../../kernel/zone.js'
import { readChosen, type Choice } from '../../records/export.js'
import type { RecordsToRead } from '../../records/export-ports.js'
import { hidden } from '../../records/personal-data.js'
import { publicName } from '../../records/public-records.js'
import type { ReadObjective, ReportReads } from '../ports.js'
import type {
  Activity,
  Dataset,
  Goal,
  GrantLine,
  Learning,
  Lesson,
  Missing,
  Output,
  Raised,
  SalonLine,
  Support,
} from './dataset.js'
import { differentPeople, figure, register, unitsOf, yuan } from './figure.js'
import { missingIn, missingReports } from './missing.js'
import { owedReports } from './owed.js'
import { programmesOf } from './programmes.js'
import { readRecord, type FromRecord } from './read-records.js'

const SUPPORT: Record<Support['kind'], string> = { coaching: '辅导', visit: '走访', consultation: '咨询' }

/**
 * Everything but the rows of records of which there may be very many: they are handed to `take` a record at a time, in the order in which they were
 * filed; of activities those that count. A draft is looked for when all figures are known.
 */
export async function readAround(
  records: RecordsToRead,
  reads: ReportReads,
  choice: Choice,
  madeAt: Instant,
  take: (read: FromRecord) => void,
): Promise<
  Omit<Dataset, 'activities' | 'categories' | 'count' | 'attendance' | 'expenses' | 'spent' | 'texts' | 'photos'> & {
    labels: ReadonlyMap<string, string>
  }
> {
  const { hub, programme, grantee, range } = choice
  const scope = {
    hubId: hub.id,
    ...(programme && { programmeId: programme.id }),
    ...(grantee && { organisationId: grantee.id }),
  }
  const inside = (day: Day | null) => day !== null && (range.from ?? day) <= day && day <= (range.to ?? day)
  const chosen = await readChosen(records, choice)
  const recordIds: string[] = []
  const withheld: Dataset['withheld'] = []
  const merged: Activity[] = []
  const lacking: Missing[] = []
  const people: NonNullable<FromRecord['people']>[] = []
  const results: FromRecord['results'] = []
  const lessons: Lesson[] = []
  const raised: Raised[] = []
  const learning: Learning[] = []
  const outputs: Output[] = []
  const told = new Map<string, number>()
  for await (const record of chosen.records) {
    const read = readRecord(record, chosen.forms, chosen.categories, hub.zone)
    recordIds.push(record.id)
    if (record.grant) told.set(record.grant.id, (told.get(record.grant.id) ?? 0) + 1)
    withheld.push(...(record.withheld ?? []))
    lacking.push(...missingIn(record, read, hub.zone))
    merged.push(...read.activities.filter(({ sameAs }) => sameAs !== null))
    if (read.people) people.push(read.people)
    results.push(...read.results)
    lessons.push(...read.lessons)
    raised.push(...read.raised)
    learning.push(...read.learning)
    outputs.push(...read.outputs)
    take({ ...read, activities: read.activities.filter(({ sameAs }) => sameAs === null) })
  }
  // Whole now that the records were read.
  const early = chosen.early.flatMap(
    (record) => readRecord(record, chosen.forms, chosen.categories, hub.zone).activities,
  )
  const instalments = await reads.instalments(scope)
  // Of a hub, those that these days are about: it may have had others for many years.
  const terms = programme ? [] : await reads.awards(scope)
  const isOver = (grant: string) =>
    terms.some(
      ({ grantId, startsOn, endsOn }) =>
        grantId === grant && (startsOn > (range.to ?? startsOn) || (range.from ?? endsOn) > endsOn),
    )
  const isPaid = (grant: string) => instalments.some(({ grantId, paidOn }) => grantId === grant && inside(paidOn))
  const ofThese = chosen.grants.filter(({ id }) => told.has(id) || isPaid(id) || !isOver(id))
  const grants = ofThese.map((grant): GrantLine => ({
    ...grant,
    instalments: instalments.filter(({ grantId }) => grantId === grant.id),
    records: told.get(grant.id) ?? 0,
    origin: register(grant.id, grant.organisationName, grant.purpose),
  }))
  const given = grants.filter(({ status }) => status !== 'withdrawn')
  const today = dayIn(madeAt, hub.zone)
  const owed = choice.public ? [] : owedReports(await reads.owed(scope, range), today, hub.zone)
  return {
    madeAt,
    choice,
    ...(await programmesOf(records, reads, choice, chosen.grants)),
    labels: chosen.categories,
    merged: merged.sort(byDay),
    people: unitsOf(people).map(([unit, counted]) => figure('不同的人', unit, counted, 0, differentPeople)),
    early: early.sort(byDay),
    lessons,
    raised,
    raisedSum: figure(
      '筹款',
      '元',
      raised.map(({ minFen, maxFen, origin }) => yuan(minFen, maxFen, origin)),
    ),
    learning,
    learnt: figure(
      '人员学习·次数',
      '次',
      learning.map(({ times, origin }) => ({ min: times, max: times, basis: null, origin })),
    ),
    outputs,
    outputSums: unitsOf(outputs.map((each) => ({ ...each, basis: null }))).map(([unit, counted]) =>
      figure('产出', unit, counted),
    ),
    draft: null,
    grants,
    granted: figure(
      '资助',
      '元',
      given.flatMap(({ amountFen, origin }) => (amountFen === null ? [] : [yuan(amountFen, amountFen, origin)])),
      given.filter(({ amountFen }) => amountFen === null).length,
    ),
    paid: figure(
      '已拨款',
      '元',
      grants.flatMap(({ origin, ...grant }) =>
        grant.instalments
          .filter(({ paidOn }) => inside(paidOn))
          .flatMap(({ amountFen: fen, number }) =>
            fen === null ? [] : [yuan(fen, fen, { ...origin, about: `${origin.about} 第 ${number} 期` })],
          ),
      ),
    ),
    goals: goalsOf((await reads.objectives(scope)).map(shownToAll), results),
    owed,
    support: chosen.visits.map(({ id, organisation, messageId, ...visit }) => ({
      ...visit,
      label: SUPPORT[visit.kind],
      organisation: organisation.name,
      origin: {
        type: 'visit',
        id,
        part: null,
        organisation: organisation.name,
        about: [SUPPORT[visit.kind], visit.topic].filter(Boolean).join(' '),
        messageIds: [messageId],
        photoIds: [],
      },
    })),
    salons: choice.public ? [] : await salonsOf(),
    partners: programme || grantee || choice.public ? [] : await reads.partners(hub.id),
    missing: [...missingReports(owed), ...lacking],
    unaccepted: chosen.unaccepted,
    withheld,
    recordIds,
  }

  function shownToAll(objective: ReadObjective): ReadObjective {
    const { label, organisation } = objective
    if (!choice.public) return objective
    return {
      ...objective,
      label: hidden(label, chosen.persons.names),
      organisation: organisation && publicName(organisation, chosen.persons),
    }
  }

  async function salonsOf(): Promise<SalonLine[]> {
    const salons = grantee ? [] : await reads.salons(scope)
    return salons.flatMap(({ id, series, number, topic, startsAt, ...salon }) => {
      const startsOn = dayIn(startsAt, hub.zone)
      if (!inside(startsOn)) return []
      const recaps = chosen.recaps
        .filter(({ salonId }) => salonId === id)
        .map(({ id: recap, organisation, text, messageId }) => ({
          organisation: organisation.name,
          text,
          origin: {
            type: 'recap' as const,
            id: recap,
            part: null,
            organisation: organisation.name,
            about: topic,
            messageIds: [messageId],
            photoIds: [],
          },
        }))
      return [
        { ...salon, name: [series, number && `第${number}期`, topic].filter(Boolean).join(' '), startsOn, recaps },
      ]
    })
  }
}

/** The first day first. */
export const byDay = (a: { startsOn: Day }, b: { startsOn: Day }) =>
  a.startsOn < b.startsOn ? -1 : a.startsOn > b.startsOn ? 1 : 0

/** What was planned, each with what was said of it under its own name; then what grantees named that no register knows. */
function goalsOf(planned: ReadObjective[], results: FromRecord['results']): Goal[] {
  const goals = planned.map(({ id: _id, ...objective }): Goal => ({
    ...objective,
    results: results
      .filter(
        ({ label, result }) =>
          label === objective.label && (objective.organisation ?? result.organisation) === result.organisation,
      )
      .map(({ result }) => result),
  }))
  const known = new Set(goals.map(({ label }) => label))
  const others = [...new Set(results.map(({ label }) => label))].filter((label) => !known.has(label))
  return [
    ...goals,
    ...others.map((label) => ({
      ...UNPLANNED,
      label,
      results: results.filter((each) => each.label === label).map(({ result }) => result),
    })),
  ]
}

const UNPLANNED = { plannedMin: null, plannedMax: null, unit: null, dueOn: null, organisation: null }
