import type { Asking } from './field-kind.js'
import type { Cells, Column } from './rows.js'

/** Whether the cell of this column is what the text says, which is read once for all rows. */
export function saying({ field, kind }: Column, text: string, asking: Asking): (cells: Cells) => boolean {
  const read = kind.read(field, { type: 'text', text }, null, null, asking)
  const said = read.type === 'answered' ? bareCount(kind.show(field, read.value, asking.words)) : null
  // What is shown of anything but words can be read again.
  if (said === null && !kind.free) return () => false
  return ({ [field.key]: cell = null }) => {
    if (cell === null) return false
    const shown = kind.show(field, kind.decode(cell), asking.words)
    return shown === text || (kind.free === true && shown.includes(text)) || bareCount(shown) === said
  }
}

/** Without how it was counted: 「28人（签到）」. */
export const bareCount = (shown: string): string => shown.replace(/[（(].*$/su, '').trim()
