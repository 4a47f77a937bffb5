import { describe, expect, it } from '@jest/globals'
import type { Session } from '../../src/engine/session.js'
import type { Field } from '../../src/forms/form.js'
import { kindOf } from '../../src/forms/kinds.js'
import { formNamed, talk, type Talk, wordsIn } from './talk.js'

const brief = formNamed('work-brief.v1')
const activity = formNamed('activity.v1')
const DONE =
  '上半年我们在高安、萍乡和上犹办了三次志愿者培训，每次都先去当地组织走访，听他们想学什么，再一起定内容；培训以后又回访了一次。'
const NEXT = '下半年再办两次培训，每次之前先走访，培训之后一个月打电话回访一遍学员。'
const ROWS = '3月22日 高安志愿者培训 高安 25人\n4月6日 萍乡志愿者培训 萍乡 32人\n5月3日 上犹志愿者培训 上犹 20人\n完'
const ANSWERS = [
  '1月到6月',
  DONE,
  '培训',
  ROWS,
  '场地费 500元，资料印刷 120元。完',
  '志愿者周末才有空，两场只好改期。',
  NEXT,
]

/** A brief with all questions before this one answered. */
function briefUpTo(question: number): Talk {
  const chat = talk(brief)
  chat.open()
  for (const said of ANSWERS.slice(0, question - 1)) chat.say(said)
  return chat
}
const atSummary = (): Talk => {
  const chat = briefUpTo(8)
  chat.say('跳过')
  return chat
}
const shown = (session: Session, form = brief) =>
  Object.fromEntries(
    form.fields.map((field): [string, string | null] => {
      const value = session.answers[field.key]?.value ?? null
      return [
        field.key,
        value === null ? null : kindOf(field).show(field, kindOf(field).decode(value), wordsIn('zh-CN')),
      ]
    }),
  )

describe('补 with nothing behind it', () => {
  it('goes on with the text that is there, until 完, and comes back', () => {
    const chat = atSummary()
    const before = chat.session.answers['done']?.value
    const how = chat.say('补 2')
    expect(how).toContain('写完回复 完')
    chat.say('三个县的伙伴还建了一个群。')
    const back = chat.say('完') ?? ''
    expect(chat.session.answers['done']?.value).toBe(`${before as string}\n三个县的伙伴还建了一个群。`)
    expect(back).toContain('1 提交')
  })

  it('takes nothing for it where she thinks better of it', () => {
    const chat = atSummary()
    const before = shown(chat.session)
    chat.say('补 2')
    chat.say('完')
    expect(shown(chat.session)).toEqual(before)
  })
})

describe('改 before she has seen the summary', () => {
  it('goes on with what was not asked yet, also where it may be left out', () => {
    const chat = talk(formNamed('activity.v2'))
    chat.open()
    for (const said of ['6月2日', '支持伙伴开展项目', '跳过', '没统计', '改 5']) chat.say(said)
    expect(chat.say('2')).toContain('【6/6】有照片就发几张吧')
  })
})

describe('after a change at the summary', () => {
  it('only what was changed is said, and how to see all', () => {
    const chat = atSummary()
    for (const said of ['改 4.2 人数 35', '第三题改成服务活动']) {
      expect(chat.say(said)).toMatch(/^[^]*\n都对吗？回复 1 提交，2 修改；想看全部，回复 预览。$/)
    }
    expect(chat.say('2')).toContain('改哪一题')
    expect(chat.say('1')).toContain('【1/8】')
    expect(chat.say('4月到6月')).toMatch(/^记下了：2014年4—6月\n[^]*都对吗？回复 1 提交/)
    expect(chat.session.at).toEqual({ type: 'summary' })
    expect(chat.say('预览')).toMatch(/填成这样：\n1. 报告时段：2014年4—6月\n[^]*3. 活动类别：服务活动[^]*1 提交/)
  })

  it('who has not seen it yet sees all of it', () => {
    const chat = briefUpTo(8)
    chat.say('改 3')
    chat.say('服务活动')
    expect(chat.say('跳过')).toContain('填成这样')
  })
})

