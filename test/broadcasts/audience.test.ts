import { describe, expect, it } from '@jest/globals'
import { type Audience, EVERYBODY, readAudience } from '../../src/broadcasts/audience.js'
import { count, emptyPlan, outOfReach, reachedBy } from '../../src/broadcasts/plan.js'
import { broadcastCommandIn, subscriptionIn } from '../../src/broadcasts/staff-words.js'

const small = { id: 'p1', name: '2026 年小额资助' }
const tian = { id: 'c1', name: '小田', organisation: '萍乡麦田公益', organisationId: 'o1' }
const he = { id: 'c2', name: '小禾', organisation: '南昌青苗社工', organisationId: 'o2' }
const choosable = {
  organisations: [
    { id: 'o1', name: '萍乡麦田公益', aliases: ['麦田'] },
    { id: 'o2', name: '南昌青苗社工', aliases: [] },
    { id: 'o3', name: '南昌阅读社', aliases: ['助残'] },
  ],
  people: [tian, he, { ...he, id: 'c3', organisation: '南昌阅读社', organisationId: 'o3' }],
  programmes: [small, { id: 'p2', name: '青年计划' }],
  regions: ['南昌', '九江'],
  tags: ['环保', '助残'],
  salon: { id: 's1', name: '志愿者' },
  reports: true,
}
const maitian = { id: 'o1', name: '萍乡麦田公益' }
const qingmiao = { id: 'o2', name: '南昌青苗社工' }
const salon = (...answers: NonNullable<Audience['salon']>['answers']) => ({ ...choosable.salon, answers })

describe('whom staff say', () => {
  it.each<[string, Partial<Audience>]>([
    ['所有人', {}],
    ['发给大家', {}],
    ['南昌', { regions: ['南昌'] }],
    ['南昌和九江的机构', { regions: ['南昌', '九江'] }],
    ['标签 环保', { tags: ['环保'] }],
    ['发给 麦田、南昌青苗社工', { organisations: [qingmiao, maitian] }],
    ['只给青苗没交报告的', { organisations: [qingmiao], report: 'owed' }],
    ['助残的', { tags: ['助残'] }],
    ['青年计划里还没交报告的', { programmes: [{ id: 'p2', name: '青年计划' }], report: 'owed' }],
    ['2026 年小额资助、九江、助残', { programmes: [small], regions: ['九江'], tags: ['助残'] }],
    ['逾期没交的', { report: 'overdue' }],
    ['被退回的', { report: 'returned' }],
    ['已经交了简报的', { report: 'in' }],
    ['沙龙参加的', { salon: salon('yes') }],
    ['沙龙不参加的和待定的', { salon: salon('no', 'maybe') }],
    ['沙龙没回的', { salon: salon('silent') }],
    ['参加沙龙的南昌机构', { regions: ['南昌'], salon: salon('yes') }],
    ['小田', { people: [tian] }],
    ['发给小田老师和青苗的小禾', { people: [tian, he] }],
    ['小田、助残的', { people: [tian], tags: ['助残'] }],
    ['小田和青苗', { organisations: [qingmiao], people: [tian] }],
    ['除了麦田', { except: [{ ...EVERYBODY, organisations: [maitian] }] }],
    ['除了麦田，其他都发', { except: [{ ...EVERYBODY, organisations: [maitian] }] }],
    ['除麦田以外的所有人', { except: [{ ...EVERYBODY, organisations: [maitian] }] }],
    ['南昌的，麦田除外', { regions: ['南昌'], except: [{ ...EVERYBODY, organisations: [maitian] }] }],
    ['没交的，不包括小田', { report: 'owed', except: [{ ...EVERYBODY, people: [tian] }] }],
    ['除了麦田，没交的', { report: 'owed', except: [{ ...EVERYBODY, organisations: [maitian] }] }],
    ['除了麦田和青苗都发', { except: [{ ...EVERYBODY, organisations: [maitian, qingmiao] }] }],
    [
      '除了麦田和交了的',
      {
        except: [
          { ...EVERYBODY, organisations: [maitian] },
          { ...EVERYBODY, report: 'in' },
        ],
      },
    ],
    ['大家，除了没交的', { except: [{ ...EVERYBODY, report: 'owed' }] }],
  ])('%s', (said, expected) => {
    expect(readAudience(said, choosable)).toEqual({ audience: { ...EVERYBODY, ...expected }, unclear: '' })
  })

  it.each([
    ['上海的', '上海'],
    ['南昌的老朋友', '老朋友'],
    ['麦田和宁夏', '宁夏'],
    ['除了宁夏', '宁夏'],
    ['小田园', '小田园'],
  ])('%s is not understood whole', (said, unclear) => {
    expect(readAudience(said, choosable)?.unclear).toBe(unclear)
  })

  it.each<[string, Partial<Audience>]>([
    ['南昌的', { regions: ['南昌', '南昌市', '江西省南昌市'], tags: ['南昌'] }],
    ['南昌市的', { regions: ['南昌', '南昌市', '江西省南昌市'], tags: ['南昌'] }],
    ['标签南昌的', { tags: ['南昌'] }],
    ['南昌地区的', { regions: ['南昌'] }],
    ['读书会标签的', { tags: ['读书会'] }],
    ['读书会的', { programmes: [{ id: 'p3', name: '读书会' }] }],
    ['南昌县的', { regions: ['南昌县'] }],
  ])('%s, where some are written otherwise or have it as a tag', (said, expected) => {
    const others = {
      ...choosable,
      programmes: [{ id: 'p3', name: '读书会' }],
      regions: ['南昌', '南昌市', '江西省南昌市', '南昌县'],
      tags: ['读书会', '南昌'],
    }
    expect(readAudience(said, others)).toEqual({ audience: { ...EVERYBODY, ...expected }, unclear: '' })
  })

  it('nothing of salons and reports where the hub has none', () => {
    const none = { ...choosable, salon: null, reports: false }
    expect(readAudience('没交的', none)?.unclear).not.toBe('')
    expect(readAudience('沙龙参加的', none)?.unclear).not.toBe('')
    expect(readAudience('  ', none)).toBeNull()
  })

  it('a contact by the end of her name, where only one is called so', () => {
    const lu = { id: 'c9', name: '项目专员小路', organisation: '南昌青苗社工', organisationId: 'o2' }
    const more = { ...choosable, people: [...choosable.people, lu] }
    const her = { ...EVERYBODY, people: [lu] }
    for (const said of ['小路', '小路老师', '给小路'])
      expect(readAudience(said, more)).toEqual({ audience: her, unclear: '' })
    expect(readAudience('除了小路', more)).toEqual({ audience: { ...EVERYBODY, except: [her] }, unclear: '' })
    const two = { ...more, people: [...more.people, { ...lu, id: 'c8', name: '会计小路' }] }
    expect(readAudience('小路', two)?.unclear).toBe('小路')
  })

  it('without a schedule 没交的 are those that 谁还没交 names, and nobody where all have filed', () => {
    const none = { ...choosable, reports: false }
    const [organisation] = choosable.organisations
    const { id, name } = organisation!
    expect(readAudience('没交报告的', { ...none, missing: [{ id, name }] })).toEqual({
      audience: { ...EVERYBODY, organisations: [{ id, name }] },
      unclear: '',
    })
    const all = { ...none, missing: [] }
    expect(readAudience('没交报告的', all)).toEqual({ audience: EVERYBODY, unclear: '', nobodyLags: true })
    expect(readAudience('除了没交的', all)).toEqual({ audience: EVERYBODY, unclear: '' })
    expect(readAudience('宁夏 没交的', all)?.unclear).toBe('宁夏')
  })
})

