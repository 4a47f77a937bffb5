/** Something people call by a name, and perhaps by shorter ones. */
export interface Nameable {
  id: string
  name: string
  aliases?: string[]
}

/** Those that are called exactly so, or have this id. */
export function called<T extends Nameable>(all: T[], typed: string): T[] {
  const wanted = plain(typed)
  return all.filter((each) => each.id === typed || namesOf(each).some((name) => plain(name) === wanted))
}

/** Those with a name that holds what was typed: two characters at least, one is in too many. */
export function calledInPart<T extends Nameable>(all: T[], typed: string): T[] {
  const wanted = plain(typed)
  if (Array.from(wanted).length < 2) return []
  return all.filter((each) => namesOf(each).some((name) => plain(name).includes(wanted)))
}

/** Up to five whose names are like what was typed, the likest first. */
export function near<T extends Nameable>(all: T[], typed: string): T[] {
  const wanted = plain(typed)
  return all
    .map((each) => ({ each, likeness: Math.max(...namesOf(each).map((name) => likeness(plain(name), wanted))) }))
    .filter((found) => found.likeness >= 0.3)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, 5)
    .map(({ each }) => each)
}

const namesOf = ({ name, aliases }: Nameable): string[] => [name, ...(aliases ?? [])]
const plain = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/\s/g, '')

/**
 * How many characters two names share, 0 to 1; one within the other is near whatever their lengths. Of two characters typed (「知形」) one
 * is enough, where it begins both or is much of the other name; from three on a single one (「会」) makes nothing alike.
 */
function likeness(a: string, b: string): number {
  const [left, right] = [new Set(a), new Set(b)]
  const shared = [...left].filter((character) => right.has(character)).length
  if (shared === 0 || (right.size > 2 && shared < 2)) return 0
  if (a.includes(b) || b.includes(a)) return 1
  const alike = (2 * shared) / (left.size + right.size)
  return right.size === 2 && a[0] === b[0] ? Math.max(alike, 0.5) : alike
}
