import type { Asking } from './field-kind.js'
import type { Field } from './form.js'
import type { Column } from './rows.js'

/**
 * The same columns for one message, each remembering what it made of a piece of it: a row is tried cut in many ways, and the pieces come
 * again and again.
 */
export const remembering = (columns: Column[]): Column[] => {
  if (remember.has(columns)) return columns
  const made = columns.map(({ field, kind }): Column => {
    if (kind.free) return { field, kind }
    const { spot, read, objection } = kind
    const reads = new Map<string, ReturnType<typeof read>>()
    return {
      field,
      kind: {
        ...kind,
        ...(spot && { spot: remembered(spot) }),
        ...(objection && { objection: remembered(objection) }),
        read(of, said, partial, old, asking) {
          if (said.type !== 'text' || partial !== null || old !== null) return read(of, said, partial, old, asking)
          const known = reads.get(said.text) ?? read(of, said, null, null, asking)
          reads.set(said.text, known)
          return known
        },
      },
    }
  })
  remember.add(made)
  return made
}

const remember = new WeakSet<Column[]>()

function remembered<R>(find: (field: Field, text: string, asking: Asking) => R) {
  const found = new Map<string, R>()
  return (field: Field, text: string, asking: Asking): R => {
    const known = found.has(text) ? (found.get(text) as R) : find(field, text, asking)
    found.set(text, known)
    return known
  }
}
