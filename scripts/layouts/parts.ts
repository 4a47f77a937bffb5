import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeadingLevel,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'

/** What a layout is written with: a line is a paragraph, `# ` a part, `## ` a part of one. */
export type Part = string | TableOf | { prompt: string } | { pictures: 'two in a row' }

/** The loop takes its paragraphs whole; otherwise an empty one is left between two rounds. */
export const each = (name: string): string => `{#${name} [loopOver: "paragraph"]}`

/** A paragraph that stands only where `condition` (有沙龙, 没有沙龙) holds: otherwise no empty line is left. */
export const when = (condition: string, text: string): string => `${each(condition)}${text}{/${condition}}`

/** Paragraphs that a model drafted, marked until somebody signs them, with what stands behind each number; nothing where there are none. */
export const drafted: Part[] = [
  { prompt: when('有草稿说明', '{草稿说明}') },
  `## ${each('叙述')}{标题}`,
  '{段落}{/叙述}',
  { prompt: `${each('出处')}〔{序号}〕{数字}{/出处}` },
]

/** Photos two in a row, each over what is said of it. */
export const photos: Part[] = [when('没有照片', '本期没有照片。'), { pictures: 'two in a row' }]

/** How much was granted and paid, and of how many grants briefs tell. */
export const granted = when(
  '有资助',
  '资助 {资助笔数} 笔{#有退出笔数}，其中退出 {退出笔数} 笔{/有退出笔数}{#有资助合计}，共 {资助合计} 元{/有资助合计}{#有没写金额的}，{没写金额的} 笔没有登记金额{/有没写金额的}{#有已拨款}；报告期内拨款（元）：{已拨款}{/有已拨款}。{#有没写到的笔数}{写到的笔数} 笔有简报写到，{没写到的笔数} 笔没有。{/有没写到的笔数}',
)

/** What the funder gives for the programme against what was granted out of it; nothing where the hub registered no amount. */
export const budget = when(
  '有项目金额',
  '项目金额 {项目金额} 元，已经资助出去 {项目已资助} 元，还没有资助出去的 {项目余额} 元。',
)

/** What came of the work and was counted; nothing where nobody counted. */
export const outputs: Part[] = [
  `## ${each('有产出')}产出的数量`,
  {
    headers: ['机构', '产出', '数量'],
    loop: '产出',
    cells: ['{机构}', '{内容}', '{数量}'],
    total: ['合计', '', '{产出合计}'],
    widths: [4, 5, 3],
    behind: '{/有产出}',
  },
]

/** A table whose second row is repeated: its first cell opens the loop, its last one closes it. */
export interface TableOf {
  headers: string[]
  /** Without it the rows are as they stand: a block of names and values. */
  loop?: string
  cells: string[]
  /** Of a block of names and values: the rows that follow. */
  more?: string[][]
  /** What stands in the place of the rows where there are none. */
  none?: string
  /** A last row, which stands only under rows: 合计. */
  total?: string[]
  widths?: number[]
  /** In the line behind it: what closes a loop that the table stands in. */
  behind?: string
}

const FONT = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: 'SimSun' }
const HEADINGS = { ascii: 'Arial', hAnsi: 'Arial', eastAsia: 'SimHei' }
/** Of the Chinese characters alone: digits that are Chinese as well are broken in the middle by LibreOffice. */
const LANGUAGE = { eastAsia: 'zh-CN' }
const PAGE = 9000
/** In 240ths of a line. The rule is said: LibreOffice takes one that is not for another, and breaks long tables at the wrong row. */
const spaced = (line: number) => ({ line, lineRule: LineRuleType.AUTO })

/** A Word file of A4 in the fonts that Chinese offices use; `of` stands before the title in the text, and not among the file's own properties. */
export const layoutFile = (title: string, parts: readonly Part[], of = ''): Promise<Buffer> =>
  Packer.toBuffer(
    new Document({
      creator: '简报',
      title,
      styles: {
        default: {
          document: { run: { font: FONT, size: 24, language: LANGUAGE }, paragraph: { spacing: spaced(360) } },
          title: {
            run: { font: HEADINGS, size: 36, bold: true },
            paragraph: { alignment: AlignmentType.CENTER, spacing: { after: 360 } },
          },
          heading1: {
            run: { font: HEADINGS, size: 30, bold: true, color: '1F3864' },
            // No heading alone at the foot of a page.
            paragraph: { keepNext: true, spacing: { before: 360, after: 160 } },
          },
          heading2: {
            run: { font: HEADINGS, size: 26, bold: true },
            paragraph: { keepNext: true, spacing: { before: 240, after: 120 } },
          },
        },
      },
      sections: [
        {
          properties: {
            page: {
              size: { width: 11906, height: 16838 },
              margin: { top: 1418, bottom: 1418, left: 1418, right: 1418 },
            },
          },
          footers: {
            default: new Footer({
              children: [
                new Paragraph({
                  alignment: AlignmentType.CENTER,
                  children: [new TextRun({ children: [PageNumber.CURRENT], size: 18 })],
                }),
              ],
            }),
          },
          children: [
            new Paragraph({ text: `${of}${title}`, heading: HeadingLevel.TITLE }),
            ...parts.flatMap((part, i) => partOf(part, isTable(parts[i + 1]))),
          ],
        },
      ],
    }),
  )

