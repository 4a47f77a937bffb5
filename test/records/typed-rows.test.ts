import { describe, expect, it } from '@jest/globals'
import { typedRows } from '../../src/records/typed-rows.js'
import { formNamed, talk } from '../engine/talk.js'

const DONE =
  '上半年我们在高安、萍乡和上犹办了三次志愿者培训，每次都先去当地组织走访，听他们想学什么，再一起定内容；培训以后又回访了一次。'

describe('typed rows', () => {
  it('of two questions for photos: numbered on, each with what was said of showing it, without lost ones and twins', () => {
    const gathering = formNamed('gathering.v1')
    const two = formNamed('two-albums.v1')
    const form = { ...two, fields: [...two.fields.slice(0, 1), ...gathering.fields.slice(1, 2)] }
    const chat = talk(form)
    chat.open()
    chat.photo() // m1
    chat.photo() // m2
    chat.say('1 开场') // m3
    chat.say('完') // m4
    for (let i = 0; i < 7; i++) chat.photo() // m5 … m11
    const kept = (photo: string, sha256: string) =>
      chat.find('photos', { type: 'picture_kept', photo, sha256, bytes: 1, takenAt: null })
    kept('m6', 'a')
    kept('m9', 'a')
    chat.say('说明 分组') // m12
    chat.say('删 1') // m13
    chat.say('完') // m14
    chat.say('2 但第 3 张不行') // m15
    chat.find('photos', { type: 'picture_lost', photo: 'm11', code: 'gone' })
    expect(typedRows(form, chat.session.answers).photos).toEqual([
      { photo: 'm1', position: 1, caption: '开场', consent: null },
      { photo: 'm2', position: 2, caption: null, consent: null },
      { photo: 'm6', position: 3, caption: '分组', consent: 'given' },
      { photo: 'm7', position: 4, caption: '分组', consent: 'not_given' },
      { photo: 'm8', position: 5, caption: '分组', consent: 'given' },
      { photo: 'm10', position: 6, caption: '分组', consent: 'given' },
    ])
  })

  it('keep the different people of a season beside the headcounts of its sessions, with basis and words', () => {
    const form = formNamed('season.v1')
    const chat = talk(form, undefined, '2017-10-11T02:00:00.000Z')
    chat.open()
    chat.say('7月1日 沙龙第一期 26人，其中志愿者十来个\n7月15日 沙龙第二期 二百多人次')
    for (const said of ['完', '1', '近百个不同的人（签到）']) chat.say(said)
    const { people, activities } = typedRows(form, chat.session.answers)
    expect(people).toEqual({ min: 90, max: 100, unit: '人', qualifier: '近', basis: 'sign_in', wording: '近百个' })
    expect(activities).toMatchObject([
      {
        headcountMin: 26,
        headcountBasis: 'sign_in',
        breakdown: [{ role: '志愿者', count: 10, wording: '十来个' }],
      },
      { headcountMin: 201, headcountMax: 299, headcountBasis: 'estimate', headcountWording: '二百多人次' },
    ])
  })

  it('of a brief: period, activities, spending, photos, and the messages each came from', () => {
    const form = formNamed('work-brief.v1')
    const chat = talk(form)
    chat.open()
    chat.say('1月到6月') // m1
    chat.say(DONE) // m2
    chat.say('培训') // m3
    chat.say('3月22日 高安志愿者培训 高安 25人') // m4
    chat.say('4月26日-28日 管理层培训第一期') // m5
    chat.say('二百多人次') // m6
    chat.say('10-12月 反歧视项目 没统计'.replace('10-12月', '4-6月')) // m7
    chat.say('完') // m8
    chat.say('场地费 500元，餐费三百多块') // m9
    chat.say('完') // m10
    chat.say('没有') // m11
    chat.say('下半年再办两次培训，每次之前先走访，培训之后一个月打电话回访一遍学员。') // m12
    chat.photo() // m13
    chat.photo() // m14
    chat.say('1 签到\n2 合影') // m15
    chat.say('完') // m16

    const rows = typedRows(form, chat.session.answers)
    expect(rows.period).toEqual({ from: '2014-01-01', to: '2014-06-30' })
    expect(rows.activities).toEqual([
      {
        position: 1,
        part: 'activities/1',
        category: 'training',
        startsOn: '2014-03-22',
        endsOn: '2014-03-22',
        title: '高安志愿者培训',
        place: '高安',
        headcountMin: 25,
        headcountMax: 25,
        headcountUnit: '人',
        headcountQualifier: null,
        headcountBasis: null,
        headcountWording: '25人',
        breakdown: [],
      },
      expect.objectContaining({
        position: 2,
        part: 'activities/2',
        startsOn: '2014-04-26',
        endsOn: '2014-04-28',
        headcountMin: 201,
        headcountMax: 299,
        headcountUnit: '人次',
        headcountQualifier: '多',
        headcountWording: '二百多人次',
      }),
      expect.objectContaining({
        position: 3,
        startsOn: '2014-04-01',
        endsOn: '2014-06-30',
        headcountMin: null,
        headcountWording: null,
      }),
    ])
    expect(rows.expenses).toEqual([
      { position: 1, part: 'spending/1', item: '场地费', amountMinFen: 50_000, amountMaxFen: 50_000, wording: '500元' },
      {
        position: 2,
        part: 'spending/2',
        item: '餐费',
        amountMinFen: 30_100,
        amountMaxFen: 39_900,
        wording: '三百多块',
      },
    ])
    expect(rows.photos).toEqual([
      { photo: 'm13', position: 1, caption: '签到', consent: null },
      { photo: 'm14', position: 2, caption: '合影', consent: null },
    ])
    const from = (part: string) =>
      rows.sources.filter((source) => source.part === part).map(({ messageId }) => messageId)
    expect([from('period'), from('activities/1'), from('activities/2'), from('spending/2')]).toEqual([
      ['m1'],
      ['m4'],
      ['m5', 'm6'],
      ['m9'],
    ])
    expect(from('photos')).toEqual(['m13', 'm14', 'm15', 'm16'])
  })

  it('of an activity record: one activity from its questions', () => {
    const form = formNamed('activity.v1')
    const chat = talk(form)
    chat.open()
    for (const said of ['昨天', '读书会', '鸡鸣山社区', '32人，其中志愿者5个', '服务', '跳过']) chat.say(said)
    const rows = typedRows(form, chat.session.answers)
    expect(rows.activities).toEqual([
      expect.objectContaining({
        position: 1,
        part: 'activity',
        category: 'service',
        startsOn: '2014-07-01',
        title: '读书会',
        place: '鸡鸣山社区',
        headcountMax: 32,
        breakdown: [{ role: '志愿者', count: 5 }],
      }),
    ])
    expect(rows.photos).toEqual([])
    expect(rows.sources.filter(({ part }) => part === 'activity').map(({ messageId }) => messageId)).toEqual([
      'm1',
      'm2',
      'm3',
      'm4',
      'm5',
    ])
  })

  it('of an answer changed later come from the change', () => {
    const form = formNamed('activity.v1')
    const chat = talk(form)
    chat.open()
    for (const said of ['昨天', '读书会', '跳过', '没统计', '服务', '跳过', '改 4', '约30人']) chat.say(said)
    const { activities, sources } = typedRows(form, chat.session.answers)
    expect(activities[0]).toMatchObject({ place: null, headcountMin: 27, headcountMax: 33, headcountBasis: 'estimate' })
    expect(sources.filter(({ part }) => part === 'headcount')).toEqual([{ part: 'headcount', messageId: 'm8' }])
  })
})
