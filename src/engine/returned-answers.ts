import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { readNumber } from '../kernel/numeral.js'
import { escaped } from '../kernel/escaped.js'
import { takeAfar } from './afar.js'
import { readAt, take } from './answer.js'
import { isSmallTalk } from './commands.js'
import { oneAfterAnother } from './several-changes.js'
import { currentField, heldOf, numberOf, returnedWith, type Step, type Turn } from './turn.js'

/** An answer and the returned question that it is for. */
interface Part {
  field: Field
  said: string
}

/**
 * 「第6题 …」, 「4、健康讲座126人 5、场地费480元」, 「健康讲座126人，场地费480元」 where the hub returned these questions: each part into its own, whichever of
 * them is being asked, that one last. Null where it is no such answer.
 */
export function returnedAnswers(turn: Turn, text: string): Step | null {
  if (turn.session.revision?.type !== 'returned') return null
  const fields = turn.form.fields.filter((field) => returnedWith(turn, field).returned !== undefined)
  const parts = headed(turn, fields, text) ?? inClauses(turn, fields, text)
  if (!parts) return null
  const here = currentField(turn)
  const inOrder = parts.toSorted((one, other) => Number(one.field === here) - Number(other.field === here))
  return oneAfterAnother(turn, inOrder, (there, { field, said }) => {
    const reading = readAt(there, field, { type: 'text', text: said })
    return field === here ? take(there, field, reading) : takeAfar(there, field, reading)
  })
}

/** Each part behind the number or the name of its question. A number alone may be that of a row: it is none where that is there. */
function headed(turn: Turn, fields: Field[], text: string): Part[] | null {
  const here = currentField(turn)
  const rows = here
    ? (kindOf(here).parts?.(here, heldOf(turn, here).partial?.value ?? null, heldOf(turn, here).old) ?? [])
    : []
  const labels = fields.map(({ label }) => escaped(label)).join('|')
  const head = new RegExp(
    `(?:^|[\\n；;。]|[\\s，,](?=第))\\s*(?:第\\s*(?<th>\\d{1,2}|[一二三四五六七八九十]{1,3})\\s*题|(?<n>\\d{1,2})\\s*[、.．:：)）]|(?<label>${labels})\\s*[:：])\\s*[:：，,]?\\s*`,
    'gu',
  )
  const heads = [...text.trim().matchAll(head)]
  if (heads[0]?.index !== 0) return null
  const parts: Part[] = []
  for (const [i, { 0: all, index, groups }] of heads.entries()) {
    const { th, n, label } = groups ?? {}
    const number = readNumber(th ?? n ?? '')
    const field = fields.find((one) => (number === null ? one.label === label : numberOf(turn.form, one) === number))
    const said = text
      .trim()
      .slice(index + all.length, heads[i + 1]?.index)
      .trim()
    if (!field || !said || parts.some((part) => part.field === field)) return null
    if (n !== undefined && (heads.length < 2 || rows.includes(number ?? 0))) return null
    parts.push({ field, said })
  }
  return parts
}

/** Longer is a story. */
const SHORT = 200

/** Clauses of which each is a whole answer to one of them, and not all to the same; where words are asked for any would be one. */
function inClauses(turn: Turn, fields: Field[], text: string): Part[] | null {
  if (text.length > SHORT) return null
  const parts: Part[] = []
  let said = ''
  for (const clause of text.split(/[，,；;。\n]+/u).filter((one) => one.trim() && !isSmallTalk(one))) {
    said = said ? `${said}，${clause.trim()}` : clause.trim()
    const [field, other] = fields.filter((one) => !kindOf(one).free && answers(turn, one, said))
    if (!field || other) continue
    parts.push({ field, said })
    said = ''
  }
  return said === '' && new Set(parts.map(({ field }) => field)).size > 1 ? parts : null
}

/** Whether it changes what is there, and leaves nothing to be asked. */
function answers(turn: Turn, field: Field, said: string): boolean {
  const { session } = takeAfar(turn, field, readAt(turn, field, { type: 'text', text: said }))
  return session.answers[field.key] !== turn.session.answers[field.key] && session.at === turn.session.at
}
