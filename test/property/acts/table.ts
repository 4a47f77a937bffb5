import { isDeepStrictEqual } from 'node:util'
import type { Field } from '../../../src/forms/form.js'
import type { Json } from '../../../src/kernel/json.js'
import { answerTo, counted, countedSo, headcount, howCounted, isBare, isOpen } from '../answers.js'
import { listOf, type Row } from '../draft.js'
import { say } from '../hearing.js'
import { type Person, settingOf, wrong } from '../person.js'
import { hears, numberIn } from '../sentences.js'
import { columnsOf, type Inside } from '../where.js'
import type { Act } from './act.js'
import { movedOn, passedOver } from './taken.js'
import { ITEMS, lastKept, leaves, newRow, plainRow, replaces, saysWhat, settled, withHeir } from './rows.js'

/** She hears of a row that was kept, or is asked what one lacks: then all of the message was taken. */
export const taken = (me: Person, reply: string): boolean =>
  lastKept(reply) !== null || (me.where.type === 'asking' && me.where.inside?.type === 'lacks')

export async function answerTable(me: Person, field: Field, inside: Inside, hurry: boolean): Promise<void> {
  const { dice } = me
  if (inside?.type === 'lacks') return answerLacking(me, field, inside.column, hurry)
  if (inside?.type === 'counts') return answerCounts(me, field, inside.rows)
  if (inside?.type === 'changes') return answerChange(me, field, inside, hurry)
  const [rows, lacking] = [listOf(me.draft!.rows, field), listOf(me.draft!.lacking, field)]
  // That a row lacks something she may have forgotten over other things.
  if (lacking.length > 0) return dice.happens(0.3) ? besides(me, field) : void (await say(me, '继续'))
  if (rows.length > 0 && (hurry || rows.length > 7 || dice.happens(0.25)))
    return void (await say(me, dice.pick(['完', '没有了', '好了'])))
  if (rows.length === 0 && !field.required && (hurry || dice.happens(0.15)))
    return void (await say(me, dice.pick(['跳过', '没有'])))
  const several = dice.happens(0.2) ? dice.between(2, 4) : 1
  await sayRows(
    me,
    field,
    Array.from({ length: several }, () => newRow(me, field, dice.happens(0.85), several === 1)),
  )
}

async function sayRows(me: Person, field: Field, said: { text: string; row: Row }[]): Promise<void> {
  let reply = (await say(me, said.map(({ text }) => text).join('\n'))) ?? ''
  // What could not be said before comes first, and the answer after it.
  for (let part = 0; part < 4 && me.where.type === 'more' && !taken(me, reply); part++)
    reply = (await say(me, '继续')) ?? ''
  const changed = numberIn(reply, 'table.changed', 'number')
  const [only, other] = said
  // She was changing a row before she went away: she hears that this one stands in its place.
  if (changed !== null && only && !other) {
    return replaces(me, field, changed, only.row)
  }
  const take = (answer: string) => {
    const added = hears(answer, 'table.are_there') ? notThere(me, field, said) : said
    listOf(me.draft!.lacking, field).push(...added.map(({ row }) => row))
    settled(me, field, answer)
    me.refused = 0
    me.restHeard = null
  }
  if (taken(me, reply)) return take(reply)
  me.restHeard = (text) => void (lastKept(text) !== null && take(text))
  passedOver(me, field)
}

/** The table sent again: what is called like a row that stands there is that row, as it is said now. Gives what is new. */
function notThere<S extends { row: Row }>(me: Person, field: Field, said: S[]): S[] {
  const rows = listOf(me.draft!.rows, field)
  const there = new Set(rows.keys())
  const isJust = (i: number, row: Row) => isDeepStrictEqual({ ...rows[i], ...row }, rows[i])
  const before = new Set([...there].filter((i) => said.some(({ row }) => isJust(i, row))))
  return said.filter(({ row }) => {
    const at = [...there].find((i) => isCalledSo(field, rows[i]!, row) && (isJust(i, row) || !before.has(i)))
    if (at === undefined) return true
    there.delete(at)
    rows[at] = { ...rows[at], ...row }
    return false
  })
}

const isCalledSo = (field: Field, row: Row, other: Row): boolean =>
  columnsOf(field).every(
    ({ key, kind, required }) => !required || !CALLS.includes(kind) || isDeepStrictEqual(row[key], other[key]),
  )
/** What rows are called by. */
const CALLS = ['text', 'date', 'date_range']

/** Another row while one lacks something: that one is kept without it, or has its turn again behind the new one. */
export async function besides(me: Person, field: Field): Promise<void> {
  const { text, row } = newRow(me, field, true)
  const reply = (await say(me, text)) ?? ''
  const lacking = listOf(me.draft!.lacking, field)
  if (hears(reply, 'table.kept_open')) {
    leaves(field, lacking[0]!)
    lacking.push(row)
  } else if (hears(reply, 'table.back_to_open')) lacking.unshift(row)
  // The same item with its amount is that row.
  else if (lacking[0] && saysWhat(field, lacking[0], row)) Object.assign(lacking[0], row)
  else return
  settled(me, field, reply)
}

