import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { platformServer, type PlatformServer, type Told } from '../platform-server.js'
import { handClock, START } from '../wecom-app/app.js'
import { accountAt, TOKEN } from './account.js'

const MENU = '/cgi-bin/menu/get'
const QR = '/cgi-bin/qrcode/create'
const OK = (what: string) => ({ what, state: 'ok', code: null })
const errcode = (code: number, errmsg = 'x'): Told => ({ body: { errcode: code, errmsg } })
/** The platform's clock: ours plus so many seconds. */
const token = (ahead = 0): Told => ({
  headers: { Date: new Date(START + ahead * 1000).toUTCString() },
  body: { access_token: 'T1', expires_in: 7200 },
})

let platform: PlatformServer
beforeEach(async () => {
  platform = await platformServer()
  platform.tell(TOKEN, token())
  platform.tell(MENU, { body: { menu: { button: [] } } })
  platform.tell(QR, { body: { ticket: 't', expire_seconds: 60, url: 'u' } })
})
afterEach(() => platform.close())

const examine = (more = {}) => accountAt(platform.url, { clock: handClock(), ...more }).examine()
const clock = (seconds: number) => ({ ...OK('clock'), detail: { seconds: String(seconds) } })
const rights = (setting: string, configured: string, seen = configured) => ({
  ...OK('rights'),
  detail: { setting, configured, seen },
})
const sound = [OK('network'), clock(0), OK('ip'), OK('token')]

it('finds nothing wrong with an account as its settings say', async () => {
  expect(await examine()).toEqual([...sound, rights('verified', 'true'), rights('kind', 'service')])
  platform.tell(MENU, errcode(46003))
  expect(await examine()).toEqual([...sound, rights('verified', 'true'), rights('kind', 'service')])
  platform.tell(QR, errcode(48001))
  expect(await examine({ kind: 'subscription' })).toEqual([
    ...sound,
    rights('verified', 'true'),
    rights('kind', 'subscription'),
  ])
  platform.tell(MENU, errcode(48001))
  expect(await examine({ kind: 'subscription', verified: false })).toEqual([...sound, rights('verified', 'false')])
})

describe('an account that is not what its settings say', () => {
  it.each<[string, Told, Told, object, object]>([
    [
      'not verified',
      errcode(48001),
      {},
      {},
      { ...rights('verified', 'true', 'false'), state: 'broken', code: 'errcode.48001' },
    ],
    [
      'verified after all',
      {},
      errcode(48001),
      { verified: false, kind: 'subscription' },
      { ...rights('verified', 'false', 'true'), state: 'warning', code: 'rights.more' },
    ],
    [
      'a subscription account',
      {},
      errcode(48001),
      {},
      { ...rights('kind', 'service', 'subscription'), state: 'broken', code: 'errcode.48001' },
    ],
    [
      'a service account',
      {},
      {},
      { kind: 'subscription' },
      { ...rights('kind', 'subscription', 'service'), state: 'warning', code: 'rights.more' },
    ],
    ['banned', errcode(48004), {}, {}, { what: 'rights', state: 'broken', code: 'errcode.48004' }],
    [
      'nobody knows: the platform is busy',
      errcode(-1),
      {},
      {},
      { what: 'rights', state: 'warning', code: 'errcode.-1' },
    ],
  ])('%s', async (_name, menu, qr, settings, finding) => {
    if ('body' in menu) platform.tell(MENU, menu)
    if ('body' in qr) platform.tell(QR, qr)
    expect(await examine(settings)).toContainEqual(finding)
  })
})

describe('a way to the platform that is not open', () => {
  it('the address is not on the list, and which it is', async () => {
    const said = 'invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist rid: 691e6c40-5b1d2f3a-0c9e8d7b'
    platform.tell(TOKEN, errcode(40164, said))
    const [network, , ip, ...more] = await examine()
    expect(network).toEqual(OK('network'))
    expect(ip).toEqual({ what: 'ip', state: 'broken', code: 'errcode.40164', detail: { ip: '203.0.113.7' } })
    expect(more).toEqual([])
  })

  it.each<[string, Told, object]>([
    ['a wrong secret', errcode(40125), { what: 'token', state: 'broken', code: 'errcode.40125' }],
    ['also under its other number', errcode(40001), { what: 'token', state: 'broken', code: 'errcode.40001' }],
    ['an unknown appid', errcode(40013), { what: 'token', state: 'broken', code: 'errcode.40013' }],
    ['too often', errcode(45009), { what: 'token', state: 'warning', code: 'errcode.45009' }],
    ['a gateway', { status: 502 }, { what: 'network', state: 'broken', code: 'http.502' }],
    ['a page', { text: '<html>' }, { what: 'network', state: 'broken', code: 'answer.html' }],
    ['something else', { text: 'hello' }, { what: 'network', state: 'broken', code: 'answer.unreadable' }],
    ['no answer', (res) => res.destroy(), { what: 'network', state: 'broken', code: 'net.UND_ERR_SOCKET' }],
  ])('%s', async (_name, told, finding) => {
    platform.tell(TOKEN, told)
    const findings = await examine()
    expect(findings.at(-1)).toEqual(finding)
    expect(platform.asked(MENU)).toEqual([])
  })

  it('nobody there', async () => {
    await platform.close()
    expect(await examine()).toEqual([{ what: 'network', state: 'broken', code: 'net.ECONNREFUSED' }])
    platform = await platformServer()
  })
})

it.each<[number, string]>([
  [60, 'ok'],
  [-61, 'warning'],
  [240, 'warning'],
  [-241, 'broken'],
])('with the platform %d s ahead the clock is %s', async (ahead, state) => {
  platform.tell(TOKEN, token(ahead))
  const code = state === 'ok' ? null : 'clock.off'
  expect(await examine()).toContainEqual({ what: 'clock', state, code, detail: { seconds: String(-ahead) } })
})
