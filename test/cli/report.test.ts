import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { readXlsx } from 'hucre/xlsx'
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import type { OpenRecords } from '../../src/cli/parts.js'
import { readDocx } from '../../src/cli/reconcile/read-docx.js'
import type { ReportDrafts } from '../../src/conversations/reports/ports.js'
import type { ReadDraft } from '../../src/reports/ports.js'
import { entriesOf } from '../../src/storage/unzip.js'
import type { Compilation, CompilationInputs, Compilations } from '../../src/records/compilations.js'
import type { ExportedRecord } from '../../src/records/export-ports.js'
import { BlobUnreadable } from '../../src/storage/blobs.js'
import { grant, NOTHING, recordsOf } from '../reports/a-dataset.js'
import { activity, photo, record } from '../records/sample.js'
import { runHere, noHistory } from './run-cli.js'

describe('jianbao report', () => {
  let folder: string
  let filed: ExportedRecord[]
  /** Records that count no more as they did. */
  let replaced: string[]
  let ledger: { compilation: Compilation; recordIds: string[]; photoIds: string[]; inputs?: CompilationInputs }[]
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jianbao-report-'))
    await writeFile(join(folder, 'settings.yaml'), `data: ${folder}\n`, { mode: 0o600 })
    filed = [record({ photos: [photo(), photo({ id: 'photo-2', copy: 'd'.repeat(64), consent: 'unknown' })] })]
    ledger = []
    signed = null
    drafts = []
    ids = 0
    replaced = []
  })
  afterEach(() => rm(folder, { recursive: true }))

  const compilations = (): Compilations => ({
    add(compilation, recordIds, photoIds, inputs) {
      ledger.push({ compilation, recordIds, photoIds, ...(inputs && { inputs }) })
      return Promise.resolve()
    },
    list: () =>
      Promise.resolve(
        ledger.map(({ compilation }) => ({ ...compilation, byName: null, figured: true, records: 1, photos: 0 })),
      ),
    staleOf: () =>
      Promise.resolve(
        ledger.map(({ compilation }) => ({
          compilation,
          stale: replaced.map((recordId) => ({ recordId, chainId: recordId, why: 'replaced' as const })),
        })),
      ),
    withPhoto: () => Promise.resolve([]),
    inputsOf: (_hubId, id) => Promise.resolve(ledger.find(({ compilation }) => compilation.id === id)?.inputs ?? null),
  })
  let signed: { by: string; at: string } | null
  const drafted = { title: '做了什么', text: '办了 1次〔1〕 活动。' }
  const notes = [{ number: 1, name: '活动·次数', shown: '1次' }]
  const reportDrafts: ReportDrafts = {
    add: () => Promise.resolve(),
    find: (hubId, compilationId) =>
      Promise.resolve(
        compilationId !== 'compilation-1'
          ? null
          : {
              compilationId,
              hubId,
              content: { paragraphs: [drafted], notes },
              madeAt: '2015-01-05T01:00:00.000Z',
              signedByName: signed?.by ?? null,
              signedAt: signed?.at ?? null,
            },
      ),
    signers: () => Promise.resolve([{ id: 'staff-1', name: '小满' }]),
    sign(_hubId, _id, by, at) {
      if (signed) return Promise.resolve(false)
      signed = { by, at }
      return Promise.resolve(true)
    },
  }
  let drafts: ReadDraft[]
  let ids: number
  const opened = (): OpenRecords => ({
    records: recordsOf(filed, [grant(), grant({ id: 'grant-2', status: 'withdrawn' })]),
    reports: { ...NOTHING, drafts: () => Promise.resolve(drafts) },
    funded: () => Promise.resolve([]),
    blobs: {
      read: (sha256) =>
        sha256 === 'd'.repeat(64)
          ? Promise.reject(new BlobUnreadable(sha256, 'blob.missing'))
          : sharp({ create: { width: 60, height: 40, channels: 3, background: 'navy' } })
              .jpeg()
              .toBuffer(),
    },
    newId: () => `compilation-${++ids}`,
    transact: (work) => work({ compilations: compilations(), reportDrafts, records: noHistory }),
    close: () => Promise.resolve(),
  })
  const run = (...args: string[]) =>
    runHere(['--config', join(folder, 'settings.yaml'), ...args], { openRecords: () => Promise.resolve(opened()) })
  const build = (name: string, ...args: string[]) =>
    run('report', 'build', '--force', '--out', join(folder, name), ...args)

  it('writes tables where the file is a workbook, without a layout, and keeps what they were made with', async () => {
    const { code, err } = await build('2014.xlsx', '--from', '2014-01', '--to', '2014-12')
    expect([code, err]).toEqual([0, expect.stringContaining('2014.xlsx')])
    const { sheets } = await readXlsx(await readFile(join(folder, '2014.xlsx')))
    expect(sheets.map(({ name }) => name)).toEqual(['training', '资助', '佐证索引'])
    expect((await stat(join(folder, '2014.xlsx'))).mode & 0o777).toBe(0o600)
    expect(ledger).toMatchObject([
      {
        compilation: { kind: 'xlsx', name: '2014.xlsx', fromOn: '2014-01-01', toOn: '2014-12-31' },
        recordIds: ['record-1'],
        photoIds: [],
        inputs: { figures: expect.arrayContaining([expect.objectContaining({ name: 'training·人数合计', min: 35 })]) },
      },
    ])
  })

  it('writes photos where it is a ZIP, and fails by name for what is gone from the disk', async () => {
    const { code, err } = await build('照片.zip')
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/照片找不到了：萍乡麦田 .*交的简报 照片 1（2014年4月26日 .*）「合影」/),
    ])
    const names = entriesOf(await readFile(join(folder, '照片.zip'))).map(({ name }) => name)
    expect(names).toEqual([expect.stringContaining('01-合影.jpg'), '照片目录.html'])
    expect(ledger[0]?.photoIds).toEqual(['photo-1'])
  })

  it('for the public leaves photos without consent out and says how many', async () => {
    const { code, err } = await build('照片.zip', '--public')
    expect([code, err]).toEqual([0, expect.stringContaining('没有公开的照片：1（不可以：说不准）')])
    expect(ledger).toMatchObject([{ compilation: { public: true }, photoIds: ['photo-1'] }])
  })

  it('writes the evidence index beside a Word report', async () => {
    filed = [record()]
    const { code } = await build('年报.docx', '--layout', 'annual', '--evidence', join(folder, '年报-佐证.xlsx'))
    expect(code).toBe(0)
    const { sheets } = await readXlsx(await readFile(join(folder, '年报-佐证.xlsx')))
    expect(sheets.map(({ name }) => name)).toEqual(['佐证索引'])
    expect(ledger.map(({ compilation }) => compilation.name)).toEqual(['年报.docx', '年报-佐证.xlsx'])
  })

  it.each([
    [['年报.docx'], '要有版式'],
    [['年报.docx', '--layout', '没有的'], '没有版式「没有的」'],
    [['年报.pdf'], '.docx（报告）、.xlsx（表格）或 .zip（照片）'],
    [['a.xlsx', '--evidence', 'b.docx'], '--evidence 写另一个文件'],
  ])('%j: says what is wrong and writes nothing', async ([name = '', ...more], fault) => {
    const { code, err } = await build(name, ...more)
    expect([code, err, ledger]).toEqual([2, expect.stringContaining(fault), []])
    expect(await readdir(folder)).toEqual(['settings.yaml'])
  })

  it('knows the hub’s own layouts in the data folder by name, as the chat does', async () => {
    filed = [record()]
    await mkdir(join(folder, 'layouts'))
    await copyFile('config/layouts/annual.docx', join(folder, 'layouts', '基金会表.docx'))
    expect((await run('report', 'layouts')).out).toContain('基金会表\n')
    expect((await run('report', 'layouts', 'check', '基金会表')).out).toContain('✓ 基金会表')
    expect((await build('年报.docx', '--layout', '基金会表')).code).toBe(0)
  })

  it('says that a record was corrected while it was compiled', async () => {
    replaced = ['record-1']
    const { code, err } = await build('2014.xlsx')
    expect([code, err]).toEqual([1, expect.stringContaining('编的时候有 1 处记录改了，请再编一次')])
  })

  const DRAFT: ReadDraft = {
    programmeId: null,
    granteeId: null,
    fromOn: '2014-01-01',
    toOn: '2014-12-31',
    public: false,
    number: 1,
    paragraphs: [drafted],
    notes,
    signedBy: null,
    signedAt: null,
  }
  const YEAR = ['--from', '2014-01', '--to', '2014-12', '--layout', 'annual']

  it('says in the log that an unsigned draft is in it, then who signed it', async () => {
    filed = [record()]
    drafts = [DRAFT]
    expect((await build('年报.docx', ...YEAR)).err).toContain('印着「草稿，待签」；签：jianbao report sign 1')
    drafts = [{ ...DRAFT, signedBy: '小满', signedAt: '2015-01-06T01:00:00.000Z' }]
    const { err } = await build('年报.docx', ...YEAR)
    expect(err).toContain('起草的段落由 小满 签字')
    expect(err).not.toContain('草稿，待签')
  })

  it('signs a draft in the name of somebody of the staff, once, and shows what waits before', async () => {
    filed = [record()]
    await build('年报.docx', ...YEAR)
    const { out } = await run('report', 'sign')
    expect(out).toContain('第 1 号 年报.docx（草稿，待签')
    expect(out).toContain('办了 1次〔1〕 活动。\n〔1〕活动·次数：1次')
    expect(await run('report', 'sign', '1')).toMatchObject({ code: 2, err: expect.stringContaining('可以签的：小满') })
    expect(await run('report', 'sign', '1', '--by', '路人')).toMatchObject({
      code: 2,
      err: expect.stringContaining('「路人」不是枢纽机构的工作人员'),
    })
    expect(await run('report', 'sign', '9', '--by', '小满')).toMatchObject({ code: 2 })
    expect(signed).toBeNull()
    expect(await run('report', 'sign', '1', '--by', '小满')).toMatchObject({
      code: 0,
      out: expect.stringContaining('签好了：第 1 号 年报.docx，小满'),
    })
    expect(signed).toMatchObject({ by: 'staff-1' })
    expect(await run('report', 'sign', '1', '--by', '小满')).toMatchObject({
      code: 2,
      err: expect.stringContaining('已经签过了'),
    })
    expect((await run('report', 'sign')).out).toContain('没有等着签的草稿')
  })

  it('says which activities of earlier days were told of since and are in no table', async () => {
    filed = [
      record({
        activities: [
          activity(),
          activity({
            position: 2,
            part: 'activities/2',
            title: '第一次沙龙',
            startsOn: '2013-10-13',
            endsOn: '2013-10-13',
          }),
        ],
      }),
    ]
    const { code, err } = await build('年报.docx', ...YEAR)
    expect([code, err]).toEqual([
      0,
      expect.stringContaining('没有算进来：1 次活动在这段时间以前（2013-10-13 第一次沙龙）'),
    ])
    expect((await build('全部.docx', '--layout', 'annual', '--from', '2013-01')).err).not.toContain('没有算进来')
  })

  it('a photo that is gone from the disk leaves a sentence in the report, a line in the log, and a code', async () => {
    const { code, err } = await build('年报.docx', ...YEAR)
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/照片找不到了：萍乡麦田 .*交的简报 照片 1（2014年4月26日 .*）「合影」/),
    ])
    const pieces = readDocx(await readFile(join(folder, '年报.docx')))
    expect(JSON.stringify(pieces)).toContain('（这张照片找不到了）')
  })

  it('writes grants as open data and says which are not in it', async () => {
    const { code, err } = await run('report', 'grants', '--out', join(folder, 'grants.csv'))
    expect([code, err]).toEqual([0, expect.stringContaining('没有写进去：1 笔')])
    for (const args of [
      ['grants', '--out', 'grants.csv'],
      ['build', '--out', 'grants.csv'],
      ['build', '--layout', 'annual', '--out', 'new.docx', '--findings', 'grants.csv'],
    ]) {
      const named = args.map((arg) => (/\.\w+$/.test(arg) ? join(folder, arg) : arg))
      expect(await run('report', ...named)).toMatchObject({ code: 2, err: expect.stringContaining('--force 覆盖它') })
    }
    expect(await readFile(join(folder, 'grants.csv'), 'utf8')).toMatch(/^\uFEFFIdentifier,Title,Description,Currency/)
    expect(ledger).toMatchObject([{ compilation: { kind: 'csv', public: true } }])
  })

  it('of a report whose record was corrected since lists the figures that moved, with a draft of what to write', async () => {
    await build('2014.xlsx', '--from', '2014-01', '--to', '2014-12')
    replaced = ['record-1']
    filed = [
      record({
        id: 'record-9',
        version: 2,
        activities: [activity({ headcountMin: 27, headcountMax: 27, headcountWording: '27人' })],
      }),
    ]
    const { code, out } = await run('records', 'compiled')
    expect(code).toBe(0)
    expect(out).toContain('✗ 1 处已更新')
    expect(out).toMatch(/training·人数合计 +35人 +27人/)
    expect(out).toContain('更正说明（草稿，发出前请核对）')
    expect(out).toContain('第一期 35人」改为「2014年4月26日 志愿者管理层培训第一期 27人」（记录更正了，编号 record-9）')
    const { compilations: listed } = JSON.parse((await run('records', 'compiled', '--json')).out)
    expect(listed).toMatchObject([
      { name: '2014.xlsx', correction: { moved: expect.any(Array), notice: expect.any(String) } },
    ])
  })
})
