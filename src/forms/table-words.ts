import { escaped } from '../kernel/escaped.js'
import { readNumber } from '../kernel/numeral.js'
import { numberList } from './captions.js'
import type { Asking } from './field-kind.js'
import { withoutSlip } from './corrects.js'
import { bare, isUnsure } from './prompt.js'
import { columnNamed, isWholly } from './row-cells.js'
import { readRow } from './row-reading.js'
import type { Column, Row } from './rows.js'

const GO = '(?:不要|不算|删除?掉?|去掉|取消|撤销)'
const THIS = '(?:这|那|刚才[那这]?|上面[那这]?)一?[条行项个笔]'
const DROP_THIS = new RegExp(`^(?:把)?(?:${GO}(?:了|掉)?${THIS}(?:了|吧)?|${THIS}(?:就|我)?${GO}(?:了|吧|掉)*)$`)
const DROP = /^(?:删|删除|删了|删掉|不要了?|算了|delete)$/i

/** 「不要这条了」「删掉这条」「这条不要」: the row at hand is to go. */
export const dropsThis = (text: string): boolean => text.length < 20 && DROP_THIS.test(bare(text))

/** The same of a row that is being asked about, where 「删」 is enough. */
export const dropsOpen = (text: string): boolean => dropsThis(text) || (text.length < 20 && DROP.test(bare(text)))

const NOT_HELD = /^(?:后来|最后|结果|还是|也|就|又|我们)*(?:没(?:能|有)?[办开搞去]成?|取消)了?$/u

/** The same of a row that is being changed, which was not held after all. */
export const dropsEdited = (text: string): boolean => dropsThis(text) || NOT_HELD.test(bare(text))

/** 「不知道」「不记得了」: neither a row nor that there is none. */
export const isUnknown = (text: string): boolean =>
  isUnsure(text) ||
  (text.length < 20 &&
    /^(?:不清楚|记不清楚?|记不得|记不起来|想不起来|不详|没有?统计|未统计|没数|没记)了?[啊呀吧]?$/.test(bare(text)))

const NUMBER = '(\\d{1,3}|[一二三四五六七八九十]{1,3})'
const EDIT = new RegExp(
  `^(?:改|修改|更改|edit|change)\\s*第?\\s*${NUMBER}(\\s*[条行项笔、.]\\s*|\\s*[:,](?!\\s*\\d)\\s*|\\s+|$)(?:改成|改为|是)?\\s*(.*)$`,
  'isu',
)
const EDIT_CLOSE = new RegExp(`^(?:改|修改|edit)\\s*第?\\s*${NUMBER}()(.*)$`, 'isu')
const ROW_IS = new RegExp(`^(?:把)?第\\s*${NUMBER}\\s*[条行项笔](\\s*)的?\\s*(.*)$`, 'isu')
const SESSION_IS = new RegExp(ROW_IS.source.replace('[条行项笔]', '[条行项笔场次期]'), ROW_IS.flags)
/** 「改第一场人数33人」; 「改 1 场地 1200」 is about the place. */
const EDIT_SESSION = new RegExp(`^(?:改|修改|更改)\\s*第\\s*${NUMBER}\\s*[场次期](?!地)\\s*`, 'u')
const BECOMES = /^(?:应该|其实)?(?:改成|改为|改|写成|换成|[就也还]?是)\s*/u

/** What is said of a row that is being changed, without the words that only say that it is: 「改 人数 33人」「应该是33人」. */
export const withoutChange = (text: string): string =>
  text
    .trim()
    .replace(/^(?:修改|更改|把)\s*/u, '')
    .replace(/^改(?![革造善良编])\s*(?:成|为)?\s*/u, '')
    .replace(/^(?:应该|其实)?(?:改成|改为|写成|换成|是(?=\s*\d))\s*/u, '') || text

/** How all begin that name rows by their numbers, and no row that begins with its day. */
const BY_NUMBER = /^\s*(?:[请把将改修更第ecｅｃ]|[\p{N}一二三四五六七八九十]{1,3}[\s\p{P}\p{S}条行项笔到至和及跟与])/iu

