import { numbersToDelete } from '../forms/captions.js'
import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { CHANGES, type Doubting, repeats } from './doubt-words.js'
import { fitsAt } from './fitting.js'
import { currentField, goTo, heldOf, type Step, type Turn } from './turn.js'

/** What a doubt is about. */
export type Older = Pick<Doubting, 'older' | 'text' | 'row' | 'more' | 'misread'>

/** What is asked about at this question: words may be the answer there. */
export const olderOf = ({ older, text, row, more, misread }: Older, here: Field): Older => ({
  older,
  text,
  ...(row !== undefined && { row }),
  ...(more && { more }),
  ...(misread && !kindOf(here).free && { misread }),
})

/** Asks in one short question whether what was said is for an older question or this one. */
export function doubt(turn: Turn, said: string, older: Older): Step {
  const { session, asking } = turn
  const here = currentField(turn)
  if (!here) throw new Error('where nothing is asked there is no doubt')
  const at: Doubting = {
    type: 'doubting',
    field: here.key,
    said,
    from: asking.messageId,
    back: session.at,
    ...older,
  }
  return goTo(turn, at, null)
}

/** More about the pictures, which says what the first was about. */
function isOfAlbum(turn: Turn, older: Field, text: string): boolean {
  const kind = kindOf(older)
  if (kind.hears !== 'image') return false
  if (numbersToDelete(text)) return true
  const held = () => ({
    partial: heldOf(turn, older).partial?.value ?? null,
    value: heldOf(turn, older).old,
    here: false,
  })
  return Boolean(kind.beside?.(older, text, held, { ...turn.asking, here: false }))
}

/** More of what the doubt is about: pictures, or a further row of a table that what is asked can have nothing of. */
export function isOfSame(turn: Turn, { misread, row, said }: Doubting, older: Field, text: string): boolean {
  if (isOfAlbum(turn, older, text)) return true
  if (misread !== true || row !== undefined || !kindOf(older).columns || CHANGES.test(text) || repeats(text, said))
    return false
  return fitsAt(turn, older, text, { was: null, rows: true }) !== null
}
