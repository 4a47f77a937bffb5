import type { Asking } from '../forms/field-kind.js'
import { bare } from '../forms/prompt.js'

/** Questions about the service itself, answered by the sentence `service.<name>`; `explain` asks for the question in another way. */
const QUESTIONS = {
  save: /^(?:帮我|请|先|我要)*(?:保存|存草稿|存一?下|存好)(?:一下|草稿|好)?(?:没|没有)?$|^save$/,
  human:
    /^(?:我要|我想|请|帮我)*(?:转|找|联系|换|有没有|有)?(?:人工|客服|真人|工作人员|负责人|管理员)(?:服务|客服)?$|^(?:我要|我想|想|请|能不能|可以|可不可以|帮我)*(?:转接?|找|换|叫|接)(?:一?[个下位])?(?:人工|真人|客服|工作人员|活人)(?:服务|客服|来)?(?:说话|聊聊?|帮我|帮忙)?$|^(?:有(?:没有)?人|人呢)(?:在|管|理我|回)?$|^(?:我?[真实也]?[的在]?(?:不会|不懂|看不懂|弄不来|搞不懂|不知道怎么)(?:填|写|弄|用|搞|回)?(?:这个|这些|表)?[，,。\s]*)?(?:能不能|我?要|我?想)?(?:找个?人|有人能?|谁能?)来?(?:帮|教)(?:帮|一?下)?我(?:填|弄|写)?(?:一?下|这个)?$|^(?:怎么|我要|我想)?联系你们$|^(?:human|talk to (?:a |some)?(?:human|person|body|staff))$|^(?:有问题|有事|出问题|不会填)?(?:找谁|问谁|联系谁)$/,
  who: /^(?:请问)?(?:你|您|你们)(?:是)?(?:谁|哪位|啥|什么人|什么东西|机器人|真人|人工|叫什么(?:名字)?|(?:干|做)(?:什么|啥|嘛)的?)$|^who are you$/,
  how_long:
    /^(?:大概|一共|总共|还|要|得|需要|填完)*(?:填|花|用|有)?(?:多久|多长时间|多少时间|几分钟|几(?:道|个)?题|多少(?:道|个)?题)(?:能?填完|填得完)?$|^how long$/,
  where:
    /^(?:请问|那|我|我们|今天|昨天|刚才|上次|现在|已经|都|还|这个|简报|记录|是|，)*(?:(?:填|写|弄|做|答|问|记|进行)到(?:哪|第几|几|什么)(?:里|儿|一?[题步条个]|[题步条个]|地方|程度)*|(?:还)?(?:有|剩|差)(?:下)?(?:什么|哪些|哪几|几|多少|啥)(?:[个题条样项]|东西|内容|问题)*(?:没有?|要|需要)?(?:填|写|答|弄|补|交)?(?:完|好)?)(?:的)?$|^where am i$/,
  why: /^(?:请问|那|你们|我)*(?:为什么|为啥|为何|干嘛|干吗|凭什么)(?:还|都|非|一定|每次)*(?:要|得|需要|让我们?|叫我们?)(?:填|写|报|问|交|发|拍|答)?(?:这[个些题块项么]|那么?|照片|人数|地点|困难|打算|活动|支出|日期|时间|多|细)*(?:题|东西|表|内容)?$|^(?:填|写|报|问|交)(?:这[个些题]?|它)(?:有什么用|有啥用|干什么|干嘛|做什么)$/,
  explain:
    /^(?:这题|这一题|这个|这里)?(?:怎么(?:写|答|回答|回复)|(?:要|该)?(?:写|填|答|回复)(?:什么|啥|些什么|点什么)|(?:是)?(?:什么|啥)意思|看不懂|没看懂|没懂|不懂|不明白|没明白|(?:我|真|也|都|还|是|有点)*不(?:太|大|怎么)?会(?:填|写|弄|答|搞)(?:这个|这题|这些|它)?|(?:能不能|可不可以|可以|能|你|请|麻烦|就|来)*帮我?(?:写|填|答)(?:一下|写|好)?(?:行不行|好不好)?|什么意思[，,\s]*(?:那|我|这里)*(?:应该|要|该|得)?(?:写|填|答)(?:哪段|哪里|哪个|什么|啥)|(?:什么|啥)(?:叫|是)(?:做)?(?:下一步|困难|打算|变化|这个|那个)[^，。]{0,6}|(?:太|这么)(?:多|长|难|麻烦)了?[，,\s]*(?:我|真|都|有点)*(?:不想|不愿意?|懒得)(?:写|填|弄|答))$/,
} as const

