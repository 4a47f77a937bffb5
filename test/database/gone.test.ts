import { afterEach, describe, expect, it } from '@jest/globals'
import { execFile, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import net from 'node:net'
import { promisify } from 'node:util'
import { openDatabase, type Database } from '../../src/database/connect.js'
import { outageOf } from '../../src/database/mysql-faults.js'
import { Outage } from '../../src/kernel/outage.js'
import { addressOf, aPersonWithADraft } from '../contracts/a-hub.js'
import { clock, emptyPlace, kinds, newId } from '../contracts/databases.js'
import { startTalking, until } from './talking.js'

const cleaning: (() => Promise<unknown> | void)[] = []
afterEach(async () => {
  for (const clean of cleaning.splice(0).toReversed()) await clean()
})

async function fresh(kind: 'sqlite' | 'mariadb') {
  const { settings, remove } = await emptyPlace(kind)
  cleaning.push(remove)
  return settings
}

const opened = async (settings: Parameters<typeof openDatabase>[0]) => {
  const database = await openDatabase(settings, { newId, clock })
  cleaning.push(() => database.close())
  return database
}

const speak = (database: Database) => database.transact(({ people }) => people.hold(addressOf()))

/** What a call was rejected with, and after how many ms. */
async function rejection(call: Promise<unknown>): Promise<{ error: unknown; ms: number }> {
  const started = performance.now()
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  )
  return { error, ms: performance.now() - started }
}

it.each([
  ['ER_ACCESS_DENIED_NO_PASSWORD_ERROR', 'database.er_access_denied_no_password_error'],
  ['ER_HOST_NOT_PRIVILEGED', 'database.er_host_not_privileged'],
  ['ER_BAD_DB_ERROR', 'database.er_bad_db_error'],
  ['ER_PARSE_ERROR', undefined],
])('a server that does not let us in is an outage, a mistake of ours is none: %s', (code, outage) => {
  expect(outageOf(Object.assign(new Error(), { code }))?.code).toBe(outage)
})

const withMariadb = kinds.includes('mariadb' as never) ? describe : describe.skip

withMariadb('a MariaDB that is gone', () => {
  /** The way to the server, which a test can cut, or fill so that nothing passes and nobody is told. */
  async function way(host: string, port: number) {
    const sockets = new Set<net.Socket>()
    let silent = false
    const proxy = net.createServer((near) => {
      const far = net.connect(port, host)
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        sockets.add(from)
        from.on('data', (bytes) => silent || to.write(bytes))
        from.on('close', () => to.destroy())
        from.on('error', () => to.destroy())
      }
    })
    const listen = async (at: number) => {
      proxy.listen(at, '127.0.0.1')
      await once(proxy, 'listening')
      return (proxy.address() as net.AddressInfo).port
    }
    const cut = async () => {
      const closed = new Promise((resolve) => proxy.close(resolve))
      for (const socket of sockets) socket.destroy()
      sockets.clear()
      await closed
    }
    const at = await listen(0)
    cleaning.push(() => (proxy.listening ? cut() : undefined))
    return { port: at, cut, mend: () => listen(at), silence: (on: boolean) => void (silent = on) }
  }

  async function throughAWay() {
    const settings = await fresh('mariadb')
    if (settings.type === 'sqlite') throw new Error('not a server')
    const road = await way(settings.host, settings.port)
    const database = await opened({ ...settings, host: '127.0.0.1', port: road.port })
    await database.migrate()
    await Promise.all(Array.from({ length: 20 }, () => speak(database)))
    return { database, road }
  }

  it('is refused at once when the server is down, and served again when it is back', async () => {
    const { database, road } = await throughAWay()
    await road.cut()
    const { error, ms } = await rejection(speak(database))
    expect(error).toBeInstanceOf(Outage)
    expect(ms).toBeLessThan(1_000)
    expect(await database.ready()).toBe(false)
    await road.mend()
    await expect(speak(database)).resolves.toMatchObject({ contact: null })
    expect(await database.ready()).toBe(true)
  })

  it('is not noticed when the server was restarted between two turns', async () => {
    const { database, road } = await throughAWay()
    await road.cut()
    await road.mend()
    await expect(Promise.all(Array.from({ length: 20 }, () => speak(database)))).resolves.toHaveLength(20)
  })

  it('is given up before the platform would, when the server says nothing, by all who wait, and served again after', async () => {
    const { database, road } = await throughAWay()
    road.silence(true)
    const waits = await Promise.all(Array.from({ length: 40 }, () => rejection(speak(database))))
    for (const { error, ms } of waits) {
      expect(error).toBeInstanceOf(Outage)
      expect(ms).toBeLessThan(5_000)
    }
    expect(await database.ready()).toBe(false)
    road.silence(false)
    const started = performance.now()
    while (!(await database.ready())) expect(performance.now() - started).toBeLessThan(10_000)
    await expect(speak(database)).resolves.toMatchObject({ contact: null })
  }, 15_000)

  it('is an outage at the start too', async () => {
    const settings = { type: 'mariadb', host: '127.0.0.1', port: 1, user: 'x', password: '', database: 'x' } as const
    const { error } = await rejection(openDatabase(settings, { newId, clock }))
    expect(error).toMatchObject({ name: 'Outage', code: 'database.econnrefused' })
  })
})

