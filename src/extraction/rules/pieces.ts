import type { Span } from '../activity.js'
import type { Count } from './counts.js'
import type { DateMention } from './dates.js'
import type { EventMention } from './events.js'
import type { Spent } from './spending.js'

/** Everything that was found in a message. */
export interface Found {
  plain: string
  dates: DateMention[]
  counts: Count[]
  spent: Spent[]
  events: EventMention[]
}

/** The finest stretch between two pauses, or from one date to the next. */
export interface Piece extends Span {
  text: string
  /** What stands before it: the start of a line or list item, the end of a sentence, a pause, nothing. */
  after: 'line' | 'sentence' | 'pause' | 'none'
  dates: DateMention[]
  counts: Count[]
  spent: Spent[]
  events: EventMention[]
}

const CUT = /[\n|｜]+|[。；;！!]+|[，,、]|\s+/g
const JOINT = /然后(?!还|就)|接着|还有[一两]?[个场次](?!人)|另外[一还]?|再就是|再有就是|其次/g
const LINE = /[\n|｜]/
const SENTENCE = /[。；;！!]/

/** Cuts a text at every pause, before every date and before 然后, 另外 and the like: voice text has no pauses. */
export function piecesOf(found: Found): Piece[] {
  const { plain, dates } = found
  const cuts: { at: number; after: Piece['after'] }[] = [{ at: 0, after: 'line' }]
  for (const { 0: mark, index } of plain.matchAll(CUT)) {
    const inside = (one: Span) => one.start < index && index < one.end
    if ([...dates, ...found.counts, ...found.spent].some(inside)) continue
    if (mark === '、' && !parts(index, found)) continue
    cuts.push({ at: index + mark.length, after: LINE.test(mark) ? 'line' : SENTENCE.test(mark) ? 'sentence' : 'pause' })
  }
  for (const { start } of dates) cuts.push({ at: start, after: 'none' })
  for (const { index } of plain.matchAll(JOINT)) cuts.push({ at: index, after: 'none' })
  const sorted = cuts.toSorted((a, b) => a.at - b.at)
  return sorted.flatMap((cut, i): Piece[] => {
    const before = sorted[i - 1]
    if (cut.after === 'none' && before?.at === cut.at) return []
    const start = cut.at
    const end = sorted.slice(i + 1).find(({ at }) => at > start)?.at ?? plain.length
    if (end <= start) return []
    const within = <T extends Span>(list: T[]) => list.filter((one) => one.start >= start && one.start < end)
    return [
      {
        start,
        end,
        after: cut.after,
        text: plain.slice(start, end),
        dates: within(dates),
        counts: within(found.counts),
        spent: within(found.spent),
        events: within(found.events),
      },
    ]
  })
}

/** 送餐392人次、体检57人: what stands on both sides of a 、 was done and counted. */
function parts(at: number, { plain, counts, events }: Found): boolean {
  const next = /[，,、。；;\n]|$/.exec(plain.slice(at + 1))?.index ?? 0
  const inside = (one: Span) => one.start > at && one.start <= at + 1 + next
  return counts.some(({ end }) => end === at) && counts.some(inside) && events.some(inside)
}
