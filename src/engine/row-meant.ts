import type { Reading } from '../forms/field-kind.js'
import type { Field } from '../forms/form.js'
import { numberList, numbersToDelete } from '../forms/captions.js'
import { kindOf } from '../forms/kinds.js'
import { readNumber } from '../kernel/numeral.js'
import { askingAt, readAt } from './answer.js'
import { givenFields, lastChanged } from './fitting.js'
import { currentField, heldOf, type Turn } from './turn.js'

/** Rows of an answer that a message speaks of by their number or name, and what it makes of them. */
export interface RowsMeant {
  field: Field
  /** Empty: it speaks of a row that is not there. */
  numbers: number[]
  name: string
  reading: Reading<unknown> | null
}

export const MEASURE = '[条行项笔场次个期张]'
/** What is counted with a word tells which rows are meant. */
const FEEDS: Record<string, string> = {
  场: 'activities',
  次: 'activities',
  期: 'activities',
  笔: 'expenses',
  张: 'photos',
}
export const NUMERAL = '[\\d０-９一二三四五六七八九十]{1,3}'
const NUMBERS = `${NUMERAL}(?:\\s*${MEASURE}?\\s*(?:-|~|到|至|[,，、和])\\s*第?\\s*${NUMERAL})*`
export const THING = '(?:活动|支出|记录|照片|图片|培训)?'
const ASK = '(?:请|帮我|把|将|那)*'
const GONE = '(?:删除?掉?|去掉|拿掉|划掉|不要|不算数?|作废|撤销)(?:了|掉|吧)*'
/** What did not take place, or stands there twice. */
export const WHY_GONE =
  '(?:那天|那场|当天|后来|最后|临时|其实|实际上?|根本|都|就|又)*(?:没(?:能|有)?(?:[办开搞做去]成?|举[办行])了?|取消了?|不[办开搞]了|(?:写|填|记|报)?(?:重复?|错|多)了)(?:[，,\\s]*没[办开搞]成?)?'
const DELETE = '(?:删除?掉?|去掉|拿掉|划掉|不要|作废|撤销|delete|remove)'

/** 「第3条删了，第4条也删」: the first of the rows that are to go. */
export const GONE_BY_NUMBER = new RegExp(
  `(?:^|[，,；;\\s])(?:请|把|将)*第\\s*(?<row>${NUMERAL})\\s*[条行项笔场次](?:活动|支出)?(?:也|都|就|给我)*(?:删|去掉|不要|作废|不算)`,
  'u',
)

/** 「后三张」, 「最后那张」. */
const SOME = '[\\d０-９一二两三四五六七八九十]{1,3}|[那这]?一?'

/** 「支出第4条」, 「照片 1、2」: the question by its name. */
const OF = '(?<of>照片|图片|图|活动|支出|photos?\\b)(?:里面?|那[一]?题|的)*'
const REMOVED = [
  `${OF}\\s*第?\\s*(?<numbers>${NUMBERS})\\s*${MEASURE}?`,
  `第?\\s*(?<n>[\\d０-９一二三四五六七八九十]{1,3})\\s*(?:[.．]|题?的?第)\\s*(?<row>${NUMERAL})\\s*${MEASURE}?`,
  `第\\s*(?<numbers>${NUMBERS})\\s*(?<measure>${MEASURE})${THING}`,
  `(?<name>(?![掉除这那上]|刚才|刚刚|最后|最前)[^，,。\\s][^，,。]{0,18}?)(?:的)?[那这]一?(?<measure>${MEASURE})${THING}`,
  `(?:最后|末尾|后)面?的?(?<last>${SOME})(?<measure>${MEASURE})${THING}`,
  // 「上一条」 is what was last said, whatever that was.
  `(?:上|刚才|刚刚)面?的?(?<last>[那这]?一?)(?<measure>[场次期笔])${THING}`,
  `(?:最前|开头|前)面?的?(?<first>${SOME})(?<measure>${MEASURE})${THING}`,
  // 「上面那笔交通」 says no more than 「交通那笔」.
  `(?:上面|前面|刚才|刚刚|之前)(?:填|写|说|报|记)?的?[那这]一?(?<measure>${MEASURE})(?:的)?(?<name>[^，,。\\s的]{1,18}?)`,
]
const OF_REMOVED = REMOVED.flatMap((rows) => [
  new RegExp(`^${ASK}${rows}(?:请|都|就|也)?${GONE}$`, 'u'),
  new RegExp(`^(?:请|帮我)*${DELETE}\\s*${rows}(?:了|吧)?$`, 'iu'),
])

