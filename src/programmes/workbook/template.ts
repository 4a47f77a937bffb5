import { writeXlsx, type CellStyle, type WriteSheet } from 'hucre/xlsx'
import { type Column, EXAMPLE, type Layout } from './columns.js'
import { SHEETS } from './layout.js'
import { letters } from './told.js'

const HEADER: CellStyle = { font: { bold: true }, alignment: { vertical: 'center' } }
const SHOWN: CellStyle = { font: { italic: true, color: { rgb: '808080' } } }
/** Codes stay as they are typed: 001. */
const AS_TYPED: CellStyle = { numFmt: '@' }
const WRAPPED: CellStyle = { alignment: { wrapText: true, vertical: 'top' } }
const ROWS = 2_000

/** The workbook to fill in: a sheet that explains, and a sheet for each thing with its headers, an example and lists to choose from. */
export const templateWorkbook = (): Promise<Uint8Array> =>
  writeXlsx({ sheets: [explanation(), ...Object.values(SHEETS).map((layout: Layout) => sheetOf(layout))] })

const RULES = [
  '一行一条，照第一行的表头填。带 * 的要写，其余可以空着。',
  `灰色的「${EXAMPLE}」那一行不会读，可以删掉，也可以留着。`,
  '先试一遍：npx jianbao programmes import 文件.xlsx --dry-run 。哪里不对会一次列出来，改好之前什么都不会写进去。',
  '真正导入：npx jianbao programmes import 文件.xlsx 。改了再导入就是更新，不会重复。',
  '导入过的，格子空着就是不改；要清掉原来的内容，写「无」。删掉一行，原来导入的不会删。',
  '日期写 2026-03-01、2026/3/1、2026.3.1、2026年3月1日 都可以；金额单位是元，5000、5,000元、1.2万 都可以。',
  '编号自己定，以后不要改。不写编号就按名称认：改名称之前，请先写上编号。',
  '机构的名称和已有的像（「青苗」和「青苗社工」），会先问是不是同一家，答一次就记住。',
  '枢纽自己的工作人员：在「机构」写一行枢纽自己，类型选枢纽，再在「联系人」写上她们。',
  '没有的内容（拨款、目标、报告安排、伙伴状态）整张表可以空着。',
  'English: one row an entry, * must be filled in, the example row is not read. Try with --dry-run. An empty cell changes nothing, 「无」 clears. Importing again updates.',
]

function explanation(): WriteSheet {
  const columns = Object.values(SHEETS).flatMap((layout: Layout) => [
    [layout.name, '', layout.about],
    ...Object.values(layout.columns).map((column) => [
      '',
      titleOf(column),
      [column.help, column.choices ? `可写：${column.choices.join('、')}` : ''].filter(Boolean).join('。'),
    ]),
  ])
  const rows = [
    ['怎么填 / how to fill this in', '', ''],
    ...RULES.map((rule, i) => [String(i + 1), '', rule]),
    ['', '', ''],
    ['表', '列', '说明'],
    ...columns,
  ]
  const cells = new Map(
    rows.flatMap(([sheet], row) =>
      sheet && Number.isNaN(Number(sheet)) ? [[`${row},0`, { style: HEADER }] as const] : [],
    ),
  )
  return { name: '说明', rows, columns: [{ width: 14 }, { width: 16 }, { width: 90, style: WRAPPED }], cells }
}

function sheetOf(layout: Layout): WriteSheet {
  const columns = Object.entries(layout.columns)
  return {
    name: layout.name,
    rows: [columns.map(([, column]) => titleOf(column)), columns.map(([, { example }]) => example)],
    columns: columns.map(([key, { width = 16 }]) => ({
      width,
      ...(['code', 'grant'].includes(key) && { style: AS_TYPED }),
    })),
    cells: new Map(
      columns.flatMap(([, { help }], at) => [
        [`0,${at}`, { style: HEADER, ...(help && { comment: { text: help } }) }] as const,
        [`1,${at}`, { style: SHOWN }] as const,
      ]),
    ),
    dataValidations: columns.flatMap(([, { choices, header }], at) =>
      choices
        ? [
            {
              type: 'list' as const,
              values: choices,
              allowBlank: true,
              showErrorMessage: true,
              errorTitle: header,
              errorMessage: `请从列表里选：${choices.join('、')}`,
              range: `${letters(at)}2:${letters(at)}${ROWS}`,
            },
          ]
        : [],
    ),
    freezePane: { rows: 1 },
  }
}

const titleOf = ({ header, required }: Column<unknown>): string => `${header}${required ? '*' : ''}`
