import type { Instant } from '../../kernel/clock.js'
import type { Day } from '../../kernel/day.js'
import { dayIn } from '../../kernel/zone.js'
import { readChosen, type Choice } from '../../records/export.js'
import type { RecordsToRead } from '../../records/export-ports.js'
import { hidden } from '../../records/personal-data.js'
import { publicName } from '../../records/public-records.js'
import type { ReadObjective, ReportReads } from '../ports.js'
import { categoriesOf, countOf, attendanceOf } from './categories.js'
import type { Dataset, Goal, GrantLine, SalonLine, Support } from './dataset.js'
import { differentPeople, figure, unitsOf, type Counted, type Origin } from './figure.js'
import { draftFor } from './draft.js'
import { missingIn } from './missing.js'
import { owedReports } from './owed.js'
import { programmesOf } from './programmes.js'
import { readRecord, type FromRecord } from './read-records.js'

const SUPPORT: Record<Support['kind'], string> = { coaching: '辅导', visit: '走访', consultation: '咨询' }

/**
 * What a hub, a programme or a grantee has to tell of some days. It is held in memory, so it is for reports that people read; a table of
 * every activity of a network is streamed (`xlsx`).
 */
export async function readDataset(
  records: RecordsToRead,
  reads: ReportReads,
  choice: Choice,
  madeAt: Instant,
): Promise<Dataset> {
  const { hub, programme, grantee, range } = choice
  const scope = {
    hubId: hub.id,
    ...(programme && { programmeId: programme.id }),
    ...(grantee && { organisationId: grantee.id }),
  }
  const inside = (day: Day | null) => day !== null && (range.from ?? day) <= day && day <= (range.to ?? day)
  const chosen = await readChosen(records, choice)
  const told: FromRecord[] = []
  const recordIds: string[] = []
  const withheld: Dataset['withheld'] = []
  const filed: Parameters<typeof missingIn>[0] = []
  for await (const record of chosen.records) {
    const read = readRecord(record, chosen.forms, chosen.categories)
    recordIds.push(record.id)
    withheld.push(...(record.withheld ?? []))
    told.push(read)
    filed.push({ record, read })
  }
  const all = told.flatMap(({ activities }) => activities).sort(byDay)
  const activities = all.filter(({ sameAs }) => sameAs === null)
  const early = chosen.early.flatMap((record) => readRecord(record, chosen.forms, chosen.categories).activities)
  const expenses = told.flatMap((each) => each.expenses)
  const raised = told.flatMap((each) => each.raised)
  const learning = told.flatMap((each) => each.learning)
  const instalments = await reads.instalments(scope)
  const grants = chosen.grants.map((grant): GrantLine => ({
    ...grant,
    instalments: instalments.filter(({ grantId }) => grantId === grant.id),
    origin: register(grant.id, grant.organisationName, grant.purpose),
  }))
  const given = grants.filter(({ status }) => status !== 'withdrawn')
  const today = dayIn(madeAt, hub.zone)
  const owed = choice.public ? [] : owedReports(await reads.owed(scope, range), today, hub.zone)
  const dataset: Dataset = {
    madeAt,
    choice,
    ...(await programmesOf(records, reads, choice, chosen.grants)),
    activities,
    categories: categoriesOf(activities, chosen.categories),
    count: countOf('活动', activities),
    attendance: attendanceOf('活动', activities),
    merged: all.filter(({ sameAs }) => sameAs !== null),
    people: unitsOf(told.flatMap(({ people }) => people ?? [])).map(([unit, counted]) =>
      figure('不同的人', unit, counted, 0, differentPeople),
    ),
    early: early.sort(byDay),
    lessons: told.flatMap(({ lessons }) => lessons),
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
    draft: null,
    expenses,
    spent: figure(
      '支出',
      '元',
      expenses.map(({ minFen, maxFen, origin }) => yuan(minFen, maxFen, origin)),
    ),
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
    goals: goalsOf((await reads.objectives(scope)).map(shownToAll), told),
    texts: told.flatMap(({ texts }) => texts),
    photos: told.flatMap(({ photos }) => photos),
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
    missing: missingIn(filed, owed),
    unaccepted: chosen.unaccepted,
    withheld,
    recordIds,
  }
  return { ...dataset, draft: draftFor(await reads.drafts(hub.id), dataset) }

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

const byDay = (a: { startsOn: Day }, b: { startsOn: Day }) =>
  a.startsOn < b.startsOn ? -1 : a.startsOn > b.startsOn ? 1 : 0

const register = (id: string, organisation: string, about: string): Origin => ({
  type: 'register',
  id,
  part: null,
  organisation,
  about,
  messageIds: [],
  photoIds: [],
})

const yuan = (minFen: number, maxFen: number, origin: Origin): Counted => ({
  min: minFen / 100,
  max: maxFen / 100,
  basis: null,
  origin,
})

/** What was planned, each with what was said of it under its own name; then what grantees named that no register knows. */
function goalsOf(planned: ReadObjective[], told: FromRecord[]): Goal[] {
  const results = told.flatMap((each) => each.results)
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
