import type { Tables } from '../dataset/dataset.js'
import { countingUp, type Figure, type Origin } from '../dataset/figure.js'

/** Every number that a report made of a dataset can print, in the order in which reports print them; each name with its unit comes once. */
export function figuresOf(dataset: Tables): Figure[] {
  const { hub } = dataset.choice
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
      of.map(({ organisation, period }) => known(organisation, period)),
    )
  const grants = (name: string, of: Tables['grants']) =>
    count(
      name,
      '笔',
      of.map(({ origin }) => origin),
    )
  return [
    dataset.count,
    ...dataset.attendance,
    ...dataset.categories.flatMap(({ count: times, attendance }) => [times, ...attendance]),
    ...dataset.people,
    grants('资助·笔数', dataset.grants),
    grants(
      '资助·退出笔数',
      dataset.grants.filter(({ status }) => status === 'withdrawn'),
    ),
    dataset.granted,
    dataset.paid,
    dataset.spent,
    dataset.raisedSum,
    dataset.learnt,
    owed('应交报告', dataset.owed),
    owed(
      '应交报告·按时',
      dataset.owed.filter(({ onTime }) => onTime),
    ),
    owed(
      '应交报告·迟交和没交',
      dataset.owed.filter(({ onTime }) => onTime === false),
    ),
    count(
      '辅导走访·次数',
      '次',
      dataset.support.map(({ origin }) => origin),
    ),
    count(
      '沙龙·次数',
      '次',
      dataset.salons.map(({ name }) => known(null, name)),
    ),
    count('照片·张数', '张', kept),
  ].filter(({ rows, without }) => rows + without > 0)
}
