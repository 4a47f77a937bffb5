import { describe, expect, it } from '@jest/globals'
import { offersFor } from '../../src/forms/again.js'
import { kindOf } from '../../src/forms/kinds.js'
import { formNamed, talk, type Talk, wordsIn } from './talk.js'

const brief = formNamed('work-brief.v2')
const DONE =
  '上半年我们在高安、萍乡和上犹办了三次活动，每次都先去当地组织走访，听他们想学什么，再一起定内容；之后又回访了一次。'
const PLANS = '志愿者周末才有空，两场只好改期；下半年再办两次培训，每次之前先走访，结束一个月后打电话回访。'
const ROWS = '3月22日 读书会 高安 35人\n4月5日 家长会 少年宫 17人（家长12、老师5）\n5月3日 比赛 文化馆 80人'
const SPENT = '场地费 500元，打印 120元'

const told = (answers: string[]): Talk => {
  const chat = talk(brief)
  chat.open()
  for (const said of answers) chat.say(said)
  return chat
}
const atActivities = (rows = [ROWS]) => told(['1月到6月', DONE, '培训', ...rows])
const atSpending = (rows = [SPENT]) => told(['1月到6月', DONE, '培训', ROWS, '完', '签到', ...rows])
const atSummary = () => told(['1月到6月', DONE, '培训', ROWS, '完', '签到', SPENT, '完', PLANS, '跳过'])
const atPhotos = (count: number) => {
  const chat = told(['1月到6月', DONE, '培训', ROWS, '完', '签到', SPENT, '完', PLANS])
  for (let i = 0; i < count; i++) chat.photo()
  return chat
}
const filed = (notes: Record<string, string>): Talk => {
  const chat = atSummary()
  chat.say('1')
  chat.revise('returned', notes)
  return chat
}

/** What stands in the table of this question, without its numbers. */
function rowsOf({ session }: Talk, key: 'activities' | 'spending'): string[] {
  const field = brief.fields.find((one) => one.key === key)!
  const held = session.partials[key]?.value ?? session.answers[key]?.value ?? null
  if (held === null) return []
  const lines = kindOf(field).show(field, kindOf(field).decode(held), wordsIn('zh-CN')).split('\n').slice(1)
  return lines.map((line) => line.replace(/^\s*\d+\. /u, ''))
}
const pendingOf = ({ session }: Talk, key: string) =>
  (session.partials[key]?.value as { pending?: unknown[] } | undefined)?.pending ?? []
const [READING, PARENTS, CONTEST] = [
  '2014年3月22日 · 读书会 · 高安 · 35人',
  '2014年4月5日 · 家长会 · 少年宫 · 17人（家长12、老师5）',
  '2014年5月3日 · 比赛 · 文化馆 · 80人',
] as const

describe('a correction at its own table', () => {
  it.each([
    ['读书会那场应该是3月23号', ['2014年3月23日 · 读书会 · 高安 · 35人', PARENTS, CONTEST]],
    ['不对，第一场是38人', ['2014年3月22日 · 读书会 · 高安 · 38人', PARENTS, CONTEST]],
    ['第1场是32人，不是35', ['2014年3月22日 · 读书会 · 高安 · 32人', PARENTS, CONTEST]],
    ['家长会那场不是17人，是19人', [READING, '2014年4月5日 · 家长会 · 少年宫 · 19人（家长12、老师5）', CONTEST]],
    ['第三场人数改成230人', [READING, PARENTS, '2014年5月3日 · 比赛 · 文化馆 · 230人']],
    ['改 3 90', [READING, PARENTS, '2014年5月3日 · 比赛 · 文化馆 · 90人']],
  ])('of an activity: %s', (said, rows) => {
    const chat = atActivities()
    expect(chat.say(said)).toContain('改好了')
    expect(rowsOf(chat, 'activities')).toEqual(rows)
    expect(pendingOf(chat, 'activities')).toEqual([])
  })

  it.each(['打印费其实是150', '打印其实是150', '打印费 应该是150', '打印费改成150', '打印费是150不是120', '改 2 150'])(
    'of a sum: %s',
    (said) => {
      const chat = atSpending()
      expect(chat.say(said)).toContain('第 2 条改好了：打印 · 150元（原来是：120元）')
      expect(rowsOf(chat, 'spending')).toEqual(['场地费 · 500元', '打印 · 150元'])
    },
  )

  it.each(['茶歇其实是50', '茶歇应该是50', '茶歇改成50元'])('of what is not there begins no row: %s', (said) => {
    const chat = atSpending()
    expect(chat.say(said)).toContain('没有找到「茶歇」这一条')
    expect(rowsOf(chat, 'spending')).toHaveLength(2)
    expect(pendingOf(chat, 'spending')).toEqual([])
  })

  it.each(['茶歇 50', '茶歇50元', '茶歇花了50', '书费五十'])('a new sum is none: %s', (said) => {
    const chat = atSpending()
    expect(chat.say(said)).toContain('记下第 3 条')
  })
})

