import { escaped } from '../kernel/escaped.js'
import { normaliseText } from '../kernel/numeral.js'
import { besideWhat, whatFirst, withRooms } from '../kernel/venue-words.js'
import type { Problem } from '../kernel/outcome.js'
import type { Asking } from './field-kind.js'
import { isSame } from './again.js'
import { isOnlySlip } from './corrects.js'
import { asksIn } from './no-value.js'
import { isNothing } from './prompt.js'
import { remarkProblem } from './remark.js'
import { withoutLeadIn } from './lead-in.js'
import { areWords, readWords } from './row-of-words.js'
import { withoutAmounts, withoutEach } from './row-amounts.js'
import { veiled, withGroupsNamed } from './row-asides.js'
import { dayFirst } from './row-day-first.js'
import { withoutCounting } from './row-counting.js'
import { isWholly, readCell, saysAgain, withoutLabel } from './row-cells.js'
import type { Cells, Column } from './rows.js'

/**
 * A text as a row: what was found, or why it cannot be kept. Null when nothing in it says when or how
 * much. `notice` is said of a row that is kept all the same.
 */
export type RowReading = { cells: Cells; problem?: Problem; notice?: Problem } | null

/** Not the comma of 1,200, nor one before the parts of a count. */
const COMMA = /\s*(?:，|(?<!\d),|,(?!\d{3}(?!\d)))(?!\s*(?:其中|包括|含))\s*/
/** Spaces between parts, which Chinese types; not those between words of Latin letters, nor round a plus. */
const WIDE = /(?<![A-Za-z\d'+])\s+(?!\+)|(?<!\+)\s+(?![A-Za-z'+])/
/** From the most to the least certain: cells of a sheet, then what people type between the parts of a row. */
const SEPARATORS = [/\t+/, /\s*[|｜·•]+\s*/, /\s*[;；]\s*/, COMMA, WIDE, /、/]
const STRONG = 2

const LEADING =
  /^(?:[\s,，.。;；:：、·|)）—-]|(?:搞|举办|组织|开展|举行|办)了(?:一[次场个])?|有(?:过|了)?一[次场](?=[\u4e00-\u9fff]{2})|上午|下午|晚上|早上|中午|傍晚|我们|[还又也](?=在[\u4e00-\u9fff])|也是(?=[\u4e00-\u9fff]{1,8}(?:会|课|班|赛|营|活动|培训|沙龙|讲座)$)|在?当天|还有|另外|另有|再就是|的(?![士哥确]))+/u
