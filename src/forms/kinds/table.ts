import { noneFirst } from '../open-rows-said.js'
import { besides } from '../../kernel/besides.js'
import { countMended } from '../../kernel/count-mended.js'
import { z } from 'zod'
import type { Json } from '../../kernel/json.js'
import { wantsList } from '../captions.js'
import type { AnyKind, Asking, FieldKind, Reading } from '../field-kind.js'
import { fieldOf } from '../field-schema.js'
import type { Field } from '../form.js'
import { asksUs } from '../no-value.js'
import { isDone, isNothing, misread, prompt, quote, textOf } from '../prompt.js'
import { remembering } from '../row-memo.js'
import { rowDifferences } from '../row-differences.js'
import { answerByRow } from '../row-answers.js'
import { answerClosing, closingOf, leaveQueries, queryOf } from '../row-queries.js'
import { type Column, type Row, showRow, showRows, tallies, valuesOf } from '../rows.js'
import { merged } from '../rows-merged.js'
import { withAbove } from '../rows-read.js'
import { areRows } from '../rows-reading.js'
import {
  askedColumn,
  decodeDraft,
  EMPTY,
  encodeDraft,
  going,
  goOnWith,
  keptRows,
  listing,
  nextStep,
  oddRows,
  type TableDraft,
} from '../table-draft.js'
import { afterwards, rowsCalled, rowsNamed } from '../table-afterwards.js'
import { changed, deleted, edit, goneWhileEdited, readEdit, readMore, unedited, unnumbered } from '../table-moves.js'
import { dropped, leftOpen, readPending } from '../table-pending.js'
import { changedAlike } from '../table-several.js'
import { swapped } from '../table-swapped.js'
import { type ForAll, saidForAll, tappedForAll } from '../table-for-all.js'
import { toldRows } from '../table-told.js'
import { ofOtherRow, remarked, rowMeant, saidAgain, sentAgain } from '../table-row-meant.js'
import { editOf, isChain, isSoMany, isUnknown } from '../table-words.js'

interface TableOptions {
  columns: Field[]
  least: number
  most: number
}

type TableField = Field<TableOptions>