describe('an answer is changed by its number', () => {
  it.each([
    ['3 服务活动', 'category', '服务活动'],
    ['3、服务活动', 'category', '服务活动'],
    ['3改成服务活动', 'category', '服务活动'],
    ['第3题：服务活动', 'category', '服务活动'],
    ['把第三题改成服务活动', 'category', '服务活动'],
    ['改 3 服务活动', 'category', '服务活动'],
    ['活动类别改成服务活动', 'category', '服务活动'],
    ['1：4月到6月', 'period', '2014年4—6月'],
    ['改 6 没有固定的场地，每次都要借。', 'difficulties', '没有固定的场地，每次都要借。'],
    ['补 6 也没有车。', 'difficulties', '志愿者周末才有空，两场只好改期。 也没有车。'],
    ['改 4.2 人数 35', 'activities', '4月6日 · 萍乡志愿者培训 · 萍乡 · 35人'],
    ['4.2 人数 35', 'activities', '4月6日 · 萍乡志愿者培训 · 萍乡 · 35人'],
    ['4.2 改成 4月7日 萍乡骨干培训 萍乡 30人', 'activities', '4月7日 · 萍乡骨干培训 · 萍乡 · 30人'],
    ['改 4 第2条 人数35', 'activities', '4月6日 · 萍乡志愿者培训 · 萍乡 · 35人'],
    ['第4题第2条改成35人', 'activities', '4月6日 · 萍乡志愿者培训 · 萍乡 · 35人'],
    ['第二场的人数是35', 'activities', '4月6日 · 萍乡志愿者培训 · 萍乡 · 35人'],
    ['第一笔改成 600元', 'spending', '场地费 · 600元'],
    ['删 4.2', 'activities', '共 2 条（合计 45人'],
    ['把第三场删掉', 'activities', '共 2 条（合计 57人'],
    ['萍乡那场不算', 'activities', '共 2 条（合计 45人'],
    ['删掉 3月22日那场', 'activities', '共 2 条（合计 52人'],
    ['最后一笔不要了', 'spending', '共 1 条（合计 500元）'],
  ])('at the summary: %s', (said, key, after) => {
    const chat = atSummary()
    const before = shown(chat.session)
    const reply = chat.say(said)
    const now = shown(chat.session)
    expect(now[key]).toContain(after)
    expect({ ...now, [key]: before[key] }).toEqual(before)
    expect(reply).toContain('都对吗')
    expect(chat.say('撤销')).toContain('不算了')
    expect(shown(chat.session)).toEqual(before)
  })

  it.each([
    '第3题：服务活动',
    '改 4.2 人数 35',
    '第4题第2条改成35人',
    '把第三场删掉',
    '补 2 另外还办了一次年会。',
    '第1题改成4月到6月',
  ])('from any question, which goes on being asked: %s', (said) => {
    for (const question of [5, 6, 7, 8]) {
      const chat = briefUpTo(question)
      const before = shown(chat.session)
      expect(chat.say(said)).toContain(`填到第 ${question} 题`)
      expect(chat.session.at).toEqual({ type: 'asking', field: brief.fields[question - 1]?.key })
      expect(shown(chat.session)).not.toEqual(before)
      chat.say('撤销')
      expect(shown(chat.session)).toEqual(before)
    }
  })

  it.each(['改 2、6', '2、6', '改第2题和第6题', '改 2 6', '2和6'])('several after one another: %s', (said) => {
    const chat = atSummary()
    expect(chat.say(said)).toContain('【2/8】')
    expect(chat.say(DONE.replace('三次', '四次'))).toContain('【6/8】')
    expect(chat.say('不变')).toContain('都对吗')
    expect(chat.session.answers['done']?.value).toContain('四次')
  })

  it('a row is asked about by its number, and with it the table is whole again', () => {
    const chat = atSummary()
    expect(chat.say('改 4.2')).toContain('第 2 条：2014年4月6日')
    expect(chat.say('人数')).toContain('新的人数是什么')
    expect(chat.say('三百')).toMatch(/第 2 条改好了[^]*都对吗/)
    expect(chat.say('改 4.7')).toContain('没有第 7 条')
    expect(chat.say('改 4.2')).toContain('要改什么')
    expect(chat.say('完')).toContain('都对吗')
  })

  it('several rows of a table after one another', () => {
    const chat = briefUpTo(4)
    chat.say(ROWS.replace('\n完', ''))
    expect(chat.say('改 1、3')).toContain('第 1 条：2014年3月22日')
    expect(chat.say('26人')).toMatch(/第 1 条改好了[^]*第 3 条：2014年5月3日/)
    expect(chat.say('21人')).toContain('再来一条')
    expect(chat.say('完')).toContain('好，共 3 条')
    expect(shown(chat.session)['activities']).toContain('合计 79人')
  })

  it('1 and 2 at the summary are what it offers', () => {
    const chat = atSummary()
    for (const said of ['2 不要了', '2 修改', '1 提交']) {
      const before = shown(chat.session)
      chat.say(said)
      expect(shown(chat.session)).toEqual(before)
    }
  })

  it('a value that cannot be one changes nothing, and the reason is said', () => {
    const chat = briefUpTo(6)
    const before = shown(chat.session)
    expect(chat.say('改 4.2 人数 很多')).toMatch(/第 4 题「活动」没有改。.*很多/)
    expect(chat.say('第6题：没有固定的场地，每次都要借。')).toContain('【7/8】')
    expect(shown(chat.session)).toEqual({ ...before, difficulties: '没有固定的场地，每次都要借。' })
  })
})

