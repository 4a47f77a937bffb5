import type { Words } from '../../kernel/words.js'
import { decodeFormData } from '../form-file.js'
import type { Form } from '../form.js'
import { listsOf } from './choices.js'
import { sentence, type Speak, speaking, textsIn } from './languages.js'
import { gather, type Note, type Place, type Tell } from './notes.js'
import { dataOf, type FoundCheck, joined } from './question-data.js'
import { type Question, questionsOf } from './questions.js'
import type { Find } from './relevant.js'
import { type KnownForm, settingsOf } from './settings.js'
import { type Sheet, type Table, tableOf } from './sheet.js'
import { entriesOf } from './survey.js'
import { leftOut } from './unsupported.js'

export interface Imported {
  /** As a form file has it; null when something is refused. */
  form: { data: object; form: Form } | null
  notes: Note[]
}

/** What stands beside the workbook. */
export interface Given {
  /** Without its ending: the form is called so where the workbook does not say. */
  fileName: string
  /** The forms there are: their places in the menu and versions are taken. */
  known: KnownForm[]
  wordsOf?: (language: string) => Words
}

/** A form from the sheets of an XLSForm, and of everything that it cannot be, what became of it. Nothing is dropped without a note. */
export function importXlsForm(sheets: Sheet[], given: Given): Imported {
  const { notes, tell } = gather()
  const find = (name: string): Table | null => {
    const sheet = sheets.find((one) => one.name.trim().toLowerCase() === name)
    return sheet ? tableOf(sheet) : null
  }
  const [survey, choices, settings] = [find('survey'), find('choices'), find('settings')]
  for (const { name } of sheets) {
    if (!['survey', 'choices', 'settings'].includes(name.trim().toLowerCase()))
      tell({ sheet: name }, '另外的工作表 / another sheet', '没有导入 / left out')
  }
  if (!survey) {
    tell({ sheet: 'survey' }, '没有 survey 这张工作表，这不是 XLSForm / no survey sheet: this is no XLSForm', null)
    return { form: null, notes }
  }
  for (const { name, twice } of [survey, choices, settings].filter((table) => table !== null))
    for (const header of twice)
      tell({ sheet: name, row: 1, column: header }, '这一列有两个 / this column stands twice', null)
  for (const column of ['type', 'name'])
    if (!survey.headers.has(column))
      tell({ sheet: survey.name, row: 1, column }, '没有这一列 / there is no such column', null)

  const speak = speaking(survey.headers.keys(), settings?.rows[0]?.cells.get('default_language'))
  const lists = listsOf(choices, speak, tell)
  const entries = entriesOf(survey, tell)
  const questions = questionsOf(entries, survey, lists, tell)
  const { intro, hints } = notesOf(entries, survey, speak, tell)
  const all = questions.flatMap((one) => [one, ...one.columns])
  const named = (name: string, among: Question[]) => {
    const [found, ...more] = among.filter((one) => one.name === name)
    return found && more.length === 0 ? found.asked : null
  }
  const before =
    (question: Question): Find =>
    (name) =>
      named(name, questions.slice(0, questions.indexOf(question)))
  const context = { survey, speak, tell, before, any: (name: string) => named(name, all) }
  const read = questions.map((one) => dataOf(one, hints.get(one.entry) ?? [], context))
  const checks = read.flatMap((one) => one.checks)
  leftOut(survey, 'survey', all, speak, tell)
  if (choices) leftOut(choices, 'choices', [], speak, tell)
  if (settings) leftOut(settings, 'settings', [], speak, tell)

  const said = settingsOf(settings, given, speak, tell)
  const data = {
    ...said.data,
    ...(intro === undefined ? {} : { intro }),
    fields: read.map((one) => one.data),
    ...(checks.length + said.checks.length > 0
      ? { checks: [...checks.map(({ rule, of, say }) => ({ [rule]: of, ...(say ? { say } : {}) })), ...said.checks] }
      : {}),
  }
  // What is refused already is not told of again in other words.
  const refused = notes
    .filter(({ sheet, became }) => sheet === survey.name && became === null)
    .flatMap(({ rows }) => rows)
  const whole = notes.every(({ became }) => became !== null)
  const locate = locator(survey, choices, settings, questions, checks)
  const decoded = decodeFormData(
    JSON.parse(JSON.stringify(data)),
    // The place in a form file says nothing here.
    (path, message) => ({ place: locate(path), message: message.replace(/^(?:fields|checks|idle)[\w.]*: /, '') }),
    given.wordsOf,
  )
  if (!decoded.ok) {
    for (const { place, message } of decoded.faults)
      if (place.row === undefined || place.sheet !== survey.name || !refused.includes(place.row))
        tell(place, message, null)
    return { form: null, notes }
  }
  for (const { place } of decoded.warnings)
    tell(
      { ...place, column: 'jianbao::feeds' },
      '没有说明用在报告的哪里 / nobody said what it is for',
      '照样会问 / asked all the same',
    )
  for (const { place, message } of decoded.odd) tell(place, message, '照样导入 / imported all the same')
  return { form: whole ? { data, form: decoded.form } : null, notes }
}

