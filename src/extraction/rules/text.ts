import { Chars } from '../../kernel/chars.js'
import { normaliseText, plainText } from '../../kernel/numeral.js'
import type { Span } from '../activity.js'

const TRADITIONAL =
  '長兒區動會學節講課養護醫療義診師報書讀館廣東賞間時從開過關門聯網這裡後們發現場園實際對應該該買賣給與進還環護員團隊費錢請參觀訪問練習訓導貧愛樂體運務協補統計劃組織級電話腦經濟歲農鄉鎮縣國際龍陽臘當點為無產業獨殘戶專線達產歡樂禮險題語總結記錄單號臺灣聽說讓帶幫準備決辦婦嬰'
const SIMPLIFIED =
  '长儿区动会学节讲课养护医疗义诊师报书读馆广东赏间时从开过关门联网这里后们发现场园实际对应该该买卖给与进还环护员团队费钱请参观访问练习训导贫爱乐体运务协补统计划组织级电话脑经济岁农乡镇县国际龙阳腊当点为无产业独残户专线达产欢乐礼险题语总结记录单号台湾听说让带帮准备决办妇婴'
const NOT_SIMPLE = new Chars(TRADITIONAL)
const SIMPLE = new Map(Array.from(TRADITIONAL, (char, i) => [char, SIMPLIFIED[i] ?? char]))

/**
 * Said in another way, character for character; each with what its text must hold. The number of 「律师3 来了9户」 ends at the space: it is no
 * 三来.
 */
const SAME: [string, RegExp, string][] = [
  [' 来', / (?=来)/g, '，'],
  ['估', /估摸|毛估|估算/g, '估计'],
  ['约摸', /约摸/g, '约莫'],
  ['大致', /大致/g, '大概'],
  ['号', /(?<=[百千])号(?![楼院门])/g, '位'],
  // 一个班四十一一个班四十三
  ['一一', /(?<=[十百]一)一(?=个?[班组队车船])/g, '另'],
  ['好几', /(?<=[十百千])好几(?=[个人名位户家])/g, ' 几'],
]
/** ① … ② are lines, wherever they stand, */
const ROUND = /[①-⑳]/g
/** and so are 1）…；2）…. */
const NUMBERED = /[；;。：:](?= ?[（(]?\d{1,2}[)）])/g

/** What stands where a date was read: neither word nor pause. */
export const BLANK = '□'
/** What stands where something tells of no activity or counts nobody. */
export const MUTED = '◇'
/** What stands where a sender took something back. */
export const TAKEN = '■'

/**
 * A message as the rules see it: numerals and common characters in their simple shapes, character for character. `plain` may have holes
 * (`without`); `normal` is what is copied from for people to read. `offset` is where the text begins in what was sent.
 */
export interface Message {
  plain: string
  normal: string
  /** Where a stretch of `plain` stands in what was sent. */
  spanOf(start: number, end: number): Span
}

/** Bars between the cells of rows are pauses; between what was done one after the other, in one line, they are ends of lines. */
const BAR = /[|｜]/g
function cellsJoined(plain: string): string {
  if (!plain.includes('|') && !plain.includes('｜')) return plain
  const rows = plain.split('\n').filter((line) => line.includes('|') || line.includes('｜'))
  const itemised = /[|｜][ ]*\d{1,2}(?:[./月]|[日号])/.test(plain.replace(/(?<=^|\n)[ ]*[|｜]/g, ''))
  return rows.length > 1 && !itemised ? plain.replace(BAR, '，') : plain
}

/** 一是家访，…。二是志愿者培训，…: so many things, and no count. */
const ORDINAL = /(?<=^|[。；;：:，,\n ])[一二三四五六七八九十]是(?=[\u4e00-\u9fff])/g

const lined = (text: string): string => {
  const counted = text.includes('二是') && text.includes('一是') ? text.replace(ORDINAL, '\n\n') : text
  return /[)）]/.test(counted) && (counted.match(NUMBERED)?.length ?? 0) > 1 ? counted.replace(NUMBERED, '\n') : counted
}

