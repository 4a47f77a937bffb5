import { describe, expect, it } from '@jest/globals'
import { atActivities, atHeadcount, formNamed, talk, wordsIn } from './talk.js'

describe('parts against their total', () => {
  it.each([
    '45人，其中5+20+18',
    '45人（5+20+18）',
    '45人：5+20+18',
    '5+20+18=45',
    '45人（志愿者5+家长20+学生18）',
    '45人，其中志愿者5人、家长20人、学生18人',
    '45人：志愿者5人，家长20人，学生18人',
  ])('are checked, as an answer and in a row: %s', (said) => {
    expect(atHeadcount().say(said)).toContain('其中 5+20+18=43人，与总数 45人 不一致，哪个对？')
    if (said.startsWith('45'))
      expect(atActivities().say(`4月5日 读书会 高安 ${said}`)).toMatch(
        /第 1 条：2014年4月5日 · 读书会 · 高安 · 45人（.*\n其中 5\+20\+18=43人/,
      )
  })
  it.each([
    ['45人，其中5+20+20', '45人（5+20+20）'],
    ['45人：老人5人，家长20人，学生20人', '45人（老人5、家长20、学生20）'],
    ['5+20+18', '43人（5+20+18）'],
    ['45人，其中儿童20、家长18', '45人（儿童20、家长18）'],
    ['30人，其中12户', '30人（12户）'],
  ])('that may be so are kept with it: %s', (said, shown) => {
    expect(atHeadcount().say(said)).toContain(`${shown}，这个人数是怎么来的`)
  })
})

describe('at the question which of parts and total is right', () => {
  const GROUPS = '45人，其中学生5，家长20，老师18'
  it.each([
    ['少算了2个志愿者', '45人（学生5、家长20、老师18、志愿者2）'],
    ['还有两个志愿者', '45人（学生5、家长20、老师18、志愿者2）'],
    ['志愿者2个没算进去', '45人（学生5、家长20、老师18、志愿者2）'],
    ['漏了志愿者2人', '45人（学生5、家长20、老师18、志愿者2）'],
    ['老师漏了两位', '45人（学生5、家长20、老师20）'],
    ['总数错了，是43', '43人（学生5、家长20、老师18）'],
    ['45对', '45人（学生5、家长20、老师18）'],
    ['45是对的', '45人（学生5、家长20、老师18）'],
    ['43才对', '43人（学生5、家长20、老师18）'],
    ['第二个对', '43人（学生5、家长20、老师18）'],
  ])('%s settles it: %s', (said, shown) => {
    expect(atHeadcount(GROUPS).say(said)).toContain(`${shown}，这个人数是怎么来的`)
    const chat = atActivities()
    chat.say(`4月5日 读书会 高安 ${GROUPS}`)
    expect(chat.say(said)).toContain(`记下第 1 条：2014年4月5日 · 读书会 · 高安 · ${shown}\n`)
  })
  it.each([
    ['老师漏了一位', '5+20+19=44人'],
    ['还有5个志愿者', '5+20+18+5=48人'],
    ['漏了两个', '5+20+18=43人'],
    ['45不对', '5+20+18=43人'],
  ])('%s is asked about once more', (said, parts) => {
    expect(atHeadcount(GROUPS).say(said)).toContain(`其中 ${parts}，与总数 45人 不一致，哪个对？`)
  })
})