describe('rows are taken out in words', () => {
  it.each([
    ['把家长会删掉', [READING, CONTEST]],
    ['家长会删掉', [READING, CONTEST]],
    ['删掉家长会', [READING, CONTEST]],
    ['家长会那场删了吧', [READING, CONTEST]],
    ['把读书会和家长会删掉', [CONTEST]],
    ['第三场不要了', [READING, PARENTS]],
    ['活动第3条删掉', [READING, PARENTS]],
  ])('at their table, and while one of them is changed: %s', (said, rows) => {
    for (const before of [[], ['改 3 人数'], ['改 2'], ['改 2、3']]) {
      const chat = atActivities([ROWS, ...before])
      expect(chat.say(said)).toContain('删掉了')
      expect(rowsOf(chat, 'activities')).toEqual(rows)
      chat.say('撤销')
      expect(rowsOf(chat, 'activities')).toEqual([READING, PARENTS, CONTEST])
    }
  })

  it('「这条不要了」 while one is changed takes out that one', () => {
    const chat = atActivities([ROWS, '改 2 人数'])
    expect(chat.say('这条不要了')).toContain('家长会')
    expect(rowsOf(chat, 'activities')).toEqual([READING, CONTEST])
  })

  it.each(['第一场和第二场是同一场，删掉一个', '第1条和第2条重复了'])(
    'of two that are one it is asked which: %s',
    (said) => {
      const chat = atActivities()
      expect(chat.say(said)).toMatch(/1\. .*读书会[^]*2\. .*家长会[^]*要删哪一条？比如回复 删 4\.2/)
      expect(rowsOf(chat, 'activities')).toHaveLength(3)
      expect(chat.say('删 4.2')).toContain('删掉了')
      expect(rowsOf(chat, 'activities')).toEqual([READING, CONTEST])
    },
  )

  it('all of them only after one question', () => {
    const chat = atActivities()
    expect(chat.say('全部删掉')).toContain('要清空「活动」吗？')
    expect(rowsOf(chat, 'activities')).toHaveLength(3)
  })

  it('at the summary by the name of the question', () => {
    const chat = atSummary()
    expect(chat.say('支出第1条删掉')).toContain('第 5 题「支出」里，删掉了')
    expect(rowsOf(chat, 'spending')).toEqual(['打印 · 120元'])
    chat.say('打印费改成150')
    expect(rowsOf(chat, 'spending')).toEqual(['打印 · 150元'])
    expect(chat.say('人数是28')).toContain('是「活动」里的哪一条？')
  })

  it('「删」 by itself asks which', () => {
    const chat = atActivities()
    expect(chat.say('删')).toContain('要删哪一条？回复 删 加编号，比如 删 3')
    expect(rowsOf(chat, 'activities')).toHaveLength(3)
  })

  it('where words are asked for, only what can be no part of them', () => {
    const chat = told(['1月到6月', DONE, '培训', ROWS, '完', '签到', SPENT, '完'])
    expect(chat.say('把家长会删掉')).toContain('第 4 题「活动」里，删掉了')
    chat.say('撤销')
    chat.say('把读书会取消')
    chat.say('打印的钱去掉')
    expect(rowsOf(chat, 'activities')).toHaveLength(3)
    expect(rowsOf(chat, 'spending')).toHaveLength(2)
    expect(chat.session.partials['plans']?.value).toBe('把读书会取消\n打印的钱去掉')
  })

  it('looking is no step to take back', () => {
    const chat = atActivities()
    chat.say('删 1、2')
    chat.say('看')
    expect(chat.say('撤销')).toContain('刚才的「删 1、2」不算了')
    expect(rowsOf(chat, 'activities')).toHaveLength(3)
  })

  it.each(['删照片 1、2', '删图片1、2', '照片1和2不要了', '把照片第1、2张删掉'])(
    'pictures are deleted by name from any question: %s',
    (said) => {
      const chat = atActivities()
      for (let i = 0; i < 3; i++) chat.photo()
      expect(chat.say(said)).toContain('第 7 题「照片」里，删掉了第 1、2 张')
      expect(rowsOf(chat, 'activities')).toHaveLength(3)
      expect(pendingOf(chat, 'activities')).toEqual([])
    },
  )

  it('where there are none this is said, and nothing begun', () => {
    const chat = atActivities()
    expect(chat.say('删照片 1')).toContain('「照片」里还没有记下什么')
    expect(chat.say('删支出 1')).toContain('「支出」里还没有记下什么')
    expect(pendingOf(chat, 'activities')).toEqual([])
  })
})

