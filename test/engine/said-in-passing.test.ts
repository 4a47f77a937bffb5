import { describe, expect, it } from '@jest/globals'
import { wordsIn, formNamed, talk, type Talk } from './talk.js'
import { kindOf } from '../../src/forms/kinds.js'

const activity = formNamed('activity.v2')
const brief = formNamed('work-brief.v2')

const shown = ({ session }: Talk, form = activity) =>
  Object.fromEntries(
    form.fields.flatMap((field) => {
      const value = session.answers[field.key]?.value ?? null
      return value === null
        ? []
        : [[field.key, kindOf(field).show(field, kindOf(field).decode(value), wordsIn('zh-CN'))]]
    }),
  )

/** An activity with two pictures, at its summary or while its last question but one is asked. */
function anActivity(place: 'summary' | 'later'): Talk {
  const chat = talk(activity)
  chat.open()
  for (const said of ['3月22日', '合唱比赛', '高安', '35人', '签到']) chat.say(said)
  for (let i = 0; i < 2; i++) chat.photo()
  if (place === 'summary') for (const said of ['培训', '1 开场', '都可以公开', '完']) chat.say(said)
  if (place === 'summary') expect(chat.session.at.type).toBe('summary')
  return chat
}

it.each(['可以了', '好了'])('%s at a question in words is no answer to it', (said) => {
  const chat = talk(activity)
  chat.open()
  chat.say('3月22日')
  expect(chat.say(said)).toMatch(/第 2 题/)
  expect(Object.keys(shown(chat))).toEqual(['date'])
})

it('不对，不是35 does not fill the row that lacks its headcount', () => {
  const chat = talk(brief)
  chat.open()
  chat.say('1月到6月')
  chat.say(
    '上半年我们在高安、萍乡和上犹办了三次志愿者培训，每次都先去当地组织走访，听他们想学什么，再一起定内容；培训以后又回访了一次。',
  )
  expect(chat.say('3月22日 合唱比赛 高安')).toContain('人')
  const before = chat.session.partials
  expect(chat.say('不对，不是35')).toContain('哪里错了')
  expect(chat.session.partials).toEqual(before)
})

describe.each(['summary', 'later'] as const)('a correction in her own words, %s', (place) => {
  it.each([
    ['不对，不是35，是36', 'headcount', '36人（签到）'],
    ['改人数 41', 'headcount', '41人（签到）'],
    ['改人数为41', 'headcount', '41人（签到）'],
    ['人数改成33人', 'headcount', '33人（签到）'],
    ['都对，但人数改成33', 'headcount', '33人（签到）'],
    ['没问题，就是地点改成萍乡', 'place', '萍乡'],
    ['改日期 3月27日', 'date', '2014年3月27日'],
  ])('%s', (said, key, now) => {
    const chat = anActivity(place)
    const before = shown(chat)
    const reply = chat.say(said)
    expect(reply).toContain(`${now}（原来是：${before[key]}）`)
    expect(shown(chat)).toEqual({ ...before, [key]: now })
    expect(chat.session.at.type).toBe(place === 'summary' ? 'summary' : 'asking')
  })

  it('改日期 asks for the day, with what it is now', () => {
    const chat = anActivity(place)
    expect(chat.say('改日期')).toMatch(/【1\/6】[^]*现在是：2014年3月22日/)
    chat.say('3月21日')
    expect(shown(chat)['date']).toBe('2014年3月21日')
  })

  it.each([
    ['最后一张说明 结束', '结束'],
    ['最后一张：合影', '合影'],
  ])('%s is the caption of the last picture', (said, caption) => {
    const chat = anActivity(place)
    chat.say(said)
    if (place === 'later' && chat.session.at.type === 'doubting') chat.say('1')
    chat.say('预览')
    expect(JSON.stringify([chat.session.answers, chat.session.partials])).toContain(`"caption":"${caption}"`)
  })
})

