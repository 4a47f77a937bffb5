import { matches } from '../../kernel/chars.js'
import type { Span } from '../activity.js'
import type { Count } from './count.js'
import type { DateMention } from './dates.js'
import type { EventMention } from './events.js'
import type { Spent } from './spending.js'
import { isCancelled, isEmpty } from './status.js'

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
  /** Somebody was counted, money was spent, or it was called off. */
  tells: boolean
}

const CUT = /[\n|｜]+|[。；;！!]+|[，,、]|\s+/g
const JOINT = /然后(?!还|就)|接着|还有[一两]?[个场次](?!人)|另外[一还]?|再就是|再有就是|其次/g
const LINE = /[\n|｜]/
const SENTENCE = /[。；;！!]/

/** Cuts a text at every pause, before every date and before 然后, 另外 and the like: voice text has no pauses. */
export function piecesOf(found: Found): Piece[] {
  const { plain, dates } = found
  const inside = new Uint8Array(plain.length)
  for (const { start, end } of [...dates, ...found.counts, ...found.spent]) inside.fill(1, start + 1, end)
  const cuts: { at: number; after: Piece['after'] }[] = [{ at: 0, after: 'line' }]
  for (const { 0: mark, index } of matches(CUT, plain)) {
    if (inside[index]) continue
    if (mark === '、' && !parts(index, found)) continue
    cuts.push({ at: index + mark.length, after: LINE.test(mark) ? 'line' : SENTENCE.test(mark) ? 'sentence' : 'pause' })
  }
  for (const { start } of dates) cuts.push({ at: start, after: 'none' })
  for (const { index } of matches(JOINT, plain)) cuts.push({ at: index, after: 'none' })
  const sorted = cuts.toSorted((a, b) => a.at - b.at)
  const within = {
    dates: upTo(dates),
    counts: upTo(found.counts),
    spent: upTo(found.spent),
    events: upTo(found.events),
  }
  const pieces: Piece[] = []
  for (const [i, { at: start, after }] of sorted.entries()) {
    if (after === 'none' && sorted[i - 1]?.at === start) continue
    let next = i + 1
    while ((sorted[next]?.at ?? Infinity) <= start) next++
    const end = sorted[next]?.at ?? plain.length
    if (end <= start) continue
    const text = plain.slice(start, end)
    const [counts, spent] = [within.counts(end), within.spent(end)]
    pieces.push({
      start,
      end,
      after,
      text,
      dates: within.dates(end),
      counts,
      spent,
      events: within.events(end),
      tells: counts.length > 0 || spent.length > 0 || isCancelled(text) || isEmpty(text),
    })
  }
  return pieces
}

/** No sentence and no line goes on for longer. */
const MOST_PIECES = 60
/** The pieces from this one on to where a line (or sentence) ends. */
export function restOf(piece: Piece, pieces: Piece[], ends: Piece['after'][]): Piece[] {
  const from = pieces.indexOf(piece)
  let to = from + 1
  while (to < pieces.length && to - from < MOST_PIECES && !ends.includes(pieces[to]?.after ?? 'line')) to++
  return pieces.slice(from, to)
}

/** What was found in these pieces alone: a part of a long text is not compared with all the rest of it. */
export const foundIn = (pieces: Piece[], found: Found): Found => ({
  ...found,
  counts: pieces.flatMap(({ counts }) => counts),
  spent: pieces.flatMap(({ spent }) => spent),
  events: pieces.flatMap(({ events }) => events),
})

/** Hands out a list in the order of the text: what begins before this place and was not handed out yet. */
function upTo<T extends Span>(list: T[]): (end: number) => T[] {
  let from = 0
  return (end) => {
    const first = from
    while ((list[from]?.start ?? Infinity) < end) from++
    return list.slice(first, from)
  }
}

/** 送餐392人次、体检57人: what stands on both sides of a 、 was done and counted. */
function parts(at: number, { plain, counts, events }: Found): boolean {
  const next = /[，,、。；;\n]|$/.exec(plain.slice(at + 1))?.index ?? 0
  const inside = (one: Span) => one.start > at && one.start <= at + 1 + next
  // 小组5节（累计61人次）、访谈14人次
  const ends = /[)）]/.test(plain.charAt(at - 1)) ? at - 1 : at
  const before = counts.find(({ end }) => end === ends)
  // 助浴26人次、换灯泡19户: another unit behind a word is another thing as well.
  return (
    before !== undefined &&
    counts.some((one) => inside(one) && (events.some(inside) || (one.unit !== before.unit && one.start > at + 2)))
  )
}