describe('commands', () => {
  it.each([
    ['群发', { type: 'write', text: '' }],
    ['群发：明天停电\n请备好蜡烛', { type: 'write', text: '明天停电\n请备好蜡烛' }],
    ['群发 结果', { type: 'sheet', nth: 1 }],
    ['群发怎么样了？', { type: 'sheet', nth: 1 }],
    ['群发 结果 2', { type: 'sheet', nth: 2 }],
    ['群发 沙龙', { type: 'salon' }],
    ['停', { type: 'stop' }],
    ['群发 停。', { type: 'stop' }],
    ['群文本', { type: 'group_text' }],
    ['发到群', { type: 'to_group' }],
    ['导出 群发', { type: 'export' }],
  ])('%s', (said, command) => expect(broadcastCommandIn(said)).toEqual(command))

  it.each(['停电了', '群发的事再说', '我们停了两次活动'])('%s is none', (said) =>
    expect(broadcastCommandIn(said)).toBeNull(),
  )

  it.each([
    ['退订', 'off'],
    ['TD', 'off'],
    ['不要再发了', 'off'],
    ['别再给我发群发了', 'off'],
    ['订阅', 'on'],
    ['退订了三份报纸', null],
    ['不要发照片', null],
  ])('%s of a recipient', (said, wish) => expect(subscriptionIn(said)).toBe(wish))
})

it('a plan counts by way and by why, and names who is out of reach but not who wants none', () => {
  const plan = emptyPlan()
  count(plan, { type: 'way', by: 'message', channel: 'wecom_app' }, 'a')
  count(plan, { type: 'way', by: 'message', channel: 'wecom_app' }, 'b')
  count(plan, { type: 'way', by: 'window', channel: 'wechat_oa' }, 'c')
  count(plan, { type: 'no', why: 'silent' }, 'd')
  count(plan, { type: 'no', why: 'opted_out' }, 'e')
  expect([plan.all, reachedBy(plan), outOfReach(plan), plan.names]).toEqual([5, 3, 1, ['d']])
})
