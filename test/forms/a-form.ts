import { decodeForm } from '../../src/forms/form-file.js'
import type { Form } from '../../src/forms/form.js'

/** A form with these questions, and what else of the form there is, as a file has them. */
export function aForm(fields: string, more = ''): Form {
  const decoded = decodeForm('a.yaml', formText(fields, more))
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.faults, null, 2))
  return decoded.form
}

export const formText = (fields: string, more = ''): string =>
  `id: a-form\nversion: 1\nmenu: 1\ntitle: 表\nfields:\n${indented(fields)}\n${more.trim()}\n`

const indented = (text: string): string =>
  text
    .trim()
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n')

/** The faults of a form with these questions, each as 「line message」. */
export function faultsOf(fields: string, more = ''): string[] {
  const decoded = decodeForm('a.yaml', formText(fields, more))
  return decoded.ok ? [] : decoded.faults.map(({ line, message }) => `${line} ${message}`)
}
