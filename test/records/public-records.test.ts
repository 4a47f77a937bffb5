import { describe, expect, it } from '@jest/globals'
import { parseCsv } from 'hucre/csv'
import { readXlsx } from 'hucre/xlsx'
import { encodeAlbum, NO_PICTURES } from '../../src/forms/album.js'
import type { Consent } from '../../src/forms/consent.js'
import type { Form } from '../../src/forms/form.js'
import type { ExportedGrant, ExportedRecord } from '../../src/records/export-ports.js'
import { formats, readChosen } from '../../src/records/export.js'
import { countWithheld, publicRecord, withheld } from '../../src/records/public-records.js'
import { photo, record } from './sample.js'

const form: Form = {
  id: 'work-brief',
  version: 1,
  menu: 1,
  title: '工作简报',
  aliases: [],
  fields: [
    { key: 'done', kind: 'text', label: '做了什么', required: true, options: {} },
    { key: 'photos', kind: 'photos', label: '照片', required: false, feeds: 'photos', options: {} },
    { key: 'sheet', kind: 'photos', label: '签到表', required: false, options: {} },
  ],
}

const album = (...photos: [string, string, Consent?][]) =>
  encodeAlbum({
    ...NO_PICTURES,
    photos: photos.map(([id, caption, consent]) => ({
      photo: id,
      mediaId: `media-${id}`,
      sentAt: '2014-07-02T02:00:00.000Z',
      caption,
      state: 'kept',
      ...(consent && { consent }),
    })),
  })

/** A brief with a picture for each reason, and two that may be shown. */
const filed: ExportedRecord = record({
  typedBy: { id: 'contact-9', name: '志愿者管理员' },
  answers: {
    done: '培训一期',
    photos: album(
      ['open', '开班'],
      ['free', '会场'],
      ['child', '小朋友'],
      ['who', '路人'],
      ['old', '旧照'],
      ['back', '撤回的'],
    ),
    sheet: album(['in', '签到表一', 'not_needed'], ['phone', '有电话的签到表', 'not_given']),
  },
  photos: [
    photo({ id: 'open', position: 1, caption: '开班', consent: 'given' }),
    photo({ id: 'free', position: 2, caption: '会场', consent: 'not_needed' }),
    photo({ id: 'child', position: 3, caption: '小朋友', consent: 'not_given' }),
    photo({ id: 'who', position: 4, caption: '路人', consent: 'unknown' }),
    photo({ id: 'old', position: 5, caption: '旧照', consent: null }),
    photo({ id: 'back', position: 6, caption: '撤回的', consent: 'given', withdrawnAt: '2014-08-01T00:00:00.000Z' }),
  ],
})
const grant: ExportedGrant = {
  id: 'grant-1',
  hubId: 'hub-1',
  programmeId: 'programme-1',
  organisationId: 'organisation-1',
  purpose: '盲童戏剧融合',
  purposeClass: 'project',
  amountFen: 1_000_000,
  status: 'active',
  remark: '数字待核',
  programmeName: '2014年微公益资助',
  organisationName: '萍乡麦田',
  organisationKind: 'organisation',
}
const ofPerson = { organisationName: '个人申请者一', organisationKind: 'person', remark: '申请退出资助' } as const
const grants: ExportedGrant[] = [grant, { ...grant, ...ofPerson, id: 'grant-2', status: 'withdrawn' }]

const HIDDEN = [
  '个人申请者一',
  '申请退出资助',
  '数字待核',
  '志愿者管理员',
  '小朋友',
  '路人',
  '旧照',
  '撤回的',
  '有电话的签到表',
  '联系人一',
]

