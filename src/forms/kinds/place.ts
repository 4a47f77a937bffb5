import { numbersToDelete } from '../captions.js'
import { z } from 'zod'
import type { FieldKind } from '../field-kind.js'
import { readDays } from '../../kernel/day-words.js'
import { saysCounting } from '../../kernel/basis-words.js'
import { readNumber } from '../../kernel/numeral.js'
import { isNoPlace } from '../../kernel/venue-words.js'
import { isVagueCount } from '../../kernel/vague-count.js'
import { talkIn } from '../no-value.js'
import { bare, isDone, isNothing, misread, prompt, quote } from '../prompt.js'
import { remarkProblem } from '../remark.js'

const MOST = 60

/** 「就在高安办的」. */
const SAID_IN = /^(?:我们|就|都|是)*在(?!一起|线|路上|建|校)(\p{L}.{1,30}?)(?:(?:举?办|举行|开|进行|搞|做)的)?$/u

/** 「也是万达广场」, 「也在金鸡山小学」. */
const STILL = /^(?:[也还又都]是?在|[也还都]是|应该是?在)\s*(?=\p{L}{2})/u
/** What was done, by the word it ends in; 「在读书会」 says where. */
const ACTIVITY =
  /^(?![在于]).{0,10}(?:培训班?|读书会|沙龙|讲座|分享会?|交流会?|座谈会?|见面会|聚会|茶话会|家长会|联欢会?|年会|例会|会议|活动|比赛|运动会|工作坊|夏令营|冬令营|论坛|仪式|课程|家访|走访|探访|义诊|义卖|露营|徒步|参观|游园会?|讲课|上课|陪伴|服务)$|^(?:training|reading club|workshop|activit(?:y|ies)|meeting|salon|event)$/iu
/** 「每周三下午在社区做辅导，每次十来个孩子」: sentences that count or tell when. */
const STORY = /^(?=.*(?:\d|[一二两三四五六七八九十几][多来]?[个人次场月日号周]|每[周月天次])).{8,}[，,。；;].{5,}$/su
const DOES = '(?:举?办|开展?|做|搞|带|请|陪|组织|举行|讲|上|去|来|到|聚|聊|探访|走访|参观|参加|慰问|发放?)'
/** 「下午又去敬老院做了一次义诊」: what was done, told; 「过街天桥」 is a place. */
const TOLD = new RegExp(
  `^(?=.{6,}$)(?:.*${DOES}(?:了(?!的)|过[一两二三几\\d]).{2,}|(?:同一天|[当那这]天|[上下]午|晚上|早上|后来|之后|然后|另外|接着)+.{0,6}[又还也再].*${DOES}.*)$`,
  'su',
)
/** Whether a text tells what was done, and names no place alone. */
export const isTold = (text: string): boolean => TOLD.test(bare(text)) && !COUNTED_IN.test(text)
/** 「来了3个老师也算进去」 is of a count that was said. */
const COUNTED_IN = /[算加记](?:进去?|上去?|在内)了?[的吧啊呢]*(?:$|[，,。；;\s])/u

/** 「新建县跟青云社一块」: with whom is no part of where. */
const WITH_WHOM =
  /(?<=^[\p{L}\d]{2,12}?)(?:跟|和|与|同)[\p{L}\d]{2,12}(?:一块儿?|一起|一同|合作|联合|共同)(?:举?办|做|搞)?的?$/u

/** 「暂时没有地点」, 「没有固定的地方」. */
const NOWHERE =
  /^(?:暂时|目前|现在|还|我们|也|这次)*(?:没|无)有?(?:定|固定|具体|统一|确定|专门|什么)*的?(?:地点|地方|场地)?(?:了|吧|呢)?$|^(?:地点|地方|场地)(?:暂时|先|还|就|也)*(?:没有|没定|空着|不填|不写)了?$/u
