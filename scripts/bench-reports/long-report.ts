import { Document, Packer, Paragraph, Table, TableCell, TableRow } from 'docx'

/** A Word report of so many pages of A4: on each a heading, 500 characters that claim things, and a table with its total. */
export function longReport(pages: number): Promise<Buffer> {
  const children = Array.from({ length: pages }, (_, page) => pageOf(page)).flat()
  const head = ['山南社区伙伴2025年度总结报告', '项目周期：2025年1月1日至2025年12月31日', '项目金额：50000元']
  return Packer.toBuffer(
    new Document({ sections: [{ children: [...head.map((text) => new Paragraph(text)), ...children] }] }),
  )
}

function pageOf(page: number): (Paragraph | Table)[] {
  const rows = Array.from({ length: 8 }, (_, i) => {
    const n = page * 8 + i
    return [
      `2025年${1 + (n % 12)}月${1 + (n % 28)}日`,
      `第${n + 1}次社区${NAMES[n % NAMES.length]}培训`,
      String(12 + (n % 25)),
    ]
  })
  const sum = rows.reduce((all, row) => all + Number(row[2]), 0)
  const told = rows.map(
    ([when, what, count]) =>
      `${when}举办了${what}，来了${count}人次，其中志愿者${Math.floor(Number(count) / 3)}人次，大家在社区里把下一步谈清楚了。`,
  )
  return [
    new Paragraph({ text: `${page + 1}、第${page + 1}社区的活动`, heading: 'Heading1' }),
    new Paragraph(`本社区共举办培训8次，累计${sum}人次，使用经费${(page + 1) * 100}元。`),
    ...told.map((text) => new Paragraph(text)),
    new Table({
      rows: [['时间', '内容', '人次'], ...rows, ['合计', '', String(sum)]].map(
        (cells) => new TableRow({ children: cells.map((text) => new TableCell({ children: [new Paragraph(text)] })) }),
      ),
    }),
  ]
}

const NAMES = ['票据整理', '面试', '地图', '急救', '手语']
