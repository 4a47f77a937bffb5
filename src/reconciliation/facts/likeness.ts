const NO_WORD =
  /[的了是在和与及为对于有等这那我们你他她它也都并而或把被从到以由个一不上下中大小，。、；：！？（）()“”《》\s]/

/** The pairs of neighbouring characters of a text that can be parts of words. */
export function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>()
  for (let i = 0; i + 1 < text.length; i++) {
    const pair = text.slice(i, i + 2)
    if (/^[\u4e00-\u9fffA-Za-z\d]{2}$/.test(pair) && !NO_WORD.test(pair) && !/^\d/.test(pair)) pairs.add(pair)
  }
  return pairs
}

/** How much of a short text a longer one holds, 0 to 1, by pairs of characters. */
export function heldIn(short: Set<string>, long: Set<string>): number {
  if (short.size === 0) return 0
  let held = 0
  for (const pair of short) if (long.has(pair)) held += 1
  return held / short.size
}

/** How alike two short texts are, 0 to 1. */
export function alike(a: Set<string>, b: Set<string>): number {
  return a.size + b.size === 0 ? 0 : (heldIn(a, b) * a.size * 2) / (a.size + b.size)
}
