import type { Column } from '../../records/columns.js'
import { showNumber, shownUnit, type Figure, type Origin } from '../dataset/figure.js'
import { rowsFrom, type Rows } from '../dataset/rows.js'

/** One number with one of the places it was counted from; without a place for a number that nobody gave. */
export interface Evidence {
  figure: Figure
  origin: Origin | null
}

const TYPE: Record<Origin['type'], string> = {
  record: '填报记录',
  visit: '辅导走访',
  recap: '沙龙回顾',
  register: '枢纽登记',
}

/** A line for each place a number comes from, and one for a number that comes from none. */
export const evidenceOf = (figures: readonly Figure[]): Rows<Evidence> =>
  rowsFrom(
    figures.reduce((sum, { rows }) => sum + Math.max(1, rows), 0),
    function* () {
      for (const figure of figures)
        if (figure.rows === 0) yield { figure, origin: null }
        else for (const origin of figure.origins) yield { figure, origin }
    },
  )

/** The number on every line of its own, so that a filter on one of them shows all that it is made of. Ids are for the hub and its funder. */
export const EVIDENCE: Column<Evidence>[] = [
  { header: '数字', width: 24, cell: ({ figure }) => figure.name },
  { header: '值', width: 12, cell: ({ figure }) => (figure.min === figure.max ? figure.min : showNumber(figure)) },
  { header: '单位', width: 8, cell: ({ figure }) => shownUnit(figure) },
  { header: '怎么数的', width: 22, cell: ({ figure }) => basesText(figure) },
  { header: '没有写数的', width: 12, cell: ({ figure }) => figure.without },
  { header: '来源', width: 10, cell: ({ origin }) => origin && TYPE[origin.type] },
  { header: '机构', width: 22, cell: ({ origin }) => origin && origin.organisation },
  { header: '那里写的', width: 48, cell: ({ origin }) => origin && origin.about },
  { header: '照片张数', width: 10, cell: ({ origin }) => origin && origin.photoIds.length },
  { header: '编号', width: 28, internal: true, cell: ({ origin }) => origin && (origin.id || null) },
  { header: '第几处', width: 16, internal: true, cell: ({ origin }) => origin && origin.part },
  { header: '原始消息编号', width: 28, internal: true, cell: ({ origin }) => origin && list(origin.messageIds) },
  { header: '照片编号', width: 28, internal: true, cell: ({ origin }) => origin && list(origin.photoIds) },
]

const list = (ids: string[]): string | null => ids.join(' ') || null

/** Of people counted: 「签到 3、估计 1」. Of what nobody has to count nothing. */
const basesText = ({ bases, unit }: Figure): string | null =>
  unit.startsWith('人') ? bases.map(({ label, rows }) => `${label} ${rows}`).join('、') || null : null
