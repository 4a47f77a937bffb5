import { describe, expect, it } from '@jest/globals'
import { formNamed, talk, wordsIn } from './talk.js'

const brief = formNamed('work-brief.v1')
const activity = formNamed('activity.v1')
const HOUR = 3_600_000
const DONE =
  '上半年我们在高安、萍乡和上犹办了三次志愿者培训，每次都先去当地组织走访，听他们想学什么，再一起定内容；培训以后又回访了一次。'
const NEXT = '下半年再办两次培训，每次之前先走访，培训之后一个月打电话回访一遍学员。'

/** A brief up to this question, answered shortly. */
function briefUpTo(question: number) {
  const chat = talk(brief)
  chat.open()
  for (const said of ['1月到6月', DONE, '培训', '3月22日 高安志愿者培训 25人\n完', '场地费 500元', '没有', NEXT].slice(
    0,
    question - 1,
  )) {
    chat.say(said.replace('\n完', ''))
    if (/人|元$/.test(said) && /^3月|^场地/.test(said)) chat.say('完')
  }
  return chat
}

describe('commands', () => {
  it.each([
    '帮助',
    '帮助。',
    ' 帮 助 '.replace(' 帮 助 ', '帮助！'),
    '？',
    '?',
    '「帮助」',
    'help',
    'HELP',
    'ｈｅｌｐ',
    '帮助？',
  ])('%s is help at any question', (said) => {
    for (const question of [1, 2, 4, 8]) {
      const chat = briefUpTo(question)
      const before = JSON.stringify(chat.session.answers)
      expect(chat.say(said)).toContain('上一步 · 跳过')
      expect(JSON.stringify(chat.session.answers)).toBe(before)
    }
  })

  it.each([
    '取消订阅的事花了三天，帮助大家',
    '跳过广场那次活动',
    '提交了三份申请',
    '暂停营业期间我们照样走访',
    '改 3 次方案才定下来',
  ])('%s holds a command and is an answer', (said) => {
    const chat = briefUpTo(6)
    chat.say(said)
    chat.say('后来都解决了，现在一切正常。')
    expect(chat.session.answers['difficulties']?.value).toContain(said)
  })

  it.each(['改 3', '改3', '改第3题', '改 第三题', '改三', '修改 3', 'edit 3', '改 ３'])(
    '%s goes to question 3 and back',
    (said) => {
      const chat = briefUpTo(8)
      chat.say('跳过')
      expect(chat.session.at).toEqual({ type: 'summary' })
      expect(chat.say(said)).toContain('【3/8】')
      expect(chat.say('交流')).toContain('都对吗')
      expect(chat.session.answers['category']?.value).toBe('exchange')
    },
  )

  it('改 3 in the middle of something comes back to it with nothing lost', () => {
    const chat = briefUpTo(4)
    chat.say('3月22日 高安志愿者培训')
    chat.say('改第 1 题')
    expect(chat.say('4月到6月')).toContain('第 1 条：2014年3月22日 · 高安志愿者培训')
    expect(chat.say('25')).toContain('记下第 1 条：2014年3月22日 · 高安志愿者培训 · 25人')
    chat.say('改 第2题')
    chat.say('太短了')
    chat.say('改第 4 题')
    expect(chat.say('完')).toContain('【5/8】')
    expect(chat.say('提交')).toContain('【2/8】已经写了 3 字')
    chat.say('不变')
    expect(chat.session.answers['done']?.value).toBe(DONE)
  })

  it('提交 says what is missing, shows the summary, and files only after a yes', () => {
    const chat = briefUpTo(2)
    expect(chat.say('提交')).toContain('还差第 2 题「做了什么」')
    chat.say(DONE)
    chat.say('提交')
    chat.say('培训')
    expect(chat.say('提交')).toContain('还差第 7 题')
    expect(chat.say(NEXT)).toContain('【8/8】')
    expect(chat.say('提交')).toContain('都对吗')
    expect(chat.effects).toEqual([])
    expect(chat.say('好的')).toContain('已提交，谢谢你')
    expect(chat.effects).toEqual([{ type: 'file_record' }])
    expect(chat.session.at).toEqual({ type: 'filed' })
    chat.say('1')
    chat.say('提交')
    expect(chat.effects).toHaveLength(1)
  })

  it('提交 takes rows and photos as they stand, when only the 完 is missing', () => {
    const chat = briefUpTo(4)
    chat.say('3月22日 高安志愿者培训 25人')
    expect(chat.say('提交')).toContain('还差第 7 题')
    expect(chat.session.answers['activities']?.from).toEqual(['m4'])
    chat.say(NEXT)
    chat.photo()
    expect(chat.say('提交')).toContain('还差第 8 题')
    chat.say('合影')
    expect(chat.say('提交')).toMatch(/8\. 照片：1 张[^]*都对吗/)
  })

  it('清空 takes back an answer that may be empty', () => {
    const chat = briefUpTo(8)
    chat.say('改 5')
    const { answers } = chat.session
    expect(chat.say('清空')).toContain('回复 1 清空，2 留着')
    expect(chat.say('看情况')).toContain('要清空「支出」吗')
    expect(chat.say('不要')).toContain('【5/8】')
    expect(chat.session.answers).toEqual(answers)
    chat.say('清空')
    chat.wait(4 * HOUR)
    expect(chat.say('1')).toContain('上次填到第 5 题')
    expect(chat.session.answers).toEqual(answers)
    chat.say('清空')
    expect(chat.say('1')).toContain('「支出」先空着')
    expect(chat.session.answers['spending']?.value).toBeNull()
    expect(chat.say('改 1')).toContain('【1/8】')
    expect(chat.say('清空')).toContain('不能空着')
  })

  it.each([
    ['看看我填的', '填成这样'],
    ['看看我填了什么', '填成这样'],
    ['保存', '不用保存'],
    ['明天再说', '先停在这里'],
    ['晚点再填吧', '先停在这里'],
    ['要填多久', '一共 8 题'],
    ['找人工', '枢纽机构'],
    ['你是谁？', '简报助手'],
    ['怎么写', '大白话'],
    ['写完了', '要填一下才行'],
    ['删 7', '没有第几条'],
    ['不知道', '暂停'],
  ])('%s at a question in words is no answer to it', (said, answer) => {
    const chat = briefUpTo(7)
    expect(chat.say(said)).toContain(answer)
    expect([chat.session.answers['next_steps'], chat.session.partials['next_steps']]).toEqual([undefined, undefined])
  })

  it.each(['明天再去走访一次', '保存了全部签到表', '看看大家填的问卷再定下一步'])('%s is an answer', (said) => {
    const chat = briefUpTo(7)
    chat.say(said)
    expect(chat.session.partials['next_steps']?.value).toBe(said)
  })

  it('who does not know is told what to do, at any question', () => {
    for (const question of [1, 2, 3, 7]) expect(briefUpTo(question).say('不知道')).toContain('回复 暂停')
    for (const question of [4, 5, 6, 8]) {
      const chat = briefUpTo(question)
      expect(chat.say('随便')).toContain('回复 跳过')
      expect(chat.say('跳过')).toContain('先空着')
    }
  })

  it('a long list is not repeated a third time', () => {
    const chat = briefUpTo(3)
    expect(chat.say('7')).toContain('4 服务活动')
    expect(chat.say('8')).toContain('4 服务活动')
    expect(chat.say('9')).not.toContain('4 服务活动')
    expect(chat.say('别的')).toContain('记下了：其他')
  })

  it('上一步 goes back one question at a time and stops at the first', () => {
    const chat = briefUpTo(3)
    expect(chat.say('上一步')).toContain('【2/8】')
    expect(chat.say('返回')).toContain('【1/8】')
    expect(chat.say('back')).toContain('已经是第一题')
    expect(chat.say('不变')).toContain('【3/8】')
  })
})

