import { SLIP } from '../forms/corrects.js'
import { kindOf } from '../forms/kinds.js'
import { quote } from '../forms/prompt.js'
import { readNumber } from '../kernel/numeral.js'
import { alsoCalled, KNOWN_ROLE } from '../kernel/person-words.js'
import { miss, readAt } from './answer.js'
import { doubt } from './doubt-about.js'
import { givenFields, openFields } from './fitting.js'
import { readPart } from './named.js'
import { partsOf } from './row-meant.js'
import { put } from './rows-changed.js'
import { asksStory } from './told.js'
import { currentField, heldOf, type Step, type Turn } from './turn.js'
import { askWhichRow } from './which-row.js'

const NUMERAL = '[\\d０-９零一二两三四五六七八九十百]'
const COUNT = `${NUMERAL}{1,5}`
const GROUP = new RegExp(
  `^(?<slip>(?:啊|哎呀?|哦|不好意思|对了|等等|等一下)*[，,\\s]*(?:${SLIP}[了啊]?)?[，,。\\s]*)(?:其中|里面|里)?的?(?<role>[\\u4e00-\\u9fff]{1,6}?)(?:人数)?(?:不是\\s*(?<was>${COUNT})个?[人名位]?[，,\\s]*(?:而|应该)?(?=是))?(?<is>(?:${SLIP}[了啊]?[，,\\s]*)?(?:应该|其实|实际上?|一共|只)*(?:是|有|改成|改为|来了|到了)?)\\s*(?<count>${COUNT}[多来]?个?[人名位]?)(?:[，,\\s]*(?:而|并)?不是\\s*(?<not>${COUNT})个?[人名位]?)?$`,
  'u',
)
/** Longer is a sentence. */
const SHORT = 24

/** 「志愿者12」 as it stands in an answer: so many of these, or as many as she says it `was`. */
const countsOf = (role: string, was: number | null): RegExp =>
  new RegExp(`[（、]${role}(?:${was === null ? `${NUMERAL}|约|近|大` : `${was}(?!\\d)`})`, 'u')

/**
 * 「志愿者其实是15个」, 「义工是15个不是12个」 of an answer that counts groups, or of a row that does: that one group is changed, and the others stay. Where words are asked it
 * is asked about, unless it says that something was not so. Null where no such group was counted.
 */
export function groupChanged(turn: Turn, words: string): Step | null {
  const said = words.trim().replace(/[。.!！~～吧啊呢了]+$/u, '')
  if (said.length > SHORT) return null
  const { slip = '', role = '', is = '', count = '', was, not = was } = GROUP.exec(said)?.groups ?? {}
  const names = alsoCalled(role)
  if (role === '' || !names.some((name) => KNOWN_ROLE.test(name))) return null
  const here = currentField(turn)
  const sure = !here || !kindOf(here).free || slip !== '' || not !== undefined || /[是改错]/u.test(is)
  const before = not === undefined ? null : readNumber(not)
  for (const old of before === null ? [null] : [before, null])
    for (const name of names) {
      // Not so many as she says there were: she may mean another one.
      const certain = !here || (sure && old === before)
      const changed = groupIn(turn, words, { name, count, counts: countsOf(name, old), sure: certain })
      if (changed) return changed
    }
  return notCounted(turn, words, `${role}${count}`, slip !== '' || not !== undefined || /其实|应该|实际/u.test(is))
}

/** That group of an answer or a row that counts it (`counts`); null where none does. */
function groupIn(
  turn: Turn,
  words: string,
  { name, count, counts, sure }: { name: string; count: string; counts: RegExp; sure: boolean },
): Step | null {
  const now = `${name}${count}`
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
    if (numbers.length > 1) return askWhichRow(turn, words, { field, numbers, name, reading, rest })
    return sure ? put(turn, field, reading) : doubt(turn, words, { older: field.key, text: rest, row: first })
  }
  return null
}

/** Nothing was counted yet, and it is no text either. */
function notCounted(turn: Turn, words: string, now: string, corrects: boolean): Step | null {
  const here = currentField(turn)
  const ahead = openFields(turn).find(({ feeds }) => feeds === 'activity.headcount' || feeds === 'people')
  if (!here || !kindOf(here).free || !corrects) return null
  if (ahead) return doubt(turn, words, { older: ahead.key, text: now })
  return miss(turn, here, {
    code: asksStory(here) ? 'text.corrects_story' : 'text.corrects',
    values: { said: quote(words) },
  })
}
