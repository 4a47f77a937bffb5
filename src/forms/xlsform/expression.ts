/** The part of XPath that forms of other tools mostly use, as a tree. */
export type Expression =
  | { type: 'and' | 'or'; parts: Expression[] }
  | { type: 'compare'; sign: Sign; left: Expression; right: Expression }
  | { type: 'call'; name: string; inputs: Expression[] }
  | { type: 'text'; text: string }
  | { type: 'number'; number: number }
  /** `${name}`. */
  | { type: 'answer'; name: string }
  /** `.`: the answer that is being looked at. */
  | { type: 'self' }

export type Sign = '=' | '!=' | '<' | '<=' | '>' | '>='

const TOKEN =
  /\s*(?:(\$\{\s*[^{}\s]+\s*\})|('[^']*'|"[^"]*")|(-?\d+(?:\.\d+)?)|(!=|<=|>=|[=<>(),])|([A-Za-z][\w-]*)|(\.(?![\w/.])))/y

/** Longer or deeper is nothing that a person wrote. */
const LONGEST = 2000
const DEEPEST = 40

/** An expression, or null when it is not of this part of the language (arithmetic, paths, other signs). */
export function readExpression(text: string): Expression | null {
  const tokens = text.length > LONGEST ? null : tokensOf(text)
  if (!tokens) return null
  let at = 0
  const peek = () => tokens[at]
  const take = (wanted: string) => peek() === wanted && at++ >= 0

  function joined(type: 'or' | 'and', next: (depth: number) => Expression | null, depth: number): Expression | null {
    const parts: Expression[] = []
    do {
      const part = next(depth)
      if (!part) return null
      parts.push(part)
    } while (take(type))
    const [only] = parts
    return only && parts.length === 1 ? only : { type, parts }
  }
  const either = (depth: number): Expression | null => (depth > DEEPEST ? null : joined('or', both, depth))
  const both = (depth: number): Expression | null => joined('and', compared, depth)

  function compared(depth: number): Expression | null {
    const left = single(depth)
    const sign = peek()
    if (!left || !sign || !/^(?:!=|[<>]=?|=)$/.test(sign)) return left
    at++
    const right = single(depth)
    return right && { type: 'compare', sign: sign as Sign, left, right }
  }

  function single(depth: number): Expression | null {
    const token = tokens?.[at++]
    if (token === undefined) return null
    if (token === '(') {
      const inner = either(depth + 1)
      return take(')') ? inner : null
    }
    if (token === '.') return { type: 'self' }
    if (token.startsWith('$')) return { type: 'answer', name: token.slice(2, -1).trim() }
    if (/^['"]/.test(token)) return { type: 'text', text: token.slice(1, -1) }
    if (/^-?\d/.test(token)) return { type: 'number', number: Number(token) }
    if (!/^[A-Za-z]/.test(token) || !take('(')) return null
    const inputs: Expression[] = []
    while (!take(')')) {
      if (inputs.length > 0 && !take(',')) return null
      const input = either(depth + 1)
      if (!input) return null
      inputs.push(input)
    }
    return { type: 'call', name: token, inputs }
  }

  const whole = either(0)
  return at === tokens.length ? whole : null
}

function tokensOf(text: string): string[] | null {
  const tokens: string[] = []
  TOKEN.lastIndex = 0
  const end = text.trimEnd().length
  while (TOKEN.lastIndex < end) {
    const found = TOKEN.exec(text)
    if (!found) return null
    tokens.push(found[0].trim())
  }
  return tokens
}

/** The parts that must all hold. */
export const clausesOf = (expression: Expression): Expression[] =>
  expression.type === 'and' ? expression.parts.flatMap(clausesOf) : [expression]

const FLIPPED: Record<Sign, Sign> = { '=': '=', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' }

/** A comparison with what is asked about on its left, whichever way it was written. */
export function turned(expression: Expression): Expression {
  if (expression.type !== 'compare') return expression
  const { sign, left, right } = expression
  const constant = (side: Expression) =>
    side.type === 'text' || side.type === 'number' || (side.type === 'call' && ['today', 'date'].includes(side.name))
  const turn = constant(left) || (right.type === 'self' && left.type !== 'self')
  return turn ? { type: 'compare', sign: FLIPPED[sign], left: right, right: left } : expression
}

/** The expression as it is written. */
export function writeExpression(expression: Expression): string {
  switch (expression.type) {
    case 'and':
    case 'or':
      return expression.parts
        .map((part) => (part.type === 'or' ? `(${writeExpression(part)})` : writeExpression(part)))
        .join(` ${expression.type} `)
    case 'compare':
      return `${writeExpression(expression.left)} ${expression.sign} ${writeExpression(expression.right)}`
    case 'call':
      return `${expression.name}(${expression.inputs.map(writeExpression).join(', ')})`
    case 'text':
      return expression.text.includes("'") ? `"${expression.text}"` : `'${expression.text}'`
    case 'number':
      return String(expression.number)
    case 'answer':
      return `\${${expression.name}}`
    case 'self':
      return '.'
  }
}
