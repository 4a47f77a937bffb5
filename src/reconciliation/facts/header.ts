import { dayOf, lastOfMonth, type Days } from '../../kernel/day.js'
import { isText, placeOf, placeOfRow, type Place, type Report } from '../document.js'
import { daysIn } from './days.js'

export interface Said {
  label: string
  value: string
  place: Place
}

/** What a report says of itself at its top, and the time it is about. */
export interface Header {
  said: Said[]
  period: Days | null
  /** Where the period is said. */
  periodPlace: Place | null
  /** Whether the period is only the year of the title. */
  byTitle: boolean
}

const LABEL =
  /^(?:及)?(?<label>[\u4e00-\u9fff]{0,8}(?:周期|时段|期限|起止[时日][间期]|执行时间|实施时间|报告期|金额|总额|经费|拨款|预算|资助额|报告日期|提交日期|填报日期|填表日期|填写日期|报告时间|提交时间|报告人|填报人|填表人|填写人|撰写人|负责人|联系人|联系方式|执行机构|执行单位|实施机构|实施单位|资助方|资助机构|资助单位|项目名称|基金名称|机构名称|日期))(?:[(（][^)）]*[)）])?(?:\s*[:：]\s*|\s+(?=\S))(?<value>.*)$/
const IN_CELL =
  /^[\u4e00-\u9fff]{0,10}(?:周期|时段|期限|起止[时日][间期]|执行时间|实施时间|报告期|金额|总额|经费|拨款|预算|资助额|日期|报告时间|提交时间|报告人|填报人|填表人|填写人|撰写人|负责人|联系人|联系方式|执行机构|执行单位|实施机构|实施单位|资助方|资助机构|资助单位|名称)[:：]?$/
/** Whether a line says something of the report itself: 项目周期：… */
export const isLabelled = (line: string): boolean => LABEL.test(line)
const PERIOD = /周期|时段|期限|起止|执行时间|实施时间|报告期(?!限)/

export const isPeriod = ({ label }: Said): boolean => PERIOD.test(label)
export const isMoneyLabel = ({ label }: Said): boolean => /金额|总额|经费|拨款|预算|资助额/.test(label)
export const isDated = ({ label }: Said): boolean =>
  /(?:报告|提交|填报|填表|填写|撰写)(?:日期|时间)$|^日期$/.test(label) && !PERIOD.test(label)
export const isAuthor = ({ label }: Said): boolean => /报告人|填报人|填表人|填写人|撰写人|负责人|联系人/.test(label)

/** How many blocks may be the top. */
const TOP = 24

export function headerOf({ title, blocks }: Report): Header {
  const said: Said[] = []
  const numbered = blocks.findIndex(
    (block) => block.type === 'heading' && /^[一二三四五六七八九十]+[、.:：]|^第/.test(block.text),
  )
  for (const block of blocks.slice(0, numbered < 0 ? TOP : Math.min(numbered, TOP))) {
    if (block.type === 'picture') continue
    if (isText(block)) {
      for (const line of block.text.split(/\n|[ \u3000](?=[\u4e00-\u9fff]{2,8}[:：])/)) {
        const { label = '', value = '' } = LABEL.exec(line.trim())?.groups ?? {}
        if (label !== '') said.push({ label, value: value.trim(), place: placeOf(block, line) })
      }
      continue
    }
    for (const row of block.rows)
      for (const [i, cell] of row.cells.entries()) {
        const label = cell.replace(/\s/g, '')
        const value = row.cells.slice(i + 1).find((each) => each !== '')
        if (IN_CELL.test(label) && value !== undefined && !IN_CELL.test(value.replace(/\s/g, '')))
          said.push({ label: label.replace(/[:：]$/, ''), value, place: placeOfRow(block, row) })
      }
  }
  const stated = said.filter(isPeriod).flatMap((each) => {
    const days = daysIn(each.value, null).filter(({ year }) => year)
    const [from, to] = [days.at(0)?.days.from, days.at(-1)?.days.to]
    return from && to && from < to ? [{ days: { from, to }, place: each.place }] : []
  })
  const [own] = stated
  if (own) return { said, period: own.days, periodPlace: own.place, byTitle: false }
  const titled = periodOfTitle(title)
  const top = blocks.find(isText)
  return { said, period: titled, periodPlace: titled && top ? placeOf(top, title) : null, byTitle: titled !== null }
}

/** 2014年年度报告 is of that year, 2026年第三季度简报 of that quarter; a title with two years is of none. */
function periodOfTitle(title: string): Days | null {
  // 「中期报告（2021 年 7 月—2022 年 6 月）」.
  const said = /[(（](?<said>[^)）]*\d{4}[^)）]*[-—–~至到][^)）]*)[)）]/.exec(title)?.groups?.['said']
  const days = said === undefined ? [] : daysIn(said, null).filter(({ year }) => year)
  const [start, end] = [days.at(0)?.days.from, days.at(-1)?.days.to]
  if (start && end && start < end) return { from: start, to: end }
  const years = [...new Set(title.match(/(?<!\d)(?:19|20)\d{2}(?=\s*[年度])/g) ?? [])]
  const year = Number(years[0])
  if (years.length !== 1) return null
  const quarter = /第?([一二三四1-4])季度/.exec(title)?.[1]
  const half = /([上下])半年/.exec(title)?.[1]
  const month = /(?<![\d-])(\d{1,2})月(?!\d)/.exec(title)?.[1]
  const q = quarter ? '一二三四'.indexOf(quarter) + 1 || Number(quarter) : 0
  const [first, last] =
    q > 0
      ? [q * 3 - 2, q * 3]
      : half
        ? half === '上'
          ? [1, 6]
          : [7, 12]
        : month
          ? [Number(month), Number(month)]
          : [1, 12]
  const [from, to] = [dayOf(year, first ?? 1, 1), dayOf(year, last ?? 12, lastOfMonth(year, last ?? 12))]
  return from && to ? { from, to } : null
}