describe('a correction in words', () => {
  it.each([
    ['不对，是35人', 'headcount', '35人'],
    ['写错了，应该是35人', 'headcount', '35人'],
    ['错了 35人', 'headcount', '35人'],
    ['人数错了，应该是35', 'headcount', '35人'],
    ['人数改成35', 'headcount', '35人'],
    ['不是25人，是35人', 'headcount', '35人'],
    ['是35人，不是25人', 'headcount', '35人'],
    ['不对，是3月21日', 'date', '2014年3月21日'],
    ['日期错了，是3月21日', 'date', '2014年3月21日'],
    ['不是高安，是萍乡', 'place', '萍乡'],
    ['地点应该是萍乡', 'place', '萍乡'],
  ])('%s', (said, key, after) => {
    const chat = talk(activity)
    chat.open()
    for (const one of ['3月22日', '志愿者培训', '高安', '25人']) chat.say(one)
    const before = shown(chat.session, activity)
    expect(chat.say(said)).toContain(`（原来是：${before[key]}）`)
    expect(shown(chat.session, activity)).toEqual({ ...before, [key]: after })
    expect(chat.session.at).toEqual({ type: 'asking', field: 'category' })
  })

  it('is of the answer being asked for where nothing else fits', () => {
    const chat = talk(activity)
    chat.open()
    for (const one of ['3月22日', '志愿者培训', '高安']) chat.say(one)
    expect(chat.say('不对，是35人')).toContain('记下了：35人')
  })
})

describe('a row that is not there', () => {
  it.each(['改 4.99', '改 4.0', '改 4.99 人数 5'])(
    '%s: how many there are is said, however often it is tried',
    (said) => {
      for (const chat of [briefUpTo(5), atSummary()])
        for (let i = 0; i < 3; i++)
          expect(chat.say(said)).toMatch(/没有第 \d+ 条，现在一共 3 条。\n(?:填到第 5 题|「工作简报」)/)
      const chat = briefUpTo(4)
      chat.say(ROWS.replace('\n完', ''))
      for (let i = 0; i < 3; i++) expect(chat.say(said)).toMatch(/^没有第 \d+ 条，现在一共 3 条。\n填到第 4 题/)
    },
  )
  it.each([
    ['改 2.1', '第 2 题「做了什么」里没有第 1 条。要改这一题，就回复 改 2。'],
    ['改 8.1', '第 8 题「照片」里没有第 1 条。要改这一题，就回复 改 8。'],
  ])('%s: of a question without any', (said, reply) => {
    const chat = briefUpTo(4)
    chat.say(ROWS.replace('\n完', ''))
    const before = chat.session
    expect(chat.say(said)).toContain(reply)
    expect(chat.session.partials).toEqual(before.partials)
    expect(atSummary().say(said)).toContain(reply)
  })
  it('what a changed row loses is said', () => {
    const chat = briefUpTo(4)
    chat.say('3月22日 志愿者培训 高安 45人（志愿者5、家长40）')
    chat.say('改 4.1')
    expect(chat.say('人数 33')).toContain('高安 · 33人（原来是：45人（志愿者5、家长40））')
  })
  it.each([
    ['义工是六个不是五个', '45人（志愿者6；签到）'],
    ['志愿者不是5人是6人', '45人（志愿者6；签到）'],
    ['人数不是45是35', '35人（志愿者5；签到）'],
    ['不是45是35', '35人（志愿者5；签到）'],
  ])('%s: what it was tells which it is', (said, now) => {
    const chat = talk(formNamed('activity.v2'))
    chat.open()
    for (const one of ['3月22日', '志愿者培训', '高安', '签到45人，其中志愿者5人', '跳过']) chat.say(one)
    expect(chat.say(said)).toContain(`记下了：${now}`)
  })
  it('a group of which there were never so many is asked about', () => {
    const chat = talk(formNamed('activity.v2'))
    chat.open()
    for (const one of ['3月22日', '志愿者培训', '高安', '签到45人，其中志愿者5人']) chat.say(one)
    expect(chat.say('义工是十四个不是十三个')).toContain('是给第 4 题「人数」的，还是这一题「照片」的')
  })
})

