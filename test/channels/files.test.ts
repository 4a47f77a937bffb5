import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { ask, front } from '../webhooks/setting.js'

const TOKEN = 'A'.repeat(43)
const GONE = '这个链接打不开了。'

describe('a link to a file', () => {
  let service: Awaited<ReturnType<typeof front>>
  let asked: string[]
  beforeEach(async () => {
    asked = []
    service = await front({
      files: {
        fetch(token) {
          asked.push(token)
          const file = { type: 'file' as const, name: '益心益意 "2014"年.xlsx', bytes: Buffer.from('PK-workbook') }
          return Promise.resolve(token === TOKEN ? file : { type: 'gone', text: GONE })
        },
      },
    })
  })
  afterEach(() => service.close())
  const get = (path: string, method = 'GET') => ask(service.port, method, path)

  it('gives a workbook to be saved, which nobody keeps on the way and no browser guesses about', async () => {
    const { status, headers, body } = await get(`/files/${TOKEN}`)
    expect([status, body]).toEqual([200, 'PK-workbook'])
    expect(headers).toMatchObject({
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
    const disposition = String(headers['content-disposition'])
    expect(disposition).toMatch(/^attachment; /)
    expect(decodeURIComponent(/filename\*=UTF-8''(.*)$/.exec(disposition)![1]!)).toBe('益心益意 "2014"年.xlsx')
  })

  it.each([
    `/files/${'B'.repeat(43)}`,
    `/files/${TOKEN}A`,
    `/files/${TOKEN}/`,
    `/files/${TOKEN}%2F..`,
    '/files/',
    '/files/../files/x',
    '/files/%2e%2e%2fblobs',
    '/files/%E0%A4%A',
    '/files//etc/passwd',
    `/files/x/${TOKEN}`,
  ])('%s is answered as any that leads nowhere', async (path) => {
    const { status, headers, body } = await get(path)
    expect([status, body]).toEqual([404, GONE])
    expect(headers).toMatchObject({ 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
  })

  it('a look at the head fetches nothing', async () => {
    expect(await get(`/files/${TOKEN}`, 'HEAD')).toMatchObject({ status: 405, body: '' })
    expect(await get(`/files/${TOKEN}`, 'POST')).toMatchObject({ status: 405 })
    expect(asked).toEqual([])
  })

  it('however many tries lead nowhere, a link that is right goes on working: behind a proxy all share one address', async () => {
    for (let i = 0; i < 30; i++) expect((await get(`/files/${i}`)).status).toBe(404)
    expect((await get(`/files/${TOKEN}`)).status).toBe(200)
  })
})