describe('a lone group is never the whole', () => {
  const GROUPS = '45人，其中学生5，家长20，志愿者18'
  it.each([
    ['老师2个', '45人（学生5、家长20、志愿者18、老师2）'],
    ['志愿者20个', '45人（学生5、家长20、志愿者20）'],
    ['义工20个', '45人（学生5、家长20、志愿者20）'],
  ])('where parts and total are in doubt: %s', (said, shown) => {
    expect(atHeadcount(GROUPS).say(said)).toContain(`${shown}，这个人数是怎么来的`)
    const chat = atActivities()
    chat.say(`4月5日 读书会 高安 ${GROUPS}`)
    expect(chat.say(said)).toContain(`记下第 1 条：2014年4月5日 · 读书会 · 高安 · ${shown}\n`)
  })
  it('and is no group of a row that was given before', () => {
    const chat = talk(formNamed('season.v1'))
    chat.open()
    for (const one of ['6月1日 沙龙 30人（志愿者5、居民25）', '完', '1', '40人（志愿者5、居民30）']) chat.say(one)
    expect(chat.say('志愿者10个')).toContain('40人（志愿者10、居民30），这个人数')
  })
  it('and is asked about again where it still does not come to it', () => {
    const chat = atHeadcount(GROUPS)
    expect(chat.say('老师1个')).toContain('其中 5+20+18+1=44人，与总数 45人 不一致，哪个对？')
    expect(chat.say('老师2个')).toContain('45人（学生5、家长20、志愿者18、老师2），这个人数')
  })
  it.each([
    ['45人（学生5、家长20、志愿者20）', '其中 5+20+20+2=47人，与总数 45人 不一致'],
    ['45人', '老师2人，是 45人 里的，还是一共就这么多？'],
    ['30户', '30户（老师2人），这个人数'],
    ['30人，另有志愿者5', '30人，另有志愿者5：一共是多少？'],
  ])('after %s', (before, reply) => {
    expect(atHeadcount(before).say('老师2个')).toContain(reply)
  })
  it.each([
    ['1', '45人（老师2）'],
    ['跳过', '45人（老师2）'],
    ['2', '2人（老师2）'],
    ['一共2人', '2人（老师2）'],
  ])('and of a total without groups she says which: %s', (said, shown) => {
    expect(atHeadcount('45人', '老师2个').say(said)).toContain(`${shown}，这个人数`)
  })
  it.each([
    ['孩子45个', '45人（孩子45），这个人数'],
    ['孩子50个', '其中 孩子50人，与总数 45人 不一致，哪个对？'],
    ['不对，孩子50个', '50人（孩子50），这个人数'],
  ])('but as many as all are a new total, and of more it is asked: %s', (said, shown) => {
    expect(atHeadcount('45人').say(said)).toContain(shown)
  })
})

describe('how it was counted, said of an estimate', () => {
  it.each([
    ['估计37人', '37人（签到）'],
    ['估计37人，其中志愿者5', '37人（志愿者5；签到）'],
    ['目测37人左右', '37人左右（签到）'],
    ['大人估计20人，孩子15人', '35人（大人20、孩子15；签到）'],
    ['约37人', '约37人（签到）'],
  ])('leaves none in its words: %s', (said, shown) => {
    const chat = atHeadcount(said)
    chat.say('改 4')
    expect(chat.say('签到的')).toContain(`记下了：${shown}\n`)
    const brief = atActivities()
    brief.say(`4月5日 读书会 高安 ${said}`)
    expect(brief.say('改 1 人数 签到')).toContain(`第 1 条改好了：2014年4月5日 · 读书会 · 高安 · ${shown}（原来是`)
  })
})

describe('who was missed in a number that was settled', () => {
  it.each([
    ['老师漏了一位', '48人（学生5、家长20、老师23；签到）'],
    ['少算了2个志愿者', '49人（学生5、家长20、老师22、志愿者2；签到）'],
  ])('%s is added to it: %s', (said, shown) => {
    const chat = atHeadcount('47人，其中学生5，家长20，老师22', '1')
    chat.say('改 4')
    expect(chat.say(said)).toContain(shown)
  })
  it('is asked about where the total may have them', () => {
    const chat = atHeadcount('47人，其中学生5，家长20，老师22', '1')
    chat.say('改 4')
    expect(chat.say('还有两个志愿者')).toContain('其中 5+20+22+2=49人，与总数 47人 不一致，哪个对？')
  })
})

describe('what is no headcount', () => {
  it.each(['-5人', '-5', '负5人'])('%s is refused', (said) => {
    expect(atHeadcount().say(said)).toContain(`「${said}」是负数`)
  })
  it.each(['1e3人', '1e3'])('%s is not three', (said) => {
    const chat = atHeadcount()
    expect(chat.say(said)).toContain(`「${said}」里没看出有多少人`)
    expect(chat.session.partials['headcount']).toBeUndefined()
    expect(atActivities().say('4月5日 读书会 高安 1e3人')).toContain('「1e3人」里没看出有多少人')
  })
})

it('1e3 is no three yuan either', () => {
  const chat = atActivities()
  chat.say('跳过')
  expect(chat.say('场地费 1e3元')).toContain('「1e3」里没看出金额')
  expect(chat.say('A3纸 120元')).toContain('记下第 1 条：A3纸 · 120元')
})

describe('an upper bound', () => {
  it.each([
    ['最多30人', 27, 30],
    ['至多30人', 27, 30],
    ['最多来了30人', 27, 30],
    ['不到30人', 26, 29],
    ['30人以内', 27, 30],
  ])('%s stays in her words', (said, min, max) => {
    const chat = atHeadcount()
    expect(chat.say(said)).toContain(`记下了：${said}`)
    expect(chat.session.answers['headcount']?.value).toMatchObject({ quantity: { min, max, wording: said } })
    expect(atActivities().say(`4月5日 读书会 高安 ${said}`)).toContain(`读书会 · 高安 · ${said}`)
  })
})

