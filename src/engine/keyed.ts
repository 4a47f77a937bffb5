/** The copies that were made last, in their order: of what, and the key in which each differs. */
const made: { copy: object; of: object; key: string }[] = []
/** One message makes hardly as many; of older ones nobody asks. */
const KEPT = 100

/**
 * The same with this under the key. Copied key by key into an object that inherits nothing: what came out of JSON with hundreds of keys is
 * spread many times slower.
 */
export function withKey<T>(all: Record<string, T>, key: string, value: T): Record<string, T> {
  const copy = Object.create(null) as Record<string, T>
  for (const each in all) copy[each] = all[each] as T
  copy[key] = value
  if (made.length === 2 * KEPT) made.splice(0, KEPT)
  made.push({ copy, of: all, key })
  return copy
}

export function without<T>(all: Record<string, T>, key: string): Record<string, T> {
  if (!(key in all)) return all
  const copy = withKey(all, key, all[key] as T)
  delete copy[key]
  return copy
}

/** The keys in which one differs from the other, those changed last first: known where it was made of it by the functions above. */
export function changedKeys(before: Record<string, unknown>, after: Record<string, unknown>): string[] {
  const keys = new Set<string>()
  let at: object = after
  for (let i = made.length - 1; i >= 0 && at !== before; i--) {
    const step = made[i]
    if (step?.copy !== at) continue
    keys.add(step.key)
    at = step.of
  }
  if (at === before) return [...keys]
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => before[key] !== after[key])
}
