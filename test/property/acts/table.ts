import type { Field } from '../../../src/forms/form.js'
import type { Json } from '../../../src/kernel/json.js'
import {
  answerTo,
  apart,
  basisOf,
  counted,
  countedSo,
  headcount,
  howCounted,
  isBare,
  isCount,
  isOpen,
  withGroups,
} from '../answers.js'
import { askedIn, listOf, settleRows, type Row } from '../draft.js'
import { isDropped, say, settingOf, wrong, type Person } from '../person.js'
import { heard, hears, numberIn } from '../sentences.js'
import { columnsOf, type Inside } from '../where.js'
import type { Act } from './act.js'
import { movedOn, passedOver } from './taken.js'

/** What a row is asked for where she does not say it. */
const COUNTED = ['headcount', 'money']
/** Of these alone it is known that they cost something. */
const NAMED = ['场地费', '资料印刷', '交通费', '讲师费', '茶歇', '保险']
const ITEMS = ['场地费', '资料印刷', '交通费', '讲师费', '茶歇', '条幅', '保险']

/** A row as she types it. `whole`: with everything it may be asked for; `alone`: the one before it is there already. */
function newRow(me: Person, field: Field, whole: boolean, alone = false): { text: string; row: Row } {
  const { dice } = me
  const row: Row = {}
  const said: string[] = []
  const repeats = field.feeds === 'activities' ? me.draft!.repeats : null
  me.draft!.repeats = repeats ? null : me.draft!.repeats
  for (const column of columnsOf(field)) {
    const { key, kind, required, feeds } = column
    if (!whole && COUNTED.includes(kind)) continue
    if (kind === 'place' && dice.happens(0.4)) continue
    if (feeds === 'expense.item') {
      row[key] = dice.pick(whole ? ITEMS : NAMED)
      said.push(row[key])
      continue
    }
    const above = alone && kind === 'place' ? placeAbove(me, field) : null
    const again = above !== null && dice.happens(0.15) ? { text: '同上', means: above } : null
    const repeated =
      repeats && feeds === 'activity.date'
        ? { text: repeats.text, means: repeats.date }
        : repeats && feeds === 'activity.title'
          ? { text: repeats.title, means: repeats.title }
          : null
    const given = repeated ?? again ?? answerTo(column, settingOf(me))
    if (!given) {
      if (required) throw new Error(`how is a ${kind} said in a row?`)
      continue
    }
    row[key] = given.means
    said.push(given.text)
  }
  return { text: said.join(' '), row }
}

/** A whole row that nothing is to be asked about. */
function plainRow(me: Person, field: Field): { text: string; row: Row } {
  const said = newRow(me, field, true)
  return Object.values(said.row).some(isOpen) ? plainRow(me, field) : said
}

/** Where the last row that names a place was, else what was said the last time; null where that may be another by now. */
function placeAbove(me: Person, field: Field): Json | null {
  const { rows, lacking, offers } = me.draft!
  if ((lacking.get(field.key)?.length ?? 0) > 0) return null
  const last = rows.get(field.key)?.at(-1)
  return last ? (last['place'] ?? null) : (offers.get(`${field.key}.place`) ?? null)
}

/** The rows that an answer says it keeps now, by the number of the last; null when it says nothing of it. */
function lastKept(reply: string): number | null {
  const several = heard(reply, 'table.rows_kept')
  const one = heard(reply, 'table.row_kept')
  const last = [several && { at: several.at, to: several.gaps['to'] }, one && { at: one.at, to: one.gaps['number'] }]
    .filter((found) => found !== null)
    .toSorted((a, b) => b.at - a.at)[0]
  return last ? Number(last.to) : null
}

/** What was said joins the rows, and the answer must count as she does. */
function settled(me: Person, field: Field, reply: string): void {
  const draft = me.draft!
  settleRows(draft, field)
  const [kept, rows] = [lastKept(reply), listOf(draft.rows, field)]
  // A table holds so many, and she is told that what comes behind them was not put down.
  const most = numberIn(reply, 'table.full', 'most')
  if (most !== null) rows.splice(most)
  if (kept !== null && kept !== rows.length)
    wrong(me, `row ${kept} is the last that was kept, and she said ${rows.length}`)
}

