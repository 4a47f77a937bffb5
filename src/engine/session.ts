import type { Instant } from '../kernel/clock.js'
import type { Day } from '../kernel/day.js'
import type { Json } from '../kernel/json.js'

/** An answer as stored (encoded by its kind), with the messages it came from. `value: null` is a question skipped. */
export interface Answer {
  value: Json | null
  from: string[]
}

/** What the kind of a question holds of an unfinished answer, and the messages so far. */
export interface Unfinished {
  value: Json
  from: string[]
}

/** One side of what may be the same activity, as it is told: 7月1日「读书会」32人. */
export interface TwinSide {
  startsOn: Day
  endsOn: Day
  title: string
  people: string | null
}

/** An activity of this session and one that was filed before. `where` says in words in which record that stands. */
export interface Twin {
  mine: TwinSide
  other: TwinSide & { chainId: string; recordId: string; where: string }
}

/** What was said to 「是同一次活动吗？」; `messageId` is the message in which. */
export interface TwinDecision {
  decision: 'merged' | 'kept'
  /** Of what is merged the first is not counted, unless only it says how many came. */
  firstCounts: boolean
  why: string | null
  first: { startsOn: Day; title: string }
  of: { chainId: string; recordId: string; startsOn: Day; title: string }
  messageId: string
}

/** Where a conversation stands. */
export type At =
  | { type: 'asking'; field: string }
  /**
   * 改 3 from the summary: after this answer back to the summary. 「改 2、4」: `others` are those after it. 「改 4.2」: only a `part` of it is
   * changed. `seen`: she has seen the summary, and is not shown all of it again.
   */
  | { type: 'changing'; field: string; others?: string[]; part?: true; seen?: true }
  /** The whole is shown: 1 提交 2 修改. */
  | { type: 'summary' }
  /** 2 修改: asked which question. */
  | { type: 'choosing'; seen?: true }
  /** Asked whether to throw the draft away; `back` is where to go on when not. */
  | { type: 'confirming_cancel'; back: At }
  /** Asked whether there was no activity, though some is told. */
  | { type: 'confirming_idle'; back: At }
  /** Asked whether to empty a question that holds something. */
  | { type: 'confirming_clear'; field: string; back: At }
  /** A revision is to be filed: asked why. */
  | { type: 'explaining' }
  /** 提交: the shell looks for activities that are known already, in the same turn. */
  | { type: 'checking' }
  /** Asked whether the first of these pairs is one activity, or `why` not; `all` of them at once. */
  | { type: 'twin'; open: Twin[]; why: boolean; all: boolean; back: At }
  /**
   * Asked whether `said` (of the message `from`) is for the question being asked, `field`, or for an older one, which would get `text`:
   * as one of its rows, or in addition (`more`) to what it has. `misread`: it is none for the question being asked.
   */
  | {
      type: 'doubting'
      field: string
      older: string
      said: string
      from: string
      text: string
      row?: number
      more?: true
      misread?: true
      /** It is asked for the second time. */
      again?: true
      /** She went on without an answer to it. */
      passed?: true
      /** What she said meanwhile, and may be for either; `asks`: or for a third, about which she is asked then. */
      kept?: {
        said: string
        from: string
        asks?: { older: string; text: string; row?: number; more?: true; misread?: true }
      }[]
      back: At
    }
  /** Asked which of these rows of a table `rest`, of the message `said`, is said of. */
  | { type: 'which_row'; field: string; numbers: number[]; rest: string; said: string; from: string; back: At }
  | { type: 'filed' }
  | { type: 'cancelled' }

/** What a conversation is about that changes a record instead of beginning one. */
export interface Revision {
  /** The version that it will take the place of, and the record that this is a version of. */
  recordId: string
  chainId: string
  /** `returned`: the hub asks some questions again. `correction`: it was accepted, and is changed with a reason only. */
  type: 'returned' | 'edit' | 'correction'
  /** The returned questions that she has not been at yet, in their order. */
  fields: string[]
  /** What the hub said to each question it returned. */
  notes: Record<string, string>
  /** The answers of that version, and the messages they came from (not in what was stored before these were kept). */
  before: Record<string, Json | null>
  sources?: Record<string, string[]>
  reason: string | null
  /** That version was withdrawn: filing brings it back. */
  withdrawn?: true
  /** The hub's staff change it themselves. */
  byHub?: true
}

/** What 「撤销」 brings back: the answers and the place before the last thing she said that changed any. */
export interface Undo {
  said: string
  /** When; not there in what was stored before it was kept. */
  saidAt?: Instant
  at: At
  before: Record<string, { answer: Answer | null; partial: Unfinished | null }>
  /** Whether it was a report without activities, when that changed. */
  idle?: boolean
}

/** What a question may be answered with by one word, and where it is from. */
export interface Offer {
  value: Json
  /** As last time, as the grant says, or the period that what is owed asks for, or that she named when she chose the form. */
  source: 'last' | 'grant' | 'owed' | 'said'
}

/** A conversation about one form: plain data that a person and SQL can read. It stays on the form version it began with. */
export interface Session {
  form: string
  formVersion: number
  answers: Record<string, Answer>
  at: At
  /** Answers given in several messages and not finished, by question: none is lost when another question comes between. */
  partials: Record<string, Unfinished>
  /** Failed readings of the current question in a row. */
  misses: number
  /** 暂停: the person left on purpose; the next word brings the draft back. */
  paused: boolean
  /** When the person last spoke here; after a long silence the next word is greeted with 「上次填到第 4 题」. */
  heardAt: Instant
  revision?: Revision
  /** What she said to pairs of activities, the first said first: nothing is asked twice. */
  twins?: TwinDecision[]
  undo?: Undo
  /** By question, a column of a table by `activities.place`. */
  offers?: Record<string, Offer>
  /** 本期无活动: only the questions are asked that the form names for it. */
  idle?: true
  /** What it took her so far: `messages` she sent, `turns` of them (an album is one) that needed an answer, the time she was at it. */
  burden?: { turns: number; messages: number; activeMs: number }
  /** Where the form asks for pictures more than once: when it did, by the time of the message that was answered with it. */
  picturesAsked?: { field: string; at: Instant }[]
  /** What she told of her story while something else was asked, and where it was not taken; `offered`: when she was asked whether it goes there. */
  aside?: { all: { said: string; from: string }[]; offered?: 'once' | 'at_end' }
  /** She said before there were any pictures that they are not to be shown. */
  keepsBack?: true
  /** It was asked just now which picture is not to be shown: a number is that. */
  asksWhich?: true
  /** What she said for other questions at this choice, which she has to make first. */
  waiting?: { field: string; said: { said: string; from: string }[] }
}
