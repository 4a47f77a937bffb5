import { describe, expect, it } from '@jest/globals'
import { kindOf } from '../../src/forms/kinds.js'
import { formNamed, talk, type Talk, wordsIn } from './talk.js'

const brief = formNamed('work-brief.v2')
const DONE =
  '上半年我们在高安、萍乡和上犹办了三次活动，每次都先去当地组织走访，听他们想学什么，再一起定内容；之后又回访了一次。'
const PLANS = '志愿者周末才有空，两场只好改期；下半年再办两次培训，每次之前先走访，结束一个月后打电话回访。'
const ROWS = '3月22日 高安志愿者培训 高安 25人\n4月5日 读书会 萍乡 32人\n5月3日 上犹志愿者培训 上犹 20人'
const ANSWERS = ['1月到6月', DONE, '培训', ROWS, '完', '签到', '场地费 500元', '完', PLANS, '跳过']
const PLACES = { table: 4, counted: 5, spending: 6, further: 7, plans: 8, photos: 9, summary: 10 }

function at(place: keyof typeof PLACES): Talk {
  const chat = talk(brief)
  chat.open()
  for (const said of ANSWERS.slice(0, PLACES[place])) chat.say(said)
  return chat
}
const activities = brief.fields.find(({ key }) => key === 'activities')!
const rowsOf = ({ session }: Talk): string[] => {
  const held = session.partials['activities']?.value ?? session.answers['activities']?.value ?? null
  const shown = kindOf(activities).show(activities, kindOf(activities).decode(held), wordsIn('zh-CN'))
  return shown
    .split('\n')
    .slice(1)
    .map((line) => line.replace(/（签到）/, '').trim())
}
const AS_THEY_WERE = [
  '1. 2014年3月22日 · 高安志愿者培训 · 高安 · 25人',
  '2. 2014年4月5日 · 读书会 · 萍乡 · 32人',
  '3. 2014年5月3日 · 上犹志愿者培训 · 上犹 · 20人',
]

describe('a row is corrected in words', () => {
  const CORRECTIONS: [string, number, string, string][] = [
    ['第一场是45人', 1, '2014年3月22日 · 高安志愿者培训 · 高安 · 45人', '25人'],
    ['把第一场改成50人', 1, '2014年3月22日 · 高安志愿者培训 · 高安 · 50人', '25人'],
    ['第二场不对，是35人', 2, '2014年4月5日 · 读书会 · 萍乡 · 35人', '32人'],
    ['第二场写错了，应该是35人', 2, '2014年4月5日 · 读书会 · 萍乡 · 35人', '32人'],
    ['第二场不是32人，是35人', 2, '2014年4月5日 · 读书会 · 萍乡 · 35人', '32人'],
    ['第二场来了35人', 2, '2014年4月5日 · 读书会 · 萍乡 · 35人', '32人'],
    ['第二场35人', 2, '2014年4月5日 · 读书会 · 萍乡 · 35人', '32人'],
    ['第二场：35人', 2, '2014年4月5日 · 读书会 · 萍乡 · 35人', '32人'],
    ['第二条是35人', 2, '2014年4月5日 · 读书会 · 萍乡 · 35人', '32人'],
    ['4月5日那场是35人', 2, '2014年4月5日 · 读书会 · 萍乡 · 35人', '32人'],
    ['4月5日的读书会是35人', 2, '2014年4月5日 · 读书会 · 萍乡 · 35人', '32人'],
    ['读书会那场是35人', 2, '2014年4月5日 · 读书会 · 萍乡 · 35人', '32人'],
    ['读书会那场的人数错了，是35', 2, '2014年4月5日 · 读书会 · 萍乡 · 35人', '32人'],
    ['萍乡读书会那次有35人', 2, '2014年4月5日 · 读书会 · 萍乡 · 35人', '32人'],
    ['把读书会的人数改成35', 2, '2014年4月5日 · 读书会 · 萍乡 · 35人', '32人'],
    ['第二场改到4月6日', 2, '2014年4月6日 · 读书会 · 萍乡 · 32人', '2014年4月5日'],
    ['第二场的地点是芦溪', 2, '2014年4月5日 · 读书会 · 芦溪 · 32人', '萍乡'],
    ['最后一场是18人', 3, '2014年5月3日 · 上犹志愿者培训 · 上犹 · 18人', '20人'],
  ]
  for (const place of ['table', 'counted', 'spending', 'further', 'photos', 'summary'] as const)
    it.each(CORRECTIONS)(`at the ${place}: %s`, (said, number, now, was) => {
      const chat = at(place)
      const before = chat.session
      const reply = chat.say(said)
      expect(reply).toContain(`第 ${number} 条改好了：${now}`)
      expect(reply).toMatch(new RegExp(`（原来是：${was}(?:（签到）)?）`))
      expect(rowsOf(chat)).toEqual(AS_THEY_WERE.with(number - 1, `${number}. ${now}`))
      expect(chat.session.answers['spending']).toEqual(before.answers['spending'])
      expect(chat.session.partials['spending']).toEqual(before.partials['spending'])
      expect(chat.session.at).toEqual(before.at)
    })

  it.each(CORRECTIONS)('where words are asked for one question comes first: %s', (said, number, now) => {
    const chat = at('plans')
    expect(chat.say(said)).toContain(`是给第 4 题「活动」第 ${number} 条的，还是这一题`)
    expect(rowsOf(chat)).toEqual(AS_THEY_WERE)
    expect(chat.say('1')).toContain(`第 ${number} 条改好了：${now}`)
    expect(rowsOf(chat)).toEqual(AS_THEY_WERE.with(number - 1, `${number}. ${now}`))
  })

  it('of the row being asked about, it is its answer', () => {
    const chat = at('table')
    chat.say('5月9日 年会 南昌')
    expect(chat.say('第四场是90人')).toContain('记下第 4 条：2014年5月9日 · 年会 · 南昌 · 90人')
    chat.say('5月10日 采访 南昌')
    expect(chat.say('第一场是26人')).toMatch(/第 1 条改好了[^]*第 5 条：2014年5月10日 · 采访/)
  })

  it.each([
    '5月9日 第四场读书会 高安 35人',
    '第四场是5月9日的读书会，35人',
    '5月9日 读书会 高安 35人',
    '5月9日来了35人的读书会',
  ])('a new row is none: %s', (said) => {
    const chat = at('table')
    chat.say(said)
    expect(rowsOf(chat).slice(0, 3)).toEqual(AS_THEY_WERE)
    expect(JSON.stringify(chat.session.partials['activities']?.value)).toContain('2014-05-09')
  })
})

