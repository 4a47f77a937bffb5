import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readXlsx, writeXlsx, type WriteSheet } from 'hucre/xlsx'
import { checkForms } from '../../src/cli/doctor/local.js'
import { decodeForm } from '../../src/forms/form-file.js'
import { formNamed } from '../engine/talk.js'
import { runHere } from './run-cli.js'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jianbao-forms-'))
})
afterAll(() => rm(folder, { recursive: true }))

const at = (name: string) => join(folder, name)
const forms = (...args: string[]) => runHere(['forms', ...args])

const SURVEY: WriteSheet = {
  name: 'survey',
  rows: [
    ['type', 'name', 'label', 'required', 'appearance'],
    ['text', 'village', '哪个村？', true, null],
    ['integer', 'age', '=1+1', null, 'minimal'],
  ],
}
const workbook = async (name: string, ...sheets: WriteSheet[]) => {
  await writeFile(at(name), await writeXlsx({ sheets }))
  return at(name)
}

/** The same workbook, whose first part is 60 MB when it is unpacked, as it says. */
function swollen(bytes: Uint8Array): Uint8Array {
  const copy = Buffer.from(bytes)
  copy.writeUInt32LE(60_000_000, copy.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02])) + 24)
  return copy
}

describe('jianbao forms check', () => {
  it('finds no fault in the forms that are delivered, and tells of questions without a use', async () => {
    const { code, out } = await forms('check')
    expect(code).toBe(0)
    expect(out).toMatch(/都好|可以用，有 \d+ 题值得看一下/)
    expect(out).not.toContain('✗')
  })

  it('tells all faults of a file by line, and fails', async () => {
    await writeFile(
      at('bad.yaml'),
      'id: bad\nversion: 1\nmenu: 1\ntitle: 表\nfields:\n  - { key: a, kind: text, label: 甲, leest: 3 }\n  - { key: b, kind: text, label: 乙, when: { field: c, answered: true } }\n',
    )
    const { code, out } = await forms('check', at('bad.yaml'), at('nowhere.yaml'))
    expect(code).toBe(1)
    expect(out).toMatch(/✗ \S+bad\.yaml:6 .*leest/)
    expect(out).toMatch(/✗ \S+bad\.yaml:7 .*没有「c」这一题/)
    expect(out).toMatch(/✗ \S+nowhere\.yaml .*没有这个文件/)
    expect(out).toContain('有 3 处要改')
  })

  it('is told of by the doctor in one line', async () => {
    const config = at('config')
    await cp('config', config, { recursive: true })
    const form = join(config, 'forms', 'activity.v2.yaml')
    await writeFile(form, (await readFile(form, 'utf8')).replace('    feeds: activity.place\n', ''))
    const { state, said, todo } = await checkForms(config)
    expect([state, todo]).toEqual(['warning', ['看是哪几题：npx jianbao forms check']])
    expect(said).toContain('有 1 处值得看一下')
  })

  it('flags a question without a use, and succeeds', async () => {
    const { code, out } = await forms(
      'check',
      'config/forms/work-brief.v1.yaml',
      'test/transcripts/forms/training.v1.yaml',
    )
    expect(code).toBe(0)
    expect(out.split('\n').filter((line) => line.startsWith('! '))).toHaveLength(3)
    expect(out).toMatch(/! config\/forms\/work-brief\.v1\.yaml:\d+ .*「困难」没有说明用在报告的哪里/)
  })
})