describe('how they were counted', () => {
  it.each(['签到表丢了', '没有签到', '忘了签到', '没签到', '签到忘了', '签到表找不到了', '没做签到', '签到表不全'])(
    '%s is no 签到',
    (said) => {
      const chat = atHeadcount('30人')
      expect(chat.say(said)).toContain(`「${said}」里没看出是怎么数的`)
      expect(chat.session.answers['headcount']).toBeUndefined()
    },
  )
  it.each([
    ['签到', '30人（签到）'],
    ['签到了', '30人（签到）'],
    ['按签到表', '30人（签到）'],
    ['没有签到，估的', '估计30人'],
    ['签到表丢了，估的', '估计30人'],
    ['忘了签到，事后补的', '30人（事后补记）'],
  ])('%s: %s', (said, shown) => {
    expect(atHeadcount('30人').say(said)).toContain(`记下了：${shown}`)
  })
})

it('an estimate is called one in her language', () => {
  const chat = talk(formNamed('activity.v2'), wordsIn('en'))
  chat.open()
  for (const one of ['2014-03-22', 'An outing', 'skip', '30']) chat.say(one)
  expect(chat.say('3')).toContain('estimated 30人')
  expect(chat.say('1')).not.toContain('估计')
})

describe('words round a number that name nobody', () => {
  it.each([
    ['今天来了三十个人', '30人'],
    ['这次一共到了28位', '28人'],
    ['昨天到了30人', '30人'],
    ['那天到场的有22人', '22人'],
    ['本次活动共35人', '35人'],
    ['今天来了大人10个小孩20个', '30人（大人10、小孩20）'],
    ['小20人', '近20人'],
    ['小二十人', '近二十人'],
    ['大人12 小20', '32人（大人12、小20）'],
    ['二小30人', '30人（二小30）'],
  ])('%s', (said, shown) => expect(atHeadcount().say(said)).toContain(shown))

  it.each(['小30人', '来了小30人'])('nor in a row, where 小30 is nearly as many: %s', (said) => {
    const reply = atActivities().say(`4月5日 手机课 高安 ${said}`)
    expect(reply).toContain('手机课 · 高安 · 近30人')
  })
})

describe('many attendances', () => {
  it.each(['12万人次', '十二万人次', '120000人次'])('%s is no slip of the finger', (said) => {
    const chat = talk(formNamed('activity.v2'))
    chat.open()
    for (const one of ['昨天', '读书会', '高安']) chat.say(one)
    expect(chat.say(said)).toMatch(/这个人数是怎么来的？/u)
    chat.say('签到')
    expect(JSON.stringify(chat.session.answers['headcount'])).toContain('"min":120000')
  })
  it('so many people are asked about, as a count of attendances beyond all is', () => {
    const chat = talk(formNamed('activity.v2'))
    chat.open()
    for (const one of ['昨天', '读书会', '高安']) chat.say(one)
    expect(chat.say('12万人')).toContain('是不是多打了几个零')
    expect(chat.say('12亿人次')).not.toContain('这个人数是怎么来的')
  })
})

describe('how she comes to the count', () => {
  it.each([
    ['就是30人，签到表漏签两个', '30人，这个人数'],
    ['30人，两个没签到', '30人，这个人数'],
    ['33人（2人没签到）', '33人，这个人数'],
    ['我看了签到表应该是33', '记下了：33人（签到）'],
    ['第一次的人数我看错了应该是19', '19人，这个人数'],
    ['问了老师是33人', '33人，这个人数'],
    ['老师说是20人', '20人，这个人数'],
    ['社区的人说来了30人', '30人，这个人数'],
  ])('is no group of it: %s', (said, shown) => {
    expect(atHeadcount().say(said)).toMatch(new RegExp(`^${shown.replace(/[（）]/gu, '.')}`, 'u'))
  })
  it.each([
    ['我们数了家长是12', '12人（家长12；现场点数）'],
    ['家长30人，老师20人', '50人（家长30、老师20）'],
    ['30人，其中5个志愿者', '30人（志愿者5）'],
    ['讲课老师3人，学生30人', '33人（讲课老师3、学生30）'],
    ['看了电影的孩子有30人', '30人（看了电影的孩子30）'],
  ])('is told apart from who came: %s', (said, shown) => {
    expect(atHeadcount().say(said)).toContain(shown)
  })
  it.each([
    ['4 人数 36人', '36人，'],
    ['4 人数 孩子28人、志愿者8人', '36人（孩子28、志愿者8），'],
    ['4、人数：36人', '36人，'],
    ['4人数36人', '36人，'],
    ['4题 36人', '36人，'],
  ])('is read without the number and name of the question: %s', (said, shown) => {
    expect(atHeadcount().say(said)).toMatch(new RegExp(`^${shown.replace(/[（）]/gu, '.')}`, 'u'))
  })
})
