import type { CompilationInputs, CompiledFigure } from '../../records/compilations.js'
import type { Dataset } from '../dataset/dataset.js'
import { showFigure, type Figure } from '../dataset/figure.js'
import { figuresOf } from '../evidence/figures.js'

/** What is kept beside a report, so that one made later can be held against it. */
export const inputsOf = (dataset: Dataset): CompilationInputs => ({
  programme: dataset.choice.programme,
  grantee: dataset.choice.grantee,
  figures: figuresOf(dataset).map(kept),
  gaps: dataset.missing,
})

const kept = (figure: Figure): CompiledFigure => ({
  name: figure.name,
  unit: figure.unit,
  min: figure.min,
  max: figure.max,
  shown: showFigure(figure),
  from: figure.origins.map(({ id, organisation, about }) => ({ id, organisation, about })),
})