/** Linux can take away the room a running process may write to. */
const canLimit = spawnSync('prlimit', ['--version']).status === 0
if (!canLimit) console.warn('SKIPPED: the full disk, prlimit is not here')

describe('a SQLite file', () => {
  it('that cannot be opened is an outage', async () => {
    const { error } = await rejection(openDatabase({ type: 'sqlite', file: '/dev/null/x.db' }, { newId, clock }))
    expect(error).toBeInstanceOf(Outage)
  })

  it('that another process holds for a moment is waited for, for long is an outage', async () => {
    const settings = await fresh('sqlite')
    const [database, other] = [await opened(settings), await opened(settings)]
    await database.migrate()
    let release = () => {}
    const held = other.units(async (sql) => {
      await sql.run("UPDATE hubs SET name = 'x'")
      await new Promise<void>((resolve) => (release = resolve))
    })
    const waiting = speak(database)
    setTimeout(() => release(), 300)
    await expect(waiting).resolves.toMatchObject({ contact: null })
    await held

    const again = other.units(() => new Promise<void>((resolve) => (release = resolve)))
    const { error, ms } = await rejection(speak(database))
    expect(error).toMatchObject({ name: 'Outage', code: 'database.busy' })
    expect(ms).toBeLessThan(3_000)
    release()
    await again
    await expect(speak(database)).resolves.toMatchObject({ contact: null })
  }, 15_000)

  const onLinux = canLimit ? it : it.skip
  onLinux(
    'on a full disk refuses turns without losing one that was answered, and goes on when there is room',
    async () => {
      const settings = await fresh('sqlite')
      const database = await opened(settings)
      await database.migrate()
      const person = await aPersonWithADraft(database)
      const talking = startTalking(
        settings,
        Array.from({ length: 8 }, () => person.addressId),
      )
      cleaning.push(() => talking.kill())
      const roomOf = (bytes: string) =>
        promisify(execFile)('prlimit', ['--pid', String(talking.pid), `--fsize=${bytes}:`])
      const outages = () => talking.lines.filter((line) => line.startsWith('outage'))
      const answered = () => talking.lines.filter((line) => !line.includes(' '))

      await until(() => answered().length > 20)
      await roomOf('100000')
      await until(() => outages().length > 20)
      expect(outages().every((line) => / database\.\w+ ready=false$/.test(line))).toBe(true)
      await roomOf('unlimited')
      const before = answered().length
      await until(() => answered().length > before + 20)
      await talking.kill()

      const heard = await database.reads.all<{ messageKey: string }>('SELECT messageKey FROM inbound_messages')
      const keys = new Set(heard.map(({ messageKey }) => messageKey))
      expect(answered().filter((key) => !keys.has(key))).toEqual([])
      const { draft } = await database.transact(({ people }) => people.hold(person.address))
      expect(draft!.session.misses).toBe(heard.length)
      expect(talking.lines.filter((line) => line.includes(' ') && !line.startsWith('outage'))).toEqual([])
    },
    60_000,
  )
})
