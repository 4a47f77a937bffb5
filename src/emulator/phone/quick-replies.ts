/**
 * One tap instead of typing: `text` is sent, or put into the input (`fill`) where the number in it is only an example, or added
 * to the input (`add`) where several may be chosen.
 */
export interface QuickReply {
  label: string
  text: string
  way: 'send' | 'fill' | 'add'
}

/** Choices numbered from 1, and where in the message they begin. */
interface Options {
  at: number
  labels: string[]
  /** The labels with what each choice adds to them, where that was left away. */
  full?: string[]
}

const MOST = 12
const LONGEST_LABEL = 14
const LONGEST_LINE = 24

/** A line of a summary, with the captions of its pictures that stand indented below it. */
const SUMMARY_LINE = /^[ \t]*\d{1,2}[.．].*$(?:\n[ \t]{2,}\S.*$)*/gm
const LINE = /^[ \t\u3000]*(\d{1,2}(?=[、)）\s])|[①-⑫])[、)）]?[ \t\u3000]*(\S.*)$/
const LABEL = '[^\\s\\d.．，,、；;。！？!?：:「」“”（）()-][^\\s\\d，,、；;。！？!?：:「」“”（）()]{0,11}'
/** What a choice adds to its label: 「1 是（只算一次）」, 「1 对，就记这句；」. */
const ASIDE = '(?:（[^（）\\n]{1,20}）|，[^\\d，,；;。\\n]{1,8}(?=；))?'
const PART = new RegExp(`(\\d{1,2}|[①-⑫])、?[ \\t]*(${LABEL})(${ASIDE})`, 'g')
const INLINE = new RegExp(
  `(?<=^|[？?！!。：:「“（(]|回复|发送|输入)[ \\t]*[1①]、?[ \\t]*${LABEL}${ASIDE}(?:[，,、；; \\t\\u3000]+(?:\\d{1,2}|[②-⑫])、?[ \\t]*${LABEL}${ASIDE})+`,
  'gm',
)

/** 「（对就回复 1）」 under a question that is answered already, if she says so. */
const OFFERED = /（对就回复 1）/

/** 「回复 1 就开始填」: one number that does something, with what it does. */
const ONE = /(?<=回复 ?)([1-9])[ \t]*就([^\d\s，,。；;]{1,8})(?=[，,。；;]|$)/m

/** Labels that make a number an amount or a date and not a choice: 「1 月」「2 人」. */
const UNITS = /^(月|日|号|年|周|天|点|时|人次?|家|期|次|张|题|条|字|分钟|元|块|万|千|百|场|个|位|岁)/

/** What the bot obeys at any time; said without quotation marks too. */
const COMMANDS = '帮助 上一步 跳过 预览 暂停 取消 提交 继续 完 不变 重写 没统计 重来 撤销 确认 修改 菜单'.split(' ')
/** Answers that only some questions take: in a line of a summary they are what was answered. */
const ANSWERS = '同上 本期无活动 有活动 都是 都不是 合并 都留 应交 待审 群发 汇总'.split(' ')
/** What staff may do with the record they look at; with a number behind it, it is about a list. */
const ON_RECORD = '通过 退回 全部 改动 看照片'.split(' ')
const QUOTED = new Set([...COMMANDS, ...'完成 好 是 不是 对 不对 否 没有 无 不用 开始 返回 全部'.split(' ')])
const SAID = '回复[：: ]*|发送[：: ]*|[·、或][ ]*'
const ENDS = '(?=[，,。；;、！!（(）)·\\s]|$)'
const BARE = new RegExp(
  [
    `(?<=^[ \\t]*|${SAID})(?:${COMMANDS.join('|')}|[改删](?:照片)? ?\\d{1,2})${ENDS}`,
    `(?<=${SAID})(?:${ANSWERS.join('|')})${ENDS}`,
    `(?<=${SAID})(?:${ON_RECORD.join('|')})(?=[，,。；;]|$)`,
    `(?<=回复 ?)没有${ENDS}`,
  ].join('|'),
  'gm',
)

/**
 * The choices that a message offers in its plain text: numbered ones (lines 「1 线上」, or 「1 是，2 不是」 inside a line) and command
 * words, in 「」 or after 回复. Lines of a summary (「1. 时间：10月-12月」) offer nothing; of several runs of choices the last counts,
 * and command words before it belong to a help text, not to the question.
 */
export function quickReplies(message: string): QuickReply[] {
  const asked = message.replace(SUMMARY_LINE, '')
  const [options] = [...lastList(asked), ...lastInline(asked)].toSorted((a, b) => b.at - a.at)
  const way = /几个|多选/.test(asked) ? 'add' : 'send'
  const labels = options ? toldApart(options) : []
  const numbered = labels.map((label, i): QuickReply => ({
    label: `${i + 1} ${label}`.trim(),
    text: String(i + 1),
    way,
  }))
  if (!options && OFFERED.test(asked)) numbered.push({ label: '1 对', text: '1', way: 'send' })
  const [, one, does] = (!options && ONE.exec(asked)) || []
  if (one && does) numbered.push({ label: `${one} ${does}`, text: one, way: 'send' })
  return [...numbered, ...commandsOf(asked.slice(options?.at ?? 0))].slice(0, MOST)
}