/** 「没办，删掉」, 「删了，那天没办成」: what it is, and why, in either order. */
const THEN_GONE = new RegExp(
  `^(?<what>.{2,20}?)${WHY_GONE}[，,。\\s]*(?:所以|就|请|帮我|给我|把它|要)*(?<gone>${GONE})$`,
  'u',
)
const GONE_FOR = new RegExp(`^(?<all>.{2,24}${GONE})[，,。\\s]+(?:因为|是因为)?${WHY_GONE}$`, 'u')

function withoutWhy(said: string): string {
  const { what, gone: goes = '' } = THEN_GONE.exec(said)?.groups ?? {}
  return what === undefined ? (GONE_FOR.exec(said)?.groups?.['all'] ?? said) : what + goes
}

/** 「把第三场删掉」「删 4.2」「3月22日那场不算」「第2场没办，删掉」: the rows that are to go. */
export function rowsRemoved(turn: Turn, text: string): RowsMeant | null {
  const said = withoutWhy(text.trim().replace(/[。.!！~～]+$/u, ''))
  if (said.length > 30) return null
  for (const pattern of OF_REMOVED) {
    const found = pattern.exec(said)?.groups
    if (!found) continue
    const named = found['n'] === undefined ? null : turn.form.fields[(readNumber(found['n']) ?? 0) - 1]
    const field =
      found['of'] !== undefined
        ? ofThing(turn, found['of'])
        : found['n'] === undefined
          ? (withRows(turn, found['measure'] ?? '') ?? emptyTable(turn, found['measure'] ?? ''))
          : named && kindOf(named).part
            ? named
            : null
    if (!field) continue
    const there = partsOf(turn, field).length > 0 || isOpenRow(turn, field)
    if (!there && found['n'] === undefined)
      return { field, numbers: [], name: found['of'] ?? found['name'] ?? '', reading: null }
    // The last of all is the one that is being asked about.
    const dropped = found['last'] !== undefined && isOpenRow(turn, field) && numbersOf(turn, field, found).length <= 1
    if (dropped) return { field, numbers: [0], name: '', reading: readAt(turn, field, { type: 'text', text: '删' }) }
    const name = found['name'] ?? ''
    const numbers = name ? called(turn, field, name) : numbersOf(turn, field, found)
    if (numbers.length !== 1 && name) return { field, numbers, name, reading: null }
    return { field, numbers, name, reading: gone(turn, field, numbers) }
  }
  return oneOfSame(turn, said) ?? rowRemovedByName(turn, said)
}

const BY_NAME = [
  new RegExp(`^(?:请|帮我|把|将)*(?<name>[^，,。\\s第]{2,18}?)(?:请|都|就|也|给我)*${GONE}$`, 'u'),
  new RegExp(`^(?:请|帮我)*(?:删除?掉?|去掉|划掉|作废)\\s*(?<name>[^，,。\\s\\d第]{2,18}?)(?:了|吧)?$`, 'u'),
]

const TWICE =
  /^(?<name>[^，,。\s]{2,18}?)(?:好像|写|填|记)*(?:重复|重)了?[，,。\s]*(?:请|帮我)*(?:删除?掉?|去掉)(?:一[条笔个场])?(?:了|吧)*$/u

/** 「印刷费重复了，删掉一条」: of rows that say the same the last. */
function oneOfSame(turn: Turn, said: string): RowsMeant | null {
  const { name } = TWICE.exec(said)?.groups ?? {}
  const here = currentField(turn)
  for (const field of name ? (here ? [here, ...givenFields(turn)] : givenFields(turn)) : []) {
    const numbers = called(turn, field, name ?? '')
    if (numbers.length < 2) continue
    const { partial, old } = heldOf(turn, field)
    const shown = kindOf(field).showParts?.(field, numbers, partial?.value ?? null, old, turn.asking.words) ?? []
    const same = new Set(shown.map((row) => row.replace(/^\d+\. /u, ''))).size === 1
    const last = numbers.slice(-1)
    return { field, numbers: same ? last : numbers, name: name ?? '', reading: same ? gone(turn, field, last) : null }
  }
  return null
}

/** 「删 4」 where no question is asked: the tables with such a row, the one that was changed last alone. */
export function deletedWhere(turn: Turn, text: string): { fields: Field[]; numbers: number[] } | null {
  const numbers = currentField(turn) ? null : numbersToDelete(text)
  if (!numbers || numbers.length === 0) return null
  const fields = givenFields(turn).filter((field) => numbers.every((one) => partsOf(turn, field).includes(one)))
  const last = lastChanged(turn)
  return { fields: last && fields.includes(last) ? [last] : fields, numbers }
}

