import { writeXlsx } from 'hucre/xlsx'

const HEADERS = ['机构', '联系人', '结果', '怎么送的', '原因', '发出时间', '回复时间', '回复']
const WIDTHS = [24, 12, 12, 18, 28, 18, 18, 40]

/** The delivery sheet as a workbook, a row a recipient; text stays text, whatever it begins with. */
export const sheetXlsx = (rows: (string | null)[][]): Promise<Uint8Array> =>
  writeXlsx({
    sheets: [
      {
        name: '群发结果',
        columns: WIDTHS.map((width) => ({ width })),
        rows: [HEADERS, ...rows],
        cells: new Map(HEADERS.map((_, column) => [`0,${column}`, { style: { font: { bold: true } } }])),
        freezePane: { rows: 1 },
      },
    ],
  })
