import { describe, expect, it } from '@jest/globals'
import { atHeadcount, formNamed, talk, type Talk } from './talk.js'

const TOLD = '在高安办了志愿者培训'.repeat(6)

/** At the question about rows, with one row of this headcount. */
function withRow(count: string, form = 'work-brief.v2'): Talk {
  const chat = talk(formNamed(form))
  chat.open()
  for (const one of ['1月到6月', TOLD, `3月22日 机构交流会 高安 ${count}`]) chat.say(one)
  return chat
}

describe('a bare number that puts a count right keeps the unit of what it replaces', () => {
  it.each([
    ['6–7家', '第1条改成 8', '8家'],
    ['6–7家', '第1条人数改成 8', '8家'],
    ['6–7家', '人数改成8', '8家'],
    ['6–7家', '不对，是8', '8家'],
    ['120人次', '不对，是130', '130人次'],
    ['120人次', '改 4.1 人数 130', '130人次'],
    ['120人次', '第一条是130', '130人次'],
    ['120人次', '机构交流会那场是130', '130人次'],
    ['120人次', '改 1 人数 大概130', '大概130人次'],
    ['12户', '第1条改成 15户', '15户'],
    ['12户', '第1条改成 35，其中志愿者5', '35人（志愿者5）'],
    ['120人次', '人数改成130人', '130人'],
    ['30人', '第1条改成 8家', '8家'],
    ['30人', '第1条改成 35', '35人'],
  ])('in a row: %s, then %s', (count, said, now) => {
    const chat = withRow(count)
    const told = chat.say(said)
    expect(told).toContain(`高安 · ${now}`)
  })
})

describe('at a question of its own and from the summary', () => {
  it.each([
    ['120人次', '不对，是130', '130人次'],
    ['6–7家', '第4题改成 8', '8家'],
    ['6–7家', '人数改成8', '8家'],
    ['6–7家', '人数改成8人', '8人'],
  ])('%s, then %s', (count, said, now) => {
    const chat = atHeadcount(count, '签到')
    chat.say(said)
    expect(chat.say('预览')).toContain(now)
  })
  it.each(['130', '不对，是130', '130 签到'])('120人次 being asked how they were counted, then %s', (said) => {
    const chat = atHeadcount('120人次')
    chat.say(said)
    expect(chat.say('预览')).toContain('130人次')
  })
  it('120人次, then the question once more', () => {
    const chat = atHeadcount('120人次', '签到')
    chat.say('改 4')
    chat.say('130')
    chat.say('签到')
    expect(chat.say('预览')).toContain('130人次（签到）')
  })
})
