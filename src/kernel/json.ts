/** What a stored value may be: everything a session or record holds must survive JSON. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/** Whether both say the same; a key that is missing is null, an item that is missing makes another list. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  const [one, other] = [a ?? null, b ?? null]
  if (one === other) return true
  if (one === null || other === null || typeof one !== 'object' || typeof other !== 'object') return false
  if (Array.isArray(one) !== Array.isArray(other)) return false
  if (Array.isArray(one) && Array.isArray(other) && one.length !== other.length) return false
  const [left, right] = [one as Record<string, Json>, other as Record<string, Json>]
  for (const key in left) if (!sameJson(left[key], right[key])) return false
  for (const key in right) if (!(key in left) && right[key] !== null) return false
  return true
}
