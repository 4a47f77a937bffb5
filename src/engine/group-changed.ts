import { SLIP } from '../forms/corrects.js'
import type { Field } from '../forms/form.js'
import { countsPeople, kindOf } from '../forms/kinds.js'
import { quote } from '../forms/prompt.js'
import { saysMissed } from '../kernel/headcount-missed.js'
import { readNumber } from '../kernel/numeral.js'
import { alsoCalled, KNOWN_ROLE, PERSON } from '../kernel/person-words.js'
import { miss, readAt } from './answer.js'
import { doubt } from './doubt-about.js'
import { givenFields, openFields } from './fitting.js'
import { readPart } from './named.js'
import { changesRow } from './row-changed.js'
import { called, isOpenRow, partsOf } from './row-meant.js'
import { put } from './rows-changed.js'
import { asksStory } from './told.js'
import { currentField, heldOf, type Step, type Turn } from './turn.js'
import { askWhichRow } from './which-row.js'

const NUMERAL = '[\\d０-９零一二两三四五六七八九十百]'
const COUNT = `${NUMERAL}{1,5}`
const GROUP = new RegExp(
  `^(?<slip>(?:啊|哎呀?|哦|不好意思|对了|等等|等一?下)*[，,\\s]*(?:${SLIP}[了啊]?)?[，,。\\s]*)(?:其中|里面|里)?的?(?<role>[\\u4e00-\\u9fff]{1,6}?)(?:人数)?(?:不是\\s*(?<was>${COUNT})[多来]?个?[人名位]?[，,\\s]*(?:而|应该)?(?=是))?(?<is>(?:(?:我|我们|刚才|好像|之前)*${SLIP}[了啊]?[，,\\s]*)?(?:应该|其实|实际上?|一共|只)*(?:是|有|改成|改为|来了|到了)?)\\s*(?<count>${COUNT}[多来]?个?[人名位]?)(?:[，,\\s]*(?:而|并)?不是\\s*(?<not>${COUNT})[多来]?个?[人名位]?)?$`,
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
  if (said.length > SHORT || countAskedAbout(turn)) return null
  const step = ofNamedRow(turn, words, said) ?? besideRow(turn, words, said) ?? groupMissed(turn, words, said)
  if (step) return step
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
      const changed = ofCounts(turn, words, { now: `${name}${count}`, name, has: countsOf(name, old), sure: certain })
      if (changed) return changed
    }
  const beside = groupBeside(turn, words, role, count)
  if (beside) return beside
  return notCounted(turn, words, `${role}${count}`, slip !== '' || not !== undefined || /其实|应该|实际/u.test(is))
}

const ROW_NAMED =
  /^(?<slip>(?:不对|错了?)[了啊]?[，,\s]+)?(?<name>\S{2,10}?)(?:[那这][次场条个天]|的时候)(?:活动)?的?(?<group>\S+)$/u

/** 「培训那次老师是8个」: the group of the row that it names, also while another row is asked about. */
function ofNamedRow(turn: Turn, words: string, said: string): Step | null {
  const { name = '', group = '' } = ROW_NAMED.exec(said)?.groups ?? {}
  const { role = '', count = '' } = GROUP.exec(group)?.groups ?? {}
  if (role === '' || !alsoCalled(role).some((one) => KNOWN_ROLE.test(one))) return null
  const here = currentField(turn)
  for (const field of here ? [here, ...givenFields(turn)] : givenFields(turn)) {
    const label = kindOf(field)
      .columns?.(field)
      .find((column) => countsPeople(column.kind))?.field.label
    const [row, other] = label === undefined ? [] : called(turn, field, name)
    if (label === undefined || row === undefined || other !== undefined) continue
    const rest = `${label} ${role}${count}`
    const reading = readPart(turn, field, row, rest)
    if (reading?.type !== 'continued') continue
    return here && kindOf(here).free
      ? doubt(turn, words, { older: field.key, text: rest, row })
      : put(turn, field, reading)
  }
  return null
}

/** Something is asked back of a count: the group is one of that. */
function countAskedAbout(turn: Turn): boolean {
  const here = currentField(turn)
  return here !== null && countsPeople(kindOf(here)) && heldOf(turn, here).partial !== null
}

/** Answers that hold counts: a table being filled, too, where nothing of one of its rows is asked. */
const counting = (turn: Turn): Field[] => {
  const here = currentField(turn)
  const own = here && kindOf(here).columns && !isOpenRow(turn, here) && !changesRow(turn, here)
  return own ? [here, ...givenFields(turn)] : givenFields(turn)
}

