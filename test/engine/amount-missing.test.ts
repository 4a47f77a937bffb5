import { describe, expect, it } from '@jest/globals'
import { formNamed, talk } from './talk.js'

function atSpending() {
  const chat = talk(formNamed('work-brief.v2'))
  chat.open()
  for (const one of ['2014年1月到6月', '在高安办了志愿者培训'.repeat(6), '培训', '没有']) chat.say(one)
  return chat
}

describe('an item without its amount', () => {
  it.each([
    '场地费500元，车费',
    '场地费500 车费',
    '场地费500元。车费',
    '场地费500元和车费',
    '场地费500元、车费',
    '场地费 500\n车费',
  ])('%s: what has one is kept, the other is asked for', (said) => {
    const chat = atSpending()
    expect(chat.say(said)).toMatch(/^记下第 1 条：场地费 · 500元\n第 2 条：车费\n花了多少钱？/u)
    expect(chat.say('80')).toContain('记下第 2 条：车费 · 80元')
  })
  it('comes behind several, and several of them', () => {
    const chat = atSpending()
    const reply = chat.say('场地费500，车费80，打印、茶歇')
    expect(reply).toContain('1. 场地费 · 500元\n2. 车费 · 80元\n第 3 条：打印\n花了多少钱？')
    expect(chat.say('60')).toContain('第 4 条：茶歇\n花了多少钱？')
    expect(chat.say('300')).toContain('记下第 4 条：茶歇 · 300元')
  })
  it('stands between two', () => {
    const chat = atSpending()
    expect(chat.say('场地500，租车，打印50')).toContain('第 2 条：租车\n花了多少钱？')
    expect(chat.say('200')).toContain('3. 打印 · 50元')
  })
  it('stands alone', () => {
    const chat = atSpending()
    expect(chat.say('车费')).toContain('第 1 条：车费\n花了多少钱？')
    expect(chat.say('80')).toContain('记下第 1 条：车费 · 80元')
  })
  it('is 1.2万, and the sum of no first row', () => {
    const chat = atSpending()
    chat.say('讲师费')
    expect(chat.say('1.2万')).toContain('记下第 1 条：讲师费 · 12000元')
    chat.say('场地费')
    expect(chat.say('1.5万')).toContain('记下第 2 条：场地费 · 15000元')
  })
  it('that is not known yet is told, and the rest kept', () => {
    const reply = atSpending().say('场地费500，车费忘了，打印50')
    expect(reply).toContain('1. 场地费 · 500元\n2. 打印 · 50元\n没看懂的行没有记：「车费忘了」')
  })
  it.each([
    ['茶歇，水果 80', '茶歇，水果 · 80元'],
    ['茶歇和水果300元', '茶歇和水果 · 300元'],
    ['打印、复印费 300元', '打印、复印费 · 300元'],
    ['车费\n500元', '车费 · 500元'],
    ['场地费500元，已付', '场地费 · 500元'],
  ])('but %s is one', (said, row) => {
    expect(atSpending().say(said)).toContain(`记下第 1 条：${row}`)
  })
})