describe('sums as they are said', () => {
  it.each([
    ['场地费 500，讲师车费三百二，打印45块5', ['场地费 · 500元', '讲师车费 · 320元', '打印 · 45.50元']],
    ['讲师车费三百二', ['讲师车费 · 320元']],
    ['车票一百二十', ['车票 · 120元']],
    ['场地费五百', ['场地费 · 500元']],
    ['打印四十五', ['打印 · 45元']],
    ['刚才漏了一笔，打印 60', ['打印 · 60元']],
    ['补一条：打印 60元', ['打印 · 60元']],
    ['A4纸 2包 30', ['A4纸 2包 · 30元']],
    ['打印 20-30元', ['打印 · 20-30元']],
  ])('%s', (said, rows) => {
    const chat = atSpending([])
    chat.say(said)
    expect(rowsOf(chat, 'spending')).toEqual(rows)
  })

  it('between whole ones what is none is told, and lost in none of them', () => {
    const chat = atSpending([])
    expect(chat.say('场地费 500，茶歇 300，都有发票')).toContain('没看懂的行没有记：「都有发票」')
    expect(rowsOf(chat, 'spending')).toEqual(['场地费 · 500元', '茶歇 · 300元'])
  })

  it.each(['2-4 分组讨论', '顺序 3 1 2', '讲师 2 天 600'])('that are not clear are asked about: %s', (said) => {
    const chat = atSpending([])
    expect(chat.say(said)).toContain('里没看清花了多少钱，没有记')
    expect(chat.session.partials['spending']).toBeUndefined()
  })

  it.each(['没花钱', '没有花钱', '没花', '这次一分钱都没花', '没有支出'])('%s skips the question', (said) => {
    const chat = atSpending([])
    expect(chat.say(said)).toContain('「支出」先空着')
    expect(chat.session.answers['spending']?.value).toBeNull()
  })

  it.each(['场地没花钱，打印 20元', '没花完的 20元买了水'])('what only begins so does not: %s', (said) => {
    const chat = atSpending([])
    chat.say(said)
    expect(rowsOf(chat, 'spending')).not.toEqual([])
  })
})

