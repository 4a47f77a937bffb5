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
  new RegExp(`(?:^|[。；：:])\\s*(?<n>\\d)[.、．](?!\\d)`, 'g'),
  new RegExp(`(?:^|[。；：:，])\\s*[(（](?<n>\\d)[)）]`, 'g'),
]
const ANNOUNCED = new RegExp(`(?<n>\\d|两|${N}) ?(?:个|大)?(?:点|条|方面|项)[^，。；\\d]{0,10}(?=[：:。，]|$)`, 'g')
/** 「以上四个问题」 behind the points. */
const BACK = new RegExp(
  `(?:以上|上述|针对这|面对这|这)(?<n>\\d|两|${N}) ?[个点条项](?:问题|方面|不足|困难|挑战|经验|建议)?`,
)
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
  const runs = STYLES.flatMap((style, i) =>
    // Numbers at the heads of paragraphs are lists, told elsewhere.
    runsOf(texts, style).filter((run) => i < STYLES.length - 2 || run.every(({ block }) => block === run[0]?.block)),
  )
  return runs.flatMap((run): Finding[] => {
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
    const behind = [last.block.text.slice(last.start), texts[texts.indexOf(last.block) + 1]?.text ?? ''].join('\n')
    const back = BACK.exec(behind)
    const meant = back?.groups?.['n'] === '两' ? 2 : (readNumber(back?.groups?.['n'] ?? '') ?? last.n)
    if (back && meant !== last.n)
      return [
        {
          severity: 'contradiction',
          kind: 'parts',
          message: `说「${back[0]}」，前面写了 ${last.n} / ${meant} are meant, ${last.n} are told`,
          places: [at(last), placeOf(last.block, back[0])],
          advice: '补上漏的，或改这个数 / add what is missing, or correct the number',
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

const SESSION = /第(?<n>[一二三四五六七八九十\d]{1,2})(?<unit>[期次场讲批轮])/g
const HELD =
  /(?:共|一共|总共)?(?:办|开展|举办|组织|进行)?了?(?<n>\d{1,2}|[二两三四五六七八九十]) ?(?<unit>[期次场讲批轮])/

/** 「共办了四期：第一期 …；第二期 …；第四期 …」: a session left out of a row that the text tells one by one. */
export function sessionsInProse({ texts }: Facts): Finding[] {
  return texts.flatMap((block): Finding[] => {
    if (block.type === 'heading') return []
    const said = [...block.text.matchAll(SESSION)].map((found) => ({
      found,
      n: readNumber(found.groups?.['n'] ?? '') ?? 0,
    }))
    const rising = said.every(({ n, found }, i) => {
      const before = said[i - 1]
      return !before || (n > before.n && found.groups?.['unit'] === before.found.groups?.['unit'])
    })
    const [first, last] = [said[0], said.at(-1)]
    if (said.length < 3 || !rising || first?.n !== 1 || !last) return []
    const jump = said.findIndex(({ n }, i) => i > 0 && n > (said[i - 1]?.n ?? 0) + 1)
    const [before, after] = [said[jump - 1], said[jump]]
    const quote = block.text.slice(Math.max(0, first.found.index - 16), last.found.index + 16)
    if (before && after)
      return [
        {
          severity: 'doubtful',
          kind: 'numbering',
          message: `从${before.found[0]}跳到${after.found[0]} / the sessions jump from ${before.n} to ${after.n}`,
          places: [placeOf(block, quote)],
          advice: '是漏了一期，还是期数没改 / was one left out, or only the number?',
        },
      ]
    const { n: said2 = '', unit } = HELD.exec(block.text.slice(0, first.found.index))?.groups ?? {}
    const n = said2 === '两' ? 2 : readNumber(said2)
    if (n === null || unit !== first.found.groups?.['unit'] || n === last.n) return []
    return [
      {
        severity: 'contradiction',
        kind: 'parts',
        message: `说 ${n} ${unit}，一${unit}一${unit}写的有 ${last.n} / announces ${n}, tells ${last.n}`,
        places: [placeOf(block, quote)],
        advice: '补上漏的，或改前面的数 / add what is missing, or correct the number',
      },
    ]
  })
}
