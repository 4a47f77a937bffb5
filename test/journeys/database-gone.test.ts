import { afterEach, describe, expect, it } from '@jest/globals'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { kinds } from '../contracts/databases.js'
import { serveApart, type Child } from './child.js'
import { eventually, makeStage, type Stage } from './stage.js'

let stage: Stage
let service: Child
const open: (() => unknown)[] = []
afterEach(async () => {
  await service.end('SIGKILL')
  for (const close of open.splice(0)) await close()
  await stage.close()
})

/** A message that is said while the database is gone: the platform waits in vain, delivers again, and it has one effect in the end. */
async function livesThrough(gone: () => Promise<void>, back: () => Promise<void>): Promise<void> {
  await stage.bind('xiaozhou')
  await stage.sayAll('xiaozhou', '活动记录', '2014年3月22日')
  const before = await stage.count('inbound_messages')
  await gone()
  await eventually('the service says it is not ready', async () => (await service.status('/readyz')) === 503)
  expect(await service.status('/healthz')).toBe(200)

  const answer = stage.act('xiaozhou', { type: 'text', text: '江西公益沙龙' }, { deliver: { copies: 2 } })
  await eventually(
    'the platform delivers again',
    () => stage.control.log().filter(({ title, status }) => title === 'text' && status === 0).length >= 2,
  )
  expect(await service.status('/healthz')).toBe(200)
  await back()
  const [heard] = await answer
  expect(heard).toMatchObject({ delivered: true, reply: expect.stringContaining('【3/6】') })
  expect(heard!.attempts).toBeGreaterThan(1)
  expect(await service.status('/readyz')).toBe(200)
  expect((await stage.count('inbound_messages')) - before).toBe(1)
  for (const text of ['南昌', '20人', '1', '1', '跳过']) await stage.say('xiaozhou', text)
  expect(await stage.say('xiaozhou', '1')).toContain('已提交')
  expect(await stage.rows('SELECT title, place FROM activities')).toEqual([{ title: '江西公益沙龙', place: '南昌' }])
  // Nothing wrong was ever said: no answer at all, and no 5xx that newer documents count as an answer.
  expect(stage.violations()).toEqual([])
  expect(new Set(stage.control.log().flatMap(({ title, status }) => (title === 'text' ? [status] : [])))).toEqual(
    new Set([0, 200]),
  )
  expect(service.logged.filter((line) => line.includes('江西公益沙龙'))).toEqual([])
}

const patience = { answerWithinMs: 3_500, retryAfterMs: [500, 1_000, 2_000] as [number, number, number] }

if (kinds.some((kind) => kind === 'mariadb'))
  describe('the connection to MariaDB', () => {
    it.each(['refused', 'silent'] as const)(
      'is %s for a while',
      async (how) => {
        stage = await makeStage({ kind: 'mariadb', platform: patience })
        const server = stage.settings.database as { host: string; port: number }
        const line = await cutLine(server.host, server.port)
        open.push(line.close)
        stage.settings.database = { ...server, host: '127.0.0.1', port: line.port } as typeof stage.settings.database
        service = await serveApart(stage)
        await livesThrough(
          async () => line.set(how),
          async () => line.set('open'),
        )
      },
      60_000,
    )
  })

describe('the file of SQLite', () => {
  it('is held by another process for a while', async () => {
    stage = await makeStage({ platform: patience })
    service = await serveApart(stage)
    let release = async () => {}
    await livesThrough(
      async () => {
        release = await holdFile(stage)
      },
      () => release(),
    )
  }, 60_000)
})

/** A line to the server that can be cut (connections end and new ones are refused) or fall silent (nothing comes through any more). */
async function cutLine(host: string, port: number) {
  let state: 'open' | 'refused' | 'silent' = 'open'
  const ends = new Set<Socket>()
  const server = createServer((near) => {
    if (state === 'refused') return near.destroy()
    const far = connect(port, host)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(from)
      from.on('data', (part) => state !== 'silent' && to.write(part))
      from.on('close', () => {
        ends.delete(from)
        to.destroy()
      })
      from.on('error', () => to.destroy())
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    set(next: typeof state) {
      state = next
      if (next === 'refused') for (const end of ends) end.destroy()
    },
    async close() {
      for (const end of ends) end.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

const HOLD = `
  const driver = Number(process.versions.napi) >= 10 ? 'better-sqlite3' : 'libsql'
  const { default: Database } = await import(driver)
  const db = new Database(process.argv[1], { timeout: 5000 })
  db.exec('BEGIN EXCLUSIVE')
  console.log('held')
  process.stdin.once('end', () => db.exec('ROLLBACK')).resume()`

/** Another process takes the write lock of the file; gives what releases it. */
async function holdFile({ settings: { database } }: Stage): Promise<() => Promise<void>> {
  const file = (database as { file: string }).file
  const holder = spawn(process.execPath, ['--input-type=module', '-e', HOLD, file], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  await once(holder.stdout, 'data')
  return async () => {
    const ended = once(holder, 'exit')
    holder.stdin.end()
    await ended
  }
}
