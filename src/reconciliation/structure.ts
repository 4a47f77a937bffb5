import type { Block, Piece, Report } from './document.js'
import { isLabelled } from './facts/header.js'
import { unfolded } from './forms-as-tables.js'
import { piecesOfSheet } from './sheets.js'

type Line = Extract<Piece, { type: 'line' }>

const HAN = '一二三四五六七八九十'
const MARKER = new RegExp(
  `^(?:#+ |第[${HAN}]+[部章节篇]|[${HAN}]{1,3}[、.:：]|[(（][${HAN}\\d]{1,3}[)）]|\\d{1,2} ?[、.)）]|[①-⑳]|[-•·●◆★※]|[A-Za-z][.)、])`,
)
const DATE_FIRST = /^(?:\d{4} ?年|\d{1,2} ?月)/
/** What an unnumbered heading is called. */
const CALLED =
  /^[\u4e00-\u9fff]{0,18}(?:背景|概述|概况|简介|介绍|内容|情况|目标|成果|成效|结果|产出|总结|小结|反思|经验|问题|不足|计划|展望|结语|致谢|附件|附录|前言|引言|反馈|财务|预算|影响|亮点|案例|故事|图片|照片|说明|分析|建议|意见|改进|对策|措施|办法)[:：]?$/
const LONG_LINE = 25
/** A line this near to the widest ones around it was cut where the column ended. */
const FULL = 0.8
const NARROWEST = 14
const SENTENCE_END = /[。；;！!？?，,”…]$/

/** The level of a heading by its number or by what it is called, or null. */
function levelOf({ text, level }: Line): number | null {
  const bare = bareOf(text)
  const hashes = /^#+(?= )/.exec(text)?.[0].length
  const unexplained = bare.replace(/[(（][^)）]*[)）]$/, '')
  const inSentence = /[。；;，,]/.test(unexplained) || /[:：]./.test(unexplained)
  if (new RegExp(`^第[${HAN}]+[部章节篇]`).test(bare) && bare.length <= 40) return 1
  if (new RegExp(`^[${HAN}]{1,3}[、.:：]`).test(bare) && bare.length <= 40 && !/[。；;，,]$/.test(bare)) return 1
  if (hashes === undefined && level === undefined) {
    if (new RegExp(`^[(（][${HAN}]{1,3}[)）]`).test(bare) && bare.length <= 30 && !inSentence) return 2
    if (/^\d{1,2} ?[、.)）](?!\d)/.test(bare) && bare.length <= 30 && !inSentence) return 3
    // 困难： and 对策： are labels within a part.
    if (/[:：]$/.test(bare) && /我们|[有是][\u4e00-\u9fff]*[二两三四五六七八九\d] ?[个点条项方]/.test(bare)) return null
    return CALLED.test(bare) && bare.length <= 24 ? (/^.{1,4}[:：]$/.test(bare) ? 4 : 1) : null
  }
  if (/^\d{1,2} ?[、.)）]/.test(bare)) return 3
  return level ?? hashes ?? null
}

