const MOST = 3

/** The least that two names, or a name and what a tag is said to be, have in common. */
const LIKE_NAME = 0.4
const LIKE_WORDS = 0.5

/** The names that come nearest to one that is none, the best first: those that share most with it. */
export function nearest(name: string, candidates: readonly string[]): string[] {
  return ranked(candidates, LIKE_NAME, (candidate) => likeness(bare(name), bare(candidate))).slice(0, MOST)
}

/** The same where a row has tags of its own: these first, by their name, then by what they say ({内容}: 活动的名字); then all others. */
export function nearestInRow(
  name: string,
  own: readonly { name: string; about: string }[],
  others: string[],
): string[] {
  const said = new Map(own.map((tag) => [`{${tag.name}}`, /^[^，；：:（]*/.exec(tag.about)?.[0] ?? '']))
  const byWords = ranked(
    [...said.keys()],
    LIKE_WORDS,
    (tag) => common(bare(name), said.get(tag) ?? '') / bare(name).length,
  )
  return [...new Set([...nearest(name, [...said.keys()]), ...byWords, ...nearest(name, others)])].slice(0, MOST)
}

const ranked = (candidates: readonly string[], least: number, of: (candidate: string) => number): string[] =>
  [...new Set(candidates)]
    .map((candidate) => ({ candidate, share: of(candidate) }))
    .filter(({ share }) => share >= least)
    .sort((a, b) => b.share - a.share)
    .map(({ candidate }) => candidate)

const bare = (tag: string): string => tag.replace(/[{}#/%\s]/g, '')

/** The share of characters that both have (Dice). Names are short, and their characters are what people remember of them. */
const likeness = (a: string, b: string): number => (2 * common(a, b)) / (a.length + b.length)

/** How many characters both have, each counted once. */
function common(a: string, b: string): number {
  const left = [...b]
  return [...a].filter((character) => {
    const at = left.indexOf(character)
    if (at >= 0) left.splice(at, 1)
    return at >= 0
  }).length
}