const isTable = (part: Part | undefined): boolean => typeof part === 'object' && 'headers' in part

/** What is said of a table stays with it. */
function partOf(part: Part, beforeTable: boolean): (Paragraph | Table)[] {
  if (typeof part === 'string') {
    if (part.startsWith('## ')) return [new Paragraph({ text: part.slice(3), heading: HeadingLevel.HEADING_2 })]
    if (part.startsWith('# ')) return [new Paragraph({ text: part.slice(2), heading: HeadingLevel.HEADING_1 })]
    return [new Paragraph({ text: part, keepNext: beforeTable, spacing: { after: 100 } })]
  }
  if ('pictures' in part) return photoTable()
  // What the form asks stands in grey, as in a funder's own form.
  if ('prompt' in part)
    return [
      new Paragraph({
        keepNext: true,
        spacing: { after: 100 },
        children: [new TextRun({ text: part.prompt, color: '7F7F7F', size: 20 })],
      }),
    ]
  return [tableOf(part), thin(part.behind ?? '')]
}

/** A line that is there for a tag, or because Word wants one between two tables. */
const thin = (text: string, keepNext = false): Paragraph =>
  new Paragraph({
    keepNext,
    spacing: spaced(240),
    children: [new TextRun({ text, size: 8 })],
  })

/** A table without lines, each row of which stays on one page with its pictures and captions. Without pictures nothing of it is left. */
function photoTable(): (Paragraph | Table)[] {
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
  const side = (picture: string, caption: string) =>
    new TableCell({
      width: { size: PAGE / 2, type: WidthType.DXA },
      margins: { top: 60, bottom: 120, left: 80, right: 80 },
      children: [
        new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun(picture)] }),
        new Paragraph({
          alignment: AlignmentType.CENTER,
          spacing: spaced(280),
          children: [new TextRun({ text: caption, size: 20 })],
        }),
      ],
    })
  return [
    thin(each('有照片'), true),
    new Table({
      columnWidths: [PAGE / 2, PAGE / 2],
      width: { size: PAGE, type: WidthType.DXA },
      borders: {
        top: none,
        bottom: none,
        left: none,
        right: none,
        insideHorizontal: none,
        insideVertical: none,
      },
      rows: [
        new TableRow({
          cantSplit: true,
          children: [side('{#照片成对}{%左图}', '{左图注}'), side('{%右图}', '{右图注}{/照片成对}')],
        }),
      ],
    }),
    thin('{/有照片}'),
  ]
}

/** Money and headcounts stand under one another by their last digit. */
const NUMBERS = /^(?:金额|数量|人数|报名|签到|期次|次数|在站|有意向|当年)/

function tableOf({ headers, loop, cells, more = [], none, total, widths }: TableOf): Table {
  const share = widths ?? headers.map(() => 1)
  const whole = share.reduce((sum, one) => sum + one, 0)
  const columnWidths = share.map((one) => Math.round((PAGE * one) / whole))
  const border = { style: BorderStyle.SINGLE, size: 4, color: '808080' }
  const cell = { top: 60, bottom: 60, left: 100, right: 100 }
  const row = (texts: string[], { head = false, bold = head }: { head?: boolean; bold?: boolean } = {}) =>
    new TableRow({
      tableHeader: head,
      // A long answer goes on on the next page: kept together it would leave most of this one empty.
      cantSplit: head,
      children: texts.map(
        (text, i) =>
          new TableCell({
            width: { size: columnWidths[i] ?? 0, type: WidthType.DXA },
            margins: cell,
            ...(head && { shading: { type: ShadingType.CLEAR, fill: 'E7ECF4' } }),
            children: [
              new Paragraph({
                spacing: spaced(280),
                alignment: NUMBERS.test(headers[i] ?? '') ? AlignmentType.RIGHT : AlignmentType.LEFT,
                children: [new TextRun({ text, size: 21, bold })],
              }),
            ],
          }),
      ),
    })
  // The tag stands in one cell alone: it has to say that the row is meant.
  const empty = (text: string, condition: string) =>
    new TableRow({
      cantSplit: true,
      children: [
        new TableCell({
          columnSpan: headers.length,
          margins: cell,
          children: [
            new Paragraph({
              spacing: spaced(280),
              children: [
                new TextRun({
                  text: `{#${condition} [loopOver: "row"]}${text}{/${condition}}`,
                  size: 21,
                  color: '7F7F7F',
                }),
              ],
            }),
          ],
        }),
      ],
    })
  const underRows = (texts: string[]) =>
    texts.map((text, i) => (i === 0 ? `{#有${loop}}${text}` : i === texts.length - 1 ? `${text}{/有${loop}}` : text))
  const looped = loop
    ? cells.map((cell, i) => `${i === 0 ? `{#${loop}}` : ''}${cell}${i === cells.length - 1 ? `{/${loop}}` : ''}`)
    : cells
  return new Table({
    columnWidths,
    width: { size: PAGE, type: WidthType.DXA },
    borders: {
      top: border,
      bottom: border,
      left: border,
      right: border,
      insideHorizontal: border,
      insideVertical: border,
    },
    rows: loop
      ? [
          row(headers, { head: true }),
          row(looped),
          ...(none ? [empty(none, `没有${loop}`)] : []),
          ...(total ? [row(underRows(total), { bold: true })] : []),
        ]
      : [headers, cells, ...more].map((texts) => row(texts)),
  })
}