/** Whether a text may name rows by their numbers, as `editOf` and `editsIn` read it. */
export const mayNameRows = (text: string): boolean => BY_NUMBER.test(text)

/** And may say what becomes of them: that they change, or a column by its name. */
const maySayWhat = (columns: Column[], text: string): boolean =>
  /[改换写是全都]|edit|change/iu.test(text) || columns.some(({ field }) => text.includes(field.label))

/** 「1 地点 高安」「3. 人数 18」: a number, and a column by its name. */
const ROW_COLUMN = new RegExp(`^第?\\s*${NUMBER}(\\s*[条行项笔、.:]\\s*|\\s+)的?\\s*(\\S.*)$`, 'u')

/**
 * 「改 2」, 「改 2 人数 30」, 「改 1 场地 1200」, 「第2条改成 …」: the row's number and what is said of it. `open`: of the row being asked about
 * 「第二场是35人」, too, which else may begin one. `loose`: only of a row there is (「1 地点 高安」).
 */
export function editOf(
  columns: Column[],
  text: string,
  open = false,
): { number: number; rest: string; loose?: true } | null {
  if (text.length > 300 || !mayNameRows(text)) return null
  const plain = text.normalize('NFKC').trim()
  if (!maySayWhat(columns, plain)) return null
  const said = plain.replace(EDIT_SESSION, '改 $1 ')
  const close = EDIT_CLOSE.exec(said)
  const row = (open ? SESSION_IS : ROW_IS).exec(said)
  const found =
    EDIT.exec(said) ??
    (close && columnNamed(columns, close[3] ?? '') ? close : null) ??
    (row && (BECOMES.test(row[3] ?? '') || columnNamed(columns, row[3] ?? '')) ? row : null)
  const number = found && readNumber(found[1] ?? '')
  const [, digits = '', , rest = ''] = (number === null && ROW_COLUMN.exec(said)) || []
  const loose = columnNamed(columns, rest) ? readNumber(digits) : null
  const edit =
    number !== null
      ? { number, rest: (found?.[3] ?? '').replace(BECOMES, '') }
      : loose !== null
        ? { number: loose, rest, loose: true as const }
        : null
  return edit && editsOf(columns, text) ? null : edit
}

const ROW_VALUE = /^第?(\d{1,3})\s*(?:[条行项笔场]\s*|[、:：]\s*|\.\s+|\s+)(\d+[^\d\s]{1,3})$/u

/** 「4 36人」: the number of a row, and what can be nothing but one of its counts or sums. */
export function countOfRow(
  columns: Column[],
  text: string,
  asking: Asking,
): { number: number; rest: string; loose: true } | null {
  const [, digits = '', rest = ''] = ROW_VALUE.exec(text.normalize('NFKC').trim()) ?? []
  const fits = columns.some((one) => !one.kind.free && one.kind.spots !== 'all' && isWholly(one, rest, asking))
  return rest && fits ? { number: Number(digits), rest, loose: true } : null
}

const BETWEEN = '\\s*(?:[条行项笔]\\s*)?(?:[-~—–、,]|到|至|和|及|跟|与|\\s)\\s*'
const ROWS = `第?\\s*${NUMBER.replace('(', '(?:')}(?:${BETWEEN}第?\\s*${NUMBER.replace('(', '(?:')})+`
const EDITS = new RegExp(
  `^(?:请|把|将)*(?<edit>(?:改|修改|更改|edit|change)\\s*)?(?<rows>${ROWS})\\s*(?<measure>[条行项笔场次]?)\\s*[:：]?\\s*(?<rest>.*)$`,
  'isu',
)
const ALL_ARE = '(?:全部|全都?|都|一律|统一|也)*(?:应该)?(?:改成|改为|改到|换成|写成|改|是|在|为)?'
const EACH_IS = new RegExp(`^${ALL_ARE}\\s*`, 'u')
const ALL_IN = /^的?(?:全部|全都?|都)+(?:改)?(?:是)?在\s*(\S{2,30}?)(?:(?:举办|举行|开展|办|开|搞|做)的?)?$/u

