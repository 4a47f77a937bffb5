import type { Reading } from '../forms/field-kind.js'
import { isCaptionOfLast } from '../forms/captions.js'
import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { isDone } from '../forms/prompt.js'
import { mentionsBasis } from '../kernel/basis-words.js'
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
  const { columns, free } = kindOf(field)
  const counted = columns ? countedBehind(field, said.text) : null
  if (counted) {
    const last = saidOfRows(field, counted, held, read)
    if (last) return last
  }
  if (!MAY_END.test(said.text.slice(-8))) return read(said, held)
  const { body = '', gap = '', end = '' } = END.exec(said.text)?.groups ?? {}
  if (!body || !isDone(end) || (free && !standsApart(gap, end))) return read(said, held)
  // The last sentence keeps its sign.
  const first = read({ type: 'text', text: free ? body + gap.trim() : body }, held)
  if (first.type !== 'continued' || first.partial === null || first.asks) return first
  const last = read({ type: 'text', text: end }, first.partial)
  const [head, ...more] = (first.reply ?? '').split('\n')
  if (last.type === 'continued') {
    const reply = [...lineOf(first.note), ...lineOf(last.reply), ...(free ? more : [])].join('\n')
    return { ...last, reply }
  }
  if (last.type !== 'answered') return first
  // How much was written is said by the end of a story.
  const note = [first.note ?? (free ? null : head), last.note].filter(Boolean).join('\n')
  return { ...last, note, wishes: [...(first.wishes ?? []), ...(last.wishes ?? [])] }
}

const OF_ROWS =
  /^(?<body>.*?[\d一二三四五六七八九十百多来几]\s*个?[人名位户家].*?)[，,。；;\s]+(?<end>(?:都|全|其[他余它]|[前后]面?[\d一二两三四五六七八九十]{1,3}[条场次]|第\s*[\d一二三四五六七八九十]{1,3}\s*[条场])(?:(?!\d\s*[人名位户家]).){2,100})$/su

/** 「都是签到的」「第1条签到，其他估的」 on a line of its own, or with such words behind the last row: how the people of rows were counted. */
function countedBehind(field: Field, text: string): { body: string; end: string; done: boolean } | null {
  if (!mentionsBasis(text.slice(text.lastIndexOf('人') + 1))) return null
  const queries = kindOf(field)
    .columns?.(field)
    .flatMap(({ kind }) => kind.queries ?? [])
  if (!queries?.some(({ inWords }) => inWords)) return null
  const rest = withoutEnd(text)
  const at = rest.lastIndexOf('\n')
  const line = { body: rest.slice(0, Math.max(0, at)), end: rest.slice(at + 1).trim() }
  const found: { body?: string; end?: string } | undefined =
    at > 0 && mentionsBasis(line.end) ? line : OF_ROWS.exec(rest)?.groups
  const [body, end] = [found?.body ?? '', found?.end ?? '']
  return body.trim() && mentionsBasis(end) ? { body, end, done: rest !== text } : null
}

/** The rows before it with that said of them; null where it is rather one more row. */
function saidOfRows(
  field: Field,
  { body, end, done }: { body: string; end: string; done: boolean },
  held: Json | null,
  read: (said: Said, held: Json | null) => Reading<unknown>,
): Reading<unknown> | null {
  const first = read({ type: 'text', text: body }, held)
  if (first.type !== 'continued' || first.partial === null || first.asks) return null
  let last = read({ type: 'text', text: end }, first.partial)
  if (last.type === 'continued') {
    const rows = (partial: Json | null) => kindOf(field).parts?.(field, partial, null).length
    if (last.asks || last.part || rows(last.partial) !== rows(first.partial)) return null
    if (done && last.partial !== null) last = read({ type: 'text', text: '完' }, last.partial)
  }
  if (last.type === 'continued') return { ...last, reply: [...lineOf(first.note), ...lineOf(last.reply)].join('\n') }
  return last.type === 'answered' ? { ...last, note: [first.note, last.note].filter(Boolean).join('\n') } : null
}

/** On a line of its own or behind a whole sentence; behind a space only what can be of no sentence. */
const standsApart = (gap: string, end: string): boolean =>
  /[\n。！!？?…]/u.test(gap) || (/^\s+$/u.test(gap) && /^(?:完|(?:写|说|填)(?:完|好))了?$/u.test(end))

const lineOf = (line: string | null | undefined): string[] => (line ? [line] : [])
