import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { instantOf } from '../../../src/kernel/clock.js'
import { platformServer, type PlatformServer, type Told } from '../platform-server.js'
import { JPEG, START } from '../wecom-app/app.js'
import { accountAt, OPENID, TOKEN } from './account.js'

const QR = '/cgi-bin/qrcode/create'
const PICTURE = '/cgi-bin/showqrcode'
const USER = '/cgi-bin/user/info'
const MENU = '/cgi-bin/menu/create'
const errcode = (code: number): Told => ({ body: { errcode: code, errmsg: 'x' } })

let platform: PlatformServer
beforeEach(async () => {
  platform = await platformServer()
  platform.tellTokens(TOKEN)
})
afterEach(() => platform.close())

const posted = (path: string): unknown => JSON.parse(platform.asked(path)[0]!.body.toString())

it.each([
  ['service', true, [true, true, true]],
  ['subscription', true, [false, true, true]],
  ['service', false, [false, false, false]],
  ['subscription', false, [false, false, false]],
] as const)('a %s account (verified: %s) has what the platform gives it', (kind, verified, has) => {
  const { sceneQr, identify, setMenu } = accountAt(platform.url, { kind, verified })
  expect([sceneQr, identify, setMenu].map((one) => one !== null)).toEqual(has)
})

describe('a QR with a scene', () => {
  const make = (seconds: number) => accountAt(platform.url).sceneQr!('jb_K7M2P9', seconds)
  const ticket = (seconds: number): Told => ({ body: { ticket: 'gQH4+/8=', expire_seconds: seconds, url: 'http://x' } })

  it('is made for a time and fetched as a picture, without the token', async () => {
    platform.tell(QR, ticket(86_400))
    platform.tell(PICTURE, { type: 'image/jpg', text: JPEG })
    const until = instantOf(START + 86_400_000)
    expect(await make(86_400)).toEqual({ type: 'made', picture: JPEG, until })
    expect(posted(QR)).toEqual({
      expire_seconds: 86_400,
      action_name: 'QR_STR_SCENE',
      action_info: { scene: { scene_str: 'jb_K7M2P9' } },
    })
    expect(platform.asked(PICTURE)).toMatchObject([{ query: { ticket: 'gQH4+/8=' } }])
  })

  it('lives thirty days at most, as long as the platform says', async () => {
    platform.tell(QR, ticket(60))
    platform.tell(PICTURE, { text: JPEG })
    expect(await make(9_999_999)).toMatchObject({ until: instantOf(START + 60_000) })
    expect(posted(QR)).toMatchObject({ expire_seconds: 2_592_000 })
  })

  it.each<[string, Told, Told, object]>([
    ['no right', errcode(48001), {}, { type: 'refused', code: 'errcode.48001', scope: 'rights' }],
    ['the platform is busy', errcode(-1), {}, { type: 'later', code: 'errcode.-1' }],
    ['no picture', ticket(60), { status: 404 }, { type: 'later', code: 'http.404' }],
    ['a page for a picture', ticket(60), { type: 'image/jpg', text: '<html>' }, { type: 'later', code: 'answer.html' }],
  ])('%s', async (_name, made, picture, result) => {
    platform.tell(QR, made)
    platform.tell(PICTURE, picture)
    expect(await make(60)).toMatchObject(result)
  })
})

describe('who a person is', () => {
  const ask = () => accountAt(platform.url).identify!(OPENID)

  it.each<[object, object]>([
    [
      {
        subscribe: 1,
        openid: OPENID,
        unionid: 'oUnion',
        remark: '',
        tagid_list: [],
        subscribe_scene: 'ADD_SCENE_QR_CODE',
      },
      { type: 'known', following: true, unionId: 'oUnion' },
    ],
    [
      { subscribe: 1, openid: OPENID },
      { type: 'known', following: true, unionId: null },
    ],
    [
      { subscribe: 0, openid: OPENID },
      { type: 'known', following: false, unionId: null },
    ],
    [
      { errcode: 40003, errmsg: 'x' },
      { type: 'refused', code: 'errcode.40003', scope: 'person' },
    ],
    [{ openid: OPENID }, { type: 'unknown', code: 'answer.unreadable' }],
  ])('%j', async (body, known) => {
    platform.tell(USER, { body })
    expect(await ask()).toEqual(known)
    expect(platform.asked(USER)[0]!.query).toEqual({ access_token: 'T1', openid: OPENID })
  })
})

describe('the menu', () => {
  it('is set as it is to be read, without codes', async () => {
    platform.tell(MENU, { body: { errcode: 0, errmsg: 'ok' } })
    const set = accountAt(platform.url).setMenu!
    expect(await set([{ label: '工作简报', key: 'brief:new' }])).toEqual({ type: 'done' })
    expect(platform.asked(MENU)[0]!.body.toString()).toBe(
      '{"button":[{"type":"click","name":"工作简报","key":"brief:new"}]}',
    )
  })

  it('that the platform does not like is refused', async () => {
    platform.tell(MENU, errcode(40018))
    const refused = { type: 'refused', code: 'errcode.40018', scope: 'message' }
    expect(await accountAt(platform.url).setMenu!([{ label: '一个很长很长的名字', key: 'k' }])).toEqual(refused)
  })
})
