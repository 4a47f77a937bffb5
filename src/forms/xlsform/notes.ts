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
  column?: string | undefined
}

export type Tell = (place: Place, what: string, became: string | null) => void

/** Gathers notes; those that differ in the row alone become one. */
export function gather(): { notes: Note[]; tell: Tell } {
  const notes: Note[] = []
  return {
    notes,
    tell({ sheet, row, column }, what, became) {
      const at = column ?? null
      const same = notes.find(
        (one) => one.sheet === sheet && one.column === at && one.what === what && one.became === became,
      )
      if (!same) notes.push({ sheet, rows: row === undefined ? [] : [row], column: at, what, became })
      else if (row !== undefined && !same.rows.includes(row)) same.rows.push(row)
    },
  }
}
