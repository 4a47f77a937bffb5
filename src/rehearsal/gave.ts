import type { Database } from '../database/connect.js'
import { quote } from '../forms/prompt.js'
import type { Field, Form } from '../forms/form.js'
import type { Step } from './answers.js'

/** What somebody said for a report that stands in it as she said it: texts whole, of tables how many rows. */
export type Gave = Map<string, { text: string } | { rows: number }>

/** Shorter words are tried where an answer was not enough, or are no answer on purpose. */
const WHOLE = 8

/** Notes what she says to a question, as far as it can be found again. */
export function note(gave: Gave, { key, kind }: Field, step: Step): void {
  if (!('say' in step)) return
  const { say } = step
  if (kind === 'text' && Array.from(say).length >= WHOLE) gave.set(key, { text: say })
  if (kind === 'table' && say.includes('\n')) gave.set(key, { rows: say.split('\n').length - 1 })
}

/** What of a filed report is not as she said it, each as a sentence; nothing where none answers the obligation. */
export async function misheard(database: Database, obligationId: string, form: Form, gave: Gave): Promise<string[]> {
  const [record] = await database.reads.all<{ answers: string }>(
    `SELECT r.answers FROM obligations o JOIN records r ON r.chainId = o.chainId
     WHERE o.id = ? ORDER BY r.version DESC LIMIT 1`,
    [obligationId],
  )
  return record ? otherwise(JSON.parse(record.answers) as Record<string, unknown>, form, gave) : []
}

/** What of these stored answers is not what was said. */
export const otherwise = (answers: Record<string, unknown>, form: Form, gave: Gave): string[] =>
  [...gave].flatMap(([key, said]) => {
    const value = answers[key]
    const label = form.fields.find((field) => field.key === key)?.label ?? key
    if ('text' in said) {
      const kept = typeof value === 'string' ? value : ''
      // A first word that was too short is kept, and goes on with what she said then.
      if (kept.endsWith(said.text)) return []
      return [`「${label}」她说的是「${quote(said.text, 40)}」，记成「${quote(kept, 40)}」`]
    }
    const rows = (value as { rows?: unknown[] } | undefined)?.rows?.length ?? 0
    return rows === said.rows ? [] : [`「${label}」她写了 ${said.rows} 行，记下 ${rows} 行`]
  })
