import type { Findings } from './answers.js'
import type { Row, SheetKey } from './layout.js'
import type { Spot } from './told.js'

/** Where in the workbook a cell of a row stands. */
export const spotOf = <K extends SheetKey>(row: Row<K>, column?: keyof Row<K>['cells'] & string): Spot => ({
  sheet: row.sheet,
  row: row.row,
  column: column === undefined ? undefined : (row.places as Record<string, string>)[column],
})

/** The end of something before its beginning. */
export function faultOrder(
  row: Row<'programmes' | 'grants'>,
  startsOn: string | null | undefined,
  endsOn: string | null | undefined,
  { faults }: Findings,
): void {
  if (startsOn && endsOn && endsOn < startsOn)
    faults.push({
      ...spotOf(row, 'endsOn'),
      message: `结束（${endsOn}）早于开始（${startsOn}） / ends before it starts`,
    })
}
