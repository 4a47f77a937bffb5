import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { readXlsx } from 'hucre/xlsx'
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import type { ReportDrafts } from '../../src/conversations/reports/ports.js'
import type { CliParts, Funded } from '../../src/cli/parts.js'
import type { ReadOwed } from '../../src/reports/ports.js'
import { runCli } from '../../src/cli/program.js'
import type { Compilation, Compilations } from '../../src/records/compilations.js'
import type { ExportedGrant, ExportedRecord, RecordScope } from '../../src/records/export-ports.js'
import { Outage } from '../../src/kernel/outage.js'
import { BlobUnreadable } from '../../src/storage/blobs.js'
import { activity, photo, record } from '../records/sample.js'
import { noHistory } from './run-cli.js'

const collector = () => {
  const pieces: Buffer[] = []
  const stream = new Writable({ write: (piece: Buffer, _encoding, done) => (pieces.push(piece), done()) })
  return { stream, bytes: () => Buffer.concat(pieces), text: () => Buffer.concat(pieces).toString('utf8') }
}

const grant: ExportedGrant = {
  id: 'grant-1',
  hubId: 'hub-1',
  programmeId: 'programme-1',
  organisationId: 'organisation-1',
  purpose: '盲童戏剧融合',
  purposeClass: 'project',
  amountFen: 5_310_000,
  status: 'active',
  remark: null,
  programmeName: '2014年微公益资助',
  organisationName: '萍乡麦田计划',
  organisationKind: 'organisation',
}
const organisation = (id: string, name: string, aliases: string[] = []) => ({ id, name, aliases })

const noDrafts: ReportDrafts = {
  add: () => Promise.resolve(),
  find: () => Promise.resolve(null),
  signers: () => Promise.resolve([]),
  sign: () => Promise.resolve(false),
}

