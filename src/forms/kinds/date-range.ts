import { daysKind } from '../days-kind.js'

/** A day or a range of days: 10月-12月, 第三季度, 4月26日到28日. */
export const dateRange = daysKind('date_range', false)
