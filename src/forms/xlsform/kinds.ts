import { clausesOf, type Expression, type Sign, turned } from './expression.js'

/** A bound of a kind as a constraint says it: of the answer itself, the length of its text, or how many choices it has. */
interface Bound {
  option: string
  of: 'self' | 'string-length' | 'count-selected'
  sign: '>=' | '<='
}

interface Said {
  /** What other tools take it for; a list of choices or what is repeated stands beside it. */
  type: string
  bounds: Bound[]
  /** Without `. <= today()` days to come are allowed. */
  today?: true
  /** What is true of it elsewhere, where our kind would say otherwise. */
  foreign?: Record<string, unknown>
}

const bounds = (of: Bound['of']): Bound[] => [
  { option: 'least', of, sign: '>=' },
  { option: 'most', of, sign: '<=' },
]

/** Kinds that XLSForm has a word for; any other is a text there, with its name in a column of ours. */
const SAID: Record<string, Said> = {
  text: { type: 'text', bounds: bounds('string-length') },
  number: { type: 'decimal', bounds: bounds('self') },
  headcount: { type: 'integer', bounds: [{ option: 'most', of: 'self', sign: '<=' }] },
  money: { type: 'decimal', bounds: [] },
  date: { type: 'date', bounds: [], today: true },
  choice: { type: 'select_one', bounds: [] },
  choices: { type: 'select_multiple', bounds: [{ option: 'most', of: 'count-selected', sign: '<=' }] },
  photos: { type: 'image', bounds: [] },
  table: { type: 'begin_repeat', bounds: [] },
}
const ANY: Said = { type: 'text', bounds: [] }

/** Which kind a type of another tool becomes, with the options that make it the same. */
export const KIND_OF_TYPE: Record<string, { kind: string; options: Record<string, unknown> }> = {
  text: { kind: 'text', options: {} },
  integer: { kind: 'number', options: { whole: true } },
  decimal: { kind: 'number', options: {} },
  date: { kind: 'date', options: {} },
  select_one: { kind: 'choice', options: {} },
  select_multiple: { kind: 'choices', options: {} },
  image: { kind: 'photos', options: { most: 1 } },
  begin_repeat: { kind: 'table', options: {} },
}

/** A question of ours: its type, its constraint, and the options that neither says. */
export function writeKind(
  kind: string,
  options: Record<string, unknown>,
): { type: string; constraint: string[]; rest: Record<string, unknown> } {
  const said = SAID[kind] ?? ANY
  const rest = { ...options }
  delete rest['choices']
  delete rest['columns']
  const constraint: string[] = []
  for (const { option, of, sign } of said.bounds) {
    const value = rest[option]
    if (typeof value !== 'number') continue
    delete rest[option]
    // Fewer than no characters are never asked for.
    if (of === 'self' || value > 0) constraint.push(`${of === 'self' ? '.' : `${of}(.)`} ${sign} ${value}`)
  }
  if (said.today) {
    if (rest['future'] === false) constraint.push('. <= today()')
    delete rest['future']
  }
  const whole = kind === 'number' && rest['whole'] === true
  if (whole) delete rest['whole']
  return { type: whole ? 'integer' : said.type, constraint, rest }
}

/** The options that a constraint sets, and the parts of it that set none. */
export function readConstraint(
  kind: string,
  whole: boolean,
  constraint: Expression | null,
): { options: Record<string, unknown>; rest: Expression[] } {
  const said = SAID[kind] ?? ANY
  const options: Record<string, unknown> = said.today ? { future: true } : {}
  const rest: Expression[] = []
  for (const clause of constraint ? clausesOf(constraint).map(turned) : []) {
    const bound = boundOf(clause, whole)
    const known = bound && said.bounds.find(({ of, sign }) => of === bound.of && sign === bound.sign)
    if (known && options[known.option] === undefined) options[known.option] = bound.value
    else if (said.today && isUntilToday(clause)) options['future'] = false
    else rest.push(clause)
  }
  return { options, rest }
}

const isUntilToday = (clause: Expression): boolean =>
  clause.type === 'compare' &&
  clause.sign === '<=' &&
  clause.left.type === 'self' &&
  clause.right.type === 'call' &&
  clause.right.name === 'today'

/** `. > 0` of whole numbers is `. >= 1`. */
function boundOf(clause: Expression, whole: boolean): { of: Bound['of']; sign: Sign; value: number } | null {
  if (clause.type !== 'compare' || clause.right.type !== 'number') return null
  const { sign, left, right } = clause
  const [of, input] = left.type === 'call' ? [left.name, left.inputs[0]] : ['self', left]
  if (input?.type !== 'self' || (of !== 'self' && of !== 'string-length' && of !== 'count-selected')) return null
  if (sign === '>=' || sign === '<=') return { of, sign, value: right.number }
  if ((of === 'self' && !whole) || !Number.isInteger(right.number)) return null
  if (sign === '>') return { of, sign: '>=', value: right.number + 1 }
  return sign === '<' ? { of, sign: '<=', value: right.number - 1 } : null
}