/** 「签到表8个」, 「来了30个人」: how many. */
const COUNT =
  /^(?:签到表?上?|人数|就|才|只|应该|可能|好像|估计|是|一共|总共|共|大概|大约|差不多|来了|到了|有|参加的?|[，,：:\s])*(?:约|近)?[\d一二两三四五六七八九十百几多来]+[个人名位家户](?:人|孩子|老人|学生|家长|志愿者)?(?:左右|吧|来了|参加|签到)*$|^人数(?:应该)?(?:是|有|为)?[:：\s]*(?:约|大概)?[\d一二两三四五六七八九十百几多来]+(?:左右|吧)*$/u
/** 「地点写详细点，下沟村村委会」: how it is to be written, and nowhere. */
const HOW =
  /^(?:地[点址]|地方)?(?:要|再|请)?[写填](?:[得的])?再?(?:详细|具体|清楚|完整)(?:一?[点些]|一下)?(?:吧|哦|啊)?(?:[，,。：:\s]+|$)/u
/** 「这张是刚才漏的」. */
const OF_PICTURES =
  /^(?:[这那][几两一二三]?|刚才[那这]?|第[一二三四五六七八九\d]+)张|^(?:刚才|刚刚|又|还|再)*[漏少多补发]了?[一两几三\d]张/u
/** 腾讯会议 is where they met. */
const ONLINE = /线上|线下|网上|网络|腾讯|钉钉|飞书|zoom|微信|视频|电话|直播/iu

/** Where something took place, in words; a shared location gives its name. */
export const place: FieldKind<object, string> = {
  name: 'place',
  free: true,
  hears: 'location',
  options: z.strictObject({}),
  ask: (field, _partial, old, { words }) => prompt(field, words, { old, example: words.say('place.example') }),
  askOtherwise: (_field, _partial, { words }) => words.say('place.otherwise'),
  read(_field, said, _partial, _old, { today }) {
    if (said.type === 'location' && !said.label.trim()) return misread('place.no_name')
    const raw = said.type === 'location' ? said.label : said.type === 'text' ? said.text : ''
    const value = raw
      .slice(0, 1000)
      .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
      .trim()
      .replace(HOW, (how, _at: number, all: string) => (how === all ? how : ''))
      .replace(SAID_IN, '$1')
      .replace(STILL, '')
      .replace(WITH_WHOM, '')
    if (!value) return misread('text.empty')
    if (isNothing(value) || NOWHERE.test(bare(value))) return { type: 'nothing' }
    if (value.length < 40 && readDays(value, today)) return misread('place.date', { said: quote(value) })
    const count = Array.from(value).length
    if (count > MOST) return misread('place.too_long', { said: quote(value), most: MOST })
    return { type: 'answered', value }
  },
  objection({ label }, text) {
    const values = { said: quote(text) }
    // 「没有」 is none of it, as 「暂时没有地点」.
    const talk = isNothing(text) || NOWHERE.test(bare(text)) ? null : talkIn(text, label)
    if (talk) return talk
    const remark = remarkProblem(text, label)
    if (remark) return remark
    if (numbersToDelete(text)) return { code: 'text.no_rows' }
    if (ACTIVITY.test(bare(text)) && !ONLINE.test(text)) return { code: 'place.activity', values }
    if (isTold(text)) return { code: 'place.told', values }
    const none =
      STORY.test(text) ||
      isNoPlace(bare(text)) ||
      readNumber(bare(text)) !== null ||
      saysCounting(bare(text)) ||
      isVagueCount(bare(text)) ||
      text.split(/[，,、\s]+/u).every((part) => part === '' || COUNT.test(bare(part)) || isVagueCount(bare(part))) ||
      /^\d+[个人名]?对的?(?=$|[，,\s])/u.test(bare(text)) ||
      isDone(text) ||
      OF_PICTURES.test(text) ||
      text.trim().replace(HOW, '') === ''
    return none ? { code: 'place.none', values } : null
  },
  check: () => [],
  show: (_field, value) => value,
  cell: (_field, value) => value,
  encode: (value) => value,
  decode(json) {
    if (typeof json !== 'string') throw new Error('a stored place is no text')
    return json
  },
}