async function answerLacking(me: Person, field: Field, column: Field, hurry: boolean): Promise<void> {
  const { dice } = me
  const [row] = listOf(me.draft!.lacking, field)
  if (!row) return wrong(me, `a row is asked for 「${column.label}」 and she knows of none that lacks it`)
  const open = row[column.key]
  const none = !isOpen(open) && !column.required && dice.happens(hurry ? 0.5 : 0.2)
  const given = none
    ? { text: dice.pick(['没统计', '没有', '跳过']), means: null }
    : isOpen(open)
      ? counted(dice, open!)
      : answerTo(column, settingOf(me))
  if (!given) throw new Error(`how is a ${column.kind} said?`)
  const reply = (await say(me, given.text)) ?? ''
  // There were others besides.
  if (isOpen(given.means) && hears(reply, 'besides.ask')) return void (row[column.key] = given.means)
  if (lastKept(reply) === null) return passedOver(me, field)
  row[column.key] = given.means
  settled(me, field, reply)
  me.refused = 0
}

/** How people were counted in these rows (null: in all of which it is not known). */
async function answerCounts(me: Person, field: Field, numbers: number[] | null): Promise<void> {
  const rows = listOf(me.draft!.rows, field)
  const column = columnsOf(field).find(({ kind }) => kind === 'headcount')!.key
  const asked = numbers ? numbers.map((number) => rows[number - 1]) : rows
  const odd = asked.findIndex((row) => !row || !isBare(row[column]))
  if (odd >= 0) wrong(me, `how people were counted is asked of row ${numbers?.[odd] ?? odd + 1}, which says it`)
  const { text, basis } = howCounted(me.dice)
  if (!movedOn(me, field, await say(me, text))) return passedOver(me, field)
  for (const row of asked) if (row) row[column] = countedSo(row[column] ?? null, basis)
  me.refused = 0
}

/** 「签到」 says how all of them were counted of which it is not known, whether she was asked about them before or not, and that they are all. */
async function countsAll(me: Person, field: Field): Promise<void> {
  const column = columnsOf(field).find(({ kind }) => kind === 'headcount')!.key
  const { text, basis } = howCounted(me.dice, true)
  const due = listOf(me.draft!.rows, field).filter((row) => isBare(row[column]))
  if (!movedOn(me, field, await say(me, text))) return passedOver(me, field)
  for (const row of due) row[column] = countedSo(row[column]!, basis)
}

type Change = { column: Field; text: string; means: Json }

function aChange(me: Person, field: Field, column = me.dice.pick(columnsOf(field))): Change | null {
  const given =
    column.kind === 'headcount'
      ? headcount(settingOf(me), false)
      : column.feeds === 'expense.item'
        ? { text: me.dice.pick(ITEMS), means: null }
        : answerTo(column, settingOf(me))
  return given && { column, text: given.text, means: given.means ?? given.text }
}

/** Says something of row `number`; the row becomes so when the answer says that it has. */
async function change(me: Person, field: Field, number: number, text: string, cells: Row): Promise<void> {
  const reply = (await say(me, text)) ?? ''
  if (numberIn(reply, 'table.changed', 'number') !== number) return
  const row = listOf(me.draft!.rows, field)[number - 1]
  if (!row) return wrong(me, `row ${number} was changed and there is none`)
  Object.assign(row, withHeir(row, cells))
}

async function answerChange(me: Person, field: Field, at: Inside & { type: 'changes' }, hurry: boolean): Promise<void> {
  const { dice } = me
  if (hurry || dice.happens(0.2)) return void (await say(me, dice.pick(['完', '不变'])))
  const made = aChange(me, field, at.column ?? undefined)
  if (!made) return void (await say(me, '完'))
  const text = at.column ? made.text : `${made.column.label} ${made.text}`
  await change(me, field, at.row, text, { [made.column.key]: made.means })
}

async function edits(me: Person, field: Field): Promise<void> {
  const { dice } = me
  const number = dice.between(1, listOf(me.draft!.rows, field).length)
  const made = aChange(me, field)
  if (!made || dice.happens(0.3)) return void (await say(me, `改 ${number}`))
  if (dice.happens(0.2)) return void (await say(me, `改 ${number} ${made.column.label}`))
  const text = `改 ${number} ${made.column.label} ${made.text}`
  await change(me, field, number, text, { [made.column.key]: made.means })
}

