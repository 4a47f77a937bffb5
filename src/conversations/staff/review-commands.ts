import { bare } from '../../forms/prompt.js'
import { plainText, readNumber } from '../../kernel/numeral.js'
import type { Listing } from '../asked.js'
import { NUMBERS, NUMERAL, numbersIn } from '../record/numbers.js'

/** What the hub's people write about records that were filed. Numbers are places in the list shown last, none of them the record shown last. */
export type ReviewCommand =
  | { type: 'list'; of: Exclude<Listing, 'mine'> }
  | { type: 'more' }
  /** One answer to its end, the pictures: of the record shown last. */
  | { type: 'question'; number: number }
  | { type: 'photos' }
  | { type: 'show' | 'whole' | 'changes' | 'history' | 'take_back'; numbers: number[] }
  /** `all`: of the list she looks at. */
  | { type: 'accept'; numbers: number[]; all?: true }
  /** `text` of `correct`: the change itself, where she says it at once. */
  | { type: 'return' | 'reopen' | 'correct'; numbers: number[]; text: string }
  /** Accepted with words to who filed it. `loose`: 「可以的，…」, which may be about anything; `clear`: they are no condition, else it is asked once. */
  | { type: 'accept_saying'; numbers: number[]; text: string; loose: boolean; clear: boolean }

const LISTS: [Exclude<Listing, 'mine'>, RegExp][] = [
  [
    'waiting',
    /^(?:(?:今天|现在|最近)?(?:看一?下|看看|查看|看|还有|还剩|剩|有没有|有))*(?:(?:哪些|什么|啥|多少|几份|几个)?(?:还)?(?:没审|待审|要审|未审|该审|新交|新来|新报|新的(?=简报|记录|填报|报告|吗|$))(?:核|的|批|了|上来|来)*(?:列表|记录|填报|简报|报告)?|审核|审批|review)(?:有哪些|有多少|有没有|有吗|呢|吗|没有?)?$/u,
  ],
  ['returned', /^(?:看一?下|看看|查看|看)?(?:已退回|退回(?:了|过)?)的?(?:列表|记录|填报)?$|^returned$/u],
  [
    'accepted',
    /^(?:看一?下|看看|查看|看)?(?:已通过|通过(?:了|过)?的|已审(?:核|过)?)的?(?:列表|记录|填报)?$|^accepted$/u,
  ],
]
const QUESTION =
  /^(?:看一?下|看看|查看|看)?(?:第\s*(\d{1,2})\s*题的?(?:全文|原文)?|全文\s*第?\s*(\d{1,2})\s*题?)$|^(?:see )?q(?:uestion)? ?(\d{1,2})$/u
const PHOTOS =
  /^(?:看一?下|看看|查看|看|发)(?:它的|这份的?)?(?:照片|图片)(?:\s*第?\s*\d{1,2}\s*张?)?$|^(?:see )?photos$/u
const MORE = /^(?:更多|下一页|more|next page)$/u

