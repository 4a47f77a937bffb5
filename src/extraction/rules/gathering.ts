import type { DateMention } from './dates.js'
import type { EventMention } from './events.js'
import type { Piece } from './pieces.js'

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
