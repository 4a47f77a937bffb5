import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { platformServer, type PlatformServer, type Told } from '../platform-server.js'
import { JPEG } from '../wecom-app/app.js'
import { accountAt, TOKEN } from './account.js'

const GET = '/cgi-bin/media/get'
const errcode = (code: number, type = 'application/json'): Told => ({ type, body: { errcode: code, errmsg: 'x' } })

let platform: PlatformServer
beforeEach(async () => {
  platform = await platformServer()
  platform.tellTokens(TOKEN)
})
afterEach(() => platform.close())

const fetchMedia = (timeouts = {}) => accountAt(platform.url, { timeouts }).fetchMedia({ id: 'M/1+' })

describe('a picture', () => {
  it('comes as bytes, with name and type', async () => {
    const headers = { 'Content-disposition': 'attachment; filename="M1.jpg"' }
    platform.tell(GET, { type: 'image/jpeg', headers, text: JPEG })
    expect(await fetchMedia()).toEqual({ type: 'fetched', bytes: JPEG, name: 'M1.jpg', contentType: 'image/jpeg' })
    expect(platform.asked(GET)[0]!.query).toEqual({ access_token: 'T1', media_id: 'M/1+' })
  })

  it.each<[string, Told, object]>([
    ['gone after three days', errcode(40007), { type: 'gone', code: 'errcode.40007' }],
    ['gone, under the type of a picture', errcode(40007, 'image/jpeg'), { type: 'gone', code: 'errcode.40007' }],
    ['busy', errcode(-1), { type: 'later', code: 'errcode.-1' }],
    ['the address not on the list, until an operator sees to it', errcode(40164), { type: 'later', after: 600_000 }],
    ['no right at present', errcode(48001), { type: 'later', code: 'errcode.48001', after: 600_000 }],
    ['a page instead', { type: 'image/jpeg', text: '<html>…' }, { type: 'later', code: 'answer.html' }],
    ['nothing', { text: '' }, { type: 'later', code: 'answer.unreadable' }],
  ])('%s', async (_name, told, result) => {
    platform.tell(GET, told)
    expect(await fetchMedia()).toMatchObject(result)
  })
})

describe('a picture that lies open, too', () => {
  const OPEN = '/pic'
  const fetchPicture = (more = {}, url = `${platform.url}${OPEN}?wx=1`) =>
    accountAt(platform.url, more).fetchMedia({ id: 'M1', url })
  beforeEach(() => platform.tell(OPEN, { type: 'image/jpeg', text: JPEG }))

  it('comes from there to an account that may not download, without a token', async () => {
    expect(await fetchPicture({ verified: false })).toMatchObject({ type: 'fetched', bytes: JPEG })
    expect(platform.asked(TOKEN)).toEqual([])
    expect(platform.asked(GET)).toEqual([])
  })

  it.each<[string, string, Told]>([
    ['is refused: the address is not on the list', GET, errcode(40164)],
    ['is refused: no right at present', GET, errcode(48001)],
    ['is refused a token: the secret is wrong', TOKEN, errcode(40125)],
    ['is not answered', GET, () => undefined],
  ])('comes from there when the account %s', async (_why, path, told) => {
    platform.tell(path, told)
    expect(await fetchPicture({ timeouts: { media: 200 } })).toMatchObject({ type: 'fetched', bytes: JPEG })
  })

  it.each<[string, Told]>([
    ['is not there', { status: 404 }],
    ['says that it is gone', errcode(40007)],
  ])('is asked for again by its id when the open copy %s', async (_why, told) => {
    platform.tell(GET, errcode(40164))
    platform.tell(OPEN, told)
    expect(await fetchPicture()).toEqual({ type: 'later', code: 'errcode.40164', after: 600_000 })
  })

  it('is asked for by its id first, also when the platform is busy, and is gone when the platform says so', async () => {
    platform.tell(GET, { type: 'image/jpeg', text: JPEG }, { status: 503 }, errcode(-1), errcode(40007))
    expect(await fetchPicture()).toMatchObject({ type: 'fetched' })
    for (let i = 0; i < 2; i++) expect(await fetchPicture()).toMatchObject({ type: 'later' })
    expect(await fetchPicture()).toEqual({ type: 'gone', code: 'errcode.40007' })
    expect(platform.asked(OPEN)).toEqual([])
  })

  it('is not fetched from somebody else', async () => {
    const gone = { type: 'gone', code: 'media.foreign_host' }
    for (const url of ['http://127.0.0.1:1/pic', 'https://qpic.cn.example.org/pic'])
      expect(await fetchPicture({ verified: false }, url)).toEqual(gone)
  })
})

describe('a video', () => {
  const film = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypmp42'), Buffer.alloc(300, 1)])
  const at = (url: string): Told => ({ body: { video_url: url } })

  it('is fetched from where the platform says it lies, without the token', async () => {
    platform.tell(GET, at(`${platform.url}/film?k=1`))
    platform.tell('/film', { type: 'video/mp4', text: film })
    expect(await fetchMedia()).toMatchObject({ type: 'fetched', bytes: film, contentType: 'video/mp4' })
    expect(platform.asked('/film')).toMatchObject([{ query: { k: '1' } }])
  })

  it.each([
    'http://198.51.100.7/film',
    'http://127.0.0.1:1/film',
    'https://qq.com.example.org/film',
    'https://qq.com:8443/film',
    'https://evilqq.com/film',
    'file:///etc/passwd',
  ])('is not fetched from somebody else: %s', async (url) => {
    platform.tell(GET, at(url))
    expect(await fetchMedia()).toEqual({ type: 'gone', code: 'media.foreign_host' })
  })

  it.each<[string, Told, object]>([
    ['no longer there', { status: 404 }, { type: 'later', code: 'http.404' }],
    ['an error instead', errcode(40007), { type: 'gone', code: 'errcode.40007' }],
    ['no answer in time', () => undefined, { type: 'later', code: 'net.timeout' }],
  ])('%s', async (_name, told, result) => {
    platform.tell(GET, at(`${platform.url}/film`))
    platform.tell('/film', told)
    expect(await fetchMedia({ media: 200 })).toMatchObject(result)
  })
})
