/** A sheet as a person sees it: rows of texts, empty where a cell is; the first row has the headers. */
export interface Sheet {
  name: string
  rows: string[][]
}

/** A row with the cells that are not empty, by their column. */
export interface Row {
  /** As spreadsheets count, from 1. */
  row: number
  cells: Map<string, string>
}

export interface Table {
  name: string
  /** Columns as they are called here, with the header as it stands in the sheet. */
  headers: Map<string, string>
  /** Columns that stand twice; only the first counts. */
  twice: string[]
  rows: Row[]
}

/** Headers that mean the same, as other tools also read them. */
const ALIASES: Record<string, string> = {
  relevance: 'relevant',
  calculate: 'calculation',
  constraining_message: 'constraint_message',
  caption: 'label',
  readonly: 'read_only',
  'jr:count': 'repeat_count',
}

/** Older forms part a column from its language by one colon. */
const ONE_COLON = /^(label|caption|hint|constraint[ _]message)\s*:(?!:)\s*/i

/** `Label :: English (en)` is `label::English (en)`: names without their case, languages with it. */
export function columnName(header: string): string {
  const [name = '', ...rest] = header
    .slice(0, 200)
    .normalize('NFKC')
    .trim()
    .replace(ONE_COLON, '$1::')
    .split(/\s*::\s*/u)
  const plain = name.toLowerCase().replace(/[\s-]+/g, '_')
  return [ALIASES[plain] ?? plain, ...rest].join('::')
}

export function tableOf({ name, rows: [head = [], ...rest] }: Sheet): Table {
  const headers = new Map<string, string>()
  const twice: string[] = []
  const columns = head.map((header) => {
    const column = columnName(header)
    if (!header.trim()) return null
    if (headers.has(column)) {
      twice.push(header)
      return null
    }
    headers.set(column, header)
    return column
  })
  const rows = rest.flatMap((texts, i) => {
    const cells = new Map<string, string>()
    for (const [at, column] of columns.entries()) {
      const text = texts[at]?.trim()
      if (column && text) cells.set(column, text)
    }
    return cells.size > 0 ? [{ row: i + 2, cells }] : []
  })
  return { name, headers, twice, rows }
}