const COUNTED = /^[年月日号点人名位户家次场个元块万千百岁%.:]/u

/** Rows by number with what is said of each of them alike: 「改 2、3、5 地点 高安」, 「第2到4条的人数都是30人」, 「2、3都在高安」. */
export interface Edits {
  numbers: number[]
  /** 「地点 高安」. */
  rest: string
  /** It begins with 改, and can be of nothing else. */
  sure: boolean
  /** It says which column. */
  named: boolean
}

/** The rows that a text changes alike; null when it is not that. */
export function editsOf(columns: Column[], text: string): Edits | null {
  if (text.length > 200 || text.includes('\n') || !mayNameRows(text)) return null
  const said = text.normalize('NFKC').trim()
  const found = maySayWhat(columns, said) ? EDITS.exec(said)?.groups : undefined
  if (!found || clausesOf(columns, text).length > 1) return null
  const { edit, rows = '', measure, rest: behind = '' } = found
  const numbers = [
    ...new Set(
      numberList(
        rows
          .replace(/[第条行项笔]/gu, ' ')
          .trim()
          .replace(/\s*([-~—–、,到至和及跟与])\s*/gu, listed)
          .replace(/\s+/gu, '、'),
      ),
    ),
  ]
  if (numbers.length < 2) return null
  const sure = edit !== undefined
  const rest = behind.replace(/[。.!！]+$/u, '').replace(/^的/u, '')
  const named = columnNamed(columns, rest)
  if (named) {
    const value = named.rest.replace(EACH_IS, '')
    return { numbers, rest: `${named.column.field.label} ${value}`.trim(), sure, named: true }
  }
  const place = columns.find(({ kind }) => kind.hears === 'location')
  const where = place && ALL_IN.exec(rest)?.[1]
  if (place && where) return { numbers, rest: `${place.field.label} ${where}`, sure, named: true }
  // 「改 1 11号」, 「改 1、3月5日」 are of one row.
  if (/[\d一二三四五六七八九十]\s+第?[\d一二三四五六七八九十]/u.test(rows) || COUNTED.test(rest)) return null
  const all = measure && /^(?:全部|全都?|都|改成|改为|换成|写成)/u.test(rest)
  return sure || all ? { numbers, rest: rest.replace(EACH_IS, ''), sure, named: false } : null
}

const CLAUSE =
  /[，,；;。\n]+\s*(?=(?:请|把|将)*(?:改|修改|更改)?\s*第?\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*(?:[条行项笔、.:：-]|到|至|和|\s))/u

const NEXT = `(?:请|把|将)*(?:改|修改|更改)?\\s*第?\\s*${NUMBER.replace('(', '(?:')}\\s*[条行项笔、.:：]?\\s*的?`

/** 「改 1 人数 26 2 人数 34」: where another number stands before the name of a column, there another clause begins. */
function clausesOf(columns: Column[], text: string): string[] {
  const said = text.trim()
  const clauses = said.split(CLAUSE)
  // Mostly there are no two names of columns to be told apart, and a pattern need not be made for it.
  const named = columns.reduce((sum, { field }) => sum + said.split(field.label).length - 1, 0)
  if (clauses.length > 1 || named < 2) return clauses
  const labels = columns.map(({ field }) => escaped(field.label)).join('|')
  return said.split(
    new RegExp(`(?<=(?:${labels})\\s*[^\\s，,、；;].*?)[，,、；;\\s]+(?=${NEXT}\\s*(?:${labels}))`, 'u'),
  )
}

/** The same of one text or of several clauses: 「第3、5条地点 高安，第4条地点 宜春」; empty when it is not that. */
export function editsIn(columns: Column[], text: string): Edits[] {
  if (text.length > 400 || !mayNameRows(text)) return []
  const clauses = clausesOf(columns, text)
  if (clauses.length === 1) return [editsOf(columns, text) ?? []].flat()
  const edits = clauses.flatMap((clause): Edits[] => {
    const several = editsOf(columns, clause)
    const one = several ? null : editOf(columns, clause)
    const value = one && columnNamed(columns, one.rest)?.rest
    if (several?.named) return [several]
    return one && value ? [{ numbers: [one.number], rest: one.rest, sure: !one.loose, named: true }] : []
  })
  return edits.length === clauses.length ? edits : []
}

