import { replacedIn } from '../../kernel/called-off.js'
import type { Span } from '../activity.js'
import { eventsIn } from './events.js'
import { TAKEN, without } from './text.js'

/** 来了20人，取消了原定的清洁活动: what was called off besides. */
const BESIDES =
  /(?<=[人名位户][，,。； ]{1,2})(?<out>(?:同时|因此)?取消了?原[定本来计]+[^，,。；;\n]{1,14})(?=$|[，,。；;\n])/gu

const isEvent = (text: string): boolean => eventsIn(text).some(({ weak }) => !weak)

/** The text without what was called off, where it says what was done instead. */
export function withoutInstead(plain: string): string {
  const out: Span[] = replacedIn(plain, false).flatMap(({ start, out, now }) =>
    isEvent(now) && isEvent(out) ? [{ start, end: start + out.length }] : [],
  )
  for (const { index, groups } of plain.includes('取消') ? plain.matchAll(BESIDES) : [])
    out.push({ start: index, end: index + (groups?.['out'] ?? '').length })
  return out.length > 0 ? without(plain, out, TAKEN) : plain
}
