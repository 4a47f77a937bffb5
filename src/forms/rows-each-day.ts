import type { Asking } from './field-kind.js'
import { daysBetween } from '../kernel/day.js'
import { readNumber } from '../kernel/numeral.js'
import { findHeadcount } from '../kernel/headcount-words.js'
import { readRow, type RowReading } from './row-reading.js'
import type { Cells, Column } from './rows.js'

const DAY = /^[\d年月日号.\-/至到—–\s]+/u
/** Where each day has something of its own behind it, what one of them lacks must not make them one row. */
export function eachDay(columns: Column[], dated: string[], asking: Asking): [string, RowReading][] | null {
  const reads = dated.map((part): [string, RowReading] => [part.trim(), readRow(columns, part.trim(), asking)])
  const own = reads.every(([part, read], i) => {
    const more = read && !read.problem && Object.keys(read.cells).length > 1 && /\p{L}{2}/u.test(part.replace(DAY, ''))
    return more && (i === reads.length - 1 || /[，,；;。]$/u.test(part))
  })
  if (reads.length > 1 && own) return reads
  // 「11月7号下雨没去 14号去了 19个人 21号 二十七八个」: each day has its own count, or was none.
  const counted = reads.every(
    ([part, read]) => NOT_HELD.test(part) || (read && !read.problem && findHeadcount(part.replace(DAY, '')) !== null),
  )
  return reads.length > 1 && counted ? reads.map(([part, read]) => [part, NOT_HELD.test(part) ? null : read]) : null
}
const NOT_HELD = /没[去办搞开成来做]|取消|停办|改期|推迟|延期/u

const SEVERAL =
  /^(?<first>(?:\d{4}年)?(?<month>\d{1,2}月)\d{1,2})[日号]?(?<others>(?:\s*[、，,和及]\s*(?:\d{1,2}月)?\d{1,2}[日号]?)+)(?<=[日号])[\s，,:：]*(?<rest>\p{L}.*)$/u
const OF_EACH =
  /(?:各[举]?[办开搞做]了?[一1][次场期回]|每[次场回期天]|各|都是?(?=[约\d一二三四五六七八九十百])|均)(?:都|大概|约|来了?|有|是)*/gu

/** 「六月三个 6.7 6.14 6.21 都是20左右」: days with dots, and what is of each. */
const DOTTED =
  /^(?:(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?)?(?:一共|总共|共|有|办了|搞了)*(?:[两三四五六七八九十\d]{1,2}[个场次](?:活动)?)?[：:，,\s]*(?<days>\d{1,2}[.．/]\d{1,2}[日号]?(?:[\s、，,和]+\d{1,2}[.．/]\d{1,2}[日号]?)+)[\s，,：:]*(?<rest>(?:(?!\d)[^\n]){0,20}?(?:每[次场回期]|各|都|均)[^\n]*)$/u

/** 「10月10、17、24、31号 江边捡垃圾 每次二十多人」: a line for each day; where it is not said that the number is of each, it stays. */
export function lineOfEachDay(line: string): string[] {
  const dotted = DOTTED.exec(line)?.groups
  if (dotted) {
    const each = (dotted['rest'] ?? '').replace(OF_EACH, ' ').trim()
    return [...(dotted['days'] ?? '').matchAll(/(\d{1,2})[.．/](\d{1,2})/gu)].map(
      ([, month, day]) => `${month}月${day}日 ${each}`,
    )
  }
  const { first = '', month = '', others = '', rest = '' } = SEVERAL.exec(line)?.groups ?? {}
  if (first === '' || !(rest.search(OF_EACH) >= 0 || findHeadcount(rest) === null)) return [line]
  let last = month
  const days = others.split(/[\s、，,和及]+/u).filter(Boolean)
  const dated = days.map((day) => {
    last = /^\d{1,2}月/u.exec(day)?.[0] ?? last
    return `${last}${day.replace(/^\d{1,2}月|[日号]$/gu, '')}日`
  })
  return [`${first}日`, ...dated].map((day) => `${day} ${rest.replace(OF_DAY, inAll).replace(OF_EACH, ' ').trim()}`)
}

const N = '\\d{1,2}|[一二两三四五六七八九十]'
/** 「每天两场，每场50人」: so many in all on a day. */
const OF_DAY = new RegExp(
  `[每各][天日]?[都各]?[办开讲做上有]?(?<n>${N})[场次节][，,、\\s]*每[场次节](?:都|来了?|有|是)*(?<of>\\d{1,4})个?[人名位](?!次)`,
  'u',
)
const inAll = (_: string, n: string, of: string): string =>
  `共${(readNumber(n.replace('两', '二')) ?? 1) * Number(of)}人次`

/** A day of its own behind another row: 「…，19号手工课」; not one of a list of days. */
const BARE_DAY = /(?<=[^\d日号天\s、，,；;。][、，,；;。\s]+)[0-3]?\d(?=[号日](?![楼院馆线门店]))/gu
/** 「4月12号读书会32人，19号手工课20人」: the month is said once for both. */
export const withMonths = (line: string): string =>
  line.replace(BARE_DAY, (day, at: number) => {
    const months = line.slice(0, at).match(/(?:\d{4}年)?\d{1,2}月(?=\d)/gu)
    return `${months?.at(-1) ?? ''}${day}`
  })

/** 「两个学校已经…，去年只有一个」: a sentence that names a year tells of no activity. */
export const isOfAYear = (columns: Column[], cells: Cells, part: string): boolean =>
  /[，。；]/u.test(part) &&
  columns.some(({ field, kind }) => {
    const cell = cells[field.key] ?? null
    const days = cell !== null && kind.comparison?.as === 'days' ? kind.comparison.of(kind.decode(cell)) : null
    return days !== null && daysBetween(days.from, days.to) > YEAR
  })
const YEAR = 300
