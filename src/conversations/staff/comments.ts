import { yesOrNo } from '../../engine/commands.js'
import type { Form } from '../../forms/form.js'
import { countCharacters } from '../../forms/kinds/text.js'
import type { Comment } from '../../records/decide.js'
import { namesOf, saysWhat } from '../../records/says-what.js'
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
  // 「1、人数不对 2、日期不对」; 「4、照片对不上」 counts nothing.
  const counts = /^\s*1\s*[、.．]/.test(text)
  for (const sentence of text
    .split(/[;；\n]+/)
    .map((one) => one.trim())
    .filter(Boolean)) {
    let waiting: string[] = []
    let before: string[] = []
    for (const part of partsOf(form, sentence, counts)) {
      const { named, comment: own, numbered } = namedIn(form, part, counts)
      const comment = before.length > 0 && MUTUAL.test(own) ? `${before.join('、')}和${part}` : own
      if (named.length === 0) read.unread.push(part)
      // 「人数、日期都不对」: what is said to the last of them is said to all.
      else if (comment === '') {
        waiting.push(...named)
        if (!numbered) before.push(part.replace(/^\d{1,2}\s*[、.．]\s*/, ''))
      } else if (!isComment(form, comment)) read.open.push(...named)
      else {
        read.comments.push(...[...waiting, ...named].map((field) => ({ field, comment })))
        waiting = []
        before = []
      }
    }
    read.open.push(...waiting)
  }
  const said = new Map<string, string>()
  for (const { field, comment } of read.comments) said.set(field, joined(said.get(field), comment))
  const open = read.open.filter((field, i) => !said.has(field) && read.open.indexOf(field) === i)
  return { ...read, open, comments: [...said].map(([field, comment]) => ({ field, comment })) }
}

/** Of both questions together: 「人数和照片对不上」. */
const MUTUAL = /^(?:都)?(?:对不上|不一致|不相?符|不匹配|有出入|(?:互相|自相)?矛盾|差(?:很多|太多))/u
const BY_NUMBER = /^(?:第|question|q|\d)/iu

/** 「人数和照片对不上」 where the comment on 人数 is asked for: it is on that, and all she wrote. */
export function ofAsked(said: Comments, asked: string[], text: string): Comments {
  const [first, ...others] = said.comments
  const shared = first && others.length > 0 && others.every(({ comment }) => comment === first.comment)
  const fields = said.comments.flatMap(({ field }) => (asked.includes(field) ? [field] : []))
  if (!shared || fields.length === 0 || BY_NUMBER.test(text)) return said
  return { ...said, comments: fields.map((field) => ({ field, comment: text })) }
}

/** Less says nothing that could be done about an answer. */
const LEAST = 2

/** Whether that, behind its question, tells her what to change: 「可以」 does not, nor does what the question is called. */
export const isComment = (form: Pick<Form, 'fields'>, comment: string): boolean =>
  countCharacters(comment) >= LEAST && yesOrNo(comment) !== true && saysWhat(form, comment)

/** Two comments in one line; a sentence that ends has its sign already. */
const joined = (first: string | undefined, next: string): string =>
  first === undefined ? next : /[？?！!。.；;，,]$/u.test(first) ? first + next : `${first}；${next}`

interface Named {
  named: string[]
  comment: string
  /** By its number; else by its name. */
  numbered: boolean
}

/** The questions at the beginning of what was said, by number or by name, and the rest. */
function namedIn(form: Pick<Form, 'fields'>, part: string, counts: boolean): Named {
  const { fields } = form
  const names = namesOf(form)
  const [, numbers = '', said = ''] = QUESTION.exec(part) ?? []
  const numbered = numbersIn(numbers.replace(/第/g, '')).flatMap((number) => fields[number - 1]?.key ?? [])
  const labelled = names.find(({ label }) => begins(part, label))
  // 「1、人数不对 2、日期不对」 counts what is wrong: the name is what counts.
  const counted = counts && /^\d{1,2}\s*[、.．]/.test(part) && names.find(({ label }) => begins(said, label))
  if (counted && !numbered.includes(counted.key)) return namedIn(form, said, counts)
  if (numbered.length > 0) return { named: numbered, comment: bareOf(said), numbered: true }
  // 「人数不对」 of a table is said with its column.
  const whole = labelled?.column && part !== labelled.label
  const rest = whole ? part : part.slice(labelled?.label.length ?? 0)
  return { named: labelled ? [labelled.key] : [], comment: bareOf(rest), numbered: false }
}

