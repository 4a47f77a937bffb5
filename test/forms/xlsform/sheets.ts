import type { Sheet } from '../../../src/forms/xlsform/sheet.js'

/** Sheets as they look: a line a row, `|` between cells. */
export const sheets = (tables: Record<string, string>): Sheet[] =>
  Object.entries(tables).map(([name, text]) => ({
    name,
    rows: text
      .trim()
      .split('\n')
      .map((line) => line.split('|').map((cell) => cell.trim())),
  }))
