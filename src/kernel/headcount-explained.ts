import { basisOf } from './basis-words.js'
import { PERSON } from './person-words.js'

const NUMBER = '(?:\\d|[一二两三四五六七八九十百])'
const IS = '(?:应该|其实|确实|实际上?|正确的?|就|才|一共|总共|共)*(?:是|有|为|来了|到了|写了?)?[：:\\s]*'
const OF_ALL =
  '(?:第[一二三四]次的?|[上前这那]次的?|之前的?|前面的?|刚才的?|总?人数|我们?|又|重新|再|是|不好意思|[哦啊嗯][，,\\s]*)*'
/** 「第一次的人数我看错了应该是19」, 「老师说来了30人」: how she comes to know it, before the number. */
const BEFORE = [
  new RegExp(`^${OF_ALL}(?:[看写记数算填打弄搞报]错了?)[，,。\\s]*(?:总?人数)?${IS}(?=${NUMBER})`, 'u'),
  new RegExp(
    `^(?<head>[^，,。；;：:、\\d]{0,12}?(?:说|讲|写的|[看查核]了|[看查核问]过|看到|问了|核对了?|核对过|数了(?=照片|视频|名单|签到)))(?<tail>[^，,。；;：:、\\d]{0,8}?)[，,。：:\\s]*${IS}(?=${NUMBER})`,
    'u',
  ),
]
/** 「那次人数翻到签到表了 是33个」, 「找到签到表了，33人」: where the number was found, and no group of that name. */
const FOUND_ON =
  /^(?:[这那]次|当天|后来|刚才?|我|又|的|人数|去)*(?:翻|找|查|看)(?:到|出来?|了|着)+(?:当天|那天|那次|纸质)?的?(签[到名][表册本单簿]?)(?:了|啦)?[\s，,。:：]*(?:上面|上|里)?(?:一共|总共|共|写的)?(?:应该|其实|确实|就)*是?\s*(?=[\d一二两三四五六七八九十百])/u
/** 「算进去了，一共56」: that they are, before the number. */
export const COUNTED_IN =
  /^[^，,。；;\d]{0,6}?[也都没]*[算加](?:进去?|上去?|在内)了?[的呢啊]*[，,。；;\s]+(?=\D{0,4}\d)/u
/** 「签到表漏签了两个，是30」: why the list says another number, before the count. */
const LACKING =
  /^(?:[这那]次|当天|因为|我们?的?|是)*(?:签[到名]?|名单|登记)[表册本单簿]?[上里]?面?(?:有|还)?(?:[漏少忘没]+)(?:[签写填记]|登记?)?[全完了的上]*(?:[\d一二两三四五六七八九十]{1,3}[个名位人]*)?[，,。；;\s]+(?:所以|其实|实际上?|应该|一共|总共|共|加起来)*(?:是|有|来了)?\s*(?=\d)/u
/** 「人数少写了5个，一共25」 */
const MISWRITTEN =
  /^(?:人数|刚才|我|之前)*[少漏多](?:写|算|记|数|报|填)了?[\d一二两三四五六七八九十]{1,3}个?[人名位]?[，,。；;\s]+(?:所以|其实|实际上?|应该)*(?=(?:一共|总共|共|是|加起来)\D{0,2}\d)/u
/** 「现场点的，两个志愿者各点了一遍」: who counted is nobody who came. */
const COUNTERS =
  /[，,。；;（(\s]+(?:[\d一二两三四五六七八九十]{1,2}个?[位名]?)?(?:志愿者|义工|老师|社工|同事|工作人员)们?(?:各|分别|一起|都|又|反复)*(?:清?点|数)了[\d一二两三]?[遍次]?[）)。]*$/u
/** 「大人小孩加起来50多」: everybody, and no group of that name. */
const EVERYBODY =
  /^(?:大人(?:和|跟|加|带|、)?(?:小孩子?|孩子|娃)|(?:小孩子?|孩子|娃)(?:和|跟|加|、)?大人|老老少少|老老小小|男女老少|男男女女)们?(?:都|全)?(?:加起来|加在一起|合起来|算起来|算在一起|一起|一共|总共|共)?(?:是|有|来了?)?\s*(?=[约近大]?\D{0,2}[\d一二两三四五六七八九十百])/u
/** 「20人 和麦田一起的」: with whom. */
const TOGETHER_WITH =
  /(?<=\d|[个名位户家人])[，,\s]+(?:是|都是)?(?:[和跟与]\p{Script=Han}{1,8}(?:一起|共同|联合|合作|合)|联合\p{Script=Han}{1,8})(?:办|搞|做|组织|开展|去)?的?$/u
const ONE_COUNT = new RegExp(`${NUMBER}[多来几]?(?:个|[人名位户家])`, 'u')
const ENDS_IN_GROUP = new RegExp(`(?<!问[了过]?)(?:${PERSON}|机构|家庭)(?:应该|就|一共)*$`, 'u')
const HEDGED = /大概|大约|估计|差不多|左右|将近|接近|不到|至少|最多|超过|[约近]/u

const SIGNING = '(?:签[到名]?|登记)'
/** 「，签到表漏签两个」, 「（有2个没签到）」: why the list says another number, behind the count itself. */
const BEHIND = new RegExp(
  `(?<=\\d[个名位户家人次多来]{0,3}|[十百][个名位人]{1,2})[，,；;。（(\\s]+(?:(?:其中|因为|有|还有|是|当时)*(?:${SIGNING}(?:[表册本簿单])?[上里]?)?(?:有|还)?(?:[漏忘没未少]|没有)了?${SIGNING}[了的上]*\\s*(?:${NUMBER}{1,3}[个名位人]*)?|(?:其中|因为|有|还有|另有|当时)*${NUMBER}{1,3}[个名位人]*\\p{Script=Han}{0,4}?(?:[漏忘没未]|没有|忘了)${SIGNING}[了的上]*|${SIGNING}[表册本簿单][上里]?(?:面)?\\p{Script=Han}{0,4}?[漏少多重]\\p{Script=Han}{0,2}?${NUMBER}{0,3}[个名位人次]*)[了的）)。]*$`,
  'u',
)

/**
 * A count without the words that tell how she came to it: they are no group of people. How it was counted is kept where they say it. Any other text as
 * it is.
 */
export function unexplained(text: string): string {
  if (text.length > 60) return text
  const said = text
    .replace(BEHIND, '')
    .replace(COUNTERS, '')
    .replace(TOGETHER_WITH, '')
    .replace(MISWRITTEN, '')
    .replace(FOUND_ON, '按$1')
    .replace(COUNTED_IN, '')
    .replace(EVERYBODY, '')
    .replace(LACKING, '')
  const found = BEFORE.map((pattern) => pattern.exec(said)).find((one) => one !== null)
  const [why = ''] = found ?? []
  if (!why || ONE_COUNT.test(why) || HEDGED.test(why) || ENDS_IN_GROUP.test(whose(found))) return said
  const rest = said.slice(why.length)
  return basisOf(why) === 'sign_in' ? `按签到表${rest}` : rest
}

/** What would name the group, were it one. */
const whose = (found: RegExpExecArray | null | undefined): string => {
  const { head = '', tail = '' } = found?.groups ?? {}
  return tail === '' ? '' : head + tail
}
