import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { wecomRobot } from '../../src/channels/wecom-robot/robot.js'
import { startEmulator, type Emulator } from '../../src/emulator/emulator.js'

const KEY = 'robot-key-1'
const PICTURE = Uint8Array.from({ length: 64 }, (_, i) => i)

describe('a robot of a group', () => {
  let emulator: Emulator
  const clock = { now: () => emulator.control.state().now }
  const robotOf = (key: string, url = emulator.url) =>
    wecomRobot(
      { name: '群', webhook: `${url}/cgi-bin/webhook/send?key=${key}` },
      { clock, blobs: { read: () => Promise.resolve(PICTURE) } },
    )
  beforeAll(async () => {
    emulator = await startEmulator({ port: 0 })
    emulator.control.clock({ freeze: true })
  })
  afterAll(() => emulator.close())

  it('posts texts and pictures', async () => {
    emulator.control.putRobot({ key: KEY, name: '群' })
    const robot = robotOf(KEY)
    expect(await robot.send({ type: 'text', text: '大家好' })).toEqual({ type: 'sent', id: '' })
    expect(await robot.send({ type: 'image', blob: 'b' })).toEqual({ type: 'sent', id: '' })
    expect(emulator.control.posts(KEY).map(({ type, text }) => [type, text])).toEqual([
      ['text', '大家好'],
      ['image', ''],
    ])
  })

  it('never posts more in a minute than the platform takes', async () => {
    emulator.control.putRobot({ key: 'busy', name: '群' })
    const robot = robotOf('busy')
    const results = []
    for (let i = 0; i < 25; i++) results.push(await robot.send({ type: 'text', text: String(i) }))
    expect(results.filter(({ type }) => type === 'sent')).toHaveLength(18)
    expect(results.at(-1)).toEqual({ type: 'later', code: 'pace', after: 60_000 })
    expect(emulator.control.violations()).toEqual([])
    emulator.control.clock({ advanceMs: 60_000 })
    expect(await robot.send({ type: 'text', text: 'again' })).toMatchObject({ type: 'sent' })
  })

  it('a process that knows nothing of the one before hears it from the platform, and its 21st message goes a minute later', async () => {
    emulator.control.putRobot({ key: 'twice', name: '群' })
    for (let i = 0; i < 20; i++) await robotOf('twice').send({ type: 'text', text: String(i) })
    expect(await robotOf('twice').send({ type: 'text', text: 'x' })).toEqual({
      type: 'later',
      code: 'errcode.45009',
      after: 60_000,
    })
    emulator.control.clock({ advanceMs: 60_000 })
    expect(await robotOf('twice').send({ type: 'text', text: 'x' })).toMatchObject({ type: 'sent' })
    expect(emulator.control.posts('twice')).toHaveLength(21)
  })

  it('says what cannot be posted, without its address', async () => {
    expect(await robotOf('nobody').send({ type: 'text', text: 'x' })).toMatchObject({
      type: 'refused',
      code: 'errcode.93000',
    })
    expect(await robotOf(KEY).send({ type: 'text', text: '长'.repeat(700) })).toMatchObject({ code: 'text.too_long' })
    expect(await robotOf(KEY).send({ type: 'file', blob: 'b', name: 'a.xlsx' })).toMatchObject({
      code: 'robot.unsupported',
    })
    const gone = await robotOf(KEY, 'http://127.0.0.1:4').send({ type: 'text', text: 'x' })
    expect(gone).toMatchObject({ type: 'later' })
    expect(JSON.stringify([gone, emulator.control.log()])).not.toContain(KEY)
  })
})
