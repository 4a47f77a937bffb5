import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoHub, type DemoHub } from '../../src/rehearsal/demo-data.js'
import type { App } from '../../src/app.js'
import { album, eventually, makeStage, serve, type Stage } from './stage.js'

const HOUR = 3_600_000
const WRONG = '这个邀请码不对'
const CLOSED = /请过 \d+ 分钟再发/

/** A second hub under another funder, with a corp, an app and people of its own; user ids are the same as in the first. */
async function anotherHub(): Promise<DemoHub> {
  const hub = await demoHub()
  return {
    ...hub,
    hub: { ...hub.hub, key: 'another', name: '另一家枢纽' },
    funder: { key: 'another-funder', name: '另一家基金会' },
    contacts: hub.contacts.map((contact) => ({
      ...contact,
      name: `邻居${contact.name}`,
      invitation: [...contact.invitation].toReversed().join(''),
    })),
    wecom: { ...hub.wecom, corpId: 'wwanother2014hub', corpName: '另一家枢纽' },
  }
}

describe('becoming known', () => {
  let stage: Stage
  let app: App
  let here: DemoHub
  let there: DemoHub
  beforeAll(async () => {
    here = await demoHub()
    there = await anotherHub()
    stage = await makeStage({ hubs: [here, there] })
    app = await serve(stage)
  })
  afterAll(async () => {
    await app.stop()
    await stage.close()
    expect(stage.violations()).toEqual([])
  })

  const codeOf = (hub: DemoHub, contact: string) => hub.contacts.find(({ key }) => key === contact)!.invitation
  const say = async (hub: DemoHub, userId: string, text: string) => {
    const [heard] = await stage.control.act({ ...stage.who(userId, hub), action: { type: 'text', text } })
    return heard?.reply ?? ''
  }

  it('an unknown person is told how to get a code, whatever she sends, and nothing of hers becomes a draft', async () => {
    for (const text of ['你好', '工作简报', '提交']) {
      expect(await stage.say('xinpengyou', text)).toMatch(/邀请码[^]*找益心益意要/)
    }
    const [photo] = await stage.act('xinpengyou', { type: 'location', latitude: 28.6, longitude: 115.9, label: '南昌' })
    expect(photo?.reply).toContain('邀请码')
    expect(await stage.count('sessions')).toBe(0)
  })

  it('two messages make her known: the code as it comes out of a phone, and a yes', async () => {
    expect(await stage.say('xiaozhou', '　邀请码：ｃｈｗｕ－５９３２。')).toMatch(
      /你是 知行创新空间 的 空间伙伴小舟 吗/,
    )
    expect(await stage.say('xiaozhou', '在吗')).toContain('先确认一下')
    expect(await stage.say('xiaozhou', '是的')).toMatch(/空间伙伴小舟，你好[^]*工作简报/)
  })

  it('a code that was used is no use to another person, and who says no stays unknown', async () => {
    expect(await stage.say('xiaoyu', codeOf(here, 'zhixing'))).toContain('已经用过')
    await stage.say('xiaoyu', codeOf(here, 'xiaodongwu'))
    expect(await stage.say('xiaoyu', '不是')).toContain('没有绑定')
    expect(await stage.say('xiaoyu', '1')).toContain('邀请码')
    expect(await stage.bind('xiaomao')).toContain('救助专员小毛')
  })

  it('after five wrong codes even the right one must wait an hour, also over a restart', async () => {
    const right = codeOf(here, 'shuguang')
    for (const code of ['ABCD2345', 'ABCD2346', 'ABCD2347', 'ABCD2348']) {
      expect(await stage.say('xiaochen', code)).toContain(WRONG)
    }
    expect(await stage.say('xiaochen', 'ABCD2349')).toMatch(CLOSED)
    expect(await stage.say('xiaochen', right)).toMatch(CLOSED)
    await app.stop()
    app = await serve(stage)
    stage.passes(HOUR / 2)
    expect(await stage.say('xiaochen', right)).toMatch(CLOSED)
    // Others are not kept waiting for her guesses.
    expect(await stage.say('xiaolu', codeOf(here, 'yiluyangguang'))).toContain('你是')
    stage.passes(HOUR / 2 + 1_000)
    expect(await stage.say('xiaochen', right)).toContain('你是 曙光急救')
    expect(await stage.say('xiaochen', '1')).toContain('课程专员小晨')
  })

  it('a code of another hub is answered like a wrong one, and counts as a guess', async () => {
    const foreign = codeOf(there, 'zaiyiqi')
    const wrong = await stage.say('xiaohe', 'ABCD2345')
    expect(await stage.say('xiaohe', foreign)).toBe(wrong)
    for (let i = 0; i < 2; i++) await stage.say('xiaohe', foreign)
    expect(await stage.say('xiaohe', foreign)).toMatch(CLOSED)
    // It was not used up by that, and a used one tells no more than before.
    expect(await say(there, 'xiaohe', foreign)).toMatch(/你是 江西在一起文化发展中心 的 邻居项目专员小禾/)
    expect(await say(there, 'xiaohe', '1')).toContain('邻居项目专员小禾')
    expect(await stage.say('xiaoqing', foreign)).toBe(wrong)
  })

  it('one person at two hubs is two people, and what each files belongs to one hub', async () => {
    expect(await say(there, 'xiaozhou', '你好')).toContain('邀请码')
    await stage.bind('xiaozhou', there)
    const files = async (hub: DemoHub, title: string) => {
      for (const text of ['活动记录', '2014年3月22日', title, '跳过', '20人', '1', '3', '跳过'])
        await say(hub, 'xiaozhou', text)
      expect(await say(hub, 'xiaozhou', '1')).toContain('已提交')
    }
    await files(here, '第一家的沙龙')
    await files(there, '第二家的沙龙')
    const rows = await stage.rows(
      `SELECT h.name AS hub, f.name AS funder, c.name AS contact, a.title FROM activities a
       JOIN records r ON r.id = a.recordId JOIN hubs h ON h.id = a.hubId AND h.id = r.hubId
       JOIN contacts c ON c.id = r.contactId AND c.hubId = h.id
       JOIN programmes p ON p.id = r.programmeId AND p.hubId = h.id JOIN funders f ON f.id = p.funderId
       ORDER BY a.title`,
    )
    expect(rows).toEqual([
      { hub: '益心益意', funder: '正荣公益基金会', contact: '空间伙伴小舟', title: '第一家的沙龙' },
      { hub: '另一家枢纽', funder: '另一家基金会', contact: '邻居空间伙伴小舟', title: '第二家的沙龙' },
    ])
  })
})

