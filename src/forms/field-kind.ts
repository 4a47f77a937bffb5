import type { z } from 'zod'
import type { Day, Days } from '../kernel/day.js'
import type { Aside } from '../kernel/group-counts.js'
import type { Instant } from '../kernel/clock.js'
import type { Json } from '../kernel/json.js'
import type { Said } from '../kernel/message.js'
import type { Problem } from '../kernel/outcome.js'
import type { Words } from '../kernel/words.js'
import type { Field } from './form.js'
import type { Column } from './rows.js'

/** What a kind may know while it asks or reads: the sentences, the day in the hub's zone, and the message that is being read. */
export interface Asking {
  words: Words
  today: Day
  now: Instant
  /** Id of the stored message being read; kept with what was understood, so that every number leads back to it. Empty when asking. */
  messageId: string
  sentAt: Instant
  /** `InboundMessage.serial` of it. */
  serial?: string | undefined
  /** Whether something may be said to her later without her speaking first; where not, a kind that would stay silent answers at once. */
  speaksLater: boolean
  /** Whether the question that is being read is the one being asked. */
  here?: boolean
  /** Beside another question: whether that one takes any words; `told`: it has taken these, which stay there. */
  asked?: 'words' | 'else' | 'told'
  /** The period that the form is about, once its question is answered. */
  period?: Days | null
  /** The period that follows the last report, where it has not begun. */
  coming?: Json
  /** What the hub said when it returned the question that is being asked or read. */
  returned?: string
  /** The hub's own name: whom to ask. */
  hub?: string
  /** The number of the question that is being read. */
  number?: number
  /** She said before there were any pictures that they are not to be shown. */
  keepsBack?: true
  /** What 「同上」 stands for in each column of a table: the row above, or the last one of the report before. */
  above?: Record<string, Json | null>
}

/**
 * A message that is nothing but a command. `edit` names a question by its number in the summary, unless `row` is still possible:
 * plain 「改 2」 may mean the second row of the table that is being asked, 「改第 2 题」 never does.
 */
export type Command =
  | { type: 'help' | 'back' | 'skip' | 'preview' | 'pause' | 'cancel' | 'submit' | 'go_on' | 'keep' | 'clear' | 'undo' }
  /** 「改 2、4」: `others` are the numbers after the first; `listed`: the signs between them say that none is a value, as it may be in 「改 2 150」. */
  | { type: 'edit'; number: number | null; row: boolean; others?: number[]; listed?: true }

/** A wish of the conversation that the shell carries out in the same transaction. */
export type Wish =
  /** Download this picture and tell the session `picture_kept` or `picture_lost` with the same `photo`. */
  | { type: 'fetch_media'; photo: string; mediaId: string }
  /** Put `{type: 'woken', why}` into this session after so many ms; a second wish for the same `why` moves the moment. */
  | { type: 'wake'; why: string; after: number }
  /** It was said that pictures may be shown: captions may be proposed for them now. */
  | { type: 'propose_captions' }

/** What a job found out and tells the question that waits for it. */
export type Found =
  | {
      type: 'picture_kept'
      photo: string
      sha256: string
      bytes: number
      takenAt: string | null
      /** How it looks, 64 bits in hex; not there where too little is to be seen in it. */
      fingerprint?: string
      /** The day on which her organisation filed the same picture before. */
      filedOn?: Day
    }
  | { type: 'picture_lost'; photo: string; code: string }
  /** What a model would write under pictures, by the id of each: proposals, which she takes or not. */
  | { type: 'captions_proposed'; captions: Record<string, string> }
  /** By a wish; `next_word`: she speaks, and could not be told before. */
  | { type: 'woken'; why: string }

/**
 * What became of one utterance at a question. A kind that needs several messages (a table, photos) keeps what it has in `partial`.
 * `reply: null` says nothing now (the last of nine photos will be answered for all by a `wake`).
 */
export type Reading<V> =
  /** `asksWhich`: it asks for the number of a picture. `beside`: what was told with it, and is no part of it. */
  | { type: 'answered'; value: V; wishes?: Wish[]; note?: string; asksWhich?: true; beside?: string }
  /**
   * `partial: null` begins the answer anew. `note` is of the reply what was understood, without what comes next: said where it ends here.
   * `asks`: something of what was begun is asked for. `part`: the number of the one part that was changed.
   */
  | {
      type: 'continued'
      partial: Json
      reply: string | null
      wishes?: Wish[]
      note?: string
      asks?: boolean
      asksWhich?: true
      part?: number
    }
  /** Not finished, and left for later: what there is stays. `note` says what is still to be done. */
  | { type: 'left'; partial: Json; note: string }
  /** The person says there is none: skips the question where it may be skipped. */
  /** `note`: what is said of that, where it is more than that it stays empty. */
  | { type: 'nothing'; note?: string }
  | { type: 'misread'; problem: Problem; partial?: Json }

