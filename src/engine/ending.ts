import type { Reading } from '../forms/field-kind.js'
import { isCaptionOfLast } from '../forms/captions.js'
import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { isDone } from '../forms/prompt.js'
import { readBasis } from '../kernel/basis-words.js'
import type { Json } from '../kernel/json.js'
import type { Said } from '../kernel/message.js'

const END = /^(?<body>.*?\S)(?<gap>\s*\n\s*|[\s，,。；;！!？?…]+)(?<end>[^\s，,。；;！!？?…]{1,6})[。.!！]?\s*$/su

const MAY_END = /(?:完|了|些|多|束|毕|done|end|finish|finished|more)[。.!！\s]*$/i

/** One of these is in all that ends an answer. */
const ENDS = /[完成毕好了些多束吧啊呢]|done|end|finish|more/iu

/** A text without the 完 at its end; one that is nothing else stays. */
export function withoutEnd(text: string): string {
  const { body, end = '' } = (ENDS.test(text.trimEnd().slice(-8)) && END.exec(text)?.groups) || {}
  return body && isDone(end) ? body : text
}

/**
 * What is read of a message that ends with 完, or with how people were counted: its rows or captions, and that they are all. A text in words
 * of her own ends only where that stands apart: a 完 of its last sentence (活动办完) is of the text. `read` gets what is held of the answer so far.
 */
export function withEnd(
  field: Field,
  said: Said,
  held: Json | null,
  read: (said: Said, held: Json | null) => Reading<unknown>,
): Reading<unknown> {
  if (said.type !== 'text' || isCaptionOfLast(said.text)) return read(said, held)
  const own = /\n[^\n]*$/.exec(said.text)?.[0].trim()
  const { columns, free } = kindOf(field)
  // 「都是签到的」 on a line of its own says of all rows how their people were counted, and that they are all.
  const basis = own !== undefined && columns && readBasis(own) !== null
  if (!basis && !MAY_END.test(said.text.slice(-8))) return read(said, held)
  const {
    body = '',
    gap = '',
    end = '',
  } = basis ? { body: said.text.slice(0, said.text.lastIndexOf('\n')), end: own } : (END.exec(said.text)?.groups ?? {})
  if (!body || !(basis || isDone(end)) || (free && !standsApart(gap, end))) return read(said, held)
  // The last sentence keeps its sign.
  const first = read({ type: 'text', text: free ? body + gap.trim() : body }, held)
  if (first.type !== 'continued' || first.partial === null || first.asks) return first
  const last = read({ type: 'text', text: end }, first.partial)
  const [head, ...more] = (first.reply ?? '').split('\n')
  if (last.type === 'continued') {
    const reply = [...lineOf(first.note), ...lineOf(last.reply), ...(free ? more : [])].join('\n')
    return { ...last, reply }
  }
  if (last.type !== 'answered') return basis ? read(said, held) : first
  // How much was written is said by the end of a story.
  const note = [first.note ?? (free ? null : head), last.note].filter(Boolean).join('\n')
  return { ...last, note, wishes: [...(first.wishes ?? []), ...(last.wishes ?? [])] }
}

/** On a line of its own or behind a whole sentence; behind a space only what can be of no sentence. */
const standsApart = (gap: string, end: string): boolean =>
  /[\n。！!？?…]/u.test(gap) || (/^\s+$/u.test(gap) && /^(?:完|(?:写|说|填)(?:完|好))了?$/u.test(end))

const lineOf = (line: string | null | undefined): string[] => (line ? [line] : [])
