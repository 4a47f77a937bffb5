import { afterEach, describe, expect, it } from '@jest/globals'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmulator } from '../../src/emulator/emulator.js'
import { agentId, clientOf, corpId, inApp, jpeg, key, startBoth, startBot, startPlatform, token, zhang } from './bot.js'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close()
})

const keep = <T extends { close(): Promise<void> }>(one: T): T => {
  open.push(one)
  return one
}

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'emulator-test-'))
  keep({ close: () => rm(path, { recursive: true }) })
  return path
}

async function both(...options: Parameters<typeof startBoth>) {
  const started = await startBoth(...options)
  open.push(started.emulator, started.bot)
  return started
}

describe('a talk over the emulator', () => {
  it('shows what the member said and the reply that came with the callback', async () => {
    const { control, bot } = await both(({ fields }) => `收到：${fields['Content']}`)
    const [result] = await control.act({ ...zhang, action: { type: 'text', text: '你好]]>' } })
    expect(result).toMatchObject({ delivered: true, attempts: 1, reply: '收到：你好]]>', outcome: 'replied' })
    expect(control.chat(zhang)).toMatchObject([
      { from: 'me', way: 'sent', type: 'text', text: '你好]]>', state: 'delivered' },
      { from: 'bot', way: 'passive', type: 'text', text: '收到：你好]]>' },
    ])
    expect(bot.heard[0]!.fields).toEqual({
      ToUserName: corpId,
      FromUserName: 'ZhangSan',
      CreateTime: bot.heard[0]!.fields['CreateTime'],
      MsgType: 'text',
      Content: '你好]]>',
      MsgId: result!.msgId,
      AgentID: String(agentId),
    })
    expect(BigInt(result!.msgId!) > 2n ** 53n).toBe(true)
    expect(control.violations()).toEqual([])
  })

  it('sends an album as single messages whose pictures can be had with a token', async () => {
    const { control, bot, emulator } = await both()
    const photos = [1, 2, 3].map((nth) => ({ name: `照片${nth}.jpg`, base64: jpeg(3000 + nth).toString('base64') }))
    const results = await control.act({ ...zhang, action: { type: 'photos', photos } })
    expect(results.map(({ outcome }) => outcome)).toEqual(['silent', 'silent', 'silent'])
    expect(bot.heard.map(({ fields }) => fields['MsgId'])).toEqual(results.map(({ msgId }) => msgId))
    const client = clientOf(emulator)
    const mediaId = bot.heard[1]!.fields['MediaId']
    const got = await client.raw(`/cgi-bin/media/get?access_token=${await client.token()}&media_id=${mediaId}`)
    expect(got.headers.get('content-type')).toBe('image/jpeg')
    expect((await got.arrayBuffer()).byteLength).toBe(3002)
  })

  it('shows an active message to those who can see it and names the others', async () => {
    const { control, emulator } = await both()
    const sent = await clientOf(emulator).send({
      touser: 'zhangsan|Nobody',
      msgtype: 'text',
      text: { content: '提醒' },
    })
    expect(sent).toMatchObject({ errcode: 0, invaliduser: 'nobody' })
    expect(control.chat(zhang)).toMatchObject([{ from: 'bot', way: 'active', type: 'text', text: '提醒' }])
    expect(control.chat({ ...inApp, userId: 'lisi' })).toEqual([])
  })
})

describe('the emulator', () => {
  it('keeps corps, chats and files over a restart, and begins the rest anew', async () => {
    const stateFile = join(await folder(), 'emulator.json')
    const bot = keep(await startBot(() => '好'))
    const first = await startPlatform({ stateFile })
    await first.control.saveCallback({ ...inApp, url: bot.url, token, encodingAesKey: key })
    await first.control.act({
      ...zhang,
      action: { type: 'photos', photos: [{ name: 'a.jpg', base64: jpeg().toString('base64') }] },
    })
    first.control.addFault('busy')
    const before = first.control.chat(zhang)
    await first.close()
    const second = keep(await startEmulator({ port: 0, stateFile }))
    expect(second.control.chat(zhang)).toEqual(before)
    expect(second.control.state().corps[0]).toMatchObject({
      name: '示例枢纽',
      apps: [{ callback: { verified: true } }],
    })
    expect(second.control.state().faults).toEqual([])
    const client = clientOf(second)
    const mediaId = before[0]!.mediaUrl!.slice('/media/'.length)
    const got = await client.raw(`/cgi-bin/media/get?access_token=${await client.token()}&media_id=${mediaId}`)
    expect((await got.arrayBuffer()).byteLength).toBe(2000)
    expect(await second.control.act({ ...zhang, action: { type: 'text', text: '还在' } })).toMatchObject([
      { reply: '好' },
    ])
  })

  it('forgets everything but who is there on reset, and that too when told so', async () => {
    const emulator = keep(await startPlatform())
    await emulator.control.act({ ...zhang, action: { type: 'text', text: '你好' } })
    await emulator.control.reset()
    expect(emulator.control.chat(zhang)).toEqual([])
    expect(emulator.control.state().corps).toHaveLength(1)
    await emulator.control.reset({ all: true })
    expect(emulator.control.state().corps).toEqual([])
  })

  it('says so when its port is taken', async () => {
    const { port } = keep(await startPlatform())
    await expect(startEmulator({ port })).rejects.toThrow('EADDRINUSE')
  })

  it('closes although an answer is out and a retry is due', async () => {
    const bot = keep(await startBot((_heard, nth) => (nth === 1 ? { status: 500 } : { hang: true })))
    const emulator = await startPlatform({ settings: { answerWithinMs: 60_000, retryAfterMs: [1, 60_000, 60_000] } })
    await emulator.control.saveCallback({ ...inApp, url: bot.url, token, encodingAesKey: key })
    await emulator.control.startAct({ ...zhang, action: { type: 'text', text: '你好' } })
    while (bot.heard.length < 2) await new Promise((wake) => setTimeout(wake, 5))
    await emulator.close()
    expect(emulator.control.chat(zhang)).toMatchObject([{ state: 'failed' }])
  })

  it('serves the phone page, and nothing beside its folder', async () => {
    const phoneDir = join(await folder(), 'phone')
    await mkdir(join(phoneDir, 'assets'), { recursive: true })
    await writeFile(join(phoneDir, 'index.html'), '<title>手机</title>')
    await writeFile(join(phoneDir, 'assets', 'page.js'), 'go()')
    await writeFile(`${phoneDir}-secret.txt`, 'secret')
    const { url } = keep(await startPlatform({ phoneDir }))
    const page = await fetch(`${url}/`)
    expect([page.headers.get('content-type'), await page.text()]).toEqual([
      'text/html; charset=utf-8',
      '<title>手机</title>',
    ])
    expect(await (await fetch(`${url}/people/zhang`)).text()).toBe('<title>手机</title>')
    expect(await (await fetch(`${url}/assets/page.js`)).text()).toBe('go()')
    expect((await fetch(`${url}/assets/none.js`)).status).toBe(404)
    expect((await fetch(`${url}/..%2fphone-secret.txt`)).status).toBe(404)
    expect((await fetch(`${url}/media/none`)).status).toBe(404)
  })

  it('says errors in other words each run', async () => {
    const wordings = new Set<string>()
    for (let seed = 1; seed <= 12; seed++) {
      const emulator = keep(await startPlatform({ seed }))
      const { errmsg } = await clientOf(emulator).get('/cgi-bin/gettoken')
      wordings.add(String(errmsg).split(',')[0]!)
    }
    expect(wordings.size).toBeGreaterThan(1)
  })
})
