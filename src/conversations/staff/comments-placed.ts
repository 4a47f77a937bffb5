import type { Asking } from '../../forms/field-kind.js'
import { kindOf } from '../../forms/kinds.js'
import type { Life } from '../record/shown.js'
import { type Comments, commentsIn } from './comments.js'

type Field = Life['form']['fields'][number]

const CLAUSES = /[^?？!！。；;]+[?？!！。；;]*/gu
const HAN = /\p{Script=Han}{2,}/gu
/** Stand in what is said of any answer. */
const OF_ANY =
  /怎么|什么|多少|是不是|有没有|哪[里个些天]|[这那][场次个份些]|活动|一共|到底|具体|写清|不清|清楚|核对|补充|说明|时候|地方|[我他她你]们|可以|不对|情况/gu

/** What is said to which question, also where it names none: 「粽子那场一百二十多人怎么算的？」 is of the answer that it speaks of. */
export function commentsOn(life: Life, text: string, asking: Asking): Comments {
  const said = commentsIn(life.form, text)
  if (said.unread.length === 0) return said
  const comments = new Map(said.comments.map(({ field, comment }) => [field, comment]))
  const unread: string[] = []
  for (const clause of said.unread.flatMap((part) => part.match(CLAUSES) ?? [part])) {
    const comment = clause.trim()
    const field = fieldSpokenOf(life, comment, asking)
    if (field === null) unread.push(comment)
    else comments.set(field, `${comments.get(field) ?? ''}${comment}`)
  }
  return { ...said, unread, comments: [...comments].map(([field, comment]) => ({ field, comment })) }
}

/** The only question that is named anywhere in it, has a value of its kind in it, or was answered with its words. */
function fieldSpokenOf({ form, record }: Life, clause: string, asking: Asking): string | null {
  const only = (fields: Field[]) => (fields.length === 1 ? (fields[0]?.key ?? null) : null)
  const named = form.fields.filter(({ label }) => clause.includes(label))
  if (named.length > 0) return only(named)
  const answered = form.fields.flatMap((field) => {
    const value = record.answers[field.key] ?? null
    return value === null ? [] : [{ field, kind: kindOf(field), value }]
  })
  const counted = answered.filter(({ field, kind }) => !kind.free && kind.spot?.(field, clause, asking))
  if (counted.length > 0) return only(counted.map(({ field }) => field))
  const scores = answered.map(({ field, kind, value }) => ({
    field,
    score: inCommon(clause, kind.show(field, value, asking.words)),
  }))
  const most = Math.max(0, ...scores.map(({ score }) => score))
  return most === 0 ? null : only(scores.filter(({ score }) => score === most).map(({ field }) => field))
}

/** How long the longest words are that stand in both. */
function inCommon(clause: string, shown: string): number {
  let most = 0
  for (const [word] of clause.replace(OF_ANY, ' ').matchAll(HAN))
    for (let from = 0; from < word.length; from++)
      for (let to = from + Math.max(2, most + 1); to <= word.length && shown.includes(word.slice(from, to)); to++)
        most = to - from
  return most
}
