import { kindOf } from '../forms/kinds.js'
import { besides } from '../kernel/besides.js'
import { withKey } from './keyed.js'
import type { Session } from './session.js'
import type { Turn } from './turn.js'

/** 「activities.2」: the second row of that question, among those that are gone through one after another. */
export const partKey = (key: string, row: number | null): string => (row === null ? key : `${key}.${row}`)

/** What such a key is of. */
export function ofPartKey(name: string): { key: string; row: number | null } {
  const [key = '', row] = name.split('.')
  return { key, row: row === undefined ? null : Number(row) }
}

/** With that row alone an answer that was whole is whole again; one that is still being listed goes on. */
export function onlyPart({ session: { answers, partials } }: Turn, name: string): { part?: true } {
  const { key, row } = ofPartKey(name)
  return row !== null && key in answers && !(key in partials) ? { part: true } : {}
}

/** The unfinished answers with that row open, where a key names one: its question asks what it becomes. */
export function withPartOpen(turn: Turn, name: string, partials: Session['partials']): Session['partials'] {
  const { key, row } = ofPartKey(name)
  const at = turn.form.fields.findIndex((one) => one.key === key)
  const field = turn.form.fields[at]
  if (!field || row === null) return partials
  const kind = kindOf(field)
  const [held, value = null] = [partials[key], turn.session.answers[key]?.value]
  const asking = besides(turn.asking, { number: at + 1 })
  const old = value === null ? null : kind.decode(value)
  const reading = kind.part?.(field, row, '', held?.value ?? null, old, asking)
  if (reading?.type !== 'continued' || reading.partial === null) return partials
  return withKey(partials, key, { value: reading.partial, from: held?.from ?? [] })
}
