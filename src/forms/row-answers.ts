import { numberList } from './captions.js'
import type { Asking } from './field-kind.js'
import { answeredBack } from './asks-back.js'
import type { Closing } from './row-queries.js'
import type { Row } from './rows.js'

const N = '[\\d一二三四五六七八九十]{1,3}'
const OF_ROWS = new RegExp(
  `^(?:第?\\s*(?<list>${N}(?:\\s*条?\\s*[-~到至、和跟]\\s*第?\\s*${N})*)\\s*(?:[条场笔项]|(?=[\\s:：])|(?=都?是))|(?<rest>其余|其[他它]|别|剩下|余下)的?(?:几条)?)[\\s:：]*(?:的?人数)?(?:都|全)?(?:是|为)?\\s*(?<said>\\S.*)$`,
  'u',
)

/** 「第1条签到，第3条现场点数，其他估计」: the rows with what was asked of all of them answered for each it names; null when it is not that. */
export function answerByRow({ column, query, at }: Closing, rows: Row[], text: string, asking: Asking): Row[] | null {
  if (text.length > 200 || !/[第其别剩余\d]/u.test(text)) return null
  const { field, kind } = column
  const clauses = text.split(/[，,；;。\n]+/u).filter((one) => one.trim())
  let after = rows
  const named = new Set<number>()
  for (const clause of clauses) {
    const { list = '', rest, said = '' } = OF_ROWS.exec(clause.trim())?.groups ?? {}
    const numbers = rest ? at.flatMap((i) => (named.has(i) ? [] : [i + 1])) : numberList(list.replace(/\s/gu, ''))
    if (!said || numbers.length === 0) return null
    for (const number of numbers) {
      const row = after[number - 1]
      const cell = row?.cells[field.key] ?? null
      const answer = cell === null ? null : answeredBack(query, field, kind.decode(cell), said, asking)
      if (!row || answer === null) return null
      named.add(number - 1)
      const from = row.from.includes(asking.messageId) ? row.from : [...row.from, asking.messageId]
      after = after.with(number - 1, { cells: { ...row.cells, [field.key]: kind.encode(answer) }, from })
    }
  }
  return named.size > 0 ? after : null
}