describe('jianbao forms export and import', () => {
  it('give back the same form', async () => {
    expect(await forms('export', 'work-brief@1', '--out', at('brief.xlsx'))).toMatchObject({ code: 0 })
    const read = await forms('import', at('brief.xlsx'), '--out', at('brief.yaml'))
    expect(read).toMatchObject({ code: 0, out: '' })
    // Version 1 is there already: what comes in beside it is another.
    expect(read.err).toMatch(/settings 第 2 行 version：1 → 版本是 \d+/)
    const decoded = decodeForm('brief.yaml', await readFile(at('brief.yaml'), 'utf8'))
    const { version: _, ...form } = decoded.ok ? decoded.form : formNamed('activity.v1')
    const { version: __, ...same } = formNamed('work-brief.v1')
    const plain = (of: object): unknown =>
      JSON.parse(JSON.stringify(of, (key, value: unknown) => (key === 'version' ? undefined : value)))
    expect(plain(form)).toEqual(plain(same))
    expect((await stat(at('brief.yaml'))).mode & 0o044).toBe(0o044)
  })

  it('an export is written over a file only when told to', async () => {
    await writeFile(at('mine.xlsx'), 'mine')
    expect(await forms('export', 'work-brief@1', '--out', at('mine.xlsx'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('mine.xlsx 已经有了：请换一个文件名，或者加 --force 覆盖它'),
    })
    expect(await readFile(at('mine.xlsx'), 'utf8')).toBe('mine')
    expect(await forms('export', 'work-brief@1', '--out', at('mine.xlsx'), '--force')).toMatchObject({ code: 0 })
    expect(await forms('import', at('mine.xlsx'))).toMatchObject({ code: 0 })
  })

  it('write over no file, and nothing where there is a fault', async () => {
    await writeFile(at('taken.yaml'), 'mine')
    const file = await workbook('plain.xlsx', SURVEY)
    expect(await forms('import', file, '--out', at('taken.yaml'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('已经有了'),
    })
    expect(await readFile(at('taken.yaml'), 'utf8')).toBe('mine')
    const broken = await workbook('broken.xlsx', {
      name: 'survey',
      rows: [
        ['type', 'name', 'label'],
        ['txet', 'a', '甲'],
      ],
    })
    const { code, err } = await forms('import', broken, '--out', at('new.yaml'))
    expect(code).toBe(1)
    expect(err).toContain('没有导入，请先改好')
    expect(err).toContain('survey 第 2 行 type：不认识的类型「txet」')
    expect((await readdir(folder)).filter((name) => name.startsWith('new'))).toEqual([])
  })

  it('read cells of every sort, and a text that looks like a formula as a text', async () => {
    const { code, out, err } = await forms('import', await workbook('cells.xlsx', SURVEY))
    expect(code).toBe(0)
    const decoded = decodeForm('x.yaml', out)
    expect(decoded).toMatchObject({
      ok: true,
      form: {
        id: 'cells',
        fields: [
          { key: 'village', required: true },
          { key: 'age', ask: '=1+1' },
        ],
      },
    })
    expect(err).toContain('survey 第 3 行 appearance：用不上的一列')
    await writeFile(at('again.yaml'), out)
    const [exported] = (await readXlsx(await writeXlsx({ sheets: [SURVEY] }))).sheets
    expect(exported?.rows[2]?.[2]).toBe('=1+1')
    expect(exported?.cells?.get('2,2')?.formula).toBeUndefined()
  })

  it('tell of merged cells, formulas and other sheets', async () => {
    const { err } = await forms(
      'import',
      await workbook(
        'odd.xlsx',
        {
          ...SURVEY,
          merges: [{ startRow: 1, startCol: 3, endRow: 1, endCol: 4 }],
          cells: new Map([['2,2', { formula: '"多大"&"年纪"', formulaResult: '多大年纪' }]]),
        },
        { name: 'notes', rows: [['x']] },
      ),
    )
    expect(err).toContain('survey 第 2 行：合并的单元格 / merged cells → 只看左上角那一格')
    expect(err).toContain('survey 第 3 行：公式 / a formula')
    expect(err).toContain('notes：另外的工作表')
  })

  it.each<[string, () => Promise<Uint8Array | string>, string]>([
    ['is no workbook', async () => 'hello', '不是完好的 .xlsx 文件'],
    ['is empty', async () => '', '不是完好的 .xlsx 文件'],
    ['is cut off', async () => (await writeXlsx({ sheets: [SURVEY] })).slice(0, 900), '不是完好的 .xlsx 文件'],
    [
      'is damaged',
      async () => (await writeXlsx({ sheets: [SURVEY] })).map((byte, i) => (i > 100 && i < 300 ? byte ^ 0x55 : byte)),
      '不是完好的 .xlsx 文件',
    ],
    ['has a password', () => writeXlsx({ sheets: [SURVEY], encryption: { password: 'x', spinCount: 10 } }), '有密码'],
    ['is huge', async () => new Uint8Array(5_000_001), '太大了'],
    ['unpacks to more than a form', async () => swollen(await writeXlsx({ sheets: [SURVEY] })), '太大了'],
    [
      'has thousands of rows',
      () => writeXlsx({ sheets: [{ name: 'survey', rows: Array.from({ length: 3000 }, () => ['text']) }] }),
      '太大了',
    ],
    ['has no survey', () => writeXlsx({ sheets: [{ name: 'Sheet1', rows: [['a']] }] }), '没有 survey 这张工作表'],
    ['is a workbook without anything', () => writeXlsx({ sheets: [{ name: 'survey', rows: [] }] }), '没有这一列'],
  ])('refuse a file that %s', async (_about, bytes, said) => {
    await writeFile(at('hostile.xlsx'), await bytes())
    const { code, out, err } = await forms('import', at('hostile.xlsx'))
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain(said)
  })

  it('say which forms there are, and what cannot be read', async () => {
    expect(await forms('export', 'brief', '--out', at('x.xlsx'))).toMatchObject({
      code: 2,
      err: expect.stringMatching(/没有「brief」这份表单，有的是 .*work-brief@1/),
    })
    expect(await forms('import', at('nowhere.xlsx'))).toMatchObject({
      code: 1,
      err: expect.stringContaining('没有这个文件'),
    })
  })
})
