import type { TableFacts } from './tables.js'

const CALLED = /大事记|时间轴|时间线|大事|记事|年表|里程碑|回顾/
const HEADED = /^(?:大?事件|大事|事项|要事|里程碑)$/

/** A list of the year's main days, which tells again what other tables count: no table of its own events. */
export const isChronicle = ({ table, columns, totals }: TableFacts): boolean =>
  totals.length === 0 &&
  (CALLED.test(`${table.path.at(-1) ?? ''} ${table.name}`) ||
    columns.some(({ header }) => HEADED.test(header.replace(/\s/g, ''))))
