import type { Json } from '../kernel/json.js'
import { type Aside, GROUP } from '../kernel/group-counts.js'
import type { Asking } from './field-kind.js'
import type { Column } from './rows.js'

/** A row in which what only looks like a value is hidden behind signs, and how to show it again in what was read. */
export interface Veiled {
  text: string
  unveil: <T>(read: T) => T
}

/** Signs that nobody types, one for each thing that is hidden. */
const FIRST = 0xe000
const SIGN = /[\ue000-\ue0ff]/g
/** 「三个班」, of whose number nothing is seen. */
const ALONE = new RegExp(`^(?:来自)?[\ue000-\ue0ff](?<of>${GROUP})的?$`, 'u')
/** 「播放量3000，点赞200」. */
const ALL_HIDDEN = /^[\ue000-\ue0ff][\ue000-\ue0ff，,、\s]*$/u
const PLACE = /[村校学园区街道乡镇县市]$/u
/** 「每场20人」 is a count too, though of how many is not said. */
const FOR_EACH = /[每各][^\s\d]{0,3}\d/u

export function veiled(columns: Column[], raw: string, asking: Asking): Veiled {
  const hidden: string[] = []
  const hide = (text: string, { start, end, words, counts }: Aside): string =>
    `${text.slice(0, start)}${String.fromCharCode(FIRST + hidden.push(words) - 1)}${counts && `，${counts}`}${text.slice(end)}`
  let text = raw
  for (const { field, kind } of columns) {
    const asides = kind.asides?.(text).toSorted((a, b) => b.start - a.start) ?? []
    if (asides.length === 0) continue
    const rest = withoutDays(columns, asides.reduce(hide, text), asking)
    const counted = FOR_EACH.test(rest) || kind.spot?.(field, rest, asking)
    text = asides.filter(({ sure }) => sure || counted).reduce(hide, text)
  }
  const shown = (said: string): string => said.replace(SIGN, (sign) => hidden[sign.charCodeAt(0) - FIRST] ?? '')
  const unveil = <T>(read: T): T =>
    hidden.length === 0
      ? read
      : (JSON.parse(JSON.stringify(read), (_key, value: Json) =>
          typeof value === 'string' ? shown(value) : value,
        ) as T)
  return { text, unveil }
}

/** 3月25 would be read as 25. */
const withoutDays = (columns: Column[], text: string, asking: Asking): string =>
  columns.reduce((rest, { field, kind }) => {
    const spot = kind.spots === 'all' ? kind.spot?.(field, rest, asking) : null
    return spot ? `${rest.slice(0, spot.start)} ${rest.slice(spot.end)}` : rest
  }, text)

/** Groups by themselves (「三个班」) belong to what was done, unless they may be where: then they stay, where there is a column for them. */
export function withGroupsNamed(pieces: string[], columns: number): string[] {
  const isMoved = (piece: string): boolean => {
    if (ALL_HIDDEN.test(piece) && piece !== pieces[0]) return true
    const of = ALONE.exec(piece)?.groups?.['of']
    return of !== undefined && (!PLACE.test(of) || pieces.length > columns)
  }
  const [first, ...others] = pieces.filter((piece) => !isMoved(piece))
  const moved = pieces.filter(isMoved).map((piece) => piece.replace(/的$/u, ''))
  return first === undefined || moved.length === 0 ? pieces : [[first, ...moved].join(' '), ...others]
}