const TRAILING =
  /(?:[\s,，.。;；:：、·|—=(（-]|来了|(?<!^也)是|到场|到了|参加者?|参与|出席|人数|一共|总共|共计|共有?|大概|大约|有|花了?|用了|(?<![启使试信应备通专公享适利日费作采引沿占租运选食服]|(?<![一总])共)用|支出|付了?|合计)+$/u
const FILLER =
  /^(?:[今那当]天|[这本]次|已|已经|来|参加|参与|到场|出席|人数|金额|[的了吧啊呢呀]+|[改换]成|改[为到]|人|左右|[又也]?去[了过]|办了|搞了|参加了|参加人数)$/u
/** What an activity is called and a place never. */
const NO_PLACE =
  /^第|^(?:最多|至多|预计|计划)$|\d ?(?:人次|[人名位户])$|很|大家|高兴|开心|感谢|花了|用了|\d元|(?:培训|沙龙|活动|讲座|分享|交流|比赛|仪式|论坛|课程?|[期次届])$/u
/** 「在鸡鸣山社区搞了第三期读书会」: where, then what. */
const PROSE = /^在(.{2,20}?)(?:举办|举行|组织|开展|召开|进行|搞|办|开|做)了?(?:一[次场个])?(.{2,})$/u

/** 「在红谷滩」 by itself. */
const IN_PLACE = /^在(?!一起|线|路上)([^\s]{2,12})(?<!项目|启动|开始|培训|活动)$/u

export function readRow(columns: Column[], said: string, asking: Asking): RowReading {
  const raw = withoutLeadIn(said)
  const labelled = readLabelled(columns, raw, asking)
  if (labelled) return labelled
  if (areWords(columns)) return readWords(columns, raw, asking)
  const { text, unveil } = veiled(columns, raw, asking)
  return unveil(readParts(columns, text, asking))
}

function readParts(columns: Column[], raw: string, asking: Asking): RowReading {
  const cells: Cells = {}
  let problem: Problem | undefined
  let notice: Problem | undefined
  const exact = columns.filter(({ kind }) => !kind.free)
  const day = dayFirst(exact[0], raw, asking)
  if (day) cells[day.column.field.key] = day.cell
  const open = day ? exact.slice(1) : exact
  for (const { field, kind } of open) problem ??= kind.objection?.(field, raw, asking) ?? undefined
  if (problem) return { cells, problem }
  const { pieces: every, strong } = day
    ? { pieces: day.pieces.map((piece) => withoutLabel(exact, piece)), strong: false }
    : piecesOf(raw, exact, asking)
  const { pieces, amounts } = withoutAmounts(columns, exact, every, asking)

  for (const column of open) {
    const { field, kind } = column
    joinParts(column, pieces, asking)
    for (let i = 0; i < pieces.length && cells[field.key] === undefined; i++) {
      const piece = pieces[i] as string
      const whole = isWholly(column, piece, asking) ? readCell(column, { type: 'text', text: piece }, asking) : null
      if (whole?.type === 'problem') problem ??= whole.problem
      else if (whole) {
        cells[field.key] = whole.cell
        pieces.splice(i, 1)
      }
    }
    for (let i = 0; i < pieces.length && cells[field.key] === undefined; i++) {
      const piece = pieces[i] as string
      const spot = kind.spot?.(field, piece, asking)
      if (!spot) continue
      const [fault] = kind.check(field, spot.value, asking)
      if (fault) problem ??= fault
      else cells[field.key] = kind.encode(spot.value)
      pieces.splice(i, 1, piece.slice(0, spot.start), piece.slice(spot.end))
      break
    }
    if (cells[field.key] === undefined && field.required) takeTail(column, pieces, cells, asking)
  }
  if (exact.every(({ field }) => (cells[field.key] ?? null) === null)) return problem ? { cells, problem } : null

  const free = columns.filter(({ kind }) => kind.free)
  const counted = exact.some(({ field }) => !field.required && (cells[field.key] ?? null) !== null)
  const words = withRooms(strong ? pieces : pieces.flatMap((piece) => (/\s/.test(piece) ? piece.split(WIDE) : piece)))
    .map((piece) =>
      withoutEach(piece, counted ? amounts : [])
        .replace(LEADING, '')
        .replace(TRAILING, ''),
    )
    .filter((piece) => piece && !FILLER.test(piece) && !isOnlySlip(piece))
    .filter((piece) => {
      // A second count is neither a place nor a title: which is meant is asked.
      const second =
        /^\d+$/.test(piece) || isNothing(piece)
          ? undefined
          : exact.find((column) => !column.field.required && isWholly(column, piece, asking))
      if (second) delete cells[second.field.key]
      return !second
    })
    .filter((piece) => {
      // 「限30人」 says nothing of who came, which is asked for.
      const none = exact.flatMap(({ field, kind }) => (!field.required && kind.objection?.(field, piece, asking)) || [])
      notice ??= none[0]
      return none.length === 0
    })
  const said = withoutCounting(columns, words, cells, asking)
  notice ??= said.notice
  const left = withGroupsNamed(said.words, free.length)
  if (amounts.length > 0 && (left[0] ?? amounts.find((one) => /^\p{L}{2}/u.test(one))))
    left[0] = [...left.slice(0, 1), ...amounts].join(' ')
  // 「5月24也是 20人」 where nothing stands above: what it was is asked.
  if (left[0] === ALSO && !isAgain(columns, cells, left, asking)) left.shift()
  if (isAgain(columns, cells, left, asking)) {
    // That counts nobody.
    const all = left.splice(0)[0] !== ALSO
    for (const { field, kind } of columns) if (all || kind.free) cells[field.key] ??= asking.above?.[field.key] ?? null
  }
  // 「同上」 is said of a column that may be as before, wherever it stands.
  for (const [i, piece] of left.entries()) {
    // Where each has its own, it is of the one it stands in the place of.
    const again = (left.length < free.length ? [free[i], ...free] : [free[i]]).find(
      (one) => one && cells[one.field.key] === undefined && saysAgain(one.field, piece),
    )
    const read = again && readCell(again, { type: 'text', text: piece }, asking)
    if (!again || !read) continue
    if (read.type === 'problem') problem ??= read.problem
    else cells[again.field.key] = read.cell
    left[i] = ''
  }
  const fault = placeFree(
    free.filter(({ field }) => cells[field.key] === undefined),
    whatFirst(besideWhat(left.filter(Boolean))),
    cells,
    asking,
  )
  if (!problem && fault?.code === EACH_ITS_OWN) return { cells, notice: fault }
  problem ??= fault
  return problem ? { cells, problem } : notice ? { cells, notice } : { cells }
}

const ALSO = '也是'

/** 「4月12日 同上」: all but the day is as in the row above, where there is one; a row has what its column of words must have. */
const isAgain = (columns: Column[], cells: Cells, [only, ...others]: string[], { above }: Asking): boolean =>
  only !== undefined &&
  others.length === 0 &&
  isSame(only) &&
  columns.some(({ field, kind }) => kind.spots === 'all' && (cells[field.key] ?? null) !== null) &&
  columns.every(({ field, kind }) => !kind.free || !field.required || (above?.[field.key] ?? null) !== null)

function piecesOf(raw: string, exact: Column[], asking: Asking): { pieces: string[]; strong: boolean } {
  const normal = normaliseText(raw)
  for (const [i, separator] of SEPARATORS.entries()) {
    if (!separator.test(i === 0 ? raw : normal)) continue
    // Of the raw text only the tabs of a sheet are cut, which normalising makes spaces of.
    const parts = i === 0 ? raw.split(separator).map(normaliseText) : normal.split(separator)
    const pieces = parts.map((piece) => withoutLabel(exact, piece.trim())).filter(Boolean)
    if (pieces.length < 2 || pieces.length > 40) continue
    if (pieces.some((piece) => exact.some((column) => isWholly(column, piece, asking))))
      return { pieces, strong: i < STRONG }
  }
  return { pieces: [normal.trim()], strong: false }
}

/** 下午, 个家庭: so short is what a value ends in without a number of its own. */
const TAIL = 4
const NUMERAL = /[\d０-９零〇一二三四五六七八九十百千万半两]/
const ENDS_IN_NUMBER = /[\d０-９一二三四五六七八九十] ?$/

/** Puts together what a separator cut: 「义工15，老人40」 and 「大学生志愿者 十五六个」 are one headcount. */
function joinParts({ field, kind }: Column, pieces: string[], asking: Asking): void {
  for (let i = pieces.length - 2; i >= 0; i--) {
    const [piece = '', next = ''] = [pieces[i], pieces[i + 1]]
    if (kind.leads?.(piece) === false) continue
    const [one, other] = [piece, next].map((part) => kind.spot?.(field, part, asking))
    const ends = other?.start === 0 && other.end === next.length
    if ((!one && !other && !ENDS_IN_NUMBER.test(piece)) || !(ends || next.length <= TAIL || NUMERAL.test(next)))
      continue
    for (const comma of ['，', ' ']) {
      const joined = `${piece}${comma}${next}`
      const spot = kind.spot?.(field, joined, asking)
      if (!spot || spot.start >= piece.length || spot.end < joined.length) continue
      pieces.splice(i, 2, joined)
      break
    }
  }
}

/** 「场地费500」, 「讲师车费三百二」, 「车费二百多」, 「场地没花钱」: a sum at the end of a piece, with its hedges. */
const TAILS = [
  /^(.+?)((?:大概|大约|差不多|不到|将近|不足|超过|(?<!预)约)(?:花了?|用了?)?[\d.,零一二三四五六七八九十百千万两半]+[多余来]?)$/su,
  /^(.*?[^\d.,])([\d.,]+ ?[万千百wWkK]?(?:左右|上下|出头|[多余来])?)$/su,
  /^(.*?[费钱款贴])([零一二三四五六七八九十百千万两半]+(?:左右|上下|出头|[多余来])?)$/su,
  /^(.*?[^零一二三四五六七八九十百千万两半几多数第])([一二三四五六七八九两][百千万十][零一二三四五六七八九十百千万两]*(?:左右|上下|出头|[多余来])?)$/su,
  /^(.+?)(没花钱|没用钱)$/su,
]
function takeTail(column: Column, pieces: string[], cells: Cells, asking: Asking): void {
  for (const [i, piece] of pieces.entries()) {
    const [, head = '', tail = ''] = TAILS.map((pattern) => pattern.exec(piece)).find((found) => found) ?? []
    const read = tail ? readCell(column, { type: 'text', text: tail }, asking) : null
    if (read?.type !== 'cell' || read.cell === null) continue
    cells[column.field.key] = read.cell
    pieces.splice(i, 1, head)
    return
  }
}

/** 「同上」 where each row has its own: that is asked for, and the rest of the row stays. */
const EACH_ITS_OWN = 'again.not_here'

/** 「给老人剪了三十七个头」 is no place. */
const COUNTS = /了\s*[约近]?[\d一二两三四五六七八九十百几]+[多余来几]*[\p{L}]/u
/** Puts what is left into the columns of words, in their order; what is too much goes to the first. */
function placeFree(free: Column[], left: string[], cells: Cells, asking: Asking): Problem | undefined {
  const [, where, what] = PROSE.exec(left[0] ?? '') ?? []
  const at = left.findIndex((piece) => IN_PLACE.test(piece))
  const place = free.find(({ kind }) => kind.hears === 'location')
  const others = free.filter((column) => column !== place)
  let texts = new Map<Column, string>()
  if (where && what && place && others[0]) {
    texts = new Map([
      [others[0], [what, ...left.slice(1)].join(' ')],
      [place, where],
    ])
  } else if (at >= 0 && left.length > 1 && place && others[0]) {
    texts = new Map([
      [others[0], left.toSpliced(at, 1).join(' ')],
      [place, IN_PLACE.exec(left[at] ?? '')?.[1] ?? ''],
    ])
  } else {
    const extra =
      left.length < free.length ? 0 : left.length - free.length + (NO_PLACE.test(left.at(-1) ?? '') && place ? 1 : 0)
    free.forEach((column, i) => {
      const text = i === 0 ? left.slice(0, extra + 1).join(' ') : left[i + extra]
      if (text) texts.set(column, text)
    })
  }
  let own: Problem | undefined
  for (const [column, text] of texts) {
    if (column === place && COUNTS.test(text)) continue
    const remark = remarkProblem(text, column.field.label)
    if (remark && column === place) continue
    const alone = column.field.required && Object.keys(cells).length < 2
    const talk = remark ?? (alone ? asksIn(text, column.field.label) : null)
    if (talk) return talk
    const read = readCell(column, { type: 'text', text }, asking)
    if (read.type === 'problem' && read.problem.code !== EACH_ITS_OWN) return read.problem
    if (read.type === 'problem') own = read.problem
    else cells[column.field.key] = read.cell
  }
  return own
}

/** 「日期：3月22日 内容：培训」: at least two columns by their names. */
function readLabelled(columns: Column[], raw: string, asking: Asking): RowReading {
  if (!/[:：]/.test(raw)) return null
  const text = normaliseText(raw)
  const found = columns
    .flatMap((column) => {
      if (!text.includes(column.field.label)) return []
      const at = text.search(new RegExp(`(?:^|[\\s,，;；、])${escaped(column.field.label)}\\s*[:：]`, 'u'))
      return at < 0 ? [] : [{ column, at }]
    })
    .sort((a, b) => a.at - b.at)
  if (found.length < 2) return null
  const cells: Cells = {}
  let problem: Problem | undefined
  for (const [i, { column, at }] of found.entries()) {
    const value = text
      .slice(at, found[i + 1]?.at)
      .replace(/^[^:：]*[:：]\s*/u, '')
      .replace(/[\s,，;；、]+$/u, '')
    const read = value ? readCell(column, { type: 'text', text: value }, asking) : null
    if (read?.type === 'cell') cells[column.field.key] = read.cell
    else if (read) problem ??= read.problem
  }
  return problem ? { cells, problem } : { cells }
}