describe('a draft', () => {
  it('is not thrown away by anything but a yes to the question', () => {
    const chat = briefUpTo(5)
    const { answers } = chat.session
    chat.say('取消')
    for (const said of ['什么', '再看看', '😀']) expect(chat.say(said)).toContain('要删掉这份吗')
    for (const said of ['不', '不要', '不删', '留着', '2', '继续']) {
      expect(chat.say(said)).toContain('【5/8】')
      chat.say('cancel')
    }
    chat.wait(4 * HOUR)
    expect(chat.say('是')).toContain('上次填到第 5 题')
    expect(chat.session.answers).toEqual(answers)
    chat.say('取消')
    expect(chat.say('是的')).toContain('已经取消')
    expect(chat.session.at).toEqual({ type: 'cancelled' })
  })

  it.each(['1', '要', '删', '删掉', '删了吧'])('is thrown away by %s when asked', (said) => {
    const chat = briefUpTo(5)
    chat.say('取消')
    expect(chat.say(said)).toContain('已经取消')
  })

  it('is not submitted by a 1 after a long silence', () => {
    const chat = briefUpTo(8)
    chat.say('跳过')
    chat.wait(30 * HOUR)
    expect(chat.say('1')).toContain('都对吗')
    expect(chat.effects).toEqual([])
  })

  it('keeps what is certainly an answer after a silence, and asks again for the rest', () => {
    const chat = briefUpTo(3)
    for (const said of ['你好', '在吗？', '这个怎么弄']) {
      chat.wait(10 * HOUR)
      expect(chat.say(said)).toContain('上次填到第 3 题「活动类别」')
      expect(chat.session.misses).toBe(0)
    }
    chat.wait(10 * HOUR)
    expect(chat.say('２')).toMatch(/上次填到第 3 题.*\n记下了：陪伴支持/)
  })

  it('hears commands after a silence', () => {
    const chat = briefUpTo(4)
    chat.say('暂停')
    expect(chat.say('预览')).toContain('报告时段：2014年1—6月')
    chat.say('暂停')
    expect(chat.say('继续')).toContain('上次填到第 4 题')
    chat.say('暂停')
    expect(chat.say('上一步')).toContain('【3/8】')
  })

  it.each([
    { type: 'media', kind: 'voice', ref: { id: 'v' } },
    { type: 'media', kind: 'video', ref: { id: 'v' } },
    { type: 'location', latitude: 1, longitude: 2, label: '高安' },
    { type: 'link', title: 't', url: 'u' },
    { type: 'event', event: 'joined' },
    { type: 'choice', key: 'somewhere_else' },
  ] as const)('survives a stray message: %j', (said) => {
    for (const question of [1, 3, 4, 8]) {
      const chat = briefUpTo(question)
      const { answers } = chat.session
      const reply = chat.hear(said)
      expect(reply).toMatch(/填到第|【/)
      expect([chat.session.answers, chat.session.at.type]).toEqual([answers, 'asking'])
    }
  })
})

