import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { readXlsx } from 'hucre/xlsx'
import sharp from 'sharp'
import { newId, systemClock } from '../../src/app.js'
import { aboutOwn } from '../../src/conversations/ports.js'
import { openDatabase } from '../../src/database/connect.js'
import { loadHub } from '../../src/database/load-hub.js'
import { diskBlobs } from '../../src/storage/disk.js'
import { examinePicture } from '../../src/storage/pictures.js'
import { firstVersion } from '../contracts/a-hub.js'
import { activity } from '../records/sample.js'

const MAIN = fileURLToPath(new URL('../../src/cli/main.js', import.meta.url))

/** The command as it is installed, on a database of its own with one filed record. */
describe('jianbao on a database', () => {
  let folder: string
  const run = (...args: string[]) =>
    new Promise<{ code: number | string; out: string; err: string }>((resolve) => {
      const options = { cwd: folder, env: { PATH: process.env['PATH'], TZ: 'America/St_Johns', JIANBAO_DATA: folder } }
      execFile(process.execPath, [MAIN, ...args], options, (error, out, err) =>
        resolve({ code: error?.code ?? 0, out, err }),
      )
    })

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jianbao-main-'))
    expect(await run('migrate')).toMatchObject({ code: 0, err: '' })
    await fileOneRecord(folder)
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('adds up what was filed and what was granted', async () => {
    const { code, out, err } = await run('records', 'totals', '--json')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(JSON.parse(out)).toMatchObject({
      totals: {
        categories: [{ category: 'training', rows: 1, sums: [{ unit: '人', min: 35, max: 35 }] }],
        grants: { rows: 1, sumFen: 1_000_000 },
      },
    })
  })

  it('exports it as a workbook with its picture, and finds nothing for another year', async () => {
    const file = join(folder, 'export.xlsx')
    expect(await run('records', 'export', '--format', 'xlsx', '--grantee', '麦田', '--out', file)).toMatchObject({
      code: 0,
    })
    const { sheets } = await readXlsx(await readFile(file))
    expect(sheets[1]?.rows[1]).toEqual(
      expect.arrayContaining(['志愿者管理层培训第一期', 35, '萍乡麦田计划', '联系人一']),
    )
    expect(sheets[3]?.rows[1]).toEqual(expect.arrayContaining(['合影', '已保存']))
    expect(sheets[3]?.images).toHaveLength(1)

    const { out } = await run('records', 'export', '--format', 'csv', '--from', '2015-01-01')
    expect(out.trim().split('\r\n')).toHaveLength(1)
  })

  it('tells what happened to one record: who, when, from what to what, why, through which message', async () => {
    const told = await run('records', 'history', 'record-1')
    expect(told).toEqual({
      code: 0,
      err: '',
      out: `萍乡麦田计划 · 「工作简报」2014年4月26日
05-01 00:30 联系人一提交
  消息 / message: message-1
05-01 01:30 联系人一改好再交：「下一步打算」（没有填） → 再办一期；原因：签到表又找到一页
  消息 / message: message-2
`,
    })
    const { out } = await run('records', 'history', 'record-1', '--json')
    expect(JSON.parse(out)).toMatchObject({
      chainId: 'record-1',
      events: [
        { type: 'submitted', byName: '联系人一', messageId: 'message-1' },
        { type: 'resubmitted', why: '签到表又找到一页' },
        { type: 'changed', field: 'next_steps', from: null, to: '再办一期', messageId: 'message-2' },
      ],
    })
    expect(await run('records', 'history', 'record-9')).toMatchObject({
      code: 2,
      err: '没有这份记录 / no such record: record-9\n',
    })
  })

  it('starts no service for an app whose hub nobody loaded', async () => {
    const app = `{name: a, hub: 别处, corpId: ww0123456789, agentId: 1, secret: s, token: t, encodingAesKey: ${'A'.repeat(43)}}`
    await writeFile(join(folder, 'app.yaml'), `listen: {port: 0}\nwecom: {apps: [${app}]}`, { mode: 0o600 })
    const { code, err } = await run('--config', 'app.yaml', 'start')
    expect([code, err]).toEqual([2, expect.stringContaining('wecom.apps.0.hub')])
  })

  it('makes nothing where there is no data, and says where it looked', async () => {
    const nowhere = join(folder, 'nowhere')
    await writeFile(join(folder, 'nowhere.yaml'), 'data: ' + nowhere, { mode: 0o600 })
    const env = { PATH: process.env['PATH'] }
    for (const command of [['totals'], ['export', '--format', 'json']]) {
      const args = [MAIN, '--config', 'nowhere.yaml', 'records', ...command]
      const { code, err } = await new Promise<{ code: unknown; err: string }>((resolve) =>
        execFile(process.execPath, args, { cwd: folder, env }, (error, _out, err) =>
          resolve({ code: error?.code, err }),
        ),
      )
      expect([code, err]).toEqual([1, expect.stringContaining(`${nowhere} 里没有简报的数据`)])
    }
    expect(existsSync(nowhere)).toBe(false)
  })

  it('says when the database is not there', async () => {
    await writeFile(
      join(folder, 'other.yaml'),
      'database: {type: mysql, host: 127.0.0.1, port: 1, user: x, password: x, database: x}',
      { mode: 0o600 },
    )
    const { code, out, err } = await run('--config', 'other.yaml', 'records', 'totals')
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(/^没有完成 \/ failed: 数据库用不了（database\.econnrefused）。请检查数据库是否在运行/)
  })
})

