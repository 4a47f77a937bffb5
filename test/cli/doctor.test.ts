import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { chmod, cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import type { App } from '../../src/app.js'
import type { CliParts } from '../../src/cli/parts.js'
import { wechatOaSettings } from '../../src/channels/wechat-oa/settings.js'
import { openDatabase } from '../../src/database/connect.js'
import { loadHub } from '../../src/database/load-hub.js'
import { insert } from '../../src/database/sql.js'
import { writerOf } from '../../src/database/sources.js'
import type { HubData } from '../../src/programmes/hub-data.js'
import { clock, emptyPlace, kinds, newId } from '../contracts/databases.js'
import { withNotices } from '../conversations/notice-accounts.js'
import { makeStage, serve, type Stage } from '../journeys/stage.js'
import { seasonData } from '../reminders/season.js'
import { runHere } from './run-cli.js'

const ACCOUNT = {
  appId: 'wx0123456789abcdef',
  originalId: 'gh_0123456789ab',
  name: '益心益意',
  secret: '0123456789abcdef0123456789abcdef',
  kind: 'service',
  verified: true,
} as const

/** What `jianbao doctor` prints for each way in which an installation can be broken, as an operator sees it. */
describe('jianbao doctor', () => {
  let stage: Stage
  let app: App
  let folder: string
  const closing: (() => unknown)[] = []
  beforeAll(async () => {
    stage = await makeStage()
    stage.control.putAccount(ACCOUNT)
    const { name: _, ...account } = ACCOUNT
    const { url: baseUrl } = stage.emulator
    const callback = { name: 'oa', token: 'token', encodingAesKey: 'A'.repeat(43) }
    const oa = wechatOaSettings.parse({ ...account, ...callback, baseUrl, qrBaseUrl: baseUrl })
    stage.settings.wechat.accounts.push({ ...oa, hub: stage.hub.hub.name })
    app = await serve(stage)
    folder = await mkdtemp(join(tmpdir(), 'jianbao-doctor-'))
    await stage.bind('xiaohe')
  })
  afterAll(async () => {
    await app.stop()
    await stage.close()
    await rm(folder, { recursive: true })
  })
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
    for (const { id } of stage.control.state().faults) stage.control.removeFault(id)
    stage.control.settings({ trustedIp: true })
  })

  const onlyWechat = () => ({ wecom: { apps: [] }, wechat: stage.settings.wechat })
  const wecom = () => stage.settings.wecom.apps[0]!
  /** The settings the running service has, with changes, as a file; then what the doctor prints, without what differs from run to run. */
  async function doctor(changes: object = {}, more: { args?: string[]; now?: CliParts['now'] } = {}) {
    const file = join(folder, 'settings.yaml')
    const { port } = new URL(app.url)
    const settings = {
      ...stage.settings,
      wechat: { accounts: [] },
      listen: { host: '127.0.0.1', port: Number(port) },
      publicUrl: app.url,
    }
    // JSON is YAML.
    await writeFile(file, JSON.stringify({ ...settings, ...changes }, null, 1), { mode: 0o600 })
    const { args = [], ...parts } = more
    const { code, out, err } = await runHere(['--config', file, 'doctor', ...args], parts)
    expect(err).toBe('')
    const steady = out
      .replaceAll(folder, '<folder>')
      .replaceAll(stage.settings.data, '<data>')
      .replace(/(127\.0\.0\.1|localhost):\d+/g, '$1:<port>')
      .replace(/磁盘还有 \d+ [MG]B/, '磁盘还有 <n> GB')
      .replace(/SQLite [\d.]+/, 'SQLite <version>')
      .replace(/相差 (-?)\d\d?\d? 秒/g, (_, sign: string) => `相差 ${sign}<n> 秒`)
      .replace(/(刚刚| \d+ 分钟前)(，收得下|来的一条)/, ' <n> 分钟前$2')
      // Each release has another last one.
      .replace(/没更新：[A-Za-z]+\d{13}/, '没更新：<migration>')
      // As many as the demo has.
      .replace(/(有 |可见范围：)\d+ (位联系人|人)/g, '$1<n> $2')
    return { code, out: steady }
  }
  const golden = (name: string) =>
    readFileSync(new URL(`../../../test/cli/doctor/${name}.txt`, import.meta.url), 'utf8')

  /** Something else at the public address. */
  async function front(handle: RequestListener): Promise<string> {
    const server = createServer(handle)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    closing.push(() => server.close())
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }
  const answers = (status: number, body: string, headers: Record<string, string> = {}): Promise<string> =>
    front((_, res) => res.writeHead(status, headers).end(body))
  const page = '<html><head><title>Welcome to nginx!</title></head></html>'

  it('a sound installation is all fine', async () => {
    expect(await doctor()).toEqual({ code: 0, out: golden('sound') })
  })

  it('settings that cannot be read, with their lines', async () => {
    const { code, out } = await doctor({
      publicUrl: 'jianbao.example.org',
      wecom: { apps: [{ ...wecom(), token: '' }] },
    })
    expect({ code, out }).toEqual({ code: 2, out: golden('settings') })
  })

  it('settings that others of the machine can read', async () => {
    const file = join(folder, 'open.yaml')
    await doctor()
    await cp(join(folder, 'settings.yaml'), file)
    await chmod(file, 0o644)
    const { out } = await runHere(['--config', file, 'doctor'])
    expect(out).toMatch(/^! 设置：.+其他用户也能读.+chmod 600/)
  })

  it('a database that is gone', async () => {
    const database = { type: 'mysql', host: '127.0.0.1', port: 1, user: 'x', password: 'x', database: 'jianbao' }
    expect(await doctor({ database })).toEqual({ code: 1, out: golden('database-gone') })
    const file = join(folder, 'garbage.sqlite')
    await writeFile(file, 'this was a database once '.repeat(100))
    const { code, out } = await doctor({ database: { type: 'sqlite', file } })
    expect([code, out]).toEqual([1, expect.stringMatching(/✗ 数据库：用不了 .+garbage\.sqlite（database\.notadb）/)])
  })

  const onMariadb = kinds.includes('mariadb' as never) ? it : it.skip
  onMariadb('a database that does not let us in', async () => {
    const place = await emptyPlace('mariadb')
    closing.push(place.remove)
    const { settings } = place
    const { code, out } = await doctor({
      database: { ...settings, database: 'x', user: 'jianbao_nobody', password: '' },
    })
    // Which of the two it is, 1045 or 1698, is the server's draw: it does not give away who there is.
    expect({ code, out: out.replace(/er_access_denied_\w+/, 'er_access_denied') }).toEqual({
      code: 1,
      out: golden('database-denied'),
    })
    expect((await doctor({ database: { ...settings, database: 'jianbao_not_there' } })).out).toContain('没有这个库')
  })

  it('tables of an older version', async () => {
    const file = join(folder, 'older.sqlite')
    const source = await writerOf({ type: 'sqlite', file })
    await source.initialize()
    await source.runMigrations()
    await source.undoLastMigration()
    await source.destroy()
    expect(await doctor({ database: { type: 'sqlite', file } })).toEqual({ code: 1, out: golden('migrations') })
  })

  it('reports that are due in years without a list of days off', async () => {
    const settings = { type: 'sqlite' as const, file: join(folder, 'years.sqlite') }
    const database = await openDatabase(settings, { newId, clock })
    await database.migrate()
    const term = (startsOn: string, endsOn: string) => ({ key: '2026', name: '小额资助', startsOn, endsOn })
    const load = (programme: HubData['programme']) =>
      database.units((sql) => loadHub(sql)(seasonData({ hub: stage.hub.hub, programme })))
    await load(term('2014-01-01', '2032-03-31'))
    const now = () => '2031-02-01T00:00:00.000Z'
    const nobody = { database: settings, wecom: { apps: [] } }
    expect(await doctor(nobody, { now })).toEqual({ code: 0, out: golden('holidays') })
    await load(term('2026-01-01', '2026-09-30'))
    const { out } = await doctor(nobody, { now: () => '2026-02-01T00:00:00.000Z' })
    expect(out).toContain('✓ 放假安排：要交报告的年份都有')
    await database.close()
  })

  it('a callback that is not there', async () => {
    expect(await doctor({ publicUrl: await answers(404, 'Not Found') })).toEqual({
      code: 1,
      out: golden('callback-404'),
    })
  })

  it('a service that runs with another token', async () => {
    const apps = [{ ...wecom(), token: 'another' }]
    expect(await doctor({ wecom: { apps } })).toEqual({ code: 1, out: golden('callback-token') })
  })

  it('a page of the proxy in the place of the service', async () => {
    expect(await doctor({ publicUrl: await answers(200, page) })).toEqual({ code: 1, out: golden('callback-page') })
  })

  it.each([
    ['callback.redirect', () => answers(301, '', { location: 'https://jianbao.example.org/' })],
    ['callback.status', () => answers(403, page)],
    ['callback.gateway', () => answers(502, page)],
    ['callback.wrong_answer', () => answers(200, 'hello')],
    ['callback.reset', () => front((req) => req.socket.destroy())],
    ['callback.refused_connection', () => nobody()],
    ['callback.dns', () => Promise.resolve('http://jianbao.invalid')],
    ['callback.tls', async () => (await answers(200, '')).replace('http:', 'https:')],
    ['callback.changed', () => relay((answer) => `${answer}\n`)],
    ['callback.slow', () => relay((answer) => answer, 1_100)],
  ])('tells apart what stands in the way of a callback: %s', async (code, place) => {
    const { out } = await doctor({ publicUrl: await place() }, { args: ['--json'] })
    const { checks } = JSON.parse(out) as { checks: { about: string; code: string; todo: string[] }[] }
    const found = checks.find(({ about }) => about.endsWith('回调'))
    expect(found).toMatchObject({ code, state: 'broken', todo: expect.arrayContaining([expect.any(String)]) })
  })
  /** A port that was free a moment ago. */
  async function nobody(): Promise<string> {
    const url = await answers(200, '')
    await closing.pop()!()
    return url
  }
  /** A proxy that gives the service's answer changed or late. */
  const relay = (change: (answer: string) => string, ms = 0) =>
    front((req, res) => {
      const answer = async () => {
        const text = change(await (await fetch(app.url + req.url!)).text())
        setTimeout(() => res.end(text), ms)
      }
      void answer()
    })

  it('a secret that is wrong', async () => {
    const apps = [{ ...wecom(), secret: 'wrong' }]
    expect(await doctor({ wecom: { apps } })).toEqual({ code: 1, out: golden('secret') })
  })

  it('an address WeCom does not trust', async () => {
    stage.control.settings({ trustedIp: false })
    expect(await doctor()).toEqual({ code: 1, out: golden('ip-wecom') })
  })

  it('an address that is not on the list of an official account', async () => {
    stage.control.settings({ trustedIp: false })
    expect(await doctor(onlyWechat())).toEqual({ code: 1, out: golden('ip-wechat') })
  })

  it('an official account that may less than its settings say', async () => {
    expect((await doctor(onlyWechat())).out).not.toMatch(/✗|! 公众号 oa：/)
    stage.control.putAccount({ ...ACCOUNT, verified: false })
    const seen = await doctor(onlyWechat())
    stage.control.putAccount(ACCOUNT)
    expect(seen).toEqual({ code: 1, out: golden('rights-wechat') })
    // And one that may more.
    const less = { ...stage.settings.wechat.accounts[0]!, kind: 'subscription' }
    const { code, out } = await doctor({ ...onlyWechat(), wechat: { accounts: [less] } })
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/! 公众号 oa：.+kind 写的是 subscription.+service\n {4}→ .+kind: service/),
    ])
  })

  it('templates of an official account that are not there, or other than the settings say', async () => {
    const { notices } = withNotices(['subscription', 'template'])
    const accounts = [{ ...stage.settings.wechat.accounts[0]!, notices }]
    const put = (id: string, kind: 'one_time' | 'service', keys: string[]) =>
      stage.control.putTemplate(ACCOUNT.appId, { id, kind, title: '交简报提醒', keys })
    put('TPL-broadcast', 'one_time', ['thing1', 'thing2'])
    put('TPL-deadline', 'one_time', ['thing1', 'date2'])
    const seen = await doctor({ ...onlyWechat(), wechat: { accounts } })
    expect(seen).toEqual({ code: 1, out: golden('templates') })
    put('TPL-deadline', 'one_time', ['thing1', 'time2', 'thing3'])
    put('TPL-service', 'service', ['thing1', 'thing2', 'date3'])
    expect((await doctor({ ...onlyWechat(), wechat: { accounts } })).out).toMatch(
      /✓ 公众号 oa：提醒用的模板 TPL-deadline [^]*✓ 公众号 oa：提醒用的模板 TPL-service /,
    )
  })

  it('an AppSecret that is wrong', async () => {
    const accounts = [{ ...stage.settings.wechat.accounts[0]!, secret: 'wrong' }]
    expect((await doctor({ ...onlyWechat(), wechat: { accounts } })).out).toMatch(
      /✗ 公众号 oa：AppSecret 不对（\d+）\n {4}→ .+AppSecret/,
    )
  })

  it('an app whose rights were withdrawn, and one that was switched off', async () => {
    stage.control.addFault({ endpoint: 'agent/get', action: { type: 'errcode', errcode: 48001 } })
    expect(await doctor()).toEqual({ code: 1, out: golden('rights') })
    for (const { id } of stage.control.state().faults) stage.control.removeFault(id)
    stage.control.addFault({ endpoint: 'agent/get', action: { type: 'errcode', errcode: 50003 } })
    expect((await doctor()).out).toContain('应用被停用了（50003）')
  })

  it('an app that nobody sees', async () => {
    const { corpId } = wecom()
    const members = stage.control.state().corps.flatMap((corp) => corp.members)
    for (const { userId, name } of members) stage.control.putMember({ corpId, userId, name, visible: false })
    const seen = await doctor()
    for (const { userId, name } of members) stage.control.putMember({ corpId, userId, name, visible: true })
    expect(seen).toEqual({ code: 1, out: golden('nobody-sees') })
  })

  it('a clock that is ten minutes fast', async () => {
    // The service's and ours; the platform's answers carry the true time.
    stage.passes(600_000)
    closing.push(() => stage.control.clock({ real: true }))
    expect(await doctor({}, { now: () => stage.control.state().now })).toEqual({ code: 1, out: golden('clock') })
  })

  describe('an official account whose address is right and whose messages are refused', () => {
    const follower = { appId: ACCOUNT.appId, openId: 'oFollower', name: '小禾' }
    const says = () =>
      stage.control.act({
        corpId: ACCOUNT.appId,
        agentId: 0,
        userId: follower.openId,
        action: { type: 'text', text: '你好' },
      })
    const callback = () => ({
      appId: ACCOUNT.appId,
      mode: 'safe' as const,
      url: `${app.url}/wechat/oa`,
      token: 'token',
      encodingAesKey: 'A'.repeat(43),
    })
    beforeAll(() => stage.control.putFollower({ ...follower, following: true }))

    it('because its 原始ID is another', async () => {
      stage.control.putAccount({ ...ACCOUNT, originalId: 'gh_another00000' })
      await says()
      stage.control.putAccount(ACCOUNT)
      expect(await doctor(onlyWechat())).toEqual({ code: 1, out: golden('original-id') })
    })

    it('because its EncodingAESKey is another', async () => {
      expect(await stage.control.saveAccountCallback({ ...callback(), encodingAesKey: `${'B'.repeat(42)}A` })).toEqual({
        ok: true,
      })
      await says()
      await stage.control.saveAccountCallback(callback())
      expect(await doctor(onlyWechat())).toEqual({ code: 1, out: golden('aes-key') })
    })

    it('and is fine again with the first message that is believed, whoever else knocks with a wrong signature', async () => {
      await says()
      const seen = async () => (await doctor(onlyWechat())).out
      expect(await seen()).toMatch(/✓ 公众号 oa 消息：平台最近一次送来是 <n> 分钟前，收得下/)
      const timestamp = String(Math.floor(Date.parse(stage.control.state().now) / 1000) + 1)
      const query = new URLSearchParams({ signature: 'wrong', timestamp, nonce: '1' }).toString()
      await fetch(`${callback().url}?${query}`, { method: 'POST', body: '<xml></xml>' })
      expect(await seen()).toMatch(/! 公众号 oa 消息： <n> 分钟前来的一条被拒收了：签名不对.+\n {4}→ 管理后台的 Token/)
    })
  })

  it('an official account that is not verified', async () => {
    const accounts = [{ ...stage.settings.wechat.accounts[0]!, verified: false }]
    stage.control.putAccount({ ...ACCOUNT, verified: false })
    const { out } = await doctor({ ...onlyWechat(), wechat: { accounts } })
    stage.control.putAccount(ACCOUNT)
    expect(out).toContain('✓ 公众号 oa：没有认证，和设置一致：只能在对方说话时回答，不能主动发')
  })

  it('a data folder in which nothing can be written, whatever its rights say', async () => {
    const { username } = userInfo()
    // Nobody can write below /proc, not even root.
    const { out } = await doctor({ data: '/proc/jianbao/data' })
    expect(out).toMatch(/✗ 数据文件夹：\/proc\/jianbao\/data 不能写（E\w+）/)
    expect(out).toContain(`sudo mkdir -p /proc/jianbao/data && sudo chown -R ${username} /proc/jianbao/data`)
  })

  it('names the port that refused the connection', async () => {
    const publicUrl = await nobody()
    expect((await doctor({ publicUrl })).out).toContain(`放行 ${new URL(publicUrl).port} 端口`)
  })

  it('a hub that nobody loaded', async () => {
    const apps = [{ ...wecom(), hub: '别处' }]
    expect(await doctor({ wecom: { apps } })).toEqual({ code: 1, out: golden('hub') })
  })

  it('a service that does not run, and nothing set up yet', async () => {
    const changes = { listen: { host: '127.0.0.1', port: 1 }, publicUrl: undefined, wecom: { apps: [] }, data: folder }
    const database = { type: 'sqlite', file: join(folder, 'none.sqlite') }
    expect(await doctor({ ...changes, database })).toEqual({ code: 1, out: golden('nothing-yet') })
  })

  describe('--send-test', () => {
    const sent = async (person: string) => {
      const { out } = await doctor({}, { args: ['--send-test', person] })
      return out
        .split('\n')
        .slice(out.split('\n').findIndex((line) => line.includes('测试消息')))
        .join('\n')
    }
    it('sends to whom it finds by name or id', async () => {
      const { name } = stage.hub.contacts.find(({ key }) => key === 'zaiyiqi')!
      expect(await sent(name)).toMatch(/✓ 测试消息：已发给 江西在一起文化发展中心 .+（企业微信 app-0，xiaohe）/)
      expect(await sent('XiaoHe')).toContain('✓ 测试消息')
      expect(stage.active('xiaohe')).toEqual([expect.stringContaining('测试消息'), expect.stringContaining('测试消息')])
    })
    it('writes to nobody by a name that several have, and says who they are', async () => {
      const { name } = stage.hub.contacts.find(({ key }) => key === 'zaiyiqi')!
      await stage.bind('xiaolu')
      const before = await stage.rows<{ name: string; id: string }>(
        "SELECT c.id, c.name FROM contacts c JOIN addresses a ON a.contactId = c.id WHERE a.user = 'xiaolu'",
      )
      const rename = (to: string) =>
        stage.units((sql) => sql.run('UPDATE contacts SET name = ? WHERE id = ?', [to, before[0]!.id]))
      await rename(name)
      const [mine, hers] = [stage.active('xiaohe').length, stage.active('xiaolu').length]
      const out = await sent(name)
      await rename(before[0]!.name)
      expect(out).toMatch(/✗ 测试消息：叫「.+」的不止一位，没有发\n {4}→ 请写平台上的账号/)
      expect(out).toMatch(/→ .+：.+ · 企业微信 app-0 · xiaohe\n/)
      expect(out).toMatch(/→ .+：.+ · 企业微信 app-0 · xiaolu\n/)
      expect([stage.active('xiaohe').length, stage.active('xiaolu').length]).toEqual([mine, hers])
    })
    it('names who may be meant: by the organisation, or by a name that is near', async () => {
      expect(await sent('江西在一起文化发展中心')).toMatch(/这是机构的名称，绑定过的人有：\n {4}→ .+ · xiaohe\n/)
      const { name } = stage.hub.contacts.find(({ key }) => key === 'zaiyiqi')!
      expect(await sent(`${name}老师`)).toMatch(/名字相近的有：\n(.+\n)* {4}→ .+ · xiaohe\n/)
    })
    it('says why not: nobody of that name, one who left', async () => {
      expect(await sent('没有这个人')).toMatch(/✗ 测试消息：没有绑定过的人叫「没有这个人」\n {4}→ .+邀请码/)
      const database = await openDatabase(stage.settings.database, { newId, clock })
      await database.units((sql) => sql.run("UPDATE addresses SET following = 0 WHERE user = 'xiaohe'"))
      expect(await sent('xiaohe')).toMatch(/✗ 测试消息：现在不能给 .+ 发消息\n {4}→ 她退出了应用的可见范围/)
      await database.units((sql) => sql.run("UPDATE addresses SET following = 1 WHERE user = 'xiaohe'"))
      await database.close()
    })
    it('says that the window of an official account is closed, and how it opens', async () => {
      const database = await openDatabase(stage.settings.database, { newId, clock })
      await database.units(async (sql) => {
        const [contact] = await sql.all<{ id: string }>("SELECT contactId AS id FROM addresses WHERE user = 'xiaohe'")
        const row = {
          id: 'oa-1',
          channel: 'wechat_oa',
          account: ACCOUNT.appId,
          user: 'oOpenId',
          contactId: contact!.id,
        }
        await insert(sql, 'addresses', { ...row, following: 1 })
      })
      await database.close()
      const { out } = await doctor({ wechat: stage.settings.wechat }, { args: ['--send-test', 'oOpenId'] })
      expect(out).toMatch(/✗ 测试消息：现在不能给 .+（公众号 oa，oOpenId） 发消息\n {4}→ .+请她先给公众号发一句话/)
    })
    it('says what the platform answered', async () => {
      stage.control.addFault({ endpoint: 'message/send', action: { type: 'errcode', errcode: 60020 } })
      expect(await sent('xiaohe')).toMatch(/✗ 测试消息：没能发给 .+：errcode\.60020\n {4}→ /)
    })
  })
})