/** 「小满姐，…」: whom she thinks she is asking. */
const CALLS = /^[\p{Script=Han}]{0,3}(?:姐姐?|哥|老师|总|叔|阿姨|主任|同学|你好|您好|请问)[，,、:：\s]+(?=\S{3})/u

export type Question = keyof typeof QUESTIONS

/** The question about the service that a short message is, and nothing else. */
export function serviceQuestion(text: string): Question | null {
  if (text.length > 24 || /^\d/.test(text)) return null
  const said = bare(text)
    .toLowerCase()
    .replace(/[啊呀呢吧了吗嘛?]+$/, '')
    .replace(CALLS, '')
    .replace(/^(?:不知道|看看|帮我看看|想问问?|问一下)(?=.{4})/u, '')
  const names = Object.keys(QUESTIONS) as Question[]
  return names.find((name) => QUESTIONS[name].test(said)) ?? null
}

const OF_FILED =
  /^(?:请|帮我|我要|我想)*(?:更正|补正|恢复|还原|撤回|收回|历史|correct|restore|withdraw|history)\s*(?:第\s*)?[\d０-９一二三四五六七八九十]{1,3}\s*[份条]?$/iu

/** 「更正 2」「恢复 1」: said of what is filed, by its number in the list; no answer to anything in a draft, and no correction of one. */
export const speaksOfFiled = (text: string): boolean => text.length < 24 && OF_FILED.test(bare(text))

/** Whom to ask: the hub by its own name where it is known. */
export const hubIn = ({ hub, words }: Asking): string => hub ?? words.say('service.hub')

const LENGTH =
  /^(?:差不多|够|可以|行|那|我|这样|应该)*[了吧吗]*[，,。？?\s]*(?:现在|一共|总共|到底|大概|至少|最少)*(?:(?:还|再)?(?:要|差|需要|得|缺|少)(?:再)?(?:写|补)?|(?:已经)?写了)(?:多少|几)个?字(?:啊|呀|呢|了|才够|才行|够|啦)*$/u

/** 「对了麻烦问一下这个写多少字合适」「50字是怎么算的」. */
const HOW_LONG =
  /^(?:对了|请问|麻烦|老师|[啥什]么?意思|那个?|我|想|要|问一?[下问]|这[个题段里]|一般|大概|[，,\s])*(?:(?:最少|至少|最多|应该|需要|该|要|得)*(?:写|填)(?:多少|几)个?字(?:合适|比较好|最好|好|才?够|才?行|可以)?|(?:这)?(?:\d{1,4}个?字|字数)(?:都|又)?是?(?:怎么|咋|如何)(?:计?算|数|统计)的?)(?:啊|呀|呢|吗|了)*$/u

/** 「要50字啊」 */
const SO_LONG = /^(?:还)?(?:要|得|非要)(?:写)?(?:够|满)?\d{2,4}个?字(?:这么多|那么多|吗|啊|呀|才行|哪)*$/u

/** 「还要多少字」 at a story: it is answered with the count, and is no part of it. */
export function asksLength(text: string): boolean {
  const said = text.length < 24 ? text.trim().replace(/[？?。！!\s]+$/u, '') : ''
  return LENGTH.test(said) || HOW_LONG.test(said) || SO_LONG.test(said)
}
