import { changesNow, commandOf } from '../../engine/commands.js'
import { BY_THE_WAY } from '../../forms/corrects.js'
import { bare } from '../../forms/prompt.js'
import { readNumber } from '../../kernel/numeral.js'
import type { OpenDraft } from '../ports.js'
import { NUMERAL } from '../record/numbers.js'

/**
 * What a contact may do with what her organisation filed; `number` is its place in the list she was shown, null the one she looks at. `change`:
 * what is to be changed, where she says it at once.
 */
export type FilingsCommand =
  | { type: 'list' | 'more' }
  | { type: 'show' | 'withdraw' | 'restore'; number: number | null }
  | { type: 'edit'; number: number | null; change?: string }

const LIST =
  /^(?:我(?:要|想)?|请|帮我)?(?:看一?下|看看|查看|查一?下|看|查|打开)?(?:我们?的(?:填报|记录|简报|报告|活动记录|提交)|我们?(?:交|报|提交)(?:过|了|上去)?的(?:简报|记录|活动记录|报告|东西)?|我们?填过的|交过的|已交的|my (?:reports|filings|entries|records|submissions))(?:记录)?(?:在哪里?|呢)?$/u
const MORE = /^(?:更多|下一页|再看看|还有呢|后面的|more|next page)$/u
const N = `\\s*(?:第\\s*)?(${NUMERAL})?\\s*(?:份|条|个)?`
const POLITE = '^(?:我(?:要|想)|请|帮我|把|要|想)*'
/** 「上一条作废」, 「刚交的那份不要了」. */
const LAST =
  '(?:(?:上|前|最后)一?|(?:刚才|刚刚|刚)?(?:我?[交填报发写]的)?[那这]一?|(?:刚才|刚刚|刚)(?:我?[交填报发写]的)?)[份条个](?:记录|填报|简报)?'
const GONE = '(?:就|都|请)*(?:作废|不算数?|不要|撤销|撤回|收回|取消|删掉|删除|删)'
const NOT_FILED = '(?:就|都|请|我|还是)*(?:先别|先不|别|不要?|不想|不用)(?:提交|上交|交|报)(?:上去)?'
const ACTS: [(FilingsCommand & { number: unknown })['type'], RegExp][] = [
  ['withdraw', new RegExp(`${POLITE}(?:撤回|收回|撤销|取回|withdraw)${N}$`, 'u')],
  ['restore', new RegExp(`${POLITE}(?:恢复|还原|restore)${N}$`, 'u')],
  ['edit', new RegExp(`${POLITE}(?:改|修改|更改|更正|补正|edit|change|correct)${N}$`, 'u')],
  ['show', new RegExp(`^(?:看|查看|打开|show|open)?${N}$`, 'u')],
  ['withdraw', new RegExp(`^(?:请|把|帮我)*(?:${LAST}(?:${GONE}|${NOT_FILED})|${GONE}${LAST})[了吧啊]*()$`, 'u')],
]

/** 「能撤回吗」: of what she filed last; it is asked before anything is taken back. */
const MAY_WITHDRAW =
  /^(?:我|交了的?|刚才的|还|那)*(?:能不能|可不可以|可以|能|怎么|如何|怎样)(?:再)?(?:撤回|收回|撤销)(?:来|掉|一下)?(?:吗|么|嘛|呢|啊)?$/u

/** 「交了吗」「提交成功了没」: whether what she filled in has come in. */
const IF_FILED =
  /^(?:我|我们|这个|那个|简报|记录|现在|刚才|刚刚|那份|这份|的|是不是|算|到底|已经|都)*(?:提交|交|报|发)(?:上去|过去|成功|好|上|进去)?了(?:吗|么|嘛|没有?|吧)$/u
export const asksIfFiled = (text: string): boolean => text.length < 20 && IF_FILED.test(bare(text).replace(/\?+$/, ''))

