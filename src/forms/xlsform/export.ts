import { type Check, type Operand, operandOf } from '../checks.js'
import { LANGUAGES } from '../form-file.js'
import { type Field, type Form, formIn } from '../form.js'
import { kindOf } from '../kinds.js'
import type { Choice } from '../pick.js'
import type { Column } from '../rows.js'
import { writeCheck } from './constraint-checks.js'
import { writeKind } from './kinds.js'
import { LANGUAGE_NAMES, sentence, type Texts } from './languages.js'
import { writeCondition } from './relevant.js'
import type { Sheet } from './sheet.js'

type Cells = Record<string, string | undefined>

/**
 * A form as the three sheets of an XLSForm. What XLSForm has no word for stands in columns `jianbao::…`, which other tools pass over; read
 * again, it gives the same form. Named questions are unique in a whole form there, so a column may get the name of its table before its own.
 */
export function exportXlsForm(form: Form): Sheet[] {
  const languages = LANGUAGES.filter((language, i) => i === 0 || !isSame(form, formIn(form, language)))
  const local = languages.map((language) => formIn(form, language))
  const inEach = (of: (one: Form) => string | undefined): Texts => {
    const said: Texts = {}
    for (const [i, language] of languages.entries()) {
      const text = of(local[i] ?? form)
      if (text !== undefined) said[language] = text
    }
    return said
  }
  const texts = (column: string, of: (one: Form) => string | undefined): Cells =>
    Object.fromEntries(
      Object.entries(inEach(of)).map(([language, text]) => [`${column}::${LANGUAGE_NAMES[language]}`, text]),
    )
  const names = columnNames(form)
  const nameOf = ({ field, column }: Operand) => (column ? (names.get(column.field) ?? '') : field.key)
  const { checks, unsaid } = checksOf(form, nameOf)
  const refer = {
    several: (key: string) => form.fields.some((one) => one.key === key && one.kind === 'choices'),
    isTable: (key: string) => form.fields.some((one) => one.key === key && columnsOf(one).length > 0),
  }

  const survey: Cells[] = []
  const choices: Cells[] = []
  const question = (field: Field, name: string, at: (one: Form) => Field | undefined, said: Checks | undefined) => {
    const { type, constraint, rest: own } = writeKind(field.kind, { ...field.options })
    const rest = { ...own, ...(field.again && { again: true }), ...(field.prefill && { prefill: true }) }
    const all = choicesOf(field)
    survey.push({
      type: all.length > 0 ? `${type} ${name}` : type,
      name,
      ...texts('label', (one) => at(one)?.ask ?? at(one)?.label),
      ...texts('hint', (one) => at(one)?.hint),
      required: field.required ? 'yes' : field.requiredWhen && writeCondition(field.requiredWhen, refer),
      relevant: field.when && writeCondition(field.when, refer),
      constraint: [...constraint, ...(said?.clauses ?? [])].join(' and '),
      ...texts('constraint_message', (one) => said?.messages(one)),
      'jianbao::kind': field.kind,
      ...(name === field.key ? {} : { 'jianbao::key': field.key }),
      ...texts('jianbao::label', (one) => at(one)?.label),
      ...texts('jianbao::example', (one) => at(one)?.example),
      'jianbao::feeds': field.feeds,
      'jianbao::options': Object.keys(rest).length > 0 ? JSON.stringify(rest) : undefined,
    })
    for (const [i, { key }] of all.entries()) {
      const label = (one: Form) => choicesOf(at(one))[i]?.label
      choices.push({ list_name: name, name: key, ...texts('label', label) })
    }
  }
  if (form.intro !== undefined)
    survey.push({ type: 'note', name: free('intro', form), ...texts('label', (one) => one.intro) })
  for (const [i, field] of form.fields.entries()) {
    question(field, field.key, (one) => one.fields[i], checks.get(field.key))
    const columns = columnsOf(field)
    for (const [j, { field: column }] of columns.entries())
      question(column, names.get(column) ?? column.key, (one) => columnsOf(one.fields[i])[j]?.field, undefined)
    if (columns.length > 0) survey.push({ type: 'end_repeat' })
  }
  const settings: Cells = {
    form_title: form.title,
    form_id: form.id,
    version: String(form.version),
    default_language: LANGUAGE_NAMES[languages[0] ?? ''],
    'jianbao::menu': String(form.menu),
    'jianbao::aliases': form.aliases.join('、'),
    ...texts('jianbao::title', (one) => (one === form ? undefined : one.title)),
    'jianbao::idle': form.idle?.join(' '),
    'jianbao::idle_optional': form.idleOptional?.join(' '),
    'jianbao::checks':
      unsaid.length > 0
        ? JSON.stringify(
            unsaid.map(({ check, i }) => ({
              [check.rule]: check.of,
              say: sentence(inEach((one) => one.checks?.[i]?.say)),
            })),
          )
        : undefined,
  }
  return [
    sheetOf('survey', SURVEY, survey),
    sheetOf('choices', ['list_name', 'name', 'label'], choices),
    sheetOf('settings', [], [settings]),
  ]
}

