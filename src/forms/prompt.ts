import { normaliseText } from '../kernel/numeral.js'
import type { Said } from '../kernel/message.js'
import type { Problem } from '../kernel/outcome.js'
import type { Words } from '../kernel/words.js'
import type { Field } from './form.js'

/** A question as every kind asks it: its sentence, hint, more lines of the kind, an example, and how to keep or skip. */
export function prompt(
  field: Field,
  words: Words,
  with_: { old: string | null; example?: string; more?: string },
): string {
  let text = field.ask ?? words.say('field.ask', { label: field.label })
  if (field.hint) text += `\n${field.hint}`
  if (with_.more) text += `\n${with_.more}`
  const example = field.example ?? with_.example
  if (example) text += `\n${words.say('field.example', { example })}`
  if (with_.old !== null) text += `\n${words.say('field.now', { value: with_.old })}`
  else if (!field.required) text += `\n${words.say('field.may_skip')}`
  return text
}

export const misread = (code: string, values?: Problem['values']): { type: 'misread'; problem: Problem } => ({
  type: 'misread',
  problem: values ? { code, values } : { code },
})

export const textOf = (said: Said): string | null => (said.type === 'text' ? said.text : null)

/** The beginning of what a person said, short enough to be quoted back. */
export function quote(text: string, most = 20): string {
  const trimmed = text.trim()
  const line = /\s\s|[^\S ]/.test(trimmed) ? trimmed.replace(/\s+/g, ' ') : trimmed
  const chars = line.length > most ? Array.from(line.slice(0, 2 * most + 2)) : []
  return chars.length > most ? `${cutAt(chars, most)}…` : line
}

/** The first so many characters, without an address that would be cut: what is left of one is a link that leads nowhere. */
export function cutAt(chars: string[], most: number): string {
  const cut = chars.slice(0, most).join('')
  const address = cut.includes('://') ? /https?:\/\/[!-~]*$/i.exec(cut) : null
  if (!address || !/[!-~]/.test(chars[most] ?? '')) return cut
  return cut.slice(0, address.index).trimEnd() || cut.replace(/^https?:\/\//i, '')
}

/** What is found in a sentence that holds no other number: 「大概来了二十几个人吧」. More numbers, and it may be the wrong one. */
export function lonely<F extends { start: number; end: number }>(
  text: string,
  find: (normal: string) => F | null,
): F | null {
  const normal = normaliseText(text)
  const found = find(normal)
  return found && /^[^\d零一二三四五六七八九十百千万]*$/.test(normal.slice(0, found.start) + normal.slice(found.end))
    ? found
    : null
}

const NOTHING =
  /^(?:没有?统计|未统计|没数|没记|不清楚|不知道|不晓得|不详|记不清了?|不记得了?|记不得了?|想不起来了?|忘了|没有|没了?|没啦|没有啦|木有了?|无|暂无|略|跳过|none|skip|no|n\/a|-+|—+|\/)$/iu
const DONE =
  /^(?:(?:(?:好了?|对了|嗯|都|我)[，,\s]*)*(?:完了?|完成了?|完毕了?|(?:写|填|发|传|说|记)(?:完|好)了?|好了|没有了|没了|没啦|没有啦|(?:就|只有)(?:这些|这么多)|结束了?)(?:[，,\s]*(?:就|只有)(?:这些|这么多))?[了吧啊呢]?|done|end|finish(?:ed)?|no more)$/iu

// What one message is compared with is many things, and each compares it bare.
let last = { text: '', bare: '' }

/** A short utterance without its punctuation and spaces, as a command or a choice is compared. */
export function bare(text: string): string {
  if (text.length > 40) return text
  if (last.text !== text) last = { text, bare: stripped(text) }
  return last.bare
}

const stripped = (text: string): string => (PLAIN.test(text) ? text : normalised(text))

/** Latin letters, digits and common Chinese characters, with spaces and signs of ASCII only inside: nothing of this is another character, or goes. */
const PLAIN = /^[\w\u4e00-\u9fff](?:[\x20-\x7e\n\u4e00-\u9fff]*[\w\u4e00-\u9fff])?$/

const normalised = (text: string): string =>
  text.normalize('NFKC').replace(/[\p{Cf}]|^[\s"'“”‘’「」『』]+|[\s.。!！~～,，;；、"'“”‘’「」『』]+$/gu, '')

/** 「没统计」「没有」「-」: there is none. */
export const isNothing = (text: string): boolean => text.length < 20 && NOTHING.test(bare(text))

const UNSURE =
  /^(?:我也?|这个|真)*(?:不知道|不晓得|不记得|忘了|忘记|(?:还没|没有?)想好|想不出来?|随便|随意|都行|都可以|说不准|不确定)(?:写什么|填什么|怎么(?:写|填|说|选)|(?:选|填|挑|交)(?:哪一?[个类种份]|什么)好?)?[了啊呀呢吧的]*$/u

/** 「不知道」「忘了」「随便」: an answer only where a row may lack it. */
export const isUnsure = (text: string): boolean => text.length < 20 && UNSURE.test(bare(text))

/** 「完」「没有了」: the end of an answer given in several messages. */
export const isDone = (text: string): boolean => text.length < 20 && DONE.test(bare(text))

/** Whether a text written in several messages ends with this one. */
export const endsWith = (written: string, part: string): boolean => written === part || written.endsWith(`\n${part}`)
