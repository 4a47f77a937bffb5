import type { Field } from '../forms/form.js'
import { bare, quote } from '../forms/prompt.js'
import { besides } from '../kernel/besides.js'
import { miss, readAt, take } from './answer.js'
import { asksStory } from './told.js'
import { heldOf, type Step, type Turn } from './turn.js'

const ABOVE = /[上前]面|[上前]文|上一[题段条]|刚才|之前|前边|第[\d一二三四五六七八九十][题段]|那一?段/u
/** Words that say no more than that it stands there. */
const FILLING =
  /[上前]面|[上前]文|上一[题段条]|刚才|刚刚|之前|前边|第[\d一二三四五六七八九十][题段]|那一?段|已经|写|说|讲|提|填|过|发|了|的|里|中|都|也|有|就|在|请|看|见|参[见考照]|详见|一样|到|和|跟|照|按|内容|话|我|是|这|那|吧|呀|啊|啦|哦|[，,。.！!\s]/gu

/** What sentences of a story are of, by what the question feeds. */
const OF_PLANS =
  /困难|难处|难题|问题是|不足|不够|缺(?!席)|遗憾|不容易|吃力|忙不过来|打算|下一步|下一阶段|计划(?!书)|准备(?!好|了)|接下来|下(?:个)?(?:季度|月|半年|学期|一?年)|今后|以后|后续|希望|争取|将会|明年/u

/** Whether it speaks of what was difficult or is to be done. */
export const tellsPlans = (text: string): boolean => OF_PLANS.test(text)

/** 「上面已经写了」, 「见上文」: nothing more, where a story is asked. */
const refersAbove = (text: string, { label }: Field): boolean => {
  const said = bare(text)
  if (said.length > 24 || !ABOVE.test(said)) return false
  return (
    said
      .replaceAll(label, '')
      .replace(/困难|打算|计划|下一步|问题/gu, '')
      .replace(FILLING, '') === ''
  )
}

/**
 * 「上面已经写了」 where plans are asked: what she wrote of them in her story stands here, too, and she reads it; where there is nothing of it she is
 * asked for a sentence. It is never the answer itself. Null when it is something else.
 */
export function saidAbove(turn: Turn, field: Field, text: string): Step | null {
  if (!asksStory(field) || !refersAbove(text, field)) return null
  const { words } = turn.asking
  const { partial } = heldOf(turn, field)
  const story = turn.form.fields.find((one) => one !== field && asksStory(one) && heldOf(turn, one).old !== null)
  const told = story ? heldOf(turn, story).old : null
  const sentences =
    typeof told === 'string' && field.feeds === 'section.plans' && partial === null
      ? told.split(/(?<=[。！!；;\n])/u).filter(tellsPlans)
      : []
  const found = sentences.join('').trim()
  const said = found ? readAt(turn, field, { type: 'text', text: found }) : null
  if (!story || !said || said.type === 'misread' || said.type === 'nothing')
    return miss(turn, field, { code: 'text.not_above', values: { label: field.label } })
  const values = { story: story.label, label: field.label, said: quote(found, 60) }
  const lead = words.say('engine.from_above', values)
  return take(
    turn,
    field,
    said.type === 'answered' ? besides(said, { note: lead }) : said,
    said.type === 'answered' ? null : lead,
  )
}
