import { describe, expect, it } from '@jest/globals'
import { decodeForm } from '../../src/forms/form-file.js'
import { formIn } from '../../src/forms/form.js'
import { kindOf } from '../../src/forms/kinds.js'
import { formNamed, wordsIn } from '../engine/talk.js'

const faults = (text: string): string[] => {
  const decoded = decodeForm('f.yaml', text)
  return decoded.ok ? [] : decoded.faults.map(({ line, message }) => `${line} ${message}`)
}

describe('the forms in config', () => {
  for (const name of ['work-brief.v1', 'activity.v1']) {
    it(`${name} asks at most eight questions, each in one message, in both languages`, () => {
      const form = formNamed(name)
      expect(form.fields.length).toBeLessThanOrEqual(8)
      for (const language of ['zh-CN', 'en']) {
        const words = wordsIn(language)
        const asking = {
          words,
          today: '2014-07-02',
          now: '2014-07-02T00:00:00.000Z',
          speaksLater: true,
          messageId: '',
          sentAt: '2014-07-02T00:00:00.000Z',
        }
        const local = formIn(form, language)
        expect(local.fields.map(({ key, kind, required, feeds }) => ({ key, kind, required, feeds }))).toEqual(
          form.fields.map(({ key, kind, required, feeds }) => ({ key, kind, required, feeds })),
        )
        for (const field of local.fields) {
          const asked = kindOf(field).ask(field, null, null, asking)
          expect(Buffer.byteLength(asked)).toBeLessThan(1900)
          expect(/[\u4e00-\u9fff]/.test(field.label)).toBe(language === 'zh-CN')
        }
      }
    })
  }
})

describe('a form file', () => {
  const head = 'id: a-form\nversion: 1\nmenu: 1\ntitle: 表\n'

  it('is decoded with the defaults of its kinds', () => {
    const decoded = decodeForm('f.yaml', `${head}fields:\n  - { key: name, kind: text, label: 名称 }\n`)
    expect(decoded).toMatchObject({
      ok: true,
      form: { id: 'a-form', aliases: [], fields: [{ key: 'name', required: true, options: { least: 0, most: 5000 } }] },
    })
  })

  it('tells all its faults at once, each with its line', () => {
    const text = `id: A form
version: 0
title: 表
menu: 1
colour: red
fields:
  - key: Name
    kind: text
    label: 名称
    leest: 3
  - key: when
    kind: day
    label: 日期
  - key: count
    kind: headcount
    label: 人数
    feeds: activity.date
  - key: rows
    kind: table
    label: 记录
    columns:
      - key: what
        kind: photos
        label: 照片
      - { key: sum, kind: money, label: 金额, most: 3 }
`
    const told = faults(text)
    expect(told.map((fault) => Number(fault.split(' ')[0]))).toEqual([1, 2, 7, 10, 12, 17, 23, 25, 5])
    expect(told.join('\n')).toContain('unknown key leest')
    expect(told.join('\n')).toContain('没有「day」这种题')
    expect(told.join('\n')).toContain('activity.date 要 date、date_range，不能是 headcount')
  })

  it('has no question twice', () => {
    const text = `${head}fields:\n  - { key: a, kind: text, label: 一 }\n  - { key: a, kind: text, label: 二 }\n`
    expect(faults(text)).toEqual(['7 fields.1.key: 有两题都用「a」 / a stands twice'])
  })

  it('has no question that nobody could answer', () => {
    const text = `${head}fields:\n  - key: a\n    kind: text\n    label: 一\n    least: 300\n    most: 200\n`
    expect(faults(text)).toEqual(['9 fields.0.least: 最少 300 比最多 200 还多 / 300 is more than most, 200'])
  })

  it('has no question that does not fit a message', () => {
    const text = `${head}fields:\n  - key: a\n    kind: text\n    label: 一\n    ask: ${'长'.repeat(600)}\n`
    expect(faults(text)).toEqual([expect.stringMatching(/^9 fields\.0\.ask: 这一题的字有 \d+ 字节/)])
  })

  it('may be no YAML at all', () => {
    expect(faults('id: [\ntitle: x')).toEqual([expect.stringMatching(/^[12] /)])
    expect(faults('just words').length).toBeGreaterThan(0)
    expect(faults('')).toHaveLength(1)
    expect(faults(`${head}title: twice\nfields: []\n`)).toEqual([expect.stringMatching(/^5 /)])
  })
})