/** Notes before all questions are what is said first; others stand before the hint of the question after them. */
function notesOf(entries: ReturnType<typeof entriesOf>, { name: sheet, headers }: Table, speak: Speak, tell: Tell) {
  const hints = new Map<object, ReturnType<typeof textsIn>[]>()
  const first: ReturnType<typeof textsIn>[] = []
  let begun = false
  for (const [i, entry] of entries.entries()) {
    if (entry.type === 'repeat')
      for (const { row } of entry.entries.filter(({ type }) => type === 'note'))
        tell({ sheet, row: row.row, column: headers.get('type') }, 'note', '没有导入 / left out')
    begun ||= entry.type !== 'note'
    if (entry.type !== 'note') continue
    const conditional = [entry, ...entry.within].some(({ row }) => row.cells.has('relevant'))
    const next = entries.slice(i + 1).find(({ type }) => type !== 'note')
    const texts = textsIn(entry.row, 'label', speak)
    const long = Object.values(texts).some((text) => text.length > 300)
    if (!begun && !conditional && !long && next) first.push(texts)
    else if (!conditional && next) hints.set(next, [...(hints.get(next) ?? []), texts])
    else tell({ sheet, row: entry.row.row, column: headers.get('type') }, 'note', '没有导入 / left out')
  }
  return { intro: sentence(joined(first)), hints }
}

/** Where in the workbook a part of the form comes from. */
function locator(
  survey: Table,
  choices: Table | null,
  settings: Table | null,
  questions: Question[],
  checks: FoundCheck[],
): (path: readonly PropertyKey[]) => Place {
  const at = (table: Table, row: number | undefined, column: string): Place => ({
    sheet: table.name,
    ...(row === undefined ? {} : { row }),
    column: table.headers.get(column) ?? column,
  })
  const inQuestion = (question: Question | undefined, [part = 'label', i, ...rest]: readonly PropertyKey[]): Place => {
    if (part === 'columns' && typeof i === 'number') return inQuestion(question?.columns[i], rest)
    const listed = part === 'choices' && typeof i === 'number' ? question?.list[i] : undefined
    if (listed && choices) return at(choices, listed.row, rest[0] === 'key' ? 'name' : 'label')
    return at(survey, question?.entry.row.row, COLUMN_OF[String(part)] ?? 'jianbao::options')
  }
  return ([part, i, ...rest]) => {
    if (part === 'fields') return typeof i === 'number' ? inQuestion(questions[i], rest) : { sheet: survey.name }
    const check = part === 'checks' && typeof i === 'number' ? checks[i] : undefined
    if (check) return at(survey, check.row, 'constraint')
    const column =
      { id: 'form_id', title: 'form_title', version: 'version' }[String(part)] ?? `jianbao::${String(part)}`
    return settings ? at(settings, 2, column) : { sheet: 'settings', column }
  }
}

const COLUMN_OF: Record<string, string> = {
  key: 'name',
  kind: 'type',
  label: 'label',
  ask: 'label',
  hint: 'hint',
  example: 'jianbao::example',
  when: 'relevant',
  required_when: 'required',
  required: 'required',
  choices: 'type',
  columns: 'type',
  feeds: 'jianbao::feeds',
}