/** Rows shown before one more is asked for; 「看」 shows all. */
const SHOWN = 3
/** A repeating table: a row is typed in one message, what it lacks is asked, rows can be changed and taken out by number. */
export function tableKind(kinds: Record<string, AnyKind>): FieldKind<TableOptions, Row[]> {
  // Columns belong to a form, and forms live as long as the program: found once each.
  const known = new WeakMap<Field[], Column[]>()
  const columnsOf = ({ options: { columns } }: TableField): Column[] => {
    let made = known.get(columns)
    if (!made) known.set(columns, (made = columns.map((field) => ({ field, kind: kinds[field.kind] as AnyKind }))))
    return made
  }
  const draftOf = (partial: Json | null, old: Row[] | null): TableDraft =>
    partial === null ? { ...EMPTY, rows: old ?? [] } : decodeDraft(partial)

  const table: FieldKind<TableOptions, Row[]> = {
    name: 'table',
    options: z.strictObject({
      columns: z
        .array(fieldOf(kinds))
        .min(1)
        .max(8)
        .refine((all) => new Set(all.map(({ key }) => key)).size === all.length, '两列的 key 一样 / a key twice'),
      least: z.int().min(0).default(0),
      most: z.int().min(1).max(200).default(60),
    }),
    ask(field, partial, old, asking) {
      const draft = draftOf(partial, old)
      if (draft.pending.length > 0 || draft.editing || draft.closing) return nextStep(columnsOf(field), draft, asking)
      if (draft.rows.length === 0) return prompt(field, asking.words, { old: null })
      const columns = columnsOf(field)
      const shown = listing(columns, draft.rows, asking.words, asking.returned === undefined ? SHOWN : Infinity)
      // Who comes back to rows that were done with comes to change one.
      const changes = partial === null && !closingOf(columns, draft.rows)
      if (asking.returned === undefined && !changes) return `${shown}\n${goOnWith(columns, draft.rows, asking.words)}`
      const named = asking.returned === undefined ? [] : rowsNamed(columns, draft.rows, asking.returned, asking)
      return `${shown}\n${asking.words.say('table.returned_how', { number: named[0] ?? draft.rows.length })}`
    },
    askOtherwise(field, partial, asking) {
      const columns = columnsOf(field)
      const draft = draftOf(partial, null)
      const open =
        draft.pending.length > 0
          ? askedColumn(columns, draft)
          : columns.find((one) => one.field.key === draft.editing?.column)
      if (open && !open.kind.free) {
        const cells = draft.pending[0]?.cells ?? draft.rows[draft.editing?.row ?? 0]?.cells
        const asked = queryOf(open, cells?.[open.field.key])
        const way =
          asked?.query.ask(open.field, asked.value, asking) ?? open.kind.askOtherwise(open.field, null, asking)
        return draft.pending.length > 0 ? `${way}\n${asking.words.say('table.may_drop')}` : way
      }
      if (draft.closing || open) return nextStep(columns, draft, asking)
      const first = columns.find(({ kind }) => !kind.free) ?? columns[0]
      const { label = '', example } = first?.field ?? {}
      const own = first && !first.kind.free ? asking.words.say(`${first.kind.name}.example`, { unit: '人' }) : ''
      const shown = example ?? own
      return asking.words.say(shown ? 'table.otherwise' : 'table.otherwise_bare', { label, example: shown })
    },
    read(field, said, partial, old, given) {
      const typed = textOf(said)
      if (typed === null) return misread('text.wanted')
      const raw = countMended(typed)
      const columns = remembering(columnsOf(field))
      const draft = draftOf(partial, old)
      const asking = withAbove(columns, draft.rows.at(-1)?.cells, given)
      if (draft.rows.length + draft.pending.length === 0 && noneFirst(columns, raw)) return { type: 'nothing' }
      const listed = (rows: Row[]) =>
        going(columns, { ...draft, rows }, [listing(columns, rows, asking.words, Infinity)], asking)
      const gone = draft.editing ? goneWhileEdited(draft.editing.row, raw) : null
      if (gone) return deleted(columns, { ...draft, editing: null }, gone, asking)
      // 「改 1 地点 …」 begins anew, also of the row that is being changed.
      const alike = swapped(columns, draft, raw, asking) ?? changedAlike(columns, draft, raw, asking)
      if (alike) return alike
      const anew = draft.editing && editOf(columns, raw, true)
      if (anew && !(anew.loose && !draft.rows[anew.number - 1]))
        return edit(columns, { ...draft, editing: null }, anew.number, anew.rest, asking)
      if (draft.editing && wantsList(raw)) return listed(draft.rows)
      const ofAll = ({ rows, noted }: ForAll) => withNote(noted, finished(field, { ...draft, rows }, asking))
      const tapped = tappedForAll(columns, draft, raw, asking)
      if (tapped) return ofAll(tapped)
      const bareRow =
        draft.pending.length > 0 || draft.closing || draft.editing?.column
          ? null
          : rowMeant(columns, draft, raw, asking)
      if (bareRow !== null) return edit(columns, { ...draft, editing: null }, bareRow, '', asking)
      if (draft.editing) return readEdit(columns, draft, raw, asking)
      const closing = draft.closing && draft.pending.length === 0 ? closingOf(columns, draft.rows) : null
      const byRow = draft.pending.length === 0 ? answerByRow(columns, draft.rows, raw, asking) : null
      if (typeof byRow === 'string') return misread(byRow, { said: quote(raw) })
      if (byRow) return closing || byRow.all ? ofAll(byRow) : listed(byRow.rows)
      const rows = closing && answerClosing(closing, draft.rows, raw, asking)
      if (rows) return finished(field, { ...draft, rows }, asking)
      if (asksUs(raw)) return misread('table.asks', { said: quote(raw) })
      if (isChain(columns, raw, asking)) {
        const names = columns.map(({ field: { label } }) => label).join(' ')
        return misread('table.chain', { names, example: field.example ?? '' })
      }
      const change =
        changed(columns, draft, raw, asking) ?? (draft.pending.length > 0 ? null : merged(columns, draft, raw, asking))
      if (change) return change
      if (wantsList(raw)) return listed(draft.rows)
      const without = draft.pending.length > 0 && isDone(raw) ? leftOpen(columns, draft, asking) : null
      if (without && without.pending.length === 0) {
        const kept = keptRows(columns, without.rows, draft.rows.length, asking)
        return withNote(kept, finished(field, without, asking))
      }
      const other = draft.pending.length > 0 ? ofOtherRow(columns, draft, raw, asking) : null
      if (other) return edit(columns, draft, other.number, other.rest, asking)
      if (draft.pending.length > 0) return readPending(field.options.most, columns, without ?? draft, raw, asking)
      if (isUnknown(raw)) return misread('table.unknown')
      const count = draft.rows.length
      const none = isNothing(raw) || columns.some(({ kind }) => kind.none?.(raw))
      if (isDone(raw) || (none && count > 0) || isSoMany(raw, count)) return finished(field, draft, asking)
      if (none) return { type: 'nothing' }
      // Where it is asked how they were counted, only what is a whole row is one more.
      const unclear = closing && misread(closing.query.unclear, { said: quote(raw) })
      if (unclear && !areRows(columns, raw, asking)) return unclear
      const again =
        saidAgain(columns, draft, raw, asking) ??
        (old === null ? null : sentAgain(field.options.most, columns, draft, raw, asking))
      const remark = again || asking.returned === undefined ? null : remarked(columns, draft, raw, asking)
      const meant = again ?? remark ?? unnumbered(columns, draft.rows, raw, asking)
      if (meant) return meant
      // 「签到」 says of all rows how they were counted where that is not known, asked about before or not, and that they are all.
      const answered = saidForAll(columns, draft, raw, asking)
      if (answered) return ofAll(answered)
      const more = readMore(field.options.most, columns, draft, raw, asking)
      return unclear && more.type === 'misread' ? unclear : more
    },
    command(field, command, partial, old, asking) {
      const columns = columnsOf(field)
      const draft = draftOf(partial, old)
      const { type } = command
      if (draft.editing && (type === 'back' || type === 'keep')) return unedited(columns, draft, asking)
      if (draft.pending.length > 0 && type !== 'edit') {
        if (type === 'skip') return readPending(field.options.most, columns, draft, '-', asking)
        // Rows that were kept meanwhile are not to be thrown away with it.
        if (type === 'keep') return table.read(field, { type: 'text', text: '完' }, partial, old, asking)
        return type === 'back' ? dropped(columns, draft, asking) : null
      }
      // All that was there was taken out: it must not come back.
      const emptied = partial !== null && (old?.length ?? 0) > 0 && (type === 'skip' || type === 'keep')
      if (draft.rows.length === 0)
        return emptied || (type === 'submit' && partial !== null) ? finished(field, draft, asking) : null
      if (draft.closing && type === 'back') return going(columns, { ...draft, closing: false }, [], asking)
      // 「改 4」 within question 4, which has no fourth row: all of it again.
      if (type === 'edit' && command.number === asking.number && !command.others && !draft.rows[command.number - 1]) {
        const shown = listing(columns, draft.rows, asking.words, Infinity)
        return going(columns, { ...draft, closing: false, editing: null }, [shown], asking)
      }
      if (type === 'edit' && command.row && command.number) {
        // 「改 2 150」: no row 150.
        const [value, ...others] = command.others ?? []
        const none = command.listed && command.others?.find((other) => !draft.rows[other - 1])
        if (none) return misread('table.no_such', { number: none, count: draft.rows.length })
        const isValue = value !== undefined && others.length === 0 && !draft.rows[value - 1]
        return edit(columns, draft, command.number, isValue ? String(value) : '', asking, command.others)
      }
      // Nothing more to add: what is there stays.
      const enough = type === 'skip' || type === 'submit' || (type === 'keep' && partial !== null)
      if (!enough) return null
      // 跳过 of the way that is shown behind the rows, too.
      const closing = draft.closing || type === 'skip' ? closingOf(columns, draft.rows) : null
      const rows = (closing && answerClosing(closing, draft.rows, null, asking)) ?? draft.rows
      return finished(field, { ...draft, rows }, asking, type === 'submit')
    },
    part: (field, number, rest, partial, old, asking) =>
      edit(columnsOf(field), draftOf(partial, old), number, rest, asking),
    tell: (field, told, from, partial, old, asking) =>
      toldRows(field.options.most, columnsOf(field), draftOf(partial, old), told, from, asking),
    changes: (partial) => decodeDraft(partial).editing !== null,
    partsCalled: (field, name, partial, old, asking, column) =>
      rowsCalled(
        columnsOf(field).filter((one) => column === undefined || one.field.key === column),
        draftOf(partial, old).rows,
        name,
        asking,
      ),
    partsNamed: (field, text, partial, old, asking) =>
      rowsNamed(columnsOf(field), draftOf(partial, old).rows, text, asking),
    parts: (_field, partial, old) => draftOf(partial, old).rows.map((_, i) => i + 1),
    odd: (field, rows, asking) => oddRows(columnsOf(field), rows, asking),
    showParts: (field, numbers, partial, old, words) => {
      const { rows } = draftOf(partial, old)
      return numbers.map((number) => `${number}. ${showRow(columnsOf(field), rows[number - 1]?.cells ?? {}, words)}`)
    },
    afterwards: (field, text, { partial, value }, meant, asking) =>
      (meant.rows ? saidAgain(columnsOf(field), draftOf(partial, value), text, asking) : null) ??
      afterwards(field.options.most, columnsOf(field), draftOf(partial, value), text, meant, asking),
    check: ({ options: { least } }, rows) =>
      rows.length < least
        ? [{ code: 'table.too_few', values: { count: rows.length, missing: least - rows.length } }]
        : [],
    show(field, rows, words, parts) {
      const shown = showRows(columnsOf(field), rows.slice(0, parts), words)
      return [table.tally?.(field, [rows], words), ...shown.split('\n')].join('\n  ')
    },
    tally(field, values, words) {
      const rows = values.flat()
      const sums = tallies(columnsOf(field), rows, words)
      return words.say('table.count', { count: rows.length }) + (sums && words.say('table.sums', { sums }))
    },
    showPartial(field, partial, words, parts) {
      const { rows, pending } = decodeDraft(partial)
      const open =
        pending.length > 0 ? words.say('table.still_open', { count: pending.length }) : words.say('engine.unfinished')
      return rows.length === 0 ? open : `${table.show(field, rows, words, parts)}\n  ${open}`
    },
    differ: (field, before, after, words) => rowDifferences(columnsOf(field), before ?? [], after ?? [], words),
    cell: (field, rows) => {
      const columns = columnsOf(field)
      const line = ({ cells }: Row) =>
        columns.flatMap(({ field: column, kind }) => {
          const cell = cells[column.key]
          return cell === undefined || cell === null ? [] : [kind.cell(column, kind.decode(cell))]
        })
      return rows.map((row) => line(row).join(' ')).join('\n')
    },
    columns: columnsOf,
    cells: valuesOf,
    encode: (rows) => encodeDraft({ ...EMPTY, rows }),
    decode: (json) => decodeDraft(json).rows,
  }

  /** The rows as the answer, when nothing is to be asked about all of them; `off` where she sends the whole form off. */
  function finished(field: TableField, draft: TableDraft, asking: Asking, off = false): Reading<Row[]> {
    if (draft.rows.length === 0 && !field.required) return { type: 'nothing' }
    const columns = columnsOf(field)
    const rows = draft.rows.map((row) => leaveQueries(columns, row))
    const [problem] = rows.length === 0 ? [{ code: 'table.empty' }] : table.check(field, rows, asking)
    if (problem) return { type: 'misread', problem }
    const closing = off ? null : closingOf(columns, rows)
    if (closing) return going(columns, besides(draft, { rows, editing: null, closing: true }), [], asking)
    return { type: 'answered', value: rows, note: asking.words.say('table.done', { count: rows.length }) }
  }

  return table
}

/** A reading with a line of what was understood before it. */
function withNote(kept: string, reading: Reading<Row[]>): Reading<Row[]> {
  const said = (line: string | null | undefined) => [kept, line].filter(Boolean).join('\n')
  if (reading.type === 'answered') return { ...reading, note: said(reading.note) }
  return reading.type === 'continued' ? { ...reading, reply: said(reading.reply), note: said(reading.note) } : reading
}
