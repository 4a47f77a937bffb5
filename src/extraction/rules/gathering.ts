import type { DateMention } from './dates.js'
import type { EventMention } from './events.js'
import type { Piece } from './pieces.js'
import { isHelper } from './roles.js'

/** No weak one, as 刚结束 is. */
export const real = (date: DateMention | undefined): date is DateMention => date !== undefined && !date.weak

/** The pieces that are taken to tell of one activity, while a message is cut. */
export class Gathering {
  pieces: Piece[] = []
  dates: DateMention[] = []
  events: EventMention[] = []
  full = false
  text = ''
  constructor(
    /** Of what stands before, when this has no date of its own. */
    readonly above: DateMention | null = null,
    pieces: Piece[] = [],
  ) {
    for (const piece of pieces) this.add(piece)
  }
  add(piece: Piece): void {
    this.pieces.push(piece)
    this.dates.push(...piece.dates)
    this.events.push(...piece.events)
    this.full ||= piece.tells
    this.text += piece.text
  }
  /** The pieces from this one on, which another takes over. */
  giveUp(from: number): Piece[] {
    const all = this.pieces
    Object.assign(this, new Gathering(this.above, all.slice(0, from)))
    return all.slice(from)
  }
  get dated(): boolean {
    return this.dates.some(real)
  }
}

/** Whether a day is one of a span. */
export const isWithin = ({ done }: DateMention, span: DateMention): boolean =>
  done !== null && span.done !== null && span.done.from <= done.from && done.to <= span.done.to

/** 两天义剪，三位师傅进了两个村，周六…: who went, before whom it was for. */
export const hasOnlyHelpers = ({ pieces }: Gathering): boolean =>
  pieces.every(({ counts, spent }) => spent.length === 0 && counts.every(({ role }) => isHelper(role ?? ''))) &&
  pieces.some(({ counts }) => counts.length > 0)
