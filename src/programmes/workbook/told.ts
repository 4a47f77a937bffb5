/** A cell as spreadsheets name it: 「机构!B7」; a whole row 「机构!7」, a whole sheet 「机构」. */
export interface Spot {
  sheet: string
  row?: number | undefined
  /** Letters. */
  column?: string | undefined
}

export interface Told extends Spot {
  message: string
  /** It points at something that these sheets should have: no news where one of them is missing. */
  refers?: string[]
}

export const spotName = ({ sheet, row, column = '' }: Spot): string =>
  row === undefined && column === '' ? sheet : `${sheet}!${column}${row ?? ''}`

/** The letters of a column, counted from 0. */
export function letters(column: number): string {
  let name = ''
  for (let left = column + 1; left > 0; left = Math.floor((left - 1) / 26))
    name = String.fromCharCode(65 + ((left - 1) % 26)) + name
  return name
}
