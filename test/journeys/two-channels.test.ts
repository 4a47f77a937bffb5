import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { App } from '../../src/app.js'
import { album, eventually, makeStage, serve, type Stage } from './stage.js'

const HOUR = 3_600_000
const DONE =
  '这段时间我们按计划走进各地伙伴机构，一起办了几次活动。参加的人比去年多，大家开始主动约下一次，我们也学会了提前发通知。'
const NEXT = '下一步会把签到表统一起来，每次活动结束当天就把记录补齐，再请两位伙伴一起带新人。'

describe('one person in WeCom and in an official account', () => {
  const inWecom = 'xiaozhou'
  let inWechat: string
  let stage: Stage
  let app: App
  beforeAll(async () => {
    stage = await makeStage({ accounts: [{}] })
    app = await serve(stage)
    inWechat = stage.hub.wechat.accounts[0]!.guests[0]!.openId
    await stage.bind(inWecom)
    await stage.act(inWechat, { type: 'subscribe' })
  })
  afterAll(async () => {
    await app.stop()
    await stage.close()
    expect(stage.violations()).toEqual([])
  })

  const sends = () => stage.control.log().filter(({ title }) => title === 'message/custom/send')
  const unsaid = async () =>
    (await stage.rows<{ unsaid: string | null }>('SELECT unsaid FROM addresses WHERE user = ?', [inWechat]))[0]?.unsaid
  /** She sends a picture here which, some seconds later, is found to be gone; meanwhile she taps there. */
  async function sendsHereAndTapsThere(seed: string): Promise<string | null> {
    for (const errcode of [-1, 40007])
      stage.control.addFault({ endpoint: 'media/get', action: { type: 'errcode', errcode }, count: 1 })
    await stage.act(inWecom, await album(1, seed))
    await eventually('the first try', () => stage.control.state().faults.filter(({ active }) => active).length === 1)
    const [tapped] = await stage.act(inWechat, { type: 'click', key: '继续' })
    return tapped!.reply
  }

  it('is one contact: she asks for a code here and says it there', async () => {
    expect(await stage.sayAll(inWecom, '工作简报', '2014年1月到3月', DONE, '3')).toContain('【4/7】')
    const code = /^[2-9A-Z]{8}$/m.exec(await stage.say(inWecom, '换个微信用'))![0]
    expect(await stage.sayAll(inWechat, code, '1')).toMatch(/^空间伙伴小舟/)
    expect(
      await stage.rows('SELECT COUNT(DISTINCT contactId) AS n FROM addresses WHERE contactId IS NOT NULL'),
    ).toEqual([{ n: 1 }])
  })

  it('begins a brief here, ends it there, with pictures from both: one record', async () => {
    await stage.sayAll(inWechat, '3月22日 高安志愿者培训 高安 25人', '完', '1', '跳过', NEXT)
    await stage.act(inWechat, await album(2, 'wechat'))
    stage.passes(3_000)
    await eventually('the answer in WeChat', () => stage.active(inWechat).some((text) => text.includes('收到 2 张')))
    await stage.act(inWecom, await album(1, 'wecom'))
    stage.passes(3_000)
    await eventually('the answer in WeCom', () => stage.active(inWecom).some((text) => text.includes('3 张')))
    expect(await stage.sayAll(inWechat, '1-3 开班合影', '完', '1', '1')).toContain('已提交')
    await eventually('all pictures are here', async () => {
      stage.passes(3_000)
      return (await stage.rows("SELECT 1 FROM photos WHERE state = 'kept'")).length === 3
    })
    expect(
      await stage.rows(
        `SELECT COUNT(DISTINCT r.id) AS records, COUNT(*) AS photos, COUNT(DISTINCT p.channel) AS channels
         FROM records r JOIN record_photos x ON x.recordId = r.id JOIN photos p ON p.id = x.photoId`,
      ),
    ).toEqual([{ records: 1, photos: 3, channels: 2 }])
    expect(await stage.rows('SELECT title FROM activities')).toEqual([{ title: '高安志愿者培训' }])
  })

  it('a tap opens the account for a minute, and what comes later waits for her', async () => {
    stage.passes(49 * HOUR)
    await stage.sayAll(inWecom, '活动记录', '2014年3月29日', '永新志愿者培训', '永新', '34人', '1', '3')
    expect(await sendsHereAndTapsThere('soon')).toContain('【6/6】')
    stage.passes(30_000)
    await eventually('it is said at once', () => stage.active(inWechat).some((text) => text.includes('第 1 张照片')))

    const before = sends().length
    expect(await sendsHereAndTapsThere('later')).toContain('【6/6】')
    stage.passes(61_000)
    expect(await eventually('it waits', unsaid)).toContain('第 1 张照片')
    expect(sends()).toHaveLength(before)
    const [next] = await stage.act(inWechat, { type: 'click', key: '继续' })
    expect(next?.reply).toMatch(/^第 1 张照片[^]*【6\/6】/)
  })

  it('and the platform never had to refuse a message', () => {
    expect(sends().map(({ errcode }) => errcode)).toEqual(Array(sends().length).fill(0))
    expect(sends().length).toBeGreaterThan(0)
  })
})