const bareOf = (rest: string): string => rest.replace(/^[\s:：,，]+/, '').trim()

const WRONG = '(?<=不对|错了?|有误|不清楚|对不上|不一致|不符|不全)'
const AT_WRONG = new RegExp(`${WRONG}$`, 'u')
const ALSO = '(?:还有|而且|另外|并且|以及|and )?\\s*'

const begins = (text: string, label: string): boolean => text.toLowerCase().startsWith(label.toLowerCase())

/** A sentence that speaks of several questions, one after another; as it is where it does not begin with one. */
function partsOf(form: Form, sentence: string, counts: boolean): string[] {
  if (namedIn(form, sentence, counts).named.length === 0) return [sentence]
  const labels = `(?:${namesOf(form)
    .map(({ label }) => escaped(label))
    .join('|')})`
  const own = form.fields.map(({ label }, i) => `${i + 1}\\s*${escaped(label)}`).join('|')
  const next = `(?=${labels}(?![里上中])|${own}|第\\s*${NUMERAL}\\s*题|\\d{1,2}(?:\\s*[、.．:：]\\s*[^\\d\\s]|${GLUED})|(?<=[,，、。?？!！]\\s*)\\d{1,2}\\s+${WORDS})`
  const between = new RegExp(
    `(?:[\\s,，、。]+${ALSO}|(?<=[?？!！])\\s*${ALSO}|${WRONG}${ALSO}|(?<=${labels})(?:[和跟与及]|\\s+and\\s+))${next}`,
    'giu',
  )
  const parts: string[] = []
  let from = 0
  for (const { 0: gap, index } of sentence.matchAll(between)) {
    const before = sentence.slice(from, index)
    const after = sentence.slice(index + gap.length)
    // 「第3题 地点写清楚」 names its question twice.
    const numbers = /^(?:第|\d)/.test(before) && namedIn(form, before, counts).comment === ''
    const twice = numbers && (/^\d{1,2}$/.test(before) || !/[、和]/.test(gap))
    if (twice || before === '' || !isApart(form, before, gap, after, counts)) continue
    parts.push(before)
    from = index + gap.length
  }
  return [...parts, sentence.slice(from)]
}

/** Whether what comes after a gap is of another question, and not a word of the comment before it. */
function isApart(form: Form, before: string, gap: string, after: string, counts: boolean): boolean {
  const [of, then] = [namedIn(form, before, counts), namedIn(form, after, counts)]
  // 「第4题 签到表拍一张，人数对一下」 goes on about the same one, in the reviewer's words.
  if (of.named.length === 1 && then.named.length === 1 && of.named[0] === then.named[0]) return false
  if (then.numbered || of.comment === '') return true
  const listed = /^(?:、|[和跟与及]|\s+and\s+)$/iu.test(gap) && !AT_WRONG.test(before)
  // 「人数和签到表、照片都对不上」 counts up what does not fit.
  if (!of.numbered) return !(listed && /^[和跟与同]/u.test(of.comment))
  // 「4 人数和照片对不上」, 「4 照片里没有30人，照片和人数不一致」: two questions only where each has a clause of its own.
  const clause = /^[^,，。;；?？!！]*/u.exec(after)?.[0] ?? ''
  const again = namesOf(form).some(({ key, label }) => of.named.includes(key) && clause.includes(label))
  return !listed && !again && isComment(form, of.comment) && isComment(form, then.comment)
}
