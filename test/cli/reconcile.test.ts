import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { writeXlsx } from 'hucre/xlsx'
import type { Finding } from '../../src/reconciliation/finding.js'
import { docxOf, documentXml, tableOf, zipOf } from './a-docx.js'
import { runHere } from './run-cli.js'

let folder: string
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'reconcile-'))))
afterAll(() => rmSync(folder, { recursive: true }))

const file = (name: string, content: string | Buffer | Uint8Array): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const found = async (...files: string[]) => {
  const { code, out, err } = await runHere(['reconcile', ...files, '--json'])
  expect(err).toBe('')
  return { code, findings: (JSON.parse(out) as { findings: Finding[] }).findings }
}

const ROWS = [
  ['时间', '内容', '人次'],
  ['2024年3月2日', '票据整理培训', '20'],
  ['2024年4月6日', '志愿者面试培训', '31'],
  ['2024年5月11日', '社区地图培训', '18'],
]
const TOP = [
  '山南社区伙伴2024年度总结报告',
  '项目周期：2024年1月1日至2024年12月31日',
  '项目金额：50000元',
  '报告人：项目专员甲',
  '报告日期：2025年1月5日',
]
const right = [...TOP, '# 一、培训', '全年共举办培训3期。', tableOf([...ROWS, ['合计', '', '69']])]
const wrong = [...TOP, '# 一、培训', '全年共举办培训4期。', tableOf([...ROWS, ['合计', '', '96']])]

