import { scanAmount, type Amount } from '../../kernel/amount.js'
import { HOUSEHOLD, PEOPLE_UNIT, PIECES } from './count-words.js'

/** A number of people, households or organisations in a text, with what its words say about it. */
export interface Count {
  /** Null: 几十个. */
  count: number | null
  max: number | null
  approximate: boolean
  unit: '人' | '人次' | '户' | '家'
  role: string | null
  /** 每场20人: of each of several. */
  each: boolean
  /** 共, 合计 … stand before it. */
  total: boolean
  /** 其中: a part of the one before. */
  part: boolean
  /** 线上, 上午场 …: one side of several that are added. */
  side: boolean
  /** Somebody acts for others: 由…带领, …协助. */
  acts: boolean
  /** No unit, noun or verb says that people are counted. */
  bare: boolean
  /** Where the role stands. */
  named: { start: number; end: number } | null
  start: number
  end: number
}

/** A count of which nothing is said. */
export const NOTHING: Count = {
  count: null,
  max: null,
  approximate: true,
  unit: '人',
  role: null,
  each: false,
  total: false,
  part: false,
  side: false,
  acts: false,
  bare: false,
  named: null,
  start: 0,
  end: 0,
}

/** The lower and upper end said of a hedged or bare number. */
export function ends(amount: Amount, plain: string): { count: number; max: number | null } {
  if (amount.qualifier === null) return { count: amount.said, max: null }
  const bare = plain
    .slice(amount.start, amount.end)
    .replace(/大约|大概|差不多|约莫|左右|上下|出头|估计|目测|将近|接近|少说|至少|起码|约|近|快|[人名位个户家]|吧/g, '')
    .replace(/^\s*[有是]/, '')
    .trim()
  const range = scanAmount(bare, 0, /(?!)/y)
  const low = amount.said
  if (range && range.said === low && range.max > range.min && range.qualifier === '–')
    return { count: low, max: range.max }
  return { count: low, max: amount.qualifier === '–' ? amount.max : null }
}

/** What a unit counts; `pieces` are people only where the words beside say so. */
export function unitOf(unit: string | null): Count['unit'] | 'pieces' | 'none' | 'other' {
  if (unit === null) return 'none'
  if (unit.endsWith('次') && unit.includes('人')) return '人次'
  if (HOUSEHOLD.test(unit)) return '户'
  if (/^家次?$/.test(unit)) return '家'
  if (PEOPLE_UNIT.test(unit)) return '人'
  return PIECES.test(unit) ? 'pieces' : 'other'
}

/** 给老人剪了三十七个头: so many had it done. */
export const headsOf = (amount: Amount, plain: string): Count => ({
  ...NOTHING,
  ...ends(amount, plain),
  approximate: amount.qualifier !== null,
  start: amount.start,
  end: amount.end + 1,
})
