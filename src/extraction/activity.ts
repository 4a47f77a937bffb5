import type { Day } from '../kernel/day.js'

/** Where in the original text something was read: UTF-16 positions, the end not included. */
export interface Span {
  start: number
  end: number
}

/** Something read, where it stands and how sure the reader is (0–1); below `SURE` a person is asked. */
export interface Read<T> {
  value: T
  span: Span
  confidence: number
  /** What another reader took it for: it is asked which. */
  others?: T[]
  /** Only a model says so: it is asked before anything is done with it. */
  proposed?: true
}

/** What is less sure than this is asked about before it is taken. */
export const SURE = 0.6

export type Status = 'done' | 'planned' | 'cancelled'

/** How many took part: of a range `count` is the lower end and `max` the upper. `count: null` with `approximate` is 几十个: some, nobody knows how many. */
export interface Attendance {
  count: number | null
  max: number | null
  unit: '人' | '人次' | '户' | '家' | null
  approximate: boolean
}

export interface CountedRole {
  role: string
  count: number
}

/** One occasion that a message tells of. What the text does not support is null: it is asked, not guessed. */
export interface ExtractedActivity {
  /** The whole stretch of text that tells of it. */
  span: Span
  /** First day; the second end is null for one day or where it is not told. */
  date: Read<{ from: Day | null; to: Day | null }> | null
  title: Read<string> | null
  place: Read<string> | null
  attendance: Read<Attendance> | null
  breakdown: Read<CountedRole>[]
  /** What it cost, in yuan. */
  expense: Read<number> | null
  status: Read<Status>
}
