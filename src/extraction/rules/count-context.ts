// What the words a little further off make of a number: who was named before a pause, lists of places, brackets, one of several.
import type { Count } from './count.js'
import { PLACES_LISTED } from './count-words.js'
import { ROLE_AT_END } from './roles.js'

const FAR_BACK = 80
const NAMED_BACK = 9
const AROUND = 60

/** 来了一个班的学生，46个: told of those named before the pause. */
export const isApart = (plain: string, at: number, before: string, after: string): boolean =>
  before === '' &&
  /^(?:$|[，。,；;\s])/.test(after) &&
  /[，, ]/.test(plain.charAt(at - 1)) &&
  ROLE_AT_END.test(plain.slice(Math.max(0, at - NAMED_BACK), at).replace(/[，, ]+$/, ''))

/** 四个点的人数：黄沙32、石桥28: the number of each of several places. */
export const isListed = (plain: string, at: number, before: string, after: string): boolean =>
  /[\u4e00-\u9fff]{2,5}$/.test(before) &&
  /^(?:[、，,；;。\s]|$)/.test(after) &&
  PLACES_LISTED.test(plain.slice(Math.max(0, at - FAR_BACK), at))

/** 学员35人（男12女23）: the numbers in brackets behind a number are parts of it. */
export function isBracketed(plain: string, at: number, previous: Count | null): boolean {
  if (!previous || at - previous.end > AROUND) return false
  const between = plain.slice(previous.end, at)
  return (
    /^[(（][^)）]*$/.test(between) ||
    (previous.part && /^[、，, +＋和]?$/.test(between) && /^[^)）\n。]*[)）]/.test(plain.slice(at, at + AROUND)))
  )
}

const ONE_OF =
  /(?<![\d十第每另])一(?<of>个[班组村点]|[班组次场节天期堂车船桌间])(?:大概|约|都|有|来了?|是|坐了?|[:： ])*$/
const MANY_OF = /(?:\d|[两二三四五六七八九十仨])(?:个|辆|条)?(?<of>[班组村点次场节天期堂车船桌间])/g

/** 一车45人，一车38人 are groups beside each other (`side`); of 两辆车，一车4人 it is each; null where it is neither. */
export function oneOf(plain: string, at: number, before: string): 'side' | 'each' | null {
  const of = ONE_OF.exec(before)?.groups?.['of']
  if (of === undefined) return null
  const around = plain.slice(Math.max(0, at - AROUND), at + AROUND)
  if (around.split(`一${of}`).length > 2) return 'side'
  return Array.from(around.matchAll(MANY_OF)).some(({ groups }) => groups?.['of'] === of.slice(-1)) ? 'each' : null
}
