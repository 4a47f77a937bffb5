import { describe, expect, it } from '@jest/globals'
import { formNamed, talk, type Talk } from './talk.js'

const TOLD =
  '上半年在高安办了三次志愿者培训，每次先走访再定内容，学员回去后自己办起了读书会，每个月一次，还请来了县里的老师讲课。'
const PLANS = '志愿者周末才有空，两场只好改期；下半年再办两次培训，每次之前先走访，结束一个月后打电话回访。'
const ROWS = '3月22日 培训 高安 签到25人\n4月22日 座谈 学校 签到20人，完'

/** A brief at its summary, with two pictures. */
function atSummary(): Talk {
  const chat = talk(formNamed('work-brief.v2'))
  chat.open()
  for (const said of ['1月到6月', TOLD, ROWS, '培训', '场地费 300，完', PLANS]) chat.say(said)
  chat.photo()
  chat.photo()
  chat.wait(3000)
  chat.say('1-2 合影，都同意公开')
  return chat
}

describe('at the summary, without the number of the question', () => {
  it.each([
    '加一场：6月1日 义诊 文化站 签到30人',
    '再加一场 6月1日 义诊 文化站 签到30人',
    '补一场，6月1日 义诊 文化站 签到30人',
  ])('a row more: %s', (said) => {
    const chat = atSummary()
    expect(chat.say(said)).toContain('记下第 3 条：2014年6月1日 · 义诊 · 文化站 · 30人（签到）')
    expect(chat.say('预览')).toContain('4. 活动：共 3 条')
  })

  it('a sum more', () => {
    const chat = atSummary()
    expect(chat.say('再加一笔 打印 50')).toContain('记下第 2 条：打印 · 50元')
  })

  it.each(['第二张说明改成 座谈', '把第2张照片的说明改为座谈', '第2张的说明：座谈'])('a caption: %s', (said) => {
    expect(atSummary().say(said)).toContain('第 2 张的说明记下了：座谈')
  })

  it.each(['改 第2场的人数', '修改第二场的人数', '改第2条的人数'])('a column of a row: %s', (said) => {
    const chat = atSummary()
    expect(chat.say(said)).toMatch(/【4\/7】第 2 条[^]*新的人数是什么？/u)
    expect(chat.say('22人')).toContain('第 2 条改好了：2014年4月22日 · 座谈 · 学校 · 22人（签到）')
  })

  it('what was said wrongly', () => {
    expect(atSummary().say('刚才说错了，第一场的地点是文化馆')).toContain('培训 · 文化馆 · 25人')
    const chat = talk(formNamed('activity.v2'))
    chat.open()
    for (const said of ['6月28日', '读书会', '文化站', '签到30人', '跳过']) chat.say(said)
    for (const [said, place] of [
      ['刚才说错了，地点是文化馆', '文化馆'],
      ['不好意思写错了，地点是图书馆', '图书馆'],
    ] as const)
      expect(chat.say(said)).toContain(`「地点」记下了：${place}`)
  })
})