describe('jianbao reconcile', () => {
  it('ends with 0 and says so where everything goes together', async () => {
    const { code, out } = await runHere(['reconcile', file('right.docx', docxOf(right))])
    expect({ code, out }).toEqual({ code: 0, out: 'right.docx：没有发现对不上的地方 / nothing found\n' })
  })

  it('lays the two places of a Word document side by side, says what to do, and ends by the gravest', async () => {
    const { code, out } = await runHere(['reconcile', file('wrong.docx', docxOf(wrong))])
    expect(code).toBe(13)
    expect(out).toContain('wrong.docx：矛盾 / contradiction 2')
    expect(out)
      .toContain(`1. 【矛盾 / contradiction】「人次」各行加起来是 69，合计写的是 96 / the rows add up to 69, the total says 96
     「一、培训」表1 第5行：合计 | 96`)
    expect(out).toContain('「一、培训」第7段：全年共举办培训4期。')
    expect(out).toContain('→ 表里少了就补行，文字错了就改')
  })

  it('gives programs JSON with severity, kind, message, places and advice', async () => {
    const { code, findings } = await found(file('wrong.docx', docxOf(wrong)))
    expect(code).toBe(13)
    expect(findings).toContainEqual({
      severity: 'contradiction',
      kind: 'rows',
      message: '文字说 4期，表里有 3 行 / the text counts 4, the table has 3 rows',
      places: [
        { where: '「一、培训」第7段', quote: '全年共举办培训4期。' },
        { where: '「一、培训」表1 第2行', quote: '2024年3月2日 | 票据整理培训 | 20' },
      ],
      advice: '表里少了就补行，文字错了就改；不在表里的另外说明 / add the missing rows or correct the text',
    })
  })

  it('reads a form that is laid out as a table as the text it is', async () => {
    const form = tableOf([
      ['项目名称', '山南社区伙伴'],
      ['项目周期', '2024年1月1日至2024年12月31日'],
      ['项目金额', '50000元'],
      ['执行情况', `全年共有志愿者20人，其中女性12人，男性9人。${'我们在社区里慢慢把大家认识起来。'.repeat(8)}`],
    ])
    const { findings } = await found(file('form.docx', docxOf(['总结报告', form])))
    expect(findings.map(({ message }) => message.split(' / ')[0])).toContain('一共 20人，其中的加起来却有 21人')
    expect(findings.map(({ message }) => message)).not.toContainEqual(expect.stringContaining('报告时段'))
  })

  it('leaves out what was deleted, moved or hidden, and reads a table within a table', async () => {
    const inner = tableOf([...ROWS, ['合计', '', '70']])
    const nested = `<w:tbl><w:tr><w:tc>${inner}<w:p/></w:tc></w:tr></w:tbl>`
    const gone =
      '<w:p><w:del><w:r><w:delText>共有志愿者</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>共20人，其中30人是学生。</w:t></w:r></w:moveFrom></w:p>'
    const { findings } = await found(file('nested.docx', docxOf([...TOP, gone, nested])))
    expect(findings.map(({ message }) => message.split(' / ')[0])).toEqual(['「人次」各行加起来是 69，合计写的是 70'])
  })

  it('takes workbooks beside one report as its annexes', async () => {
    const sheet = await writeXlsx({
      sheets: [
        {
          name: '活动',
          rows: ROWS.map(([when, what, count]) => [when, what, Number(count) || count]) as (string | number)[][],
        },
      ],
    })
    const report = file(
      'report.txt',
      [...TOP, '一、培训', '全年共举办培训5期，其中2024年3月3日票据整理培训来了20人次。'].join('\n'),
    )
    const { findings } = await found(report, file('活动.xlsx', sheet))
    expect(findings.map(({ places }) => places.at(-1)?.where)).toContain('「一、培训」表1（活动） 活动!2')
    expect(findings.map(({ message }) => message.split(' / ')[0])).toEqual(
      expect.arrayContaining(['文字说 5期，表里有 3 行', '像是同一场活动，文字写 2024年3月3日，表里写 2024年3月2日']),
    )
  })

  it('goes through several reports each by itself and says of which', async () => {
    const { code, findings } = await found(file('right.docx', docxOf(right)), file('wrong.docx', docxOf(wrong)))
    expect(code).toBe(13)
    expect(new Set(findings.flatMap(({ places }) => places.map(({ where }) => where.split(' ')[0])))).toEqual(
      new Set(['wrong.docx']),
    )
  })

  it('reads what is pasted, with tabs as Word and Excel paste them', async () => {
    const pasted = [...TOP, '一、培训', ...ROWS.map((row) => row.join('\t')), '合计\t\t79']
    const { code, out } = await runHere(['reconcile'], { typed: pasted })
    expect(code).toBe(13)
    expect(out).toContain('「人次」各行加起来是 69，合计写的是 79')
  })

  it('reads text as older Windows saves it', async () => {
    const gbk = Buffer.from(
      'd7dcbde1b1a8b8e60ab9b2d3d0d6bed4b8d5df3230c8cba3acc6e4d6d0c5aed0d43132c8cba3acc4d0d0d439c8cba1a30a',
      'hex',
    )
    const { findings } = await found(file('gbk.txt', gbk))
    expect(findings.map(({ message }) => message.split(' / ')[0])).toContain('一共 20人，其中的加起来却有 21人')
  })

  it('ends with 10 to 12 where nothing contradicts itself', async () => {
    const { code } = await found(
      file('coverage.txt', [...TOP, '一、培训', '志愿者面试（见附件）做得不错。'].join('\n')),
    )
    expect(code).toBe(11)
  })
})