describe('an older text', () => {
  const atText = (): Talk => {
    const chat = atSummary()
    chat.say('改 2')
    return chat
  }
  const MORE = '后来又打电话回访了两次。'
  it.each([`再加一句：${MORE}`, `再加一句${MORE}`, `补充：${MORE}`, `补充一点，${MORE}`, `再补充一下：${MORE}`])(
    'is gone on with: %s',
    (said) => {
      const chat = atText()
      expect(chat.say(said)).toMatch(/^接在原来后面了，共 \d+ 字。\n[^]*都对吗/)
      expect(chat.session.answers['done']?.value).toBe(`${DONE}\n${MORE}`)
    },
  )
  it('that much less is written in the place of may be gone on with by 接上', () => {
    const chat = atText()
    expect(chat.say(MORE)).toContain('原来写的先换成了这些；要接在原来后面，就回复 接上。')
    expect(chat.say('接上')).toContain('都对吗')
    expect(chat.session.answers['done']?.value).toBe(`${DONE}\n${MORE}`)
    expect(chat.say('撤销')).toContain('不算了')
  })
  it('is put before what took its place, when that was whole', () => {
    const long = talk(brief)
    long.open()
    for (const said of ['1月到6月', DONE.repeat(3), '培训', ROWS, '跳过', '跳过', NEXT, '跳过']) long.say(said)
    long.say('改 2')
    const now = DONE.replace('三次', '四次')
    expect(long.say(now)).toMatch(/记下了，共 \d+ 字。[^]*要接在原来后面，就回复 接上。[^]*都对吗/)
    expect(long.say('接在后面')).toContain('第 2 题「做了什么」接上了')
    expect(long.session.answers['done']?.value).toBe(`${DONE.repeat(3)}\n${now}`)
    expect(long.say('接上')).toContain('这句没看明白')
  })
  it.each([DONE.replace('三次', '四次'), '补充材料都交齐了，' + DONE])('is replaced by another: %s', (said) => {
    const chat = atText()
    expect(chat.say(said)).not.toContain('接上')
    expect(chat.session.answers['done']?.value).toBe(said)
  })
})

describe('words of one’s own are an answer, whatever they begin with', () => {
  const NASTY = [
    '取消了两场活动，因为下雨没有办成',
    '提交了三份申请，一份都没有批下来',
    '撤销了一个活动点，那里没有人来',
    '第3题我们没看懂，所以随便选了一个',
    '第1题、第2题都改过了，现在没有问题',
    '改 2 次时间才定下来场地，大家很累',
    '改 3 次方案才定下来，拖了一个月',
    '补 3 个人的交通费花了很久才批下来',
    '不对外招募，只靠大家口口相传',
    '不是钱不够，是人不够用，周末尤其少',
    '错了也没关系，是大家一起慢慢学',
    '应该是天气的原因，来的人一直很少',
    '第三场取消了，因为台风来得太突然',
    '把第一场删掉重来的话，效果会更好',
    '第二场不要钱，是免费的场地，只是太小',
    '最后一场不算成功，来的人太少了',
    '同上次相比，这次来的人多了不少',
    '本期无活动经费结余，需要追加一些',
    '没有活动场地，只能借学校的教室',
    '人数应该是越多越好，可是场地太小',
    '困难改成两个：人手不够，场地太远',
    '活动改成每月一次，大家更愿意来',
    '报告时段改成半年会更好写一些',
    '1. 人手不够\n2. 场地太远\n3. 交通不便',
    '35人里面有20人是第一次来的志愿者',
    '3月22日那场下雨，来的人少了一半',
    '完成了全部培训，大家都说办得好',
    '上一条河边的村子路不好走，常常迟到',
    '有活动的时候没有车，没活动的时候没人',
    '刚才那条路不通，我们绕了很远才到',
    '不变的是大家的热情，变的是人手',
    '继续缺人，继续缺钱，没有别的困难',
  ]
  it.each(NASTY)('%s', (said) => {
    const chat = briefUpTo(6)
    const before = shown(chat.session)
    chat.say(said)
    expect(chat.session.answers['difficulties']?.value).toBe(said)
    expect({ ...shown(chat.session), difficulties: null }).toEqual({ ...before, difficulties: null })
    expect(chat.session.at).toEqual({ type: 'asking', field: 'next_steps' })
  })
})

