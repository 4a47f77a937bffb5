import { numberList } from './captions.js'
import { bare } from './prompt.js'

const NUMERAL = '[0-9一二三四五六七八九十]{1,3}'
const LIST = `(?:照片|photos?)?\\s*第?\\s*(${NUMERAL}(?:\\s*张?\\s*(?:-|—|~|到|至|[,，、和])\\s*第?${NUMERAL})*)\\s*张?(?:照片)?`
const ONE = `第?\\s*(${NUMERAL})\\s*张?(?:照片)?`
const MOVE = '(?:请|要|再)?(?:放到?|移动?到?|挪动?到?|排到?|换到|调到|提到?|插到?)(?:在)?'

/** Where several pictures are to go: before or after another, or to the front (1) or a place of its own. */
const MOVES: { pattern: RegExp; to: 'first' | 'last' | 'before' | 'after' | 'at' }[] = [
  {
    pattern: new RegExp(`^把?${LIST}${MOVE}(?:最前|最前面|前面|第一|第一张|最上面|开头|首位)(?:去)?$`, 'u'),
    to: 'first',
  },
  { pattern: new RegExp(`^把?${LIST}${MOVE}(?:最后|最后面|后面|末尾|最后一张|最下面)(?:去)?$`, 'u'), to: 'last' },
  { pattern: new RegExp(`^把?${LIST}${MOVE}${ONE}的?(?:前面?|之前|前头)$`, 'u'), to: 'before' },
  { pattern: new RegExp(`^把?${LIST}${MOVE}${ONE}的?(?:后面?|之后|后头)$`, 'u'), to: 'after' },
  { pattern: new RegExp(`^把?${LIST}${MOVE}第?\\s*(${NUMERAL})(?:\\s*张|\\s*位)?$`, 'u'), to: 'at' },
  { pattern: new RegExp(`^move ${LIST} (?:to )?(?:the )?(?:front|top|first|start|beginning)$`, 'iu'), to: 'first' },
  { pattern: new RegExp(`^move ${LIST} (?:to )?(?:the )?(?:end|last|bottom|back)$`, 'iu'), to: 'last' },
  { pattern: new RegExp(`^move ${LIST} before ${ONE}$`, 'iu'), to: 'before' },
  { pattern: new RegExp(`^move ${LIST} after ${ONE}$`, 'iu'), to: 'after' },
]
const ORDER = new RegExp(
  `^(?:请|把)?(?:照片)?(?:的)?(?:顺序|排序|次序|order)(?:改成|换成|改为|是|为|调成)?[\\s:：]*((?:第?${NUMERAL}张?[\\s,，、]*)+)$`,
  'iu',
)
const SWAPS = [
  new RegExp(
    `^(?:请|把)?(?:交换|对调|调换|互换|换一?下|swap) ?${ONE}\\s*(?:和|跟|与|、|,|，|\\s|and)\\s*${ONE}$`,
    'iu',
  ),
  new RegExp(
    `^(?:请|把)?(?:照片)?${ONE}(?:\\s*(?:和|跟|与|、|,|，)\\s*|\\s+)${ONE}(?:的?(?:位置|顺序))?(?:交换|对调|调换|互换|换)(?:一?[下个])?(?:位置|顺序|过来)?$`,
    'u',
  ),
]

/** 「4 5对调」: two change places, as only pictures do. */
export const swaps = (text: string): boolean => SWAPS.some((swap) => swap.test(bare(text).trim()))

/** What pictures are to be put in another order: their numbers as they shall stand, or a number that is none. */
export type Reordering = { type: 'order'; order: number[] } | { type: 'no_such'; number: number } | null

/**
 * Reads 「把 5 放到最前」, 「5 放到 2 前面」, 「5 放到第 2」, 「交换 2 和 5」, 「顺序 3 1 2」 (those not named follow) against the numbers there are;
 * null when the text is something else. `meant` gives the number that a number stands for, or null.
 */
export function reordered(text: string, numbers: number[], meant: (number: number) => number | null): Reordering {
  if (text.length > 200) return null
  const [first = 1, last = 1] = [numbers[0], numbers.at(-1)]
  const plain = bare(text)
    .trim()
    .replace(/^(请|把)*最后[那这]?一?张/u, `$1第${last}张`)
    .replace(/^(请|把)*最前面?[那这]?一?张/u, `$1第${first}张`)
  const known = (all: number[]): number[] | { type: 'no_such'; number: number } => {
    const wrong = all.find((number) => meant(number) === null)
    return wrong === undefined
      ? [...new Set(all.map((number) => meant(number) as number))]
      : { type: 'no_such', number: wrong }
  }

  for (const swap of SWAPS) {
    const found = swap.exec(plain)
    const pair = found && known(numberList(`${found[1]},${found[2]}`))
    if (!pair) continue
    if (!Array.isArray(pair)) return pair
    const [one = 0, other = one] = pair
    return { type: 'order', order: numbers.map((n) => (n === one ? other : n === other ? one : n)) }
  }

  const listed = ORDER.exec(plain)?.[1]
  if (listed !== undefined) {
    // 「顺序 312」: of fewer than ten each digit is one.
    const digits = /^\d{2,9}$/.test(listed.trim()) && numbers.length < 10
    const named = known((digits ? [...listed.trim()] : listed.split(/[\s,，、]+/)).flatMap((one) => numberList(one)))
    if (!Array.isArray(named)) return named
    return { type: 'order', order: [...named, ...numbers.filter((n) => !named.includes(n))] }
  }

  for (const { pattern, to } of MOVES) {
    const [, list = '', place = ''] = pattern.exec(plain) ?? []
    const named = list && known(numberList(list.replace(/\s/g, '')))
    if (!named) continue
    if (!Array.isArray(named)) return named
    if (named.length === 0) continue
    const others = numbers.filter((n) => !named.includes(n))
    const by = place ? known(numberList(place)) : []
    if (!Array.isArray(by)) return by
    const at = others.indexOf(by[0] ?? 0)
    // Before itself, or after itself, it stays where it is.
    if (to === 'before' || to === 'after') {
      if (at < 0) return { type: 'order', order: numbers }
      return { type: 'order', order: others.toSpliced(to === 'before' ? at : at + 1, 0, ...named) }
    }
    const index = to === 'first' ? 0 : to === 'last' ? others.length : numbers.indexOf(by[0] ?? 0)
    return { type: 'order', order: others.toSpliced(index, 0, ...named) }
  }
  return null
}
