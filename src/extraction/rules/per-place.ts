import { PLACES_LISTED } from './count-words.js'
import type { Count } from './count.js'
import type { Found } from './pieces.js'
import type { Segment } from './segments.js'

const PLACE =
  /(?<place>[\u4e00-\u9fff]{0,6}(?:社区|村|小区|镇|乡|街道|小学|中学|学校|幼儿园|敬老院|养老院|福利院|医院|工地|公园|广场|苑|里|园|[城镇村江河][东西南北]|[东西南北]点|片区|[东西南北中]片|教学点|分校|校区|服务站|[寨屯厂]))(?:[^，。,；;、\n\d]{0,6})$/

const LISTED = /^□*(?<place>[\u4e00-\u9fff]{2,5})$/

/** One drive in several places, each with its own number: a stretch for each place, which ends where the next begins. */
export function perPlace(segment: Segment, { plain, counts }: Found): Segment[] {
  const inside = counts.filter(
    ({ start, each, total, count }) =>
      start >= segment.start && start < segment.end && !each && !total && count !== null,
  )
  if (inside.length < 2) return [segment]
  const pattern = PLACES_LISTED.test(plain.slice(segment.start, segment.end)) ? LISTED : PLACE
  const placed = inside.flatMap((one) => {
    const from = Math.max(segment.start, one.start - 16)
    const found = pattern.exec(
      plain.slice(from, one.start).replace(/^.*[，。,；;、\n：:]/su, (cut) => '□'.repeat(cut.length)),
    )
    const place = found?.groups?.['place']?.replace(/^(?:其中|在|到|去|和|及|走进)+/, '')
    return found && place && place.length > 1
      ? [{ count: one, place, start: from + found.index + found[0].indexOf(place) }]
      : []
  })
  const names = new Set(placed.map(({ place }) => place))
  if (
    placed.length < 2 ||
    names.size < placed.length ||
    !sameKind(placed.map(({ count }) => count)) ||
    placed.length < inside.filter(({ role }) => role === null).length
  )
    return [segment]
  return placed.map(({ start }, i) => ({
    ...segment,
    placed: true as const,
    start: i === 0 ? segment.start : start,
    end: placed[i + 1]?.start ?? segment.end,
    heading: segment.heading ?? segment.dates.find(({ grain, weak }) => grain !== 'vague' && !weak) ?? null,
  }))
}

const sameKind = (list: Count[]): boolean => new Set(list.map(({ unit }) => unit)).size === 1