describe('a row that lacks something', () => {
  it('with 完 at its headcount is kept without one, and the table ends', () => {
    const chat = atActivities([ROWS, '5月9日 手工课 文化馆'])
    expect(chat.say('完')).toMatch(/^记下第 4 条：2014年5月9日 · 手工课 · 文化馆\n.*人数是怎么数的/)
    expect(chat.say('签到')).toContain('【5/7】')
    expect(rowsOf(chat, 'activities')[3]).toBe('2014年5月9日 · 手工课 · 文化馆')
    expect(chat.session.answers['activities']?.value).toMatchObject({
      rows: [{}, {}, {}, { cells: expect.not.objectContaining({ headcount: null }) }],
    })
  })

  it('没统计 is what she says herself', () => {
    const chat = atActivities(['5月9日 手工课 文化馆', '没统计'])
    expect(rowsOf(chat, 'activities')).toEqual(['2014年5月9日 · 手工课 · 文化馆 · 人数没统计'])
  })

  it.each([
    ['跳过', '没有'],
    ['没有', '完'],
    ['完', '跳过'],
  ])('without its day is given back after %s and %s, which never go round', (first, second) => {
    const chat = atActivities([ROWS, '手工课 文化馆 30人'])
    const asked = chat.say(first)
    expect(asked).toContain('日期不能空着')
    expect(asked).not.toContain('「-」')
    expect(chat.say(second)).toContain('没有日期，这一条先不记：手工课 · 文化馆 · 30人')
    expect(rowsOf(chat, 'activities')).toHaveLength(3)
    expect(pendingOf(chat, 'activities')).toEqual([])
  })

  it('without its item is asked for that, and not for the sum', () => {
    const chat = atSpending(['500元', '1', '1'])
    const reply = chat.say('1')
    expect(reply).not.toContain('先只发金额')
    expect(chat.say('场地费')).toContain('场地费 · 500元')
  })

  it.each([
    ['刚才漏了一场：5月9日 中秋晚会 文化馆 30人', '中秋晚会 · 文化馆'],
    ['还有一场：5月9日 中秋晚会 文化馆 30人', '中秋晚会 · 文化馆'],
    ['补课班，5月9日 30人', '补课班'],
    ['忘年会，5月9日 30人', '忘年会'],
  ])('words before a forgotten one are no title: %s', (said, title) => {
    const chat = atActivities([said])
    expect(rowsOf(chat, 'activities')).toEqual([`2014年5月9日 · ${title} · 30人`])
  })

  it('同上 where each has its own is asked for, and the rest stays', () => {
    const chat = atActivities()
    expect(chat.say('5月9日 同上 少年宫 20人')).toMatch(
      /「内容」每次都不一样[^]*第 4 条：2014年5月9日 · 少年宫 · 20人\n是什么活动？/,
    )
    expect(chat.say('手工课')).toContain('记下第 4 条：2014年5月9日 · 手工课 · 少年宫 · 20人')
  })

  it.each([
    ['同上 4月12日', '2014年4月12日 · 读书会 · 萍乡 · 8人'],
    ['4月12日 同上', '2014年4月12日 · 读书会 · 萍乡 · 8人'],
    ['4月12日 同上 20人', '2014年4月12日 · 读书会 · 萍乡 · 20人'],
  ])('a day and 同上 are the row above on that day: %s', (said, shown) => {
    const chat = atActivities(['3月1日 读书会 萍乡 8人'])
    expect(chat.say(said)).toContain(`记下第 2 条：${shown}`)
  })
  it('the row above may lack its place', () => {
    expect(atActivities(['3月1日 读书会 8人']).say('4月12日 同上')).toContain('2014年4月12日 · 读书会 · 8人')
    expect(atActivities([]).say('4月12日 同上')).toContain('没有可以照抄的')
  })

  it('said at another question it comes without them, too', () => {
    const chat = atSpending([])
    const said = '刚才活动那题漏了一场：5月9日 中秋晚会 文化馆 一百二十人左右'
    expect(chat.say(said)).toContain('记下第 4 条：2014年5月9日 · 中秋晚会 · 文化馆 · 一百二十人左右')
  })
})

describe('the same activity twice in one brief', () => {
  const TWICE = '5月9日 社区义诊 蓝天社区 30多人，志愿者5个\n5月9日 社区义诊 蓝天社区 35人'
  it('is pointed out at once, and merged or left', () => {
    const chat = atActivities([])
    expect(chat.say(TWICE)).toContain(
      '第 2 条和第 1 条像是同一场；是同一场就回复 合并，人数留第 2 条的；不是就回复 都留',
    )
    expect(chat.say('都留')).toContain('好，都留着')
    expect(rowsOf(chat, 'activities')).toHaveLength(2)
    expect(chat.say('合并')).toContain('合并成第 1 条了：2014年5月9日 · 社区义诊 · 蓝天社区 · 35人。现在有 1 条')
    expect(rowsOf(chat, 'activities')).toEqual(['2014年5月9日 · 社区义诊 · 蓝天社区 · 35人'])
    chat.say('撤销')
    expect(rowsOf(chat, 'activities')).toHaveLength(2)
  })
  it.each([
    '5月9日 社区义诊 蓝天社区 35人\n5月9日 社区义诊 绿地社区 35人',
    '5月9日 社区义诊 蓝天社区 35人\n5月10日 社区义诊 蓝天社区 35人',
    '5月9日 社区义诊 蓝天社区 35人\n5月9日 读书会 蓝天社区 35人',
  ])('at another place, on another day or of another name it is not: %s', (said) => {
    const chat = atActivities([])
    expect(chat.say(said)).not.toContain('同一场')
    expect(chat.say('合并')).not.toContain('合并成')
    expect(rowsOf(chat, 'activities')).toHaveLength(2)
  })
  it('nor is a sum that is there twice in one message overlooked', () => {
    const chat = atSpending([])
    expect(chat.say('场地费 500，打印 120，场地费 500')).toContain('第 3 条和第 1 条一模一样；重复了就回复 删 3')
  })
})

