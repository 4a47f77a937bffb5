import { isTitle, sumsUp, type Segment } from './segments.js'

/** The total of a period whose items are told as well: nothing is counted twice. */
export function isSummed(segment: Segment, all: Segment[], plain: string): boolean {
  const { dates } = segment
  if (
    (sumsUp(segment) || isTitle(segment)) &&
    all.filter((one) => one.dates.some(({ grain }) => grain === 'day')).length > 1
  )
    return true
  const [period] = dates
  if (period?.grain !== 'period' || dates.some(({ grain }) => grain === 'day')) return false
  if (isRow(segment, all, plain)) return false
  return all.some((other) =>
    other.dates.some(
      ({ grain, done }) =>
        grain === 'day' && done && period.done && period.done.from <= done.from && done.to <= period.done.to,
    ),
  )
}

const SUMS = /共|计|总|[\d一二两三四五六七八九十]+余?[场次]|小结|汇总|开展|以来|情况|服务/
/** 「6月 走访 6-7户」 among rows with their days: what was done once in that month, by another name than theirs. */
function isRow({ pieces, start, end }: Segment, all: Segment[], plain: string): boolean {
  const counted = pieces.flatMap(({ counts }) => counts)
  const [event, ...more] = pieces.flatMap(({ events }) => events)
  const name = event && plain.slice(event.start, event.end)
  return (
    pieces[0]?.after === 'line' &&
    counted.length === 1 &&
    name !== undefined &&
    more.length === 0 &&
    !SUMS.test(plain.slice(start, end)) &&
    all.every((one) => one.start === start || !plain.slice(one.start, one.end).includes(name))
  )
}
