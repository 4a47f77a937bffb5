import type { Form } from '../forms/form.js'

const BETWEEN = /[\s\p{P}\p{S}和跟与及]+|\band\b/giu

/** What questions are called, and the columns of tables, which stand for their question; the longest first. */
export const namesOf = ({ fields }: Pick<Form, 'fields'>): { label: string; key: string; column: boolean }[] =>
  fields
    .flatMap(({ key, label, options }) => {
      const { columns = [] } = options as { columns?: { label: string }[] }
      return [{ label, key, column: false }, ...columns.map((one) => ({ label: one.label, key, column: true }))]
    })
    .toSorted((a, b) => b.label.length - a.label.length)

/** Whether a comment says anything beside what questions are called: 「人数」 or 「人数？」 tells nobody what to change. */
export function saysWhat(form: Pick<Form, 'fields'>, comment: string): boolean {
  const said = namesOf(form).reduce(
    (rest, { label }) => rest.replaceAll(label.toLowerCase(), ' '),
    comment.toLowerCase(),
  )
  return said.replace(BETWEEN, '') !== ''
}
