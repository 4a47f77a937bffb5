import { describe, expect, it } from '@jest/globals'
import { isShortFor } from '../../../src/conversations/understood/short-names.js'
import { mayTell, understand } from '../../../src/conversations/understood/understand.js'

const ON = '2014-07-02'
const told = (text: string) => understand(text, ON)?.activities.map(({ facts }) => facts)

describe('what a message tells', () => {
  it('is kept in the words in which it was said', () => {
    expect(told('昨天下午在鸡鸣山社区搞了第三期读书会，来了32个人，其中志愿者5个，花了860块')).toEqual([
      {
        'activity.date': '2014-07-01',
        'activity.title': '第三期读书会',
        'activity.place': '鸡鸣山社区',
        'activity.headcount': '32个人，其中志愿者5个',
        'expense.amount': '860块',
        'expense.item': '第三期读书会',
      },
    ])
    const counts = (text: string) => told(text)?.map((facts) => facts['activity.headcount'])
    expect(counts('6月1日读书会来了二百多人，6月8日手工课来了小一百人')).toEqual(['二百多人', '小一百人'])
    expect(counts('6月1日读书会，签到32人')).toEqual(['签到32人'])
    for (const said of ['32人（签到）', '32人，签到的', '32人签到', '32人，都是签到的', '32人，签到表上的'])
      expect([said, counts(`6月1日办了读书会，来了${said}`)]).toEqual([said, ['32人（签到）']])
    expect(counts('6月1日办了读书会，来了32人，签到处在门口')).toEqual(['32人'])
    expect(counts('6月1日义演来了观众二百多人次，其中志愿者5人')).toEqual(['二百多人次，其中志愿者5人'])
    expect(counts('6月1日走访了6–7家困难户')).toEqual(['6-7户'])
    for (const said of ['人数都是签到的', '以上人数都是按签到表来的'])
      expect([said, counts(`6月1日读书会来了12人，6月8日手工课来了9人，${said}`)]).toEqual([
        said,
        ['12人（签到）', '9人（签到）'],
      ])
  })

  it('is not taken where it is unsure, and is asked', () => {
    expect(understand('6月29日在高安，读书会来了几十个人', ON)?.activities).toEqual([
      {
        facts: { 'activity.date': '2014-06-29', 'activity.title': '读书会' },
        doubtful: { 'activity.place': '高安', 'activity.headcount': expect.stringContaining('几十') },
      },
    ])
  })

  it('tells of no activity without a day where the story goes on', () => {
    const read = understand('6月1日读书会来了32人。还有两位妈妈愿意带着大家一起做手工', ON)
    expect([read?.activities.length, read?.undated]).toEqual([1, undefined])
    expect(understand('6月1日读书会来了32人。手工课来了18人', ON)?.activities.length).toBe(2)
  })

  it('leaves out what is still to come or was called off, and names it', () => {
    expect(understand('6月20日手工课取消了，下周六要办一场培训', ON)).toEqual({
      activities: [],
      planned: ['下周六要办一场培训'],
      cancelled: ['6月20日手工课取消了'],
    })
  })

  it('is looked for only where a text may tell of it', () => {
    expect(['第二季度', '签到', '32人', '谢谢你们', '高安志愿者培训', '大家都很高兴，下次还想来'].some(mayTell)).toBe(
      false,
    )
    expect(mayTell('昨天读书会来了32个人')).toBe(true)
    expect(mayTell('昨天读书会来了32个人。'.repeat(2_000))).toBe(false)
  })
})

it.each([
  ['鸡鸣山', '鸡鸣山社区', true],
  ['鸡社', '鸡鸣山社区', true],
  ['鸡鸣山社区', '鸡鸣山社区活动中心', false],
  ['高安', '上犹', false],
  ['高', '高安', false],
])('%s is short for %s: %s', (short, long, is) => expect(isShortFor(short, long)).toBe(is))
