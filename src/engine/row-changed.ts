import { BY_THE_WAY, SLIP } from '../forms/corrects.js'
import type { Asking } from '../forms/field-kind.js'
import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { isWholly } from '../forms/row-cells.js'
import type { Column } from '../forms/rows.js'
import { mentionsBasis } from '../kernel/basis-words.js'
import { saysHow } from '../forms/row-queries.js'
import { readNumber } from '../kernel/numeral.js'
import { PERSON } from '../kernel/person-words.js'
import { askingAt } from './answer.js'
import { fieldsAtHand, givenFields } from './fitting.js'
import { hasPart, readPart } from './named.js'
import { called, countedWith, MEASURE, NUMERAL, partsOf, type RowsMeant, THING } from './row-meant.js'
import { asksStory } from './told.js'
import { currentField, heldOf, type Turn } from './turn.js'

/** One row, or several of which she means one, and what is to be said of it: 「人数 35」. */
export interface RowChanged extends RowsMeant {
  rest: string
}

/** 「场地费改600」, too. */
const BECOMES = '(?:应该|要)?(?:改成|改为|改到|换成|写成|改(?=\\s*\\d))'
const ANOTHER = new RegExp(`^${BECOMES}$`, 'u')
const IS = `(?:${BECOMES}|(?:应该|其实|实际上?|正确的?|[也就])*(?:是|为))`
const CAME = '(?:应该|其实|实际上?|一共|共|只)*(?:有|来了|到了)'
const CHANGED = new RegExp(
  `^(?:请|把|将)*(?<what>[^，,。；;：:\\n]{1,24}?)(?<surely>好像|应该)?(?:(?<slip>${SLIP})[了啊]?[，,。：:\\s]*${IS}?|(?<is>${IS})|(?<came>${CAME})|(?<colon>[:：]))\\s*(?<value>\\S.{0,60})$`,
  'u',
)
/** 「第二场35人」, 「第二场人数：35」. */
const STATED = new RegExp(
  `^(?<what>第\\s*${NUMERAL}\\s*${MEASURE}${THING}(?:的?[^\\s\\d：:]{2})?)(?<colon>[\\s：:]*)(?<value>\\d.{0,40})$`,
  'u',
)
/** 「手机课37人，其中志愿者9人」, 「读书会 25人」: where nothing is asked, and no row begins. */
const BY_NAME = /^(?<what>[^，,。；;：:\s\d][^，,。；;：:\s]{1,23}?)\s*(?<value>\d.{0,60})$/u
/** 「第二场少了3人」, 「第一场和第二场都是30人」: of rows, and no row. */
const OF_ROWS = new RegExp(
  `^(?:请|把|将)*第\\s*(?<number>${NUMERAL})\\s*(?<measure>${MEASURE})${THING}的?(?:人数)?(?:和|跟|、|都|是|不|错|写|多了|少了|改|没|\\d+人)`,
  'u',
)
/** 「不是32人，是35人」: what it was, before what it is. */
const NOT_BUT = /^[^，,]{1,20}?[，,\s]*(?:而|应该)?是\s*/u
/** 「35人，不是32人」: what it was, behind what it is. */
const AND_NOT = /[，,\s]*(?:而)?不是[^，,]{1,20}$/u
/** 「不对，第一场是35人」. */
const SLIPPED = new RegExp(`^(?:啊|哎呀?|噢|哦|不好意思|对不起|抱歉)*[，,\\s]*${SLIP}[了啊]?[，,。：:\\s]+`, 'u')
/** 「地点改成了室内，所以…」 is told. */
const TELLS = /^[了过]|[，,；;]/u
/** 「其实交通是380」, as 「交通其实是380」. */
const IN_FACT = /^(?:其实|实际上?)[，,\s]*(?=[^，,\s]{1,24}?\s*(?:是|有|应该))/u
/** Of what is there already, and of nothing new. */
const SURELY = new RegExp(`^(?:应该|其实|实际|正确|改$|${BECOMES})`, 'u')
const ONLY_PERSONS = new RegExp(`^${PERSON}$`, 'u')
const ORDINAL = new RegExp(`^第\\s*(?<number>${NUMERAL})\\s*(?<measure>${MEASURE})${THING}$`, 'u')
const GROUP = new RegExp(
  `^(?<row>第\\s*${NUMERAL}\\s*${MEASURE}${THING}|(?:最后|刚才|刚刚)[那这]?一?${MEASURE}${THING})的?(?<role>${PERSON})$`,
  'u',
)
const OF_A_ROW = new RegExp(`^第\\s*${NUMERAL}\\s*[条场行笔次]`, 'u')
const BY_NUMBER = new RegExp(`^第\\s*${NUMERAL}\\s*${MEASURE}`, 'u')
const LAST = new RegExp(`^(?:最后|刚才|刚刚|上)[那这]?一?(?<measure>${MEASURE})${THING}$`, 'u')
const THAT = new RegExp(`^(?<name>.+?)(?:的)?[那这]一?(?<measure>${MEASURE})${THING}$`, 'u')
/** 「5月17那个写成5月18了吧 应该是18号」: what it should be, and not what it was written as. */
const WRITTEN_SO =
  /(?<=\S)(?:好像|被|是|我)*[写记填报说打]成了?\s*[^\s，,。]{1,16}?了?[吧啊呢]*[，,。\s]+(?=(?:应该|其实|实际)+(?:是|为)\s*\S)/u
