import { KNOWN_AT_FIRST } from '../evidence/figures.js'
import type { CompiledFigure, CompiledPlace } from '../../records/compilations.js'

/** A figure that is not any more what it was in a report. */
export interface Moved {
  name: string
  /** Null where the report has no such figure, or where there is none now. */
  before: CompiledFigure | null
  after: CompiledFigure | null
  /** What was counted then and is not now, and the other way round; of a row that was put right both. */
  gone: CompiledPlace[]
  come: CompiledPlace[]
}

/**
 * The figures that moved between two compilations of the same. A figure is known by its name and unit; places by whose they are and what stands there,
 * since a new version of a record has an id of its own though most of it is as it was. A figure of a kind that the earlier one did not know (`knew`)
 * has not moved.
 */
export function movedFigures(
  before: readonly CompiledFigure[],
  after: readonly CompiledFigure[],
  knew: readonly string[] = KNOWN_AT_FIRST,
): Moved[] {
  const keyOf = ({ name, unit }: CompiledFigure) => `${name} ${unit}`
  const now = new Map(after.map((figure) => [keyOf(figure), figure]))
  const then = new Set(before.map(keyOf))
  const pairs: [CompiledFigure | null, CompiledFigure | null][] = [
    ...before.map((figure): [CompiledFigure, CompiledFigure | null] => [figure, now.get(keyOf(figure)) ?? null]),
    ...after
      .filter((figure) => !then.has(keyOf(figure)) && (figure.kind === undefined || knew.includes(figure.kind)))
      .map((figure): [null, CompiledFigure] => [null, figure]),
  ]
  return pairs
    .filter(([old, fresh]) => old?.min !== fresh?.min || old?.max !== fresh?.max)
    .map(([old, fresh]) => ({
      name: (old ?? fresh)?.name ?? '',
      before: old,
      after: fresh,
      ...places(old, fresh),
    }))
}

/** Nothing is known of the places where those of one side were not kept. */
function places(old: CompiledFigure | null, fresh: CompiledFigure | null): Pick<Moved, 'gone' | 'come'> {
  const [was, is] = [old ? old.from : [], fresh ? fresh.from : []]
  if (was === null || is === null) return { gone: [], come: [] }
  return { gone: without(was, is), come: without(is, was) }
}

/** Those of the first that are not in the second, each as often as it is there more. */
function without(some: readonly CompiledPlace[], others: readonly CompiledPlace[]): CompiledPlace[] {
  const left = new Map<string, number>()
  const keyOf = ({ organisation, about }: CompiledPlace) => JSON.stringify([organisation, about])
  for (const each of others) left.set(keyOf(each), (left.get(keyOf(each)) ?? 0) + 1)
  return some.filter((each) => {
    const count = left.get(keyOf(each)) ?? 0
    left.set(keyOf(each), count - 1)
    return count <= 0
  })
}
