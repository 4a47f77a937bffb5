import { readNumber } from '../kernel/numeral.js'

const NUMERAL = '[0-9一二三四五六七八九十]{1,3}'
const SO_MANY = new RegExp(`^(?:[这那]|总共|一共)*(${NUMERAL})张(?:照片|图片?)?(?=\\D{0,4}(?:都|全))`, 'u')

/** 「一张都不要公开」 is said of all, and not of the first; 「三张照片老人都同意了」 says how many there are. */
export const notOne = (text: string): string =>
  text.replace(/(?<!第)[一1]张(?:照片|图片?)?[都也](?=不|别)/gu, '照片都').replace(SO_MANY, '照片')

/** How many pictures 「三张照片老人都同意了」 says there are; null where it does not. */
export const saidMany = (text: string): number | null => readNumber(SO_MANY.exec(text.trim())?.[1] ?? '')
