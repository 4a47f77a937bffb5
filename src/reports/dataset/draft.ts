import { figuresOf } from '../evidence/figures.js'
import type { ReadDraft } from '../ports.js'
import type { Draft, Tables } from './dataset.js'
import { showFigure } from './figure.js'

/**
 * The paragraphs to print in a report: drafted for the same programme and days and the same readers, each number of which is still what it was. Signed
 * ones come before those that nobody stands for yet, then the newest; null where there are none. `drafts`: the newest first.
 */
export function draftFor(drafts: readonly ReadDraft[], dataset: Tables): Draft | null {
  const { programme, grantee, range, public: open = false } = dataset.choice
  const now = new Set(figuresOf(dataset).map((figure) => `${figure.name} ${showFigure(figure)}`))
  const fitting = drafts.filter(
    (draft) =>
      draft.programmeId === (programme?.id ?? null) &&
      draft.granteeId === (grantee?.id ?? null) &&
      draft.fromOn === (range.from ?? null) &&
      draft.toOn === (range.to ?? null) &&
      draft.public === open &&
      draft.notes.every(({ name, shown }) => now.has(`${name} ${shown}`)),
  )
  const found = fitting.find(({ signedAt }) => signedAt !== null) ?? fitting[0]
  if (!found) return null
  const { paragraphs, notes, number, signedBy, signedAt } = found
  return { paragraphs, notes, number, signedBy, signedAt }
}
