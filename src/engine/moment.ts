import type { Field } from '../forms/form.js'
import { bare } from '../forms/prompt.js'

const LONGEST = 20

const WAIT =
  '(?:(?:请|你|麻烦|再|先)*(?:稍等|等等|等(?:我)?(?:一?下|一?会)|稍候|慢着|且慢)(?:我)?(?:一?下|一?会|片刻)?[儿啊哈哦]?)'
const LOOK =
  '(?:(?:先|去|再|得|要|还)*(?:(?:想|问|查|找|翻|看|数|算|核对|确认|核实)一?下|想一?想|问一?问|查一?查|找一?找|翻一?翻|看一?看|数一?数|算一?算)(?:同事|别人|他们|她|他|领导|老师|签到表|记录|本子|照片|群里|清单|账|日子|时间|人数)?)'
const NOT_YET = '(?:(?:先|还|暂时)*(?:别|不要?|不能)(?:急着|忙着)?(?:提?交|上交))'

/** 「领导叫我」「接个电话」: why. */
const BUSY =
  '(?:我|要|得|先|去|这边|家里)*(?:(?:有人|领导|老师|老板|主任|同事|孩子|娃|外面|客人|快递)(?:在|又|要|突然)*(?:叫|找|喊|来|到|催|哭|闹|敲门)(?:我|一下|过去|去|电话|开会|有事|人)*|[接打]个?(?:电话|孩子|人)|来?个?电话|有(?:个|点|急)?(?:电话|会|事)|开个?会|忙|吃饭)(?:了|一下|一会儿?|来了)*'

const MOMENT = new RegExp(
  `^(?:哎|嗯|哦|好的?|那|啊)*[，,\\s]*(?:${WAIT}(?:[，,\\s]*(?:我|让我|容我)?${LOOK})?(?:[，,\\s]*${NOT_YET})?|${WAIT}[，,\\s]*${BUSY}|(?:我|让我|容我)${LOOK}(?:[，,\\s]*再(?:说|填|写|回你|告诉你|回复))?|想一?想|${NOT_YET}(?:[，,\\s]*${WAIT})?|(?:wait|hold on|one moment|just a (?:moment|minute|second)|let me (?:think|check)))$`,
  'iu',
)

/** 「等下」「我想想」「稍等我问下同事」「先别交」: she asks for a moment, and answers nothing. */
export const asksForMoment = (text: string): boolean =>
  text.length <= LONGEST && MOMENT.test(bare(text).replace(/(?<=.)[啊呀哈哦呢吧了]+$/u, ''))

/** 「还有6月的」: that more is to come, and not what. */
const MORE =
  /^(?:还有|另外还?有?|后面还有)(?:\d{1,2}月份?|[一二两三四五六七八九十几]{1,2}[场条次个月]|别|其他)?(?:的|份的)?$/u

/**
 * What she says before she asks for a moment (「3月5日 读书会 20人，等下」): '' where that is no answer either. Null: she asks for none there. A story
 * may end with such words.
 */
export function beforeMoment(field: Field | null, text: string): string | null {
  const { least = 0 }: { least?: number } = field?.options ?? {}
  if (!field || least > 0) return null
  const [, head = '', tail = ''] = /^(.*[^说喊道叫讲问\s，,。；;！!])[\s，,。；;！!]+(\S+)\s*$/su.exec(text) ?? []
  if (!asksForMoment(tail)) return null
  return MORE.test(bare(head)) ? '' : head
}
