import type { Problem } from '../kernel/outcome.js'
import { saysConsent } from './consent-in-words.js'
import { corrects } from './corrects.js'
import { quote } from './prompt.js'

/** So long a text tells something. */
const LONGEST = 60
const N = '(?:\\d{1,2}|[一二两三四五六七八九十]{1,3})'
/** One of these is in all that speaks of what was said before. */
const MAY = /[错漏少多对该发第那这前上刚不我]/u
const OF_BEFORE = new RegExp(
  [
    // 「写错了」, 「少写了3个」
    '(?:[写打说填记算报发弄搞数][错漏掉多少]|[漏少多]了?[写填记报算数说])(?:了|的|一)',
    '(?<![知差过])错了',
    '^(?:啊|哦|哎|呃|嗯)*不对(?![称])',
    // 「那条是住宿费」, 「第二场也在文化站」, 「时间应该是4到6月」
    `(?:(?:[那这][条笔]|^[那这][场次个天]|第\\s*${N}\\s*[条笔场])(?:活动)?的?(?:时间|日期|地点|内容|人数|金额)?(?:应该|其实|也)*(?:是|不是|在|叫|改|不对|错))`,
    '应该(?:是|为|叫|改)|(?:时间|日期|地点|人数|内容|金额)(?:应该|不是)',
    '^(?:前面|上面|刚才|刚刚)(?:那|的|说|写|填|发|是)',
    // 「我先发活动」, 「我发现少了一个」
    '^我(?:先|再|来|要|想)?(?:发|说|报|填|补|改|发现|看错|记错|想起)',
    // 「不是半年」, 「不是昨天 是6月1号」
    '^不是(?:[^，,\\s]{1,10}$|[^，,是]{1,12}[，,\\s]*(?:而|应该)?是)',
  ].join('|'),
  'u',
)

/**
 * Whether what is taken for a title, a place or an item is a remark: about what was said `before`, or about who may be shown (`consent`). Neither is ever such
 * a value, wherever it is said; null for anything else.
 */
export function remarkIn(text: string): 'before' | 'consent' | null {
  const said = text.trim()
  if (said.length > LONGEST || said.length < 2) return null
  if (MAY.test(said) && (corrects(said) || OF_BEFORE.test(said))) return 'before'
  return saysConsent(said) ? 'consent' : null
}

/** The same as why it is not taken. */
export function remarkProblem(text: string, label: string): Problem | null {
  const remark = remarkIn(text)
  const code = remark === 'before' ? 'text.corrects' : 'text.consent'
  return remark && { code, values: { said: quote(text), label } }
}

/** 「好的 6月15 回访」, 「我先发活动 4月13号…」, 「啊不对 6月有一次家访」: what is said before what it brings. */
const BEFORE_IT =
  /^(?:(?:好的?|好滴|嗯+|恩+|[哦噢啊呃]+|对了|收到|行|ok|你好|您好|不好意思|对不起|谢谢)[，,。！!、\s]+|我?先(?:来)?(?:发|说|报|填|写|记|补)(?:一?下|个)?(?:活动|支出|花费|这个|这些)?[，,：:\s]+|(?:[啊哦哎噢呃]*不对)[，,。！!\s]+(?=\d{1,2}[月.．/号日]))+(?=\S)/iu
const MAY_BRING = /^[好嗯恩哦噢啊呃哎对收行oO你您不谢我先]/u

/** The same without it; a text that is nothing else stays. */
export const withoutTalk = (said: string): string => (MAY_BRING.test(said) ? said.replace(BEFORE_IT, '') : said)

/** 「也是阅读课」, 「都是读书会」 as what it was. */
export const alsoIs = (said: string): string =>
  /^[也都还又]/u.test(said) ? said.replace(/^(?:[也都还又]+是|还有)(?=[\p{Script=Han}]{2,12}$)/u, '') : said

const PLANS =
  /^(?:(?:暂时|目前|现在|我们)*没(?:有|啥|什么|遇到)*(?:特别|大|太大)*的?困难|困难(?:是|没有|有|就是)|遇到的?(?:最大的?)?困难|(?:下一步|接下来|下半年|下个?(?:季度|学期)|今后|以后)[^，,。\d]{0,4}(?:想|打算|计划|准备|要|会|争取|希望))/u
/** 「没啥困难，下半年想在萍乡也办一场，…」: difficulties and what is to be done, never a row of what was. */
export const tellsPlans = (text: string): boolean => text.length >= 8 && PLANS.test(text.trim())