const bareOf = (text: string): string => text.replace(/^#+ */, '').trim()

/** How wide a line is, in Chinese characters. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, char) => sum + (/[\u2e80-\uffff]/.test(char) ? 1 : 0.5), 0)

/** Whether a page break or a line's end cut a sentence in two. `around`: the widest of the lines near it. */
function isCut(before: Line, last: number, after: Line, around: number): boolean {
  if (/[。；;：:！!？?”…]$/.test(before.text) || after.whole || /^[“「]/.test(after.text)) return false
  if (MARKER.test(after.text) || DATE_FIRST.test(after.text) || CALLED.test(after.text)) return false
  if (isLabelled(before.text) || isLabelled(after.text)) return false
  if (after.gap === 0) return before.text.length >= LONG_LINE || /[，、]$/.test(before.text)
  if (after.gap >= 3) return before.text.length >= LONG_LINE && SENTENCE_END.test(after.text)
  return around < Infinity && (/[，、]$/.test(before.text) || (last >= NARROWEST && last >= around * FULL))
}

/** The pieces with sentences that were cut by pages put together again. */
function joined(pieces: Piece[]): Piece[] {
  const out: Piece[] = []
  const widths = pieces.map((piece) => (piece.type === 'line' ? widthOf(piece.text) : 0))
  const wrapped = isWrapped(pieces, widths)
  for (const [i, piece] of pieces.entries()) {
    const last = out.at(-1)
    const around = wrapped ? Math.max(...widths.slice(Math.max(0, i - 4), i + 4)) : Infinity
    const cut =
      piece.type === 'line' &&
      last?.type === 'line' &&
      last.text.length < LONGEST &&
      (levelOf(last) === null || (wrapped && (widths[i - 1] ?? 0) >= NARROWEST)) &&
      levelOf(piece) === null &&
      isCut(last, widths[i - 1] ?? 0, piece, around)
    if (cut) out[out.length - 1] = { ...last, text: last.text + piece.text }
    else out.push(piece)
  }
  return out
}

/** Whether most lines stop in the middle of a sentence, as text out of a PDF does. */
function isWrapped(pieces: Piece[], widths: number[]): boolean {
  const long = pieces.filter((piece, i) => piece.type === 'line' && (widths[i] ?? 0) >= NARROWEST)
  const open = long.filter((piece) => piece.type === 'line' && !/[。；;：:！!？?”…]$/.test(piece.text))
  return long.length >= 10 && open.length > long.length / 2
}

const styleOf = (text: string): string => bareOf(text).replace(/\d+/, '0').slice(0, 2)

/** Short numbered lines directly one after the other are a list, not headings without text. */
function isListed(pieces: Piece[], i: number): boolean {
  const line = pieces[i] as Line
  const beside = [pieces[i - 1], pieces[i + 1]].filter((piece) => piece?.type === 'line' && levelOf(piece) === 3)
  return beside.some((piece) => styleOf((piece as Line).text) === styleOf(line.text))
}

/** No paragraph is longer: what is, was made to keep us busy, and is gone through in parts. */
const LONGEST = 1500

function shortened(piece: Piece): Piece[] {
  if (piece.type !== 'line' || piece.text.length <= LONGEST) return [piece]
  return Array.from({ length: Math.ceil(piece.text.length / LONGEST) }, (_, i) => ({
    ...piece,
    text: piece.text.slice(i * LONGEST, (i + 1) * LONGEST),
  }))
}

/** A report from what a file reader found: headings with their levels, paragraphs, tables, each under its headings. */
export function reportOf(found: Piece[]): Report {
  const pieces = joined(
    found
      .flatMap((piece) => (piece.type === 'table' ? piecesOfSheet(piece) : piece))
      .flatMap((piece) => (piece.type === 'table' ? unfolded(piece) : piece)),
  ).flatMap(shortened)
  const blocks: Block[] = []
  const open: { level: number; text: string; where: string }[] = []
  const path = () => open.map(({ text }) => text)
  let tables = 0
  const inSheet = new Set<string>()
  /** A sheet stands under no heading of the sheet before it. */
  const enter = (where: string) => {
    const sheet = /^(.*)!\d+$/.exec(where)?.[1]
    if (sheet === undefined || inSheet.has(sheet)) return
    inSheet.add(sheet)
    open.splice(0, open.length, ...open.filter((heading) => !heading.where.includes('!')))
    open.push({ level: 0, text: sheet, where })
  }
  for (const [i, piece] of pieces.entries()) {
    const at = blocks.length
    if (piece.type === 'picture') {
      blocks.push({ type: 'picture', at, path: path() })
      continue
    }
    if (piece.type === 'table') {
      enter(piece.rows[0]?.where ?? '')
      tables += 1
      blocks.push({ type: 'table', at, path: path(), number: tables, name: piece.name ?? '', rows: piece.rows })
      continue
    }
    const text = bareOf(piece.text)
    if (text === '') continue
    enter(piece.where)
    const level = levelOf(piece)
    if (level === null || (level === 3 && piece.level === undefined && isListed(pieces, i))) {
      blocks.push({ type: 'paragraph', at, path: path(), text, where: piece.where })
      continue
    }
    while (open.length > 0 && (open.at(-1)?.level ?? 0) >= level) open.pop()
    blocks.push({ type: 'heading', at, path: path(), level, text, where: piece.where })
    open.push({ level, text, where: piece.where })
  }
  return { title: titleOf(blocks), blocks }
}

/** The short lines at the top, before anything is said. */
function titleOf(blocks: Block[]): string {
  const lines: string[] = []
  for (const block of blocks.slice(0, 4)) {
    if (!('text' in block) || block.text.length > 40 || /[:：。]/.test(block.text)) break
    if (lines.length > 0 && MARKER.test(block.text)) break
    lines.push(block.text)
  }
  return lines.join(' ')
}
