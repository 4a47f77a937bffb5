import { closeNumbers, numberList } from '../forms/captions.js'
import { notOne } from '../forms/consent.js'
import { bare } from '../forms/prompt.js'

/** That filed pictures are not to be shown: `numbers` empty where it is not said which. `weak`: it is only said of pictures where they were just spoken of. */
export interface ObjectedLater {
  numbers: number[] | 'all'
  weak: boolean
}

const NUMERAL = '(?:\\d{1,2}|[一二三四五六七八九十]{1,3})'
const NUMBERED = new RegExp(`第?(?<list>(?:${NUMERAL}张?[、,，和~到至-]第?)*${NUMERAL})(?:张|号(?=照片|图))`, 'u')
const COUNTED = new RegExp(`有(?:那么)?${NUMERAL}张|(?<![第、和到至~-])[一两]张`, 'u')
const EVERY = /(?:照片|图片|相片)(?:我们?)?(?:都|全)|(?:所有|全部)的?(?:照片|图片|相片)|都(?:不要|别|不能)/u
const PICTURES = new RegExp(`照片|图片|相片|合影|合照|${NUMERAL}张|[这那几]张|公开|同意书`, 'u')

const WHO =
  '(?:园长|校长|院长|班主任|老师|社工|主任|书记|领导|负责人|家长|监护人|本人|妈妈?|爸爸?|父母|奶奶|爷爷|外公|外婆|家属|家里人?|家人|儿子|女儿|孩子|小孩|小朋友|老人家?|阿姨|叔叔|大爷|大妈|学生|当事人|服务对象|对方|人家|有人|[他她]们?)'
const NOT =
  '(?:别|甭|不要|不能|不可以|不许|不准|不让|不给|不想|不愿意?|不希望|不肯|不同意|不答应|不适合|不方便|先不|不(?=公开|外传|对外))'
const SHOW =
  '(?:公开|公布|发布|展示|外传|给[^，,\\s]{1,6}看|[挂发放传贴登]?(?:到|在)?(?:网上|朋友圈|公众号)|[挂发放传贴登](?:出去|出来|上去)?|上镜|上网|出镜|入镜|露脸|见报|被?(?:别人)?看到|用)'
const SOME =
  '(?:再|要|把|将|让|给|对外|往外|往|这些?|那些?|它们?|孩子|自己|[他她它]们?|样子|脸|肖像|被|的|照片|图片|合影|第|[\\d一二三四五六七八九十、和]|张|都|全)*'
const END =
  '(?:出去|出来|上去|了|的|吧|啊|哈|哦|呀|呢|嘛|比较|更|最|妥当?|稳妥|合适|保险|为?好|照片|第|[\\d一二三四五六七八九十、和]|张)*$'
const NOT_SHOWN = new RegExp(`${NOT}${SOME}${SHOW}${END}`, 'u')

const ASKED_FOR =
  '(?:赶紧|赶快|快点?|马上|立刻|尽快|务必|要求|要|非要|一定要|闹着|吵着|喊着|让|叫|请|麻烦|帮忙?|给|我们?|你们?|把|将|都|全部?|也|它|先|照片|图片|所有|全|合影|第|[\\d一二三四五六七八九十、和]|张)'
/** 「要求撤下」, 「赶紧拿掉」, 「把所有照片都撤了」: taken from where they are shown. */
const TAKEN_DOWN = new RegExp(
  `(?:^|${ASKED_FOR})(?:撤下|撤掉|撤了|撤回来?|拿掉|拿下来?|下架|下掉|摘掉|屏蔽)${END}`,
  'u',
)
/** 删 alone is a change of hers: somebody else wants it here. */
const DELETED = new RegExp(
  `${WHO}们?${ASKED_FOR}*(?:要求|要|闹着|吵着|让|叫|喊着?)${ASKED_FOR}*(?:删|去)(?:掉|除|了)?${END}`,
  'u',
)
const COMPLAINED = new RegExp(`${WHO}们?.{0,6}(?:骂|投诉|找来|找上门|生气|发火|不高兴|不乐意|有意见|反悔|闹)`, 'u')
/** 「园长说不行」. */
const SAYS_NO = new RegExp(
  `${WHO}们?(?:那边|刚才?|又|还|也|都|打电话|跟我们?|来)*(?:说|讲|觉得)?(?:不行|不可以|不同意|不让|不愿意|不合适|不好)[了的啊呢]*$`,
  'u',
)
const ALSO = new RegExp(
  `^(?:还有|另外)?第${NUMERAL}张(?:也|同样|一样)(?:是|一样|不行|不要|别|不能)?(?:的|了|吧|这样)*$`,
  'u',
)
/** What is told of an activity. */
const TOLD = /\d+[人位名个]|签到|[办开]了|举办|开展|组织了|说明|改成|[?？吗]$/u
const LONGEST = 45

/** 「第二张小朋友的家长找来了，要求撤下」, 「园长说不行」: words of those whom pictures show, heard after these were filed. */
export function objectedLater(text: string): ObjectedLater | null {
  const said = notOne(closeNumbers(bare(text)))
  if (Array.from(said).length > LONGEST || TOLD.test(said)) return null
  if (ALSO.test(said)) return { numbers: numbersIn(said), weak: true }
  const clauses = said.split(/[，,；;。！!\s]+/u).filter(Boolean)
  const is = (...patterns: RegExp[]) => clauses.some((clause) => patterns.some((pattern) => pattern.test(clause)))
  const ofPictures = PICTURES.test(said) || /上镜|出镜|入镜|露脸|肖像|样子|公众号|朋友圈|网上/u.test(said)
  const strong = ofPictures && is(NOT_SHOWN, TAKEN_DOWN, DELETED, COMPLAINED, SAYS_NO)
  if (!strong && !is(SAYS_NO)) return null
  return { numbers: EVERY.test(said) ? 'all' : numbersIn(said), weak: !strong }
}

const numbersIn = (said: string): number[] =>
  COUNTED.test(said)
    ? []
    : numberList((NUMBERED.exec(said)?.groups?.['list'] ?? '').replace(/张/gu, '').replace(/[、,，]?第/gu, '、'))

const CALLED = [
  /^(?<of>[\u4e00-\u9fff]{2,6}?)[那这]张/u,
  /^(?:把|请|那个?|之前|上次|上回|昨天交的|别把)*(?<of>[^，,。\s第\d]{2,14}?)(?:里头?|中)?的?(?:那张|这张)?(?:照片|图片|相片)/u,
  /^(?:把|请|那个?|之前|上次|上回)*(?<of>[^，,。\s第\d]{2,14}?)(?:里头?|中)?的?(?=第)/u,
  /[那这]张(?<of>[\u4e00-\u9fff]{2,6}?)(?:的?照片)?(?=别|不|要|给|家长|本人|先|赶|拿|撤|$)/u,
]

/** What may be the name of a record, of a grantee or of who is seen: 「青云社第3张照片」, 「那张合影」; '' where there is none. */
export const mayBeCalled = (text: string): string => {
  const said = bare(text)
  return CALLED.map((pattern) => pattern.exec(said)?.groups?.['of'] ?? '').find((of) => of !== '') ?? ''
}
