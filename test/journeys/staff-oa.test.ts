import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readXlsx } from 'hucre/xlsx'
import type { App } from '../../src/app.js'
import { wechatOaSettings } from '../../src/channels/wechat-oa/settings.js'
import { readDocx } from '../../src/cli/reconcile/read-docx.js'
import { eventually, makeStage, serve, type Stage } from './stage.js'

const URL_OF_SERVICE = 'https://bot.example.org'
const STAFF = 'oStaff_000000000000000000001'
/** Two accounts of one hub: one may write to people and make QRs, the other only answers. */
const ACCOUNTS = [
  { name: 'full', appId: 'wx00000000000000f1', originalId: 'gh_00000000000f', kind: 'service', verified: true },
  { name: 'bare', appId: 'wx00000000000000b1', originalId: 'gh_00000000000b', kind: 'subscription', verified: false },
] as const

describe('staff of the hub in official accounts', () => {
  let stage: Stage
  let app: App
  beforeAll(async () => {
    stage = await makeStage()
    const { control, emulator, settings, hub } = stage
    const secrets = { secret: 's'.repeat(32), token: 'T7kq2', encodingAesKey: `${'a'.repeat(42)}A` }
    settings.publicUrl = URL_OF_SERVICE
    settings.wechat.accounts = ACCOUNTS.map((account) => ({
      ...wechatOaSettings.parse({ ...account, ...secrets, baseUrl: emulator.url, qrBaseUrl: emulator.url }),
      hub: hub.hub.name,
    }))
    for (const { appId, originalId, name, kind, verified } of ACCOUNTS) {
      control.putAccount({ appId, originalId, name, kind, verified, secret: secrets.secret })
      control.putFollower({ appId, openId: STAFF, name: '小满', following: true })
    }
    app = await serve(stage)
    for (const { appId, name } of ACCOUNTS) {
      const callback = { appId, url: `${app.url}/wechat/${name}`, mode: 'safe' as const, ...secrets }
      expect(await control.saveAccountCallback(callback)).toEqual({ ok: true })
    }
  })
  afterAll(async () => {
    await app.stop()
    await stage.close()
    expect(stage.violations()).toEqual([])
  })

  const whoAt = (name: string) => ({
    corpId: ACCOUNTS.find((each) => each.name === name)!.appId,
    agentId: 0,
    userId: STAFF,
  })
  const say = async (name: string, ...texts: string[]): Promise<string> => {
    let reply = ''
    for (const text of texts) {
      const [heard] = await stage.control.act({ ...whoAt(name), action: { type: 'text', text } })
      reply = heard?.reply ?? `(${heard?.outcome})`
    }
    return reply
  }
  const came = (name: string) => stage.control.chat(whoAt(name)).filter(({ way }) => way === 'active')
  /** Opens the link of a text as a browser would. */
  const open = (text: string) =>
    fetch(new RegExp(`${URL_OF_SERVICE}/files/\\S+`).exec(text)![0].replace(URL_OF_SERVICE, app.url))

  it('with the right to write: the link and the QR come by themselves', async () => {
    expect(await say('full', stage.hub.contacts[0]!.invitation, '1')).toContain('已经认识你了')
    expect(await say('full', '导出 全部')).toContain('做好就发给你')
    const text = await eventually('the link comes', () => came('full').find(({ type }) => type === 'text')?.text)
    const response = await open(text)
    expect(response.headers.get('content-disposition')).toContain(encodeURIComponent('益心益意 全部.xlsx'))
    const { sheets } = await readXlsx(new Uint8Array(await response.arrayBuffer()))
    expect(sheets.find(({ name }) => name === '资助')!.rows).toHaveLength(1 + stage.hub.grants.length)
    for (let i = 0; i < 4; i++) expect((await open(text)).status).toBe(200)
    expect((await open(text)).status).toBe(404)

    expect(await say('full', '邀请 麦田')).toMatch(/^活动专员小麦，你好/)
    await eventually('the QR comes', () => came('full').some(({ type }) => type === 'image'))
  })

  it('a report comes as a link, which a wrong key, another hub and the next day do not open', async () => {
    const before = came('full').length
    expect(await say('full', '出 2014年第一季度 报告')).toContain('正在编')
    const text = await eventually('the report', () =>
      came('full')
        .slice(before)
        .map((each) => each.text ?? '')
        .find((each) => each.includes('编好了')),
    )
    expect(text).toMatch(/24 小时内能下载 5 次[^]*报告编好了：0 份记录/)
    const response = await open(text)
    expect(response.headers.get('content-disposition')).toContain('.docx')
    expect('fault' in readDocx(Buffer.from(await response.arrayBuffer()))).toBe(false)
    const address = new RegExp(`${URL_OF_SERVICE}/files/\\S+`).exec(text)![0]
    const wrong = `${address.slice(0, -1)}${address.endsWith('A') ? 'B' : 'A'}`
    expect((await open(wrong)).status).toBe(404)
    // Somebody who is no longer staff of the hub, as whoever belongs to another one.
    const asOther = (role: string | null) =>
      stage.units((sql) => sql.run("UPDATE contacts SET role = ? WHERE name = '交流专员小满'", [role]))
    const [was] = await stage.rows<{ role: string | null }>("SELECT role FROM contacts WHERE name = '交流专员小满'")
    await asOther('grantee')
    expect((await open(text)).status).toBe(404)
    await asOther(was?.role ?? null)
    expect((await open(text)).status).toBe(200)
    stage.passes(24 * 3_600_000)
    expect((await open(text)).status).toBe(404)
  })

  it('without it: the link comes with the next answer, and the text says who prints a QR', async () => {
    expect(await say('bare', stage.hub.contacts[1]!.invitation, '1')).toContain('已经认识你了')
    expect(await say('bare', '邀请 麦田')).toContain('jianbao invite')
    expect(await say('bare', '导出 全部')).toContain('过一分钟随便发一句话给我')
    await eventually('the export is made', async () => {
      const [row] = await stage.rows<{ unsaid: string | null }>(
        "SELECT unsaid FROM addresses WHERE account = 'wx00000000000000b1'",
      )
      return row?.unsaid
    })
    const reply = await say('bare', '汇总')
    expect(reply).toMatch(/记录导出好了[^]*还没有人交/)
    expect((await open(reply)).status).toBe(200)
    expect(came('bare')).toEqual([])
  })
})
