import { numberList } from './captions.js'

const N = '(?:\\d{1,2}|[一二三四五六七八九十])'
const LIST = `第?(?<numbers>${N}(?:\\s*[-~—–、到至和]\\s*${N})*)\\s*张?`
/** 「3月」, 「4个」, 「6人」 count or are days, where 「家长会」 is what a picture shows. */
const COUNTED = '[月日号点年人个名位场次元块岁.]|家(?!长|访|庭|属)'
const PIECE = new RegExp(`^${LIST}\\s*[:：]?\\s*(?:都?是)?\\s*(?!${COUNTED})[^\\d\\s，,；;。]{2,12}$`, 'u')
const REST = /^(?:剩下|其余|其[他它]|余下|后面|别的)的?(?:几张|照片|都|全|是)*\s*[^\d\s，,；;。]{2,12}$/u
const BETWEEN = /[\s，,；;。]+(?=第?[\d一二三四五六七八九十]|剩下|其余|其[他它]|余下|后面|别的)/u

/**
 * The numbers that 「1-3手机课堂 4到6讲座 剩下的合影」 has captions for: from 1 on, each the next of the one before, or the rest at the end; null where it is
 * none of it, as where 「3-5 培训 3-8 讲座」 are days.
 */
export function captionsListed(text: string): number[] | null {
  const said = text.trim()
  if (said.length > 120 || !/^第?[1一]/u.test(said)) return null
  const pieces = said.split(BETWEEN)
  const lists = pieces.map((piece) => numberList((PIECE.exec(piece)?.groups?.['numbers'] ?? '').replace(/\s/gu, '')))
  const rest = pieces.length > 1 && REST.test(pieces.at(-1) ?? '')
  const named = rest ? lists.slice(0, -1) : lists
  const numbers = named.flat()
  const inTurn = numbers.every((number, i) => number === i + 1)
  const several = pieces.length > 1 && named.some((list) => list.length > 1)
  return several && inTurn && named.every((list) => list.length > 0) ? numbers : null
}
