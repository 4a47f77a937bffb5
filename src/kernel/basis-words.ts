import type { Basis } from './quantity.js'

/** What says how a number was found out. 估计 right before its number is a hedge of the number itself. */
const WORDS: Record<NonNullable<Basis>, string> = {
  sign_in: '签到|签名|点名|signed in|sign-?in',
  count: '清点|点数|[点数]人头|[点数](?:了|过|出来|下来|的)|实到|实际|实数|counted',
  estimate: '(?:估计|目测)(?! ?[有是在为]? ?[\\d一二两三四五六七八九十百千万近])|估算|估摸|毛估|估的|estimated?',
  recalled: '补记|补录|回忆|记得|印象|好像|记忆|事后|recalled|noted|from memory',
}
const BASES = (Object.keys(WORDS) as NonNullable<Basis>[]).map(
  (basis) => [basis, new RegExp(WORDS[basis], 'i')] as const,
)

/** How the number was found out, as far as the text says. */
export function basisOf(text: string): Basis {
  if (!OF_BASES.test(text)) return null
  const said = text.replace(ACTUALLY, '')
  return BASES.find(([, words]) => words.test(said))?.[0] ?? null
}

/** 「实际来了80个人」: other than planned, but nobody says that they were counted. */
const ACTUALLY = /实际(?![点数清])/g

/** One of these is in each of the words. */
const OF_BASES = /[签点清数人实估目毛补回记印好事A-Za-z]/

/** 按签到表, 现场数的, 是估的, 事后补记: the words with what belongs to them; a part of a pattern. */
export const BASIS_PHRASE = `(?:都?是)?(?:按照?|根据|照着?|凭|据)?(?:现场|当场|自己|我们?)?(?:${Object.values(WORDS).join('|')})(?:[表册本簿单]|人数|数(?!了)| sheet| on the spot| down later)?(?:[上中里]|显示|统计|为准|出来|下来|一下|过)?`

/** Said alone, a word is enough: 大概, 补的, 点的. */
const ALONE: [RegExp, NonNullable<Basis>][] = [
  [/签|扫码|打卡|登记|名单|名册|花名册|sign/i, 'sign_in'],
  [/估|大概|大约|差不多|目测|estimat|guess/i, 'estimate'],
  [/补|回忆|记|印象|事后|后来|recall|noted|memory|later/i, 'recalled'],
  [/数|点|实到|count/i, 'count'],
]
/** What such an answer is made of; 「地点是南昌」 and 「签到表丢了」 say something else. */
const FILLED =
  /签[到名收领]?|登记|名[单册]|花名册|扫码|打卡|点名|估[计摸算]?|毛估|大概|大约|差不多|目测|补[记录]?|凭记忆|记忆|回忆|记[得录]?|印象|事后|后来|清点|点数|人头|人数|[点数]|实到|sign(?:ed)?[- ]?in|estimat(?:ed?|ion)|guess(?:ed)?|recall(?:ed)?|noted|memory|later|count(?:ed)?|现场|当场|门口|入口|当时|当天|一个个|挨个|一下|出来|下来|按照?|根据|凭|sheets?|on the spot|down|from|[是有的了过来按照靠用都全吧啊呢我们自己表册本簿单纸上中里，,。.！!~\s-]/giu
const NOT =
  /(?:没有?|不是|无|忘了?|忘记了?|漏了?)(?:做|用|带)?(?:签到表?|签名|点名|数|点|估计?|补)|(?:签到|签名)[表册本单]?(?:(?:弄|搞)?丢|忘|没|漏|找不到|不见|不全)(?:带|签|做|了)*/g

/** 「两次都是签到」, 「老师数的」: of all of them, or who did it. */
const WHOSE =
  /^(?:[这那]?(?:\d{1,2}|[两二三四五六七八九十]{1,2})[场次条回](?:活动)?(?=都)|(?:人数|数字?)(?=都?是)|(?:老师|社工|志愿者|义工|同事|家长|工作人员)们?(?=[点数估签记]))/u

/** How it was counted, as the whole of a short text: 签到, 是现场点的, 没签到，估的; null when it says none or a number besides. */
export function readBasis(text: string): Basis {
  if (text.length > 12) return null
  const said = text
    .replace(WHOSE, '')
    .replace(NOT, '')
    .replace(/^[了，,。\s]+/u, '')
  if (/[\d一二两三四五六七八九十百千万]/.test(said)) return null
  if (said.replace(FILLED, '') !== '') return null
  return ALONE.find(([words]) => words.test(said))?.[1] ?? null
}

/** 「估的」「没签到」: all of it is of how people were counted, or were not. */
export function saysCounting(text: string): boolean {
  if (readBasis(text) !== null) return true
  const rest = text.length > 12 ? text : text.replace(NOT, '')
  return rest !== text && rest.replace(FILLED, '') === ''
}

const EXACT = /签|登记|名[单册]|扫码|打卡|数|点|实到|sign|count/i
const ROUGH = /估|目测|补|回忆|凭记|印象|事后|后来|estimat|guess|recall|noted|memory|later/i
const HEDGE = /大概|大约|差不多|记/
const COUNTED = /\d\s*[人名位户家]/u

/** Names of columns, and no way of counting. */
const NAMES = /地点|[人次总]数|数[字量]/gu

/** Whether words may say how something was counted, and bring no count of their own. */
export function mentionsBasis(text: string): boolean {
  const said = text.replace(NAMES, '')
  return (EXACT.test(said) || ROUGH.test(said) || HEDGE.test(said)) && !COUNTED.test(text)
}

/** 「签到，估的」: what is counted is not guessed; only she knows which is of what. */
export const mixesBases = (text: string): boolean => EXACT.test(text) && ROUGH.test(text)

/** 「没签到，估的」 as 「估的」. */
export const withoutDenial = (text: string): string => text.replace(NOT, '')
