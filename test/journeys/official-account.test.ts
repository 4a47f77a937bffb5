import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { App } from '../../src/app.js'
import { album, eventually, hashesOf, makeStage, serve, type Stage } from './stage.js'

const HOUR = 3_600_000
const DONE =
  '这段时间我们按计划走进各地伙伴机构，一起办了几次活动。参加的人比去年多，大家开始主动约下一次，我们也学会了提前发通知。'
const NEXT = '下一步会把签到表统一起来，每次活动结束当天就把记录补齐，再请两位伙伴一起带新人。'
const NINE = 9
const STAFF = 'xiaoman'

/** The first may write to people within the platform's windows, the second only answers. */
const ACCOUNTS = [
  { what: 'a verified service account', nth: 0, speaks: true },
  { what: 'an unverified subscription account', nth: 1, speaks: false },
]

describe.each(ACCOUNTS)('a grantee in $what', ({ nth, speaks }) => {
  let stage: Stage
  let app: App
  let appId: string
  let she: string
  let contact: { name: string; organisation: string }
  beforeAll(async () => {
    stage = await makeStage({ accounts: [{}, {}] })
    app = await serve(stage)
    const account = stage.hub.wechat.accounts[nth]!
    const [follower] = account.followers
    appId = account.appId
    she = follower!.openId
    const { name, organisation } = stage.hub.contacts.find(({ key }) => key === follower!.contact)!
    contact = { name, organisation: stage.hub.organisations.find(({ key }) => key === organisation)!.name }
    await stage.bind(STAFF)
  })
  afterAll(async () => {
    await app.stop()
    await stage.close()
    expect(stage.violations()).toEqual([])
  })

  const chat = () => stage.control.chat(stage.who(she))
  const sends = () => stage.control.log().filter(({ title }) => title === 'message/custom/send')
  const unsaid = async () =>
    (await stage.rows<{ unsaid: string | null }>('SELECT unsaid FROM addresses WHERE user = ?', [she]))[0]?.unsaid
  const photos = () =>
    stage.rows<{ state: string; recordId: string | null; mediaId: string; messageId: string; sha256: string }>(
      'SELECT p.*, recordId FROM photos p LEFT JOIN record_photos ON photoId = id ORDER BY position',
    )
  const settled = () =>
    eventually('all jobs have ended', async () => {
      stage.passes(3_000)
      return (await stage.rows("SELECT 1 FROM outbox WHERE state IN ('waiting', 'running')")).length === 0
    })
  /** Sends so many pictures, and what answers for all of them: by itself, or to 「好了」. */
  async function sendsAlbum(count: number, seed: string): Promise<string> {
    const before = stage.active(she).length
    const heard = await stage.act(she, await album(count, seed))
    const answered = heard.flatMap(({ reply }) => (reply === null ? [] : [reply]))
    // Where no more fit in the last is known to be the last.
    const all = count === NINE ? [expect.stringContaining(`收到 ${NINE} 张`)] : []
    const first = '收到。照片都发完了，回一句 好了。'
    // They come in disorder.
    expect(answered.toSorted((one) => (one === first ? -1 : 1))).toEqual(speaks ? [] : [first, ...all])
    await settled()
    if (!speaks) return answered.find((one) => one !== first) ?? stage.say(she, '好了')
    const came = stage.active(she).slice(before)
    expect(came).toHaveLength(1)
    return came[0]!
  }

  it('is known after two messages: the QR that staff gave her, or the code typed', async () => {
    const invited = await stage.say(STAFF, `邀请 ${contact.organisation}`)
    // Of several contacts each has a message of her own, to forward.
    const code = await eventually('her text comes', () => {
      const texts = [invited, ...stage.control.chat(stage.who(STAFF)).map(({ text }) => text ?? '')]
      const hers = texts.find((text) => text.startsWith(`${contact.name}，你好`))
      return /^[2-9A-Z]{8}$/m.exec(hers ?? '')?.[0]
    })
    if (speaks) {
      const qr = await eventually('the QR is made', () =>
        stage.control
          .state()
          .accounts.flatMap(({ qrs }) => qrs)
          .find(({ scene }) => scene === `jb_${code}`),
      )
      await eventually('and given to staff', () =>
        stage.control.chat(stage.who(STAFF)).some(({ way, type }) => way === 'active' && type === 'image'),
      )
      const [scanned] = await stage.act(she, { type: 'scan', ticket: qr.ticket })
      expect(scanned?.reply).toContain(`你是 ${contact.organisation} 的 ${contact.name} 吗`)
    } else {
      const [followed] = await stage.act(she, { type: 'subscribe' })
      expect(followed?.reply).toContain('邀请码')
      expect(await stage.say(she, code)).toContain(`你是 ${contact.organisation} 的 ${contact.name} 吗`)
    }
    expect(await stage.say(she, '1')).toMatch(new RegExp(`^${contact.name}，你好[^]*1 工作简报`))
  })

  it('files a brief: nine photos in disorder and twice each, a correction, and everything is in the record', async () => {
    expect(await stage.sayAll(she, '工作简报', '2014年1月到3月', DONE, '3')).toContain('【4/7】')
    const rows = ['3月22日 高安志愿者培训 高安 25人', '3月23日 上高志愿者培训 上高 46人']
    expect(await stage.sayAll(she, ...rows, '完', '2', '场地费 500元，资料印刷 120元', '完')).toContain('【6/7】')
    expect(await stage.say(she, NEXT)).toContain('【7/7】')

    const faults = ['shuffle', 'duplicate'].map((fault) => stage.control.addFault(fault))
    expect(await sendsAlbum(NINE, she)).toContain(`收到 ${NINE} 张`)
    for (const fault of faults) stage.control.removeFault(fault)
    expect(await stage.say(she, '1-9 分组讨论')).toContain('9 张的说明都记下了')
    expect(await stage.say(she, '2 合影')).toContain('第 2 张的说明记下了')
    expect(await stage.say(she, '完')).toContain('有没有未成年人')
    expect(await stage.say(she, '1')).toMatch(/高安志愿者培训[^]*1 提交/)
    expect(await stage.sayAll(she, '改 4', '改 2 48人')).toContain('48人（现场点数）')
    expect(await stage.say(she, '完')).toContain('1 提交')
    const [filed] = await stage.act(she, { type: 'text', text: '1' })
    expect(filed?.reply).toContain('已提交')
    // As the platform does that has not heard our answer, at once and hours later.
    for (const hours of [0, 9]) {
      stage.passes(hours * HOUR)
      expect(await stage.control.redeliver(filed!.id)).toMatchObject({ delivered: true, reply: filed!.reply })
    }

    await settled()
    expect(await stage.rows('SELECT form, periodFrom, periodTo FROM records')).toEqual([
      { form: 'work-brief', periodFrom: '2014-01-01', periodTo: '2014-03-31' },
    ])
    expect(
      await stage.rows('SELECT title, startsOn, headcountMin AS n, category FROM activities ORDER BY position'),
    ).toEqual([
      { title: '高安志愿者培训', startsOn: '2014-03-22', n: 25, category: 'training' },
      { title: '上高志愿者培训', startsOn: '2014-03-23', n: 48, category: 'training' },
    ])
    expect(await stage.rows('SELECT item, amountMinFen AS fen FROM expenses ORDER BY position')).toEqual([
      { item: '场地费', fen: 50_000 },
      { item: '资料印刷', fen: 12_000 },
    ])
    const told = await stage.say(STAFF, '汇总 2014年第一季度')
    for (const figure of ['活动 2 次，按场次共 73人', '支出 2 笔，共 620元', '照片 9 张'])
      expect(told).toContain(figure)
  })

  it('and all nine photos are kept, each with the message of hers that brought it', async () => {
    const kept = await photos()
    expect(kept.map(({ state }) => state)).toEqual(Array(NINE).fill('kept'))
    expect(kept.every(({ recordId }) => recordId !== null)).toBe(true)
    const sent = await album(NINE, she)
    // In the order in which she sent them.
    expect(kept.map(({ sha256 }) => sha256)).toEqual(hashesOf(sent))
    for (const { messageId, mediaId } of kept) {
      const [message] = await stage.rows<{ said: string; user: string }>(
        'SELECT m.said, a.user FROM inbound_messages m JOIN addresses a ON a.id = m.addressId WHERE m.id = ?',
        [messageId],
      )
      expect(message?.user).toBe(she)
      expect(message?.said).toContain(mediaId)
    }
    const captions = await stage.rows<{ caption: string }>('SELECT caption FROM record_photos ORDER BY position')
    expect(captions.map(({ caption }) => caption)).toEqual(['分组讨论', '合影', ...Array(7).fill('分组讨论')])
  })

  it('what is found out when she was silent for two days waits, and comes with the next answer', async () => {
    await stage.sayAll(she, '活动记录', '2014年3月29日', '永新志愿者培训', '永新', '34人', '1', '3')
    const before = stage.active(she).length
    if (speaks) {
      const down = stage.control.addFault({ endpoint: 'media/get', action: { type: 'status', status: 503 } })
      await stage.act(she, await album(1, 'lost'))
      stage.passes(3_000)
      await eventually('the acknowledgement', () => stage.active(she).length === before + 1)
      stage.control.removeFault(down)
      stage.control.addFault({ endpoint: 'media/get', action: { type: 'errcode', errcode: 40007 }, count: 1 })
    } else {
      const photo = { name: 'IMG.heic', base64: Buffer.from('no picture at all').toString('base64') }
      await stage.act(she, { type: 'photos', photos: [photo] })
    }
    stage.passes(49 * HOUR)
    await eventually('it is found to be lost', async () => (await photos()).some(({ state }) => state === 'lost'))
    expect(stage.active(she)).toHaveLength(before + (speaks ? 1 : 0))
    expect(await unsaid()).toMatch(/第 1 张/)
    expect(await stage.say(she, '你好')).toMatch(/^第 1 张[^]*欢迎回来/)
    expect(await unsaid()).toBeNull()
    expect(await sendsAlbum(1, 'again')).toMatch(speaks ? /收到 1 张/ : /有没有未成年人/)
    expect(await stage.sayAll(she, ...(speaks ? ['三地合影', '完'] : []), '1', '1')).toContain('已提交')
  })

  it('an answer longer than a message is heard to its end', async () => {
    // Period and kind of activity are filled in from the last brief.
    expect(await stage.say(she, '工作简报')).toContain('照上一份先填好了：报告时段：2014年4—6月、活动类别：培训')
    expect(await stage.say(she, '我们走进各地伙伴机构一起办活动。'.repeat(30))).toContain('【4/7】')
    for (let day = 1; day <= 30; day++)
      await stage.say(she, `4月${day}日 第${day}次志愿者培训，请各地伙伴机构的负责人一起来听 高安市图书馆三楼 25人`)
    const before = stage.active(she).length
    const parts = [await stage.say(she, '看')]
    if (speaks) {
      await settled()
      parts.push(...stage.active(she).slice(before))
    } else {
      while (parts.at(-1)!.endsWith('回复 继续。') && parts.length < 5) parts.push(await stage.say(she, '继续'))
    }
    expect(parts.length).toBeGreaterThan(1)
    for (let day = 1; day <= 30; day++) expect(parts.join('\n')).toContain(`第${day}次志愿者培训`)
    expect(await unsaid()).toBeNull()
    expect(await stage.say(she, '继续')).toContain('【4/7】')
  })

  it('leaving in the middle and coming back goes on with the draft', async () => {
    await stage.act(she, { type: 'unsubscribe' })
    stage.passes(HOUR)
    const [back] = await stage.act(she, { type: 'subscribe' })
    expect(back?.reply).toMatch(new RegExp(`^${contact.name}，[^]*填到第 4 题[^]*还在`))
    expect(await stage.say(she, '看')).toContain('已记下 30 条')
    expect(await stage.sayAll(she, '完', '1', '跳过', NEXT, '跳过', '1')).toContain('已提交')
    await settled()
  })

  it('and in all that no rule of the platform was broken', () => {
    expect(sends().filter(({ errcode }) => errcode !== 0)).toEqual([])
    expect(sends().length > 0).toBe(speaks)
    // Who may not call anything does not even ask for a token.
    const asked = stage.control
      .log()
      .filter(({ title, detail }) => title === 'stable_token' && detail.request.includes(appId))
    expect(asked.length > 0).toBe(speaks)
    // As she sees it: never more than five by themselves after a message of hers, and none two days after it.
    let [since, count] = [0, 0]
    for (const { way, at } of chat()) {
      if (way === 'sent') [since, count] = [Date.parse(at), 0]
      if (way !== 'active') continue
      expect(++count).toBeLessThanOrEqual(5)
      expect(Date.parse(at) - since).toBeLessThan(48 * HOUR)
    }
    expect(chat().filter(({ way, type }) => way === 'passive' && type === 'system')).toEqual([])
  })
})
