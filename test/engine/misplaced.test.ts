import { describe, expect, it } from '@jest/globals'
import { formNamed, talk } from './talk.js'

const activity = formNamed('activity.v2')

/** An activity record at the question after these answers. */
const after = (...said: string[]) => {
  const chat = talk(activity)
  chat.open()
  for (const one of said) chat.say(one)
  return chat
}

const WHOLE = ['昨天', '读书会', '高安', '签到30人', '培训', '跳过']

describe('a word about what is filed, in a draft', () => {
  it.each(['更正 2', '更正 1', '更正2', '撤回 1', '恢复 1', '恢复第1份', '历史 3', 'correct 2'])(
    '%s changes nothing and is told apart, wherever the draft is',
    (said) => {
      for (let count = 1; count <= WHOLE.length; count++) {
        const chat = after(...WHOLE.slice(0, count))
        const { answers, at } = chat.session
        expect(chat.say(said)).toMatch(/是对交过的说的.*改 2.*我的填报/)
        expect(chat.session).toMatchObject({ answers, at })
      }
    },
  )

  it.each(['更正：32人', '更正一下，应该是32人'])('%s is a correction as before', (said) => {
    const chat = after('昨天', '读书会', '高安', '签到30人')
    expect(chat.say(said)).toContain('32人（签到）（原来是：30人（签到））')
  })
})

const brief = formNamed('work-brief.v2')
const DONE =
  '这个季度我们走进三个县办志愿者培训，每次先去走访再定内容，学员回去以后自己办起了读书会，每个月一次；'.repeat(2)

/** A brief at its activities, and what stands in them. */
const atRows = () => {
  const chat = talk(brief)
  chat.open()
  for (const one of ['第二季度', DONE, '培训']) chat.say(one)
  const held = () => (chat.session.partials['activities']?.value ?? { rows: [] }) as { rows: unknown[] }
  return { ...chat, rows: () => held().rows }
}

describe('days that are no answer to when one activity was', () => {
  it('a paragraph at a row that asks for its day is not cut down to a day', () => {
    const chat = atRows()
    expect(chat.say('六一儿童节在上犹搞了活动，来了四五十个孩子')).toContain('哪一天')
    const reply = chat.say('志愿者周末才有空，所以两场只好改期了，下半年再办两次培训，每次之前先走访看看。')
    expect(reply).toMatch(/这段没有记.*请只写日期/u)
    expect(chat.rows()).toEqual([])
    chat.say('6月1日')
    expect(chat.rows()).toMatchObject([{ cells: { date: { from: '2014-06-01' } } }])
  })

  it.each(['5月6日、13日、20日 读书会 20人', '5月每周六 读书会 4次 80人次', '5月6日和5月13日 读书会 20人'])(
    '%s is asked for one a line',
    (said) => {
      const chat = atRows()
      expect(chat.say(said)).toMatch(/是好几[天场].*没有记.*写.*一行|是好几天，没有记.*一行写一场/u)
      expect(chat.rows()).toEqual([])
    },
  )

  it.each(['每周三', '昨天和今天', '5月6日、13日'])('%s is no day of one activity', (said) => {
    const chat = after()
    expect(chat.say(said)).toMatch(/是好几[天场].*没有记/u)
    expect(chat.session.answers['date']).toBeUndefined()
  })

  it.each([
    '5月6日下午',
    '5月6日 每周三故事会 高安 20人',
    '5月6日-8日 培训班 3天 每天30人',
    '5月6日 读书会 高安 20人',
    '5月6日-8日 培训 高安 20人',
  ])('%s is one', (said) => {
    expect(atRows().say(said)).not.toContain('好几天')
  })

  it('a sum that is not worked out is asked for', () => {
    const chat = atRows()
    chat.say('跳过')
    expect(chat.say('场地费500*2')).toMatch(/500\*2」没有算，也没有记。请写一共多少元/)
    expect(chat.say('场地费 500元*2人')).toContain('1000元')
  })
})

