import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { noticeSettings } from '../../../src/channels/wechat-oa/notice-settings.js'
import { dataOf } from '../../../src/channels/wechat-oa/notices.js'
import type { NoticeValues, Say } from '../../../src/kernel/message.js'
import { platformServer, type PlatformServer } from '../platform-server.js'
import { handClock } from '../wecom-app/app.js'
import { accountAt, OPENID, to, TOKEN } from './account.js'

const BIZSEND = '/cgi-bin/message/subscribe/bizsend'
const TEMPLATE = '/cgi-bin/message/template/send'
const subscription = {
  id: 'TPL1',
  askUrl: 'https://mp.weixin.qq.com/s/abc',
  fields: { thing1: 'what', time2: 'when', thing3: 'note', phrase4: { text: '待提交' } },
}
const template = { id: 'TPL2', fields: { first: { text: '提醒' }, keyword1: 'who', keyword2: 'when' } }
const notices = { deadline: { subscription, template } }
const values: NoticeValues = { what: '工作简报', who: '青云社', when: '2026-03-05', note: '回复 工作简报 就能开始' }
const notice = (by: 'subscription' | 'template'): Say => ({ type: 'notice', by, kind: 'deadline', id: 'n1', values })

let platform: PlatformServer
beforeEach(async () => {
  platform = await platformServer()
  platform.tellTokens(TOKEN)
})
afterEach(() => platform.close())

describe('what goes out', () => {
  it.each([
    [
      BIZSEND,
      notice('subscription'),
      'TPL1',
      {
        thing1: { value: '工作简报' },
        time2: { value: '2026年3月5日 23:59' },
        thing3: { value: '回复 工作简报 就能开始' },
        phrase4: { value: '待提交' },
      },
    ],
    [
      TEMPLATE,
      notice('template'),
      'TPL2',
      { first: { value: '提醒' }, keyword1: { value: '青云社' }, keyword2: { value: '2026年3月5日' } },
    ],
  ])('to %s', async (path, say, template_id, data) => {
    platform.tell(path, { body: { errcode: 0, errmsg: 'ok', msgid: 1 } })
    expect(await accountAt(platform.url, { notices }).send({ to, say })).toEqual({ type: 'sent', id: '' })
    const [asked] = platform.asked(path)
    expect(JSON.parse(asked!.body.toString())).toEqual({ touser: OPENID, template_id, data, client_msg_id: 'n1' })
  })

  it.each<[string, string, string]>([
    ['字'.repeat(20), '字'.repeat(20), 'a text that just fits stays whole'],
    ['字'.repeat(21), `${'字'.repeat(19)}…`, 'a longer one is cut and says so'],
    [`${'字'.repeat(18)}\u{1F44F}\u{1F44F}`, `${'字'.repeat(18)}…`, 'never in the middle of a character'],
    ['第一行\n第二行', '第一行 第二行', 'on one line'],
    ['  ', '—', 'a field is never empty'],
  ])('%j becomes %j: %s', (what, value) => {
    expect(dataOf({ thing1: 'what' }, { ...values, what })).toEqual({ thing1: { value } })
  })
})

describe('what the platform says', () => {
  it.each([
    [43101, { type: 'refused', scope: 'person' }],
    [43004, { type: 'refused', scope: 'person' }],
    [40003, { type: 'refused', scope: 'person' }],
    [47003, { type: 'refused', scope: 'message' }],
    [40037, { type: 'refused', scope: 'message' }],
    [40249, { type: 'refused', scope: 'message' }],
    // Not to these calls: messages may still go.
    [48001, { type: 'refused', scope: 'message' }],
    [48004, { type: 'refused', scope: 'rights' }],
    [40164, { type: 'refused', scope: 'account' }],
    [-1, { type: 'later' }],
    [45009, { type: 'later' }],
  ])('%d', async (errcode, result) => {
    for (const [path, by] of [
      [BIZSEND, 'subscription'],
      [TEMPLATE, 'template'],
    ] as const) {
      platform.tell(path, { body: { errcode, errmsg: 'said differently each time' } })
      const answer = await accountAt(platform.url, { notices }).send({ to, say: notice(by) })
      expect(answer).toMatchObject({ ...result, code: `errcode.${errcode}` })
    }
  })

  it('nothing is sent where no template is set up', async () => {
    const answer = await accountAt(platform.url).send({ to, say: notice('subscription') })
    expect([answer, platform.requests]).toEqual([{ type: 'refused', code: 'notice.unsupported', scope: 'message' }, []])
  })
})

