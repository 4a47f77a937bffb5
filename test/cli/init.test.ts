import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { existsSync, statSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSettings } from '../../src/settings.js'
import { runHere } from './run-cli.js'

const SECRET = 'abcdefghij0123456789abcdefghij0123456789abc'
const WECOM = ['--corp-id', 'ww0123456789abcdef', '--agent-id', '1000002', '--wecom-secret', SECRET]
const WECHAT = [
  '--app-id',
  'wx0123456789abcdef',
  '--original-id',
  'gh_0123456789ab',
  '--app-secret',
  SECRET.slice(0, 32),
]
const COMMON = ['--public-url', 'https://bot.example.org/', '--hub', '益友: 中心']

describe('jianbao init', () => {
  let folder: string
  let file: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jianbao-init-'))
    file = join(folder, 'config', 'settings.yaml')
  })
  afterEach(() => rm(folder, { recursive: true }))

  const init = (args: string[], typed?: string[]) =>
    runHere(['--config', file, 'init', ...args], typed === undefined ? {} : { typed })
  const settings = () => {
    const read = readSettings({ env: {}, file })
    if (!read.ok) throw new Error(read.faults.map(({ message }) => message).join())
    return read
  }

  it('writes a file the service accepts, that only its owner reads, and says what to paste where', async () => {
    const { code, out, err } = await init([
      ...COMMON,
      '--channel',
      'both',
      ...WECOM,
      ...WECHAT,
      '--kind',
      'subscription',
      '--verified',
      'no',
    ])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const { settings: read, warnings } = settings()
    expect(warnings).toEqual([])
    const [app] = read.wecom.apps
    const [account] = read.wechat.accounts
    expect(read.publicUrl).toBe('https://bot.example.org')
    expect(app).toMatchObject({ name: 'brief', hub: '益友: 中心', corpId: 'ww0123456789abcdef', agentId: 1000002 })
    expect(account).toMatchObject({ appId: 'wx0123456789abcdef', kind: 'subscription', verified: false, mode: 'safe' })

    for (const [{ token, encodingAesKey }, path] of [
      [app!, '/wecom/brief'],
      [account!, '/wechat/brief'],
    ] as const) {
      expect(token).toMatch(/^[A-Za-z0-9]{32}$/)
      expect(Buffer.from(`${encodingAesKey}=`, 'base64').toString('base64')).toBe(`${encodingAesKey}=`)
      for (const pasted of [`https://bot.example.org${path}`, token, encodingAesKey]) expect(out).toContain(pasted)
    }
    expect(app!.token).not.toBe(account!.token)
    expect(out).not.toContain(SECRET.slice(0, 32))
    // In the order in which it works: the service answers before a page is saved, the check comes last.
    const order = ['jianbao load', 'jianbao start', '设置API接收', 'IP白名单', 'jianbao invite'].map((step) =>
      out.lastIndexOf(step),
    )
    expect(order.slice(0, 3)).toEqual(order.slice(0, 3).toSorted((a, b) => a - b))
    expect(order[4]).toBe(Math.max(...order))
  })

  it('takes the names of the platforms, and says that they want https', async () => {
    const given = ['--public-url', 'http://bot.example.org', '--hub', '益友中心']
    const { code, err } = await init([...given, '--channel', '微信公众号', ...WECHAT])
    expect([code, err]).toEqual([0, expect.stringContaining('上线请用 https://')])
    expect(settings().settings.wechat.accounts).toHaveLength(1)
    await rm(file)
    const here = ['--public-url', 'http://127.0.0.1:8080', '--hub', '益友中心']
    expect(await init([...here, '--channel', '企业微信', ...WECOM])).toMatchObject({ code: 0, err: '' })
  })

  it('asks one after another, says at once what is wrong with an answer, and takes what an empty one means', async () => {
    const typed = [
      'bot.example.org',
      'https://bot.example.org',
      '益友中心',
      '4',
      '',
      '',
      'ww0123456789abcdef',
      'x',
      '1000002',
      SECRET,
    ]
    const { code, out } = await init([], typed)
    expect(code).toBe(0)
    expect(out).toMatch(
      /网址[^]+✗ 要写完整的网址[^]+枢纽机构的名称[^]+✗ 请回答 1、2 或 3[^]+企业ID[^]+✗ AgentId 是一个数字[^]+Secret/,
    )
    expect(out).not.toContain('AppID')
    expect(settings().settings.wecom.apps).toMatchObject([{ name: 'brief', hub: '益友中心' }])
  })

  it('asks only for what was not given, and again for what was given wrongly', async () => {
    const { code, out } = await init([...COMMON, '--channel', 'wecom', '--name', 'UPPER', ...WECOM], ['reports'])
    expect(code).toBe(0)
    expect(out).toMatch(/^--name：只用小写字母/)
    expect(settings().settings.wecom.apps).toMatchObject([{ name: 'reports', agentId: 1000002 }])
  })

  it('writes nothing when the answers break off, or some are missing or wrong without a terminal', async () => {
    expect(await init([], ['https://bot.example.org'])).toMatchObject({ code: 2, err: expect.stringContaining('中断') })
    const { code, err } = await init([...COMMON, '--corp-id', 'corp'])
    expect(code).toBe(2)
    expect(err).toMatch(/--corp-id：企业ID 以 ww 开头[^]+--agent-id {2}[^]+--wecom-secret {2}/)
    expect(err).not.toContain('--app-id')
    expect(existsSync(file)).toBe(false)
  })

  it('never touches a file that is there, but adds to it when asked, keeping its comments', async () => {
    await init([...COMMON, '--channel', 'wecom', ...WECOM])
    const first = await readFile(file, 'utf8')
    const again = await init([...COMMON, '--channel', 'wecom', ...WECOM])
    expect(again).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/不会覆盖[^]+--add/) })
    expect(await readFile(file, 'utf8')).toBe(first)

    await writeFile(file, first.replace('listen:', '# 我的备注\nlisten:').replace(SECRET, '{env: MY_SECRET}'))
    const added = await init(['--add', '--channel', 'wechat', '--hub', '益友中心', ...WECHAT])
    expect(added).toMatchObject({ code: 0, err: '' })
    const text = await readFile(file, 'utf8')
    expect(text).toContain('# 我的备注')
    expect(text).toContain('{env: MY_SECRET}')
    const read = readSettings({ env: { MY_SECRET: SECRET }, file })
    expect(read).toMatchObject({
      ok: true,
      settings: { wecom: { apps: [{}] }, wechat: { accounts: [{ verified: true }] } },
    })
    // What was there before is not shown again.
    expect(added.out).toContain('https://bot.example.org/wechat/brief')
    expect(added.out).not.toContain('/wecom/brief')

    for (const [args, fault] of [
      [['--name', 'other', ...WECHAT], '这个账号已经在里面了'],
      [[...WECHAT, '--app-id', 'wxaaaaaaaaaaaaaaaa'], '已有名叫 brief 的回调地址'],
    ] as const) {
      const { code, err } = await init(['--add', '--channel', 'wechat', '--hub', '益友中心', ...args])
      expect([code, err]).toEqual([2, expect.stringContaining(fault)])
    }
    expect(await readFile(file, 'utf8')).toBe(text)
  })

  it('adds to the example as it is handed out', async () => {
    const example = await readFile(new URL('../../../config/settings.example.yaml', import.meta.url), 'utf8')
    file = join(folder, 'settings.yaml')
    await writeFile(file, example, { mode: 0o600 })
    expect(await init(['--add', ...COMMON, '--channel', 'both', ...WECOM, ...WECHAT])).toMatchObject({ code: 0 })
    expect(settings().settings).toMatchObject({
      publicUrl: 'https://bot.example.org',
      wecom: { apps: [{ name: 'brief' }] },
      wechat: { accounts: [{ name: 'brief' }] },
    })
    const text = await readFile(file, 'utf8')
    const comments = (of: string) => of.split('\n').flatMap((line) => line.match(/#.*$/) ?? [])
    expect(comments(text)).toEqual(expect.arrayContaining(comments(example)))
  })
})
