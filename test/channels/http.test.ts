import { afterEach, describe, expect, it } from '@jest/globals'
import { connect } from 'node:net'
import Koa from 'koa'
import { listen } from '../../src/channels/http.js'
import { APP } from '../webhooks/said.js'
import { ask, callback, front, plaintextOf } from '../webhooks/setting.js'

let service: Awaited<ReturnType<typeof front>>
afterEach(() => service.close())

const TEXT = '<MsgType>text</MsgType><Content>绝密的话</Content><MsgId>77</MsgId>'
const post = () => {
  const { path, body } = callback(plaintextOf(TEXT))
  return ask(service.port, 'POST', path, body)
}
const counted = async (name: string): Promise<string[]> =>
  (await service.metrics.metrics()).split('\n').filter((line) => line.startsWith(name))

describe('when a turn cannot be kept', () => {
  const gone = Object.assign(new Error("Duplicate entry '绝密的话'"), {
    code: 'ECONNREFUSED',
    parameters: ['绝密的话'],
  })

  it('the platform gets no answer at all, so that it delivers again, and is heard when the database is back', async () => {
    let there = false
    service = await front({
      silenceMs: 50,
      take: () => (there ? Promise.resolve({ reply: { type: 'text', text: '收到' } }) : Promise.reject(gone)),
    })
    const began = performance.now()
    await expect(post()).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(performance.now() - began).toBeGreaterThanOrEqual(45)
    there = true
    expect(await post()).toMatchObject({ status: 200 })
    expect(await counted('jianbao_callbacks_total')).toEqual([
      `jianbao_callbacks_total{path="/wecom/${APP.name}",outcome="failed",code=""} 1`,
      `jianbao_callbacks_total{path="/wecom/${APP.name}",outcome="answered",code=""} 1`,
    ])
    expect(await counted('jianbao_turn_seconds_count')).toEqual(['jianbao_turn_seconds_count 1'])
  })

  it('the log says where, and nothing of what was written', async () => {
    service = await front({ silenceMs: 0, take: () => Promise.reject(gone) })
    await expect(post()).rejects.toThrow()
    expect(JSON.parse(service.logged[0]!)).toMatchObject({
      path: `/wecom/${APP.name}`,
      err: { code: 'ECONNREFUSED' },
    })
    expect(service.logged.join()).not.toContain('绝密')
  })

  it('by default the platform hangs up first', async () => {
    service = await front({ take: () => Promise.reject(gone) })
    const { path, body } = callback(plaintextOf(TEXT))
    const socket = connect(service.port, '127.0.0.1')
    socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
    let closed = false
    socket.on('close', () => (closed = true)).on('data', () => (closed = true))
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(closed).toBe(false)
    socket.destroy()
  })
})

describe('what a member sends us slowly or not at all', () => {
  it('a request that breaks off leaves the service standing', async () => {
    service = await front()
    const { path } = callback(plaintextOf(TEXT))
    const socket = connect(service.port, '127.0.0.1')
    socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n<xml>`)
    await new Promise((resolve) => setTimeout(resolve, 30))
    socket.destroy()
    expect(await post()).toMatchObject({ status: 200, body: '' })
    expect(service.heard).toHaveLength(1)
  })

  it('has ten seconds for a request', async () => {
    service = await front()
    expect(service.server.requestTimeout).toBe(10_000)
  })
})

describe('for operators', () => {
  it('healthz says that the process lives', async () => {
    service = await front()
    expect(await ask(service.port, 'GET', '/healthz')).toMatchObject({ status: 200, body: '{"ok":true}' })
  })

  it.each([
    [true, 200],
    [false, 503],
  ])('readyz says whether it can work: %s → %d', async (ok, status) => {
    const ready = { ok, checks: { database: ok ? 'ok' : 'unreachable' } }
    service = await front({ ready: () => Promise.resolve(ready) })
    const answer = await ask(service.port, 'GET', '/readyz')
    expect(answer.status).toBe(status)
    expect(JSON.parse(answer.body)).toEqual(ready)
    expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' })
  })

  it('metrics counts the refused by their code', async () => {
    service = await front()
    await ask(service.port, 'POST', `/wecom/${APP.name}`, 'x')
    const { status, headers, body } = await ask(service.port, 'GET', '/metrics')
    expect(status).toBe(200)
    expect(headers['content-type']).toContain('text/plain')
    expect(body).toContain(`jianbao_callbacks_total{path="/wecom/${APP.name}",outcome="refused",code="xml.root"} 1`)
  })
})

it('a port that is taken is an error at once', async () => {
  service = await front()
  await expect(listen(new Koa(), service.port, '127.0.0.1')).rejects.toMatchObject({ code: 'EADDRINUSE' })
})
