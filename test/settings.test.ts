import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { readSettings } from '../src/settings.js'

const KEY = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C'

describe('settings', () => {
  let folder: string
  let file: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jianbao-settings-'))
    file = join(folder, 'settings.yaml')
  })
  afterEach(() => rm(folder, { recursive: true }))

  async function read(yaml: string, env: Record<string, string> = {}) {
    await writeFile(file, yaml, { mode: 0o600 })
    return readSettings({ env, file })
  }
  async function settings(yaml: string, env?: Record<string, string>) {
    const result = await read(yaml, env)
    if (!result.ok) throw new Error(JSON.stringify(result.faults))
    return result.settings
  }
  async function faults(yaml: string, env?: Record<string, string>) {
    const result = await read(yaml, env)
    return result.ok ? [] : result.faults.map((fault) => ({ ...fault, where: fault.where.replace(file, 'FILE') }))
  }
  const app = (name: string, agentId = 1) => `
    - name: ${name}
      hub: 枢纽
      corpId: ww0123456789abcdef
      agentId: ${agentId}
      secret: SECRET
      token: TOKEN
      encodingAesKey: ${KEY}`

  it('needs nothing: an empty file gives an embedded database and a service on this machine only', async () => {
    expect(await settings('')).toEqual({
      listen: { host: '127.0.0.1', port: 8080 },
      data: resolve('data'),
      database: { type: 'sqlite', file: resolve('data/jianbao.sqlite') },
      wecom: { apps: [] },
      wechat: { accounts: [] },
      log: { level: 'info' },
    })
  })

  it('reads the example as it is delivered, also with everything in it taken into use', async () => {
    const example = resolve('config/settings.example.yaml')
    expect(readSettings({ env: {}, file: example })).toMatchObject({ ok: true, warnings: [] })
    const all = (await readFile(example, 'utf8'))
      .replace('apps: []', 'apps:')
      .replace('accounts: []', 'accounts:')
      .replace(/\/run\/secrets\/we(com|chat)-secret/g, join(folder, 'secret'))
      .replace(/^( *)# ( *(- name|\w+:))/gm, '$1$2')
    await writeFile(join(folder, 'secret'), 'SECRET\n', { mode: 0o600 })
    const env = {
      DATABASE_PASSWORD: 'p',
      WECOM_TOKEN: 'T',
      WECOM_AES_KEY: KEY,
      WECOM_OLD_TOKEN: 'O',
      WECOM_OLD_AES_KEY: KEY,
      WECHAT_TOKEN: 'W',
      WECHAT_AES_KEY: KEY,
      TRANSCRIBER_KEY: 'sk',
      MODEL_KEY: 'sk',
      WECOM_ROBOT: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=K',
    }
    expect(await settings(all, env)).toMatchObject({
      database: { type: 'mysql', password: 'p', port: 3306 },
      wecom: {
        apps: [{ name: 'brief', secret: 'SECRET', token: 'T', previous: { token: 'O' } }],
        robots: [{ name: '江西伙伴群', webhook: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=K' }],
      },
      wechat: { accounts: [{ name: 'brief', kind: 'service', verified: true, mode: 'safe', token: 'W' }] },
      transcriber: { baseUrl: 'http://127.0.0.1:9000/v1', apiKey: 'sk', model: 'whisper-1', timeout: 60_000 },
    })
  })

  it('gives apps the platform address of all unless they name their own', async () => {
    const yaml = `wecom:\n  baseUrl: http://127.0.0.1:9000\n  apps:${app('one')}${app('two', 2)}\n      baseUrl: http://127.0.0.1:9001`
    expect((await settings(yaml)).wecom.apps.map((each) => each.baseUrl)).toEqual([
      'http://127.0.0.1:9000',
      'http://127.0.0.1:9001',
    ])
    expect((await settings(`wecom:\n  apps:${app('one')}`)).wecom.apps[0]?.baseUrl).toBe('https://qyapi.weixin.qq.com')
  })

  it('puts the environment over the file', async () => {
    const env = {
      JIANBAO_PORT: '9100',
      JIANBAO_DATA: folder,
      JIANBAO_DATABASE: 'mariadb://jian:p%40ss@db.example/bao',
      JIANBAO_LOG_LEVEL: 'debug',
    }
    expect(await settings('listen: {host: 0.0.0.0, port: 80}\ndatabase: {type: sqlite, file: x}', env)).toMatchObject({
      listen: { host: '0.0.0.0', port: 9100 },
      data: folder,
      database: { type: 'mariadb', host: 'db.example', port: 3306, user: 'jian', password: 'p@ss', database: 'bao' },
      log: { level: 'debug' },
    })
    expect((await settings('', { JIANBAO_DATABASE: 'sqlite:/var/lib/x.sqlite' })).database).toEqual({
      type: 'sqlite',
      file: '/var/lib/x.sqlite',
    })
  })

  it('lists all faults at once, each with its line or its variable, and tells no secret', async () => {
    const yaml = [
      'listen:',
      '  port: 99999',
      'lisen: {}',
      'database: {type: oracle}',
      'wecom:',
      `  apps:${app('Bad Name')}${app('one', 2)}${app('one', 3)}`,
      '      extra: 1',
      '    - token: tooshort-SECRETSECRET',
      '      encodingAesKey: SECRETSECRET',
      '      secret: {env: NOT_THERE}',
    ].join('\n')
    const found = await faults(yaml, { JIANBAO_LOG_LEVEL: 'loud', JIANBAO_HOST: '' })
    const at = (where: string) => found.filter((fault) => fault.where === where).map((fault) => fault.message)
    expect(at('FILE:2')).toHaveLength(1)
    expect(at('FILE:3')).toEqual([expect.stringContaining('lisen')])
    expect(at('FILE:4')).toHaveLength(1)
    expect(at('FILE:7')).toEqual([expect.stringContaining('name')])
    expect(at('FILE:21')).toEqual([expect.stringMatching(/重复.*same/)])
    expect(at('FILE:28')).toEqual([expect.stringContaining('extra')])
    // The last app lacks four keys and has three bad secrets.
    expect(at('FILE:29').length).toBeGreaterThanOrEqual(5)
    expect(at('FILE:30')).toEqual([expect.stringContaining('43')])
    expect(at('FILE:31')).toEqual([expect.stringContaining('NOT_THERE')])
    expect(at('JIANBAO_LOG_LEVEL')).toHaveLength(1)
    expect(JSON.stringify(found)).not.toContain('SECRETSECRET')
  })

  it.each([
    ['JIANBAO_PORT', 'eighty'],
    ['JIANBAO_PORT', '-1'],
    ['JIANBAO_DATABASE', 'postgres://a:b@c/d'],
    ['JIANBAO_DATABASE', 'mysql://host/'],
    ['JIANBAO_DATABASE', 'mysql://%zz:b@c/d'],
    ['JIANBAO_DATABASE', 'no database'],
  ])('names the variable that is wrong: %s=%s', async (name, value) => {
    const found = await faults('', { [name]: value })
    expect(new Set(found.map((fault) => fault.where))).toEqual(new Set([name]))
  })

  it.each([
    ['a second key of the same name', 'data: a\ndata: b', 'FILE:2'],
    ['an open bracket', 'listen: {host: x', 'FILE:1'],
    ['a list', '- 1', 'FILE:1'],
    ['an empty secret', 'wecom:\n  apps:' + app('one').replace('secret: SECRET', 'secret: {env: EMPTY}'), 'FILE:7'],
    [
      'a secret of another shape',
      'wecom:\n  apps:' + app('one').replace('secret: SECRET', 'secret: {vault: x}'),
      'FILE:7',
    ],
    [
      'a secret file that is not there',
      'wecom:\n  apps:' + app('one').replace('secret: SECRET', 'secret: {file: /nowhere/at/all}'),
      'FILE:7',
    ],
    ['the same account twice', `wecom:\n  apps:${app('one')}${app('two')}`, 'FILE:13'],
  ])('refuses %s', async (_what, yaml, where) => {
    expect((await faults(yaml, { EMPTY: '' })).map((fault) => fault.where)).toEqual([where])
  })

  it('says of a file that is no YAML where it goes wrong, and not of all that follows', async () => {
    const found = await faults('wecom: [\n' + '  a: b: c: {\n'.repeat(20))
    expect(found).toHaveLength(3)
    for (const { message } of found) expect(message).toMatch(/^写法有误，多半是缩进、括号/)
  })

  it('says when the file that was named is not there, and takes its name from the environment', () => {
    const missing = join(folder, 'missing.yaml')
    const expected = { ok: false, faults: [{ where: missing, message: expect.stringContaining('ENOENT') }] }
    expect(readSettings({ env: {}, file: missing })).toEqual(expected)
    expect(readSettings({ env: { JIANBAO_CONFIG: missing } })).toEqual(expected)
  })

  it('warns of secrets that others can read, and of a misspelt variable', async () => {
    const warnings = async (yaml: string, env: Record<string, string> = {}) => {
      await writeFile(file, yaml)
      await chmod(file, 0o644)
      const result = readSettings({ env, file })
      return result.ok ? result.warnings : result.faults.map((fault) => fault.message)
    }
    const literal = `wecom:\n  apps:${app('one')}`
    expect(await warnings(literal)).toEqual([expect.stringContaining('chmod 600')])
    const named = literal.replace('SECRET', '{env: JIANBAO_S}').replace('TOKEN', '{env: T}').replace(KEY, '{env: K}')
    expect(await warnings(named, { JIANBAO_S: 's', T: 't', K: KEY, JIANBAO_PROT: '1' })).toEqual([
      expect.stringContaining('JIANBAO_PROT'),
    ])
    expect(await warnings('', { JIANBAO_DATABASE: 'mysql://a:secret@b/c' })).toEqual([])
  })
})
