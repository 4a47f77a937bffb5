import { describe, expect, it } from '@jest/globals'
import { formNamed, talk, type Talk } from './talk.js'

const brief = formNamed('work-brief.v2')
const DONE =
  '在高安、萍乡和上犹办了三次活动，每次都先去当地组织走访，听他们想学什么，再一起定内容；之后又回访了一次，大家都满意。'
const ROWS = '3月22日 高安志愿者培训 高安 25人\n4月5日 读书会 萍乡 32人'
const ANSWERS = ['1月到6月', DONE, '培训', ROWS, '完', '签到', '场地费 500元', '完']
/** A brief with so many messages said, and two pictures sent already if `pictures`. */
function after(count: number, pictures = false): Talk {
  const chat = talk(brief)
  chat.open()
  for (const said of ANSWERS.slice(0, count)) chat.say(said)
  if (pictures) {
    chat.photo()
    chat.photo()
    chat.find('photos', { type: 'woken', why: 'album' })
  }
  return chat
}
const rows = ({ session }: Talk): number => {
  const held = session.partials['activities']?.value ?? session.answers['activities']?.value
  return ((held as unknown as { rows: unknown[] } | undefined)?.rows ?? []).length
}
const [DONE_AT, , TABLE_AT, COUNTED_AT, SPENDING_AT, PLANS_AT] = [1, 2, 3, 5, 6, 8]

describe('where it is asked how they were counted', () => {
  it.each([
    '2 合影',
    '合影',
    '4月5日那天来了30人，大家都很高兴，都说下次还要来',
    '我们这次活动办得很好，来了很多人',
    '大家都说好。5月9日再办，大概30人',
  ])('%s is no row', (said) => {
    const chat = after(COUNTED_AT)
    expect(chat.say(said)).toMatch(/里没看出是怎么数的。\n【4\/7】这 2 条的人数是怎么数的/)
    expect(rows(chat)).toBe(2)
    expect(chat.session.partials['activities']?.value).toMatchObject({ pending: [], closing: true })
  })
  it('one more row still is one', () => {
    const chat = after(COUNTED_AT)
    expect(chat.say('5月9日 年会 南昌 90人')).toMatch(/记下第 3 条[^]*这 3 条的人数是怎么数的/)
  })
})

describe('where a row is asked about', () => {
  it('a sentence with a day and a count is not one more', () => {
    const chat = after(TABLE_AT)
    chat.say('3月22日 高安志愿者培训')
    expect(chat.say('4月5日那天办得好，大家都很高兴，还有第3次')).toContain('没看出有多少人')
    expect(rows(chat)).toBe(0)
    expect(chat.say('25人')).toContain('记下第 1 条：2014年3月22日 · 高安志愿者培训 · 25人')
  })
})

describe('rows where words are asked', () => {
  it.each([
    ['before the table', DONE_AT, '4月5日 读书会 高安 30人', 1],
    ['before the table', DONE_AT, ROWS, 2],
    ['after it', PLANS_AT, '5月9日 年会 南昌 90人', 3],
    ['after it', PLANS_AT, '5月9日 年会 南昌 90人\n5月10日 采访 南昌 3人', 4],
  ])('%s are asked about, and are for it', (_where, place, said, count) => {
    const chat = after(place)
    const { answers, at } = chat.session
    expect(chat.say(said)).toMatch(/是给第 4 题「活动」的，还是这一题/)
    expect(chat.session.answers).toEqual(answers)
    expect(chat.say('1')).toContain('第 4 题「活动」里，记下')
    expect(rows(chat)).toBe(count)
    expect(chat.session.at).toEqual(at)
  })
  it('or for this one', () => {
    const chat = after(DONE_AT)
    chat.say(ROWS)
    chat.say('2')
    expect(chat.session.partials['done']?.value).toBe(ROWS)
    expect(rows(chat)).toBe(0)
  })
  it.each([
    DONE,
    '3月22日在高安办了志愿者培训，来了25人，大家都说有收获。',
    '4月5日我们在萍乡办了读书会，来了32人',
    '上半年办了3次培训，一共来了80多人',
  ])('a story is none: %s', (said) => {
    expect(after(DONE_AT).say(said)).toMatch(/^记下了，/)
  })
})