describe('jianbao start', () => {
  it('serves until it is told to stop, and ends with 0', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'jianbao-start-'))
    const env = { PATH: process.env['PATH'], JIANBAO_DATA: folder, JIANBAO_PORT: '0' }
    const service = spawn(process.execPath, [MAIN, 'start'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] })
    try {
      const ended = once(service, 'exit')
      const lines = createInterface(service.stdout)[Symbol.asyncIterator]()
      const said = async () => JSON.parse(String((await lines.next()).value)) as { msg: string; port: number }
      expect((await said()).msg).toBe('tables brought up to date')
      const { msg, port } = await said()
      expect(msg).toBe('service started')
      expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
      service.kill('SIGTERM')
      expect(await ended).toEqual([0, null])
    } finally {
      service.kill('SIGKILL')
      await rm(folder, { recursive: true })
    }
  })
})

async function fileOneRecord(folder: string): Promise<void> {
  const at = '2014-04-30T16:30:00.000Z'
  const picture = await sharp({ create: { width: 64, height: 48, channels: 3, background: 'red' } })
    .jpeg()
    .toBuffer()
  const examined = await examinePicture(picture)
  if (!examined.ok) throw new Error(examined.problem.code)
  const blobs = diskBlobs(join(folder, 'blobs'))
  const kept = {
    sha256: await blobs.put(picture),
    copy: await blobs.put(examined.value.copy),
    thumbnail: await blobs.put(examined.value.thumbnail),
    bytes: picture.length,
    width: 64,
    height: 48,
    takenAt: null,
    fingerprint: null,
  }
  const settings = { type: 'sqlite', file: join(folder, 'jianbao.sqlite') } as const
  const database = await openDatabase(settings, { newId, clock: systemClock })
  const { hubId, programmeId } = await database.units((sql) =>
    loadHub(sql)({
      hub: { key: 'hub', name: '枢纽', zone: 'Asia/Shanghai', language: 'zh-CN' },
      funder: { key: 'funder', name: '资助方' },
      programme: { key: 'programme', name: '2014年微公益资助', startsOn: '2014-01-01', endsOn: '2014-12-31' },
      organisations: [{ key: 'maitian', name: '萍乡麦田计划', kind: 'organisation', city: '萍乡', aliases: ['麦田'] }],
      grants: [
        {
          key: 'grant',
          organisation: 'maitian',
          purpose: '办公费用',
          purposeClass: 'admin',
          amountFen: 1_000_000,
          status: 'active',
          remark: null,
        },
      ],
      contacts: [{ key: 'contact', organisation: 'maitian', name: '联系人一', code: 'ABCD2345' }],
    }),
  )
  const [contact] = await database.reads.all<{ id: string; organisationId: string }>(
    'SELECT id, organisationId FROM contacts',
  )
  if (!contact) throw new Error('the hub has no contact')
  await database.transact(async ({ people, drafts, photos, records }) => {
    const { addressId } = await people.hold({ channel: 'wecom_app', account: 'corp/1', user: 'one' }, at)
    await drafts.open(
      'session-1',
      { contactId: contact.id, hubId, addressId, about: aboutOwn(contact.organisationId) },
      {
        form: 'work-brief',
        formVersion: 1,
        answers: {},
        at: { type: 'filed' },
        partials: {},
        misses: 0,
        paused: false,
        heardAt: at,
      },
      at,
    )
    await photos.add({
      id: 'photo-1',
      hubId,
      sessionId: 'session-1',
      field: 'photos',
      messageId: 'message-1',
      channel: 'wecom_app',
      account: 'corp/1',
      mediaId: 'media-1',
      mediaUrl: null,
      sentAt: at,
    })
    await photos.kept('photo-1', kept, at)
    const { messageIds: _, sameAs: __, ...row } = activity()
    await records.file(
      {
        ...firstVersion('record-1'),
        hubId,
        programmeId,
        grantId: null,
        organisationId: contact.organisationId,
        contactId: contact.id,
        sessionId: 'session-1',
        form: 'work-brief',
        formVersion: 1,
        answers: {},
        periodFrom: null,
        periodTo: null,
        filedAt: at,
      },
      {
        period: null,
        people: null,
        activities: [row],
        expenses: [],
        photos: [{ photo: 'photo-1', position: 1, caption: '合影' }],
        sources: [{ part: row.part, messageId: 'message-1' }],
      },
    )
    const act = { chainId: 'record-1', recordId: 'record-1', byContactId: contact.id, field: null, from: null }
    const later = { ...act, at: '2014-04-30T17:30:00.000Z', messageId: 'message-2', why: '签到表又找到一页' }
    await records.addEvents(hubId, [
      { ...act, type: 'submitted', to: 'submitted', at, messageId: 'message-1', why: 'first_filing' },
      { ...later, type: 'resubmitted', from: 'submitted', to: 'resubmitted' },
      { ...later, type: 'changed', field: 'next_steps', to: '再办一期' },
    ])
  })
  await database.close()
}