describe('one person in two apps of her hub', () => {
  let stage: Stage
  let app: App
  let second: DemoHub
  beforeAll(async () => {
    second = await anotherHub()
    stage = await makeStage({ hubs: [await demoHub(), second] })
    // The hub has an app in a second corp: the same people may come there.
    const [first, other] = stage.settings.wecom.apps
    stage.settings.wecom.apps = [first!, { ...other!, hub: first!.hub }]
    app = await serve(stage)
  })
  afterAll(async () => {
    await app.stop()
    await stage.close()
    expect(stage.violations()).toEqual([])
  })

  const there = async (text: string) => {
    const [heard] = await stage.control.act({
      ...stage.who('xiaozhou', second),
      action: { type: 'text', text },
    })
    return heard?.reply ?? ''
  }

  it('begins an activity in one and files it in the other: one record, pictures from both', async () => {
    await stage.bind('xiaozhou')
    await stage.sayAll('xiaozhou', '活动记录', '2014年3月22日', '高安志愿者培训', '高安', '25人', '1', '培训')
    await stage.act('xiaozhou', await album(2, 'here'))
    stage.passes(3_000)
    await eventually('the answer to the album', () =>
      stage.active('xiaozhou').some((text) => text.includes('收到 2 张')),
    )

    const code = /^[2-9A-Z]{8}$/m.exec(await stage.say('xiaozhou', '换个微信用'))![0]
    expect(await there(code)).toContain('你是 知行创新空间 的 空间伙伴小舟 吗')
    expect(await there('1')).toContain('空间伙伴小舟')
    await stage.control.act({ ...stage.who('xiaozhou', second), action: await album(1, 'there') })
    stage.passes(3_000)
    await eventually('the answer in the other app', () =>
      stage.control
        .chat(stage.who('xiaozhou', second))
        .some(({ way, text }) => way === 'active' && text?.includes('3 张')),
    )
    await there('完')
    expect(await there('1')).toContain('高安志愿者培训')
    expect(await there('1')).toContain('已提交')

    await eventually('all pictures are here', async () => {
      const photos = await stage.rows<{ state: string }>('SELECT state FROM photos')
      return photos.every(({ state }) => state === 'kept')
    })
    const filed = await stage.rows(
      `SELECT COUNT(DISTINCT r.id) AS records, COUNT(*) AS photos, COUNT(DISTINCT p.account) AS accounts
       FROM records r JOIN record_photos x ON x.recordId = r.id JOIN photos p ON p.id = x.photoId`,
    )
    expect(filed).toEqual([{ records: 1, photos: 3, accounts: 2 }])
    const bound = await stage.rows('SELECT DISTINCT contactId FROM addresses WHERE contactId IS NOT NULL')
    expect(bound).toHaveLength(1)
  })

  it('a code that leads to somebody else changes nothing about her, here or there', async () => {
    const foreign = stage.hub.contacts.find(({ key }) => key === 'shuguang')!.invitation
    for (const says of [(text: string) => stage.say('xiaozhou', text), there]) {
      expect(await says(foreign)).toMatch(/空间伙伴小舟，你也替 曙光急救 填报吗/)
      expect(await says('2')).toContain('还是原来的，什么都没改')
    }
    expect(await stage.rows('SELECT 1 FROM invitations WHERE code = ? AND usedAt IS NOT NULL', [foreign])).toEqual([])
    expect(await stage.say('xiaochen', foreign)).toContain('你是 曙光急救')
  })

  it('a member who is taken out of the app before she was known leaves nothing behind', async () => {
    await stage.say('xinpengyou', '你好')
    const before = await stage.count('inbound_messages')
    stage.passes(120_000)
    await stage.act('xinpengyou', { type: 'raw_event', event: 'unsubscribe', fields: { EventKey: '' } })
    expect(await stage.count('inbound_messages')).toBe(before - 1)
    expect(await stage.rows("SELECT id FROM addresses WHERE user = 'xinpengyou'")).toEqual([])
  })
})
