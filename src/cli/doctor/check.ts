/** One thing that was looked at: a line for the operator, and below it what to do. `code` is for programs and for those who help. */
export interface Check {
  /** What was looked at, `数据库` or `企业微信 brief 回调`. */
  about: string
  state: 'ok' | 'warning' | 'broken'
  said: string
  todo: string[]
  code: string | null
}

type Rest = { code?: string | null; todo?: string[] }

const make =
  (state: Check['state']) =>
  (about: string, said: string, { code = null, todo = [] }: Rest = {}): Check => ({ about, state, said, todo, code })

export const fine = make('ok')
export const doubtful = make('warning')
export const wrong = make('broken')

const MARKS = { ok: '✓', warning: '!', broken: '✗' }

/** `✗ 回调：…` with what to do indented below. */
export const printed = ({ about, state, said, todo }: Check): string =>
  [`${MARKS[state]} ${about}：${said}`, ...todo.map((line) => `    → ${line}`)].map((line) => `${line}\n`).join('')