describe('a count where words are asked', () => {
  it.each([
    [['昨天'], '内容', ['35人', '签到30人', '5']],
    [['昨天', '读书会'], '地点', ['5']],
  ])('after %j is asked about, and is no %s', (before, label, counts) => {
    for (const said of counts) {
      const chat = after(...before)
      const { answers } = chat.session
      expect(chat.say(said)).toMatch(new RegExp(`「${said}」是给第 4 题「人数」的(?:，还是这一题「${label}」的|吗)`))
      expect(chat.session.answers).toEqual(answers)
    }
  })

  it.each(['1', '2'])('%s, which answers what the bot asks, is no title and no headcount', (said) => {
    const chat = after('昨天')
    const { answers } = chat.session
    for (let tapped = 0; tapped < 2; tapped++) {
      expect(chat.say(said)).toMatch(/只是一个数字，没有记进去/u)
      expect(chat.session.answers).toEqual(answers)
    }
  })

  it('that can be no place is taken for its own question at once', () => {
    const chat = after('昨天', '读书会')
    expect(chat.say('35人')).toMatch(/第 4 题「人数」.*\n.*第 3 题「地点」/u)
    expect(chat.say('高安')).toContain('35人，这个人数是怎么来的')
  })

  it('is taken for its own question, and the words are asked for after it', () => {
    const chat = after('昨天', '合唱比赛')
    expect(chat.say('签到30人')).toMatch(/第 4 题「人数」记下了：30人.*\n.*地点/u)
    chat.say('高安')
    expect(chat.session.answers).toMatchObject({
      place: { value: '高安' },
      headcount: { value: { quantity: { max: 30, basis: 'sign_in' } } },
    })
    expect(chat.session.at).toEqual({ type: 'asking', field: 'category' })
  })

  it.each(['百人徒步', '第3期读书会', '2014届毕业生座谈', '60岁老人体检', '三人行读书会'])('%s is a title', (said) => {
    const chat = after('昨天', said)
    expect(chat.session.answers['title']?.value).toBe(said)
  })
})

describe('a headcount in words that hold another number', () => {
  it.each([
    ['应到50实到32', '32人'],
    ['应到50人，实到32人', '32人'],
    ['报名50来了32', '32人'],
    ['人数不是36是37人', '37人'],
    ['不是36人，是37人', '37人'],
    ['about 30 people', '约30人'],
    ['around 40', '约40人'],
  ])('%s is %s, and nothing beside it', (said, shown) => {
    const reply = after('昨天', '读书会', '高安').say(said)
    expect(reply).toContain(shown)
    expect(reply).not.toMatch(/（(?!现场点数)|其中/u)
  })

  it.each(['30人、20人次', '20人次，30人'])('%s is asked for as one total', (said) => {
    const chat = after('昨天', '读书会', '高安')
    expect(chat.say(said)).toMatch(/有两个数，没有记.*总数/u)
    expect(chat.session.partials['headcount']).toBeUndefined()
    expect(chat.say('35人，其中志愿者5人')).toContain('35人（志愿者5）')
    const rows = atRows()
    expect(rows.say(`5月6日 读书会 高安 ${said}`)).toContain('有两个数，没有记')
    expect(rows.rows()).toEqual([])
  })

  it('in a row: who was to come is no part of its title', () => {
    const chat = atRows()
    expect(chat.say('5月6日 志愿者培训 高安 应到30实到25')).toContain('5月6日 · 志愿者培训 · 高安 · 25人')
    expect(chat.say('5月7日 读书会 图书馆 报名50人，来了32人')).toContain('5月7日 · 读书会 · 图书馆 · 32人')
  })
})

describe('what she says while a doubt is open', () => {
  const kept = ['读书会', '高安图书馆', '签到30人', '培训']
  it.each(['1', '2'])('is taken or named once, after %s', (settles) => {
    const chat = after('昨天')
    chat.say('3月22日')
    for (const said of kept) expect(chat.say(said)).toContain('先留着')
    const reply = chat.say(settles) ?? ''
    expect(reply).not.toMatch(/先没有记|请先说一下/u)
    const held = JSON.stringify([chat.session.answers, chat.session.partials, chat.session.at])
    for (const said of kept) {
      const named = reply.split(`「${said}」`).length - 1
      expect([said, named === 1 || held.includes(said.replace('签到', '')) || /"培训"|training/u.test(held)]).toEqual([
        said,
        true,
      ])
    }
  })

  it('waits on behind a second doubt', () => {
    const chat = after('昨天')
    chat.say('3月22日')
    for (const said of ['签到30人', '读书会', '高安']) chat.say(said)
    expect(chat.say('1')).toMatch(/第 1 题「日期」记下了：2014年3月22日[^]*「签到30人」是给第 4 题/u)
    const reply = chat.say('1')
    expect(reply).not.toContain('先没有记')
    expect(chat.session.answers).toMatchObject({
      date: { value: { from: '2014-03-22' } },
      title: { value: '读书会' },
      place: { value: '高安' },
      headcount: { value: { quantity: { max: 30 } } },
    })
  })

  it('is taken, and what the doubt was about named, where a command leaves it', () => {
    const chat = after('昨天')
    for (const said of ['3月22日', '读书会', '高安', '读书会']) chat.say(said)
    expect(chat.say('改 1')).toMatch(
      /^「3月22日」没有记。要记到第 1 题.*\n记下了：读书会\n.*猜的.*\n记下了：高安\n【1\/6】/u,
    )
  })

  it('a count said twice is still no title', () => {
    const chat = after('35人', '昨天')
    chat.say('35人')
    expect(chat.session.answers['title']).toBeUndefined()
    expect(chat.session.at).toMatchObject({ type: 'doubting', older: 'headcount' })
  })
})
