import { describe, expect, it } from '@jest/globals'
import { atActivities, atHeadcount } from './talk.js'

describe('how many may come', () => {
  it.each([
    '上限30人',
    '限30人',
    '名额30',
    '名额是30人',
    '最多容纳30人',
    '最多能坐30人',
    '场地只能容纳30人',
    '30人上限',
    '30个名额',
    '限报30人',
    '控制在30人以内',
    '报名30人',
    '计划30人',
    '预计30人左右',
    '名额三十',
  ])('%s is not how many came', (said) => {
    const chat = atHeadcount()
    expect(chat.say(said)).toMatch(/」是名额或计划的数，没有记。实际来了多少人？/u)
    expect(chat.session.partials['headcount']).toBeUndefined()
    expect(chat.say('25人')).toContain('25人，这个人数是怎么来的')
  })
  it.each([
    ['名额30，来了25', '25人，这个人数'],
    ['来了25人，报名30', '25人，这个人数'],
    ['限30人，实到28', '记下了：28人（现场点数）'],
    ['报名的30人都来了', '30人，这个人数'],
    ['不限人数，来了30人', '30人，这个人数'],
  ])('%s says how many came besides', (said, shown) => {
    expect(atHeadcount().say(said)).toMatch(new RegExp(`^${shown}`, 'u'))
  })
  it.each(['限30人', '名额30', '最多容纳30人', '报名30人'])('in a row %s is told and asked', (said) => {
    const reply = atActivities().say(`6月1日 读书会 高安 ${said}`)
    expect(reply).toContain(`「${said}」是名额或计划的数`)
    expect(reply).toContain('第 1 条：2014年6月1日 · 读书会 · 高安\n有多少人参加？')
  })
  it('is a part of a name that has it', () => {
    expect(atActivities().say('6月1日 读书会（限30人） 高安 25人')).toContain('读书会（限30人） · 高安 · 25人')
  })
})

describe('who came besides', () => {
  it.each([
    '30人，另有5名志愿者',
    '30人，外加志愿者5人',
    '30个人，还有5个志愿者',
    '30人，不算志愿者5人',
    '30人和5名志愿者',
    '30人不包括5名志愿者',
    '30人，再加上5个志愿者',
    '30人加志愿者5人',
    '30人+5名志愿者',
    '30人 + 志愿者5人',
  ])('%s is asked about', (said) => {
    const chat = atHeadcount()
    expect(chat.say(said)).toBe(
      '30人，另有志愿者5：一共是多少？\n1 加上，一共 35人\n2 不加，只算 30人\n回复前面的数字，或者重新写一遍。',
    )
    expect(chat.say('1')).toContain('35人（志愿者5），这个人数')
    expect(atActivities().say(`6月1日 读书会 高安 ${said}`)).toContain('1 加上，一共 35人')
  })
  it.each([
    ['1', '35人（志愿者5）'],
    ['加上', '35人（志愿者5）'],
    ['35', '35人（志愿者5）'],
    ['一共35人', '35人（志愿者5）'],
    ['2', '30人（另有志愿者5）'],
    ['不加', '30人（另有志愿者5）'],
    ['跳过', '30人（另有志愿者5）'],
  ])('and %s says which', (said, shown) => {
    const chat = atHeadcount()
    chat.say('30人，另有5名志愿者')
    expect(chat.say(said)).toContain(`${shown}，这个人数`)
  })
  it.each([
    ['30人，另有志愿者5人，共35人', '35人（志愿者5）'],
    ['居民20人，另有志愿者5人', '25人（居民20、志愿者5）'],
    ['30人，志愿者5人', '30人（志愿者5）'],
    ['45人，其中志愿者5人和家长20人', '45人（志愿者5、家长20）'],
  ])('is not asked of %s', (said, shown) => {
    expect(atHeadcount().say(said)).toContain(`${shown}，这个人数`)
  })
  it.each(['不算志愿者30人', '30人（不含志愿者）', '除志愿者外30人', '30人，没算工作人员'])(
    '%s leaves out whom nobody counted',
    (said) => {
      const chat = atHeadcount()
      expect(chat.say(said)).toContain(`「${said}」没有记。都算上一共多少人？`)
      expect(chat.say('30人')).toContain('30人，这个人数')
    },
  )
})