export interface Held<V> {
  partial: Json | null
  value: V | null
  here: boolean
}

/** From the least to the most that an answer may mean; amounts of two units are never compared. A plain number has no unit. */
export interface Amount {
  least: number
  most: number
  unit: string | null
}

/** How conditions and cross-field checks see the answers of a kind; money counts in yuan. */
export type Comparison<O extends object, V> =
  /** `one`: no more than one is chosen. */
  | { as: 'keys'; one?: true; all(field: Field<O>): string[]; of(value: V): string[] }
  | { as: 'amount'; measure: 'number' | 'people' | 'money'; of(value: V): Amount }
  | { as: 'days'; of(value: V): Days }

/** What a kind asks back about a value before it is kept. */
export interface Query<O extends object, V> {
  /** Whether it is still to be asked about this value; what `answer` and `left` give is never asked about again. */
  due(field: Field<O>, value: V): boolean
  ask(field: Field<O>, value: V, asking: Asking): string
  /** Whether it is not known yet, also where she left it open: what she says of all rows unasked is said of this value, too. */
  open?(field: Field<O>, value: V): boolean
  /** In a table: one question for all `rows` (「这 5 条」) it is due in, when she is done. Without it each row is asked about by itself. */
  askAll?(rows: string, asking: Asking): string
  /** Of `askAll`: how it may be said of single rows (第4条是估的). */
  inWords?: InWords
  /** The value with her answer; null when her words are none. */
  answer(field: Field<O>, value: V, text: string, asking: Asking): V | null
  /** What her answer was, where she gave it by its number. */
  said?(value: V, asking: Asking): string
  /** The value when she does not know or goes on. */
  left(value: V): V
  /** Code of the problem when she said something else (`said`). */
  unclear: string
}

/** What words say to a question that is asked of many rows at once. */
export interface InWords {
  /** Her words without what they deny (没签到，估的); null where they say nothing of it. */
  heard(text: string): string | null
  /** Whether they are an answer, and nothing but that. */
  answers(text: string): boolean
  /** Whether they say two things that cannot both hold of one row. */
  contradict(text: string): boolean
}

/** What one cell of an export holds. */
export type Cell = string | number | null

/**
 * One kind of field. Adding one is a file in `kinds/` and a name in `kinds.ts`; shared code never asks which kind it has.
 * O: what a form file may say about a field of this kind; V: the value in memory.
 */