/** 「改 1 人数 50人」, 「把第1份的人数改成50人」; 「改 1 3」 speaks of numbers alone. */
const CHANGES = [
  new RegExp(
    `${POLITE}(?:改|修改|更改|更正|edit|change|correct)\\s*(?:第\\s*)?(${NUMERAL})\\s*(?:份|条|个)?(?:\\s*[:：,，、]\\s*|的|\\s+)(\\S.*)$`,
    'iu',
  ),
  new RegExp(`${POLITE}第\\s*(${NUMERAL})\\s*(?:份|条|个)(?:里)?的?\\s*(\\S.*(?:改成|改为|换成).*)$`, 'u'),
]
/** A change is one sentence. */
const SENTENCE = 200

function changeIn(text: string): FilingsCommand | null {
  for (const pattern of text.length > SENTENCE ? [] : CHANGES) {
    const [, number = '', change = ''] = pattern.exec(text.trim()) ?? []
    if (/[^\d\s,，、和题第]/u.test(change)) return { type: 'edit', number: readNumber(number), change }
  }
  return null
}

const WITHOUT_NUMBER = /^(?:我(?:要|想)|请|帮我|要|想)*(?:更正|修改|更改|改)(?:一下|下)?[\s，,：:]+(\S.{2,})$/su

/** 「我要改一下，人数是110人」: what is to be changed, where she does not say of which one. */
export const changeWithoutNumber = (text: string): string | null =>
  text.length > SENTENCE ? null : (WITHOUT_NUMBER.exec(text.trim())?.[1] ?? null)

/** The command that a message is, if it is nothing but one. */
export function filingsCommandIn(text: string): FilingsCommand | null {
  const change = changeIn(text)
  if (change || text.length > 30) return change
  const said = bare(text).toLowerCase().replace(/\?+$/, '')
  if (said === '') return null
  if (LIST.test(said)) return { type: 'list' }
  if (MORE.test(said)) return { type: 'more' }
  if (MAY_WITHDRAW.test(said)) return { type: 'withdraw', number: null }
  for (const [type, pattern] of ACTS) {
    const found = pattern.exec(said)
    const number = found?.[1] ? readNumber(found[1]) : null
    if (found && (type !== 'show' || number !== null)) return { type, number }
  }
  return null
}

const FILED =
  /^(?:撤回|撤销|退回|改错|更正)|(?:写|填|交|发|报)错|(?:刚才|刚刚|之前|上次|已经)(?:我)?(?:提交|交|填|写)|(?:提交|交)(?:过|了|上去)?的|^(?:我要|我想|要|想)?(?:修改|更改|改)/u

/** 「场地费写了两遍」, 「漏写了一场」: something is wrong in what stands there. */
const AMISS =
  /重复了|[写填记报发交算录](?:了|过)?(?:两|2|二)(?:遍|次|回)|[写填记报算](?:重|多|漏|少)了|(?:多|漏|少)[写填记报算]/u
export const tellsAmiss = (text: string): boolean =>
  text.length <= SENTENCE && AMISS.test(text) && !OF_WHOM.test(text) && !/[?？吗]\s*$/u.test(text)

/** 「填错机构了」 is not about an answer. */
const OF_WHOM = /错了?(?:机构|单位|组织)|^(?:机构|单位|组织)/u

/** She speaks of what is filed already: to change, see or take back. */
export const asksOfFiled = (text: string): boolean =>
  text.length < 24 &&
  !OF_WHOM.test(text) &&
  (FILED.test(bare(text)) || ['edit', 'preview', 'back'].includes(commandOf(text)?.type ?? ''))

const SLIP = '(?:(?:写|打|发|说|填|记|弄|搞|报|数|算|选)错了?|不对|有误|更正一?下?|纠正一?下?|口误|错了)'
const CORRECTS = [
  new RegExp(`^(?:啊|哎呀?|噢|哦|不好意思|对不起|抱歉)*[，,\\s]*${SLIP}[了啊哈]?[，,。.!！：:\\s]+\\S{2,}`, 'u'),
  new RegExp(`^\\S{1,14}?${SLIP}[了啊]?[，,。：:\\s]*(?:应该|其实)*(?:是|改成|改为|为)\\s*\\S`, 'u'),
  new RegExp(`^\\S{1,8}?${SLIP}[了啊]?[，,。：:\\s]+在\\S{2,}$`, 'u'),
  /^(?:把)?\S{1,20}?(?:应该是|应该改成|其实是|改成|改为|换成)\s*\S/u,
  /^(?:不对[，,\s]+)?[^，,。\s]{0,14}?不是\s*[^，,。]{1,30}?[，,。\s]*(?:而|应该)?是\s*\S/u,
  /^(?:第\s*[\d一二三四五六七八九十]{1,3}|最后[那这]?一|[^，,。\d]{2,12}[那这]一?)[场条次个期笔][^，,。]{0,8}?(?:是|有|来了|[:：\d]).*\d/u,
  /^(?:改|修改|更改)(?!\s*\d)\S{2,8}?(?:[\s：:]|改?成|改?为|是)\s*\S/u,
]