describe('the settings', () => {
  const faults = (fields: object, more: object = {}) =>
    noticeSettings.safeParse({ deadline: { subscription: { ...subscription, fields, ...more } } }).error?.issues ?? []
  it.each<[string, object, object]>([
    ['a text in a field for a time', { time1: 'what' }, {}],
    ['a day in a field for a text', { thing1: 'when' }, {}],
    ['an unknown field', { first: 'what' }, {}],
    ['a word that is no value', { thing1: 'waht' }, {}],
    ['no field at all', {}, {}],
    ['no page to accept it', { thing1: 'what' }, { askUrl: undefined }],
    ['an id that was not copied', { thing1: 'what' }, { id: '模板ID' }],
  ])('%s is a fault', (_, fields, more) => {
    expect(faults(fields, more).length).toBeGreaterThan(0)
  })

  it('as in the example are none', () => {
    expect(noticeSettings.safeParse(notices)).toMatchObject({ success: true, data: notices })
    expect(noticeSettings.safeParse({ other: {} }).success).toBe(false)
  })
})

describe('the doctor', () => {
  const MINE = '/wxaapi/newtmpl/gettemplate'
  const MESSAGES = '/cgi-bin/template/get_all_private_template'
  const content = (...fields: string[]) => fields.map((name) => `某项:{{${name}.DATA}}\n`).join('')
  beforeEach(() => {
    platform.tell('/cgi-bin/menu/get', { body: { menu: { button: [] } } })
    platform.tell('/cgi-bin/qrcode/create', { body: { ticket: 't', expire_seconds: 60, url: 'u' } })
    platform.tell(TOKEN, { body: { access_token: 'T1', expires_in: 7200 } })
    const data = [{ priTmplId: 'TPL1', title: '题', content: content('thing1', 'time2', 'thing3', 'phrase4'), type: 2 }]
    platform.tell(MINE, { body: { errcode: 0, errmsg: 'ok', data } })
    const list = [{ template_id: 'TPL2', title: '题', content: content('first', 'keyword1', 'keyword2') }]
    platform.tell(MESSAGES, { body: { template_list: list } })
  })
  const found = async (more: object = { notices }) =>
    (await accountAt(platform.url, { clock: handClock(), ...more }).examine()).filter(({ what }) => what === 'notices')

  it('finds the templates that are there', async () => {
    expect(await found()).toMatchObject([
      { state: 'ok', detail: { by: 'subscription', id: 'TPL1' } },
      { state: 'ok', detail: { by: 'template', id: 'TPL2' } },
    ])
    expect(await found({})).toEqual([])
  })

  it('says which is missing, which has other fields, and that the account may not', async () => {
    const data = [{ priTmplId: 'TPL1', title: '题', content: content('thing1', 'date9'), type: 2 }]
    platform.tell(MINE, { body: { errcode: 0, errmsg: 'ok', data } })
    platform.tell(MESSAGES, { body: { template_list: [] } })
    expect(await found()).toMatchObject([
      {
        state: 'broken',
        code: 'template.fields',
        detail: { has: 'thing1、date9', set: 'thing1、time2、thing3、phrase4' },
      },
      { state: 'broken', code: 'template.unknown', detail: { id: 'TPL2' } },
    ])
    platform.tell(MINE, { body: { errcode: 48001, errmsg: 'x' } })
    platform.tell(MESSAGES, { body: { errcode: -1, errmsg: 'x' } })
    expect(await found()).toMatchObject([
      { state: 'broken', code: 'errcode.48001' },
      { state: 'warning', code: 'errcode.-1' },
    ])
  })
})