describe('jianbao records', () => {
  let folder: string
  let out: ReturnType<typeof collector>
  let err: ReturnType<typeof collector>
  let scopes: RecordScope[]
  let closed: number
  let hubs: { id: string; name: string; zone: string }[]
  let filed: ExportedRecord[]
  let funded: Funded[]
  let owed: ReadOwed[]
  let broken: Error | null
  let ledger: { compilation: Compilation; recordIds: string[]; photoIds: string[] }[]
  let readOnly: Error | null

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jianbao-cli-'))
    out = collector()
    err = collector()
    scopes = []
    closed = 0
    hubs = [{ id: 'hub-1', name: '枢纽一', zone: 'Asia/Shanghai' }]
    filed = [
      record(),
      record({
        id: 'record-2',
        activities: [activity({ startsOn: '2014-05-18', headcountMin: 201, headcountMax: 299 })],
      }),
    ]
    funded = []
    owed = []
    broken = null
    ledger = []
    readOnly = null
    await writeFile(join(folder, 'settings.yaml'), `data: ${folder}\n`, { mode: 0o600 })
  })
  afterEach(() => rm(folder, { recursive: true }))

  const compilations = (): Compilations => ({
    add(compilation, recordIds, photoIds) {
      if (readOnly) return Promise.reject(readOnly)
      ledger.push({ compilation, recordIds, photoIds })
      return Promise.resolve()
    },
    list: () =>
      Promise.resolve(
        ledger.map(({ compilation, recordIds, photoIds }) => ({
          ...compilation,
          byName: null,
          figured: false,
          records: recordIds.length,
          photos: photoIds.length,
        })),
      ),
    staleOf: () =>
      Promise.resolve(
        ledger.map(({ compilation }) => ({
          compilation,
          stale: [{ recordId: 'record-1', chainId: 'record-1', why: 'replaced' as const }],
        })),
      ),
    withPhoto: () => Promise.resolve([]),
    inputsOf: () => Promise.resolve(null),
  })
  const parts = (): CliParts => ({
    env: {},
    version: '0.1.0',
    stdout: out.stream,
    stderr: err.stream,
    now: () => '2026-01-02T03:04:05.000Z',
    start: () => Promise.reject(new Error('not here')),
    migrate: () => Promise.reject(new Error('not here')),
    load: () => Promise.reject(new Error('not here')),
    openRegisters: () => Promise.reject(new Error('not here')),
    openInvitations: () => Promise.reject(new Error('not here')),
    openReach: () => Promise.reject(new Error('not here')),
    rehearse: () => Promise.reject(new Error('not here')),
    openRecords(settings) {
      expect(settings.data).toBe(folder)
      return Promise.resolve({
        records: {
          hubs: () => Promise.resolve(hubs),
          programmes: () =>
            Promise.resolve([
              { id: 'programme-1', name: '2014年微公益资助', startsOn: '2014-01-01', endsOn: '2014-12-31' },
            ]),
          organisations: () =>
            Promise.resolve([
              organisation('organisation-1', '萍乡麦田计划', ['麦田']),
              organisation('organisation-2', '南昌知行创新空间', ['知行', '空间']),
              organisation('organisation-3', '吉安青原色', ['空间']),
            ]),
          async *records(scope) {
            scopes.push(scope)
            yield* filed
            if (broken) throw broken
          },
          grants: () => Promise.resolve([grant]),
          recaps: () => Promise.resolve([]),
          visits: () => Promise.resolve([]),
          forms: () => Promise.resolve([]),
        },
        reports: {
          programme: () => Promise.resolve(null),
          objectives: () => Promise.resolve([]),
          instalments: () => Promise.resolve([]),
          awards: () => Promise.resolve([]),
          owed: ({ hubId }) => Promise.resolve(hubId === 'hub-1' ? owed : []),
          salons: () => Promise.resolve([]),
          partners: () => Promise.resolve([]),
          drafts: () => Promise.resolve([]),
          said: () => Promise.resolve([]),
        },
        funded: () => Promise.resolve(funded),
        blobs: {
          read: (sha256) =>
            sha256 === 'c'.repeat(64)
              ? Promise.reject(new BlobUnreadable(sha256, 'blob.missing'))
              : Promise.resolve(new Uint8Array([0xff, 0xd8, 0xff])),
        },
        newId: () => 'compilation-1',
        transact: (work) => work({ compilations: compilations(), reportDrafts: noDrafts, records: noHistory }),
        close: () => Promise.resolve(void closed++),
      })
    },
  })
  const run = (...args: string[]) => runCli(['--config', join(folder, 'settings.yaml'), 'records', ...args], parts())

  it('prints totals that can be read at a glance, ranges and all', async () => {
    expect(await run('totals')).toBe(0)
    expect(out.text()).toBe(
      [
        '枢纽机构  枢纽一',
        '资助项目  全部',
        '受助机构  全部',
        '日期      全部',
        '审核      已通过 2 份',
        '',
        '类别      记录数  没写人数的  合计        说明',
        'training       2           0  236–334 人  按场次相加，来几次算几次',
        '全部活动       2           0  236–334 人  按场次相加，来几次算几次',
        '支出           0              0 元',
        '资助           1              53,100 元',
        '',
      ].join('\n'),
    )
    expect([scopes, closed]).toEqual([[{ hubId: 'hub-1' }], 1])
  })

  it('adds up what several hubs report to one funder, by its code, with a line for each hub', async () => {
    hubs.push({ id: 'hub-2', name: '枢纽二', zone: 'Asia/Shanghai' })
    const of = (hub: number, id: string, name: string, funder: Funded['funder']): Funded => ({
      hub: hubs[hub]!,
      programme: { id, name },
      funder,
    })
    const one = { organisation: '麦田', form: 'work-brief', period: '2025-Q3', dueOn: '2025-10-15', extendedTo: null }
    owed = [
      { ...one, state: 'accepted', filedAt: '2025-10-20T01:00:00.000Z' },
      { ...one, state: 'overdue', filedAt: null },
      { ...one, state: 'waived', filedAt: null },
      { ...one, state: 'open', dueOn: '2026-03-01', filedAt: null },
    ]
    funded = [
      of(0, 'programme-1', '微公益', { name: '春山基金会', code: 'cs' }),
      of(0, 'programme-3', '别家的项目', { name: '秋水基金会', code: 'qs' }),
      of(1, 'programme-2', '小额资助', { name: '春山', code: 'cs' }),
    ]
    expect(await run('totals', '--funder', '春山基金会')).toBe(0)
    expect(scopes).toEqual([
      { hubId: 'hub-1', programmeId: 'programme-1' },
      { hubId: 'hub-2', programmeId: 'programme-2' },
    ])
    expect(out.text()).toBe(
      [
        '资助方    春山基金会',
        '',
        '枢纽机构  资助项目  记录数  到期应交  已交  其中迟交  没交',
        '枢纽一    微公益         2         2     1         1     1',
        '枢纽二    小额资助       2         0     0         0     0',
        '',
        '类别      记录数  没写人数的  合计        说明',
        'training       4           0  472–668 人  按场次相加，来几次算几次',
        '全部活动       4           0  472–668 人  按场次相加，来几次算几次',
        '支出           0              0 元',
        '资助           2              106,200 元',
        '',
      ].join('\n'),
    )
    expect(await run('totals', '--funder', '春山基', '--hub', '枢纽一')).toBe(2)
    expect(err.text()).toContain('不和 --hub')
    expect(err.text()).toContain('没有叫「春山基」的资助方 / no such funder。相近的有 / near: 春山基金会、春山')
  })

  it('gives the totals of what was chosen as JSON', async () => {
    expect(
      await run(
        'totals',
        '--json',
        '--programme',
        '2014年 微公益资助',
        '--grantee',
        '麦田',
        '--from',
        '2014-05-01',
        '--to',
        '2014-05-31',
      ),
    ).toBe(0)
    expect(JSON.parse(out.text())).toMatchObject({
      hub: { name: '枢纽一' },
      programme: { id: 'programme-1' },
      grantee: { id: 'organisation-1', name: '萍乡麦田计划' },
      range: { from: '2014-05-01', to: '2014-05-31' },
      totals: { all: { rows: 1, sums: [{ unit: '人', rows: 1, min: 201, max: 299 }] }, grants: { sumFen: 5_310_000 } },
    })
    expect(scopes).toEqual([{ hubId: 'hub-1', programmeId: 'programme-1', organisationId: 'organisation-1' }])
  })

  it('for the public leaves out pictures and names, says how many and why, and writes down what it was', async () => {
    filed = [
      record({
        state: 'accepted',
        photos: [
          photo({ id: 'a', thumbnail: 'd'.repeat(64) }),
          photo({ id: 'b', consent: null }),
          photo({ id: 'c', consent: 'unknown' }),
        ],
      }),
      record({ id: 'record-2', state: 'submitted' }),
    ]
    expect(await run('export', '--format', 'json', '--public')).toBe(0)
    expect(err.text()).toContain('没有公开的记录 / records left out: 1')
    expect(JSON.parse(out.text())).toMatchObject({
      public: true,
      records: [{ contact: { name: '' }, photos: [{ id: 'a' }] }],
      withheld: [
        { reason: 'unknown', count: 1 },
        { reason: 'never_asked', count: 1 },
      ],
    })
    expect(err.text()).toContain('没有公开的照片 / photos left out: 1（不可以：说不准 / unknown）')
    expect(err.text()).toContain('没有公开的照片 / photos left out: 1（不可以：没有问过 / never_asked）')
    expect(ledger).toMatchObject([{ compilation: { public: true }, photoIds: ['a'] }])
  })

  it('writes each format to standard output', async () => {
    expect(await run('export', '--format', 'json')).toBe(0)
    expect(JSON.parse(out.text())).toMatchObject({
      madeAt: '2026-01-02T03:04:05.000Z',
      records: [{ id: 'record-1' }, { id: 'record-2' }],
    })
    out = collector()
    expect(await run('export', '--format', 'csv', '--rows', 'photos')).toBe(0)
    expect(out.text()).toMatch(/^\uFEFF顺序,说明/)
    out = collector()
    expect(await run('export', '--format', 'xlsx')).toBe(0)
    expect((await readXlsx(out.bytes())).sheets.map((sheet) => sheet.name)).toEqual([
      '简报',
      '活动',
      '支出',
      '照片',
      '资助',
      '合计',
    ])
    expect(err.text()).toBe('')
  })

  it('writes a file that only its owner can read, and over an old one only when told to', async () => {
    const file = join(folder, '导出.json')
    await writeFile(file, 'old', { mode: 0o644 })
    expect(await run('export', '--format', 'json', '--out', file)).toBe(2)
    expect(err.text()).toBe(
      `${file} 已经有了：请换一个文件名，或者加 --force 覆盖它 / is there already: another name, or --force to write over it\n`,
    )
    expect(await readFile(file, 'utf8')).toBe('old')
    err = collector()
    expect(await run('export', '--format', 'json', '--out', file, '--force')).toBe(0)
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ records: [{}, {}] })
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect([out.text(), err.text()]).toEqual(['', expect.stringContaining(file)])
  })

  it('leaves the old file alone when reading fails in the middle, and closes the database', async () => {
    const file = join(folder, 'export.json')
    await writeFile(file, 'old')
    broken = Object.assign(new Error('database gone'), { code: 'ECONNREFUSED' })
    expect(await run('export', '--format', 'json', '--out', file, '--force')).toBe(1)
    expect(await readFile(file, 'utf8')).toBe('old')
    expect(await readdir(folder)).toEqual(['export.json', 'settings.yaml'])
    expect(err.text()).toBe('没有完成 / failed: database gone\n')
    expect(closed).toBe(1)
  })

  it('writes down what each export held: the versions and the pictures that were in that very file', async () => {
    const other = photo({ id: 'photo-9', state: 'coming', thumbnail: null })
    filed = [record({ photos: [photo(), other] }), record({ id: 'record-2', photos: [], activities: [] })]
    const file = join(folder, '给基金会.json')
    await run('export', '--format', 'json', '--from', '2014-01', '--out', file)
    await run('export', '--format', 'csv')
    await run('export', '--format', 'csv', '--rows', 'photos')
    await run('export', '--format', 'csv', '--rows', 'grants')
    const made = { id: 'compilation-1', hubId: 'hub-1', public: false, madeAt: '2026-01-02T03:04:05.000Z' }
    const of = (name: string, kind: string, fromOn: string | null, recordIds: string[], photoIds: string[]) => ({
      compilation: { ...made, name, kind, byContactId: null, fromOn, toOn: null },
      recordIds,
      photoIds,
    })
    expect(ledger).toEqual([
      of('给基金会.json', 'json', '2014-01-01', ['record-1', 'record-2'], ['photo-1']),
      of('activities.csv', 'csv', null, ['record-1'], []),
      of('photos.csv', 'csv', null, ['record-1'], ['photo-1']),
      of('grants.csv', 'csv', null, [], []),
    ])
  })

  it('lists what was exported and what of it is out of date', async () => {
    expect(await run('compiled')).toBe(0)
    expect(out.text()).toBe('还没有导出过 / nothing was exported yet\n')
    await run('export', '--format', 'xlsx', '--to', '2014-06', '--out', join(folder, '半年.xlsx'))
    out = collector()
    expect(await run('compiled')).toBe(0)
    expect(out.text().split('\n').slice(0, 2)).toEqual([
      '时间              文件       谁导出的  日期                记录  照片  是否过期',
      '2026-01-02 11:04  半年.xlsx  命令行    最早 至 2014-06-30     2     0  ✗ 1 处已更新，请重新导出',
    ])
    out = collector()
    expect(await run('compiled', '--json')).toBe(0)
    expect(JSON.parse(out.text())).toMatchObject({
      hub: { id: 'hub-1' },
      compilations: [{ name: '半年.xlsx', records: 2, stale: [{ recordId: 'record-1', why: 'replaced' }] }],
    })
  })

  it('gives no file that could not be written down', async () => {
    readOnly = new Outage('database.readonly')
    const file = join(folder, 'export.json')
    expect(await run('export', '--format', 'json', '--out', file)).toBe(1)
    expect(await readdir(folder)).toEqual(['settings.yaml'])
    expect(err.text()).toMatch(/database.readonly/)
  })

  it('says which thumbnails are missing and exports the rest', async () => {
    filed = [record({ photos: [photo(), photo({ thumbnail: 'd'.repeat(64) })] })]
    expect(await run('export', '--format', 'xlsx')).toBe(1)
    expect((await readXlsx(out.bytes())).sheets[3]?.images).toHaveLength(1)
    expect(err.text()).toBe(`缩略图缺失或损坏 / thumbnail missing or damaged: ${'c'.repeat(64)}\n`)
  })

  it.each([
    [
      ['--grantee', '知行空间'],
      '没有叫「知行空间」的受助机构 / no such grantee。相近的有 / near: 南昌知行创新空间、吉安青原色',
    ],
    [['--grantee', '完全无关'], '没有叫「完全无关」的受助机构 / no such grantee'],
    [
      ['--grantee', '空间'],
      '有多个受助机构叫「空间」，请改用编号 / several are called so, use the id: 南昌知行创新空间 (organisation-2)、吉安青原色 (organisation-3)',
    ],
    [
      ['--programme', '2015年微公益资助'],
      '没有叫「2015年微公益资助」的资助项目 / no such programme。相近的有 / near: 2014年微公益资助',
    ],
    [['--hub', '枢纽二'], '没有叫「枢纽二」的枢纽机构 / no such hub。相近的有 / near: 枢纽一'],
    [['--from', '2014-02-30'], '--from「2014-02-30」不对：2014 年 2 月没有 30 日 / no such day'],
    [['--from', '2014年13月'], '--from「2014年13月」不对：没有 13 月 / no such month'],
    [['--to', '2014-03/01'], '--to「2014-03/01」不是日期，请写成 2014-03-01 / not a date, write 2014-03-01'],
    [['--grantee', '青年社'], '没有叫「青年社」的受助机构 / no such grantee'],
    [['--to', '三月'], '--to「三月」不是日期，请写成 2014-03-01 / not a date, write 2014-03-01'],
    [['--from', '2014-03-02', '--to', '2014-03-01'], '--from 2014-03-02 晚于 --to 2014-03-01 / --from is after --to'],
  ])('refuses %j and says why', async (options, message) => {
    expect(await run('totals', ...options)).toBe(2)
    expect([out.text(), err.text()]).toEqual(['', `${message}\n`])
    expect([scopes, closed]).toEqual([[], 1])
  })

  it.each([
    ['2014/1/1', '2014-1-31', '2014-01-01', '2014-01-31'],
    ['2014年1月1日', '2014年 3月 5号', '2014-01-01', '2014-03-05'],
    ['2014-01', '2014-02', '2014-01-01', '2014-02-28'],
    ['２０１２年２月', '2012年2月', '2012-02-01', '2012-02-29'],
  ])('takes days and months as people write them: %s to %s', async (typedFrom, typedTo, from, to) => {
    expect(await run('totals', '--json', '--from', typedFrom, '--to', typedTo)).toBe(0)
    expect(JSON.parse(out.text())).toMatchObject({ range: { from, to } })
  })

  it('says everything that is wrong with the options at once', async () => {
    expect(await run('export', '--format', 'csv', '--from', 'x', '--programme', 'y', '--grantee', 'z')).toBe(2)
    expect(err.text().trim().split('\n')).toHaveLength(3)
  })

  it('takes a grantee by id, and never mixes hubs unasked', async () => {
    expect(await run('totals', '--grantee', 'organisation-3')).toBe(0)
    hubs = [...hubs, { id: 'hub-2', name: '枢纽二', zone: 'Asia/Shanghai' }]
    expect(await run('totals')).toBe(2)
    expect(err.text()).toContain('枢纽一、枢纽二')
    expect(await run('totals', '--hub', '枢纽二')).toBe(0)
    expect(scopes).toEqual([{ hubId: 'hub-1', organisationId: 'organisation-3' }, { hubId: 'hub-2' }])
    hubs = []
    expect(await run('totals')).toBe(2)
  })

  it.each([
    [['export']],
    [['export', '--format', 'pdf']],
    [['export', '--format', 'csv', '--rows', 'people']],
    [['totals', '--colour']],
    [['sums']],
    [[]],
  ])('calls wrong usage what it is: %j', async (args) => {
    expect(await run(...args)).toBe(2)
    expect([out.text(), err.text()]).toEqual(['', expect.stringMatching(/用法/)])
  })

  it.each([
    [['export'], '少了 --format '],
    [['export', '--format', 'pdf'], '--format 只能是 json、csv、xlsx，不能是「pdf」'],
    [['export', '--format'], '--format 后面要写内容'],
    [
      ['export', '--format', 'csv', '--rows', 'people'],
      '--rows 只能是 briefs、activities、expenses、photos、grants、recaps、visits，',
    ],
    [['totals', '--jso'], '不认识的选项 --jso，是不是 --json？'],
    [['sums'], '没有 sums 这个命令'],
    [['totals', '2014'], 'totals 后面最多写 0 项'],
  ])('says in Chinese what is wrong with %j', async (args, sentence) => {
    expect(await run(...args)).toBe(2)
    expect(err.text()).toMatch(/^用法有误：/)
    expect(err.text()).toContain(sentence)
  })

  it('says so before any work when the file cannot be written, and warns of a name that misleads', async () => {
    const nowhere = join(folder, 'no', 'such.csv')
    expect(await run('export', '--format', 'csv', '--out', nowhere)).toBe(2)
    expect(err.text()).toContain(`没有文件夹 ${join(folder, 'no')}`)
    expect(await run('export', '--format', 'csv', '--out', folder)).toBe(2)
    expect(err.text()).toContain(`${folder} 是文件夹`)
    expect(closed).toBe(0)
    const file = join(folder, '导出.xlsx')
    expect(await run('export', '--format', 'csv', '--out', file)).toBe(0)
    expect(err.text()).toContain(`${file} 里是 csv，文件名最好以 .csv 结尾`)
    expect(await readFile(file, 'utf8')).toContain('开始日期')
  })

  it('does not pour a workbook into a terminal', async () => {
    Object.assign(out.stream, { isTTY: true })
    expect(await run('export', '--format', 'xlsx')).toBe(2)
    expect([out.text(), err.text()]).toEqual(['', expect.stringContaining('--out')])
  })

  it('lists the faults of the settings and starts nothing', async () => {
    await writeFile(join(folder, 'settings.yaml'), 'listen: {port: x}\nlog: {level: loud}\n')
    expect(await run('totals')).toBe(2)
    expect(err.text()).toContain(`${join(folder, 'settings.yaml')}:1  `)
    expect(err.text()).toContain(`${join(folder, 'settings.yaml')}:2  `)
    expect(closed).toBe(0)
  })
})
