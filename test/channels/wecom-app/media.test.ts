import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { platformServer, type PlatformServer, type Told } from '../platform-server.js'
import { appAt, JPEG } from './app.js'

const GET = '/cgi-bin/media/get'
const errcode = (code: number, type = 'application/json'): Told => ({ type, body: { errcode: code, errmsg: 'x' } })

let platform: PlatformServer
beforeEach(async () => {
  platform = await platformServer()
  platform.tellTokens()
})
afterEach(() => platform.close())

const fetchMedia = (timeouts = {}) => appAt(platform.url, { timeouts }).fetchMedia({ id: 'M/1+' })

describe('a download', () => {
  it('gives the bytes, with name and type', async () => {
    const headers = { 'Content-Disposition': 'attachment; filename="IMG_1.jpg"' }
    platform.tell(GET, { type: 'image/jpeg', headers, text: JPEG })
    expect(await fetchMedia()).toEqual({ type: 'fetched', bytes: JPEG, name: 'IMG_1.jpg', contentType: 'image/jpeg' })
    expect(platform.asked(GET)[0]!.query).toEqual({ access_token: 'T1', media_id: 'M/1+' })
  })

  it('believes the content, not the type', async () => {
    platform.tell(GET, { type: 'application/json', text: JPEG })
    expect(await fetchMedia()).toMatchObject({ type: 'fetched', bytes: JPEG })
    platform.tell(GET, errcode(40007, 'image/jpeg'))
    expect(await fetchMedia()).toEqual({ type: 'gone', code: 'errcode.40007' })
    platform.tell(GET, { type: 'image/jpeg', text: ' {"errmsg":"invalid media_id", "errcode":"40007"}' })
    expect(await fetchMedia()).toEqual({ type: 'gone', code: 'errcode.40007' })
  })

  it('gives a file that only begins like JSON', async () => {
    const text = '{"name":"notes","errors":0}'
    platform.tell(GET, { text })
    expect(await fetchMedia()).toMatchObject({ type: 'fetched', bytes: Buffer.from(text) })
  })

  it.each<[string, Told, string]>([
    ['busy', errcode(-1), 'errcode.-1'],
    ['a frequency limit', errcode(45009), 'errcode.45009'],
    ['an address that is not trusted, until an operator sees to it', errcode(60020), 'errcode.60020'],
    ['a gateway', { status: 502, type: 'text/html', text: '<html>' }, 'http.502'],
    ['a page instead of a picture', { type: 'image/jpeg', text: '<!DOCTYPE html><html>…' }, 'answer.html'],
    ['nothing', { text: '' }, 'answer.unreadable'],
    ['an error that breaks off', { text: '{"errcode":400' }, 'answer.unreadable'],
    [
      'fewer bytes than promised',
      (res) => {
        res.writeHead(200, { 'Content-Length': '100' }).write(JPEG)
        setTimeout(() => res.destroy(), 20)
      },
      'net.UND_ERR_SOCKET',
    ],
    ['one byte a second', (res) => void res.writeHead(200, { 'Content-Length': '100' }).write(JPEG), 'net.timeout'],
  ])('is tried again after %s', async (_name, told, code) => {
    platform.tell(GET, told)
    expect(await fetchMedia({ media: 200 })).toMatchObject({ type: 'later', code })
  })

  it('renews a dead token once', async () => {
    platform.tell(GET, errcode(42001), { text: JPEG })
    expect(await fetchMedia()).toMatchObject({ type: 'fetched' })
    expect(platform.asked('/cgi-bin/gettoken')).toHaveLength(2)
  })

  it('stops at the limit instead of filling the memory', async () => {
    platform.tell(GET, (res) => {
      const block = Buffer.alloc(4 * 1024 * 1024)
      const more = (): void => {
        while (res.write(block));
        res.once('drain', more)
      }
      more()
    })
    expect(await fetchMedia()).toEqual({ type: 'gone', code: 'media.too_big' })
  })
})

describe('what is too big for one piece', () => {
  const whole = Buffer.alloc(17 * 1024 * 1024, 'abcdefg')
  const inBlocks =
    (total = whole.length, change = (range: string) => range): Told =>
    (res, req) => {
      const range = /^bytes=(\d+)-(\d+)$/.exec(req.headers.range ?? '')
      if (!range) return void res.end('{"errcode":830002,"errmsg":"file too big"}')
      const from = Number(range[1])
      const to = Math.min(Number(range[2]), whole.length - 1)
      res.writeHead(206, {
        'Content-Range': change(`bytes ${from}-${to}/${total}`),
        'Content-Disposition': 'attachment; filename="v.mp4"',
      })
      res.end(whole.subarray(from, to + 1))
    }

  it('comes in blocks', async () => {
    platform.tell(GET, inBlocks())
    const result = await fetchMedia()
    expect(result).toMatchObject({ type: 'fetched', name: 'v.mp4' })
    expect(result.type === 'fetched' && whole.equals(result.bytes)).toBe(true)
    expect(platform.asked(GET)).toHaveLength(4)
  })

  it.each<[string, Told, object]>([
    ['over the limit', inBlocks(51 * 1024 * 1024), { type: 'gone', code: 'media.too_big' }],
    ['without a range', inBlocks(whole.length, () => 'bytes */*'), { type: 'later', code: 'media.range' }],
    ['with another range', inBlocks(whole.length, () => 'bytes 5-9/17'), { type: 'later', code: 'media.range' }],
  ])('%s', async (_name, told, result) => {
    platform.tell(GET, told)
    expect(await fetchMedia()).toMatchObject(result)
  })

  it('is refused when the platform wants blocks and refuses them too', async () => {
    platform.tell(GET, errcode(830002))
    expect(await fetchMedia()).toEqual({ type: 'gone', code: 'errcode.830002' })
  })
})