const POLITE = '^(?:我(?:要|想)|请|帮我|把)*'
const N = `\\s*:?\\s*${NUMBERS}?`
/** 撤回退回 before 退回, 通过的 before 通过. */
const ACTS: [
  Exclude<
    ReviewCommand['type'],
    'list' | 'more' | 'question' | 'photos' | 'return' | 'reopen' | 'correct' | 'accept_saying'
  >,
  RegExp,
][] = [
  [
    'take_back',
    new RegExp(
      `${POLITE}(?:撤回退回|撤销退回|取消退回|不退回|(?:刚才|刚刚|刚)?退回?(?:去)?的(?:那一?份)?(?:就|都)?(?:撤回|收回)来?吧?|take back)${N}(?:了)?$`,
      'u',
    ),
  ],
  [
    'accept',
    new RegExp(`${POLITE}${N}\\s*(?:审核)?(?:通过|同意|接受|可以通过|没问题|accept|approve)${N}(?:了)?$`, 'u'),
  ],
  ['whole', new RegExp(`${POLITE}(?:看|看看)?(?:全部|整份|whole|all)${N}$`, 'u')],
  [
    'changes',
    new RegExp(
      `${POLITE}(?:看|看看)?(?:改动|差别|不同|对比|(?:她|他|对方)?们?改了(?:什么|些什么|啥|哪些|哪里)|changes)${N}$`,
      'u',
    ),
  ],
  ['history', new RegExp(`${POLITE}(?:看|看看)?(?:历史|经过|过程|history)${N}$`, 'u')],
  ['show', new RegExp(`${POLITE}(?:审核?|看|查看|review|show)?${N}$`, 'u')],
]
const WITH_TEXT: ['return' | 'reopen' | 'correct', RegExp][] = [
  [
    'return',
    new RegExp(
      `${POLITE}(?:(?:退回|打回|退)(?:去[吧了]?(?=[\\s:：,，。\\n]|$)|给?(?:他|她|对方)们?)?|不通过|return)(?:第)?\\s*[:：]?\\s*${NUMBERS}?(?:\\s*[:：,，。\\n]\\s*|\\s+|$)(.*)$`,
      'su',
    ),
  ],
  // 「2 退回 人数不对」, 「2不行」
  [
    'return',
    new RegExp(
      `^\\s*(?:把|请|先)*${NUMBERS}\\s*(?:(?:退回|打回|不通过|return)(?:去|吧|给(?:他|她|对方)们?)*(?:\\s*[:：,，。\\n]\\s*|\\s+|$)(.*)|(?:不行|不合格)()$)`,
      'su',
    ),
  ],
  // 「第2份人数不对，退回」
  [
    'return',
    new RegExp(
      `^\\s*(第?\\s*${NUMERAL}\\s*[份条号]|${NUMERAL}(?=[\\s,，:：]))的?[\\s,，:：]*(.{2,60}?)[，,。\\s]*(?:请|就|先)?(?:退回|打回)(?:去|吧|给(?:他|她|对方)们?)?$`,
      'u',
    ),
  ],
  [
    'correct',
    new RegExp(`${POLITE}(?:代为)?(?:更正|correct)\\s*:?\\s*${NUMBERS}?(?:\\s*[:：,，\\n]\\s*|\\s+|$)(.*)$`, 'su'),
  ],
  [
    'reopen',
    new RegExp(
      `${POLITE}(?:刚才|刚刚|那一?份|先|，)*(?:重开|重新打开|(?:取消|撤回|撤销|收回)通过|[别不]算通过|reopen)\\s*${NUMBERS}?(?:\\s*[:：,，\\n]\\s*|\\s+|$)(.*)$`,
      'su',
    ),
  ],
]

/** 「都通过」, 「通过所有的」. */
const ACCEPTS_ALL =
  /^(?:请|把|帮我)?(?:(?:都|全都?|全部|所有的?|一起)(?:给|就|都)?(?:审核)?(?:通过|同意|过)|(?:通过|同意)(?:所有|全部|剩下)的?|accept all)[了吧]*$/u

/** 「前两份没问题，过吧」, 「第2份我看了，可以，通过」: fine, and so accepted. */
const FINE_SO = new RegExp(
  `^(?:把|请)?(?:前\\s*(?<first>[\\d一二两三四五六七八九])\\s*[份个条]|${NUMBERS.replace('(', '(?<numbers>')})的?(?:都|我|刚才|刚刚|看了|看过了?|[\\s，,])*(?:(?:没问题|没毛病|可以|挺好|不错|很好|行)的?[\\s，,]*)+(?:就|都|给|让)*(?:审核)?(?:通过|过)[了吧啦]*$`,
  'u',
)

/** 「通过，下次注意」, 「通过 2：…」, 「可以的，下次注意」. */
const ACCEPT_SAYING = new RegExp(
  `${POLITE}${N}\\s*(审核通过|可以通过|通过|同意|accept(?:ed)?|approved?|可以|没问题|没啥问题)(?:的|了)?${N}(?:了)?\\s*[,，。.:：;；!！\\n]\\s*(.{2,})$`,
  'isu',
)
/** The same with nothing but a space between, where only 通过 can be meant: 「通过 2 辛苦啦」; 「通过 3 个月的努力」 is none. */
const ACCEPT_SPACED = new RegExp(
  `^(?:请|帮我|把)*(审核通过|通过|accept(?:ed)?|approved?)(?:的|了)?${N}(?:了)?\\s+(?![个次场天月年名位人家期周岁组类种\\d])(.{2,30})$`,
  'iu',
)
const PLAINLY = /通过|accept|approve/iu
/** What is said along may be a condition. */
const CONDITION = /但|不过|就是|改一?下|要改|修改|补|退回|重新|[?？吗]|\bbut\b/iu

/** A return may be written at once, with what is said to each question. */
const LONG = 1_500

