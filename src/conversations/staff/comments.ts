import type { Form } from '../../forms/form.js'
import type { Comment } from '../../records/decide.js'
import { NUMERAL, numbersIn } from '../record/numbers.js'
import { escaped } from '../../kernel/escaped.js'

/** What is said to which question: `open` are those that nothing was said to, `unread` what names no question. */
export interface Comments {
  comments: Comment[]
  open: string[]
  unread: string[]
}

/** 「1 号和 2 号是同一件事吗」, 「2 个人没写」: what is counted, and no question of that number. */
const NO_COUNT = '(?!\\s*(?:号(?!码)|人(?![数员])|次(?!数)|个(?!别)|张(?!数)|元|块))'
/** A number before words that are no measure: 「4大人小孩分开写」, and no 「4楼」. */
const WORDS =
  '(?!人(?!数))(?![月日年号次个张元块场家份位名天周点条笔岁期级班本组对楼层室栋小分秒公平万千百十多余倍成])(?=\\p{Script=Han})'
const GLUED = `(?<=\\d)${WORDS}`
const QUESTION = new RegExp(
  `^(?:第|question|q)?\\s*(${NUMERAL}(?:\\s*[、,，和]\\s*第?\\s*${NUMERAL})*)${NO_COUNT}(?:\\s*题)?(?:\\s*[:：,，、.。]\\s*|\\s+|(?<=题)|${GLUED}|$)(.*)$`,
  'isu',
)

/** 「第3题 日期写清楚；第5题 补发票」, 「人数：和签到表对不上」, 「人数不对 日期也不对」, 「人数和日期都不对」, 「3、5」. */
export function commentsIn(form: Form, text: string): Comments {
  const read: Comments = { comments: [], open: [], unread: [] }
  for (const sentence of text
    .split(/[;；\n]+/)
    .map((one) => one.trim())
    .filter(Boolean)) {
    let waiting: string[] = []
    for (const part of partsOf(form, sentence)) {
      const { named, comment } = namedIn(form, part)
      if (named.length === 0) read.unread.push(part)
      // 「人数、日期都不对」: what is said to the last of them is said to all.
      else if (comment === '') waiting.push(...named)
      else {
        read.comments.push(...[...waiting, ...named].map((field) => ({ field, comment })))
        waiting = []
      }
    }
    read.open.push(...waiting)
  }
  const said = new Map<string, string>()
  for (const { field, comment } of read.comments) said.set(field, joined(said.get(field), comment))
  return { ...read, comments: [...said].map(([field, comment]) => ({ field, comment })) }
}

/** Two comments in one line; a sentence that ends has its sign already. */
const joined = (first: string | undefined, next: string): string =>
  first === undefined ? next : /[？?！!。.；;，,]$/u.test(first) ? first + next : `${first}；${next}`

/** What questions are called, and the columns of tables, which stand for their question; the longest first. */
const namesOf = ({ fields }: Pick<Form, 'fields'>): { label: string; key: string; column: boolean }[] =>
  fields
    .flatMap(({ key, label, options }) => {
      const { columns = [] } = options as { columns?: { label: string }[] }
      return [{ label, key, column: false }, ...columns.map((one) => ({ label: one.label, key, column: true }))]
    })
    .toSorted((a, b) => b.label.length - a.label.length)

/** The questions at the beginning of what was said, by number or by name, and the rest. */
function namedIn(form: Pick<Form, 'fields'>, part: string): { named: string[]; comment: string } {
  const { fields } = form
  const names = namesOf(form)
  const [, numbers = '', said = ''] = QUESTION.exec(part) ?? []
  const numbered = numbersIn(numbers.replace(/第/g, '')).flatMap((number) => fields[number - 1]?.key ?? [])
  const labelled = names.find(({ label }) => begins(part, label))
  // 「1、人数不对 2、日期不对」 counts what is wrong: the name is what counts.
  const counted = /^\d{1,2}\s*[、.．]/.test(part) && names.some(({ label }) => begins(said, label))
  if (counted) return namedIn(form, said)
  const named = numbered.length > 0 ? numbered : labelled ? [labelled.key] : []
  // 「人数不对」 of a table is said with its column.
  const whole = labelled?.column && part !== labelled.label
  const rest = numbered.length > 0 ? said : whole ? part : part.slice(labelled?.label.length ?? 0)
  return { named, comment: rest.replace(/^[\s:：,，]+/, '').trim() }
}

const WRONG = '(?<=不对|错了?|有误|不清楚|对不上|不一致|不符|不全)'
const ALSO = '(?:还有|而且|另外|并且|以及|and )?\\s*'

const begins = (text: string, label: string): boolean => text.toLowerCase().startsWith(label.toLowerCase())

/** A sentence that speaks of several questions, one after another; as it is where it does not begin with one. */
function partsOf(form: Form, sentence: string): string[] {
  if (namedIn(form, sentence).named.length === 0) return [sentence]
  const labels = `(?:${namesOf(form)
    .map(({ label }) => escaped(label))
    .join('|')})`
  const next = `(?=${labels}(?![里上中])|第\\s*${NUMERAL}\\s*题|\\d{1,2}(?:\\s*[、.．:：]\\s*[^\\d\\s]|${GLUED})|(?<=[,，、。?？!！]\\s*)\\d{1,2}\\s+${WORDS})`
  const between = new RegExp(
    `(?:[\\s,，、。]+${ALSO}|(?<=[?？!！])\\s*${ALSO}|${WRONG}${ALSO}|(?<=${labels})(?:[和跟与及]|\\s+and\\s+))${next}`,
    'giu',
  )
  const parts: string[] = []
  let from = 0
  for (const { 0: gap, index } of sentence.matchAll(between)) {
    const before = sentence.slice(from, index)
    // 「第3题 地点写清楚」 names its question twice.
    const numbers = /^(?:第|\d)/.test(before) && namedIn(form, before).comment === ''
    const twice = numbers && (/^\d{1,2}$/.test(before) || !/[、和]/.test(gap))
    // 「第4题 签到表拍一张，人数对一下」 goes on about the same one, in the reviewer's words.
    const [of, then] = [before, sentence.slice(index + gap.length)].map((part) => namedIn(form, part).named)
    const same = of?.length === 1 && then?.length === 1 && of[0] === then[0]
    if (twice || same || before === '') continue
    parts.push(before)
    from = index + gap.length
  }
  return [...parts, sentence.slice(from)]
}
