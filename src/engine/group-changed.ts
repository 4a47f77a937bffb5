import { SLIP } from '../forms/corrects.js'
import { kindOf } from '../forms/kinds.js'
import { quote } from '../forms/prompt.js'
import { KNOWN_ROLE } from '../kernel/person-words.js'
import { miss, readAt } from './answer.js'
import { doubt } from './doubt.js'
import { givenFields, openFields } from './fitting.js'
import { readPart } from './named.js'
import { partsOf } from './row-meant.js'
import { put } from './rows-changed.js'
import { asksStory } from './told.js'
import { currentField, heldOf, type Step, type Turn } from './turn.js'
import { askWhichRow } from './which-row.js'

const NUMERAL = '[\\d０-９零一二两三四五六七八九十百]'
const GROUP = new RegExp(
  `^(?<slip>(?:啊|哎呀?|哦|不好意思|对了|等等|等一下)*[，,\\s]*(?:${SLIP}[了啊]?)?[，,。\\s]*)(?:其中|里面|里)?的?(?<role>[\\u4e00-\\u9fff]{1,6}?)(?:人数)?(?<is>(?:${SLIP}[了啊]?[，,\\s]*)?(?:应该|其实|实际上?|一共|只)*(?:是|有|改成|改为|来了|到了)?)\\s*(?<count>${NUMERAL}{1,5}[多来]?个?[人名位]?)$`,
  'u',
)
/** Longer is a sentence. */
const SHORT = 24

/**
 * 「志愿者其实是15个」 of an answer that counts groups, or of a row that does: that one group is changed, and the others stay. Where words are asked it
 * is asked about, unless it says that something was not so. Null where no such group was counted.
 */
export function groupChanged(turn: Turn, words: string): Step | null {
  const said = words.trim().replace(/[。.!！~～吧啊呢了]+$/u, '')
  if (said.length > SHORT) return null
  const { slip = '', role = '', is = '', count = '' } = GROUP.exec(said)?.groups ?? {}
  if (role === '' || !KNOWN_ROLE.test(role)) return null
  const here = currentField(turn)
  const sure = !here || !kindOf(here).free || slip !== '' || /[是改错]/u.test(is)
  const now = `${role}${count}`
  const counts = new RegExp(`[（、]${role}(?:${NUMERAL}|约|近|大)`, 'u')
  const { words: sentences } = turn.asking
  for (const field of givenFields(turn)) {
    const { partial, old } = heldOf(turn, field)
    const kind = kindOf(field)
    if (!kind.part && partial === null && old !== null && counts.test(kind.show(field, old, sentences))) {
      const reading = readAt(turn, field, { type: 'text', text: now })
      if (reading.type === 'misread' || reading.type === 'nothing') continue
      return sure ? put(turn, field, reading) : doubt(turn, words, { older: field.key, text: now })
    }
    const label = kind.columns?.(field).find((column) => column.kind.name === 'headcount')?.field.label
    if (label === undefined) continue
    const all = partsOf(turn, field)
    const shown = kind.showParts?.(field, all, partial?.value ?? null, old, sentences) ?? []
    const numbers = all.filter((_, i) => counts.test(shown[i] ?? ''))
    const [first] = numbers
    const rest = `${label} ${now}`
    const reading = first === undefined ? null : readPart(turn, field, first, rest)
    if (first === undefined || reading?.type !== 'continued') continue
    if (numbers.length > 1) return askWhichRow(turn, words, { field, numbers, name: role, reading, rest })
    return sure ? put(turn, field, reading) : doubt(turn, words, { older: field.key, text: rest, row: first })
  }
  // Nothing was counted yet, and it is no text either.
  const ahead = openFields(turn).find(({ feeds }) => feeds === 'activity.headcount' || feeds === 'people')
  const corrects = slip !== '' || /其实|应该|实际/u.test(is)
  if (!here || !kindOf(here).free || !corrects) return null
  if (ahead) return doubt(turn, words, { older: ahead.key, text: now })
  return miss(turn, here, {
    code: asksStory(here) ? 'text.corrects_story' : 'text.corrects',
    values: { said: quote(words) },
  })
}
