import { numberList } from '../../forms/captions.js'

export const NUMERAL = '(?:\\d{1,3}|[一二三四五六七八九十]{1,3})'
const ONE = `第?\\s*${NUMERAL}\\s*[份条个号]?`

/** 「2」, 「第2份」, 「1-5」, 「1、3」, 「1 3」 as a pattern. */
export const NUMBERS = `(${ONE}(?:\\s*[-~—到至,，、和\\s]\\s*${ONE})*)`

/** The numbers that such words name, each once; none when one of them is no number. */
export const numbersIn = (said: string): number[] => [
  ...new Set(
    numberList(
      said
        .replace(/[第份条个号]/g, '')
        .trim()
        .replace(/\s*([-~—到至,，、和])\s*|\s+/g, (_, sign: string | undefined) => sign ?? '、'),
    ),
  ),
]
