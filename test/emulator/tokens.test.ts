import { afterEach, describe, expect, it } from '@jest/globals'
import { agentId, clientOf, corpId, secret, startPlatform } from './bot.js'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

async function platform(...options: Parameters<typeof startPlatform>) {
  const emulator = await startPlatform(...options)
  open.push(emulator)
  const { control } = emulator
  control.putApp({ corpId, agentId: 1000003, name: '另一个应用', secret: 'secret-of-the-second-app' })
  control.putCorp({ corpId: 'ww2', name: '另一个企业' })
  control.putApp({ corpId: 'ww2', agentId: 1, name: '应用', secret: 'secret-elsewhere' })
  return { emulator, control, client: clientOf(emulator) }
}

const MINUTE = 60_000

describe('gettoken', () => {
  it.each([
    [41002, ''],
    [41004, `corpid=${corpId}`],
    [40013, `corpid=ww0&corpsecret=${secret}`],
    [40001, `corpid=${corpId}&corpsecret=none`],
    [40091, `corpid=${corpId}&corpsecret=secret-elsewhere`],
  ])('refuses with %d: %s', async (errcode, query) => {
    const { client } = await platform()
    expect(await client.get(`/cgi-bin/gettoken?${query}`)).toMatchObject({ errcode })
  })

  it('gives the same token all its life and a new one after it', async () => {
    const { client, control } = await platform({ clock: { freeze: '2026-03-01T00:00:00Z' } })
    const first = await client.get(`/cgi-bin/gettoken?corpid=${corpId}&corpsecret=${secret}`)
    expect(first).toMatchObject({ errcode: 0, errmsg: 'ok', expires_in: 7200 })
    const length = String(first['access_token']).length
    expect(length >= 100 && length <= 512).toBe(true)
    control.clock({ advanceMs: 7199_000 })
    expect(await client.token()).toBe(first['access_token'])
    control.clock({ advanceMs: 1000 })
    expect(await client.get(`/cgi-bin/getcallbackip?access_token=${String(first['access_token'])}`)).toMatchObject({
      errcode: 42001,
    })
    expect(await client.token()).not.toBe(first['access_token'])
  })

  it('may not be called all the time', async () => {
    const { client, control } = await platform({ settings: { tokenCallsPerMinute: 2 }, clock: { freeze: true } })
    const call = () => client.get(`/cgi-bin/gettoken?corpid=${corpId}&corpsecret=${secret}`)
    expect([await call(), await call(), await call()].map(({ errcode }) => errcode)).toEqual([0, 0, 45009])
    control.clock({ advanceMs: MINUTE })
    expect(await call()).toMatchObject({ errcode: 0 })
  })
})

describe('any call', () => {
  it('needs a living token, the right method and a trusted address', async () => {
    const { client, control, emulator } = await platform()
    const good = await client.token()
    expect(await client.get('/cgi-bin/getcallbackip')).toMatchObject({ errcode: 41001 })
    expect(await client.get('/cgi-bin/getcallbackip?access_token=never')).toMatchObject({ errcode: 40014 })
    expect(await client.get(`/cgi-bin/getcallbackip?access_token=${good}`)).toMatchObject({
      errcode: 0,
      ip_list: ['127.0.0.1'],
    })
    expect(await client.post(`/cgi-bin/getcallbackip?access_token=${good}`, {})).toMatchObject({ errcode: 43001 })
    expect(await client.post('/cgi-bin/gettoken', {})).toMatchObject({ errcode: 43001 })
    expect(await client.get(`/cgi-bin/message/send?access_token=${good}`)).toMatchObject({ errcode: 43002 })
    expect((await client.raw(`/cgi-bin/nothing/here?access_token=${good}`)).status).toBe(404)
    control.settings({ trustedIp: false })
    expect(await client.get(`/cgi-bin/getcallbackip?access_token=${good}`)).toMatchObject({ errcode: 60020 })
    control.settings({ trustedIp: true })
    control.killTokens(corpId, agentId, 40014)
    expect(await client.get(`/cgi-bin/getcallbackip?access_token=${good}`)).toMatchObject({ errcode: 40014 })
    const answer = await fetch(`${emulator.url}/cgi-bin/getcallbackip`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/json; charset=UTF-8')
    expect(((await answer.json()) as { errmsg: string }).errmsg).toMatch(/hint: \[\d+\], from ip: .*\?e=41001$/)
  })

  it('keeps secrets out of the log', async () => {
    const { client, control } = await platform()
    const good = await client.token()
    await client.get(`/cgi-bin/getcallbackip?access_token=${good}`)
    const log = JSON.stringify(control.log())
    expect(log).not.toContain(good)
    expect(log).not.toContain(secret)
    expect(control.log().map(({ title, errcode }) => [title, errcode])).toEqual([
      ['gettoken', 0],
      ['getcallbackip', 0],
    ])
  })
})
