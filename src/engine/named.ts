import type { Reading } from '../forms/field-kind.js'
import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { readNumber } from '../kernel/numeral.js'
import { askingAt, readAt } from './answer.js'
import { commandOf, deleteOrKeep, numbersIn } from './commands.js'
import { currentField, heldOf, type Turn } from './turn.js'

/** A question, or a row of it, that a message names by number with what it says of it: 「第3题：培训」, 「改 4.2 人数 35」, 「补 2 还有…」. */
export interface Named {
  field: Field
  row: number | null
  /** Empty where only the row is named. */
  rest: string
  /** It adds to what is there. */
  more: boolean
}

const number = (name: string) => `(?<${name}>[\\d０-９]{1,3}|[一二三四五六七八九十]{1,3})`
const N = number('n')
const ROW = `(?:\\s*[.．]\\s*${number('dotted')}|\\s*题?\\s*的?\\s*第\\s*${number('ordinal')}\\s*[条行项笔场次个张])`
const EDIT = '(?:改|修改|更改|edit|change)\\s*第?\\s*'
const BECOMES = '(?:应该|要|请)?(?:改成|改为|换成|写成|是)'
const SAYS = `\\s*(?:[:：]|${BECOMES}[:：]?)\\s*`
/** 「改 3 次方案」, 「补 2 个人」: what is counted, not what is named (家长会, 场地费). */
export const NO_COUNT =
  '(?!\\s*(?:[个位次遍版稿份号块]|名(?!师)|人(?![文才工员数])|场(?!地)|家(?![长庭访属])|天(?!使)|年(?![会终货级])|月(?!饼)|日(?!常)|元(?![旦宵])))'
const REST = '(?<rest>\\S.*)'
const whole = (...parts: string[]) => new RegExp(`^${parts.join('')}$`, 'su')

/**
 * `more`: it adds. `edits`: a row that is not there is told so. `loose`: only where it is an exact answer. `summary`: only where no question is asked. `own`: a question being asked that
 * has parts (rows, pictures) means its own by such a number.
 */
const FORMS: [RegExp, ...('more' | 'edits' | 'loose' | 'summary' | 'own')[]][] = [
  [/^「[^」]*【(?<n>\d{1,2})\/\d{1,2}】[^」]*」\s*\n[\s\-—–]*\n?(?<rest>.+)$/su],
  [whole('(?:补充?|add)\\s*第?\\s*', N, '\\s*题?(?:\\s*[:：]\\s*|\\s+)', NO_COUNT, REST), 'more'],
  [whole('第\\s*', N, '\\s*题\\s*(?:补充|补上|加上)[:：,，\\s]*', REST), 'more'],
  [whole(EDIT, N, ROW, `(?:${SAYS}|\\s*)`, '(?<rest>.*)'), 'edits'],
  [whole('(?:把)?第\\s*', N, '\\s*题', ROW, `(?:${SAYS}|\\s*)`, '(?<rest>.*)'), 'edits'],
  [whole(N, ROW, '\\s*', BECOMES, '\\s*', REST)],
  [whole(N, ROW, '\\s+', REST), 'summary'],
  [whole('(?:请|把|将)*第\\s*', N, '\\s*题的?(?:答案)?', SAYS, REST)],
  [whole('(?:请|把|将)*第?\\s*', N, '\\s*题[,，\\s]*', REST), 'loose'],
  [whole(EDIT, N, `\\s*题?(?:${SAYS}|\\s+)`, NO_COUNT, REST), 'own'],
  // 「3.6万人次」 is a number, and not of question 3.
  [whole('第?\\s*', N, `\\s*题?(?:${SAYS}|、\\s*|[.．](?![\\d０-９])\\s*)`, REST), 'summary'],
  [whole('第?\\s*', N, '\\s*题?\\s+', REST), 'summary', 'loose'],
]

/** How all begin that count where a question is asked. */
const MAY_NAME = /^(?:[「补第改修更把请将]|add|edit|change|[\d０-９一二三四五六七八九十]{1,3}\s*[.．题的第])/u

const QUOTED = /^「(?<said>[^」]+)」[\s\-—–]*(?<rest>[^\s\-—–「][^]*)$/u

/** 「这份简报写的是哪段时间？」 quoted, or typed again, before the answer to it. */
export function quotedIn({ form }: Turn, said: string): Named | null {
  if (said.length <= LEAST_ASK) return null
  const { said: quoted = '', rest = '' } = QUOTED.exec(said)?.groups ?? {}
  for (const field of form.fields) {
    const ask = (field.ask ?? '').trim()
    if (ask.length < LEAST_ASK) continue
    const answer = quoted.includes(ask) ? rest : said.startsWith(ask) ? said.slice(ask.length) : ''
    if (answer.trim()) return { field, row: null, rest: answer.trim(), more: false }
  }
  return null
}

/** A shorter question may be anybody's words. */
const LEAST_ASK = 6

/** The question or row that a message names, with what it says of it; null when it names none that there is. */
export function namedIn(turn: Turn, text: string): Named | null {
  const here = currentField(turn)
  const said = text.trim()
  const labelled = withItsLabel(turn, said)
  if (labelled) return labelled
  if ((here && !MAY_NAME.test(said)) || numbersIn(said)) return null
  for (const [pattern, ...how] of FORMS) {
    const found = how.includes('summary') && here ? undefined : pattern.exec(said)?.groups
    if (!found) continue
    const ofHere = here && how.includes('own')
    if (ofHere && (namesColumn(here, found['rest']) || isOwn(turn, here, readNumber(found['n'] ?? '') ?? 0, said)))
      continue
    const named = namedBy(turn, found, how.includes('more'))
    // 「2 不要了」 at the summary is no new answer to question 2.
    const loose = how.includes('loose') && (here !== null || (readNumber(found['n'] ?? '') ?? 0) <= MEANT)
    if (named && means(turn, named, loose, how.includes('edits'))) return named
  }
  return null
}

