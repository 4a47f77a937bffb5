import type { Check } from '../checks.js'
import type { Condition } from '../condition.js'
import { readCheck } from './constraint-checks.js'
import { readExpression, writeExpression } from './expression.js'
import { jsonIn } from './json-cell.js'
import { readConstraint } from './kinds.js'
import { mapTexts, sentence, type Speak, type Texts, textsIn } from './languages.js'
import { shortName } from './names.js'
import type { Tell } from './notes.js'
import type { Question } from './questions.js'
import { type Find, readCondition } from './relevant.js'
import type { Row, Table } from './sheet.js'

const LABEL = 30

const NOT_CHECKED = '没有检查 / not checked'
const ALWAYS = '不管怎么答都会问，可以跳过 / asked whatever is answered, and may be skipped'
const OPTIONAL = '可以跳过 / may be skipped'
const OWN_WORDS = '用统一的说法 / told in words of our own'

export interface Context {
  survey: Table
  speak: Speak
  tell: Tell
  /** Questions that the conditions of one may name: those before it. */
  before(question: Question): Find
  /** Any question. */
  any: Find
}

/** A check with the row of the survey sheet it came from. */
export interface FoundCheck {
  row: number
  rule: Check['rule']
  of: Check['of']
  say: string | Texts | undefined
}

/** 「其他」, 「其它（请说明）」: there is one already. */
const OTHER = /^(?:其[他它](?:$|[^\p{L}\p{N}]|请)|others?(?:$|\P{L}))/iu

/** A question as a form file has it, with the checks in its constraint; what it cannot say is told of. `notes` stand before its hint. */
export function dataOf(
  question: Question,
  notes: Texts[],
  context: Context,
): { data: Record<string, unknown>; checks: FoundCheck[] } {
  const { entry, name, asked, kind, list } = question
  const { row } = entry
  const { survey, speak, tell } = context
  const at = (column: string, of: Row = row) => ({
    sheet: survey.name,
    row: of.row,
    column: survey.headers.get(column) ?? column,
  })
  const { label, ask } = labelsOf(question, context, at)
  const { cells } = row
  const rules = conditionsOf(question, context, at)
  const bounds = boundsOf(question, context, at)
  const choices = list.map((one) => ({ key: one.key, label: sentence(one.label) }))
  if (entry.type === 'question' && entry.orOther && /^choices?$/.test(kind)) {
    tell(at('type'), 'or_other', '加了「其他」，没有另外的填写框 / a choice more, without a box for words')
    if (!list.some(({ key, label }) => key === 'other' || Object.values(label).some((said) => OTHER.test(said))))
      choices.push({ key: 'other', label: { 'zh-CN': '其他', en: 'other' } })
  }
  const hints = [...notes, textsIn(row, 'hint', speak)]
  for (const column of ['label', 'hint'])
    if (Object.values(textsIn(row, column, speak)).some((text) => /\$\{[^{}]{1,100}\}/.test(text)))
      tell(at(column), '里面引用了别的回答 / refers to another answer', '照原样显示 / shown as it stands')
  const columns = question.columns.map((column) => dataOf(column, [], context).data)
  return {
    checks: bounds.checks,
    data: defined({
      key: asked.key,
      kind,
      label: sentence(label) ?? name,
      ask: sentence(ask),
      hint: sentence(joined(hints)),
      example: sentence(textsIn(row, 'jianbao::example', speak)),
      required: rules.required,
      required_when: rules.requiredWhen,
      when: rules.when,
      feeds: cells.get('jianbao::feeds'),
      ...question.options,
      ...optionsIn(row, tell, at('jianbao::options')),
      ...bounds.options,
      choices: choices.length > 0 ? choices : undefined,
      columns: entry.type === 'repeat' ? columns : undefined,
    }),
  }
}

type At = (column: string, of?: Row) => { sheet: string; row: number; column: string }

const defined = (all: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))

/** Several texts in each language, one under the other. */
export function joined(all: Texts[]): Texts {
  const whole: Texts = {}
  for (const texts of all)
    for (const [language, text] of Object.entries(texts))
      whole[language] = whole[language] === undefined ? text : `${whole[language]}\n${text}`
  return whole
}