describe('撤销', () => {
  it.each(['撤销', '撤回', '上一条作废', '上一条不算', '作废上一条', '刚才那句不算', '撤销上一条', 'undo'])(
    '%s takes back the last thing she said',
    (said) => {
      const chat = briefUpTo(3)
      const { answers, at } = chat.session
      chat.say('培训')
      chat.say('帮助')
      expect(chat.say(said)).toContain('刚才的「培训」不算了')
      expect([chat.session.answers, chat.session.at]).toEqual([answers, at])
      expect(chat.say(said)).toContain('没有可以撤销的了')
    },
  )

  it('brings back rows that were deleted, an answer that was emptied, a caption that was written over', () => {
    const chat = briefUpTo(4)
    chat.say(ROWS.replace('\n完', ''))
    chat.say('删 2')
    expect(chat.say('撤销')).toContain('已记下 3 条')
    chat.say('清空')
    chat.say('1')
    expect(chat.session.answers['activities']?.value).toBeNull()
    expect(chat.say('撤销')).toContain('已记下 3 条')

    const other = briefUpTo(8)
    other.photo()
    other.find('photos', { type: 'woken', why: 'album' })
    other.say('开班合影')
    other.say('1 结业合影')
    expect(other.say('撤销')).toContain('1 开班合影')
  })

  it('does not bring an album back to before a picture was lost', () => {
    const chat = briefUpTo(8)
    chat.photo()
    chat.find('photos', { type: 'picture_lost', photo: chat.lastMessage, code: 'gone' })
    expect(chat.say('撤销')).toContain('没有可以撤销的了')
  })
})

describe('whatever is said at whatever question', () => {
  /** One that reads well and one that replaces it, for each kind of older answer. */
  const SAYS: Record<string, string[]> = {
    period: ['7月到9月', '不对，是7月到9月', '第1题：7月到9月', '1. 7月到9月', '报告时段改成7月到9月'],
    done: [
      '第2题：另外还办了一次年会，来了近百家伙伴。',
      '补 2 还办了一次年会',
      '我们还在南昌办了一次年会，近百家伙伴都来了，大家约好明年再聚。',
    ],
    category: ['服务活动', '不对，是服务活动', '3. 服务活动', '改 3 服务活动', '活动类别错了，是服务活动'],
    activities: [
      '6月8日 年会 南昌 90人',
      '40人',
      '不对，是40人',
      '改 4.1 人数 40',
      '把第二场删掉',
      '萍乡那场不算',
      '第三场是40人',
      '人数改成40',
    ],
    spending: ['车费 80元', '80元', '不对，是80元', '改 5.1 80元', '第一笔删掉', '5.2 改成 车费 80元'],
    difficulties: ['第6题：人手太少，也没有车。', '补 6 也没有车', '困难应该是人手不够'],
  }
  const texts = Object.entries(SAYS).flatMap(([key, all]) => all.map((said): [string, string] => [key, said]))

  it.each(texts)('no answer is lost in silence (%s: %s)', (_key, said) => {
    for (let question = 2; question <= 9; question++) {
      const chat = question === 9 ? atSummary() : briefUpTo(question)
      const before = chat.session
      const reply = chat.say(said) ?? ''
      for (const field of brief.fields)
        expect([question, said, reply, lost(field, before, chat.session, reply)]).toEqual([question, said, reply, []])
      // What she said is kept somewhere, asked about, or quoted back with a reason.
      const kept =
        JSON.stringify([chat.session.answers, chat.session.partials]) !==
        JSON.stringify([before.answers, before.partials])
      expect([question, said, kept || reply.length > 12]).toEqual([question, said, true])
      if (kept) {
        expect(chat.say('撤销')).toContain('不算了')
        expect(shown(chat.session)).toEqual(shown(before))
      }
    }
  })

  /** What an answer held before, holds no more, and was not said. */
  function lost(field: Field, before: Session, after: Session, reply: string): string[] {
    const of = (session: Session): string[] => {
      const value = session.answers[field.key]?.value ?? null
      if (value === null) return []
      const kind = kindOf(field)
      const [head = '', ...rows] = kind.show(field, kind.decode(value), wordsIn('zh-CN')).split('\n')
      return rows.length > 0
        ? rows.flatMap((row) =>
            row
              .trim()
              .replace(/^\d+\. /, '')
              .split(' · '),
          )
        : [head.replace(/…?（共.*$/, '')]
    }
    const now = of(after).join('\n')
    return of(before).filter((part) => !now.includes(part) && !reply.includes(part.slice(0, 40)))
  }
})