describe('what is refused, in one line, with what to do', () => {
  const refusals: [string, () => Promise<string> | string, string][] = [
    ['no such file', () => join(folder, 'none.docx'), '没有这个文件'],
    ['a folder', () => folder, '这是文件夹'],
    ['half a document', () => file('half.docx', docxOf(right).subarray(0, 400)), '打不开，这不是完好的 .docx 文件'],
    [
      'a ZIP that is none of Word',
      () => file('other.docx', zipOf({ 'a.txt': 'a' })),
      '打不开，这不是完好的 .docx 文件',
    ],
    [
      'XML that is not sound',
      () => file('xml.docx', zipOf({ 'word/document.xml': documentXml(right).slice(0, -30) })),
      '打不开，这不是完好的 .docx 文件',
    ],
    [
      'XML with entities of its own',
      () =>
        file(
          'xxe.docx',
          zipOf({
            'word/document.xml': `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>${documentXml(['&x;']).replace(/^<\?xml[^>]*>/, '')}`,
          }),
        ),
      '打不开，这不是完好的 .docx 文件',
    ],
    [
      'a small file that is huge unpacked',
      () => file('bomb.docx', zipOf({ 'word/document.xml': Buffer.alloc(200_000_000, 32) })),
      '太大了，不像一份报告',
    ],
    ['macros', () => file('macro.docx', docxOf(right, { 'word/vbaProject.bin': 'x' })), '带宏，请另存为不带宏的 .docx'],
    [
      'a password',
      () =>
        file(
          'password.docx',
          Buffer.concat([
            Buffer.from([0xd0, 0xcf, 0x11, 0xe0]),
            Buffer.alloc(600),
            Buffer.from('EncryptedPackage', 'utf16le'),
          ]),
        ),
      '有密码，请先去掉密码再存一份',
    ],
    [
      'an old .doc',
      () => file('old.doc', Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(600)])),
      '请另存为 .docx 或 .xlsx',
    ],
    ['an empty file', () => file('empty.docx', ''), '里面没有文字'],
    ['text of nothing but lines', () => file('blank.txt', ' \n\n'), '里面没有文字'],
    ['a document without words', () => file('wordless.docx', docxOf([])), '里面没有文字'],
    ['a PDF', () => file('a.pdf', '%PDF-1.7\n1 0 obj\n'), '请用 Word 打开，另存为 .docx'],
    ['a picture', () => file('a.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13])), '读不懂'],
    [
      'a workbook with macros',
      () => workbook('macro.xlsm', { 'xl/vbaProject.bin': 'x' }),
      '带宏，请另存为不带宏的 .xlsx',
    ],
    [
      'a workbook with entities of its own',
      () =>
        workbook(
          'xxe.xlsx',
          {},
          (xml) =>
            `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>${xml.replace('</sheetData>', '<row r="1"><c t="inlineStr" r="A1"><is><t>&x;</t></is></c></row></sheetData>')}`,
        ),
      '打不开，这不是完好的 .xlsx 文件',
    ],
    [
      'a million rows',
      () =>
        workbook('rows.xlsx', {}, (xml) =>
          xml.replace('</sheetData>', `${'<row><c><v>1</v></c></row>'.repeat(1_000_000)}</sheetData>`),
        ),
      '太大了，不像一份报告的表',
    ],
  ]

  it.each(refusals)('%s', async (_name, make, why) => {
    const path = await make()
    const { code, out, err } = await runHere(['reconcile', path, '--json'])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain('没有对账，先处理这些文件 / not reconciled:\n')
    expect(err).toContain(why)
    expect(err).not.toContain(' at ')
  })
})

/** A workbook of one sheet, by hand, so that anything can be in it. */
function workbook(name: string, more: Record<string, string>, sheet = (xml: string) => xml): string {
  const head = '<?xml version="1.0" encoding="UTF-8"?>'
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const packages = 'http://schemas.openxmlformats.org/package/2006'
  return file(
    name,
    zipOf({
      '[Content_Types].xml': `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>`,
      '_rels/.rels': `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>`,
      'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
      'xl/worksheets/sheet1.xml': sheet(`<worksheet xmlns="${main}"><sheetData></sheetData></worksheet>`),
      ...more,
    }),
  )
}

describe('the sample that the README begins with', () => {
  const sample = 'docs/samples/annual-report.md'

  it('has eight faults, of six kinds', async () => {
    const { code, findings } = await found(sample)
    expect(code).toBe(13)
    expect(findings).toHaveLength(8)
    expect(new Set(findings.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(5)
  })

  it.each(['README.md', 'README.zh-CN.md'])('%s shows what the command prints', async (name) => {
    const { out } = await runHere(['reconcile', sample])
    const shown = /```text\n(annual-report\.md：[^]*?)\n```/.exec(readFileSync(name, 'utf8'))?.[1] ?? 'nothing'
    for (const piece of shown.split('\n\n')) expect(out).toContain(piece)
  })
})
