import { describe, expect, it } from '@jest/globals'
import { formNamed, talk } from './talk.js'

const at = (form: string, ...said: string[]) => {
  const chat = talk(formNamed(form))
  chat.open()
  for (const one of said) chat.say(one)
  return chat
}
const atTitle = () => at('activity.v2', '6月20日')
const atStory = (...said: string[]) => at('work-brief.v2', '第二季度', ...said)

describe('a few words where the title of an activity is asked', () => {
  it.each(['暂时没有地点', '不用填地点了', '地点先空着', '没有照片', '不发照片', '没统计人数'])(
    '%s leaves its own question empty',
    (said) => {
      const chat = atTitle()
      expect(chat.say(said)).toContain('先空着')
      expect(chat.session.answers['title']).toBeUndefined()
      const empty = Object.values(chat.session.answers).filter(({ value }) => value === null)
      expect(empty).toHaveLength(1)
    },
  )

  it.each(['没花钱', '没有支出', '里面有小孩', '还有一场…', '就这一场', '人数错了应该很多'])(
    '%s is no title',
    (said) => {
      const chat = atTitle()
      expect(chat.say(said)).toMatch(/没有记/u)
      expect(chat.session.answers['title']).toBeUndefined()
    },
  )

  it.each([
    '没有围墙的读书会',
    '无声音乐会',
    '不一样的照片展',
    '别离与重逢分享会',
    '还有一场春天',
    '一场说走就走的旅行',
    '地点寻宝游戏',
    '没有地址的信',
    '小孩的画展',
    '就这样长大',
    '三场两城',
    '没事来坐坐',
  ])('%s is one', (said) => {
    const chat = atTitle()
    chat.say(said)
    expect(chat.session.answers['title']?.value).toBe(said)
  })
})

describe('a few words where a story is asked', () => {
  it.each(['里面有小孩', '就这两场', '还有一场…', '改3 文港小学', '人数错了应该是35', '照片一会发', '还要写吗'])(
    '%s is no part of it',
    (said) => {
      const chat = atStory()
      expect(chat.say(said)).toMatch(/没有记|没有改|没有写进/u)
      expect(chat.session.partials['done']).toBeUndefined()
    },
  )

  it.each([
    ['没花钱', 'spending'],
    ['不发照片', 'photos'],
  ])('%s leaves %s empty', (said, key) => {
    const chat = atStory()
    chat.say(said)
    expect(chat.session.answers[key]).toMatchObject({ value: null })
    expect(chat.session.partials['done']).toBeUndefined()
  })

  it('what may be the next sentence is asked about, and is not lost', () => {
    const chat = atStory('周六我们去了敬老院，陪老人吃饭。')
    expect(chat.say('里面有小孩')).toContain('还是这一题「做了什么」的')
    chat.say('2')
    expect(chat.session.partials['done']?.value).toContain('里面有小孩')
  })

  it.each([
    '我们这季度没花钱，办了两场。',
    '没有照片里那么热闹，但来的人都认真。',
    '还有一场在敬老院办的义诊，来了四十个老人。',
    '我们去看了没有学上的孩子',
    '改 3 次方案才定下来',
    '没有困难',
    '不发达的山区也有书',
  ])('%s is a sentence of it', (said) => {
    const chat = atStory()
    chat.say(said)
    expect(chat.session.partials['done']?.value).toBe(said)
  })

  it('sums are asked about, and what is written meanwhile is not held up', () => {
    const chat = atStory('打印120，水50 交通35')
    const story =
      '我们在两个社区办了绘本故事会，先和老师商量书单，再请家长带着孩子一起读，读完画下来贴在墙上，家长也来看。'
    expect(chat.say(story)).toMatch(/记下了.*\n.*是给第 5 题「支出」的/u)
    expect(chat.session.answers['done']?.value).toBe(story)
    chat.say('2')
    expect(chat.session.answers['done']?.value).toBe(`打印120，水50 交通35\n${story}`)
  })
})

describe('a group that was counted', () => {
  const counted = (count: string) => at('activity.v2', '6月20日', '绘本故事会', '高安', count, '签到')
  const shown = (chat: ReturnType<typeof talk>) => {
    const value = (chat.session.answers['headcount'] ?? chat.session.partials['headcount'])?.value as {
      quantity: { max: number }
      breakdown: { role: string; count: number }[]
    }
    return [value.quantity.max, ...value.breakdown.map(({ role, count }) => `${role}${count}`)]
  }

  it.each(['志愿者其实是15个', '不对，志愿者是15个', '志愿者15人', '志愿者应该是15个', '其中志愿者15个'])(
    '%s changes that one alone',
    (said) => {
      const chat = counted('志愿者10，孩子20')
      chat.say(said)
      expect(shown(chat)).toEqual([35, '志愿者15', '孩子20'])
      expect(chat.session.at).toMatchObject({ field: 'category' })
    },
  )

  it('keeps a total that counts more, and what contradicts it is asked', () => {
    const chat = counted('30人，其中志愿者10个')
    chat.say('志愿者其实是15个')
    expect(shown(chat)).toEqual([30, '志愿者15'])
    expect(chat.say('志愿者其实是40个')).toContain('不一致，哪个对')
    expect(chat.say('志愿者其实是14个')).toContain('30人（志愿者14')
  })

  it('who came without being counted by groups is not changed by one', () => {
    const chat = counted('30人')
    chat.say('志愿者其实是15个')
    expect(shown(chat)).toEqual([30])
  })
})

describe('a line where the day is asked', () => {
  it.each([
    ['6月20日 绘本故事会 文港小学 30个孩子', '绘本故事会', '文港小学'],
    ['6月20日绘本故事会，文港小学，30个孩子', '绘本故事会', '文港小学'],
    ['6月20日 绘本故事会', '绘本故事会', undefined],
    ['6月20日第2期读书会', '第2期读书会', undefined],
    ['6月20日 在高安', undefined, '高安'],
    ['6月20日下午', undefined, undefined],
    ['6月20日办的', undefined, undefined],
  ])('%s', (said, title, place) => {
    const { answers } = at('activity.v2', said).session
    expect(answers['date']?.value).toMatchObject({ from: '2014-06-20' })
    expect([answers['title']?.value, answers['place']?.value]).toEqual([title, place])
  })

  it('without a day is kept, and only the day is asked', () => {
    const chat = at('activity.v2', '绘本故事会 文港小学 30个孩子')
    expect(chat.session.answers).toMatchObject({ title: { value: '绘本故事会' }, place: { value: '文港小学' } })
    expect(chat.session.at).toEqual({ type: 'asking', field: 'date' })
  })
})
