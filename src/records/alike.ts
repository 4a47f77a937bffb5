import { addDays, daysBetween, type Day } from '../kernel/day.js'
import { readNumber } from '../kernel/numeral.js'
import type { ActivityRow } from './record.js'

/** As much of an activity as says whether another may be the same. */
export type Told = Pick<
  ActivityRow,
  'startsOn' | 'endsOn' | 'title' | 'place' | 'headcountMin' | 'headcountMax' | 'headcountUnit'
> & {
  /** What the organisation that tells of it is called: its own name before a title says nothing of the activity. */
  names?: string[]
}

/** Two reports of one organisation, or of two. Another organisation's generic title (读书会) is no sign by itself. */
export type Between = 'own' | 'joint'

/** How sure: 3 the same words, 2 one title within the other, 1 the same headcount, or about as many or the same place and words in common; 0 is not alike. */
export type Likeness = 0 | 1 | 2 | 3

/** Longer than this, days that merely overlap say nothing: a project of three months is no workshop in it. */
const LONG_DAYS = 7

/** The days on which what may be the same as this began. */
export const beginnings = ({ startsOn, endsOn }: Pick<Told, 'startsOn' | 'endsOn'>): { from: Day; to: Day } =>
  isLong({ startsOn, endsOn })
    ? { from: startsOn, to: startsOn }
    : { from: addDays(startsOn, 1 - LONG_DAYS), to: endsOn }

const isLong = ({ startsOn, endsOn }: Pick<Told, 'startsOn' | 'endsOn'>): boolean =>
  daysBetween(startsOn, endsOn) >= LONG_DAYS

function sameTime(a: Told, b: Told): boolean {
  if (isLong(a) || isLong(b)) return a.startsOn === b.startsOn && isLong(a) === isLong(b)
  return a.startsOn <= b.endsOn && b.startsOn <= a.endsOn
}

/**
 * Of a reworded title at least this share of neighbouring pairs of characters is common to both (Dice). Titles have four to ten characters:
 * one word of two in common is at most 0.33 (知行沙龙, 知行年会: 1 pair of 3 and 3), three characters in a row are 0.4 and more where
 * both are short, two words in common where they are long.
 */
const COMMON = 0.4

/**
 * Whether two activities may be one: at the same time, and one title within the other (「读书会」, 「第三期读书会」; whatever order
 * its words have), or the same exact headcount or joint place with words in common; in one house also about as many people with words in
 * common. For one organisation on one day the same headcount is enough where no other place speaks against it. 第三期 is never 第四期,
 * 上午 never 下午.
 */
export function alike(a: Told, b: Told, between: Between = 'own'): Likeness {
  if (!sameTime(a, b)) return 0
  const [one, other] = [titleOf(a), titleOf(b)]
  if (apartIn(one.numbers, other.numbers) || apartIn(one.halves, other.halves)) return 0
  const signs = { people: peopleIn(a, b), close: closeIn(a, b), places: placesIn(a, b), house: inOneHouse(a, b) }
  const [short, long] = [one.words, other.words].sort((x, y) => x.length - y.length) as [string, string]
  if (short.length >= 2 && within(short, long)) {
    // 「和麦田联合义诊」 of another organisation, told by 麦田 as 义诊: who was there with whom is said, and each counts in its own way.
    if (between === 'joint' && (names(a, b) || names(b, a))) return 2
    if (signs.people === 'apart' && signs.places === 'apart') return 0
    const says = between === 'own' || short.replace(ANYBODYS, '').length >= 2
    if (!says && !sameBesideTitle(signs, TOGETHER.test(long))) return 0
    return short === long ? 3 : 2
  }
  const words = dice(short, long)
  return (between === 'own' ? sameInOwn(signs, a.startsOn === b.startsOn, words) : sameInJoint(signs, words)) ? 1 : 0
}

/** What two reports say of one activity beside its title. */
interface Signs {
  people: Agreement
  /** About as many people; null where that is open. */
  close: boolean | null
  places: Agreement
  house: boolean
}

/** Whether one tells of the other's organisation. */
const names = ({ title, place }: Told, { names: theirs = [] }: Told): boolean =>
  theirs.some((name) => name.length >= 2 && plain(`${title}${place ?? ''}`).includes(plain(name)))

/** That others were there is said in a title. */
const TOGETHER = /联合|联办|合办|共同|携手/

/**
 * Titles any organisation has (沙龙): one place, whatever each counted (its own people, or all), or the very same number; where others were
 * there, about that number.
 */
const sameBesideTitle = ({ people, close, places }: Signs, together: boolean): boolean =>
  places === 'same' || (places === 'open' && (people === 'same' || (together && close === true)))

/**
 * Of one organisation: the very same number on that day, whatever it is called, unless the places are two; one house, unless other words go
 * with another number; or a like title and about as many people, at no other place.
 */
function sameInOwn({ people, close, places, house }: Signs, oneDay: boolean, words: number): boolean {
  if (people === 'same' && (places === 'same' || (places === 'open' && (oneDay || words >= COMMON)))) return true
  if (!oneDay) return false
  return (house && (close !== false || words > 0)) || (places !== 'apart' && close === true && words >= COMMON)
}

/** Of two: a like title with the very same number or one place; in one house about as many people with a word in common, or the very same number. */
function sameInJoint({ people, close, places, house }: Signs, words: number): boolean {
  if (house && close === true && (words > 0 || people === 'same')) return true
  return words >= COMMON && places !== 'apart' && close !== false && (people === 'same' || places === 'same')
}

