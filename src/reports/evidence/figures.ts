import type { Tables } from '../dataset/dataset.js'
import { showDays } from '../../kernel/day-words.js'
import { isUnsure } from '../../programmes/partner-status.js'
import type { Partner } from '../../programmes/register.js'
import { countingUp, type Figure, type Origin } from '../dataset/figure.js'
import { showPeriod } from '../layouts/show.js'
import { stagesOf } from '../dataset/stages.js'

/** Kinds of numbers, in the order in which reports print them. A new kind is added here: reports made before did not know it. */
export const FIGURE_KINDS = [
  'activities',
  'categories',
  'people',
  'grants',
  'withdrawn',
  'running',
  'told',
  'granted',
  'budget',
  'paid',
  'spent',
  'raised',
  'learnt',
  'outputs',
  'owed',
  'support',
  'salons',
  'salonPeople',
  'network',
  'photos',
] as const
export type FigureKind = (typeof FIGURE_KINDS)[number]

/** What reports knew that do not say which kinds they knew. */
export const KNOWN_AT_FIRST: readonly FigureKind[] = [
  'activities',
  'categories',
  'people',
  'grants',
  'withdrawn',
  'granted',
  'paid',
  'spent',
  'owed',
  'support',
  'salons',
  'photos',
]

/** Every number that a report made of a dataset can print, in the order in which reports print them; each name with its unit comes once. */
export function figuresOf(dataset: Tables): (Figure & { kind: FigureKind })[] {
  const { hub } = dataset.choice
  const running = dataset.grants.filter(({ status }) => status !== 'withdrawn')
  const known = (organisation: string | null, about: string): Origin => ({
    type: 'register',
    id: '',
    part: null,
    organisation: organisation ?? hub.name,
    about,
    messageIds: [],
    photoIds: [],
  })
  const count = (name: string, unit: string, origins: Iterable<Origin>) => {
    const counting = countingUp(name, unit)
    for (const _ of origins) counting.add({ min: 1, max: 1, basis: null })
    return counting.figure(origins)
  }
  const kept = {
    *[Symbol.iterator]() {
      for (const { state, origin } of dataset.photos) if (state === 'kept') yield origin
    },
  }
  const owed = (name: string, of: Tables['owed']) =>
    count(
      name,
      '份',
      of.map(({ organisation, period }) => known(organisation, showPeriod(period))),
    )
  const grants = (name: string, of: Tables['grants']) =>
    count(
      name,
      '笔',
      of.map(({ origin }) => origin),
    )
  const salons = (name: string, of: (salon: Tables['salons'][number]) => number) => {
    const counting = countingUp(name, '人次')
    for (const salon of dataset.salons) counting.add({ min: of(salon), max: of(salon), basis: null })
    return counting.figure(dataset.salons.map(({ name: about }) => known(null, about)))
  }
  /** One of whom the hub is not sure may be none. */
  const partners = (name: string, all: Partner[], status: Partner['status']) => {
    const of = all.filter((one) => one.status === status)
    const counting = countingUp(name, '家')
    for (const one of of) counting.add({ min: isUnsure(one) ? 0 : 1, max: 1, basis: null })
    return counting.figure(
      of.map(({ organisation, fromOn, sourceOfFunds, remark }) =>
        known(
          organisation,
          [`${showDays({ from: fromOn, to: fromOn })}起`, sourceOfFunds, remark].filter(Boolean).join(' '),
        ),
      ),
    )
  }
  const kinds: Record<FigureKind, Figure[]> = {
    activities: [dataset.count, ...dataset.attendance],
    categories: dataset.categories.flatMap(({ count: times, attendance }) => [times, ...attendance]),
    people: dataset.people,
    grants: [grants('资助·笔数', dataset.grants)],
    withdrawn: [
      grants(
        '资助·退出笔数',
        dataset.grants.filter(({ status }) => status === 'withdrawn'),
      ),
    ],
    running: [grants('资助·执行笔数', running)],
    told: [
      grants(
        '资助·有简报笔数',
        running.filter(({ records }) => records > 0),
      ),
    ],
    granted: [dataset.granted],
    budget: dataset.budget ? [dataset.budget.amount, dataset.budget.granted, dataset.budget.left] : [],
    paid: [dataset.paid],
    spent: [dataset.spent],
    raised: [dataset.raisedSum],
    learnt: [dataset.learnt],
    outputs: dataset.outputSums,
    owed: [
      owed('应交报告', dataset.owed),
      owed(
        '应交报告·按时',
        dataset.owed.filter(({ onTime }) => onTime),
      ),
      owed(
        '应交报告·迟交和没交',
        dataset.owed.filter(({ onTime }) => onTime === false),
      ),
    ],
    support: [
      count(
        '辅导走访·次数',
        '次',
        dataset.support.map(({ origin }) => origin),
      ),
    ],
    salons: [
      count(
        '沙龙·次数',
        '次',
        dataset.salons.map(({ name }) => known(null, name)),
      ),
    ],
    salonPeople: [
      salons('沙龙·报名', ({ registered }) => registered),
      salons('沙龙·签到', ({ checkedIn }) => checkedIn),
    ],
    network: stagesOf(dataset).flatMap(({ year, standing, changes }) => [
      partners(`网络伙伴·${year}年底在站`, standing, 'landed'),
      partners(`网络伙伴·${year}年底有意向`, standing, 'interested'),
      partners(`网络伙伴·${year}年新增`, changes, 'landed'),
      partners(`网络伙伴·${year}年离开`, changes, 'left'),
    ]),
    photos: [count('照片·张数', '张', kept)],
  }
  return FIGURE_KINDS.flatMap((kind) => kinds[kind].map((figure) => ({ ...figure, kind }))).filter(
    ({ rows, without }) => rows + without > 0,
  )
}