const SURVEY = 'type name label hint required relevant constraint constraint_message jianbao'.split(' ')

function choicesOf(field: Field | undefined): Choice[] {
  const { choices = [] } = (field?.options ?? {}) as { choices?: Choice[] }
  return choices
}

const columnsOf = (field: Field | undefined): Column[] => (field && kindOf(field).columns?.(field)) ?? []

/** Whether two languages of a form say the same. */
const isSame = (one: Form, other: Form): boolean =>
  JSON.stringify({ ...one, languages: undefined }) === JSON.stringify({ ...other, languages: undefined })

/** A name that no question has. */
function free(wanted: string, form: Form): string {
  let name = wanted
  while (form.fields.some(({ key }) => key === name)) name += '_'
  return name
}

function columnNames(form: Form): Map<Field, string> {
  const all = form.fields.flatMap((field) =>
    columnsOf(field).map(({ field: column }) => ({ table: field.key, column })),
  )
  const taken = [...form.fields.map(({ key }) => key), ...all.map(({ column }) => column.key)]
  const names = new Map<Field, string>()
  for (const { table, column } of all) {
    let name = column.key
    if (taken.filter((key) => key === name).length > 1) {
      name = `${table}_${name}`
      while (taken.includes(name)) name += '_'
      taken.push(name)
    }
    names.set(column, name)
  }
  return names
}

interface Checks {
  clauses: string[]
  messages(form: Form): string | undefined
}

/** The checks by the question they stand at, and those that no constraint can say. */
function checksOf(
  form: Form,
  nameOf: (operand: Operand) => string,
): { checks: Map<string, Checks>; unsaid: { check: Check; i: number }[] } {
  const isLater = (one: Operand, other: Operand) => form.fields.indexOf(one.field) > form.fields.indexOf(other.field)
  const at = new Map<string, { clause: string; i: number }[]>()
  const unsaid: { check: Check; i: number }[] = []
  for (const [i, check] of (form.checks ?? []).entries()) {
    const [a, b] = check.of.map((name) => operandOf(form.fields, name))
    const said = a && b && writeCheck(check, [a, b], isLater, nameOf)
    if (said) at.set(said.key, [...(at.get(said.key) ?? []), { clause: said.clause, i }])
    else unsaid.push({ check, i })
  }
  const checks = [...at].map(([key, all]): [string, Checks] => [
    key,
    {
      clauses: all.map(({ clause }) => clause),
      messages: (one) => all.flatMap(({ i }) => one.checks?.[i]?.say ?? []).join('；') || undefined,
    },
  ])
  return { checks: new Map(checks), unsaid }
}

/** Columns in the order of `first`, by their names before `::`, then as rows first have them. */
function sheetOf(name: string, first: string[], rows: Cells[]): Sheet {
  const filled = rows.map((row) => new Map(Object.entries(row).filter(([, text]) => text !== undefined && text !== '')))
  const used = [...new Set(filled.flatMap((row) => [...row.keys()]))]
  const columns = [
    ...first.flatMap((head) => used.filter((column) => column.split('::')[0] === head)),
    ...used.filter((column) => !first.includes(column.split('::')[0] ?? '')),
  ]
  const head = columns.length > 0 ? columns : first
  return { name, rows: [head, ...filled.map((row) => head.map((column) => row.get(column) ?? ''))] }
}
