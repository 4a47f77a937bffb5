/** Lines of cells as aligned text; numbers to the right. Chinese characters take two columns of a terminal. */
export function table(header: string[], rows: (string | number | null)[][]): string {
  const lines = [header, ...rows].map((row) =>
    row.map((cell) => ({ text: cell === null ? '' : String(cell), right: typeof cell === 'number' })),
  )
  const widths = header.map((_, column) => Math.max(...lines.map((line) => columnsOf(line[column]?.text ?? ''))))
  return lines
    .map((line) =>
      line
        .map(({ text, right }, column) => {
          const space = ' '.repeat((widths[column] ?? 0) - columnsOf(text))
          return right ? space + text : text + space
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

const columnsOf = (text: string): number =>
  [...text].reduce((sum, character) => sum + ((character.codePointAt(0) ?? 0) >= 0x2e80 ? 2 : 1), 0)