const NUMBER_FIRST = /^(?<n>\d{1,2})\s*题?\s*[、.．:：]?\s*(?<rest>[^\d\s].*)$/su

/** 「4 人数 36人」: the number of a question with its name behind, and what can be its answer. */
function withItsLabel(turn: Turn, said: string): Named | null {
  const { n, rest = '' } = NUMBER_FIRST.exec(said)?.groups ?? {}
  const field = n === undefined ? undefined : turn.form.fields[Number(n) - 1]
  const here = currentField(turn)
  if (!field || !rest.startsWith(field.label) || kindOf(field).part || (here && namesColumn(here, rest))) return null
  const value = withoutLabel(rest, field.label)
  const named = { field, row: null, rest: value, more: false }
  return value !== rest && means(turn, named, here !== field, false) ? named : null
}

/** 「改 2 人数 44」 at a table with that column is of its second row, also of one that is still open. */
const namesColumn = (here: Field, rest = ''): boolean =>
  kindOf(here)
    .columns?.(here)
    .some(({ field: { label } }) => rest.startsWith(label)) === true

/** Whether the question of this number wants a story: a short word for it is rather of a row of the same number. */
const asksStory = ({ form }: Turn, number: number): boolean => {
  const { least = 0 }: { least?: number } = form.fields[number - 1]?.options ?? {}
  return least > 0
}

/** 「改 3 …」 is of its own third row or picture, unless it can make nothing of that: with captions and all, 「改 3 文港小学」 is the place. */
const isOwn = (turn: Turn, here: Field, row: number, said: string): boolean =>
  hasPart(turn, here, row) &&
  !(
    kindOf(here).hears === 'image' &&
    !asksStory(turn, row) &&
    readAt(turn, here, { type: 'text', text: said }).type === 'misread'
  )

function namedBy(
  { form }: Turn,
  { n = '', dotted, ordinal, rest = '' }: Record<string, string | undefined>,
  more: boolean,
): Named | null {
  const field = form.fields[(readNumber(n) ?? 0) - 1]
  const row = dotted ?? ordinal
  if (!field) return null
  return { field, row: row === undefined ? null : readNumber(row), rest: withoutLabel(rest.trim(), field.label), more }
}

/** 「改 3 地点 萍乡」, where the question is named twice, as 「改 3 萍乡」. */
function withoutLabel(rest: string, label: string): string {
  const behind = rest.startsWith(label) ? rest.slice(label.length) : ''
  return /^(?:\s*(?:[:：]|应该是|改成|改为|是)|\s|(?=\d))\s*(\S.*)$/su.exec(behind)?.[1] ?? rest
}

/** 1 提交 and 2 修改 are not yet numbers of questions; with a whole sentence behind them they are. */
const MEANT = 2
const SENTENCE = 10

/** Whether there is such a row, and what is said can be an answer there. */
function means(turn: Turn, { field, row, rest }: Named, loose: boolean, edits: boolean): boolean {
  const kind = kindOf(field)
  // 「改 2.1」 where there are no rows is told so.
  if (row !== null) return hasPart(turn, field, row) || (edits && (!rest || hasPart(turn, field, 1)))
  if (!rest || commandOf(rest) || deleteOrKeep(rest) !== null) return false
  if (kind.free || kind.part) return !loose || (!currentField(turn) && rest.length >= SENTENCE)
  const reading = readAt(turn, field, { type: 'text', text: rest })
  return reading.type === 'answered' || (reading.type === 'continued' && reading.asks === true)
}

/** One part of an answer by its number, changed as `rest` says; null where there are no parts. */
export function readPart(turn: Turn, field: Field, row: number, rest: string) {
  const { partial, old } = heldOf(turn, field)
  return kindOf(field).part?.(field, row, rest, partial?.value ?? null, old, askingAt(turn, field)) ?? null
}

export const hasPart = (turn: Turn, field: Field, row: number): boolean => {
  const { partial, old } = heldOf(turn, field)
  if (
    kindOf(field)
      .parts?.(field, partial?.value ?? null, old)
      .includes(row)
  )
    return true
  // The number of a picture that is out may mean another.
  const reading = readPart(turn, field, row, '')
  return reading !== null && reading.type !== 'misread'
}

/** What is said in addition to an answer that was whole. */
export function readMore(turn: Turn, field: Field, text: string): Reading<unknown> {
  const { partial, old } = heldOf(turn, field)
  const kind = kindOf(field)
  const held = partial?.value ?? (old === null ? null : (kind.reopen?.(old) ?? null))
  return kind.read(field, { type: 'text', text }, held, old, askingAt(turn, field))
}

/** 「120多人次」 where only one of these rows is counted in that: that one. */
export function countedIn(turn: Turn, field: Field, numbers: number[], value: string): number[] {
  const unit = /(?:人次|户|家)$/u.exec(value.trim())?.[0]
  const { partial, old } = heldOf(turn, field)
  const shown = kindOf(field).showParts?.(field, numbers, partial?.value ?? null, old, turn.asking.words) ?? []
  const counted = new RegExp(`(?<!（[^）]*)[\\d多余来几]${unit}`, 'u')
  const same = unit === undefined ? [] : numbers.filter((_, i) => counted.test(shown[i] ?? ''))
  return same.length === 1 ? same : numbers
}
