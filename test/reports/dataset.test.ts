import { expect, test } from '@jest/globals'
import { showFigure } from '../../src/reports/dataset/figure.js'
import { activity, photo, record } from '../records/sample.js'
import { readDataset } from '../../src/reports/dataset/build.js'
import { datasetOf, grant, HUB, NOTHING, recordsOf } from './a-dataset.js'

test('a sum knows each row, its record and its messages, and carries the range of what was said roughly', async () => {
  const rough = { headcountMin: 201, headcountMax: 299, headcountQualifier: '多', headcountWording: '二百多人' }
  const { attendance } = await datasetOf([
    record({ activities: [activity({ messageIds: ['m1'] })] }),
    record({
      id: 'record-2',
      activities: [activity({ ...rough, headcountBasis: 'estimate', messageIds: ['m2', 'm3'] })],
    }),
  ])
  expect(attendance.map(showFigure)).toEqual(['236–334人次'])
  expect(attendance[0]).toMatchObject({
    rows: 2,
    bases: [
      { label: '签到', rows: 1 },
      { label: '估计', rows: 1 },
    ],
  })
  expect([...(attendance[0]?.origins ?? [])]).toMatchObject([
    { id: 'record-1', part: 'activities/1', messageIds: ['m1'] },
    { id: 'record-2', part: 'activities/1', messageIds: ['m2', 'm3'] },
  ])
})

test('人 and 人次 are two figures, and an activity told of twice is counted once and named', async () => {
  const again = { chainId: 'record-1', organisation: null, startsOn: '2014-04-26', title: '培训' }
  const { attendance, count, merged } = await datasetOf([
    record({
      activities: [activity(), activity({ position: 2, headcountUnit: '人次', headcountMin: 50, headcountMax: 50 })],
    }),
    record({ id: 'record-2', activities: [activity({ sameAs: again })] }),
  ])
  expect(attendance.map(showFigure)).toEqual(['35人', '50人次'])
  expect([count.rows, merged.length]).toEqual([2, 1])
})

test('different people of two records are at least the greater count and at most both', async () => {
  const people = (count: number) => ({
    min: count,
    max: count,
    unit: '人',
    qualifier: null,
    basis: null,
    wording: `${count}人`,
  })
  const { people: figures } = await datasetOf([
    record({ people: people(30) }),
    record({ id: 'record-2', people: people(45) }),
  ])
  expect(figures).toMatchObject([{ min: 45, max: 75, unit: '人' }])
})

test('a picture belongs to the only activity of its day, else to none', async () => {
  const two = [
    activity({ title: '读书会' }),
    activity({ position: 2, part: 'activities/2', title: '沙龙', startsOn: '2014-05-18', endsOn: '2014-05-18' }),
  ]
  const { photos } = await datasetOf([
    record({
      activities: two,
      photos: [photo({ takenAt: '2014-05-18T09:00:00' }), photo({ id: 'photo-2', takenAt: null })],
    }),
  ])
  expect(photos.map((each) => each.activity?.title ?? null)).toEqual(['沙龙', null])
})

test('what is missing names who can say it', async () => {
  const { missing } = await datasetOf([
    record({ activities: [activity({ headcountMin: null, headcountMax: null })], photos: [photo({ caption: null })] }),
  ])
  expect(missing).toMatchObject([
    { organisation: '萍乡麦田', what: expect.stringContaining('没有写人数'), recordId: 'record-1' },
    { what: expect.stringContaining('没有说明') },
  ])
})

test('late is what came in after its last day, the extended one, or did not come though that day is past', async () => {
  const owed = (given: object) => ({
    organisation: '萍乡麦田',
    form: 'work-brief',
    period: '2014-Q3',
    dueOn: '2014-10-15',
    extendedTo: null,
    state: 'accepted',
    filedAt: null,
    ...given,
  })
  const { owed: reports, missing } = await datasetOf([], {
    owed: () =>
      Promise.resolve([
        owed({ filedAt: '2014-10-15T15:59:00.000Z' }),
        owed({ filedAt: '2014-10-15T16:01:00.000Z' }),
        owed({ filedAt: '2014-10-18T01:00:00.000Z', extendedTo: '2014-10-20' }),
        owed({ state: 'overdue' }),
        owed({ state: 'waived' }),
      ]),
  })
  expect(reports.map(({ onTime }) => onTime)).toEqual([true, false, true, false, null])
  expect(missing).toEqual([{ organisation: '萍乡麦田', what: '2014-Q3 的报告还没有交', recordId: null, field: null }])
})