/** Neighbouring lines from 1 on that are short and name no value, where somebody is asked before or after them. */
function lastList(message: string): Options[] {
  let at = 0
  const lines = message.split('\n').map((line) => {
    const begins = at
    at += line.length + 1
    const [, digits, label = ''] = LINE.exec(line) ?? []
    // Of a record in a list its first part is enough to know it by.
    const [name = ''] = label.split(' · ')
    return { at: begins, number: digits === undefined ? 0 : numberOf(digits), label: name.trim() }
  })
  const said = message.split('\n')
  // A list of one is one where a number is asked for.
  const goesOn = (at: number) => lines[at]?.number === 2 || /回复数字/.test(said[at] ?? '')
  const first = lines.findLastIndex(({ number }, i) => number === 1 && goesOn(i + 1))
  if (first < 0) return []
  const end = lines.findIndex(({ number }, i) => i > first && number !== i - first + 1)
  const run = lines.slice(first, end < 0 ? undefined : end)
  const bare = run.map(({ label }) => label.replace(/（[^（）]*）$/, ''))
  if (bare.some((label) => /[：:]/.test(label) || label.length > LONGEST_LINE)) return []
  const begin = run[0]!.at
  const before = message.slice(0, begin).trimEnd().split('\n').at(-1) ?? ''
  const after = end < 0 ? '' : (said[end] ?? '')
  const atTheEnd = end < 0 && /[。！]$/.test(before)
  if (before !== '' && !atTheEnd && !/[？?]|回复|选|数字|哪/.test(before) && !/数字/.test(after)) return []
  return [{ at: begin, labels: run.map(({ label }) => label) }]
}

/** 「1 是，2 否」 within one line: at its beginning, after 回复, or after a mark that ends a question or opens a quotation. */
function lastInline(message: string): Options[] {
  return [...message.matchAll(INLINE)]
    .map((match) => ({ at: match.index, parts: [...match[0].matchAll(PART)] }))
    .filter(({ parts }) => parts.every(([, digits, label]) => fitsAsLabel(label!) && numberOf(digits!) > 0))
    .filter(({ parts }) => parts.every(([, digits], i) => numberOf(digits!) === i + 1))
    .map(({ at, parts }) => ({
      at,
      labels: parts.map(([, , label]) => label!),
      full: parts.map(([, , label, aside = '']) => label! + aside),
    }))
}

/** 「2 有，同意」「3 有，未同意」: two of the same name are no choice; where nothing tells them apart the numbers stand alone. */
function toldApart({ labels, full = labels }: Options): string[] {
  const differ = (some: string[]) => new Set(some).size === some.length
  const brief = labels.map(short)
  if (differ(brief)) return brief
  const whole = full.map((label) => cut(label.replace(/[；;。\s]+$/, '')))
  return differ(whole) ? whole : labels.map(() => '')
}

const fitsAsLabel = (label: string): boolean => !UNITS.test(label) && !/^[到至和]/.test(label)

function numberOf(digits: string): number {
  return digits >= '①' ? digits.charCodeAt(0) - '①'.charCodeAt(0) + 1 : Number(digits)
}

function short(label: string): string {
  const bare = label.replace(/[（(].*$/, '').replace(/[，,。；;！!？?\s]+$/, '') || label
  return cut(bare)
}

const cut = (label: string): string => (label.length > LONGEST_LABEL ? `${label.slice(0, LONGEST_LABEL - 1)}…` : label)

function commandsOf(message: string): QuickReply[] {
  const words = [...quotedIn(message), ...[...message.matchAll(BARE)].map(([word]) => word)]
  return [...new Set(words)]
    .filter((word) => !/^\d+\s*\D/.test(word))
    .map((word) => ({ label: word, text: word, way: /\D\s*\d/.test(word) ? 'fill' : 'send' }))
}

/** What stands in 「」 and is a command, or is asked for, or is joined to such a one. */
function quotedIn(message: string): string[] {
  const words: string[] = []
  let followed = -1
  for (const match of message.matchAll(/「([^「」\n]{1,12})」/g)) {
    const word = match[1]!.trim()
    const asked = /(?:回复|发送|输入|发|回|说|点)[：: ]*$/.test(message.slice(0, match.index))
    const joined = followed >= 0 && /^[ 、，,或和/]*$/.test(message.slice(followed, match.index))
    if (!QUOTED.has(word) && !asked && !joined) continue
    followed = match.index + match[0].length
    words.push(word)
  }
  return words
}
