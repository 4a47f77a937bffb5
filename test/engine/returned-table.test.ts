import { describe, expect, it } from '@jest/globals'
import { formNamed, talk, type Talk } from './talk.js'

const DONE =
  '上半年我们在高安、萍乡和上犹办了三次活动，每次都先去当地组织走访，听他们想学什么，再一起定内容；之后又回访了一次。'
const PLANS = '志愿者周末才有空，两场只好改期；下半年再办两次培训，每次之前先走访，结束一个月后打电话回访。'
const ROWS = '3月22日 高安志愿者培训 高安 25人\n4月5日 读书会 萍乡 32人\n5月3日 上犹志愿者培训 上犹 20人'
const ANSWERS = ['1月到6月', DONE, '培训', ROWS, '完', '签到', '场地费 500元\n印刷费 210元', '完', PLANS, '跳过', '1']

function returned(notes: Record<string, string>): Talk {
  const chat = talk(formNamed('work-brief.v2'))
  chat.open()
  for (const said of ANSWERS) chat.say(said)
  chat.revise('returned', notes)
  return chat
}
const rows = ({ session }: Talk, key: string) =>
  JSON.stringify(session.partials[key]?.value ?? session.answers[key]?.value)

describe('a number at a returned table', () => {
  it.each(['2', '２', '第2条', '第二笔', '二', '2吧', '印刷费', '印刷费那笔'])('is a row, and no sum: %s', (said) => {
    const chat = returned({ spending: '印刷费和发票对不上' })
    const before = rows(chat, 'spending')
    expect(chat.say(said)).toMatch(/^第 2 条：印刷费 · 210元\n要改什么/)
    expect(rows(chat, 'spending')).toContain(
      JSON.stringify((JSON.parse(before) as { rows: unknown[] }).rows).slice(1, -1),
    )
    expect(chat.say('1')).toMatch(/^第 1 条：场地费 · 500元\n要改什么/)
    expect(chat.say('230')).toContain('第 1 条改好了：场地费 · 230元（原来是：500元）')
    expect(chat.say('2')).toMatch(/^第 2 条：印刷费 · 210元\n要改什么/)
  })
  it('is told where there is no such row; a sum is one', () => {
    const chat = returned({ spending: '印刷费和发票对不上' })
    expect(chat.say('3')).toMatch(/^没有第 3 条，现在一共 2 条/)
    expect(chat.say('230')).toContain('第 2 条改好了：印刷费 · 230元（原来是：210元）')
  })
  it('is a row of the activities, too', () => {
    const chat = returned({ activities: '高安那场对不上' })
    expect(chat.say('3')).toMatch(/^第 3 条：.*上犹志愿者培训.*\n要改什么/)
    expect(chat.say('人数 26')).toContain('26人（签到）（原来是：20人（签到））')
  })
  it('is a row where the table is filled and shown', () => {
    const chat = talk(formNamed('work-brief.v2'))
    chat.open()
    for (const said of ANSWERS.slice(0, 7)) chat.say(said)
    expect(chat.say('2')).toMatch(/^第 2 条：印刷费 · 210元\n要改什么/)
  })
  it('the example holds no value that is there already', () => {
    const chat = talk(formNamed('work-brief.v2'))
    chat.open()
    for (const said of ANSWERS) chat.say(said)
    expect(chat.revise('returned', { spending: '印刷费和发票对不上' })).toMatch(
      /要改哪一条？回复编号，比如 2；少了一条就直接写；都好了回复 完；不用改就回复 不变。$/,
    )
  })
})

describe('words at a returned question', () => {
  it.each(['发票补好了，拍照在下面', '发票是对的，印刷费没错', '签到表在这里', '我们核对过了，就是这样'])(
    '%s goes to the hub with it, and what next is said',
    (said) => {
      const chat = returned({ spending: '印刷费和发票对不上' })
      expect(chat.say(said)).toMatch(/^「.*」交的时候一起转给[^]*改好了回复 完；不用改就回复 不变。$/)
      expect(chat.say('不变')).toMatch(new RegExp(`一起转给.*的话：${said}\n[^]*对吗`))
      chat.say('1')
      expect(chat.session.at.type).toBe('filed')
      expect(chat.session.revision?.reason).toBe(said)
    },
  )
  it('one after another, and beside a change', () => {
    const chat = returned({ spending: '印刷费和发票对不上' })
    chat.say('发票补好了')
    chat.say('拍照在下面')
    chat.say('改 2 230')
    expect(chat.say('完')).toMatch(/210元 → 230元\n一起转给.*的话：发票补好了；拍照在下面/)
  })
  it('also where a row is opened', () => {
    const chat = returned({ spending: '印刷费和发票对不上' })
    chat.say('2')
    expect(chat.say('发票是对的')).toContain('一起转给')
    expect(chat.say('不变')).toContain('好，第 2 条就这样')
  })
  it('what may be a row or a value is told as before', () => {
    expect(returned({ spending: '印刷费和发票对不上' }).say('改 7 230')).toContain('没有第 7 条')
  })
  it('that she will look into it is none', () => {
    for (const said of ['我核对一下', '稍等，我问问会计', '我再查查'])
      expect(returned({ spending: '印刷费和发票对不上' }).say(said)).not.toContain('转给')
  })
  it('上一步 goes to no question that was not returned', () => {
    const chat = returned({ activities: '人数', spending: '印刷费和发票对不上' })
    chat.say('完')
    chat.say('改 1')
    chat.say('完')
    expect(chat.say('上一步')).toMatch(/^【4\/7】.*说：人数/)
    chat.say('改 1 人数 26')
    expect(chat.say('上一步')).not.toContain('【3/7】')
  })
})

describe('the same row again', () => {
  it('is no second one where the hub asks about it', () => {
    const chat = returned({ spending: '印刷费和发票对不上' })
    expect(chat.say('印刷费210元')).toMatch(/^第 2 条就是这样，没有再加一条/)
    expect(chat.say('印刷费230元')).toMatch(/^第 2 条改好了：印刷费 · 230元（原来是：210元）/)
    expect(chat.say('打印纸 20元')).toMatch(/^记下第 3 条：打印纸 · 20元/)
  })
  const twice = () => {
    const chat = talk(formNamed('work-brief.v2'))
    chat.open()
    for (const said of [...ANSWERS.slice(0, 6), '场地费 500元\n印刷费 210元\n印刷费 210元', ...ANSWERS.slice(7, 10)])
      chat.say(said)
    return chat
  }
  it('goes at the summary, as she says it', () => {
    const chat = twice()
    expect(chat.say('印刷费重复了，删掉一条')).toMatch(/删掉了：\n3\. 印刷费 · 210元/)
    expect(rows(chat, 'spending')).not.toMatch(/印刷费.*印刷费/)
  })
  it('by its number alone it is asked of which table, where several have one', () => {
    const chat = twice()
    expect(chat.say('删 3')).toMatch(/「删 3」是哪一题的？.*删 5\.3（支出）/)
    expect(chat.say('删 5.3')).toMatch(/删掉了：\n3\. 印刷费/)
  })
})
