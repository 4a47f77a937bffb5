import { expect, it } from '@jest/globals'
import { otherwise } from '../../src/rehearsal/gave.js'
import { formNamed } from '../engine/talk.js'

it('what stands in a report otherwise than it was said is told, a short word before it and the right rows are not', () => {
  const form = formNamed('work-brief.v2')
  const [text, table] = (['text', 'table'] as const).map((kind) => form.fields.find((field) => field.kind === kind)!)
  const gave = new Map([
    [text!.key, { text: '按计划走访了几家伙伴。' }],
    [table!.key, { rows: 2 }],
  ])
  const kept = { [text!.key]: '很好 按计划走访了几家伙伴。', [table!.key]: { rows: [{}, {}] } }
  expect(otherwise(kept, form, gave)).toEqual([])
  expect(otherwise({ ...kept, [text!.key]: '按计划走访' }, form, gave)).toEqual([
    `「${text!.label}」她说的是「按计划走访了几家伙伴。」，记成「按计划走访」`,
  ])
  expect(otherwise({ [text!.key]: '按计划走访了几家伙伴。' }, form, gave)).toEqual([
    `「${table!.label}」她写了 2 行，记下 0 行`,
  ])
})