describe('several rows at once', () => {
  for (const place of ['table', 'spending', 'summary'] as const)
    it.each(['第一场是45人，第二场是35人', '第一场45人\n第二场35人', '3月22日那场是45人；读书会那场是35人'])(
      `at the ${place}: %s`,
      (said) => {
        const chat = at(place)
        const before = chat.session
        expect(chat.say(said)).toMatch(
          /第 1 条改好了：.*45人(?:（签到）)?（原来是：25人[^]*第 2 条改好了：.*35人(?:（签到）)?（原来是：32人/,
        )
        expect(rowsOf(chat)).toEqual([
          '1. 2014年3月22日 · 高安志愿者培训 · 高安 · 45人',
          '2. 2014年4月5日 · 读书会 · 萍乡 · 35人',
          AS_THEY_WERE[2],
        ])
        expect(chat.session.at).toEqual(before.at)
        chat.say('撤销')
        expect(rowsOf(chat)).toEqual(AS_THEY_WERE)
      },
    )
  it('each to its end, in a long message', () => {
    const chat = at('table')
    chat.say(Array.from({ length: 6 }, (_, i) => `6月${i + 1}日 沙龙 高安 ${20 + i}人`).join('\n'))
    const said = Array.from({ length: 9 }, (_, i) => `第${i + 1}场的人数应该是${120 + i}人`).join('，')
    expect(said.length).toBeGreaterThan(100)
    expect(chat.say(said)).toContain('第 9 条改好了：2014年6月6日 · 沙龙 · 高安 · 128人')
    expect(rowsOf(chat).every((row, i) => row.endsWith(` · ${120 + i}人`))).toBe(true)
  })
  it.each(['第一场和第二场都是30人', '第二场少了3人', '第二场不是很多人', '第一场的25人是估计的'])(
    'what they are to become is asked where it is not clear: %s',
    (said) => {
      const chat = at('table')
      expect(chat.say(said)).toMatch(/没有记。第 [12] 条要改成什么？/)
      expect(rowsOf(chat)).toEqual(AS_THEY_WERE)
      expect(chat.session.partials['activities']?.value).toMatchObject({ pending: [] })
    },
  )
})