describe('several questions by number with spaces alone between them', () => {
  const atEnd = () => {
    const chat = talk(formNamed('activity.v2'))
    chat.open()
    for (const said of ['昨天', '志愿者培训', '高安', '25人，签到', '跳过']) chat.say(said)
    return chat
  }
  it.each([
    ['改 3 宜春 4 27人', '第 3 题「地点」记下了：宜春（', '第 4 题「人数」记下了：27人（'],
    ['3 宜春 4 27人', '第 3 题「地点」记下了：宜春（', '第 4 题「人数」记下了：27人（'],
    ['改 4 27 3 宜春文化馆', '第 3 题「地点」记下了：宜春文化馆（', '第 4 题「人数」记下了：27人（'],
    ['改 1 6月30日 4 二十七个', '第 1 题「日期」记下了：2014年6月30日', '第 4 题「人数」记下了：27人（'],
    ['改 3 宜春，4 27人', '第 3 题「地点」记下了：宜春（', '第 4 题「人数」记下了：27人（'],
    ['改 3 宜春 27人', '第 3 题「地点」记下了：宜春（', '第 4 题「人数」记下了：27人（'],
    ['改 3 宜春 4 楼 27人', '第 3 题「地点」记下了：宜春 4 楼（', '第 4 题「人数」记下了：27人（'],
  ])('%s', (said, ...changes) => {
    const reply = atEnd().say(said)
    for (const change of changes) expect(reply).toContain(change)
  })
  it('a number within a place stays in it', () => {
    expect(atEnd().say('改 3 宜春 4 楼')).toContain('第 3 题「地点」记下了：宜春 4 楼（')
  })
})

describe('a total that changes', () => {
  const counting = (...said: string[]): string => {
    const chat = talk(formNamed('activity.v2'))
    chat.open()
    return ['昨天', '志愿者培训', '高安', ...said].map((one) => chat.say(one)).at(-1) ?? ''
  }
  it('keeps the parts that still fit, and says so', () => {
    for (const said of ['改成35', '不对，是35人', '35人'])
      expect(counting('32人，其中志愿者5个', said)).toContain('35人（志愿者5），这个人数是怎么来的')
    expect(counting('32人，其中志愿者5个', '签到', '人数改成35')).toContain('35人（志愿者5；签到）（原来是：32人')
    expect(counting('32人，其中志愿者5个', '签到', '跳过', '改 4 35')).toContain('35人（志愿者5；签到）（原来是：32人')
  })
  it('drops a part that is more than all', () => {
    expect(counting('32人，其中志愿者5个', '改成3人')).toContain('3人，这个人数是怎么来的')
  })
  it('asks which holds where the parts were all of it', () => {
    for (const said of ['改成45', '不对，是45人']) {
      const asked = counting('大人23人，孩子20人', said)
      expect(asked).toContain('其中 23+20=43人，与总数 45人 不一致，哪个对？')
    }
    expect(counting('大人23人，孩子20人', '签到', '人数改成45')).toContain('与总数 45人 不一致，哪个对？')
    expect(counting('45人，其中5+20+18')).toContain('其中 5+20+18=43人，与总数 45人 不一致，哪个对？')
  })
})