test('a private person who has a grant has no name in what is for the public, wherever it was written', async () => {
  const person = { id: 'organisation-9', name: '林晓荷', aliases: ['晓荷'], person: true as const }
  const of = { id: person.id, name: person.name }
  const filed = [
    record({
      state: 'accepted',
      organisation: of,
      contact: { id: 'c', name: '林晓荷' },
      grant: { id: 'g', purpose: '林晓荷的互助小组' },
      activities: [activity({ title: '晓荷的分享会', place: '林晓荷家' })],
    }),
    record({ id: 'record-2', state: 'accepted', activities: [activity({ title: '听林晓荷讲课' })] }),
  ]
  const records = {
    ...recordsOf(filed, [
      grant({
        organisationId: person.id,
        organisationName: person.name,
        organisationKind: 'person',
        purpose: '晓荷互助',
      }),
    ]),
    organisations: () => Promise.resolve([person]),
  }
  const objective = { id: 'o', label: '晓荷办 6 次小组', plannedMin: 6, plannedMax: null, unit: '次', dueOn: null }
  const reads = { ...NOTHING, objectives: () => Promise.resolve([{ ...objective, organisation: person.name }]) }
  const range = { from: '2014-01-01', to: '2014-12-31' }
  const made = (open: boolean) =>
    readDataset(
      records,
      reads,
      { hub: HUB, programme: null, grantee: null, range, public: open },
      '2015-01-05T01:00:00.000Z',
    )
  const shown = await made(true)
  expect(shown.grants[0]).toMatchObject({ organisationName: '个人', purpose: '（不公开）互助', status: 'active' })
  expect(shown.activities.map(({ organisation, title }) => [organisation, title])).toEqual([
    ['个人', '（不公开）的分享会'],
    ['萍乡麦田', '听（不公开）讲课'],
  ])
  expect(shown.goals[0]).toMatchObject({ organisation: '个人', label: '（不公开）办 6 次小组' })
  expect(JSON.stringify(shown)).not.toContain('晓荷')
  expect(JSON.stringify(await made(false))).toContain('林晓荷')
})

test('a report of a hub is about the grants of its days: those of other years are no part of its sums', async () => {
  const grants = ['now', 'over', 'told of'].map((id) => grant({ id, organisationName: id }))
  const terms = (endsOn: string) => ({ awardedOn: '2012-01-01', startsOn: '2012-01-01', endsOn, funderId: 'f', funder: '某基金会' }) // prettier-ignore
  const awards = () =>
    Promise.resolve([
      { grantId: 'now', ...terms('2014-06-30') },
      { grantId: 'over', ...terms('2013-12-31') },
      { grantId: 'told of', ...terms('2013-12-31') },
    ])
  const told = record({ grant: { id: 'told of', purpose: '盲童戏剧融合' } })
  const names = ({ grants: all }: { grants: { organisationName: string }[] }) => all.map((one) => one.organisationName)
  const ofHub = await datasetOf([told], { awards }, {}, grants)
  expect([names(ofHub), showFigure(ofHub.granted)]).toEqual([['now', 'told of'], '4,000元'])
  const programme = { id: 'programme-1', name: '微公益' }
  expect(names(await datasetOf([told], { awards }, { programme }, grants))).toHaveLength(3)
})

test('of a programme the amount is held against all that was granted of it, whatever the days and whoever withdrew', async () => {
  const grants = [grant({ id: 'a' }), grant({ id: 'b', status: 'withdrawn' }), grant({ id: 'c', amountFen: null })]
  const own = { name: '微公益', startsOn: '2014-01-01', endsOn: '2014-12-31', funder: null, amountFen: 500_000 }
  const of = (amountFen: number | null, more = {}) =>
    datasetOf([], { programme: () => Promise.resolve({ ...own, amountFen }) }, { programme: { id: 'programme-1', name: '微公益' }, ...more }, grants) // prettier-ignore
  const { budget } = await of(500_000)
  expect(budget && Object.values(budget).map(showFigure)).toEqual(['5,000元', '2,000元', '3,000元'])
  expect(budget?.left.without).toBe(1)
  expect((await of(null)).budget).toBeNull()
  expect((await of(500_000, { grantee: { id: 'organisation-1', name: '萍乡麦田' } })).budget).toBeNull()
})

test('the photos of a brief that say nothing are missing in one line', async () => {
  const bare = (position: number) => photo({ id: `photo-${position}`, position, caption: null })
  const { missing } = await datasetOf([record({ photos: [bare(1), photo({ id: 'photo-2', position: 2 }), bare(3)] })])
  expect(missing.map(({ what }) => what)).toEqual([expect.stringMatching(/里，照片 1、3没有说明$/)])
})