describe('a wrong answer', () => {
  it('is asked again with the reason and an example, then in another way', () => {
    const chat = talk(activity)
    chat.open()
    const first = chat.say('前一阵子')
    expect(first).toContain('「前一阵子」没看出')
    expect(first).toContain('例如：')
    expect(chat.say('记不得')).toContain('写几月几日就行')
    expect(chat.session.misses).toBe(2)
    chat.say('昨天')
    expect(chat.session.misses).toBe(0)
  })
})

describe('a day with more said around it', () => {
  it.each([['我们6月26日办了第2期读书会', '2014年6月26日', '我们办了第2期读书会']])(
    '%s is taken, and the rest is not lost in silence',
    (said, day, rest) => {
      const chat = talk(activity)
      chat.open()
      const reply = chat.say(said)
      expect(reply).toContain(`记下了：${day}。「${rest}」这里先不记。`)
      expect(reply).toContain('【2/6】')
    },
  )

  it.each([
    ['6月26号第2期读书会', '2014年6月26日 · 第2期读书会', '【3/6】'],
    ['6.26 书店 15人', '2014年6月26日 · 书店 · 15人', '【2/6】'],
  ])('%s is taken with what is said besides', (said, taken, next) => {
    const chat = talk(activity)
    chat.open()
    const reply = chat.say(said)
    expect(reply).toContain(`记下了：${taken}`)
    expect(reply).toContain(next)
  })

  it.each(['6月3日和6月17日两次沙龙', '6月3日读书会，6月17日沙龙', '2月30日第2期读书会', '第2期读书会'])(
    '%s is no day',
    (said) => {
      const chat = talk(activity)
      chat.open()
      expect(chat.say(said)).toContain('【1/6】')
    },
  )
})