/** 「第一场是27人」「不对，是35人」「人数填错了，是35」: said of an answer that is there. */
export const corrects = (text: string): boolean =>
  text.length <= 60 &&
  !text.includes('\n') &&
  !OF_WHOM.test(text) &&
  CORRECTS.some((pattern) => pattern.test(text.trim().replace(BY_THE_WAY, '')))

/** 「是25人 签到的」, 「其实在东湖社区」, 「名字改叫…」: what may be said of an answer that is there, where that can become so. */
const MAY_CORRECT =
  /^(?:等等|等一?下|稍等|对了|哦|啊|哎呀?|噢|其实|实际上?|应该|好像|还是|不对|错了|那个|活动|[，,\s])*(?:是\s*\S|不是?在|在\S|来了)|^(?:其实|实际上?|应该|还是|等一?下)\S|^\S{2,6}(?:改叫|应该叫|[写填选]?错了)|^(?:刚才?|刚刚)?[那这]个\S{2,10}?(?:应该)?叫[做作]?\S{2,}$/u
/** What is told for the first time: 「其实昨天还办了一场」. */
const TOLD_NEW = /[办搞做开]了|举[办行]|开展|组织|还[有办开做搞]|又[办开做搞来]|另外|[?？]|吗$/u
export const mayCorrect = (text: string): boolean =>
  text.length <= 40 &&
  !text.includes('\n') &&
  !OF_WHOM.test(text) &&
  !TOLD_NEW.test(text) &&
  MAY_CORRECT.test(text.trim())

const WHY = /咋|怎么|为(?:什么|啥|何)|干嘛|什么|啥|哪|原因|理由|^why/iu
const RETURNED =
  /^[^，,。\d]{0,10}?(?:退回?|打回|驳回)(?:了|来|去|给|我|们|的|是|一?下)*[^，,。\d]{0,8}$|^why .{0,20}returned?\??$/iu
const WHAT_TO_CHANGE =
  /^(?:是|到底|那|请问)*(?:哪里|哪儿|哪些|哪几?题)(?:不对|有问题|要改|没写好|错了)|^(?:是|到底|要|得|该|需要)*改(?:哪里|哪儿|哪些|什么|啥|哪几?题)/u

/** 「咋退了」, 「为啥退回」: why something came back; `sure` where it can be nothing else, as 「哪里不对」 can. */
export function asksWhyReturned(text: string): { sure: boolean } | null {
  if (text.length > SHORT_QUESTION) return null
  const said = bare(text).replace(/[?？啊呀呢了吧]+$/u, '')
  if (WHAT_TO_CHANGE.test(said)) return { sure: false }
  return WHY.test(said) && RETURNED.test(said) ? { sure: true } : null
}
const SHORT_QUESTION = 20

/** Whether a change is of what is filed, though a new draft is open: 「改」 where nothing stands in it yet, 「更正」 always. */
export const meansFiled = (draft: OpenDraft | null, text: string): boolean =>
  draft !== null &&
  draft.about.revises === null &&
  draft.about.typedBy === null &&
  (/更正|^correct/i.test(text) ||
    (Object.keys(draft.session.answers).length === 0 && draft.session.at.type === 'asking'))

export const wantsNow = (text: string): boolean => changesNow(text) || /^(?:改|now)$/iu.test(text)
export const LATER = /^(?:以后|先放着|等会儿?|晚点|回头|有空)(?:再(?:说|改)?)?$|^later$/iu
