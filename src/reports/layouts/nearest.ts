const MOST = 3

/** The names that come nearest to one that is none, the best first: those that share most with it. */
export function nearest(name: string, candidates: readonly string[]): string[] {
  return [...new Set(candidates)]
    .map((candidate) => ({ candidate, likeness: likeness(bare(name), bare(candidate)) }))
    .filter(({ likeness: share }) => share >= 0.4)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, MOST)
    .map(({ candidate }) => candidate)
}

const bare = (tag: string): string => tag.replace(/[{}#/%\s]/g, '')

/** The share of characters that both have, each counted once (Dice). Names are short, and their characters are what people remember of them. */
function likeness(a: string, b: string): number {
  const left = [...b]
  let common = 0
  for (const character of a) {
    const at = left.indexOf(character)
    if (at < 0) continue
    left.splice(at, 1)
    common += 1
  }
  return (2 * common) / (a.length + b.length)
}