describe('a correction that fits several rows', () => {
  it.each(['table', 'spending', 'plans', 'summary'] as const)('is asked about at the %s', (place) => {
    for (const which of ['3', '第3条', '第三场', '上犹那场', '4.3', '改 3']) {
      const chat = at(place)
      const { at: before } = chat.session
      const asked = chat.say('培训那场是28人')
      expect(asked).toContain('「培训那场是28人」是「活动」里的哪一条？\n1. 2014年3月22日')
      expect(asked).toContain('\n3. 2014年5月3日')
      expect(rowsOf(chat)).toEqual(AS_THEY_WERE)
      expect(chat.say(which)).toMatch(
        /第 3 条改好了：2014年5月3日 · 上犹志愿者培训 · 上犹 · 28人(?:（签到）)?（原来是：20人/,
      )
      expect(chat.session.at).toEqual(before)
    }
  })
  it('of very many only the number is asked', () => {
    const chat = at('table')
    chat.say(Array.from({ length: 12 }, (_, i) => `6月${i + 1}日 培训${i + 1} 高安 ${20 + i}人`).join('\n'))
    expect(chat.say('培训那场是28人')).toMatch(
      /^「培训那场是28人」是「活动」里的哪一条？\n回复编号，比如 15（编号在 预览 里）/,
    )
    expect(chat.say('预览')).toContain('15. 2014年6月12日')
    expect(chat.say('15')).toContain('第 15 条改好了：2014年6月12日 · 培训12 · 高安 · 28人')
  })
  it.each(['0', '不改了', '都不是', '撤销'])('%s leaves all as they were', (said) => {
    const chat = at('spending')
    chat.say('培训那场是28人')
    expect(chat.say(said)).toMatch(/^「培训那场是28人」没有记。\n【5\/7】/)
    expect(rowsOf(chat)).toEqual(AS_THEY_WERE)
  })
  it('a number that is none of them is no answer to what was asked before', () => {
    const chat = at('spending')
    chat.say('培训那场是28人')
    expect(chat.say('2')).toMatch(/^「2」先没有记，请先说一下：\n「培训那场是28人」是「活动」里的哪一条？/)
    expect(chat.session.partials['spending']).toBeUndefined()
  })
  it('what else she says is heard where she was, and the correction is told to be dropped', () => {
    const chat = at('spending')
    chat.say('培训那场是28人')
    expect(chat.say('场地费 500元')).toMatch(
      /^「培训那场是28人」没有记，还要改的话，请再发一次。\n记下第 1 条：场地费 · 500元/,
    )
    chat.say('培训那场是28人')
    expect(chat.say('帮助')).toContain('是「活动」里的哪一条')
    chat.say('暂停')
    expect(chat.say('回来了')).toContain('是「活动」里的哪一条')
  })
})

describe('a column alone', () => {
  it('is asked about where there are several rows', () => {
    for (const said of ['人数是50人', '人数改成50', '人数：50人']) {
      const chat = at('summary')
      expect(chat.say(said)).toContain(`「${said}」是「活动」里的哪一条？`)
      expect(chat.say('2')).toContain('第 2 条改好了：2014年4月5日 · 读书会 · 萍乡 · 50人')
    }
  })
  it('is of the only row there is', () => {
    const chat = talk(brief)
    chat.open()
    for (const said of ['1月到6月', DONE, '培训', '3月22日 高安志愿者培训 高安 25人', '完', '签到']) chat.say(said)
    for (const said of ['跳过', PLANS, '跳过']) chat.say(said)
    expect(chat.say('人数是50人')).toContain('第 1 条改好了：2014年3月22日 · 高安志愿者培训 · 高安 · 50人')
  })
  it('is of the question of that name', () => {
    for (const said of ['人数是50人', '人数50人', '人数：50']) {
      const chat = talk(formNamed('activity.v2'))
      chat.open()
      for (const one of ['3月22日', '志愿者培训', '高安', '25人', '签到', '培训', '跳过']) chat.say(one)
      expect(chat.say(said)).toMatch(/记下了：50人（签到）（原来是：25人（签到））\n都对吗/)
    }
  })
})

