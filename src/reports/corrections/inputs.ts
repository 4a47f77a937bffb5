import type { CompilationInputs, CompiledFigure } from '../../records/compilations.js'
import type { Tables } from '../dataset/dataset.js'
import { showFigure, type Figure } from '../dataset/figure.js'
import { FIGURE_KINDS, figuresOf, type FigureKind } from '../evidence/figures.js'

/** Of all figures together; some hundred bytes each, and a database takes a statement of some MB. */
const MOST_PLACES = 20_000

/** What is kept beside a report, so that one made later can be held against it: of a figure that comes from very many places the figure alone. */
export function inputsOf(dataset: Tables): CompilationInputs {
  const figures = figuresOf(dataset)
  let left = MOST_PLACES
  const small = new Set(figures.toSorted((a, b) => a.rows - b.rows).filter(({ rows }) => (left -= rows) >= 0))
  return {
    programme: dataset.choice.programme,
    grantee: dataset.choice.grantee,
    figures: figures.map((figure) => kept(figure, small.has(figure))),
    knew: [...FIGURE_KINDS],
    gaps: dataset.missing,
  }
}

const kept = (figure: Figure & { kind: FigureKind }, places: boolean): CompiledFigure => ({
  name: figure.name,
  kind: figure.kind,
  unit: figure.unit,
  min: figure.min,
  max: figure.max,
  shown: showFigure(figure),
  from: places ? Array.from(figure.origins, ({ id, organisation, about }) => ({ id, organisation, about })) : null,
})
