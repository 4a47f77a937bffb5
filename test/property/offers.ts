import type { Form } from '../../src/forms/form.js'
import { addDays, lastOfMonth, partsOf } from '../../src/kernel/day.js'
import type { Json } from '../../src/kernel/json.js'
import type { Draft } from './draft.js'
import { meantBy } from './stored.js'
import { columnsOf } from './where.js'

/** So many of what was filed last are looked at. */
const LATELY = 5

/** What may be taken over from what was filed before, by question and by column: of each the last that was said, of the period the next. */
export function offersOf(form: Form, filed: Draft[]): Map<string, Json> {
  const before = filed.filter((draft) => draft.form.id === form.id).map(meantBy)
  const offers = new Map<string, Json>()
  const period = form.fields.find(({ feeds }) => feeds === 'period')
  const endOf = (answers: { [key: string]: Json }) => String((answers[period?.key ?? ''] as { to?: string } | null)?.to)
  if (period) before.sort((a, b) => (endOf(a) < endOf(b) ? -1 : endOf(a) > endOf(b) ? 1 : 0))
  const lately = before.slice(-LATELY)
  for (const field of form.fields) {
    const value = lately.map(({ [field.key]: said }) => said ?? null).findLast((said) => said !== null)
    if (value === undefined || value === null) continue
    if (field.again) offers.set(field.key, field === period ? following(value as unknown as Days) : value)
    if (field.kind !== 'table') continue
    const row = (value as { [key: string]: Json }[]).at(-1)
    for (const { key, again } of columnsOf(field))
      if (again && row?.[key] !== undefined) offers.set(`${field.key}.${key}`, row[key])
  }
  return offers
}

interface Days {
  from: string
  to: string
}

/** Three whole months are followed by three whole months: people here say no other periods. */
function following({ to }: Days): Json {
  const from = addDays(to, 1)
  const [year, month] = partsOf(from)
  const last = month + 2
  const two = (n: number) => String(n).padStart(2, '0')
  return { from, to: `${year}-${two(last)}-${two(lastOfMonth(year, last))}` }
}
