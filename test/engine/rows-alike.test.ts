import { describe, expect, it } from '@jest/globals'
import { atActivities } from './talk.js'

const withRows = () => {
  const chat = atActivities()
  chat.say('3月22日 志愿者培训 高安 25人\n4月5日 读书会 18人\n5月10日 义诊 35人')
  return chat
}

describe('several rows at once', () => {
  it.each([
    ['改 2、3 地点 宜春', '第 2、3 条改好了'],
    ['改2,3地点：宜春', '第 2、3 条改好了'],
    ['改 2 3 地点 宜春', '第 2、3 条改好了'],
    ['第2、3条的地点都是宜春', '第 2、3 条改好了'],
    ['第二条和第三条的地点应该改成宜春', '第 2、3 条改好了'],
    ['2到3都在宜春', '第 2、3 条改好了'],
    ['把第1-3条的地点改为宜春', '第 1、2、3 条改好了'],
    ['第2条地点 宜春，第3条地点 宜春', '第 2、3 条改好了'],
  ])('%s', (said, answer) => {
    const chat = withRows()
    const reply = chat.say(said)
    expect(reply).toContain(answer)
    expect(reply?.match(/· 宜春 ·/gu)?.length).toBe(answer.split('、').length)
    expect(chat.say('看')).toContain('3. 2014年5月10日 · 义诊 · 宜春 · 35人')
  })
  it.each(['改 2、9 地点 宜春', '改 7-9 地点 宜春', '地点 宜春', '第2、3条改成 宜春', '2、9 都在宜春'])(
    'of none that there is, or not said of which, nothing changes: %s',
    (said) => {
      const chat = withRows()
      chat.say(said)
      const shown = chat.say('看')
      expect(shown).not.toContain('宜春')
      expect(shown).toContain('已记下 3 条')
    },
  )
  it.each([
    ['改 1 11号', '1. 2014年3月11日 · 志愿者培训'],
    ['5月31日 1、2班联欢会 40人', '4. 2014年5月31日 · 1、2班联欢会 · 40人'],
    ['5.3-5.5 露营 梅岭 20人', '4. 2014年5月3日—5日 · 露营 · 梅岭 · 20人'],
  ])('is not meant by %s', (said, row) => {
    const chat = withRows()
    chat.say(said)
    expect(chat.say('看')).toContain(row)
  })
  it.each([
    '改 1 人数 26 2 人数 34',
    '改 1 人数 26、2 人数 34',
    '改 1 人数26，2 人数34',
    '改第1条人数 26，第2条人数 34',
    '改 4.1 人数 26，4.2 人数 34',
    '改 4.1 人数 26 4.2 人数 34',
  ])('each becomes something else, however they are parted: %s', (said) => {
    const chat = withRows()
    chat.say(said)
    const shown = chat.say('看')
    expect(shown).toContain('· 高安 · 26人')
    expect(shown).toContain('读书会 · 34人')
    expect(shown).toContain('义诊 · 35人')
  })
})