/** What is to become of the counts that `has` finds as they are shown: of the answer, of the only such row, or it is asked of which. */
function ofCounts(turn: Turn, words: string, of: { now: string; name: string; has: RegExp; sure: boolean }) {
  const { now, name, has, sure } = of
  const { words: sentences } = turn.asking
  for (const field of counting(turn)) {
    const { partial, old } = heldOf(turn, field)
    const kind = kindOf(field)
    const single = countsPeople(kind) && field !== currentField(turn)
    if (single && partial === null && old !== null && has.test(kind.show(field, old, sentences))) {
      const reading = readAt(turn, field, { type: 'text', text: now })
      if (reading.type === 'misread' || reading.type === 'nothing') continue
      return sure ? put(turn, field, reading) : doubt(turn, words, { older: field.key, text: now })
    }
    const label = kind.columns?.(field).find((column) => countsPeople(column.kind))?.field.label
    if (label === undefined) continue
    const all = partsOf(turn, field)
    const shown = kind.showParts?.(field, all, partial?.value ?? null, old, sentences) ?? []
    const numbers = all.filter((_, i) => has.test(shown[i] ?? ''))
    const [first] = numbers
    const rest = `${label} ${now}`
    const reading = first === undefined ? null : readPart(turn, field, first, rest)
    if (first === undefined || reading?.type !== 'continued') continue
    if (numbers.length > 1) return askWhichRow(turn, words, { field, numbers, name, reading, rest })
    return sure ? put(turn, field, reading) : doubt(turn, words, { older: field.key, text: rest, row: first })
  }
  return null
}

/** A count that is shown, and one with groups. */
const COUNTED = /\d(?:人|户|家|个)/u
const IN_GROUPS = /（[^）]*\p{Script=Han}(?:约|近)?\d/u

const BESIDE_ROW = new RegExp(
  `^(?<what>[^，,。；;\\s]{2,16}?)(?:的?那[天场次回]|当天)(?:其实|好像)*(?:还|另外|也)+(?:有|来了)\\s*(?<who>(?:${COUNT}个?[人名位]?(?:${PERSON})|(?:${PERSON})${COUNT}个?[人名位]?))$`,
  'u',
)

/** 「安全课那天还有8个家长」: of the row of that name; whether they are in its total is asked. Null where there is none, or words are asked. */
function besideRow(turn: Turn, words: string, said: string): Step | null {
  const { what = '', who = '' } = BESIDE_ROW.exec(said)?.groups ?? {}
  const here = currentField(turn)
  for (const field of what && !(here && kindOf(here).free) ? counting(turn) : []) {
    const kind = kindOf(field)
    const label = kind.columns?.(field).find((column) => countsPeople(column.kind))?.field.label
    const numbers = label === undefined ? [] : called(turn, field, what)
    const [first] = numbers
    if (first === undefined) continue
    const { partial, old } = heldOf(turn, field)
    const [shown = ''] = kind.showParts?.(field, [first], partial?.value ?? null, old, turn.asking.words) ?? []
    const { all, groups = '' } =
      / · (?<all>\d+(?:人|户|家))(?:（(?<groups>[^；）]*)[^）]*）)?$/u.exec(shown)?.groups ?? {}
    const before = all === undefined ? '' : `${all}${/\d/u.test(groups) ? `（${groups}）` : ''}，`
    const rest = `${label} ${before ? `${before}另有` : '还有'}${who}`
    const reading = readPart(turn, field, first, rest)
    if (reading?.type !== 'continued') continue
    return numbers.length > 1
      ? askWhichRow(turn, words, { field, numbers, name: what, reading, rest: `${label} 还有${who}` })
      : put(turn, field, reading)
  }
  return null
}

/** 「漏了志愿者3个」, 「还有志愿者4个没算」: more of a group that was counted, or one more; null where words are asked, or nobody was missed. */
function groupMissed(turn: Turn, words: string, said: string): Step | null {
  const here = currentField(turn)
  const missed = here && kindOf(here).free ? null : saysMissed(said)
  if (!missed) return null
  if (!ONLY_PEOPLE.test(missed.role)) return null
  const names = alsoCalled(missed.role)
  for (const has of [...names.map((name) => countsOf(name, null)), IN_GROUPS, COUNTED]) {
    const step = ofCounts(turn, words, { now: said, name: missed.role, has, sure: true })
    if (step) return step
  }
  return null
}

/** 「第二场学生」, 「读书会孩子」 name a row besides. */
const ONLY_PEOPLE = new RegExp(`^(?:${PERSON}|娃儿?)$`, 'u')
const CHILD = /孩|娃|儿童|小朋友|学生|同学|少年/u
const GROWN_UP = /家长|爸|妈|爷爷|奶奶|老师|教师|大人|成人/u
/** 20人（娃20）: one group that is all. */
const allOfOne = (of: RegExp): RegExp =>
  new RegExp(`(?<!\\d)(?<n>\\d+)人（[^）、]*(?:${of.source})[^）、\\d]*\\k<n>[；）]`, 'u')

/**
 * 「家长8个」 behind 「20个娃」: children and grown-ups are counted together. Whether others that no group is of are part of the total is
 * asked.
 */
function groupBeside(turn: Turn, words: string, role: string, count: string): Step | null {
  const here = currentField(turn)
  if ((here && kindOf(here).free) || !ONLY_PEOPLE.test(role)) return null
  const other = CHILD.test(role) ? GROWN_UP : GROWN_UP.test(role) ? CHILD : null
  const of = { name: role, sure: true }
  const together = other && ofCounts(turn, words, { ...of, now: `漏了${role}${count}`, has: allOfOne(other) })
  return together ?? ofCounts(turn, words, { ...of, now: `还有${role}${count}`, has: IN_GROUPS })
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