async function made(
  format: keyof typeof formats,
  open: boolean,
  table: 'photos' | 'briefs' = 'photos',
  waiting: ExportedRecord[] = [],
) {
  const hub = { id: 'hub-1', name: '枢纽', zone: 'Asia/Shanghai' }
  const asked: string[] = []
  const pieces: Uint8Array[] = []
  const chosen = await readChosen(
    {
      async *records() {
        yield filed
        yield* waiting
        yield record({ id: 'record-2', photos: [photo({ id: 'more', consent: 'unknown', caption: '路人' })] })
      },
      grants: () => Promise.resolve(grants),
      recaps: () => Promise.resolve([]),
      visits: () => Promise.resolve([]),
      forms: () => Promise.resolve([form]),
      organisations: () => Promise.resolve([]),
    },
    { hub, programme: null, grantee: null, range: {}, public: open },
  )
  const exported = {
    ...chosen,
    madeAt: '2014-09-01T00:00:00.000Z',
    thumbnail: (sha256: string) => Promise.resolve(void asked.push(sha256)).then(() => null),
  }
  for await (const piece of formats[format](exported, table)) pieces.push(piece)
  return { bytes: Buffer.concat(pieces), thumbnails: asked.length }
}

describe('a picture may be shown in public', () => {
  it.each([
    ['given', null, null],
    ['not_needed', null, null],
    ['not_given', null, 'not_given'],
    ['unknown', null, 'unknown'],
    [null, null, 'never_asked'],
    ['something of a later release', null, 'never_asked'],
    ['given', '2014-08-01T00:00:00.000Z', 'withdrawn'],
    ['not_given', '2014-08-01T00:00:00.000Z', 'withdrawn'],
  ])('%s, withdrawn at %s: %s', (consent, withdrawnAt, reason) => {
    expect(withheld({ consent, withdrawnAt, refused: null })).toBe(reason)
  })

  it('not where the very same picture was refused or taken back elsewhere', () => {
    expect(withheld({ consent: 'given', withdrawnAt: null, refused: 'not_given' })).toBe('not_given')
    expect(withheld({ consent: 'unknown', withdrawnAt: null, refused: 'withdrawn' })).toBe('unknown')
  })
})

describe('what the hub has not accepted', () => {
  const waiting = (['submitted', 'corrected', 'submitted', 'returned'] as const).map((state, i) =>
    record({ id: `waiting-${i}`, state, answers: { done: '还没有审的' } }),
  )
  it.each(['json', 'csv', 'xlsx'] as const)('is not in a file for the public: %s', async (format) => {
    const { bytes } = await made(format, true, 'briefs', waiting)
    const text = format === 'xlsx' ? JSON.stringify((await readXlsx(bytes)).sheets) : bytes.toString()
    expect(text).toContain(format === 'json' ? 'record-2' : '培训一期')
    expect(text).not.toContain('还没有审的')
    expect((await made(format, false, 'briefs', waiting)).bytes.toString().length).toBeGreaterThan(0)
  })
  it('is counted there, by how it stands', async () => {
    const json = JSON.parse((await made('json', true, 'briefs', waiting)).bytes.toString()) as { unaccepted: unknown }
    const unaccepted = [
      { state: 'submitted', count: 2 },
      { state: 'corrected', count: 1 },
      { state: 'returned', count: 1 },
    ]
    expect(json.unaccepted).toEqual(unaccepted)
    const { sheets } = await readXlsx((await made('xlsx', true, 'briefs', waiting)).bytes)
    const sheet = sheets.find(({ name }) => name === '没有公开的记录')
    expect(sheet?.rows.slice(1).map((row) => row[1])).toEqual([2, 1, 1])
  })
})