export interface FieldKind<O extends object, V> {
  name: string
  /** Any text is an answer to it: the engine is careful with what comes first after a long silence. */
  free?: true
  /** What besides text it understands. Images find their question at any time. */
  hears?: 'image' | 'location'
  /** The options a form file may give, with their defaults; strict, so that a misspelt option is a fault of the file. */
  options: z.ZodType<O>
  /** The question, with what was understood so far when `partial` is there and the old value when it is being changed. */
  ask(field: Field<O>, partial: Json | null, old: V | null, asking: Asking): string
  /** A way in other words, offered after two failures. */
  askOtherwise(field: Field<O>, partial: Json | null, asking: Asking): string
  read(field: Field<O>, said: Said, partial: Json | null, old: V | null, asking: Asking): Reading<V>
  /**
   * What a command means inside an unfinished answer (「改 2」 in a table); null leaves it to the engine. `submit` asks for the answer as it
   * stands, if it can be one.
   */
  command?(field: Field<O>, command: Command, partial: Json | null, old: V | null, asking: Asking): Reading<V> | null
  /** One part of an answer by its number from 1 (a row, a picture), changed as `rest` says or asked for when it is empty. */
  part?(
    field: Field<O>,
    number: number,
    rest: string,
    partial: Json | null,
    old: V | null,
    asking: Asking,
  ): Reading<V> | null
  /** The numbers of its parts; some may be left out. */
  parts?(field: Field<O>, partial: Json | null, old: V | null): number[]
  /** Its parts that are kept though something about them is odd, and what: each column that has any. */
  odd?(field: Field<O>, value: V, asking: Asking): { numbers: number[]; label: string; problem: Problem }[]
  /** These parts, a line each with its number. */
  showParts?(field: Field<O>, numbers: number[], partial: Json | null, old: V | null, words: Words): string[]
  /** The numbers of the parts that are called so: 「3月22日」, 「高安培训」; of those only that say it in one `column`. */
  partsCalled?(
    field: Field<O>,
    name: string,
    partial: Json | null,
    old: V | null,
    asking: Asking,
    column?: string,
  ): number[]
  /** The numbers of the parts that a text speaks of: 「10月26日到底多少人」, 「第2条」. */
  partsNamed?(field: Field<O>, text: string, partial: Json | null, old: V | null, asking: Asking): number[]
  /**
   * What a text said later, at another question, means for what is there: a cell of the last row, or of the last that says `was`; a row more
   * where `rows` are meant too. Null when it fits nothing. Without it a text fits that is wholly an answer.
   */
  afterwards?(
    field: Field<O>,
    text: string,
    held: { partial: Json | null; value: V | null },
    meant: { was: string | null; rows: boolean },
    asking: Asking,
  ): Reading<V> | null
  /** Its parts more, from what was told of several things at once: by what a column feeds the words for its cell. Null when none is of it. */
  tell?(
    field: Field<O>,
    told: Record<string, string>[],
    from: string[],
    partial: Json | null,
    old: V | null,
    asking: Asking,
  ): Reading<V> | null
  /** The ids of pictures in an unfinished answer for which a caption may be proposed. */
  wantsCaptions?(field: Field<O>, partial: Json): string[]
  /** Whether one part of it is being changed: whatever she says next would be that. */
  changes?(partial: Json): boolean
  /** The unfinished answer that an answer is when it is taken up again. */
  reopen?(value: V): Json
  /** What a text says of this question while another is asked (「照片 3 撤回同意」), where it can be nothing else; null leaves it. */
  beside?(field: Field<O>, text: string, held: () => Held<V>, asking: Asking): Reading<V> | null
  /** Whatever is a value of it `spot` finds, too: where it finds none there is none. */
  spots?: 'all'
  /** The value that the titles of what was done leave little doubt about; null where she is to be asked. */
  guess?(field: Field<O>, titles: string[]): V | null
  /** Finds a value within a longer text: what rows of a table are read with. Spans count in the text as given. */
  spot?(field: Field<O>, text: string, asking: Asking): { value: V; start: number; end: number } | null
  /** Whether a value may begin in this piece of a row and go on in the next: 「大学生志愿者 十五六个」. Without it in any. */
  leads?(piece: string): boolean
  /** What in a row looks like a value of it and is none: 「三个」 of 「三个班的家长会」. Spans count in the text as given. */
  asides?(text: string): Aside[]
  /** Whether a text that is all there is to say means that there was none of it: 「没花钱」, which is no row of a table. */
  none?(text: string): boolean
  /** Whether a text without a value names what has one, which is then asked for: 「车费」 among sums. */
  names?(text: string): boolean
  /** Why no value can be in this text though it may look as if: 6月31日, a refund. Rows are refused with it. */
  objection?(field: Field<O>, text: string, asking: Asking): Problem | null
  /** What is odd about a value that is kept all the same; said when its row is. */
  remark?(field: Field<O>, value: V, asking: Asking): Problem | null
  /**
   * What a job or time brings to a value still being given (`partial`) or already given (`value`); `here` when its question is the one
   * being asked. Only kinds that wish need it.
   */
  find?(
    field: Field<O>,
    found: Found,
    held: Held<V>,
    asking: Asking,
  ): { partial: Json | null; value: V | null; reply: string | null; wishes?: Wish[] }
  /** In the order in which they are asked. `asks-back.ts` puts them where the kind is a question, `row-queries.ts` where it is a column. */
  queries?: Query<O, V>[]
  /** The value that takes the place of one before it, with what was known of that and still holds; `beside`: said while that was asked about. */
  heir?(before: V, now: V, beside?: boolean): V
  /** Why a value said while something of another was asked is too far from that to take its place unasked. */
  unlike?(field: Field<O>, before: V, now: V, said: string): Problem | null
  /** Whole-value rules: least, most, order of dates. Empty when all is well. */
  check(field: Field<O>, value: V, asking: Asking): Problem[]
  /** One line (a table: several) for the numbered summary; of its parts only the first so many where not all will be read. */
  show(field: Field<O>, value: V, words: Words, parts?: number): string
  /** The same of an answer that is not finished; without it only that it is not. */
  showPartial?(field: Field<O>, partial: Json, words: Words, parts?: number): string | null
  /**
   * How one value became another, a line each and none where nobody would see it; null is none. Without it both are shown. What has many
   * parts says which of them.
   */
  differ?(field: Field<O>, before: V | null, after: V | null, words: Words): string[]
  /** All values of this field together, for the thanks after filing: 「共 404 人」. */
  tally?(field: Field<O>, values: V[], words: Words): string | null
  /** For a sheet: one cell. */
  cell(field: Field<O>, value: V): Cell
  /** Without it an answer can only be there or not, for conditions and checks. */
  comparison?: Comparison<O, V>
  /** The parts an answer consists of, and the values of one part in it: of a table its columns and their cells. */
  columns?(field: Field<O>): Column[]
  cells?(column: Column, value: V): unknown[]
  encode(value: V): Json
  /** Throws when the stored value is not one of this kind (a bug or a foreign hand in the database). */
  decode(json: Json): V
}

/** A kind whose options and value are its own business. */
export type AnyKind = FieldKind<object, unknown>
