import { afterEach, describe, expect, it } from '@jest/globals'
import { request } from 'node:http'
import type { Emulator } from '../../src/emulator/emulator.js'
import { startEmulator } from '../../src/emulator/emulator.js'
import { agentId, corpId, inApp, key, secret, startBot, startPlatform, token, zhang } from './bot.js'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close()
})

const keep = <T extends { close(): Promise<void> }>(one: T): T => {
  open.push(one)
  return one
}

const over = (emulator: Emulator) => ({
  get: async (path: string) => (await (await fetch(`${emulator.url}/__emu${path}`)).json()) as Record<string, unknown>,
  post: async (path: string, body: unknown): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${emulator.url}/__emu${path}`, { method: 'POST', body: JSON.stringify(body) })
    return { status: answer.status, ...((await answer.json()) as Record<string, unknown>) }
  },
})

describe('the control API', () => {
  it('sets up a corp, saves a callback, lets a member talk and shows it all', async () => {
    const bot = keep(await startBot(({ fields }) => `收到：${fields['Content']}`))
    const emulator = keep(await startEmulator({ port: 0 }))
    const { get, post } = over(emulator)
    for (let nth = 0; nth < 2; nth++) {
      expect(await post('/corps', { corpId, name: '示例枢纽' })).toMatchObject({ status: 200 })
      expect(await post('/apps', { ...inApp, name: '简报', secret })).toMatchObject({ status: 200 })
      expect(await post('/members', { corpId, userId: 'ZhangSan', name: '张三', role: '项目官员' })).toMatchObject({
        status: 200,
      })
    }
    await post('/members', { corpId, userId: 'zhangsan', name: '张三', hint: '试试「帮助」' })
    const callback = { ...inApp, url: bot.url, token, encodingAesKey: key }
    expect(await post('/callback', { ...callback, url: 'nowhere' })).toMatchObject({
      ok: false,
      reason: expect.any(String),
    })
    expect(await post('/callback', callback)).toEqual({ status: 200, ok: true })
    expect(await get('/state')).toEqual({
      now: expect.any(String),
      clock: { mode: 'real', now: expect.any(String) },
      corps: [
        {
          corpId,
          name: '示例枢纽',
          apps: [{ agentId, name: '简报', callback: { url: bot.url, verified: true, reason: null } }],
          members: [
            {
              userId: 'ZhangSan',
              name: '张三',
              organisation: '',
              role: '项目官员',
              hint: '试试「帮助」',
              visible: true,
              active: true,
            },
          ],
        },
      ],
      accounts: [],
      faults: [],
      violations: 0,
    })
    const acted = await post('/act', { ...zhang, action: { type: 'text', text: '你好' } })
    expect(acted).toMatchObject({
      messages: [{ delivered: true, attempts: 1, reply: '收到：你好', outcome: 'replied' }],
    })
    const { bubbles } = await get(`/chat?corpId=${corpId}&agentId=${agentId}&userId=zhangsan`)
    expect(bubbles).toMatchObject([{ text: '你好' }, { text: '收到：你好' }])
    const [{ id }] = acted['messages'] as [{ id: string }]
    expect(await post('/redeliver', { id })).toMatchObject({ messages: [{ reply: '收到：你好' }] })
    expect(await post('/hostile', { ...inApp, kind: 'bad_signature' })).toMatchObject({ status: 403 })
    const { entries } = (await get('/log?since=1&limit=2')) as { entries: { seq: number; title: string }[] }
    expect(entries).toMatchObject([
      { seq: 3, title: 'text', direction: 'out', kind: 'callback', status: 200 },
      { seq: 4, title: 'bad_signature', status: 403 },
    ])
    expect(await get('/violations')).toEqual({ violations: [] })
    expect(((await get('/report'))['assumed'] as string[]).length).toBeGreaterThan(5)
  })

  it('answers at once when told not to wait, and tells what follows as events', async () => {
    const bot = keep(await startBot(() => '好'))
    const emulator = keep(await startPlatform())
    await emulator.control.saveCallback({ ...inApp, url: bot.url, token, encodingAesKey: key })
    const stream = (await fetch(`${emulator.url}/__emu/events`)).body!.getReader()
    const answer = await over(emulator).post('/act?wait=0', { ...zhang, action: { type: 'text', text: '你好' } })
    expect(answer).toMatchObject({ messages: [{ delivered: false, attempts: 0, outcome: 'under_way' }] })
    let text = ''
    while (!text.includes('"way":"passive"')) text += Buffer.from((await stream.read()).value ?? []).toString()
    const events = text
      .split('\n\n')
      .filter((event) => event.startsWith('event:'))
      .map((event) => /^event: (\w+)\ndata: (.*)/.exec(event)!)
      .map(([, name, data]) => ({ name, data: JSON.parse(data!) as { bubble?: { state?: string } } }))
    expect(events.find(({ name }) => name === 'bubble')!.data).toMatchObject({
      ...zhang,
      bubble: { text: '你好', state: 'delivering' },
    })
    expect(events.find(({ name }) => name === 'wire')!.data).toMatchObject({ kind: 'callback', title: 'text' })
    await stream.cancel()
  })

  it('switches faults on by name or in full, and off', async () => {
    const emulator = keep(await startPlatform())
    const { get, post } = over(emulator)
    const { scenarios } = (await get('/faults/catalogue')) as { scenarios: object[] }
    expect(scenarios).toContainEqual({
      name: 'busy',
      label: { 'zh-CN': '平台忙（-1），三次', en: 'Platform busy (-1), three times' },
    })
    const { id } = await post('/faults', { name: 'busy' })
    await post('/faults', { endpoint: '*', count: 1, action: { type: 'errcode', errcode: 45009 } })
    expect(((await get('/state')) as { faults: object[] }).faults).toMatchObject([
      { id, name: 'busy', label: '平台忙（-1），三次', active: true, remaining: 3 },
      { name: 'custom', active: true, remaining: 1 },
    ])
    await fetch(`${emulator.url}/__emu/faults/${String(id)}`, { method: 'DELETE' })
    expect(((await get('/state')) as { faults: object[] }).faults).toHaveLength(1)
    expect(await post('/faults', { name: 'none' })).toMatchObject({
      status: 400,
      error: expect.stringContaining('none'),
    })
    expect(await post('/faults', { endpoint: '*', action: { type: 'none' } })).toMatchObject({ status: 400 })
  })

  it('moves the clock', async () => {
    const { get, post } = over(keep(await startPlatform()))
    await post('/clock', { freeze: '2026-03-01T00:00:00.000Z' })
    await post('/clock', { advanceMs: 90_000 })
    expect(await get('/state')).toMatchObject({ clock: { mode: 'frozen', now: '2026-03-01T00:01:30.000Z' } })
    await post('/clock', { real: true })
    await post('/clock', { advanceMs: -3600_000 })
    const { clock } = (await get('/state')) as { clock: { mode: string; now: string } }
    expect(clock.mode).toBe('offset')
    expect(Math.abs(Date.now() - 3600_000 - Date.parse(clock.now)) < 5000).toBe(true)
  })

  it('says what is wrong with a request', async () => {
    const { post } = over(keep(await startPlatform()))
    expect(await post('/members', { corpId, userId: 'not an id' })).toMatchObject({
      status: 400,
      error: expect.stringContaining('userId'),
    })
    expect(await post('/act', { ...zhang, userId: 'nobody', action: { type: 'enter' } })).toMatchObject({ status: 400 })
    const photos = Array.from({ length: 10 }, () => ({ name: 'a.jpg', base64: '' }))
    expect(await post('/act', { ...zhang, action: { type: 'photos', photos } })).toMatchObject({ status: 400 })
    expect(await post('/apps', { corpId: 'ww0', agentId: 1, name: 'x', secret: 'x' })).toMatchObject({ status: 400 })
  })

  it('is closed to pages of elsewhere', async () => {
    const emulator = keep(await startPlatform())
    const status = (path: string, headers: Record<string, string>) =>
      new Promise<number>((resolve, reject) => {
        request(`${emulator.url}${path}`, { method: 'POST', headers }, (answer) => {
          answer.resume()
          resolve(answer.statusCode!)
        })
          .on('error', reject)
          .end('{}')
      })
    expect(await status('/__emu/reset', { origin: 'http://example.org' })).toBe(403)
    expect(await status('/__emu/reset', { origin: 'null' })).toBe(403)
    expect(await status('/__emu/reset', { host: 'emulator.example.org' })).toBe(403)
    expect(await status('/__emu/reset', { host: '127.0.0.1.example.org' })).toBe(403)
    expect(await status('/__emu/reset', { origin: 'http://localhost:5173' })).toBe(200)
    expect(await status('/__emu/reset', { host: `[::1]:${emulator.port}` })).toBe(200)
  })
})