/** 「人数改成41人」, 「不对，是41人」: of which row, the answer says. */
async function corrects(me: Person, field: Field): Promise<void> {
  const column = columnsOf(field).find(({ kind }) => kind === 'headcount')
  if (!column) return
  const n = me.dice.between(5, 180)
  const text = me.dice.pick([`人数改成${n}人`, `改人数 ${n}人`, `不对，是${n}人`])
  const reply = (await say(me, text)) ?? ''
  const number = numberIn(reply, 'table.changed', 'number')
  const row = number === null ? undefined : listOf(me.draft!.rows, field)[number - 1]
  if (!row) return passedOver(me, field)
  const count = { min: n, max: n, unit: '人', parts: [], basis: null }
  Object.assign(row, withHeir(row, { [column.key]: count }))
  me.refused = 0
}

async function takesOut(me: Person, field: Field): Promise<void> {
  const { dice } = me
  const rows = listOf(me.draft!.rows, field)
  const all = rows.length < 4 && dice.happens(0.3)
  const numbers = dice.shuffled(rows.map((_, i) => i + 1)).slice(0, all ? rows.length : dice.between(1, 2))
  const reply = (await say(me, `删 ${numbers.join('、')}`)) ?? ''
  if (!hears(reply, 'table.deleted')) return
  for (const number of numbers.toSorted((a, b) => b - a)) rows.splice(number - 1, 1)
}

/** Two messages in one breath: the answers may come in any order, the rows must both be there. */
async function twoAtOnce(me: Person, field: Field): Promise<void> {
  const said = [plainRow(me, field), plainRow(me, field)]
  // What she typed first may come last.
  const replies = await Promise.all(said.map(({ text }, i) => say(me, text, { earlierMs: i * 2_000 })))
  const lasts = replies.map((reply) => lastKept(reply ?? ''))
  const order = said.map(({ row }, i) => ({ row, number: lasts[i] })).filter(({ number }) => typeof number === 'number')
  const rows = listOf(me.draft!.rows, field)
  for (const { row } of order.toSorted((a, b) => a.number! - b.number!)) rows.push(row)
  // A sum that was put about so high before is that one.
  for (const [i, { row }] of said.entries()) {
    const changed = numberIn(replies[i] ?? '', 'table.changed', 'number')
    if (changed !== null) replaces(me, field, changed, row)
  }
  if (Math.max(...order.map(({ number }) => number!)) !== rows.length && order.length > 0)
    wrong(me, `rows ${lasts.join(' and ')} were kept, and she said ${rows.length}`)
}

/** A table of which it is not known yet how people were counted. */
const uncounted = (me: Person): boolean =>
  withRows(me) &&
  me.where.type === 'asking' &&
  listOf(me.draft!.rows, me.where.field).some((row) => Object.values(row).some(isBare))

/** At a table, and no row waits for what it lacks: that she may have forgotten over other things. */
const inTable = (me: Person): boolean =>
  me.where.type === 'asking' &&
  me.where.field.kind === 'table' &&
  me.where.inside === null &&
  listOf(me.draft!.lacking, me.where.field).length === 0

const withRows = (me: Person): boolean =>
  inTable(me) && me.where.type === 'asking' && listOf(me.draft!.rows, me.where.field).length > 0

const lacksSomething = ({ where }: Person): boolean => where.type === 'asking' && where.inside?.type === 'lacks'

/** At the table that is asked for. */
export const at =
  (doing: (me: Person, field: Field) => Promise<void>) =>
  (me: Person): Promise<void> =>
    me.where.type === 'asking' ? doing(me, me.where.field) : Promise.resolve()

/** More than one message shows: rows as they are copied from a sheet. */
const pastes = (me: Person, field: Field): Promise<void> =>
  sayRows(
    me,
    field,
    Array.from({ length: me.dice.between(12, 25) }, () => plainRow(me, field)),
  )

/** The same once more: she is told, and both stay. */
export async function repeats(me: Person, field: Field): Promise<void> {
  const rows = listOf(me.draft!.rows, field)
  const before = rows.length
  const again = newRow(me, field, true)
  await sayRows(me, field, [again])
  if (rows.length > before) await sayRows(me, field, [{ text: again.text, row: { ...again.row } }])
}

export const tables: Act[] = [
  { name: 'changes a row', weight: 25, fits: withRows, do: at(edits) },
  { name: 'corrects a row in words', weight: 10, fits: withRows, do: at(corrects) },
  { name: 'takes rows out', weight: 10, fits: withRows, do: at(takesOut) },
  { name: 'says two rows at once', weight: 6, fits: inTable, do: at(twoAtOnce) },
  { name: 'pastes many rows', weight: 2, fits: inTable, do: at(pastes) },
  { name: 'says how all were counted', weight: 6, fits: uncounted, do: at(countsAll) },
  { name: 'says a row twice', weight: 3, fits: inTable, do: at(repeats) },
  { name: 'says another row while one lacks something', weight: 20, fits: lacksSomething, do: at(besides) },
  {
    name: 'drops the row at hand',
    weight: 12,
    fits: lacksSomething,
    do: async (me) => void (await say(me, me.dice.pick(['删', '上一步', '这条不要了']))),
  },
  { name: 'looks at the rows', weight: 4, fits: inTable, do: async (me) => void (await say(me, '看')) },
]
