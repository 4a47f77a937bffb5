import { afterEach, describe, expect, it } from '@jest/globals'
import { agentId, clientOf, corpId, jpeg, startPlatform, zhang } from './bot.js'

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

const DAY = 24 * 3600_000

describe('media', () => {
  const MB = 1024 * 1024
  it.each([
    [40004, 'thumb', jpeg(), 'a.jpg', 'media'],
    [41005, 'image', jpeg(), 'a.jpg', 'file'],
    [44001, 'image', Buffer.alloc(0), 'a.jpg', 'media'],
    [40006, 'file', Buffer.alloc(5), 'a.txt', 'media'],
    [40005, 'image', Buffer.from('no picture at all'), 'a.jpg', 'media'],
    [40009, 'image', jpeg(10 * MB + 1), 'a.jpg', 'media'],
    [301016, 'voice', jpeg(), 'a.amr', 'media'],
    [45001, 'voice', Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(2 * MB)]), 'a.amr', 'media'],
    [40005, 'video', jpeg(), 'a.mp4', 'media'],
    [40011, 'video', Buffer.alloc(10 * MB + 1), 'a.mp4', 'media'],
    [45001, 'file', Buffer.alloc(20 * MB + 1), 'a.bin', 'media'],
  ])('refuses an upload with %d: %s', async (errcode, type, bytes, name, field) => {
    const { client } = await platform()
    expect(await client.upload(type, bytes, name, field)).toMatchObject({ errcode })
  })

  it('refuses an upload that is no form', async () => {
    const { client } = await platform()
    const url = `/cgi-bin/media/upload?type=image&access_token=${await client.token()}`
    expect(await client.post(url, 'bytes')).toMatchObject({ errcode: 41005 })
  })

  it('gives bytes with name and type, whole and in parts', async () => {
    const { client, control, emulator } = await platform()
    const bytes = jpeg(5000)
    const { media_id } = await client.upload('image', bytes, '活动 照片.jpg')
    const url = `/cgi-bin/media/get?access_token=${await client.token()}&media_id=${String(media_id)}`
    const whole = await client.raw(url)
    expect(whole.headers.get('content-type')).toBe('image/jpeg')
    expect(whole.headers.get('content-disposition')).toBe(
      `attachment; filename="${encodeURIComponent('活动 照片.jpg')}"`,
    )
    expect(Buffer.from(await whole.arrayBuffer()).equals(bytes)).toBe(true)
    const ranged = async (range: string) => fetch(emulator.url + url, { headers: { range } })
    const part = await ranged('bytes=1000-1999')
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 1000-1999/5000'])
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(1000, 2000))).toBe(true)
    const rest = await ranged('bytes=4000-')
    expect(rest.headers.get('content-range')).toBe('bytes 4000-4999/5000')
    expect((await ranged('bytes=5000-')).status).toBe(416)
    const shown = await client.raw(`/media/${String(media_id)}`)
    expect(shown.headers.get('content-type')).toBe('image/jpeg')
    expect((await shown.arrayBuffer()).byteLength).toBe(5000)
    expect(control.violations()).toEqual([])
  })

  it('says with HTTP 200 why there are no bytes', async () => {
    const { client, control, emulator } = await platform({ clock: { freeze: true } })
    const { media_id } = await client.upload('image', jpeg())
    const get = async (id: unknown, by?: string) =>
      client.raw(`/cgi-bin/media/get?access_token=${by ?? (await client.token())}&media_id=${String(id)}`)
    expect(await (await get('')).json()).toMatchObject({ errcode: 41006 })
    expect(await (await get('none')).json()).toMatchObject({ errcode: 40007 })
    const elsewhere = await client.get('/cgi-bin/gettoken?corpid=ww2&corpsecret=secret-elsewhere')
    expect(await (await get(media_id, String(elsewhere['access_token']))).json()).toMatchObject({ errcode: 40007 })
    const sister = await client.get(`/cgi-bin/gettoken?corpid=${corpId}&corpsecret=secret-of-the-second-app`)
    expect((await get(media_id, String(sister['access_token']))).headers.get('content-type')).toBe('image/jpeg')
    control.clock({ advanceMs: 3 * DAY })
    const late = await get(media_id)
    expect([late.status, ((await late.json()) as { errcode: number }).errcode]).toEqual([200, 40007])
    const film = Buffer.concat([jpeg(), Buffer.alloc(21 * MB)]).toString('base64')
    await control.act({ ...zhang, action: { type: 'video', base64: film } })
    const id = control.chat(zhang)[0]!.mediaUrl!.slice('/media/'.length)
    expect(await (await get(id)).json()).toMatchObject({ errcode: 830002 })
    const url = `${emulator.url}/cgi-bin/media/get?access_token=${await client.token()}&media_id=${id}`
    expect((await fetch(url, { headers: { range: 'bytes=0-1023' } })).status).toBe(206)
  })
})

describe('members and the app', () => {
  it('shows only who is visible, without what newer apps do not see', async () => {
    const { client, control } = await platform()
    control.putMember({ corpId, userId: 'wangwu', name: '王五', visible: false })
    const user = async (id: string) => client.get(`/cgi-bin/user/get?access_token=${await client.token()}&userid=${id}`)
    expect(await user('ZHANGSAN')).toMatchObject({ errcode: 0, userid: 'ZhangSan', name: '张三', status: 1 })
    expect(Object.keys(await user('zhangsan'))).not.toContain('mobile')
    control.settings({ newApp: false })
    expect(Object.keys(await user('zhangsan'))).toContain('mobile')
    expect(await user('')).toMatchObject({ errcode: 40003 })
    expect(await user('nobody')).toMatchObject({ errcode: 60111 })
    expect(await user('wangwu')).toMatchObject({ errcode: 60011 })
  })

  it('shows the app to itself', async () => {
    const { client } = await platform()
    const agent = async (id: string) =>
      client.get(`/cgi-bin/agent/get?access_token=${await client.token()}&agentid=${id}`)
    expect(await agent(String(agentId))).toMatchObject({
      errcode: 0,
      name: '简报',
      allow_userinfos: { user: [{ userid: 'ZhangSan' }, { userid: 'lisi' }] },
    })
    expect(await agent('')).toMatchObject({ errcode: 41011 })
    expect(await agent('1000003')).toMatchObject({ errcode: 301002 })
    expect(await agent('7')).toMatchObject({ errcode: 40056 })
  })
})