/** The question and its short name: a label of another tool is the question itself. */
function labelsOf({ entry, name }: Question, { speak, tell }: Context, at: At): { label: Texts; ask: Texts } {
  const ask = textsIn(entry.row, 'label', speak)
  const own = textsIn(entry.row, 'jianbao::label', speak)
  if (Object.keys(own).length > 0) return { label: own, ask: JSON.stringify(own) === JSON.stringify(ask) ? {} : ask }
  if (Object.keys(ask).length === 0) {
    tell(at('label'), name, '没有 label，用 name 问 / asked by its name')
    return { label: { 'zh-CN': shortName(name, LABEL) }, ask }
  }
  const label = mapTexts(ask, (text) => shortName(text, LABEL))
  if (Object.values(label).some((text) => text.endsWith('…')))
    tell(at('label'), '太长，不能作简称 / too long for a short name', '只取开头，可以在 jianbao::label 里另写 / cut')
  return { label, ask }
}

/** When it is asked and when it is required; what cannot be said makes it a question that may be skipped. */
function conditionsOf(
  question: Question,
  { before, tell }: Context,
  at: At,
): { required: boolean | undefined; requiredWhen: Condition | undefined; when: Condition | undefined } {
  const { row, within } = question.entry
  const inTable = question.asked.table !== null
  const find: Find = inTable ? () => null : before(question)
  let lost = false
  const conditions = [...within.map((group) => group.row), row].flatMap((one) => {
    const text = one.cells.get('relevant')
    if (text === undefined || /^true\(\)$/.test(text)) return []
    const condition = readCondition(text, find)
    if (!condition) {
      lost = true
      tell(at('relevant', one), text, ALWAYS)
    }
    return condition ?? []
  })
  const [first, ...more] = conditions
  const when = first && more.length > 0 ? { all: conditions } : first
  const typed = row.cells.get('required') ?? ''
  if (/^(?:|no|false|0|false\(\))$/i.test(typed)) return { required: false, requiredWhen: undefined, when }
  if (/^(?:yes|true|1|true\(\))$/i.test(typed)) return { required: !lost, requiredWhen: undefined, when }
  const requiredWhen = readCondition(typed, find) ?? undefined
  if (!requiredWhen) tell(at('required'), typed, OPTIONAL)
  return requiredWhen && !lost
    ? { required: undefined, requiredWhen, when }
    : { required: false, requiredWhen: undefined, when }
}

function boundsOf(
  { entry: { row }, kind, asked, options: usual }: Question,
  { speak, tell, any }: Context,
  at: At,
): { options: Record<string, unknown>; checks: FoundCheck[] } {
  const text = row.cells.get('constraint')
  const expression = text === undefined ? null : readExpression(text)
  if (text !== undefined && !expression) tell(at('constraint'), text, NOT_CHECKED)
  const { options, rest } = readConstraint(kind, usual['whole'] === true || kind === 'headcount', expression)
  const say = textsIn(row, 'constraint_message', speak)
  const checks = rest.flatMap((clause) => {
    const found = readCheck(clause, asked, any)
    if (!found) tell(at('constraint'), writeExpression(clause), NOT_CHECKED)
    return found ? [{ row: row.row, ...found, say: sentence(say) }] : []
  })
  const [message] = Object.values(say)
  if (message !== undefined && checks.length === 0) tell(at('constraint_message'), message, OWN_WORDS)
  return { options, checks }
}

/** Options that only our forms have, in a cell of their own. */
function optionsIn(row: Row, tell: Tell, place: ReturnType<At>): Record<string, unknown> {
  const text = row.cells.get('jianbao::options')
  if (text === undefined) return {}
  const options = jsonIn(text)
  if (options !== null && typeof options === 'object' && !Array.isArray(options)) return { ...options }
  tell(place, `「${text}」读不懂，写成 {"most": 9} 这样 / not understood`, null)
  return {}
}
