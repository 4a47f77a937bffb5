import { expect, test } from '@jest/globals'
import { readDocx } from '../../src/cli/reconcile/read-docx.js'
import { docxOf, tableOf } from './a-docx.js'

const level = (at: number, format: string, text: string) =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`
const NUMBERING = `<?xml version="1.0"?><w:numbering xmlns:w="w">
<w:abstractNum w:abstractNumId="0">${level(0, 'chineseCountingThousand', '%1、')}${level(1, 'decimal', '（%2）')}</w:abstractNum>
<w:abstractNum w:abstractNumId="1">${level(0, 'bullet', '·')}</w:abstractNum>
<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="5"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>`
const STYLES = `<?xml version="1.0"?><w:styles xmlns:w="w"><w:style w:styleId="9"><w:name w:val="Goal"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style></w:styles>`

const item = (list: string, at: number, text: string) =>
  `<w:p><w:pPr><w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="${list}"/></w:numPr></w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`
const styled = (text: string) => `<w:p><w:pPr><w:pStyle w:val="9"/></w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`

test('numbers that Word counts itself stand before their paragraphs, as they are seen', () => {
  const parts = [
    item('3', 0, '项目目标'),
    item('3', 1, '办六期沙龙'),
    item('3', 1, '培训三十人'),
    styled('完成情况'),
    item('3', 1, '办了五期'),
    item('4', 0, '一条没有号码的'),
    item('5', 0, '又从头数'),
    item('0', 0, '不编号'),
    '正文',
  ]
  const pieces = readDocx(docxOf(parts, { 'word/numbering.xml': NUMBERING, 'word/styles.xml': STYLES }))
  if ('fault' in pieces) throw new Error(pieces.fault)
  expect(pieces.map((piece) => (piece.type === 'line' ? piece.text : piece.type))).toEqual([
    '一、项目目标',
    '（1）办六期沙龙',
    '（2）培训三十人',
    '二、完成情况',
    '（1）办了五期',
    '一条没有号码的',
    '一、又从头数',
    '不编号',
    '正文',
  ])
})

test('what stands under pictures in a table that only places them is a caption; a table with pictures in it stays one', () => {
  const picture = '<w:p><w:r><w:drawing><pic:pic/></w:drawing></w:r></w:p>'
  const under = (...captions: string[]) =>
    `<w:tbl><w:tr>${captions.map((said) => `<w:tc>${picture}<w:p><w:r><w:t>${said}</w:t></w:r></w:p></w:tc>`).join('')}</w:tr></w:tbl>`
  expect(readDocx(docxOf([under('第一次沙龙的现场', '第二次沙龙的现场')]))).toMatchObject([
    { type: 'line', text: '第一次沙龙的现场' },
    { type: 'line', text: '第二次沙龙的现场' },
    { type: 'picture' },
    { type: 'picture' },
  ])
  const rows = tableOf([['时间', '内容', '人数'], ['3月2日', '沙龙', '25']]) // prettier-ignore
  expect(readDocx(docxOf([rows.replace('</w:tc>', `${picture}</w:tc>`)]))).toMatchObject([
    { type: 'table' },
    { type: 'picture' },
  ])
})