describe('every reply', () => {
  it('fits one message, whatever is said', () => {
    const words = [
      '你好',
      '1',
      '9',
      '3月22日',
      '完',
      '改 2',
      '删 1',
      '上一步',
      '看',
      '跳过',
      '😀'.repeat(300),
      '长'.repeat(20_000),
      '3月22日 培训 25人',
      DONE,
    ]
    for (let question = 1; question <= 8; question++) {
      for (const said of words) {
        const chat = briefUpTo(question)
        for (let times = 0; times < 3; times++) {
          const reply = chat.say(said)
          expect([said.slice(0, 10), Buffer.byteLength(reply ?? '') <= 2000]).toEqual([said.slice(0, 10), true])
        }
      }
    }
  })

  it('is in the language of the person', () => {
    const chat = talk(brief, wordsIn('en'))
    expect(chat.open()).toContain('Which period is this brief about?')
    expect(chat.say('help')).not.toMatch(/[\u4e00-\u9fff]/)
  })
})

describe('a long and wild conversation', () => {
  /** A small generator of chance (mulberry32): the same walk every time. */
  const chance = (seed: number) => () => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const says = [
    '1',
    '2',
    '3',
    '１',
    '完',
    '没有',
    '跳过',
    '上一步',
    '改 4',
    '改 2',
    '改第 8 题',
    '删 1',
    '删 2',
    '看',
    '预览',
    '暂停',
    '继续',
    '不变',
    '清空',
    '提交',
    '取消',
    '帮助',
    '25',
    '25人',
    '昨天',
    '3月22日',
    '3月22日 高安志愿者培训 高安 25人',
    '4月6日 萍乡志愿者培训',
    '场地费 500元',
    '人数 30',
    '改 1 人数',
    '改 1 人数 40',
    '2 合影',
    '说明 开班',
    '1-2 讨论',
    '你好',
    DONE,
    NEXT,
    '😀',
    '\u200b',
    '重写',
    '日期：3月22日 内容：培训',
    '<xml>',
  ]
  it.each([1, 2, 3, 4, 5, 6])('number %i never breaks, and always says what to do', (seed) => {
    const next = chance(seed)
    const form = seed % 2 === 0 ? activity : brief
    let chat = talk(form)
    chat.open()
    for (let turn = 0; turn < 1500; turn++) {
      if (chat.session.at.type === 'filed' || chat.session.at.type === 'cancelled') {
        chat = talk(form)
        chat.open()
      }
      const dice = next()
      if (dice < 0.1) expect(chat.photo()).toBeNull()
      else if (dice < 0.15) chat.find('photos', { type: 'woken', why: 'album' })
      else if (dice < 0.18) chat.find('photos', { type: 'picture_lost', photo: chat.lastMessage, code: 'gone' })
      else if (dice < 0.2) chat.wait(5 * HOUR)
      else {
        const reply = chat.say(says[Math.floor(next() * says.length)] ?? '')
        expect(reply?.length).toBeGreaterThan(3)
      }
      for (const { from } of Object.values(chat.session.answers))
        expect(from.every((id) => /^m\d+$/.test(id))).toBe(true)
    }
  })
})
