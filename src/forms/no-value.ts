import type { Problem } from '../kernel/outcome.js'
import { isWholeConsent } from './consent.js'
import { bare, quote } from './prompt.js'

const LONGEST = 24
const PAPERS = '(?:照片|图片|相片|视频|签到表|签到单|签名表|名单|发票|收据|附件|材料|文件|截图)'
const THEN =
  '(?:一会儿?|一下|等会儿?|等下|等等|待会儿?|晚点|晚些|稍后|稍等|马上|明天|后天|今晚|晚上|下午|回头|回去|到时候?|后面|之后|下次|改天|以后|现在|已经|刚刚?|先)'
const SENDS =
  '(?:再|就|会|要|可以|我|你|都|也|还|没有?|在|去|来|给|用)*(?:发|传|补|拍|交|给|找|弄|整理|上传)(?:一下|几张|过去|过来|上来|给你|你|完|好|到|了|过|吧|啊|哈)*'
/** 「照片呢」「照片一会发」「我先发照片」「签到表8个」: of what she sends, and nothing that was done or is anywhere. */
const OF_PAPERS = [
  new RegExp(
    `^(?:我的?|我们|活动|那|还有|就|的|这个)*${PAPERS}(?:呢|吗|嘛|的话|在哪里?|怎么.{0,4}|要吗|要不要|行吗|可以吗|没有?了?|有|我|就|都|也|还|${THEN}|${SENDS}|[\\d一二两三四五六七八九十]+[张个份页])*[?？]*$`,
    'u',
  ),
  new RegExp(
    `^(?:我|我们|那|好的?|${THEN}|[，,\\s])*${SENDS}(?:点|些|几张|你)?${PAPERS}(?:给你|过来|吧|了|啊|哈)*$`,
    'u',
  ),
]

/** Yes and no, and what is said to a question about something else. */
const YES_OR_NO =
  /^(?:(?:嗯+|恩+|哦+|唔|对|是|好|不|没)[，,\s]*)?(?:是[的啊呀哦吧]*|对[的啊呀哦吧对]*|好[的啊呀哦吧滴]*|嗯+|恩+|哦+|唔|行[的啊吧]?|可以[的啊吧]?|没错|不是的?|不对|不用了?|不要了?|没有吧|应该是吧?|ok|yes|no|1|2)$/iu
/** 「我要改前面的」「前面写错了」「怎么返回」: about the form. */
const OF_FORM =
  /^(?:我|要|想|先|怎么|能不能|可以|请|帮我|那|我们|需要|还要|再|把|得)*(?:改|修改|更改|返回|退回|回|看|补|删|重填|重写|重来|跳过|填|写|提交|保存|上交|继续|暂停|退出)(?:一?下|改|看|掉|去|回)*(?:到|上|前面?|上面|之前|刚才|那|这|第?[\d一二三四五六七八九十]+|一|的|填|写|个|些|题|条|内容|日期|时间|地点|人数|照片|答案|什么|哪里|哪个|吧|吗|呢|了|啊|步)*[?？]*$/u
/** 「然后呢」「什么时候要」「你们还要什么」. */
const ASKS =
  /^.{0,10}(?:呢|吗|嘛|么)[?？]*$|^(?:请问|你们|那|还|要|这个|老师)*(?:什么时候|几号|哪天|多久|怎么)(?:之?前|要|得|才)?(?:交|要|填|写|改|发|弄|返回|退|用|操作|截止|到期|提交|看|补).{0,4}[?？]*$/u

const ASKS_US =
  /^(?:请问|那|今天|明天|后天|昨天|下周|这周|我们?|你们?|还|就|现在|是不是|能不能|可不可以|可以|这个|简报|报告|表|一定|必须|都|不)*(?:要|得|能|可以|必须|需要|用)*(?:不)?(?:再|先|晚点|晚几天)?(?:交|填|写|提交|改|补|返回|截止|到期|停)[^\d]{0,6}(?:吗|么|嘛|呢|行不行|可以不|好不好|来得及)$/u

/** Why a short message is neither what was done nor where: it is talk of pictures and who may see them, of the form, a yes or no, a question. */
export function talkIn(text: string, label: string): Problem | null {
  const values = { said: quote(text), label }
  const talk = isTalk(text)
  if (talk === 'papers') return { code: 'text.papers', values }
  return talk || isWholeConsent(text) ? { code: 'text.talk', values } : null
}

export function isTalk(text: string): 'papers' | 'talk' | null {
  const said = bare(text)
  if (said.length > LONGEST) return null
  if (OF_PAPERS.some((pattern) => pattern.test(said))) return 'papers'
  return YES_OR_NO.test(said) || OF_FORM.test(said) || ASKS.test(said) ? 'talk' : null
}

/** 「今天要交吗」「怎么返回」: asked of us, at a table no row. */
export const asksUs = (text: string): boolean => {
  const said = bare(text)
  return said.length <= LONGEST && !/\n/u.test(said) && ASKS_US.test(said)
}

/** 「填到哪了」「行不行」, or a question quoted: where nothing else is said of an activity it is none. */
const QUESTION = /(?:哪[了里儿]|行不行|好不好|可不可以|能不能|要不要|是不是|对不对)$|[?？]」?$/u

/** Why what is typed for a row that has no more in it is none: talk, or a question. */
export const asksIn = (text: string, label: string): Problem | null =>
  talkIn(text, label) ?? (QUESTION.test(text) ? { code: 'text.talk', values: { said: quote(text), label } } : null)
