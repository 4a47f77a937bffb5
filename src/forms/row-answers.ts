import { answeredBack } from './asks-back.js'
import type { Asking } from './field-kind.js'
import { type Closing, closingOf } from './row-queries.js'
import type { Column, Row } from './rows.js'
import { OTHERS, type RowsMeant, rowsMeantBy } from './rows-meant-by.js'

/** Longer is no answer about rows. */
const LONG = 200
/** One of the choices that are shown, by its number. */
const TAP = /^\d$/
/** Words between what is said of one row and of the next. */
const JOINTS = /^(?:但是?|不过|可是|只有|只是|就是?|而|另外|还有|然后|其中|以及|和|跟|也)+(?=.)/u
const ENDS = /[。.!！~～吧啊呢哈哦]+$/u
const EXCEPT = /^(?:除了?|除去|除开)/u
const EXCEPTED = /(?:以外|之外|外)$/u
/** 「除了书市集都是签到」, 「书市集估的其他签到」: where the next begins without a sign. */
const ROW = '第\\s*[\\d一二三四五六七八九十]{1,3}\\s*[条场次]'
const BEGINS = new RegExp(`(?<=[^、和跟与到至]|签到)(?=${OTHERS}|${ROW})`, 'u')
const EXCEPT_BEGINS = new RegExp(`(?<=.)(?=${OTHERS}|全?都)`, 'u')

/** The rows that the closing question is about, or, where it is answered for all, every one: any may be said otherwise. */
function rowsAsked(columns: Column[], rows: Row[], { column, query }: Pick<Closing, 'column' | 'query'>): Closing {
  const due = closingOf(columns, rows, true)
  if (due?.query === query) return due
  const at = rows.flatMap(({ cells }, i) => ((cells[column.field.key] ?? null) === null ? [] : [i]))
  return { column, query, at }
}

/** What is said, cut where it may go on to other rows; signs between numbers (1、2) part nothing. */
function tokensOf(text: string): string[] {
  return text
    .split(/[，,；;。\n\s（）()]+|(?<!\d)、|、(?!\s*第?\s*\d)/u)
    .map((part) => part.replace(JOINTS, '').replace(ENDS, ''))
    .flatMap((part) => part.split(EXCEPT.test(part) ? EXCEPT_BEGINS : BEGINS))
    .filter(Boolean)
}

export interface ByRow {
  rows: Row[]
  /** Nothing more is to be asked about any of them, and something was. */
  all: boolean
  /** 「第 1、3、4 条估计；第 2 条签到，记下了。」 */
  noted: string
}

/**
 * 「第1条签到，第3条现场点数，其他估计」「都是估的 书市集是现场数的」「签到，第4条是估的」: the rows with what is asked of all of them, answered for each as she
 * says it. The code of a problem where she names several ways and not of which rows; null when it is not that.
 */
export function answerByRow(columns: Column[], rows: Row[], text: string, asking: Asking): ByRow | string | null {
  const column = text.length > LONG ? undefined : columns.find(({ kind }) => kind.queries?.some(({ askAll }) => askAll))
  const query = column?.kind.queries?.find(({ askAll }) => askAll)
  const heard = query?.inWords?.heard(text) ?? null
  const tokens = tokensOf(heard ?? '')
  if (!column || !query?.inWords || heard === null) return null
  const closing = rowsAsked(columns, rows, { column, query })
  const told = hear(columns, rows, tokens, query.inWords.answers, asking)
  const of = told && ofWhich(told, closing)
  if (!of || of === 'unclear') return of && query.unclear
  const after = withAnswers(closing, rows, of, asking)
  if (!after) return null
  const all = closingOf(columns, rows, true) !== null && closingOf(columns, after, true) === null
  return { rows: after, all, noted: noteOf(closing, after, [...of.keys()], asking) }
}

const cellOf = (row: Row | undefined, { field }: Column) => row?.cells[field.key] ?? null

interface Told {
  /** What she says of which rows, by index. */
  of: Map<number, string>
  /** What she says of all that she does not name. */
  all: string[]
  /** Rows that she only leaves out. */
  except: number[]
}