describe('an agreement at the summary', () => {
  it.each(['都对，提交吧', '没问题，交了', '对的提交', '可以了', '都没问题', '提交吧', '好的，提交', '没错，帮我交吧'])(
    '%s submits',
    (said) => {
      const chat = anActivity('summary')
      expect(chat.say(said)).toContain('已提交')
    },
  )
  it.each(['都对，但人数改成33', '都对，人数不对', '不对，提交吧', '先不交', '对，日期再改改', '可以了吗'])(
    '%s does not',
    (said) => {
      const chat = anActivity('summary')
      expect(chat.say(said)).not.toContain('已提交')
      expect(chat.session.at.type).not.toBe('filed')
    },
  )
  it('before all is answered it asks for what is missing', () => {
    expect(anActivity('later').say('都对，提交吧')).toContain('还差第 5 题「活动类别」')
  })
})

describe('a column by its name while a row is open', () => {
  const withRows = (...rows: string[]): Talk => {
    const chat = talk(brief)
    chat.open()
    chat.say('1月到6月')
    chat.say(
      '上半年我们在高安、萍乡和上犹办了三次志愿者培训，每次都先去当地组织走访，听他们想学什么，再一起定内容；培训以后又回访了一次。',
    )
    for (const row of rows) chat.say(row)
    return chat
  }
  const listed = (chat: Talk) => (chat.say('看') ?? '').split('\n').filter((line) => /^\d+\. /.test(line))

  it('is of the only row there is, and the open one is asked about further', () => {
    for (const said of ['人数改成33人', '改人数 33', '改人数为33']) {
      const chat = withRows('3月22日 志愿者培训 高安 25人', '4月6日 读书会')
      expect(chat.say(said)).toMatch(/^第 1 条改好了：.*33人（原来是：25人）\n第 2 条：2014年4月6日 · 读书会\n有多少人/)
    }
  })
  it('is asked about where there are several', () => {
    const chat = withRows('3月22日 志愿者培训 高安 25人', '3月29日 家长会 30人', '4月6日 读书会')
    expect(chat.say('改人数 33')).toMatch(/里的哪一条？\n1\. .*25人\n2\. .*30人/)
    expect(chat.say('2')).toMatch(/第 2 条改好了：.*33人（原来是：30人）\n第 3 条：2014年4月6日 · 读书会/)
  })
  it('is of the open one where that has it, or there is no other', () => {
    const chat = withRows('志愿者培训 25人')
    expect(chat.say('人数改成33人')).toMatch(/第 1 条：志愿者培训 · 33人\n是哪一天/)
    chat.say('3月22日')
    expect(listed(chat)).toEqual(['1. 2014年3月22日 · 志愿者培训 · 33人'])
    expect(withRows('3月22日 志愿者培训').say('人数改成33人')).toContain(
      '记下第 1 条：2014年3月22日 · 志愿者培训 · 33人',
    )
  })
})

it.each(['日期错了', '时间写错了', '不是29号', '错了', '等下 是上周日', '我不会弄', '来的人不多'])(
  '%s at the place is none',
  (said) => {
    const chat = talk(activity)
    chat.open()
    for (const one of ['3月22日', '合唱比赛', said]) chat.say(one)
    expect(shown(chat)).not.toHaveProperty('place')
    expect(shown(chat)).toHaveProperty('title', '合唱比赛')
  },
)

it.each(['周三书店', '那天在村里', '九月咖啡馆', '是日照市', '人人图书馆', '六一路小学'])('%s is a place', (said) => {
  const chat = talk(activity)
  chat.open()
  for (const one of ['3月22日', '合唱比赛', said]) chat.say(one)
  expect(shown(chat)).toHaveProperty('place', said)
})

it.each([
  '取消了两场活动',
  '跳过了第一期，直接办第二期',
  '重新开始了读书会',
  '稍等，老师带来了三本书',
  '这题跳过的人很多',
  '领导叫我们多办几场',
  '字数怎么算的我们教了一次',
])('%s is of the story', (said) => {
  const chat = talk(brief)
  chat.open()
  chat.say('1月到3月')
  chat.say(said)
  expect(chat.session.partials['done']?.value).toBe(said)
})
