import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { kinds } from '../contracts/databases.js'
import { serveApart } from './child.js'
import { album, makeStage } from './stage.js'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

describe.each(kinds)('SIGTERM during a burst on %s', (kind) => {
  it('what was accepted is stored and answered, the process ends by itself with 0, and nothing is lost', async () => {
    const stage = await makeStage({ kind })
    const service = await serveApart(stage)
    // One of each organisation: of colleagues only one has the draft of a form.
    const { wecom, contacts } = stage.hub
    const organisationOf = (contact: string) => contacts.find(({ key }) => key === contact)?.organisation
    const people = [...new Map(wecom.members.map(({ userid, contact }) => [organisationOf(contact), userid])).values()]
    for (const userId of people) {
      await stage.bind(userId)
      await stage.sayAll(userId, '活动记录', '2014年3月22日')
    }
    const before = await stage.count('inbound_messages')

    const burst = people.map(async (userId, i) => {
      await pause(i * 15)
      return [await stage.say(userId, '江西公益沙龙'), await stage.act(userId, await album(3, userId))] as const
    })
    await pause(120)
    const asked = Date.now()
    const ended = service.end('SIGTERM')
    // The platform delivers again until the next version listens.
    expect(await ended).toEqual([0, null])
    expect(Date.now() - asked).toBeLessThan(30_000)
    // All that the platform holds for delivered is there already, while no service runs.
    const log = stage.control.log().filter(({ kind: what, status }) => what === 'callback' && status === 200)
    const keys = new Set(log.map(({ detail }) => /<MsgId>(\d+)/.exec(detail.request)?.[1]))
    expect(await stage.count('inbound_messages')).toBe(keys.size)
    expect(service.logged.filter((line) => /"level":"(error|fatal)"/.test(line))).toEqual([])
    expect(service.logged.at(-1)).toContain('service stopped')

    await service.start()
    const answers = await Promise.all(burst)
    for (const [reply, photos] of answers) {
      expect(['(failed)', expect.stringContaining('【3/6】')]).toContainEqual(reply)
      expect(photos).toHaveLength(3)
    }
    const delivered = answers.flatMap(([reply, photos]) => [reply !== '(failed)', ...photos.map((p) => p.delivered)])
    expect((await stage.count('inbound_messages')) - before).toBe(delivered.filter(Boolean).length)
    expect(await service.end('SIGTERM')).toEqual([0, null])
    expect(stage.violations()).toEqual([])
    await stage.close()
  }, 60_000)
})

describe('what keeps the service from starting', () => {
  let folder: string
  /** An installation of its own, whose config may be spoilt. */
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jianbao-installed-'))
    await mkdir(join(folder, 'dist'))
    await cp(join(ROOT, 'dist/src'), join(folder, 'dist/src'), { recursive: true })
    await cp(join(ROOT, 'config'), join(folder, 'config'), { recursive: true })
    await cp(join(ROOT, 'package.json'), join(folder, 'package.json'))
    await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  const start = (...args: string[]) =>
    new Promise<{ code: unknown; err: string }>((resolve) => {
      const env = {
        PATH: process.env['PATH'],
        TZ: 'America/St_Johns',
        JIANBAO_PORT: '0',
        JIANBAO_DATA: join(folder, 'd'),
      }
      execFile(process.execPath, ['dist/src/cli/main.js', ...args, 'start'], { cwd: folder, env }, (error, _out, err) =>
        resolve({ code: error?.code, err }),
      )
    })
  const spoil = async (name: string, change: (text: string) => string) => {
    const file = join(folder, 'config', name)
    const good = await readFile(file, 'utf8')
    const bad = change(good)
    expect(bad).not.toBe(good)
    await writeFile(file, bad)
    return () => writeFile(file, good)
  }
  const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length

  it('settings with many faults: all of them are listed with file and line', async () => {
    const text = `listen: {port: 99999}
databse: {type: sqlite}
wecom:
  baseUrl: ftp://example.org
  apps:
    - name: Brief App
      hub: 枢纽
      corpId: corp
      agentId: none
      secret: {env: NO_SUCH_SECRET}
      token: t
      encodingAesKey: short
log: {level: loud}
`
    await writeFile(join(folder, 'bad.yaml'), text, { mode: 0o600 })
    const { code, err } = await start('--config', 'bad.yaml')
    expect(code).toBe(2)
    const named = [...err.matchAll(/bad\.yaml:(\d+)/g)].map(([, line]) => Number(line))
    expect([...new Set(named)].sort((a, b) => a - b)).toEqual([2, 4, 6, 8, 9, 10, 12, 13])
    expect(err).toContain('NO_SUCH_SECRET')
  })

  it('two bad form files and a bad messages file: all faults at once, each with its line', async () => {
    const form = 'forms/work-brief.v1.yaml'
    const undo = [
      await spoil(form, (text) => text.replace('kind: choice', 'kind: choyce').replace('least: 30', 'least: thirty')),
      await spoil('forms/activity.v1.yaml', (text) => text.replace('version: 1', 'versoin: 1')),
      await spoil('messages/zh-CN.yaml', (text) => text.replace('unclear: 这句没看明白。', 'unclear:')),
    ]
    const spoilt = await readFile(join(folder, 'config', form), 'utf8')
    const words = await readFile(join(folder, 'config/messages/zh-CN.yaml'), 'utf8')
    const { code, err } = await start()
    for (const each of undo) await each()
    expect(code).toBe(2)
    expect(err).toContain(`work-brief.v1.yaml:${lineOf(spoilt, 'choyce')}`)
    expect(err).toContain(`work-brief.v1.yaml:${lineOf(spoilt, 'thirty')}`)
    expect(err).toMatch(/activity\.v1\.yaml:\d+ .*versoin/)
    expect(err).toMatch(new RegExp(`zh-CN\\.yaml:${lineOf(words, 'unclear:')} .*engine\\.unclear`))
  })
})
