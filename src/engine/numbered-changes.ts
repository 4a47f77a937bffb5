import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { isWholly } from '../forms/row-cells.js'
import { readNumber } from '../kernel/numeral.js'
import { askingAt } from './answer.js'
import { type Named, namedIn } from './named.js'
import { oneAfterAnother } from './several-changes.js'
import { currentField, numberOf, type Step, type Turn } from './turn.js'
import { escaped } from '../kernel/escaped.js'

const EDITS = /^(?:请|把|将)*(?:改|修改|更改|edit|change)(?![成为])\s*/iu
/** Longer is a row or a story. */
const LONG = 200

const N = '(?:[\\d０-９]{1,3}|[一二三四五六七八九十]{1,3})'
const OF_ROW = '[条行项笔场次](?!地)'
const ROW = new RegExp(`^第?\\s*(?<row>${N})\\s*(?<measure>${OF_ROW})?\\s*的?\\s*[:：]?\\s*(?<rest>\\S.*)$`, 'su')
const NUMBER_ONLY = new RegExp(`^第?\\s*${N}\\s*题?$`, 'u')

/** Where another change begins: before 4.2, 第4题, 第2条 and the name of what is asked (4 人数 26); behind a comma before any number (4 26人). */
function apartAt(labels: string[]): RegExp {
  const names = labels.map(escaped).join('|')
  const named = `${N}\\s*[.．]\\s*${N}(?:\\s*(?:${names})|[\\s:：])|第\\s*${N}\\s*(?:题|${OF_ROW})|${N}\\s*(?:${names})`
  const again = '(?:改|修改|更改)?\\s*'
  return new RegExp(`[，,、；;\\s]+(?=${again}(?:${named}))|[，,；;\\n]+\\s*(?=${again}${N}[\\s:：])`, 'u')
}

/**
 * 「改 4.1 人数 10，4.2 人数 11」「改 3 宜春，4 人数 26」: several changes by number, each with what it becomes, one after the other. A row alone
 * (第3条) is of the question named before it. Null where one of them names nothing that there is, or nothing that it becomes.
 */
export function numberedChanges(
  turn: Turn,
  text: string,
  change: (turn: Turn, text: string) => Step | null,
): Step | null {
  const said = text.trim()
  if (said.length > LONG || !(EDITS.test(said) || (!currentField(turn) && BEGINS.test(said)))) return null
  const labels = turn.form.fields.flatMap((field) => [field.label, ...columnsOf(field)])
  const plain = said.replace(EDITS, '')
  const [head = '', ...more] = plain.split(apartAt([...new Set(labels)]))
  const [second = '', ...others] = more
  // 「改 4 第2条 …」: the number of a question before its row.
  const pieces = NUMBER_ONLY.test(head) ? [`${head} ${second}`, ...others] : [head, ...more]
  if (pieces.length < 2) {
    const apart = apartBySpaces(turn, bySpaces(plain)) ?? apartBySpaces(turn, [plain])
    return apart && oneAfterAnother(turn, apart, (there, words) => change(there, words))
  }
  const changes: { words: string; named: Named }[] = []
  for (const piece of pieces) {
    const meant = changeOf(turn, piece.replace(EDITS, ''), changes.at(-1)?.named)
    const twice = changes.some(({ named: { field, row } }) => field === meant?.named.field && row === meant.named.row)
    if (!meant?.named.rest || twice) return null
    changes.push(meant)
  }
  return oneAfterAnother(turn, changes, (there, { words }) => change(there, words))
}

/**
 * 「改 3 宜春 4 27人」: several questions by their numbers, with spaces alone between them, in words that name each. A number is that of a question only
 * where what is behind it is wholly an answer to that (「宜春 4 楼」 is a place), or is words among others that are.
 */
function apartBySpaces(turn: Turn, parts: string[]): string[] | null {
  const pieces = withCountApart(turn, parts)
  if (pieces.length < 2) return null
  const seen = new Set<Field>()
  let exact = false
  const words: string[] = []
  for (const piece of pieces) {
    const { n = '', rest = '' } = PIECE.exec(piece)?.groups ?? {}
    const field = turn.form.fields[(readNumber(n) ?? 0) - 1]
    if (!field || seen.has(field) || kindOf(field).columns || kindOf(field).hears === 'image') return null
    seen.add(field)
    const free = kindOf(field).free === true
    if (!free && !isWholly({ field, kind: kindOf(field) }, rest, askingAt(turn, field))) return null
    words.push(`第${readNumber(n)}题：${rest}`)
    if (namedIn(turn, words.at(-1) ?? '')?.field !== field) return null
    exact ||= !free
  }
  return exact ? words : null
}

/** 「改 3 宜春 27人」: a count of people behind a place is none of it, but the answer to the one question that asks for such a count. */
function withCountApart(turn: Turn, pieces: string[]): string[] {
  const { head = '', count = '' } = COUNT_BEHIND.exec(pieces.at(-1) ?? '')?.groups ?? {}
  const { fields } = turn.form
  const place = fields[(readNumber(PIECE.exec(head)?.groups?.['n'] ?? '') ?? 0) - 1]
  if (!place || kindOf(place).hears !== 'location') return pieces
  const counts = fields.flatMap((field, i) => {
    const { free, columns } = kindOf(field)
    return !free && !columns && isWholly({ field, kind: kindOf(field) }, count, askingAt(turn, field)) ? [i + 1] : []
  })
  return counts.length === 1 ? [...pieces.slice(0, -1), head, `${counts[0]} ${count}`] : pieces
}
const COUNT_BEHIND = /^(?<head>\S+\s+\S.*?)[\s，,、]+(?<count>[^\s，,、]*(?:[人户家]|人次))$/su
const SPACED = /\s+(?=[\d０-９]{1,2}\s+\S)/u
/** Cut before each number that has words behind it; 「4 27」 is one. */
const bySpaces = (said: string): string[] =>
  said.split(SPACED).reduce<string[]>((pieces, part) => {
    const last = pieces.at(-1)
    return last !== undefined && !/\s/.test(last) ? [...pieces.slice(0, -1), `${last} ${part}`] : [...pieces, part]
  }, [])
const PIECE = /^(?<n>[\d０-９]{1,2})\s+(?<rest>\S.*)$/su
const BEGINS = /^[\d０-９]{1,2}\s+\S/u

const columnsOf = (field: Field): string[] =>
  kindOf(field)
    .columns?.(field)
    .map(({ field: { label } }) => label) ?? []

/** One of them by itself, in words that name its question; a row without one is of the table that was named `before`. */
function changeOf(turn: Turn, clause: string, before?: Named): { words: string; named: Named } | null {
  const of = (words: string) => {
    const named = namedIn(turn, words)
    return named && { words, named }
  }
  const { row = '', measure, rest = '' } = ROW.exec(clause)?.groups ?? {}
  const table = before && before.row !== null && row ? before.field : null
  if (table && (measure || columnsOf(table).some((label) => rest.startsWith(label))))
    return of(`改 ${numberOf(turn.form, table)}.${row} ${rest}`)
  return of(`改 ${clause}`)
}