it('a count that is changed keeps how it was counted; an estimate and another activity do not', () => {
  const chat = atSummary()
  expect(chat.say('第4题第一场改成85人')).toContain('85人（签到）')
  expect(chat.say('第4题第一场改成约85人')).not.toContain('约85人（签到）')
  expect(chat.say('改 4.3 5月4日 年会 少年宫 60人')).not.toContain('60人（签到）')
})

describe('captions of several pictures in one message', () => {
  it.each([
    [
      '1是救助现场，2-5是宣传，6、7领养日，8 9 合影',
      '第 1 张 救助现场；第 2-5 张 宣传；第 6、7 张 领养日；第 8、9 张 合影',
    ],
    ['第一张开班合影，最后一张是签到表', '第 1 张 开班合影；第 9 张 签到表'],
    ['前两张是开营，后三张是闭营', '第 1、2 张 开营；第 7-9 张 闭营'],
    ['2~4 分组讨论，其余是培训现场', '第 2-4 张 分组讨论；第 1、5-9 张 培训现场'],
  ])('%s', (said, back) => {
    expect(atPhotos(9).say(said)).toContain(`说明记下了：${back}。`)
  })
  it.each([
    ['2到4分组讨论', '第 2-4 张的说明记下了：分组讨论。\n第 1、5-9 张还没有说明'],
    ['都是比赛现场', '9 张的说明都记下了：比赛现场。'],
    ['第2张合影', '第 2 张的说明记下了：合影。'],
    ['3 5人合影', '第 3 张的说明记下了：5人合影。'],
    ['1 2014年合影', '第 1 张的说明记下了：2014年合影。'],
    ['第一张的说明是开营', '第 1 张的说明记下了：开营。'],
  ])('is said back: %s', (said, back) => {
    expect(atPhotos(9).say(said)).toContain(back)
  })
  it.each(['1 开营，2-5', '2-4人小组', '都好看'])('is asked of which it is: %s', (said) => {
    expect(atPhotos(9).say(said)).toContain('是第几张的说明？')
  })
})

describe('a returned table', () => {
  it.each(['210人', '210', '第2条210人', '2 210人', '应该是210人', '4月5日那场是210人'])(
    'takes a part of the row the hub asks about: %s',
    (said) => {
      const chat = filed({ activities: '4月5日到底多少人' })
      expect(chat.say(said)).toContain('第 2 条改好了：2014年4月5日 · 家长会 · 少年宫 · 210人')
      expect(rowsOf(chat, 'activities')).toHaveLength(3)
      expect(pendingOf(chat, 'activities')).toEqual([])
    },
  )
  it('asks which row, where the hub names none', () => {
    const chat = filed({ activities: '人数不对吧' })
    expect(chat.say('210人')).toContain('「210人」是「活动」里的哪一条？')
    expect(chat.say('3')).toContain('第 3 条改好了')
  })
  it('says how a row is changed, not only how one is added', () => {
    const chat = atSummary()
    chat.say('1')
    expect(chat.revise('returned', { activities: '4月5日到底多少人' })).toContain('要改哪一条？回复编号，比如 2；')
  })
  it('a new row is one there, too', () => {
    const chat = filed({ activities: '4月5日到底多少人' })
    expect(chat.say('5月20日 采访 高安 12人')).toContain('记下第 4 条')
  })
})