describe('captions where something else is asked', () => {
  it.each([
    ['words', DONE_AT],
    ['a row', TABLE_AT],
    ['how they were counted', COUNTED_AT],
    ['a sum', SPENDING_AT],
    ['more words', PLANS_AT],
  ])('%s: asked about, and for the pictures', (_what, place) => {
    for (const said of ['2 合影', '第2张 合影', '2、合影', '1 开班\n2 合影', '1-2 合影']) {
      const chat = after(place, true)
      const { at } = chat.session
      expect(chat.say(said)).toContain('是给第 7 题「照片」的')
      expect(chat.say('1')).toMatch(/第 7 题「照片」里，.*说明.*记下了/)
      expect(JSON.stringify(chat.session.partials['photos'])).toContain('"caption":"合影"')
      expect(chat.session.at).toEqual(at)
    }
  })
  it('with the word for pictures there is no doubt', () => {
    expect(after(SPENDING_AT, true).say('第二张是合影')).toContain('第 7 题「照片」里，第 2 张的说明记下了')
  })
  it('or for what is asked', () => {
    const chat = after(PLANS_AT, true)
    chat.say('2 合影')
    expect(chat.say('2')).toContain('还差')
    expect(chat.session.partials['plans']?.value).toBe('2 合影')
  })
  it.each([
    ['3 人手不够', PLANS_AT],
    ['2 个志愿者走了', PLANS_AT],
    ['1. 人手不够，场地太远', PLANS_AT],
  ])('%s is none', (said, place) => {
    expect(after(place, true).say(said)).not.toContain('照片')
  })
  it('none without pictures', () => {
    expect(after(PLANS_AT).say('2 合影')).toContain('记下了，现在有 3 字')
  })
})

describe('what is said of pictures where a title is asked', () => {
  function atTitle(): Talk {
    const chat = talk(formNamed('activity.v2'))
    chat.open()
    chat.say('6月28日')
    for (let i = 0; i < 9; i++) chat.photo()
    chat.find('photos', { type: 'woken', why: 'album' })
    return chat
  }

  it('goes on being of them behind a doubt about captions, and is no title or place', () => {
    const chat = atTitle()
    expect(chat.say('1-9 培训现场')).toContain('是给第 6 题「照片」的')
    expect(chat.say('删 3')).toMatch(/说明都记下了：培训现场[^]*删掉了第 3 张，还有 8 张[^]*第 2 题「内容」/)
    expect(chat.say('第4张放第一')).toMatch(/1 培训现场（原来第 4 张）[^]*第 2 题「内容」/)
    expect(chat.say('都没有小孩')).toMatch(/有没有认得出来的服务对象[^]*第 2 题「内容」/)
    expect(chat.say('没有未成年人')).toMatch(/照片一共 8 张。都可以公开。[^]*办的是什么活动/)
    expect(chat.say('提交')).toContain('还差第 2 题「内容」')
    expect(Object.keys(chat.session.answers)).toEqual(['date', 'photos'])
  })

  it.each(['没有小孩，也认不出谁', '没有未成年人', '都同意公开', '第2张不要', '把第4张放到最前', '删掉第3张照片'])(
    '%s is of them at once',
    (said) => {
      const chat = atTitle()
      expect(chat.say(said)).toMatch(/都可以公开|删掉了第 [23] 张|1 （还没写说明）（原来第 4 张）|顺序改好了/)
      expect(chat.session.at).toMatchObject({ field: 'title' })
      expect(Object.keys(chat.session.answers)).toEqual(['date'])
    },
  )

  it('is an answer where there are no pictures', () => {
    const chat = talk(formNamed('activity.v2'))
    chat.open()
    chat.say('6月28日')
    expect(chat.say('给没有小孩的老人送餐')).toContain('记下了：给没有小孩的老人送餐')
  })
})
