import { closeNumbers, numberList } from '../forms/captions.js'
import { bare } from '../forms/prompt.js'

const NUMERAL = '(?:\\d{1,2}|[一二三四五六七八九十]{1,3})'
/** 「园长说不行」: it may be of anything. */
const SAYS_NO =
  /(?:园长|校长|院长|班主任|老师|社工|主任|书记|领导|负责人|家长|监护人|本人|妈妈?|爸爸?|父母|奶奶|爷爷|家属|家里人?|家人|孩子|对方|人家|[他她]们?)们?(?:那边|刚才?|又|还|也|都|打电话|跟我们?|来)*(?:说|讲|觉得)?(?:不行|不可以|不同意|不让|不愿意|不合适|不好)[了的啊呢]*$/u
/** 「第一张也是」. */
const ALSO = new RegExp(
  `^(?:还有|另外)?第(?<list>${NUMERAL})张(?:也|同样|一样)(?:是|一样|不行|不要|别|不能)?(?:的|了|吧|这样)*$`,
  'u',
)
/** What is told of an activity. */
export const TOLD = /\d+[人位名个]|签到|[办开]了|举办|开展|组织了|说明|改成|[?？吗]$/u
const LONGEST = 45

/** What is said of pictures only where they were just spoken of: of these numbers, or it is not said of which. Null where it is none of it. */
export function saidOfShown(text: string): number[] | null {
  const said = closeNumbers(bare(text))
  if (Array.from(said).length > LONGEST || TOLD.test(said)) return null
  const also = ALSO.exec(said)?.groups?.['list']
  if (also !== undefined) return numberList(also)
  return SAYS_NO.test(said) ? [] : null
}

const CALLED = [
  /^(?<of>(?:(?![了的说不没别要我他她等对这那好请有家孩])\p{L}){2,12})[\s，,]+(?=第[\d一二三四五六七八九十]+张)/u,
  /^(?![有那这第别不昨我他她照把请上])(?<of>[\u4e00-\u9fff]{2,8}?)的(?:那个)?(?:家长|妈妈|爸爸|奶奶|爷爷|老人|孩子|阿姨|大[爷妈姐叔])/u,
  /^(?:把|请|那个|[那这]张)*(?<of>[\u4e00-\u9fff]{0,4}?合[影照])(?=[撤拿取摘删下别不])/u,
  /^(?:把|请|那个)*(?<of>[\u4e00-\u9fff]{2,6}?)[那这]张/u,
  /^(?:把|请|那个?|之前|上次|上回|昨天交的|别把)*(?<of>[^，,。\s第\d]{2,14}?)(?:里头?|中)?的?(?:那张|这张)?(?:照片|图片|相片)/u,
  /^(?:把|请|那个?|之前|上次|上回)*(?<of>[^，,。\s第\d]{2,14}?)(?:里头?|中)?的?(?=第)/u,
  /[那这]张(?<of>[\u4e00-\u9fff]{2,6}?)(?:的?照片)?(?=别|不|要|给|家长|本人|先|赶|拿|撤|$)/u,
]

/** 「青云社昨天那份」. */
const THAT_ONE = /(?:昨天|今天|那天|前天|上次|之前)?(?:交|发)?的?[那这][份次场回个]$/u

/** What may be the name of a record, of a grantee or of who is seen: 「青云社第3张照片」, 「那张合影」; '' where there is none. */
export const mayBeCalled = (text: string): string => {
  const said = bare(text)
  const of = CALLED.map((pattern) => pattern.exec(said)?.groups?.['of'] ?? '').find((one) => one !== '') ?? ''
  return of.replace(THAT_ONE, '')
}
