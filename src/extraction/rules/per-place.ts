import { PLACES_LISTED } from './count-words.js'
import type { Count } from './count.js'
import type { Found } from './pieces.js'
import type { Segment } from './segments.js'

const PLACE =
  /(?<place>[\u4e00-\u9fff]{0,6}(?:社区|村|小区|镇|乡|街道|小学|中学|学校|幼儿园|敬老院|养老院|福利院|医院|工地|公园|广场|苑|里|园|祠堂|中心|礼堂|文化站|驿站|活动室|[城镇村江河][东西南北]|[东西南北]点|片区|[东西南北中]片|教学点|分校|校区|服务站|[寨屯厂]))(?:[^，。,；;、\n\d]{0,6})$/

const LISTED = /^□*(?<place>[\u4e00-\u9fff]{2,5})$/

/** 分别在向阳、红旗两个社区举行，向阳35人，红旗28人: places that are named together and counted one by one. */
const TOGETHER =
  /[在到去进于](?<list>[\u4e00-\u9fff]{2,5}(?:[、和][\u4e00-\u9fff]{2,5}?){1,6}?)(?:[两二三四五六七八九\d]{1,2}[个所家])?(?:社区|村|小学|中学|学校|街道|镇|乡|小区|校区|工地|幼儿园)/

/** One drive in several places, each with its own number: a stretch for each place, which ends where the next begins. */
export function perPlace(segment: Segment, { plain, counts }: Found): Segment[] {
  const inside = counts.filter(
    ({ start, each, total, count }) =>
      start >= segment.start && start < segment.end && !each && !total && count !== null,
  )
  if (inside.length < 2) return [segment]
  const text = plain.slice(segment.start, segment.end)
  const together = TOGETHER.exec(text)?.groups?.['list']?.split(/[、和]/)
  const said = together
    ? placesBefore(inside, segment, plain, new RegExp(`^□*(?<place>${together.join('|')})[^，。,；;、\\n\\d]{0,6}$`))
    : []
  const alone = placesBefore(inside, segment, plain, PLACES_LISTED.test(text) ? LISTED : PLACE)
  const placed = said.length > 1 && said.length >= alone.length ? said : alone
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

/** Of these counts those that stand behind a place, each with it and where it begins. */
const placesBefore = (inside: Count[], segment: Segment, plain: string, pattern: RegExp) =>
  inside.flatMap((one) => {
    const from = Math.max(segment.start, one.start - 16)
    const found = pattern.exec(
      plain.slice(from, one.start).replace(/^.*[，。,；;、\n：:]/su, (cut) => '□'.repeat(cut.length)),
    )
    const place = found?.groups?.['place']?.replace(/^(?:其中|在|到|去|和|及|走进)+/, '')
    return found && place && place.length > 1
      ? [{ count: one, place, start: from + found.index + found[0].indexOf(place) }]
      : []
  })

const sameKind = (list: Count[]): boolean => new Set(list.map(({ unit }) => unit)).size === 1