describe('同上 of a column that is another each time', () => {
  it.each(['5月9日 同上 高安 30人', '5月9日，同上，高安，30人'])('is told, in a row: %s', (said) => {
    const chat = at('table')
    expect(chat.say(said)).toContain('「内容」每次都不一样，请写一下这一次的。')
    expect(rowsOf(chat)).toEqual(AS_THEY_WERE)
  })
  it('is told where it is asked for', () => {
    const chat = at('table')
    chat.say('5月9日 30人')
    expect(chat.say('同上')).toContain('「内容」每次都不一样')
    expect(chat.say('年会')).toContain('记下第 4 条：2014年5月9日 · 年会 · 30人')
  })
  it('goes on meaning the place where that may be the same', () => {
    expect(at('table').say('5月9日 读书会 同上 30人')).toContain('记下第 4 条：2014年5月9日 · 读书会 · 上犹 · 30人')
  })
})

describe('how the people of each row were counted', () => {
  it('is said of several rows at once, before the end and when it is asked', () => {
    const chat = at('table')
    expect(chat.say('第1条签到，第3条现场点数')).toMatch(/1\. .*25人（签到）\n2\. .*32人\n3\. .*20人（现场点数）/u)
    expect(chat.say('完')).toContain('第 2 条的人数是怎么数的？')
    expect(chat.say('第2条估计')).toContain('【5/7】')
    expect(rowsOf(chat)[1]).toContain('估计32人')
  })

  it.each([
    ['都是估的 读书会是现场数的', '第 1、3 条估计；第 2 条现场点数，记下了。'],
    ['签到，第3条是估的', '第 1、2 条签到；第 3 条估计，记下了。'],
    ['第3条是估的，其他签到', '第 1、2 条签到；第 3 条估计，记下了。'],
    ['第2条签到，其他估的', '第 1、3 条估计；第 2 条签到，记下了。'],
    ['第一场签到第二场估的 剩下的事后补记', '第 1 条签到；第 2 条估计；第 3 条事后补记，记下了。'],
    ['前两条签到 最后一条估的', '第 1、2 条签到；第 3 条估计，记下了。'],
    ['1、3签到，2估的', '第 1、3 条签到；第 2 条估计，记下了。'],
    ['培训都签到了，4月的估的', '第 1、3 条签到；第 2 条估计，记下了。'],
    ['读书会没签到，估的，其他签到', '第 1、3 条签到；第 2 条估计，记下了。'],
    ['签到 估 数的', '第 1 条签到；第 2 条估计；第 3 条现场点数，记下了。'],
  ])('is each in its own way: %s', (said, noted) => {
    for (const first of [[], ['完']]) {
      const chat = at('table')
      for (const one of first) chat.say(one)
      const reply = chat.say(said)
      expect(reply).toContain(noted)
      expect(reply).toContain('【5/7】')
    }
    const told = talk(brief)
    told.open()
    for (const one of ANSWERS.slice(0, PLACES.table - 1)) told.say(one)
    expect(told.say(`${ROWS}\n${said}。完`)).toContain(noted)
  })

  it('of two ways without their rows it is asked once more, and nothing is noted', () => {
    const chat = at('table')
    expect(chat.say('签到 估的')).toContain('里没看出是怎么数的')
    expect(rowsOf(chat)).toEqual(AS_THEY_WERE)
    expect(chat.say('1 签到')).toContain('【5/7】')
  })

  it('is said of one row later, by its number or name', () => {
    const chat = at('spending')
    expect(chat.say('读书会是估的')).toContain('第 2 条改好了：2014年4月5日 · 读书会 · 萍乡 · 估计32人')
    expect(chat.say('改 4.3 现场点数')).toContain('20人（现场点数）')
  })

  it('其他 is of those not named', () => {
    const chat = at('table')
    chat.say('完')
    expect(chat.say('第1、3条签到，其他现场点数')).toContain('【5/7】')
  })
})

it('a place of another row is a place where only that is said of a row', () => {
  const chat = at('counted')
  expect(chat.say('改 1 萍乡 27人')).toContain('高安志愿者培训 · 萍乡 · 27人')
})

it('改 4 with a whole headcount and its parts', () => {
  const chat = talk(formNamed('activity.v2'))
  chat.open()
  for (const said of ['昨天', '培训', '高安', '30人', '签到', '跳过']) chat.say(said)
  expect(chat.say('改 4 100人（含志愿者10人）')).toContain('第 4 题「人数」记下了：100人（志愿者10；签到）')
})