const listed = (_: string, sign: string): string => (/[-~—–到至]/u.test(sign) ? '-' : '、')

const ROW_ONLY = new RegExp(
  `^(?:就|是|改)*(?:第\\s*${NUMBER}\\s*[条行项笔个场次]?|${NUMBER}\\s*[条行]?)[吧呢的]*$`,
  'u',
)

/** 「2」「第二条」「2 吧」: nothing but the number of a row. */
export function rowOnly(text: string): number | null {
  const found = ROW_ONLY.exec(bare(text.normalize('NFKC')))
  return found && readNumber(found[1] ?? found[2] ?? '')
}

const JUST_NOW =
  /^(?:刚才|刚刚|上面|前面|之前)(?:[说写发报])?的?[那这]?一?[个次条场笔项]?(.*?)(?:应该是|改成|改为|写成|是|有)\s*(.+)$/su

/** 「刚才那个手工课是35人」, 「不对 前面那个是4月20日」: the rows (by index) whose words hold that name, and what is said of them; without a name the last. */
export function meantRows(
  columns: Column[],
  rows: Row[],
  text: string,
): { at: number[]; name: string; rest: string } | null {
  const [, said = '', value = ''] = (text.length < 100 && JUST_NOW.exec(withoutSlip(text))) || []
  if (!value || rows.length === 0) return null
  const column = columns.find(({ field }) => said.endsWith(field.label))
  const name = (column ? said.slice(0, -column.field.label.length) : said).replace(/[的\s]+$/, '')
  const rest = column ? `${column.field.label} ${value}` : value
  if (!name) return { at: [rows.length - 1], name, rest }
  const free = columns.filter(({ kind }) => kind.free)
  const at = rows.flatMap(({ cells }, i) =>
    free.some(({ field }) => {
      const cell = cells[field.key]
      return typeof cell === 'string' && cell.includes(name)
    })
      ? [i]
      : [],
  )
  return { at, name, rest }
}

/** The same while a row is asked about: 「前面那个」 is before it, 「刚才那个」 may be it. */
export const meantAbove = (columns: Column[], rows: Row[], text: string) =>
  /^(?:前面|上面|之前)/u.test(withoutSlip(text)) ? meantRows(columns, rows, text) : null

const CHAIN_LINE = /^\d{1,3}\s*[.、．]\s*\p{L}{1,6}(?:\s*[+＋]?\s*\d{1,2}\s*[人位名个]?)?$/u
const NO_NAME = /培训|沙龙|活动|讲座|分享|交流|比赛|课|会$|[费餐水]/u

/** A 接龙 of people who will come: its mark, or numbered names without what a row must have. */
export function isChain(columns: Column[], text: string, asking: Asking): boolean {
  if (/^\s*#\s*接龙|^\s*接龙/u.test(text)) return true
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  if (lines.length === 0 || lines.length > 100) return false
  const needed = columns.filter(({ field, kind }) => field.required && !kind.free)
  return lines.every(
    (line) =>
      CHAIN_LINE.test(line) &&
      !NO_NAME.test(line) &&
      !editOf(columns, line) &&
      needed.some(({ field }) => readRow(columns, line, asking)?.cells[field.key] === undefined),
  )
}

const SO_MANY =
  /^(?:就|只|只有|总共|一共)+(?:办了|做了|花了|有)?(?:这|那)?(?<count>[一二两三四五六七八九十\d]+)(?:场|次|条|个|笔|项)(?:活动)?[了啊吧哦]?$/u

/** 「就一场」, 「就这两场」, where there are just as many: that is all. */
export function isSoMany(raw: string, count: number): boolean {
  const said = SO_MANY.exec(bare(raw))?.groups?.['count']
  return count > 0 && said !== undefined && readNumber(said.replace('两', '二')) === count
}
