import { placeOf } from '../document.js'
import type { Facts } from '../facts/facts.js'
import type { Item } from '../facts/lists.js'
import type { Finding } from '../finding.js'

const POSTPONED = /推迟|延[期后]|调整到|顺延|[至到]\d{1,2}月|放到/

/** Numbered goals in one column or list, and fewer numbered answers beside them. */
export function goalsAnswered({ report, numbered }: Facts): Finding[] {
  const inTables = report.blocks.flatMap((block): Finding[] => {
    if (block.type !== 'table') return []
    const header = block.rows.findIndex(
      ({ cells }) => cells.some((cell) => /目标/.test(cell)) && cells.some((cell) => /实际|达成|完成|结果/.test(cell)),
    )
    const titles = block.rows[header]?.cells ?? []
    const [goal, result] = [
      titles.findIndex((cell) => /目标/.test(cell) && !/达成|实际/.test(cell)),
      titles.findIndex((cell) => /实际|达成情况|完成情况|结果/.test(cell)),
    ]
    if (header < 0 || goal < 0 || result < 0) return []
    const below = block.rows.slice(header + 1)
    const of = (at: number) =>
      below
        .flatMap(({ cells }) => (cells[at] ?? '').split('\n'))
        .map((text) => text.trim())
        .filter((text) => text !== '')
    return compared(of(goal), of(result), { where: `表${block.number}`, quote: titles.join(' | ') })
  })
  const lists = numbered.filter(
    (list) => list.length >= 2 && list.every(({ block }) => block.path.some((heading) => /目标/.test(heading))),
  )
  const results = numbered.filter(
    (list) => list.length >= 2 && list.every(({ block }) => /实际|达成|完成情况/.test(block.path.at(-1) ?? '')),
  )
  const [first, answer] = [lists[0], results.find((list) => list !== lists[0])]
  const ofItems = (list: Item[]) => list.map(({ block }) => block.text)
  const inLists =
    first &&
    answer &&
    (first[0]?.style !== '目标' || answer[0]?.style === '目标') &&
    (answer[0]?.block.at ?? 0) > (first.at(-1)?.block.at ?? 0)
      ? compared(ofItems(first), ofItems(answer), placeOf(first[0]?.block ?? answer[0]!.block))
      : []
  return [...inTables, ...inLists]
}

const numberOfLine = (text: string): string | null =>
  /^[(（]?(?:(?:具体|阶段)?(?:目标|任务|指标) ?)?(\d{1,2}|[一二三四五六七八九十]{1,2}(?=[、:：]))[)）、.．:：\s]/.exec(
    text,
  )?.[1] ?? null

function compared(goals: string[], results: string[], place: { where: string; quote: string }): Finding[] {
  const [asked, given] = [goals.filter((text) => numberOfLine(text)), results.filter((text) => numberOfLine(text))]
  if (asked.length < 2 || given.length === 0 || given.length >= asked.length) return []
  const put = given.find((text) => POSTPONED.test(text)) ?? given.at(-1) ?? ''
  return [
    {
      severity: 'coverage',
      kind: 'goals',
      message: `${asked.length} 个目标，${given.length} 条结果：有的目标没有单独回答 / ${asked.length} goals, ${given.length} answers`,
      places: [place, { where: place.where, quote: asked.at(-1) ?? '' }, { where: place.where, quote: put }],
      advice:
        '一个目标写一条结果；推迟的写推迟到什么时候、为什么 / answer each goal by itself, also one that was put off',
    },
  ]
}
