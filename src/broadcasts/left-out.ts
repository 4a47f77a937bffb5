/** Words that say who is left out, the first of which fits. */
const LEFT_OUT = [
  /除(?:了|去|开)?[\s:：]*(?<out>.+?)(?:之外|以外|外)的?/u,
  /(?<out>[^\s,，;；。]+?)除外/u,
  /除(?:了|去|开)[\s:：]*(?<out>.+)$/u,
  /(?:但是?)?(?:不(?:包括|含|算|用?发给|要发给)|别发给|排除)[\s:：]*(?<out>.+)$/u,
  /\b(?:except(?: for)?|but not)\s+(?<out>.+)$/iu,
]
/** From here on it is about those who are not left out. */
const OTHERS = /[\s,，;；]*(?:其他|其它|其余|别的|剩下)|[\s,，;；]+(?:都|全部|所有|大家|每家|每个)/u
const SEND = /(?:都|也|就)?(?:要|可以)?发?[吧了]*$/u

/**
 * 「除了麦田」, 「南昌的，除麦田以外」, 「麦田除外」 in words that say whom a broadcast is for: `out`, who is left out, null where nobody is; `rest`, the
 * words about all others. What stands behind a comma and is a mere condition (`isCondition`) is about those: 「除了麦田，没交的」.
 */
export function leftOut(text: string, isCondition: (words: string) => boolean): { out: string | null; rest: string } {
  const found = LEFT_OUT.map((pattern) => pattern.exec(text)).find((match) => match !== null)
  const said = found?.groups?.['out']
  if (!found || said === undefined) return { out: null, rest: text }
  const others = OTHERS.exec(said)
  const pieces = said
    .slice(0, others?.index)
    .replace(SEND, '')
    .split(/[,，;；]/)
  const conditions: string[] = []
  while (pieces.length > 1 && isCondition(pieces.at(-1)!)) conditions.unshift(pieces.pop()!)
  const behind = others ? said.slice(others.index).replace(/其他|其它|其余|别的|剩下/u, '') : ''
  const around = [text.slice(0, found.index), ...conditions, behind, text.slice(found.index + found[0].length)]
  return { out: pieces.join('、'), rest: around.join(' ').trim().replace(SEND, '').trim() }
}