describe('a returned text', () => {
  const NOTE = { plans: '请写上两次培训打算在几月办' }
  it('is asked for without example and least', () => {
    const chat = atSummary()
    chat.say('1')
    const asked = chat.revise('returned', NOTE) ?? ''
    expect(asked).toContain('现在是：志愿者周末才有空')
    expect(asked).not.toMatch(/例如|至少/)
  })
  it.each(['1', '接上'])('takes a sentence more: %s', (word) => {
    const chat = filed(NOTE)
    expect(chat.say('三月和六月')).toContain('接在原来的后面，还是换掉原来的？')
    expect(chat.say(word)).toContain('共 51 字')
    expect(chat.session.answers['plans']?.value).toBe(`${PLANS}\n三月和六月`)
  })
  it.each(['2', '替换'])('is replaced, and then the least is of the new one: %s', (word) => {
    const chat = filed(NOTE)
    chat.say('三月和六月')
    expect(chat.say(word)).toContain('还差 25 字')
    const next = '各办一次培训，五月先去各村走访一次，听听大家想学什么内容。'
    chat.say(next)
    expect(chat.session.answers['plans']?.value).toBe(`三月和六月\n${next}`)
  })
  it('is no part of itself where 换掉 is said twice, and still goes behind the old one by 接在后面', () => {
    const chat = filed(NOTE)
    chat.say('三月和六月')
    chat.say('换掉')
    expect(chat.say('换掉')).toContain('已经写了 5 字，还差 25 字')
    expect(chat.say('接在后面')).toContain('共 51 字')
    expect(chat.session.answers['plans']?.value).toBe(`${PLANS}\n三月和六月`)
  })
  it('takes it, too, where something else was changed in between', () => {
    const chat = filed(NOTE)
    for (const said of ['三月和六月', '改 3', '2']) chat.say(said)
    expect(chat.say('接在后面')).toContain('共 51 字')
    expect(chat.session.answers['plans']?.value).toBe(`${PLANS}\n三月和六月`)
  })
  it.each(['接在后面', '接上', '换掉'])(
    'has nothing to be put anywhere after 重写, and the words for it are no text: %s',
    (word) => {
      const chat = filed(NOTE)
      chat.say('三月和六月')
      chat.say('重写')
      const asked = chat.say(word) ?? ''
      expect(asked).toContain('现在是：志愿者周末才有空')
      expect(asked).not.toContain('收到，')
      expect(chat.say('四月和七月各办一次')).toContain('收到，9 字')
      chat.say('接在后面')
      expect(chat.session.answers['plans']?.value).toBe(`${PLANS}\n四月和七月各办一次`)
    },
  )
  it('that was written again with more stands as it is', () => {
    const chat = filed(NOTE)
    chat.say(`${PLANS}三月和六月。`)
    chat.say('接在后面')
    expect(chat.session.answers['plans']?.value).toBe(`${PLANS}三月和六月。`)
  })
  it('stays as it was by 不变, also when it was to be replaced', () => {
    const chat = filed(NOTE)
    const { from } = chat.session.answers['plans']!
    chat.say('三月和六月')
    expect(chat.say('2')).toContain('还差 25 字')
    expect(chat.say('不变')).toContain('保持不变')
    expect(chat.session.answers['plans']).toEqual({ value: PLANS, from })
    expect(chat.session.partials).toEqual({})
  })
  it.each([
    ['不变', []],
    ['2 不变', []],
    ['2 各办一次培训，五月先去各村走访一次，听听大家想学什么内容。', ['added', 'last']],
    ['1', ['filed', 'added', 'last']],
  ])('keeps the messages it is made of: %s', (said, made) => {
    const chat = filed(NOTE)
    const { from } = chat.session.answers['plans']!
    chat.say('三月和六月')
    const added = chat.lastMessage
    const then: string[] = []
    for (const one of said.split(' ')) {
      chat.say(one)
      then.push(chat.lastMessage)
    }
    const sources: Record<string, string[]> = { filed: from, added: [added], last: then }
    const wanted = made.length === 0 ? from : made.flatMap((key) => sources[key] ?? [])
    expect(chat.session.answers['plans']?.from).toEqual(wanted)
  })
  it('keeps them, too, where more was written before 不变', () => {
    const chat = filed(NOTE)
    const { from } = chat.session.answers['plans']!
    for (const said of ['三月和六月', '2', '各办一次', '不变']) chat.say(said)
    expect(chat.session.answers['plans']).toEqual({ value: PLANS, from })
  })
  it('stays undecided where she says neither, and nothing is submitted', () => {
    const chat = filed(NOTE)
    chat.say('三月和六月')
    expect(chat.say('提交')).toContain('接在原来的后面，还是换掉原来的？')
    expect(chat.say('不变')).toContain('保持不变')
    expect(chat.session.answers['plans']?.value).toBe(PLANS)
  })
})