/** Of one town an organisation does many things on a day, in one house seldom two. */
const inOneHouse = (a: Told, b: Told): boolean => placesIn(a, b) === 'same' && HOUSE.test(plain(a.place ?? ''))

const HOUSE = /.{4}|[站馆校园楼室厅院部场店所吧]$/u

/** Two counts of one activity differ by a tenth, or by two; null where one is not given or they count other things. */
function closeIn(a: Told, b: Told): boolean | null {
  const { headcountMin: least, headcountMax: most } = a
  const { headcountMin: fewest, headcountMax: top } = b
  if (least === null || most === null || fewest === null || top === null || unitOf(a) !== unitOf(b)) return null
  return Math.max(least, fewest) - Math.min(most, top) <= Math.max(2, Math.max(most, top) / 10)
}

/** What any organisation may do on any day: as the whole title it says nothing of who was there with whom. */
const ANYBODYS =
  /志愿者|公益|组织|社区|培训|沙龙|读书会?|讲座|分享会?|交流会?|座谈会?|会议|例会|年会|课堂|小组|走访|探访|义诊|义卖|团建/g

type Agreement = 'same' | 'apart' | 'open'

const unitOf = ({ headcountUnit }: Told): string | undefined => headcountUnit?.replace('人次', '人')

/** Only an exact number that both give is the same; 人 and 人次 are one question here, though they are never added. */
function peopleIn(a: Told, b: Told): Agreement {
  const [x, y] = [unitOf(a), unitOf(b)]
  if (a.headcountMin === null || a.headcountMax === null || b.headcountMin === null || b.headcountMax === null)
    return 'open'
  if (x !== y) return 'open'
  if (a.headcountMax < b.headcountMin || b.headcountMax < a.headcountMin) return 'apart'
  return a.headcountMin === a.headcountMax && b.headcountMin === b.headcountMax ? 'same' : 'open'
}

/** 「南昌」 holds 「南昌大学」: neither says the other is wrong. The same is only what both name in full. */
function placesIn(a: Told, b: Told): Agreement {
  const [x, y] = [a, b].map(({ place }) => (place === null ? '' : plain(place)))
  if (!x || !y) return 'open'
  // 「高安市」 is 「高安」.
  if (x === y || x.replace(TOWN, '') === y.replace(TOWN, '')) return 'same'
  return x.includes(y) || y.includes(x) ? 'open' : 'apart'
}

const TOWN = /(?<=..)[市县]$/u

interface Title {
  /** What is left without numbers, filling words and punctuation. */
  words: string
  /** 第三期, 3月场, 2014年, 沙龙2. */
  numbers: Set<number>
  /** 上午, 下午, （上）. */
  halves: Set<string>
}

const DIGITS = '[\\d零一二三四五六七八九十百]+'
const NUMBERED = new RegExp(`第?(${DIGITS})(?:周年|[届期次场讲回季轮站课节周批班弹天堂年])|第(${DIGITS})`, 'g')
const NUMBER_AT_END = new RegExp(`(?<=.)(${DIGITS})$`)
const HALF = /上午|中午|下午|晚上|早上|[上下]半场|[（(][上中下][）)]/g
const FILLING = /举办|举行|开展|召开|进行|参加|活动|[的了]/g

function titleOf({ title, names = [] }: Told): Title {
  let text = title.normalize('NFKC').toLowerCase()
  const numbers = new Set<number>()
  const halves = new Set<string>()
  const note = (digits: string | undefined) => {
    const value = digits === undefined ? null : readNumber(digits)
    if (value !== null) numbers.add(value)
    return ''
  }
  text = text.replace(HALF, (half) => (halves.add(half), ''))
  text = plain(text.replace(NUMBERED, (_, counted?: string, ordinal?: string) => note(counted ?? ordinal)))
  text = text.replace(NUMBER_AT_END, (_, digits: string) => note(digits))
  const own = names.map(plain).sort((x, y) => y.length - x.length)
  text = text.slice(own.find((name) => name !== '' && text.startsWith(name) && text !== name)?.length ?? 0)
  return { words: text.replace(FILLING, ''), numbers, halves }
}

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}\p{Cf}]+/gu, '')

const apartIn = <T>(a: Set<T>, b: Set<T>): boolean => a.size > 0 && b.size > 0 && [...a].every((each) => !b.has(each))

/** All characters of the shorter are in the longer, and half of its words keep together there: 江西公益年会 in 江西民间公益组织年会. */
function within(short: string, long: string): boolean {
  const left = Array.from(long)
  for (const character of short) {
    const at = left.indexOf(character)
    if (at < 0) return false
    left.splice(at, 1)
  }
  const pairs = pairsOf(short)
  return 2 * common(pairs, pairsOf(long)) >= pairs.length
}

function dice(a: string, b: string): number {
  const [x, y] = [pairsOf(a), pairsOf(b)]
  return x.length + y.length === 0 ? 0 : (2 * common(x, y)) / (x.length + y.length)
}

const pairsOf = (text: string): string[] => {
  const characters = Array.from(text)
  return characters.slice(1).map((character, i) => `${characters[i]}${character}`)
}

function common(a: string[], b: string[]): number {
  const left = [...b]
  return a.filter((pair) => {
    const at = left.indexOf(pair)
    if (at >= 0) left.splice(at, 1)
    return at >= 0
  }).length
}
