import { readNumber } from '../../kernel/numeral.js'
import { placeOf, placeOfRow, type Heading, type Paragraph } from '../document.js'
import type { Facts } from '../facts/facts.js'
import type { Finding } from '../finding.js'

const N = '[一二三四五六七八九十]'
/** 第一，…；一是…；其一，…: points told in running text. */
const STYLES = [
  new RegExp(`(?:^|[。；：:！？\\n，])\\s*第(?<n>${N})(?=[，,、：:是]|点|个?方面)`, 'g'),
  new RegExp(`(?:^|[。；：:！？\\n，])\\s*(?<n>${N})是(?=[^否])`, 'g'),
  new RegExp(`(?:^|[。；：:！？\\n，])\\s*其(?<n>${N})(?=[，,、：:是])`, 'g'),
]
const ANNOUNCED = new RegExp(`(?<n>\\d|两|${N}) ?(?:个|大)?(?:点|条|方面|项)[^，。；\\d]{0,10}(?=[：:。，]|$)`, 'g')
const NO_POINTS = /目标|计划|指标|活动|课程|培训|服务|产出/

interface Point {
  block: Heading | Paragraph
  n: number
  start: number
}

/** The points of one style that count on from the first, over paragraphs that stand together. */
function runsOf(texts: (Heading | Paragraph)[], style: RegExp): Point[][] {
  const runs: Point[][] = []
  let open: Point[] | null = null
  let part = ''
  for (const block of texts) {
    if (block.type === 'heading') {
      open = null
      continue
    }
    if (block.path.join() !== part) open = null
    part = block.path.join()
    for (const found of block.text.matchAll(style)) {
      const point = { block, n: readNumber(found.groups?.['n'] ?? '') ?? 0, start: found.index }
      if (point.n === 1) runs.push((open = [point]))
      else if (open && point.n > (open.at(-1)?.n ?? 0)) open.push(point)
      else open = null
    }
  }
  return runs
}

/** 「经验有三条。第一，…第二，…第四，…」: an ordinal left out, or fewer points than were announced. */
export function proseOrdinals({ texts }: Facts): Finding[] {
  return STYLES.flatMap((style) => runsOf(texts, style)).flatMap((run): Finding[] => {
    const [first] = run
    const last = run.at(-1)
    if (!first || !last || run.length < 2) return []
    const at = (point: Point) =>
      placeOf(point.block, point.block.text.slice(Math.max(0, point.start), point.start + 40))
    const jump = run.findIndex((point, i) => i > 0 && point.n !== (run[i - 1]?.n ?? 0) + 1)
    const [before, after] = [run[jump - 1], run[jump]]
    if (before && after)
      return [
        {
          severity: 'doubtful',
          kind: 'numbering',
          message: `从第 ${before.n} 点跳到第 ${after.n} 点 / the points jump from ${before.n} to ${after.n}`,
          places: [at(before), at(after)],
          advice: '是漏了一点，还是编号没改 / was one left out, or only the number?',
        },
      ]
    const i = texts.indexOf(first.block)
    const above = texts[i - 1]
    const lead =
      first.start > 3
        ? { block: first.block, text: first.block.text.slice(0, first.start + 1) }
        : above && above.type === 'paragraph' && above.text.length <= 60
          ? { block: above, text: above.text }
          : null
    const announced = lead ? [...lead.text.matchAll(ANNOUNCED)].at(-1) : undefined
    const said = announced?.groups?.['n'] ?? ''
    const n = said === '两' ? 2 : (readNumber(said) ?? 0)
    if (!lead || !announced || n < 2 || n === last.n || NO_POINTS.test(announced[0])) return []
    return [
      {
        severity: 'contradiction',
        kind: 'parts',
        message: `说有 ${n}，后面写了 ${last.n} / announces ${n}, tells ${last.n}`,
        places: [placeOf(lead.block, lead.text), at(last)],
        advice: '补上漏的，或改前面的数 / add what is missing, or correct the number',
      },
    ]
  })
}

const ORDINAL = /^第(?<n>[一二三四五六七八九十\d]{1,3})(?:[期次场讲课届轮批])/

/** Rows that say which of a series they are, and leave one out: 第三期, 第五期. */
export function rowOrdinals({ tables }: Facts): Finding[] {
  return tables.flatMap(({ table, columns, rows }) =>
    columns.flatMap(({ at }): Finding[] => {
      const said = rows.flatMap((row) => {
        const n = readNumber(ORDINAL.exec((row.cells[at] ?? '').replace(/\s/g, ''))?.groups?.['n'] ?? '')
        return n === null ? [] : [{ row, n }]
      })
      if (said.length < 3 || said.length < rows.length * 0.7) return []
      const jump = said.findIndex(({ n }, i) => i > 0 && n > (said[i - 1]?.n ?? 0) + 1)
      const [before, after] = [said[jump - 1], said[jump]]
      if (!before || !after || said.some(({ n }, i) => i > 0 && n <= (said[i - 1]?.n ?? 0))) return []
      return [
        {
          severity: 'doubtful',
          kind: 'numbering',
          message: `从第 ${before.n} 跳到第 ${after.n} / the rows jump from number ${before.n} to ${after.n}`,
          places: [before, after].map(({ row }) => placeOfRow(table, row)),
          advice: '是漏了一行，还是编号没改 / was a row left out, or only the number?',
        },
      ]
    }),
  )
}
