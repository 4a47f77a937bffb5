import { blocksOf } from './chat.js'

/** Words behind 「回复」, up to where the sentence goes on. */
const WORD = /(?<!那边)回复 ([^\s，。；：、（）()？“”「」]+(?: \d[\d、.-]*)?)( 加)?/g
/** What stands in such a place and is no word to say: what belongs there. */
const NO_WORD = /^(?:说明|全部说明|沙龙)$|前面|数字|题号|编号|或|名字|机构/
/** Choices by number, a line each, below what they answer. */
const CHOICES = /(?:？|回复(?:数字)?：)\n((?:\d+ .*\n?)+)/g

/** What this answer offers to reply with. */
export function offersIn(reply: string): string[] {
  // 「9 加说明」 is not 9, but 「补 6 加要补的话」 may well be begun with 补 6.
  const words = [...reply.matchAll(WORD)].flatMap(([, word = '', adds]) =>
    NO_WORD.test(word) || (adds && /^\d+$/.test(word)) ? [] : [word],
  )
  const choices = [...reply.matchAll(CHOICES)].at(-1)?.[1] ?? ''
  return [...new Set([...words, ...[...choices.matchAll(/^\d+/gm)].map(([number]) => number)])]
}

/** The offers of the bot's answer `block` that lead nowhere: what is replied is not understood, is kept as if it had been asked for, or is met with silence. */
export async function brokenOffers(
  block: string,
  then: (said: string) => string | Promise<string>,
  seen = new Set<string>(),
): Promise<string[]> {
  const broken: string[] = []
  for (const offer of offersIn(block)) {
    // The same answer offers the same elsewhere too.
    const key = `${offer}\n${block}`
    if (seen.has(key)) continue
    seen.add(key)
    const reply = blocksOf(await then(offer)).at(-1) ?? ''
    const isLost = ['这句没看明白', '没听懂', `「${offer}」没`, `「${offer}」里没`, `「${offer}」看不出`].some((lost) =>
      reply.includes(lost),
    )
    const isKept = reply.split('\n').includes(`简报: 记下了：${offer}`)
    const isSilent = reply.includes(`我: ${offer}`)
    if (isLost || isKept || isSilent) broken.push(`${block}\n→ ${offer}\n${reply}`)
  }
  return broken
}
