import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { type Named, namedIn } from './named.js'
import { oneAfterAnother } from './several-changes.js'
import { numberOf, type Step, type Turn } from './turn.js'
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
  if (said.length > LONG || !EDITS.test(said)) return null
  const labels = turn.form.fields.flatMap((field) => [field.label, ...columnsOf(field)])
  const [head = '', ...more] = said.replace(EDITS, '').split(apartAt([...new Set(labels)]))
  const [second = '', ...others] = more
  // 「改 4 第2条 …」: the number of a question before its row.
  const pieces = NUMBER_ONLY.test(head) ? [`${head} ${second}`, ...others] : [head, ...more]
  if (pieces.length < 2) return null
  const changes: { words: string; named: Named }[] = []
  for (const piece of pieces) {
    const meant = changeOf(turn, piece.replace(EDITS, ''), changes.at(-1)?.named)
    const twice = changes.some(({ named: { field, row } }) => field === meant?.named.field && row === meant.named.row)
    if (!meant?.named.rest || twice) return null
    changes.push(meant)
  }
  return oneAfterAnother(turn, changes, (there, { words }) => change(there, words))
}

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
