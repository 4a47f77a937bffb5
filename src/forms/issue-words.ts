import { z } from 'zod'

/** What stands in a file, as its writer calls it. */
const WANTED: Record<string, string> = {
  string: '文字 / a text',
  number: '数字 / a number',
  int: '整数 / a whole number',
  boolean: 'true / false',
  array: '一列（每项前面一个 -） / a list',
  object: '几项（名字: 内容） / names with values',
  record: '几项（名字: 内容） / names with values',
}

const UNITS: Record<string, string> = { array: ' 项', string: ' 个字', number: '', int: '' }

const chinese = z.locales.zhCN().localeError
const english = z.locales.en().localeError

const said = (message: string | { message: string } | null | undefined): string =>
  typeof message === 'string' ? message : (message?.message ?? '')

/** What zod finds wrong with a file, in both languages: for whoever wrote it. Sentences of a schema's own stay as they are. */
export const inBoth = {
  error: (issue: Parameters<typeof chinese>[0]): string => {
    if (issue.code === 'invalid_type')
      return issue.input === undefined
        ? `没有写，要有${WANTED[issue.expected] ?? issue.expected}, missing`
        : `要写${WANTED[issue.expected] ?? issue.expected}`
    if (issue.code === 'too_small' && issue.origin === 'string') return '不能空着 / empty'
    const unit = (issue.code === 'too_small' || issue.code === 'too_big') && UNITS[issue.origin]
    if (issue.code === 'too_small' && unit !== undefined)
      return `最少 ${issue.minimum}${unit} / at least ${issue.minimum}`
    if (issue.code === 'too_big' && unit !== undefined) return `最多 ${issue.maximum}${unit} / at most ${issue.maximum}`
    return `${said(chinese(issue))} / ${said(english(issue))}`
  },
}
