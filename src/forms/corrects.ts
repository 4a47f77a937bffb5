import { PERSON } from '../kernel/person-words.js'

/** A number behind what was counted wrongly: 「数错了，是15人」, not 「数错了，少算了两个」. */
const THEN_NUMBER =
  '(?=[了啊哈呀]?[，,。.!！：:\\s]+(?:应该|其实|实际上?)*(?:是|有|为|改成|改为)?\\s*(?:[\\d０-９]|[一二两三四五六七八九十百]+[多来]?[个人名位家户元块]))'
// 「人数错了」 is 人数 and 错了.
const MISCOUNTED = `(?:(?<![人次场总户家份件个期])数|[算看抄点])错了?${THEN_NUMBER}`

/** 「写错了」, 「不对」: what was said before is not so. */
export const SLIP = `(?:(?:写|打|发|说|填|记|弄|搞|报|开|选)?错了?|不对|不是|有误|更正(?:一下)?|纠正(?:一下)?|口误|[写记填报说][少多]了(?:一?[个点些条])?|${MISCOUNTED})`

/** 「数错了」 of 「人数数错了，是15人」: how it came to be wrong, before what it is. Null where it is not said, or no number follows. */
export const miscounted = (text: string): string | null =>
  new RegExp(`^[^，,。\\s]{0,12}?(?<slip>${MISCOUNTED})`, 'u').exec(text.trim())?.groups?.['slip'] ?? null

/** 「对了，高安那次是26人」, 「等等，…」. */
export const BY_THE_WAY =
  /^(?:(?:啊|哎呀?|噢|哦|嗯|对了|等等|等一下|等下|稍等|慢着|我?想起来了?)[，,。！!\s]*)+(?=\S{4})/u

/** How a part of an activity or a sum is called. */
const PART = '(?:日期|时间|日子|人数|地点|地方|内容|名字|名称|金额|价钱)(?:好像|都)?'

const CORRECTS = new RegExp(
  `^(?:(?:啊|哎呀?|噢|哦|呃|嗯|不好意思|对不起|抱歉|我|刚才|刚刚|前面|上面)*[，,\\s]*${SLIP}[了啊哈呀]?(?:[，,。.!！：:\\s]+(?=\\S)|(?<=不对|错了?[了啊哈呀]?)(?=不是|是\\S{2}|应该))|(?:对了|等等|等一下|等下)[，,。！!\\s]*\\S{1,12}(?:应该|其实|要)?(?:是|改成|改为|不是)(?=\\S)|约?[\\d０-９]{1,6}[人名位个块元]?是?(?:不对|错|写错)的?[，,。\\s]+(?=\\S)|${PART}${SLIP}[了啊哈呀]?[，,。：:\\s]+(?=\\S))`,
  'u',
)

const ONLY_SLIP = new RegExp(`^(?:${PART})?${SLIP}[了啊哈呀]?$`, 'u')
/** 「写错了」 by itself is what nothing is called. */
export const isOnlySlip = (text: string): boolean => ONLY_SLIP.test(text)

/** 「不对，是35人」, 「对了，日期是6月30号」: of something that was said before, and by itself no title, place or row. */
export const corrects = (text: string): boolean => text.length < 40 && CORRECTS.test(text.trim())

const SLIPPED = new RegExp(
  `^(?:啊|哎呀?|噢|哦|呃|嗯|不好意思|对不起|抱歉)*[，,\\s]*${SLIP}[了啊哈呀]?(?:[，,。.!！：:\\s]+|(?<=不对|错了?[了啊哈呀]?)(?=不是|是\\S{2}|应该))(?:(?:应该|其实)?(?:是|改成|改为))?\\s*(?=\\S)`,
  'u',
)

const OF_SESSION = new RegExp(
  `^(?:不对|错了)?[，,\\s]*第\\s*[\\d一二三四五六七八九十]{1,3}\\s*[场次期](?:活动)?的?(?:(?:总?人数|${PERSON}|日期|时间|地点)(?:好像|应该)?(?:是|有|来|改|为|${SLIP}|[:：\\s]*\\d)|${SLIP})`,
  'u',
)

/** 「第二场人数错了是210」: of an activity by its number, and no item that money was spent on. */
export const ofSession = (text: string): boolean => text.length < 40 && OF_SESSION.test(text.trim())

/** 「不对，是25人」 as 「25人」, where what it is of is known. */
export const withoutSlip = (text: string): string => text.trim().replace(SLIPPED, '')

/** 「改成五月13日」: of something that is there. */
export const becomes = (text: string): boolean => /^(?:改成|改为|改到|换成)/u.test(text.trim())

/** What an answer becomes, behind its name. */
const BECOMES = /^(?:应该)?(?:改成|改为|改到|换成|写成|应该是)\s*(?=\S)/u

/** 「走访改成15家」 as 「15家」 where 走访 is asked. */
export function withoutName(label: string, text: string): string {
  const said = text.trim()
  const rest = said.startsWith(label) ? said.slice(label.length) : ''
  return BECOMES.test(rest) ? rest.replace(BECOMES, '') : text
}
