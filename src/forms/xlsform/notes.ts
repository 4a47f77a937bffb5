/** Something in a workbook that does not become what it was, and what becomes of it. */
export interface Note {
  sheet: string
  /** As spreadsheets count, from 1; several where the same holds of each. */
  rows: number[]
  /** The header of the column; null of whole rows and sheets. */
  column: string | null
  what: string
  /** Null where nothing at all is imported because of it. */
  became: string | null
}

/** Where in a workbook. */
export interface Place {
  sheet: string
  row?: number
  column?: string | null | undefined
}

export type Tell = (place: Place, what: string, became: string | null) => void

/** Gathers notes; those that differ in the row alone become one. */
export function gather(): { notes: Note[]; tell: Tell } {
  const notes: Note[] = []
  const known = new Map<string, Note>()
  return {
    notes,
    tell({ sheet, row, column = null }, what, became) {
      const key = JSON.stringify([sheet, column, what, became])
      const same = known.get(key)
      if (same && row !== undefined && !same.rows.includes(row)) same.rows.push(row)
      if (same) return
      const note = { sheet, rows: row === undefined ? [] : [row], column, what, became }
      known.set(key, note)
      notes.push(note)
    },
  }
}
