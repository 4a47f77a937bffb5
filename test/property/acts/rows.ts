import type { Field } from '../../../src/forms/form.js'
import type { Json } from '../../../src/kernel/json.js'
import { answerTo, apart, basisOf, countedSo, isBare, isCount, isOpen, withGroups } from '../answers.js'
import { askedIn, listOf, type Row, settleRows } from '../draft.js'
import { type Person, settingOf, wrong } from '../person.js'
import { isDropped } from '../settling.js'
import { heard, numberIn } from '../sentences.js'
import { columnsOf } from '../where.js'
import { passedOver } from './taken.js'

/** What a row is asked for where she does not say it. */
const COUNTED = ['headcount', 'money']

/** Of these alone it is known that they cost something. */
const NAMED = ['场地费', '资料印刷', '交通费', '讲师费', '茶歇', '保险']

export const ITEMS = ['场地费', '资料印刷', '交通费', '讲师费', '茶歇', '条幅', '保险']

/** A row as she types it. `whole`: with everything it may be asked for; `alone`: the one before it is there already. */
export function newRow(me: Person, field: Field, whole: boolean, alone = false): { text: string; row: Row } {
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
export function plainRow(me: Person, field: Field): { text: string; row: Row } {
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
export function lastKept(reply: string): number | null {
  const several = heard(reply, 'table.rows_kept')
  const one = heard(reply, 'table.row_kept')
  const last = [several && { at: several.at, to: several.gaps['to'] }, one && { at: one.at, to: one.gaps['number'] }]
    .filter((found) => found !== null)
    .toSorted((a, b) => b.at - a.at)[0]
  return last ? Number(last.to) : null
}

/** What was said joins the rows, and the answer must count as she does. */
export function settled(me: Person, field: Field, reply: string): void {
  const draft = me.draft!
  settleRows(draft, field)
  const [kept, rows] = [lastKept(reply), listOf(draft.rows, field)]
  // A table holds so many, and she is told that what comes behind them was not put down.
  const most = numberIn(reply, 'table.full', 'most')
  if (most !== null) rows.splice(most)
  if (kept !== null && kept !== rows.length)
    wrong(me, `row ${kept} is the last that was kept, and she said ${rows.length}`)
}

/** A row stands in the place of row `number`, with what it does not say of that. */
export function replaces(me: Person, field: Field, number: number, row: Row): void {
  const rows = listOf(me.draft!.rows, field)
  const whole = columnsOf(field).every(({ key, kind }) => kind === 'place' || row[key] !== undefined)
  rows.splice(number - 1, 1, whole ? row : withHeir(rows[number - 1] ?? {}, row))
}

/** Whether a row says again what the one at hand is called, and what it lacked. */
export const saysWhat = (field: Field, open: Row, row: Row): boolean =>
  columnsOf(field).every(({ key, kind }) => (kind === 'text' ? row[key] === open[key] : open[key] === undefined))

/** What a row may lack it lacks, and who came besides is not counted. */
export function leaves(field: Field, row: Row): void {
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
