import { basisLabel } from '../../records/basis-labels.js'
import { isBySession, type Sum } from '../../records/totals.js'

/**
 * Where something in a report comes from: a part of one version of a record, a visit, what was written of a salon, or the hub's own
 * register. Photos are those of the same activity, or of the whole record where none is tied to one.
 */
export interface Origin {
  type: 'record' | 'visit' | 'recap' | 'register'
  /** Of the record (this very version), the visit, the recap, or the row of the register. */
  id: string
  /** `activities/3`, `done`; null for what is no part of anything. */
  part: string | null
  organisation: string
  /** What stands there, in a few words: 「3月22日 高安志愿者培训 25人」. */
  about: string
  messageIds: string[]
  photoIds: string[]
}

/** What the hub registered itself, not anybody's record. */
export const register = (id: string, organisation: string, about: string): Origin => ({
  type: 'register',
  id,
  part: null,
  organisation,
  about,
  messageIds: [],
  photoIds: [],
})

/** A number of a report with all that it was counted from. `min` and `max` differ when something in it was not exact. */
export interface Figure {
  /** What it counts, as the evidence index calls it: 「培训·人数合计」. */
  name: string
  min: number
  max: number
  /** 人, 人次, 次, 元 …. */
  unit: string
  /** How many rows are in it, and how many tell of the same kind but give no number. */
  rows: number
  without: number
  /** Rows of people over several sessions: it says how often they came. */
  bySession: boolean
  /** How the numbers were found out, the most frequent first: 签到 3. */
  bases: { label: string; rows: number }[]
  /** As many as there are rows. */
  origins: Iterable<Origin>
}

/** What is counted into a figure. */
export interface Counted {
  min: number
  max: number
  basis: string | null
  origin: Origin
}

/** Money that counts into a figure, in yuan. */
export const yuan = (minFen: number, maxFen: number, origin: Origin): Counted => ({
  min: minFen / 100,
  max: maxFen / 100,
  basis: null,
  origin,
})

/** How two rows make one: by their sum, where nothing else is said. */
type Together = (so: Range, row: Range) => Range
type Range = Pick<Sum, 'min' | 'max'>

const added: Together = (so, { min, max }) => ({ min: so.min + min, max: so.max + max })

/** Different people, as several records count them each for itself: at least as many as the greatest, at most all of them. */
export const differentPeople: Together = (so, { min, max }) => ({ min: Math.max(so.min, min), max: so.max + max })

/** A figure in one unit from its rows. */
export function figure(
  name: string,
  unit: string,
  counted: readonly Counted[],
  without = 0,
  together: Together = added,
): Figure {
  const counting = countingUp(name, unit, together)
  for (const row of counted) counting.add(row)
  return counting.figure(
    counted.map(({ origin }) => origin),
    without,
  )
}

/** A figure in one unit whose rows come one after another and need not be kept: `origins` gives where they came from. */
export function countingUp(name: string, unit: string, together: Together = added) {
  let sum: Range = { min: 0, max: 0 }
  let rows = 0
  const bases = new Map<string, number>()
  return {
    unit,
    add(row: Omit<Counted, 'origin'>): void {
      sum = together(sum, row)
      rows++
      const label = basisLabel(row.basis) ?? '没有说明'
      bases.set(label, (bases.get(label) ?? 0) + 1)
    },
    figure: (origins: Iterable<Origin>, without = 0): Figure => ({
      name,
      unit,
      ...sum,
      rows,
      without,
      bySession: isBySession({ unit, rows, ...sum }),
      bases: [...bases].map(([label, count]) => ({ label, rows: count })).sort((a, b) => b.rows - a.rows),
      origins,
    }),
  }
}

/** The bases of several figures together, the most frequent first. */
export function basesOfAll(figures: readonly Figure[]): Figure['bases'] {
  const all = new Map<string, number>()
  for (const { label, rows } of figures.flatMap(({ bases }) => bases)) all.set(label, (all.get(label) ?? 0) + rows)
  return [...all].map(([label, rows]) => ({ label, rows })).sort((a, b) => b.rows - a.rows)
}

/** 「404」, 「201–299」: the number alone, of money with at most two places. */
export const showNumber = ({ min, max }: Pick<Figure, 'min' | 'max'>): string => {
  const one = (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: 2 })
  return min === max ? one(min) : `${one(min)}–${one(max)}`
}

/** Of people counted at several sessions the sum is 人次, whatever each was called. */
export const shownUnit = (of: Figure): string => (of.unit === '人' && of.bySession ? '人次' : of.unit)

/** 「221人」, 「201–299人次」. */
export const showFigure = (of: Figure): string => `${showNumber(of)}${shownUnit(of)}`

/** Rows by their unit, in the order in which the units first come. */
export function unitsOf<R extends { unit: string }>(rows: readonly R[]): [string, R[]][] {
  const units = new Map<string, R[]>()
  for (const row of rows) {
    const own = units.get(row.unit)
    if (own) own.push(row)
    else units.set(row.unit, [row])
  }
  return [...units]
}