/** 一班四十二二班四十五: the name of the next class is no part of the number. */
const RUN_ON = /(?<=班[一二三四五六七八九]?十[一二三四五六七八九])[一二三四](?=班)/g
const unjoined = (text: string): string =>
  text.includes('班') ? text.replace(RUN_ON, (said) => '甲乙丙丁'.charAt('一二三四'.indexOf(said))) : text

const simple = (text: string): string =>
  NOT_SIMPLE.in(text) ? Array.from(text, (char) => SIMPLE.get(char) ?? char).join('') : text

export function messageOf(original: string, offset = 0): Message {
  const normal = normaliseText(original)
  // Only characters that take no room are lost on the way; most texts have none.
  const at: number[] | null = normal.length === original.length ? null : []
  if (at) for (let i = 0; i < original.length; i++) if (normaliseText(original[i] ?? '') !== '') at.push(i)
  return {
    normal,
    plain: SAME.reduce(
      (text, [sign, said, same]) => (text.includes(sign) ? text.replace(said, same) : text),
      cellsJoined(lined(unjoined(simple(plainText(normal))).replace(ROUND, '\n'))),
    ),
    spanOf: (start, end) => ({
      start: offset + (at ? (at[start] ?? original.length) : start),
      end: offset + (at ? (at[end - 1] ?? original.length - 1) + 1 : Math.min(end, original.length)),
    }),
  }
}

/** Where a long text may be cut: at the end of a line, else of a sentence, else at a pause. */
const CUTS = ['\n', '。；;！!', '，, ']

/** A long text in stretches of at most so many characters, in order, nothing left out. */
export function stretchesOf(text: string, most: number): { part: string; at: number }[] {
  const parts: { part: string; at: number }[] = []
  for (let at = 0; at < text.length;) {
    const window = text.slice(at, at + most)
    const cuts = CUTS.map((marks) => Math.max(...Array.from(marks, (mark) => window.lastIndexOf(mark))) + 1)
    const cut = at + most < text.length ? cuts.find((one) => one > most / 2) : undefined
    const part = window.slice(0, cut)
    parts.push({ part, at })
    at += part.length
  }
  return parts
}

/** The text with these stretches left out, everything else in its place. */
export function without(text: string, spans: Span[], blank = BLANK): string {
  let left = ''
  let at = 0
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const end = Math.min(span.end, text.length)
    if (end <= at) continue
    const from = Math.max(at, span.start)
    left += text.slice(at, from) + blank.repeat(end - from)
    at = end
  }
  return left + text.slice(at)
}

/** The text without whatever the pattern (global) finds; of a group named `out` only that. */
export function withoutAll(text: string, ...patterns: RegExp[]): string {
  let left = text
  for (const pattern of patterns) {
    // Most find nothing, and to replace nothing takes longer than to look.
    pattern.lastIndex = 0
    if (!pattern.test(left)) continue
    left = left.replace(pattern, (...found) => {
      const groups = found.at(-1) as Record<string, string | undefined> | string
      const [whole] = found as [string]
      const out = typeof groups === 'object' ? groups['out'] : undefined
      return out === undefined ? MUTED.repeat(whole.length) : whole.replace(out, MUTED.repeat(out.length))
    })
  }
  return left
}

const PAUSES = new Chars('，。,；;！!？?\n|')
/** What stands before a place and behind the last pause, of at most so many characters. */
export function clauseUpTo(text: string, at: number, most: number): string {
  const least = Math.max(0, at - most)
  let from = at
  while (from > least && !PAUSES.at(text, from - 1)) from--
  return text.slice(from, at)
}

/** So far before a number stands what is said of it. */
const BEFORE = 24
const BLANKS = new Chars('□■◇')
/** What stands before a number, without what was read of it already. */
export const clauseBefore = (plain: string, at: number): string => {
  const clause = clauseUpTo(plain, at, BEFORE)
  return BLANKS.at(plain, at - 1) ? clause.replace(/[□■◇]+$/, '') : clause
}
