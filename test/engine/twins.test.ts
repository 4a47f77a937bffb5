import { beforeEach, describe, expect, it } from '@jest/globals'
import { step } from '../../src/engine/step.js'
import type { Twin } from '../../src/engine/session.js'
import { formNamed, talk, wordsIn, type Talk } from './talk.js'

const twin = (title: string, of: string, people: [string | null, string | null] = ['32人', '32人']): Twin => ({
  mine: { startsOn: '2014-07-01', endsOn: '2014-07-01', title, people: people[0] },
  other: {
    chainId: `chain ${of}`,
    recordId: `record ${of}`,
    startsOn: '2014-07-01',
    endsOn: '2014-07-01',
    title: of,
    people: people[1],
    where: '7月1日交的「活动记录」',
  },
})

/** An activity up to its summary, with what is known of it. */
function filing(...twins: Twin[]): Talk {
  const chat = talk(formNamed('activity.v1'))
  chat.open()
  for (const text of ['7月1日', '读书会', '跳过', '32人', '1', '跳过']) chat.say(text)
  chat.meets(twins)
  return chat
}
const filed = ({ effects }: Talk) => effects.filter(({ type }) => type === 'file_record')

describe('提交', () => {
  it('files in the same turn when nothing is known of it', () => {
    const chat = filing()
    expect(chat.say('1')).toMatch(/^「活动记录」已提交/)
    expect(filed(chat)).toEqual([{ type: 'file_record' }])
  })

  it('asks in between when something is, and files nothing yet', () => {
    const chat = filing(twin('读书会', '第三期读书会'))
    expect(chat.say('1')).toBe(
      '这两条是同一次活动吗？\n· 7月1日「读书会」32人（这次报的）\n· 7月1日「第三期读书会」32人（7月1日交的「活动记录」）\n回复 1 是同一次（只算一次），2 不是',
    )
    expect([chat.session.at.type, filed(chat)]).toEqual(['twin', []])
  })

  it('looks for nothing while something is missing', () => {
    const chat = talk(formNamed('activity.v1'))
    chat.open()
    chat.meets([twin('读书会', '读书会')])
    chat.say('提交')
    expect(chat.effects).toEqual([])
  })
})

