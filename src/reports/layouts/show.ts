import { showDays } from '../../kernel/day-words.js'
import type { Day } from '../../kernel/day.js'
import { basesOfAll, showFigure, showNumber, type Figure } from '../dataset/figure.js'

export const showDay = (on: Day | null): string => (on === null ? '' : showDays({ from: on, to: on }))
export const yuan = (fen: number | null): string => (fen === null ? '' : showNumber({ min: fen / 100, max: fen / 100 }))
/** 「221人次、12家」; beside attendances that were told as such, those that are sums of people say so: 「221人次（各场人数相加）、50人次」. */
export function showFigures(figures: readonly Figure[]): string {
  const told = figures.some(({ unit }) => unit === '人次')
  return figures
    .map((of) => showFigure(of) + (told && of.unit === '人' && of.bySession ? '（各场人数相加）' : ''))
    .join('、')
}

/** How people were counted, of all figures together: 「签到 3、估计 1」. */
export const basesText = (figures: readonly Figure[]): string =>
  basesOfAll(figures)
    .map(({ label, rows }) => `${label} ${rows}`)
    .join('、')

const QUARTERS = ['一', '二', '三', '四']

/** A period as a schedule names it, in words: `2014-Q3` is 2014年第三季度. Other names stay as they are. */
export function showPeriod(period: string): string {
  const [, year = '', kind, number = ''] = /^(\d{4})(?:-([QHW]?)(\d{1,2}))?$/.exec(period) ?? []
  if (year === '') return { once: '一次', end: '结项' }[period] ?? period.replace(/^after-(\d+)$/, '开始后第 $1 天')
  if (number === '') return `${year}年`
  if (kind === 'Q') return `${year}年第${QUARTERS[Number(number) - 1] ?? number}季度`
  if (kind === 'H') return `${year}年${number === '1' ? '上' : '下'}半年`
  return kind === 'W' ? `${year}年第${Number(number)}周` : `${year}年${Number(number)}月`
}
