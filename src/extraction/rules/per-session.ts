import type { Found } from './pieces.js'
import type { Segment } from './segments.js'

const SESSION = /(?:另外?一?|一|第[一二三四五])[次场回](?:是|有|来了?|到了?|大概|约|[:： ])*$/

/** 两次读书会，一次20人，一次35人: a stretch for each, unless all of them were on one day. */
export function perSession(segment: Segment, { plain, counts, events }: Found): Segment[] {
  const [day, ...more] = segment.dates
  if (more.length === 0 && day?.grain === 'day' && day.done?.from === day.done?.to) return [segment]
  const inside = counts.filter(({ start, count }) => start >= segment.start && start < segment.end && count !== null)
  const begins = inside.flatMap(({ start }) => {
    const from = Math.max(segment.start, start - 10)
    const found = SESSION.exec(plain.slice(from, start))
    return found ? [from + found.index] : []
  })
  if (begins.length < 2 || begins.length < inside.length) return [segment]
  const named = events.filter(({ start }) => start >= segment.start && start < (begins[0] ?? 0))
  const heading = segment.heading ?? segment.dates.find(({ weak }) => !weak) ?? null
  return begins.map((start, i) => ({
    ...segment,
    placed: true as const,
    start: i === 0 ? segment.start : start,
    end: begins[i + 1] ?? segment.end,
    heading,
    ...(i > 0 && { named }),
  }))
}