describe('是同一次活动吗？', () => {
  let chat: Talk
  beforeEach(() => {
    chat = filing(twin('读书会', '第三期读书会'))
    chat.say('1')
  })
  const decisions = () =>
    filed(chat).map((effect) => effect.type === 'file_record' && effect.twins?.map((each) => [each.decision, each.why]))

  it.each(['1', '１', '是', '是的', '对', '是同一次', '同一次', '一样的', '重复了', '合并', 'yes'])(
    '%s: it is',
    (said) => {
      expect(chat.say(said)).toMatch(/^好，只算一次。[^]*「活动记录」已提交/)
      expect(decisions()).toEqual([[['merged', null]]])
    },
  )

  it.each(['2', '不是', '不', '不是同一次', '不算同一次', '不一样', '不同', '分开算', 'no'])(
    '%s: it is not',
    (said) => {
      expect(chat.say(said)).toMatch(/^好，两次都算。\n为什么不是同一次？/)
      expect(decisions()).toEqual([])
    },
  )

  it.each([
    ['2 上下午两场', '上下午两场'],
    ['不是，换了一批人', '换了一批人'],
    ['2 3', '不同地点'],
    ['不是一次 我们是上午她是下午', '我们是上午她是下午'],
  ])('%s: it is not, and why', (said, why) => {
    expect(chat.say(said)).toContain(`记下了：${why}`)
    expect(decisions()).toEqual([[['kept', why]]])
  })

  it.each([
    ['1', '上下午两场'],
    ['2', '不同的人'],
    ['3', '不同地点'],
    ['不同地点', '不同地点'],
    ['一场在图书馆，一场在社区', '一场在图书馆，一场在社区'],
    ['取消了原来那场，后来补的', '取消了原来那场，后来补的'],
  ])('because %s', (said, why) => {
    chat.say('2')
    expect(chat.say(said)).toMatch(/已提交/)
    expect(decisions()).toEqual([[['kept', why]]])
  })

  it.each(['是同一次', '哦不 是同一次', '不对，是同一次活动', '我说错了 是同一次', '合并'])(
    '%s, said where the reason is asked: it is, after all',
    (said) => {
      chat.say('2')
      expect(chat.say(said)).toMatch(/^好，只算一次。/)
      expect(decisions()).toEqual([[['merged', null]]])
    },
  )

  it.each(['不是同一次', '不是同一次 一个上午一个下午'])('%s is no change of mind', (said) => {
    chat.say('2')
    chat.say(said)
    expect(JSON.stringify(decisions())).not.toContain('merged')
  })

  it.each(['4', '', '嗯', '不知道', '什么意思', '为', '2222'])('%j is no reason: it is asked again', (said) => {
    chat.say('2')
    expect(chat.say(said)).toContain('为什么不是同一次？')
    expect(decisions()).toEqual([])
  })

  it.each<[string, RegExp, string[]]>([
    ['上一步', /^「活动记录」填成这样/, ['1']],
    ['暂停', /先停在这里/, ['继续', '1']],
    ['改 2', /办的是什么活动/, ['读书会', '1']],
    ['取消', /要删掉这份吗/, ['2', '1']],
    ['提交', /^这两条是同一次活动吗/, []],
    ['继续', /^这两条是同一次活动吗/, []],
    ['跳过', /^这两条是同一次活动吗/, []],
    ['帮助', /这两条是同一次活动吗/, []],
    ['预览', /填成这样[^]*这两条是同一次活动吗/, []],
    ['吃了吗', /没看明白。\n这两条是同一次活动吗/, []],
  ])('%s leaves a way on', (said, reply, then) => {
    expect(chat.say(said)).toMatch(reply)
    for (const text of then) chat.say(text)
    expect(chat.session.at.type).toBe('twin')
    chat.say('1')
    expect(chat.session.at.type).toBe('filed')
  })

  it('取消 and 1 throw the draft away', () => {
    chat.say('取消')
    expect(chat.say('1')).toContain('已经取消')
    expect([chat.session.at.type, filed(chat)]).toEqual(['cancelled', []])
  })

  it('a picture that arrives now goes into the record, which is shown before it is filed', () => {
    expect(chat.photo()).toBeNull()
    expect(chat.find('photos', { type: 'woken', why: 'album' })).toMatch(/照片[^]*这两条是同一次活动吗/)
    expect(chat.say('1')).toMatch(/^好，只算一次。[^]*「活动记录」填成这样[^]*照片：1 张/)
    expect(chat.say('1')).toMatch(/^「活动记录」已提交/)
    expect(decisions()).toEqual([[['merged', null]]])
  })

  it('after a long silence the summary comes first', () => {
    chat.wait(4 * 3_600_000)
    expect(chat.say('1')).toMatch(/^欢迎回来，「活动记录」还没有提交/)
    expect(chat.say('1')).toContain('是同一次活动吗')
  })

  it('found again without the pair, it says so and files', () => {
    chat.meets([])
    expect(chat.say('1')).toMatch(/刚才改了或撤回了，所以这一次照常算。\n「活动记录」已提交/)
    expect(filed(chat)).toEqual([{ type: 'file_record' }])
  })
})

it.each([
  [['30人', '32人'], '按先报的 32人 算'],
  [['30人', null], '按这次报的 30人 算（先报的没写人数）'],
  [[null, '32人'], '按先报的 32人 算'],
  [[null, null], '好，只算一次。弄错了'],
] as const)('of %j it says which counts', (people, said) => {
  const chat = filing(twin('读书会', '第三期读书会', [...people]))
  chat.say('1')
  expect(chat.say('1')).toContain(said)
})

it('what is the same as one is not asked about with others', () => {
  const chat = filing(twin('读书会', '第三期读书会'), twin('读书会', '周末读书会'), twin('走访', '第三期读书会'))
  expect(chat.say('1')).toContain('有 3 次')
  expect(chat.say('1')).toContain('已提交')
  const again = filing(twin('读书会', '第三期读书会'), twin('读书会', '周末读书会'))
  again.say('1')
  again.say('2 上下午两场')
  expect(again.say('1')).toContain('已提交')
  expect(filed(again)).toMatchObject([
    {
      twins: [
        { decision: 'kept', first: { title: '读书会' }, of: { title: '第三期读书会' }, messageId: 'm8' },
        { decision: 'merged', of: { title: '周末读书会' }, messageId: 'm9' },
      ],
    },
  ])
})

it('a session that stands at the look goes on at its summary, whatever comes', () => {
  const chat = filing()
  const asking = {
    words: wordsIn('zh-CN'),
    speaksLater: true,
    today: '2014-07-02',
    now: '2014-07-02T02:00:30.000Z',
    messageId: 'm',
    sentAt: '2014-07-02T02:00:30.000Z',
  }
  const left = { ...chat.session, at: { type: 'checking' as const } }
  const form = formNamed('activity.v1')
  const say = (text: string) => step(form, left, { type: 'said', said: { type: 'text', text } }, asking)
  expect(say('在吗').reply).toContain('回复 1 提交')
  expect(say('1').effects).toEqual([{ type: 'look_for_twins' }])
  expect(step(form, chat.session, { type: 'twins', twins: [twin('读书会', '读书会')] }, asking)).toMatchObject({
    reply: null,
    effects: [],
  })
})