/** The command that a message is, if it is nothing but one. */
export function reviewCommandIn(written: string): ReviewCommand | null {
  if (written.length > LONG) return null
  const text = plainText(written.trim())
  /** What she says along, in the characters she wrote: a command may be written in others. */
  const asWritten = (words: string) => {
    const at = text.lastIndexOf(words)
    return written
      .trim()
      .slice(at, at + words.length)
      .trim()
  }
  for (const [type, pattern] of WITH_TEXT) {
    const [found, numbers = '', rest = ''] = pattern.exec(text) ?? []
    const said = type === 'return' ? rest.replace(/^(?:原因|理由|因为)(?:是|就是)?[\s:：，,]*/u, '') : rest
    if (found !== undefined) return { type, numbers: numbersIn(numbers), text: asWritten(said) }
  }
  const so = FINE_SO.exec(text)?.groups
  if (so) {
    const count = so['first'] ? (readNumber(so['first'].replace('两', '二')) ?? 0) : 0
    const numbers = so['numbers'] ? numbersIn(so['numbers']) : Array.from({ length: count }, (_, i) => i + 1)
    return { type: 'accept', numbers }
  }
  // 「可以，通过」 says it twice, and nothing to her who filed it.
  if (text.includes('通过') && saysFine(text)) return { type: 'accept', numbers: [] }
  const [whole = '', verb = '', spaced = '', after = ''] = ACCEPT_SPACED.exec(text) ?? []
  const along = ACCEPT_SAYING.exec(text) ?? (whole === '' ? null : [whole, spaced, verb, '', after])
  const words = asWritten(along?.[4] ?? '')
  if (along && !/^[\d\s,，、~-]+$/u.test(words)) {
    const loose = !PLAINLY.test(along[2] ?? '')
    const numbers = numbersIn(along[1] ?? along[3] ?? '')
    return { type: 'accept_saying', numbers, text: words, loose, clear: !loose && !CONDITION.test(words) }
  }
  if (text.length > 30) return null
  const said = bare(text).toLowerCase().replace(/\?+$/, '')
  for (const [of, pattern] of LISTS) if (pattern.test(said)) return { type: 'list', of }
  if (MORE.test(said)) return { type: 'more' }
  const question = QUESTION.exec(said)
  if (question) return { type: 'question', number: Number(question.slice(1).find((one) => one)) }
  if (PHOTOS.test(said)) return { type: 'photos' }
  if (ACCEPTS_ALL.test(said)) return { type: 'accept', numbers: [], all: true }
  for (const [type, pattern] of ACTS) {
    const found = said === '' ? null : pattern.exec(said)
    if (!found) continue
    const numbers = numbersIn(found.slice(1).find((one) => one) ?? '')
    return type === 'show' && numbers.length !== 1 ? null : { type, numbers }
  }
  return null
}

const FINE = /^(?:(?:这份|这个|我看)?(?:没问题|没毛病|可以|行|好的?|通过|过)(?:的|了|吧|啦|啊|呀)*[\s，,。.、！!]*)+$/u
/** 「没问题 通过」「行，过了」: said of the one on her screen, what is there is fine. A bare 好的 may be of anything. */
export const saysFine = (text: string): boolean =>
  text.length < 16 && FINE.test(bare(text)) && !/^好的?[啊呀啦了吧]*$/u.test(bare(text))

const ALL_FINE =
  /^(?:我?(?:看了|看过了?|看完了)[，,\s]*)?(?:这些|这几份|几份|这[\d一二两三四五六七八九]份)?(?:都|全都?|全部)(?:看了|看过了?|[，,\s])*(?:(?:没(?:什么|啥)?(?:大)?(?:问题|毛病)|可以|挺好|不错|很好|行|ok)(?:的|了|啊|哈)*[，,\s]*)+(?:就|都|给)*(?:(?:审核)?通过|过)?[了吧啦]*$/iu
/** 「都没问题」, 「我看了，都可以」: of all that she sees; nothing is accepted by it before she is asked. */
export const saysAllFine = (text: string): boolean => text.length < 30 && ALL_FINE.test(bare(text))

const SLIPPED =
  /^(?:等一?下|等等|哎呀?|啊|不对|糟了?)?[\s，,。！!]*(?:我|刚才|刚刚)*(?:[点按发审]错了?|撤[回销]|收回)(?:这份|一下)?[啦了啊吧]*$/u
/** 「等下 点错了」「撤回」: after a decision, that it was not meant. */
export const slipped = (text: string): boolean => text.length < 20 && SLIPPED.test(bare(text))