describe('what was done', () => {
  it.each([
    ['高安志愿者培训25人', '25人，这个人数'],
    ['走访了四十来户', '记下了：四十来户\n'],
  ])('is nobody who came: %s', (said, shown) => {
    expect(atHeadcount().say(said)).toContain(shown)
  })
  it('is what the row is called', () => {
    expect(atActivities().say('3月22日 高安志愿者培训25人')).toContain('2014年3月22日 · 高安志愿者培训 · 25人')
  })
})

describe('what is counted in two units', () => {
  it.each([
    ['3场共90人次', '90人次（3场）'],
    ['三场90人次', '90人次（3场）'],
    ['120人次（30人）', '120人次（30人）'],
    ['30人，120人次', '120人次（30人）'],
    ['120人次，30人，其中志愿者5人', '120人次（30人、志愿者5人）'],
  ])('is kept in both: %s', (said, shown) => {
    const chat = atHeadcount()
    expect(chat.say(said)).toContain(`${shown}，这个人数`)
    expect(chat.say('签到')).toContain(shown.replace('）', '；签到）'))
    expect(atActivities().say(`3月22日 读书会 高安 ${said}`)).toContain(`· 读书会 · 高安 · ${shown}`)
  })
  it('but sessions alone are nobody', () => {
    expect(atHeadcount().say('3场')).toContain('没看出有多少人')
  })
})

describe('people by 号', () => {
  it.each([
    ['三百来号', '三百来号'],
    ['三百来号人', '三百来号人'],
    ['百十来号人', '百十来号人'],
    ['来了二百多号', '二百多号'],
  ])('are a range in her words: %s', (said, shown) => {
    expect(atHeadcount().say(said)).toContain(`记下了：${shown}\n`)
    expect(atActivities().say(`3月22日 读书会 高安 ${said}`)).toContain(`· 读书会 · 高安 · ${shown}`)
  })
})

describe('groups', () => {
  it.each([
    ['1班30人 2班28人', '58人（1班30、2班28）'],
    ['一班30二班28三班25', '83人（一班30、二班28、三班25）'],
    ['1班30人2班28人一共58人', '58人（1班30、2班28）'],
    ['一组10人，二组12人', '22人（一组10、二组12）'],
    ['三年级20人四年级25人', '45人（三年级20、四年级25）'],
    ['男12女18', '30人（男12、女18）'],
    ['大班20小班15', '35人（大班20、小班15）'],
    ['上午20人，下午25人', '45人次（上午20人、下午25人）'],
    ['第一场三十人第二场二十八人', '58人次（第一场30人、第二场28人）'],
    ['第一天30人，第二天28人', '58人次（第一天30人、第二天28人）'],
    ['周六20人，周日25人', '45人次（周六20人、周日25人）'],
    ['6月1日20人，6月2日25人', '45人次（6月1日20人、6月2日25人）'],
    ['周六20人', '20人'],
  ])('%s are added up', (said, shown) => {
    expect(atHeadcount().say(said)).toContain(`${shown}，这个人数`)
  })
  it.each([
    ['1班30人 2班28人', '58人（1班30、2班28）'],
    ['一组10人，二组12人', '22人（一组10、二组12）'],
    ['1班30 2班28 3班25', '83人（1班30、2班28、3班25）'],
    ['第一场30人第二场28人', '58人次（第一场30人、第二场28人）'],
  ])('in a row, too: %s', (said, shown) => {
    expect(atActivities().say(`6月1日 运动会 操场 ${said}`)).toContain(`运动会 · 操场 · ${shown}`)
  })
  it.each(['6月1日 第2期读书会 高安 20人', '6月1日 一班家长会 高安 20人', '6月1日 3组比赛 高安 20人'])(
    'but a number in a name is none: %s',
    (said) => {
      expect(atActivities().say(said)).toContain('· 高安 · 20人')
    },
  )
})
