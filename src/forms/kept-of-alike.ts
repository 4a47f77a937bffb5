import { readNumber } from '../kernel/numeral.js'
import { numberList } from './captions.js'
import { bare } from './prompt.js'

const NUMERAL = '[\\d一二两三四五六七八九十]{1,3}'
/** 「前三张差不多 留第一张」, 「2、3、4重复了，只留一张」. */
const ALIKE = new RegExp(
  `^(?:照片)?(?:(?<end>最?前|最?后)面?(?<many>${NUMERAL})|第?(?<list>${NUMERAL}张?(?:[-~到至、，,和跟]第?${NUMERAL}张?)+))张?(?:照片|图)?(?:都|有点|好像|太|也|基本|是)*(?:差不多|一样|重复|很?像|类似)[了的吧]*[，,。\\s]*(?:就|只|请|帮我)*(?:保?留下?|要)着?(?<kept>一|(?:其中)?最?后[一那]|(?:其中)?前面?那|第?${NUMERAL})张?(?:就行|就好|吧)*$`,
  'u',
)

/** Of pictures that are alike those that she does not keep; null where she says nothing of the kind, or keeps none of them. */
export function keptOfAlike(text: string, every: number[]): number[] | null {
  if (text.length > 40 || !/[留要]/u.test(text)) return null
  const { end, many = '', list = '', kept = '' } = ALIKE.exec(bare(text))?.groups ?? {}
  if (kept === '') return null
  const count = readNumber(many) ?? 0
  const these = end
    ? end.endsWith('前')
      ? every.slice(0, count)
      : every.slice(-count)
    : numberList(list.replace(/[张第]/gu, '').replace(/跟/gu, '、'))
  const one = /后/u.test(kept) ? these.at(-1) : kept === '一' || /前/u.test(kept) ? these[0] : numberList(kept)[0]
  const known = these.length > 1 && one !== undefined && these.includes(one) && these.every((n) => every.includes(n))
  return known ? these.filter((number) => number !== one) : null
}