describe('words that are no answer in words', () => {
  it.each(['看', '我填错了', '刚才写错了'])('are no title: %s', (said) => {
    const chat = talk(formNamed('activity.v2'))
    chat.open()
    chat.say('昨天')
    const reply = chat.say(said)
    expect(reply).not.toContain('记下了')
    expect(chat.session.answers['title']).toBeUndefined()
    expect(chat.say('高安志愿者培训')).toContain('记下了：高安志愿者培训')
  })
  it('a number by itself is not added to a narrative', () => {
    const chat = told(['1月到6月', '救助了二十多个家庭的孩子'])
    expect(chat.say('1')).toContain('「1」只是一个数字，没有记进去')
    expect(chat.session.partials['done']?.value).toBe('救助了二十多个家庭的孩子')
  })
})

describe('a month of which year', () => {
  const NOVEMBER = '2014-11-26T02:00:00.000Z'
  const begun = (how: Parameters<typeof talk>[4] = {}) => {
    const chat = talk(brief, wordsIn('zh-CN'), NOVEMBER, true, how)
    chat.open()
    return chat
  }
  it.each([
    ['1', '2013年12月'],
    ['2', '2014年12月'],
    ['今年', '2014年12月'],
    ['2013年', '2013年12月'],
    ['2014', '2014年12月'],
    ['10月到12月', '2014年10—12月'],
  ])('is asked once where it begins soon: %s', (word, month) => {
    const chat = begun()
    expect(chat.say('12月')).toBe('是哪一年的？回复：\n1 2013年12月\n2 2014年12月')
    expect(chat.session.answers['period']).toBeUndefined()
    expect(chat.say(word)).toContain(`记下了：${month}`)
  })
  it.each(['志愿者周末才有空，两场只好改期', '上周末的活动', '12月'])('goes on being asked: %s', (said) => {
    const chat = begun()
    chat.say('12月')
    expect(chat.say(said)).toContain('是哪一年的？')
    expect(chat.say('2')).toContain('记下了：2014年12月')
  })
  it('is not guessed from a sentence that only speaks of a day', () => {
    const chat = begun()
    expect(chat.say('志愿者周末才有空，两场只好改期')).toContain('没看出是什么时候')
    expect(chat.session.answers['period']).toBeUndefined()
  })
  it.each(['9月26号才艺展示', '我们上周六办的读书会，来了三十来人，都是附近的居民'])(
    'is noted with the words around it: %s',
    (said) => {
      const chat = talk(formNamed('activity.v2'), wordsIn('zh-CN'), NOVEMBER, true, {})
      chat.open()
      expect(chat.say(said)).toContain('记下了：2014年')
    },
  )
  it('is the one that follows the last report', () => {
    const last = { period: { from: '2014-10-01', to: '2014-11-30' } }
    const offers = offersFor(brief, { last, grant: null, today: '2014-11-26' })
    expect(begun({ offers }).say('12月')).toContain('记下了：2014年12月')
  })
  it.each([
    ['11月', '2014年11月'],
    ['10月', '2014年10月'],
    ['2013年12月', '2013年12月'],
    ['去年12月', '2013年12月'],
    ['10月到12月', '2014年10—12月'],
    ['6月', '2014年6月'],
  ])('is not asked where it is clear: %s', (said, month) => {
    expect(begun().say(said)).toContain(`记下了：${month}`)
  })
})

it('a list of rows one of which is not there changes none: its number is no new value', () => {
  const chat = atActivities(['3月22日 志愿者培训 高安 25人\n3月29日 读书会 宜春 30人'])
  expect(chat.say('改 1、3')).toContain('没有第 3 条')
  expect(rowsOf(chat, 'activities')).toEqual([
    '2014年3月22日 · 志愿者培训 · 高安 · 25人',
    '2014年3月29日 · 读书会 · 宜春 · 30人',
  ])
})