/** 「把家长会删掉」: the row of that name. */
function rowRemovedByName(turn: Turn, said: string): RowsMeant | null {
  const here = currentField(turn)
  const name = BY_NAME.map((pattern) => pattern.exec(said)?.groups?.['name']).find((one) => one)
  // Where words are asked for only 删 is surely no part of them.
  if (!name || (here && kindOf(here).free && !/删/u.test(said))) return null
  for (const field of here ? [here, ...givenFields(turn)] : givenFields(turn)) {
    const named = [name, ...name.split(/[和跟、]/u)].map((one) => called(turn, field, one))
    const [whole = [], ...each] = named
    const all = whole.length > 0 ? whole : each.flat()
    const sure =
      whole.length === 1 || (whole.length === 0 && each.length > 1 && each.every(({ length }) => length === 1))
    if (sure || whole.length > 1) return { field, numbers: all, name, reading: sure ? gone(turn, field, all) : null }
  }
  // 「删掉场地费」 is no row of that name; 「删掉这条」 is of the one at hand.
  return here &&
    !/^(?:这|那|它|上|前|后|最后|刚|全|所有)/u.test(name) &&
    kindOf(here).columns &&
    /^(?:请|帮我|把|将)*(?:删|去掉|划掉|作废)|删/u.test(said)
    ? { field: here, numbers: [], name, reading: null }
    : null
}

/** Whether a row is being asked about that is in the table only when it is whole. */
export const isOpenRow = (turn: Turn, field: Field): boolean => {
  const { pending = [] } = (heldOf(turn, field).partial?.value ?? {}) as { pending?: unknown[] }
  return pending.length > 0
}

export function gone(turn: Turn, field: Field, numbers: number[]): Reading<unknown> {
  const { partial, old } = heldOf(turn, field)
  const asked = { type: 'text' as const, text: `删 ${numbers.join('、')}` }
  return kindOf(field).read(field, asked, partial?.value ?? null, old, askingAt(turn, field))
}

/** The question that 照片 or 支出 names. */
function ofThing(turn: Turn, thing: string): Field | null {
  const feed = THINGS[thing[0]?.toLowerCase() ?? '']
  const here = currentField(turn)
  const all = turn.form.fields.filter(
    (field) => field.feeds === feed || (feed === 'photos' && kindOf(field).hears === 'image'),
  )
  return all.find((field) => field === here) ?? all.find((field) => partsOf(turn, field).length > 0) ?? all[0] ?? null
}

const SAME = new RegExp(
  `^第\\s*(?<one>${NUMERAL})\\s*(?<measure>${MEASURE})?(?:和|跟|与|、)第?\\s*(?<other>${NUMERAL})\\s*${MEASURE}${THING}(?:其实|好像|应该)*(?:是|都是)?(?:同一|一样|重复|重了)`,
  'u',
)

/** 「第一场和第二场是同一场，删掉一个」: the two rows, of which one is to go. */
export function sameRows(turn: Turn, text: string): { field: Field; numbers: number[] } | null {
  const { one = '', other = '', measure = '' } = SAME.exec(text.trim())?.groups ?? {}
  const field = one && text.length <= 40 ? withRows(turn, measure) : null
  const numbers = [one, other].map((number) => readNumber(number) ?? 0)
  return field && numbers.every((number) => partsOf(turn, field).includes(number)) ? { field, numbers } : null
}

const ALL = '(?:全部?|所有的?|都|统统|一起)'
const ALL_REMOVED = [
  new RegExp(`^${ASK}(?<thing>照片|图片|图|活动|支出)?(?:${ALL}|给我|请)*${ALL}(?:请|给我)*${GONE}$`, 'u'),
  new RegExp(`^(?:请|帮我)*(?:删除?掉?|清空|去掉)${ALL}(?:的)?(?<thing>照片|图片|图|活动|支出)?(?:了|吧)?$`, 'u'),
  new RegExp(`^(?:请|帮我|把)*清空(?<thing>照片|图片|活动|支出)$`, 'u'),
]
const THINGS: Record<string, string> = { 照: 'photos', 图: 'photos', 活: 'activities', 支: 'expenses', p: 'photos' }