/** She hears of a row that was kept, or is asked what one lacks: then all of the message was taken. */
const taken = (me: Person, reply: string): boolean =>
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
    listOf(me.draft!.lacking, field).push(...said.map(({ row }) => row))
    settled(me, field, answer)
    me.refused = 0
    me.restHeard = null
  }
  if (taken(me, reply)) return take(reply)
  me.restHeard = (text) => void (lastKept(text) !== null && take(text))
  passedOver(me, field)
}

/** A row stands in the place of row `number`, with what it does not say of that. */
function replaces(me: Person, field: Field, number: number, row: Row): void {
  const rows = listOf(me.draft!.rows, field)
  const whole = columnsOf(field).every(({ key, kind }) => kind === 'place' || row[key] !== undefined)
  rows.splice(number - 1, 1, whole ? row : withHeir(rows[number - 1] ?? {}, row))
}

/** Another row while one lacks something: that one is kept without it, or has its turn again behind the new one. */
async function besides(me: Person, field: Field): Promise<void> {
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

/** Whether a row says again what the one at hand is called, and what it lacked. */
const saysWhat = (field: Field, open: Row, row: Row): boolean =>
  columnsOf(field).every(({ key, kind }) => (kind === 'text' ? row[key] === open[key] : open[key] === undefined))

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

/** What a row may lack it lacks, and who came besides is not counted. */
function leaves(field: Field, row: Row): void {
  for (const { key, required } of columnsOf(field)) {
    if (!required) row[key] ??= null
    if (isOpen(row[key])) row[key] = apart(row[key]!)
  }
}

/** A row where something else is asked; null where the table is not there or one of its rows lacks something. `taken` gets the answer that it joined. */
export function rowElsewhere(me: Person): { text: string; taken: (reply: string) => void } | null {
  const field = askedIn(me.draft!).find(({ feeds }) => feeds === 'activities')
  if (!field || field.kind !== 'table' || listOf(me.draft!.lacking, field).length > 0) return null
  const { text, row } = plainRow(me, field)
  return {
    text,
    taken: (reply) => {
      if (lastKept(reply) === null) return passedOver(me, field)
      listOf(me.draft!.lacking, field).push(row)
      settled(me, field, reply)
    },
  }
}

/** A word that passes over what a row lacks: it is kept without that, wherever she thought she was. */
export function leavesOut(me: Person, reply: string | null): void {
  const kept = lastKept(reply ?? '')
  const field = me.draft?.form.fields.find(({ key }) => (me.draft!.lacking.get(key)?.length ?? 0) > 0)
  if (kept === null || !field || isDropped(reply!)) return
  const [rows, lacking] = [listOf(me.draft!.rows, field), listOf(me.draft!.lacking, field)]
  // 「下一步」 passes over it in all rows that lack it, 「跳过」 in the one at hand.
  do {
    leaves(field, lacking[0]!)
    settleRows(me.draft!, field)
  } while (rows.length < kept && lacking.length > 0)
  settled(me, field, reply!)
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

/** The row with other cells: a count has the groups of the one before where they may be of it, and was made as that was, but for an estimate. */
export function withHeir(row: Row, cells: Row): Row {
  const counts = Object.entries(cells).filter(([, cell]) => isCount(cell))
  const heirs = counts.map(([key, cell]): [string, Json | null] => {
    const was = row[key] ?? null
    const count = withGroups(was, cell)
    const basis = isBare(count) ? basisOf(was) : null
    return [key, basis === null || basis === 'estimate' ? count : countedSo(count, basis)]
  })
  return { ...row, ...cells, ...Object.fromEntries(heirs) }
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
const at =
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
async function repeats(me: Person, field: Field): Promise<void> {
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