/** What is said of each row; as many ways as rows are of one after the other. */
function ofWhich({ of, all, except }: Told, { query, at }: Closing): Map<number, string> | 'unclear' | null {
  const said = all.at(-1)
  if (said === undefined) return of.size > 0 ? of : null
  const named = of.size + except.length > 0
  const differ = all.some((one) => one !== said)
  if (!named && all.length === 1) return null
  if (!named && differ && all.length === at.length) return new Map(at.map((i, k) => [i, all[k] ?? said]))
  if (query.inWords?.contradict(all.join('，'))) return 'unclear'
  if (!named) return null
  const others = at.filter((i) => !of.has(i) && !except.includes(i))
  return new Map([...of, ...others.map((i) => [i, said] as const)])
}

function withAnswers({ column, query }: Closing, rows: Row[], of: Map<number, string>, asking: Asking): Row[] | null {
  const { field, kind } = column
  let after = rows
  for (const [i, said] of of) {
    const row = rows[i]
    const cell = cellOf(row, column)
    const answer = cell === null ? null : answeredBack(query, field, kind.decode(cell), said, asking)
    if (!row || answer === null) return null
    const from = row.from.includes(asking.messageId) ? row.from : [...row.from, asking.messageId]
    after = after.with(i, { cells: { ...row.cells, [field.key]: kind.encode(answer) }, from })
  }
  return after
}

/** Of which rows what was understood. */
function noteOf({ column, query }: Closing, rows: Row[], at: number[], asking: Asking): string {
  const { words } = asking
  const groups = new Map<string, number[]>()
  for (const i of at.toSorted((a, b) => a - b)) {
    const said = query.said?.(column.kind.decode(cellOf(rows[i], column)), asking) ?? ''
    groups.set(said, [...(groups.get(said) ?? []), i + 1])
  }
  const each = [...groups].map(([said, numbers]) => {
    const of = words.say('counted.some_rows', { numbers: numbers.join(words.say('field.comma')) })
    return words.say('counted.of_rows', { rows: of, said })
  })
  return words.say('counted.noted_each', { each: each.join(words.say('counted.between')) })
}

/** What she says of which rows (by index), of all that she does not name, and which she only leaves out; null where something is neither. */
function hear(
  columns: Column[],
  rows: Row[],
  tokens: string[],
  answers: (said: string) => boolean,
  asking: Asking,
): Told | null {
  const of = new Map<number, string>()
  const all: string[] = []
  const except: number[] = []
  /** Rows of which it is not yet said. */
  let open: RowsMeant | null = null
  const say = (meant: RowsMeant, said: string) => {
    if (meant === 'others') all.push(said)
    else for (const i of meant) of.set(i, said)
  }
  for (const token of tokens) {
    const leaves = EXCEPT.test(token)
    const part = token.replace(EXCEPT, '').replace(EXCEPTED, '')
    // Among others 「1签到」 is of the first row, 「3」 behind 「第4条」 one of the choices.
    if ((open !== null || !TAP.test(part)) && answers(part)) {
      say(open ?? 'others', part)
      open = null
      continue
    }
    const both = scopeAndAnswer(columns, rows, part, answers, asking)
    const meant: RowsMeant | null = both?.scope ?? rowsMeantBy(columns, rows, part, asking)
    if (meant === null || (open !== null && (open === 'others' || meant === 'others'))) return null
    const together: RowsMeant = open === null || meant === 'others' ? meant : [...open, ...meant]
    open = both || leaves ? null : together
    if (both) say(together, both.said)
    else if (!leaves) continue
    else if (together === 'others') return null
    else except.push(...together)
  }
  return open === null ? { of, all, except } : null
}

/** 「书市集是现场数的」 cut into the rows it is of and what is said of them. */
function scopeAndAnswer(
  columns: Column[],
  rows: Row[],
  part: string,
  answers: (said: string) => boolean,
  asking: Asking,
): { scope: RowsMeant; said: string } | null {
  for (let end = 1; end < part.length; end++) {
    const [head, said] = [part.slice(0, end), part.slice(end)]
    if (TAP.test(said) && !/[条场笔项:：]$/u.test(head)) continue
    if (!answers(said)) continue
    const scope = rowsMeantBy(columns, rows, head, asking)
    if (scope) return { scope, said }
  }
  return null
}