/** 「照片全删了」「全部删掉」: the question whose parts are all to go. */
export function allRemoved(turn: Turn, text: string): Field | null {
  const said = text.trim().replace(/[。.!！~～]+$/u, '')
  const found = said.length > 20 ? undefined : ALL_REMOVED.map((pattern) => pattern.exec(said)).find((one) => one)
  if (!found) return null
  const here = currentField(turn)
  const feed = THINGS[found.groups?.['thing']?.[0] ?? '']
  const meant = feed === undefined ? here : [here, ...givenFields(turn)].find((field) => field?.feeds === feed)
  return meant && partsOf(turn, meant).length > 0 ? meant : null
}

const ANEW =
  /^(?:不对|错了|写错了|弄错了)?[，,。\s]*(?:这[些几]?[条笔个]?|全部?|都|把)*(?:删了?|删掉|删除|清空|去掉)(?:了|掉)?[，,\s]*(?:重来|重新?(?:写|填|来|发|弄|开始))(?:吧|一遍|一次)*$/u

/** 「删了重来」. */
export const saysAnew = (text: string): boolean =>
  text.length < 20 && ANEW.test(text.trim().replace(/[。.!！~～]+$/u, ''))

/** 「删了重来」 at a table with rows: they go, and it is asked anew. */
export const beginsAnew = (turn: Turn, text: string): Field | null => {
  const here = currentField(turn)
  const may = here && kindOf(here).columns && saysAnew(text)
  return may && (partsOf(turn, here).length > 0 || isOpenRow(turn, here)) ? here : null
}

function numbersOf(turn: Turn, field: Field, found: Record<string, string | undefined>): number[] {
  const { row, numbers, last, first } = found
  const count = readNumber((last ?? first ?? '').replace(/[那这]/gu, '')) ?? 1
  if (last !== undefined) return partsOf(turn, field).slice(-count)
  if (first !== undefined) return partsOf(turn, field).slice(0, count)
  return numberList((row ?? numbers ?? '').replace(new RegExp(`[第\\s]|${MEASURE}`, 'gu'), ''))
}

/** The numbers of the parts there are. */
export function partsOf(turn: Turn, field: Field): number[] {
  const { partial, old } = heldOf(turn, field)
  return kindOf(field).parts?.(field, partial?.value ?? null, old) ?? []
}

/** Whether a row begins with all of this name. */
function isCalled(turn: Turn, field: Field, row: number, name: string): boolean {
  const { partial, old } = heldOf(turn, field)
  const [shown = ''] = kindOf(field).showParts?.(field, [row], partial?.value ?? null, old, turn.asking.words) ?? []
  return shown.startsWith(`${row}. ${name} · `)
}

/** The rows of that name, or that say it in one `column`. */
export function called(turn: Turn, field: Field, name: string, column?: string): number[] {
  const { partial, old } = heldOf(turn, field)
  const named = (by: string) =>
    kindOf(field).partsCalled?.(field, by, partial?.value ?? null, old, askingAt(turn, field), column) ?? []
  const numbers = named(name)
  // 「打印费」 is what stands there as 打印, 「书的钱」 what stands there as 书 alone.
  const short = name.replace(/(?:费用?|的?钱)$/u, '')
  if (numbers.length > 0 || short === name) return numbers
  return short.length < 2 ? named(short).filter((one) => isCalled(turn, field, one, short)) : named(short)
}

/** Whether rows of this question may be counted with this word. */
export const countedWith = (turn: Turn, field: Field, measure: string): boolean =>
  FEEDS[measure] === undefined || FEEDS[measure] === field.feeds || withRows(turn, measure) === field

/** No picture is counted with these. */
const OF_ROWS = /^[场条笔次期行项]$/u

/** 「把第二场删掉」 at a table that has no row yet. */
function emptyTable(turn: Turn, measure: string): Field | null {
  const here = currentField(turn)
  const feed = FEEDS[measure]
  const may = here && kindOf(here).columns && OF_ROWS.test(measure) && (feed === undefined || feed === here.feeds)
  return may ? here : null
}

/** The question whose rows are counted with this word: of several the one being asked, else the last. */
export function withRows(turn: Turn, measure: string): Field | null {
  const here = currentField(turn)
  const all = (here ? [here, ...givenFields(turn)] : givenFields(turn)).filter(
    (field) => partsOf(turn, field).length > 0 && (!OF_ROWS.test(measure) || kindOf(field).hears !== 'image'),
  )
  const feed = FEEDS[measure]
  const meant = feed === undefined ? all[0] : all.find(({ feeds }) => feeds === feed)
  const [only, other] = all
  // No picture is 第二场.
  return meant ?? (feed === 'activities' && only && !other && kindOf(only).hears !== 'image' ? only : null)
}
