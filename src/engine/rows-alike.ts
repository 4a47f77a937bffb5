import { kindOf } from '../forms/kinds.js'
import { columnNamed } from '../forms/row-cells.js'
import { swapOf } from '../forms/table-swapped.js'
import { editOf, editsIn, editsOf, mayNameRows } from '../forms/table-words.js'
import { readNumber } from '../kernel/numeral.js'
import { readAt } from './answer.js'
import { doubt } from './doubt-about.js'
import { fieldsAtHand } from './fitting.js'
import { NUMERAL, partsOf } from './row-meant.js'
import { put } from './rows-changed.js'
import { currentField, type Step, type Turn } from './turn.js'

const DOTTED = `(?:第?\\s*(?<n>${NUMERAL})\\s*[.．]\\s*${NUMERAL})`
const MORE = `\\s*(?:[-~—–、,，]|到|至|和|及|跟|与|\\s)\\s*(?:第?\\s*${NUMERAL}\\s*[.．]\\s*)?${NUMERAL}`
/** 「改 4.2、4.3 地点 高安」「4.2-4.5 都在高安」. */
const OF_QUESTION = new RegExp(
  `^(?<edit>(?:请|把|将)*(?:改|修改|更改|edit|change)?\\s*)(?<rows>${DOTTED}(?:${MORE})+)(?<rest>(?![\\d.．]).*)$`,
  'su',
)
/** Longer is a sentence of a report. */
const SHORT = 200

/**
 * 「改 4.2、4.3 地点 高安」, 「改 2、3、5 地点 高安」, 「第2到4条的人数都是30人」, 「1 地点 高安」 away from the table: rows by number and a column of theirs. Null when
 * it is none of these, or the table is what is asked.
 */
export function rowsAlike(turn: Turn, text: string): Step | null {
  const said = text.trim()
  if (said.length > SHORT || said.includes('\n') || !mayNameRows(said)) return null
  const here = currentField(turn)
  const { edit = '', rows = '', n = '', rest = '' } = OF_QUESTION.exec(said)?.groups ?? {}
  const named = turn.form.fields[(readNumber(n) ?? 0) - 1]
  if (named && kindOf(named).columns) {
    const numbers = rows.replace(new RegExp(`第?\\s*${NUMERAL}\\s*[.．]\\s*`, 'gu'), '')
    const same = [...rows.matchAll(new RegExp(`(${NUMERAL})\\s*[.．]`, 'gu'))].every(
      ([, one = '']) => readNumber(one) === readNumber(n),
    )
    const meant = same ? editsOf(kindOf(named).columns?.(named) ?? [], `${edit}${numbers}${rest}`) : null
    // 「5.3-5.5 露营」 are days.
    if (!meant?.sure && !meant?.named) return null
    return put(turn, named, readAt(turn, named, { type: 'text', text: `改 ${meant.numbers.join('、')} ${meant.rest}` }))
  }
  for (const field of fieldsAtHand(turn)) {
    const columns = kindOf(field).columns?.(field)
    if (!columns) continue
    if (swapOf(columns, said)) return put(turn, field, readAt(turn, field, { type: 'text', text: said }))
    const edits = editsIn(columns, said)
    const [first] = edits
    const several = first && { ...first, numbers: edits.flatMap(({ numbers }) => numbers) }
    // Of its own rows the table itself knows, and of pictures these are captions.
    const one = several || field === here || (here && kindOf(here).hears === 'image') ? null : editOf(columns, said)
    const ofColumn = one && (one.loose || columnNamed(columns, one.rest)) ? [one.number] : []
    const numbers = several?.named || (several && (!here || field === here)) ? several.numbers : ofColumn
    const parts = partsOf(turn, field)
    if (numbers.length === 0 || !numbers.every((number) => parts.includes(number))) continue
    // 「改 1、2 35人」 would be of three rows.
    const behind = numbers.length > 1 && /^\d/u.test(several?.rest ?? '') ? '：' : ' '
    const asked = edits.length > 1 ? said : `改 ${numbers.join('、')}${behind}${several?.rest ?? one?.rest ?? ''}`
    const sure = several ? several.sure : one?.loose === undefined
    if (here && kindOf(here).free && !sure) return doubt(turn, text, { older: field.key, text: asked })
    const reading = readAt(turn, field, { type: 'text', text: asked })
    // At the summary it is of the table that can have it.
    if (!here && !several?.named && several && reading.type !== 'continued') continue
    return put(turn, field, reading)
  }
  return null
}