describe('what is made for the public', () => {
  it('has only the pictures that may be shown, without the others’ captions anywhere, and no name of who filed it', () => {
    const open = publicRecord(filed, [form])
    expect(open.photos.map(({ id }) => id)).toEqual(['open', 'free'])
    for (const hidden of HIDDEN) expect(JSON.stringify(open)).not.toContain(hidden)
    expect(JSON.stringify(open)).toContain('签到表一')
    expect(open.answers['done']).toBe('培训一期')
    expect(countWithheld(open.withheld)).toEqual([
      { reason: 'withdrawn', count: 1 },
      { reason: 'not_given', count: 1 },
      { reason: 'unknown', count: 1 },
      { reason: 'never_asked', count: 1 },
    ])
  })

  it('has no answers of a form that nobody knows any more: which of them are pictures cannot be told', () => {
    expect(publicRecord(filed, []).answers).toEqual({})
  })

  it('says in JSON how many were left out, by reason', async () => {
    const { bytes } = await made('json', true)
    const { withheld: left, records, public: open } = JSON.parse(bytes.toString()) as Record<string, unknown>
    expect([open, (records as unknown[]).length, left]).toEqual([
      true,
      2,
      [
        { reason: 'withdrawn', count: 1 },
        { reason: 'not_given', count: 1 },
        { reason: 'unknown', count: 2 },
        { reason: 'never_asked', count: 1 },
      ],
    ])
    for (const hidden of HIDDEN) expect(bytes.toString()).not.toContain(hidden)
  })

  it('says so in a sheet of the workbook, and asks for no other thumbnail', async () => {
    const { bytes, thumbnails } = await made('xlsx', true)
    const { sheets } = await readXlsx(bytes)
    expect(sheets.find(({ name }) => name === '没有公开的照片')?.rows).toEqual([
      ['原因', '张数'],
      ['不可以：同意已撤回', 1],
      ['不可以：没有同意', 1],
      ['不可以：说不准', 2],
      ['不可以：没有问过', 1],
    ])
    for (const hidden of HIDDEN) expect(JSON.stringify(sheets)).not.toContain(hidden)
    expect(thumbnails).toBe(2)
    expect((await made('xlsx', false)).thumbnails).toBe(7)
  })

  it('is a workbook without what is internal: who filed, typed and reviewed, ids and hashes, what it took', async () => {
    const headers = async (open: boolean) => {
      const { sheets } = await readXlsx((await made('xlsx', open)).bytes)
      return Object.fromEntries(sheets.map(({ name, rows }) => [name, rows[0]]))
    }
    const open = await headers(true)
    expect(open['照片']).toEqual([
      '缩略图',
      '顺序',
      '说明',
      '拍摄时间',
      '受助机构',
      '资助项目',
      '资助用途',
      '表单',
      '报告期开始',
      '报告期结束',
      '填报时间',
    ])
    expect(open['资助']).toEqual(['受助机构', '资助项目', '用途', '金额（元）', '状态'])
    const all = Object.values(open).flat()
    const internal = ['填报人', '代填人', '已确认', '审核状态', '审核时间', '版本', '用时（分）', '回合', '消息数']
    const machine = ['原始消息编号', '记录编号', '原件 SHA-256', '备注', '资助编号']
    for (const header of [...internal, ...machine]) expect(all).not.toContain(header)
    // The hub itself has them.
    expect(Object.values(await headers(false)).flat()).toEqual(expect.arrayContaining([...internal, ...machine]))
  })

  it('names no person who gave a grant back', async () => {
    const { sheets } = await readXlsx((await made('xlsx', true)).bytes)
    expect(
      sheets
        .find(({ name }) => name === '资助')
        ?.rows.slice(1)
        .map(([name]) => name),
    ).toEqual(['萍乡麦田', '个人'])
  })

  it('is a CSV without them; for the hub itself each row says whether it may be shown', async () => {
    const rows = async (open: boolean) => parseCsv((await made('csv', open)).bytes.toString().replace('\uFEFF', ''))
    expect((await rows(true)).slice(1).map((row) => row[1])).toEqual(['开班', '会场'])
    expect((await rows(false)).slice(1).map((row) => [row[1], row[2]])).toEqual([
      ['开班', '可以'],
      ['会场', '可以'],
      ['小朋友', '不可以：没有同意'],
      ['路人', '不可以：说不准'],
      ['旧照', '不可以：没有问过'],
      ['撤回的', '不可以：同意已撤回'],
      ['路人', '不可以：说不准'],
    ])
    for (const hidden of HIDDEN) expect((await made('csv', true, 'briefs')).bytes.toString()).not.toContain(hidden)
  })
})
