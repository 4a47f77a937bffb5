import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { App } from '../../src/app.js'
import { addDays, partsOf } from '../../src/kernel/day.js'
import { dayIn } from '../../src/kernel/zone.js'
import { album, eventually, makeStage, serve, type Stage } from './stage.js'

const HOUR = 3_600_000
/** 小满 of the hub, 小禾 of 在一起, 小舟 of 知行创新空间, 小渔 of 渔公益 and 小路 of 益路阳光 in WeCom; 小帆, 小舟's colleague, in an official account. */
const [STAFF, HE, ZHOU, YU, LU, FAN] = [
  'xiaoman',
  'xiaohe',
  'xiaozhou',
  'xiaoyu',
  'xiaolu',
  'oFuwuhao_xiaofan_0000000001',
]
const TOPIC = '志愿者怎么留住'

describe('a salon from the invitation to who did not come', () => {
  let stage: Stage
  let app: App
  /** In the hub's zone, three days from now. */
  let day: string
  beforeAll(async () => {
    stage = await makeStage({ accounts: [{}] })
    app = await serve(stage)
    await stage.act(FAN, { type: 'subscribe' })
    for (const who of [STAFF, HE, ZHOU, YU, LU, FAN]) await stage.bind(who)
    day = addDays(dayIn(stage.control.state().now, 'Asia/Shanghai'), 3)
  })
  afterAll(async () => {
    await app.stop()
    await stage.close()
    expect(stage.violations()).toEqual([])
  })

  const comes = (who: string, text: RegExp) =>
    eventually(`${who} hears ${text.source}`, () => stage.active(who).find((one) => text.test(one)))
  const heard = (who: string, text: RegExp) => stage.active(who).filter((one) => text.test(one)).length
  /** To this time of a day in Shanghai. */
  const until = (on: string, clock: string) =>
    stage.passes(Date.parse(`${on}T${clock}:00+08:00`) - Date.parse(stage.control.state().now))
  const code = async () => /(?:^|码是 )(\d{4})/m.exec(await stage.say(STAFF, '签到'))![1]!

  it('is planned in one message, shown, and sent to all grantees of the programme', async () => {
    const [, month, date] = partsOf(day)
    const plan = `沙龙：${month}月${date}日下午2点 鸡鸣山社区 主题 ${TOPIC} 嘉宾 某老师 名额3`
    expect(await stage.say(STAFF, plan)).toMatch(/伙伴会看到[^]*名额：3 人[^]*微公益小额资助[^]*1 发出/)
    expect(stage.active(HE)).toEqual([])
    expect(await stage.say(STAFF, '1')).toContain('正在发给')
    for (const who of [HE, ZHOU, YU, LU])
      expect(await comes(who, /邀请你们来/)).toContain('回复 1 参加，2 不参加，3 待定')
  })

  it('fills up by what several reply; who comes too late waits, and moves up when another comes with fewer', async () => {
    expect(await stage.say(HE, '1')).toContain('一共几个人来')
    expect(await stage.say(HE, '2人')).toContain('参加 2 人')
    expect(await stage.say(ZHOU, '我们参加')).toContain('一共几个人来')
    expect(await stage.say(YU, '1 1人')).toContain('候补第 1 位')
    expect(await stage.say(LU, '3')).toContain('待定')
    expect(await stage.say(STAFF, '沙龙 名单')).toMatch(
      /参加 2 家 3 人（名额 3）[^]*候补 1 家：渔公益（1 人）[^]*待定 1 家：益路阳光/,
    )
    expect(await stage.say(HE, '参加 1人')).toContain('参加 1 人')
    await comes(YU, /有位子了，你们 1 人从候补补上了/)
  })

  it('her colleague on another platform is asked, too; the last word of the organisation counts', async () => {
    await comes(FAN, /邀请你们来/)
    expect(await stage.say(FAN, '参加 1人')).toMatch(/小舟之前报的是参加 1 人，现在以这条为准[^]*参加 1 人/)
  })

  it('reminds who comes the day before and two hours before, and asks who has not decided', async () => {
    until(addDays(day, -1), '10:05')
    await comes(HE, /明天有沙龙/)
    await comes(YU, /明天有沙龙/)
    expect(await comes(LU, /你们还没定，来吗/)).toContain('回复 1 参加')
    until(day, '12:02')
    await comes(HE, /快开始了/)
    await comes(YU, /快开始了/)
    expect(heard(LU, /快开始了/)).toBe(0)
    expect(heard(HE, /明天有沙龙/)).toBe(1)
  })

  it('moved once, it reminds by its new time alone', async () => {
    expect(await stage.say(STAFF, '沙龙 改到今天下午6点')).toContain('1 改')
    expect(await stage.say(STAFF, '1')).toContain('改好了')
    expect(await comes(YU, /有变动/)).toContain('你们报的是参加 1 人，还算数')
    until(day, '16:01')
    await eventually('the reminder of the new time', () => heard(YU, /快开始了/) === 2)
  })

  it('takes check-ins by the QR, by the code, and by staff', async () => {
    until(day, '17:55')
    expect(await stage.say(STAFF, '签到')).toMatch(/开始签到[^]*\d{4}[^]*二维码马上发来/)
    const qr = await eventually('the QR is made', () =>
      stage.control
        .state()
        .accounts.flatMap(({ qrs }) => qrs)
        .find(({ scene }) => scene.startsWith('ci_')),
    )
    await eventually('and given to staff', () =>
      stage.control.chat(stage.who(STAFF)).some(({ way, type }) => way === 'active' && type === 'image'),
    )
    const [scanned] = await stage.act(FAN, { type: 'scan', ticket: qr.ticket })
    expect(scanned?.reply).toContain('按报名的 1 人算')
    expect(await stage.say(LU, await code())).toContain('签到好了')
    expect(await stage.say(LU, '来了2人')).toContain('益路阳光 2 人')
    expect(await stage.say(STAFF, '签到 在一起')).toContain('江西在一起文化发展中心签到 1 人。现在一共 3 家，4 人')
  })

  it('ends as one activity of the hub, counted by sign-in, and asks who came for two lines and pictures', async () => {
    until(day, '20:00')
    expect(await stage.say(STAFF, '结束')).toContain('散场了吗')
    expect(await stage.say(STAFF, '1')).toMatch(/签到 3 家，4 人[^]*记进你们自己的记录/)
    expect(await stage.say(STAFF, '没来的')).toMatch(
      /报名的 3 家里 1 家没来：渔公益（1 人）[^]*不在参加名单里也来了：益路阳光/,
    )
    const activities = () =>
      stage.rows(
        `SELECT a.title, a.startsOn, a.headcountMin, a.headcountMax, a.headcountUnit, a.headcountBasis, o.name, r.version
         FROM activities a JOIN records r ON r.id = a.recordId JOIN organisations o ON o.id = r.organisationId
         WHERE r.currentOf IS NOT NULL`,
      )
    const salon = { title: `沙龙「${TOPIC}」`, startsOn: day, headcountMin: 4, headcountMax: 4, headcountUnit: '人' }
    expect(await activities()).toEqual([{ ...salon, headcountBasis: 'sign_in', name: '益心益意', version: 1 }])

    await comes(LU, /请用两句话说说/)
    expect(await stage.say(LU, '听了别家怎么排班。回去先把值班表做出来。')).toContain('记下了')
    await stage.act(LU, await album(2, 'salon'))
    await eventually('the pictures are kept', async () => {
      stage.passes(3_000)
      return (await stage.rows("SELECT 1 FROM photos WHERE state = 'kept'")).length === 2
    })
    expect(await stage.say(STAFF, '沙龙 回顾')).toMatch(/益路阳光项目专员小路：听了别家怎么排班[^]*2 张照片/)
    expect(await stage.say(STAFF, '沙龙 照片')).toContain('2 张')
    expect(await activities()).toEqual([{ ...salon, headcountBasis: 'sign_in', name: '益心益意', version: 2 }])
    expect(await stage.rows('SELECT DISTINCT position FROM record_photos ORDER BY position')).toHaveLength(2)
    // Of what people said of the salon nothing became a draft.
    expect(await stage.rows("SELECT 1 FROM sessions WHERE state = 'open'")).toEqual([])
    stage.passes(HOUR)
  })
})
