import { z } from 'zod'
import { readNumber } from '../kernel/numeral.js'
import type { Words } from '../kernel/words.js'
import { bytesOf, CHOICE_BYTES, CHOICE_KEY_BYTES, CHOICES } from './channel-limits.js'
import { bare } from './prompt.js'

export interface Choice {
  key: string
  label: string
}

const label = z
  .string()
  .min(1)
  .max(60)
  .refine(
    (text) => bytesOf(text) <= CHOICE_BYTES,
    `选项最多 ${CHOICE_BYTES} 字节，不然按钮放不下 / too long for a button`,
  )

export const choiceList = z
  .array(
    z.strictObject({
      key: z
        .string()
        .regex(/^[a-z][a-z0-9_]*$/, '写成小写字母、数字和 _，如 start_date / a key is written like_this')
        .max(CHOICE_KEY_BYTES),
      label,
    }),
  )
  .min(2)
  .max(CHOICES)
  .refine(
    (all) => new Set(all.map(({ key }) => key)).size === all.length,
    '两个选项的 key 一样 / two choices have the same key',
  )

/** 「1 交流分享」, one a line. */
export const choiceLines = (choices: Choice[]): string => choices.map(({ label }, i) => `${i + 1} ${label}`).join('\n')

const OTHER = /^(?:别的|其它?他?的?|另外的?|(?:以上)?都不是)$/
const BEFORE = /^(?:应该|大多|大部分|主要|多数|一般)?(?:都|算|就|还)*(?:是|属于|选|算|归|像)/
const AFTER = /(?:这一?)?(?:类|活动|为主|都有|都是|都算|比较多|最多|居多|吧|的|了)+$/
const BETWEEN = /[\s,，、;；/+和与及跟或]+|还有/u

/**
 * The choices a short text means: by number (1, １, 一), by label, or by a part of labels; more than one is not yet an answer. A text that
 * says more than labels means none: what else it says would be lost.
 */
export function pick(choices: Choice[], text: string): Choice[] {
  const said = bare(text).toLowerCase().replaceAll('其它', '其他')
  if (!said || said.length > 80) return []
  const whole = matches(choices, said)
  if (whole.length > 0) return whole
  // 「3 培训」: the number with its label, as it stood in the list.
  const [, digits = '', rest = ''] = /^(\d{1,2})[\s.、:：)）]*(.+)$/u.exec(said) ?? []
  const numbered = choices[Number(digits) - 1]
  if (numbered?.label.toLowerCase().includes(rest)) return [numbered]
  const parts = said.split(BETWEEN).filter(Boolean)
  const found = parts.map((part) => matches(choices, part))
  return found.every(({ length }) => length > 0) ? [...new Set(found.flat())] : []
}

function matches(choices: Choice[], part: string): Choice[] {
  const core = part.replace(BEFORE, '').replace(AFTER, '') || part
  const byNumber = choices[(readNumber(core.replace(/^[第选]|[个项种]$/g, '')) ?? 0) - 1]
  if (byNumber) return [byNumber]
  const exact = choices.filter(({ key, label }) => key === part || [part, core].includes(label.toLowerCase()))
  if (exact.length > 0) return exact
  if (OTHER.test(part) || OTHER.test(core)) return choices.filter(({ key }) => key === 'other')
  return choices.filter(({ label }) => {
    const name = label.toLowerCase()
    return name.includes(core) || (core.includes(name) && core.length <= 2 * name.length && !/^[不没非]/.test(core))
  })
}

export function labelOf(choices: Choice[], key: string, words: Words): string {
  return choices.find((choice) => choice.key === key)?.label ?? words.say('choice.gone', { key })
}