const PAPER = /^(?:那张|有张|一张)?(?:发票|收据|小票)(?:上?的?金额)?$/u
/** Longer is a sentence of a report. */
const SHORT = 60

/**
 * 「第一场是45人」「第二场不对，是35人」「读书会那场的人数改成35」: rows that are there, by number, name or column alone, and what is said of one of them:
 * all of a value of a column, unless a column is named or the row is to become another. `only`: of this table.
 */
export function rowChanged(turn: Turn, text: string, only?: Field): RowChanged | null {
  const said = sentenceOf(text)
  if (said === null) return null
  const here = currentField(turn)
  const plainly = CHANGED.exec(said) ?? STATED.exec(said)
  const found = plainly ?? (here ? ofOther(turn, here, said) : BY_NAME.exec(said))
  const { what, slip, is = '', came, colon, value = '' } = found?.groups ?? {}
  if (!what || (slip === '不是' && !NOT_BUT.test(value))) return null
  const plain = slip === '不是' ? value.replace(NOT_BUT, '') : value.replace(AND_NOT, '') || value
  // 「来了33个」 are people.
  const now = came ? plain.replace(/^(\d+)个(?=$|[，,、（(])/u, '$1个人') : plain
  const fields = (only ? [only] : fieldsAtHand(turn)).filter((field) => partsOf(turn, field).length > 0)
  // 「第3条」 is no picture where there are rows.
  const ofRows = OF_A_ROW.test(what) && fields.some((field) => kindOf(field).columns)
  for (const field of fields.filter((one) => !ofRows || kindOf(one).columns)) {
    const columns = kindOf(field).columns?.(field) ?? []
    // 「发票开错了，是1180」 is of a sum, where no row is called so.
    const sum = PAPER.test(what) && called(turn, field, what).length === 0 && columns.find(({ kind }) => kind.names)
    const named = sum ? null : columnAtEnd(columns, what)
    const label = sum ? sum.field.label : (named?.label ?? '')
    const whole = sum ? '' : (named ? what.slice(0, -named.said.length).replace(/的$/u, '') : what).trim()
    // 「第二场观众是180人」: so many of these.
    const { row: subject = whole, role = '' } = (!label && GROUP.exec(whole)?.groups) || {}
    const becomes = (ANOTHER.test(is) && !TELLS.test(value)) || /错/u.test(slip ?? '')
    const ofAny = plainly ? ofColumn(turn, field, becomes) : null
    const meant = subject ? rowsOf(turn, field, subject, came !== undefined && here !== null) : ofAny
    const [first] = meant?.numbers ?? []
    if (!meant || first === undefined || (colon !== undefined && here && !(subject && meant.sure))) continue
    const exact =
      columns.some((column) => !column.kind.free && isWholly(column, now, askingAt(turn, field))) ||
      (field !== here && saysHow(columns, now)) ||
      areCells(columns, now, askingAt(turn, field))
    const another = columns.length === 0 ? field !== here : ANOTHER.test(is) && meant.sure
    // 「第2场也是亲子阅读」: in words that another row has in that column.
    const like = label || exact || another || !meant.sure ? undefined : saidAbove(turn, field, columns, now)
    if (!label && !exact && !another && !like) continue
    const rest = label ? `${label} ${now}` : like ? `${like.field.label} ${now}` : role + now
    const reading = readPart(turn, field, first, rest)
    if (reading?.type === 'continued') return { field, numbers: meant.numbers, name: subject || label, reading, rest }
  }
  return null
}

/** How people call a column besides its label, behind the row that they mean: 「第二个日子」. */
const CALLED: Record<string, RegExp> = {
  'activity.date': /(?:日子|时间|日期)$/u,
  'activity.title': /(?:名字|名称|标题|题目)$/u,
  'activity.place': /(?:地方|地址|场地)$/u,
  'expense.amount': /(?:价钱|钱数|数目)$/u,
}

/** The column that these words end in the name of, and how it is called there. */
function columnAtEnd(columns: Column[], what: string): { label: string; said: string } | null {
  const own = columns.find(({ field }) => what.endsWith(field.label))?.field.label
  if (own !== undefined) return { label: own, said: own }
  if (!BY_NUMBER.test(what)) return null
  for (const { field } of columns) {
    const said = CALLED[field.feeds ?? '']?.exec(what)?.[0]
    if (said !== undefined) return { label: field.label, said }
  }
  return null
}

/** 「11月9号，来了22个」: the value of another column in each part. */
function areCells(columns: Column[], now: string, asking: Asking): boolean {
  const parts = now.split(/[，,]+/u).map((part) => part.replace(/^(?:来了|到了|一共)/u, '').trim())
  const cells = parts.map((part) => columns.find((one) => !one.kind.free && isWholly(one, part, asking)))
  return parts.length > 1 && !cells.includes(undefined) && new Set(cells).size === parts.length
}

/** The column of words in which a row says just this. */
const saidAbove = (turn: Turn, field: Field, columns: Column[], now: string): Column | undefined =>
  columns.find(({ field: { key }, kind }) => kind.free && called(turn, field, now, key).length > 0)

/** Whether something of a row that is there is being asked for: what she says would be that. */
export function changesRow(turn: Turn, here: Field): boolean {
  const { partial } = heldOf(turn, here)
  return partial !== null && kindOf(here).changes?.(partial.value) === true
}

/** 「读书会 25人」 while something of another row, or a story, is asked: of the row of that name, and no answer. */
function ofOther(turn: Turn, here: Field, said: string): RegExpExecArray | null {
  const found = changesRow(turn, here) || asksStory(here) ? BY_NAME.exec(said) : null
  const what = found?.groups?.['what'] ?? ''
  if (!what || ONLY_PERSONS.test(what)) return null
  const fields = asksStory(here) ? givenFields(turn).filter(({ feeds }) => feeds === 'activities') : [here]
  return fields.some((field) => rowsOf(turn, field, what, false)?.numbers.length === 1) ? found : null
}

/** 「地点不是高安，是宜春」. */
const NOT_THIS =
  /^(?:把|将)?(?<label>[^，,。\s]{1,12}?)不是\s*(?<was>[^，,。\s]{1,30}?)[，,。\s]+(?:而|应该|其实)*是\s*(?<now>\S.{0,40})$/u

/** 「地点不是高安，是宜春」: the rows whose cell of that column is what she says it was. */
export function cellReplaced(turn: Turn, text: string): RowChanged | null {
  const { label, was = '', now = '' } = NOT_THIS.exec(sentenceOf(text) ?? '')?.groups ?? {}
  for (const field of label ? fieldsAtHand(turn) : []) {
    const column = kindOf(field)
      .columns?.(field)
      .find((one) => one.field.label === label)
    const numbers = column ? called(turn, field, was, column.field.key) : []
    const [first] = numbers
    const rest = `${label} ${now}`
    const reading = first === undefined ? null : readPart(turn, field, first, rest)
    if (reading?.type === 'continued') return { field, numbers, name: was, reading, rest }
  }
  return null
}

/** The sentence that may be about a row, without the words around it; longer ones and several lines are none. */
function sentenceOf(text: string): string | null {
  const said = text.trim().replace(/[。.!！~～吧啊呢了]+$/u, '')
  if (said.length > SHORT || said.includes('\n')) return null
  return said.replace(BY_THE_WAY, '').replace(SLIPPED, '').replace(WRITTEN_SO, '').replace(IN_FACT, '')
}

/** 「打印其实是150」 at a table that has no row of that name: the name. No row begins so. */
export function rowMissing(turn: Turn, text: string): string | null {
  const here = currentField(turn)
  const { what = '', surely, is = '', value = '' } = CHANGED.exec(sentenceOf(text) ?? '')?.groups ?? {}
  if (!here || !what || !(surely ?? SURELY.test(is)) || partsOf(turn, here).length === 0) return null
  const columns = kindOf(here).columns?.(here) ?? []
  if (columns.some(({ field }) => field.label === what.trim())) return null
  const now = value.replace(AND_NOT, '') || value
  const exact = columns.some(({ field, kind }) => !kind.free && isWholly({ field, kind }, now, askingAt(turn, here)))
  return exact ? what.trim() : null
}

/** At a table a text about rows it has, of which cannot be told what they are to become: no row begins so. How they were counted the table reads. */
export function rowUnclear(turn: Turn, text: string): number | null {
  const here = currentField(turn)
  const { number = '', measure = '' } = OF_ROWS.exec(text.trim())?.groups ?? {}
  const row = readNumber(number)
  if (!here || row === null || text.length > SHORT || mentionsBasis(text) || !countedWith(turn, here, measure))
    return null
  const dated = kindOf(here)
    .columns?.(here)
    .some(({ field, kind }) => field.required && kind.spot?.(field, text, askingAt(turn, here)))
  return !dated && partsOf(turn, here).includes(row) && kindOf(here).columns ? row : null
}

/** The rows of a question that these words are the number or the name of; `sure` when they can be nothing else. */
function rowsOf(turn: Turn, field: Field, subject: string, came: boolean): { numbers: number[]; sure: boolean } | null {
  const { number = '', measure = '' } = ORDINAL.exec(subject)?.groups ?? {}
  if (number) {
    // 第一期 may be the name of one.
    const named = /[期次]/u.test(measure) ? called(turn, field, subject) : []
    if (named.length === 1) return { numbers: named, sure: true }
    const row = readNumber(number) ?? 0
    return countedWith(turn, field, measure) && hasPart(turn, field, row) ? { numbers: [row], sure: true } : null
  }
  const last = LAST.exec(subject)?.groups?.['measure']
  if (last) return countedWith(turn, field, last) ? { numbers: partsOf(turn, field).slice(-1), sure: true } : null
  const that = THAT.exec(subject)?.groups
  if (that) {
    const fits = countedWith(turn, field, that['measure'] ?? '')
    return fits ? { numbers: called(turn, field, that['name'] ?? ''), sure: true } : null
  }
  // 「读书会来了35人」 begins a new row.
  return came || subject.length < 2 ? null : { numbers: called(turn, field, subject), sure: false }
}

/** 「人数是50人」 away from the table: any of its rows may be meant. Where words are asked for only where it becomes something else. */
function ofColumn(turn: Turn, field: Field, becomes: boolean): { numbers: number[]; sure: boolean } | null {
  const here = currentField(turn)
  if (here && (here === field || (kindOf(here).free && !becomes))) return null
  return { numbers: partsOf(turn, field), sure: true }
}
