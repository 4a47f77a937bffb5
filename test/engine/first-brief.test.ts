import { describe, expect, it } from '@jest/globals'
import { formNamed, talk, type Talk } from './talk.js'

const DONE =
  '今年前三个月我们在高安、萍乡和上犹各办了一次志愿者培训，每次先走访再定内容；学员回去后自己办起了读书会，每个月一次。'
const ROWS = '3月22日 高安志愿者培训 高安 25人\n3月26日 萍乡志愿者培训 萍乡 32人'
const PLANS = '志愿者周末才有空，两场只好改期；下半年再办两次培训，每次之前先走访，结束一个月后打电话回访。'

/** What she says until it is submitted, pictures apart; `owed`: she opened it from what is due. */
function filed(owed: boolean, ...said: string[]): { chat: Talk; turns: number } {
  const offers = owed
    ? { period: { value: { from: '2014-01-01', to: '2014-03-31' }, source: 'owed' as const } }
    : undefined
  const chat = talk(formNamed('work-brief.v2'), undefined, undefined, true, offers ? { offers } : {})
  chat.open()
  let turns = 0
  for (const one of said) {
    if (one === '[照片]') for (let i = 0; i < 2; i++) chat.photo()
    else turns++
    if (one !== '[照片]') chat.say(one)
  }
  return { chat, turns }
}

describe('a first ordinary brief', () => {
  it.each([
    [
      'with 完 as the examples show',
      true,
      [DONE, `${ROWS}\n完`, '签到', '场地费 500元。完', PLANS, '[照片]', '1 高安 2 萍乡，都同意公开', '1'],
    ],
    [
      'without it',
      true,
      [DONE, ROWS, '签到', '场地费 500元', '完', PLANS, '[照片]', '1 高安 2 萍乡，没有未成年人', '1'],
    ],
    [
      'its period typed',
      false,
      ['2014年1月到3月', DONE, ROWS, '签到', '场地费 500元。完', PLANS, '[照片]', '1 高安 2 萍乡，都同意公开', '1'],
    ],
  ] as const)('%s takes at most eight messages, and holds all', (_how, owed, said) => {
    const { chat, turns } = filed(owed, ...said)
    expect(turns).toBeLessThanOrEqual(8)
    expect(chat.session.at.type).toBe('filed')
    expect(chat.session.answers).toMatchObject({
      period: { value: { from: '2014-01-01', to: '2014-03-31' } },
      category: { value: 'training' },
      activities: {
        value: {
          rows: [
            { cells: { headcount: { quantity: { basis: 'sign_in' } } } },
            { cells: { headcount: { quantity: { basis: 'sign_in' } } } },
          ],
        },
      },
      photos: { value: { photos: [{ caption: '高安' }, { caption: '萍乡' }] } },
    })
  })
})

describe('the kind of activity', () => {
  const upToRows = (...rows: string[]): { chat: Talk; reply: string } => {
    const { chat } = filed(true, DONE)
    let reply = ''
    for (const row of rows) reply = chat.say(row) ?? ''
    return { chat, reply }
  }
  it('is told from the titles, said, and changed by 改 3', () => {
    const { chat, reply } = upToRows(`${ROWS}\n完`, '签到')
    expect(reply).toMatch(/「活动类别」先记作「培训」（照活动内容猜的，不对就回复 改 3）。\n【5\/7】/)
    expect(chat.say('改 3')).toMatch(/【3\/7】[^]*现在是：培训/)
    expect(chat.say('服务活动')).toContain('记下了：服务活动')
    expect(chat.session.answers['category']?.value).toBe('service')
  })
  it.each([
    ['which say nothing of it', '3月22日 合唱比赛 高安 签到25人\n完'],
    ['which say two things', '3月22日 培训分享会 高安 签到25人\n完'],
    ['of which half are of another', '3月22日 培训 高安 签到25人\n3月23日 义诊 高安 签到9人\n完'],
  ])('is asked right behind activities %s', (_what, rows) => {
    const { chat, reply } = upToRows(rows)
    expect(reply).toMatch(/【3\/7】这些活动大多属于哪一类/)
    expect(chat.say('1')).toMatch(/记下了：交流分享\n【5\/7】/)
  })
  it('is said before by its name, and then neither asked nor guessed', () => {
    const { chat, reply } = upToRows('服务活动')
    expect(reply).toMatch(/第 3 题「活动类别」记下了：服务活动\n填到第 4 题/)
    expect(chat.say(`${ROWS.replaceAll('25人', '签到25人').replaceAll('32人', '签到32人')}\n完`)).not.toContain('猜的')
    expect(chat.session.answers['category']?.value).toBe('service')
  })
  it('goes with 撤销 of what it was told from', () => {
    const { chat } = upToRows(`${ROWS}\n完`, '签到')
    chat.say('撤销')
    expect(chat.session.answers['category']).toBeUndefined()
  })
})
