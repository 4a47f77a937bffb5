import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { App } from '../../src/app.js'
import { makeStage, serve, type Stage } from '../journeys/stage.js'
import { runHere } from './run-cli.js'

const FOLLOWER = 'oFuwuhao_xiaofan_0000000001'

describe('jianbao menu', () => {
  let stage: Stage
  let app: App
  let folder: string
  let file: string
  beforeAll(async () => {
    stage = await makeStage({ accounts: [{}, {}] })
    app = await serve(stage)
    folder = await mkdtemp(join(tmpdir(), 'jianbao-menu-'))
    file = join(folder, 'settings.yaml')
    await writeFile(file, JSON.stringify(stage.settings), { mode: 0o600 })
  })
  afterAll(async () => {
    await app.stop()
    await stage.close()
    await rm(folder, { recursive: true })
  })
  const jianbao = (...args: string[]) => runHere(['--config', file, 'menu', ...args])
  const buttons = () =>
    stage.control.state().accounts.map(({ menu }) => menu.map(({ label, key }) => [label, key ?? null]))

  it('shows what it would put where, and changes nothing', async () => {
    const { code, out } = await jianbao()
    expect(code).toBe(0)
    expect(out).toContain('按钮 / buttons: [工作简报] [活动记录] [帮助]')
    expect(out).toMatch(/^service .*加 --set 换上/m)
    expect(out).toMatch(/^subscription .*跳过/m)
    expect(buttons()).toEqual([[], []])
  })

  it('puts the buttons where the account may have them; a tap opens the form, goes on with it while it is open, and opens no other', async () => {
    expect(await jianbao('--set')).toMatchObject({ code: 0, err: '' })
    expect(buttons()).toEqual([
      [
        ['工作简报', 'work-brief'],
        ['活动记录', 'activity'],
        ['帮助', '帮助'],
      ],
      [],
    ])
    await stage.act(FOLLOWER, { type: 'subscribe' })
    await stage.bind(FOLLOWER)
    const tap = async (key: string) => {
      // Two taps of one second on one button cannot be told from one that is delivered twice.
      stage.passes(1_000)
      return (await stage.act(FOLLOWER, { type: 'click', key }))[0]?.reply
    }
    expect(await tap('activity')).toContain('【1/6】')
    expect(await stage.say(FOLLOWER, '昨天')).toContain('【2/6】')
    expect(await tap('activity')).toContain('【2/6】')
    expect(await tap('work-brief')).toContain('「活动记录」（填到第 2 题）')
    expect(await tap('帮助')).toContain('上一步')
    expect(stage.violations()).toEqual([])
  })

  it('says what is missing where the settings have no account', async () => {
    const empty = join(folder, 'empty.yaml')
    await writeFile(empty, `data: ${folder}\n`, { mode: 0o600 })
    const { code, err } = await runHere(['--config', empty, 'menu'])
    expect([code, err]).toEqual([2, expect.stringContaining('还没有公众号，先用 jianbao init')])
  })

  it('says which account is meant wrongly, and what the platform refused', async () => {
    expect(await jianbao('--account', 'nobody')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/没有叫「nobody」的账号.*service、subscription/),
    })
    stage.control.setRights(stage.settings.wechat.accounts[0]!.appId, { verified: false })
    const { code, err } = await jianbao('--set', '--account', 'service')
    expect(code).toBe(1)
    expect(err).toContain('errcode.48001')
  })
})
