import { closeNumbers, numberList } from './captions.js'
import { type Consent, saidOfThem } from './consent.js'
import { notOne } from './not-one.js'
import { saidInWords, UNSIGNED } from './consent-in-words.js'
import { onlyThese } from './objection.js'
import { bare } from './prompt.js'

/** What is said of showing pictures: of some by their numbers, and of the others (where none are named of all); null where nothing is. */
export interface ShownSaid {
  each: Map<number, Consent>
  rest: Consent | null
  /** `rest` is not said of these: 「除了第三张都别用」. */
  but?: number[]
}

const NUMERAL = '[0-9一二三四五六七八九十]{1,3}'
const NUMBERS = `第?${NUMERAL}(?:\\s*张?\\s*(?:[-—~到至、,，和跟及还有]+|\\s)\\s*第?${NUMERAL})*`
const WHO =
  '(?:未成年人?|小孩子?|小?娃娃?|孩子|儿童|小朋友|小学生|学生|同学|老人|长者|残障人士|残疾人|残障朋友|服务对象|病友|病人|家长|人脸|[正露]?脸|人)们?'
/** 「有小孩的」, 「孩子们的」, 「拍到脸的」: which pictures, and none that a number tells. */
const OF_WHOM = `(?:(?:里面?)?(?:只要|凡是)?(?:是|带|含|拍到|拍了)?有?${WHO}(?:在里面)?的?)`
const THESE =
  '(?:这些|这几张|这[批组次]|那些|那几张|上面|刚才|刚刚|刚|我|们|发|传|交|拍|所有|全部|全|都|一律|统统|活动|现场|上|给你|过去|的)*'
const PICTURES = '(?:照片|图片|相片|照|[几这那]张|图)'
const NOT =
  '(?:不要|别|甭|不能|不可以?|不许|不准|不想|不希望|不愿意?|不同意|不方便|不便|不适合|不宜|不得|不让|不用|先不|暂不|不|勿|禁止)'
const BETWEEN = '(?:要|再|会|给我|帮我|让|随便|随意|拿去|对外|往外|向外|到处|全|都|被|给|出去|拿|先)*'
const WHERE =
  '(?:网上?|网络上?|外面|外网|朋友圈|公众号|推文|平台|视频号|抖音|群|报纸?|媒体|材料|宣传册?)(?:里面?|上面?|去)?'
const SHOW = `(?:公开|公布|公示|发布|发表|展示|外传|外发|外流|外泄|流出去?|曝光|上网|上传网上|上(?:公众号|朋友圈|报|推文|新闻)|(?:发|放|传|贴|登|挂|流|用)(?:到|在|上|进)?(?:出去|出来|${WHERE})|给(?:别人|外人|外面|人|大家)(?:看|用)|(?:用来|用于|用作|拿来)(?:对外)?宣传|对外(?:用|发|使用|宣传)?)`
const END = '(?:出去|出来|了|的|吧|啊|哈|哦|呀|呢|嘛|哟|可以吗|好吗|行吗|行不行|好不好|谢谢你?|就行|就好|为好|[?？])*'
const ASKS = '(?:麻烦你?|请|能不能|可不可以|可以|能|最好|还是|就|先|一定|千万|暂时|记得|注意|也|要求|希望|想|我们?|那)*'

/** 「有个家长现在」, 「孩子妈妈打电话说」: who does not want it, as nobody's name. */
const PERSON = `(?:${WHO}|监护人|本人|当事人|妈妈?|爸爸?|奶奶|爷爷|他们?|她们?|对方)`
const OBJECTOR = `(?:(?:其中)?(?:有的?|那|这)?(?:一?[个位名]|些)?${PERSON}的?){1,3}(?:现在|后来|刚才|今天|打电话|来电话?了?|又|也|都|来|跟我们?|说)*`

/** 「孩子的照片不要公开」, 「这些都别发到网上」: the sentence, and whose pictures it is of. */
const WISH = new RegExp(
  `^${ASKS}(?:把|将)?(?<of>${THESE}${OF_WHOM}{0,2}${THESE}${PICTURES}?)${THESE}${ASKS}${NOT}${BETWEEN}${SHOW}${END}$`,
  'u',
)
/** 「照片不要用了」; 「不要了」 takes pictures out. */
const NOT_USED = new RegExp(
  `^${ASKS}(?:把|将)?(?<of>${THESE}${OF_WHOM}{0,2}${THESE}${PICTURES})${THESE}${ASKS}(?:不要|别|不能|不可以|不许|不让)再?用${END}$`,
  'u',
)
/** 「不要公开小孩的照片」, 「家长不同意公开照片了」, 「别把孩子的照片发出去」. */
const WISH_BEFORE = [
  new RegExp(
    `^${ASKS}(?:${OBJECTOR})?${NOT}${BETWEEN}${SHOW}(?<of>${THESE}${OF_WHOM}{0,2}${THESE}${PICTURES}?)${END}$`,
    'u',
  ),
  new RegExp(
    `^${ASKS}(?:${OBJECTOR})?${NOT}${BETWEEN}(?:把|将)(?<of>${THESE}${OF_WHOM}{0,2}${THESE}${PICTURES}?)${BETWEEN}${SHOW}${END}$`,
    'u',
  ),
  // 「家长不愿意孩子的照片公开」.
  new RegExp(
    `^${ASKS}${OBJECTOR}${NOT}${BETWEEN}(?<of>${THESE}${OF_WHOM}{0,2}${THESE}${PICTURES})${BETWEEN}${SHOW}${END}$`,
    'u',
  ),
]
/** 「王老师不同意公开了」: a name before it. */
const BY_NAME = new RegExp(
  `^(?<who>\\p{L}{2,10}?)(?:${OBJECTOR}|现在|后来|又|也|说)*(?:不再?(?:同意|愿意?|想|让|许|肯)|反悔)[，,]?(?:不让|不想|不愿意?)?再?${BETWEEN}(?:(?:把|将)?(?:自己|他|她|本人)?的?${PICTURES}?${BETWEEN}${SHOW}|${SHOW}(?:自己|他|她|本人|有他|有她)?的?${PICTURES}?)${END}$`,
  'u',
)
const NOBODY = new RegExp(`^(?:${OBJECTOR})?(?:我们?|你们?|大家|谁|${THESE}${PICTURES})?$`, 'u')
/** 「只存档」, 「仅限内部看」. */
const KEPT_INSIDE = new RegExp(
  `^${ASKS}(?<of>${THESE}${OF_WHOM}{0,2}${THESE}${PICTURES}?)${THESE}(?:只|仅|就)(?:供|限|作|做|能|可以|用于|给你们|你们)*(?:内部|存档|留档|存底|留底|自己|留存)(?:使用|用|看|参考|存档|资料|就行|就好)*${END}$`,
  'u',
)
/** 「照片请保密」. */
const SECRET = new RegExp(
  `^${ASKS}(?<of>${THESE}${OF_WHOM}{0,2}${THESE}${PICTURES})${THESE}${ASKS}(?:需要)?(?:保密|不外传)${END}$`,
  'u',
)
const IN_ENGLISH =
  /^(?:please )?(?:do not|don't|never|not) (?:make|show|publish|share|post|put)\b.*\b(?:photos?|pictures?|them)\b.*$|^(?:please )?.*\b(?:photos?|pictures?)\b.* (?:not|never|n't) (?:be |to be )?(?:made )?(?:public|shown|shared|published|posted).*$|^(?:please )?keep .*\b(?:photos?|pictures?)\b.* (?:private|internal)\W*$/u

/** Why, beside the wish: 「有孩子」, 「家长不同意」, 「怕影响不好」. */
const REASON = new RegExp(
  `^(?:因为|里面|照片里?|其中|毕竟|都|主要)*(?:是|有|拍到了?|涉及|怕|担心|保护|为了|考虑到|注意)?[^\\d]{0,4}(?:${WHO}|隐私|肖像|影响|安全|敏感)[^\\d]{0,8}$`,
  'u',
)
const POLITE =
  /^(?:麻烦了?|谢谢你?|拜托了?|辛苦了?|好吗|可以吗|行吗|你好|那个|对了|等等|等一下|还有|另外|注意|记得|哦|嗯|好的?)$/u

const OTHERS =
  /^(?:但是?|不过|那|而)?(?:其[他它余]|剩下|余下|剩余|别的|另外)的?(?:那?几张|那些|照片|图片|人|这些|的)*(?<words>.+)$/u
/** 「其中一张不能公开」 says how many, and of none which. */
const NUMBERED = new RegExp(
  `^(?:但是?|不过|就|只有|除了?|把|其中|照片|图片|的)*(?![一两]张)(?<list>${NUMBERS})\\s*(?:张|号(?=照片|图片|的?家长))?(?:照片|图片)?(?:的|那张)?(?<words>.*)$`,
  'u',
)
/** 「合影可以公开」 beside the wish: which that is she is asked by number. */
const ALLOWED = /^\D{1,12}(?:可以|能)(?:用|公开|发布?|展示)?的?$/u
const MAY =
  /^(?:都|全|全部|就)*(?:可以|能|行|好|没事|没关系|无所谓|随便|随意|没问题|ok|公开)(?:用|公开|发|发布|展示|的|了|吧)*$/u
const ALL_MAY = /^(?:照片|图片)?(?:都|全都?|全部)(?:可以|能|同意)(?:公开|发布?|展示)?[的了]?$/u
/** Something is said of showing them at all. */
const OF_SHOWING = new RegExp(
  `${SHOW}|(?:要|别|能|可以|许|让)再?用|同意|授权|存档|留档|内部|保密|public|publish|shown?|shar|post|private|internal`,
  'u',
)
const ASKED = /为什么|怎么|什么时候|会不会|[是有]没有/u
/** Pictures, or whom they show. */
const NAMED = new RegExp(`照片|图片|相片|张|都|全部|所有|${WHO}`, 'u')
const LONGEST = 60

const numbersOf = (list: string): number[] => numberList(list.replace(/还有|跟|及|\s+/gu, '、').replace(/、+/gu, '、'))

/** 「有个孩子家长没签字」; 「2人没签字」 counts people. */
const isUnsigned = (words: string): boolean =>
  UNSIGNED.test(words) && !words.startsWith('人') && saidInWords(words) === 'not_given'

const WHICH_ARE = new RegExp(`^(?<words>\\D{2,20}?)的(?:就|只)?[是有](?<list>${NUMBERS})\\s*张?(?:照片)?$`, 'u')
/** 「家长没签字的是第3张」 as 「第3张家长没签字」. */
const numbersFirst = (clause: string): string => {
  const { words = '', list = '' } = WHICH_ARE.exec(clause)?.groups ?? {}
  return isUnsigned(words) ? `${list}张${words}` : clause
}

const consentOf = (words: string): Consent | null => {
  const said = words.replace(/^(?:那|就|的|是)+/u, '')
  return (
    (/^(?:除外|不算)[了的吧]*$/u.test(said) || WISH.test(said) || KEPT_INSIDE.test(said) || isUnsigned(said)
      ? 'not_given'
      : saidOfThem(said)) ?? (MAY.test(said) ? 'given' : null)
  )
}

const BEFORE_NUMBER = new RegExp(`(?<=(?:公开|可以|同意|发布|展示|签字?)了?)(?=第?${NUMERAL}(?:张|[、和]))`, 'gu')
/** Clauses at signs, before 其他, and before a number behind words: 「4、9不要公开其他可以」. */
const clausesOf = (text: string): string[] =>
  notOne(text)
    .replace(/(?<=[\u4e00-\u9fff])(?=(?:但是?|不过)?(?:其[他它余]|剩下|余下|剩余|别的)的?)/gu, '，')
    .replace(BEFORE_NUMBER, '，')
    .split(/[，,；;。！!\n]+|\s+(?!\s*\d)|(?<=[^\d\s、第])\s+(?=第?\d)/u)
    .map((clause) => numbersFirst(clause.trim()))
    .filter(Boolean)

/** 「小孩的照片别公开」 as all that a clause is. */
const isWish = (clause: string): boolean =>
  [WISH, NOT_USED, ...WISH_BEFORE, KEPT_INSIDE, SECRET].some((pattern) => pattern.test(clause))

/**
 * 「小孩的照片别公开」, 「第4张和第9张不要公开 其他可以」: what a message, and nothing else in it, says of which pictures may be shown. Which of them show
 * a child only she knows: all are meant. `named` of it: pictures are spoken of, so that it is said of them wherever it is said.
 */
export function readShown(text: string): (ShownSaid & { named: boolean }) | null {
  const plain = closeNumbers(bare(text)).toLowerCase()
  const only = onlyThese(text)
  if (only) return { each: new Map(), rest: 'not_given', but: only, named: true }
  if (plain.length > LONGEST || !(OF_SHOWING.test(plain) || UNSIGNED.test(plain)) || ASKED.test(plain)) return null
  if (IN_ENGLISH.test(plain)) return { each: new Map(), rest: 'not_given', named: true }
  const each = new Map<number, Consent>()
  let rest: Consent | null = null
  let whole = false
  let all: Consent | null = null
  /** Numbers whose words come in the next clause: 「第4张，第9张不要公开」. */
  let open: number[] = []
  for (const clause of clausesOf(plain)) {
    const others = OTHERS.exec(clause)?.groups?.['words']
    const { list, words = '' } = NUMBERED.exec(clause)?.groups ?? {}
    const numbers = list === undefined ? [] : numbersOf(list)
    const consent = others !== undefined ? consentOf(others) : numbers.length > 0 ? consentOf(words) : null
    if (numbers.length > 0 && words === '') open = [...open, ...numbers]
    else if (others !== undefined && consent !== null) rest = consent
    else if (consent !== null || (open.length > 0 && isWish(clause))) {
      for (const number of [...open, ...numbers]) each.set(number, consent ?? 'not_given')
      open = []
    } else if (ALL_MAY.test(clause)) all = 'given'
    else if (isWish(clause)) whole = true
    else if (!POLITE.test(clause) && !REASON.test(clause) && !ALLOWED.test(clause)) return null
  }
  if (open.length > 0) return null
  // 「孩子的别公开，其他可以」: which are which she did not say.
  if (whole) rest = 'not_given'
  // 「都可以公开，第2张除外」.
  else if (each.size > 0) rest ??= all
  // That all may be shown is said of a question; only what keeps some back is heard anywhere.
  const keeps = [...each.values(), rest].includes('not_given')
  return keeps ? { each, rest, named: each.size > 0 || NAMED.test(plain) } : null
}

const SOME =
  /^(?:我们?|这些|那些|刚才|刚刚|发|传|的|照片|图片|里面?|其中|中|但是?|不过)*(?:有(?:那么)?[\d一二两三四五六七八九几]{1,2}|[一两几])张(?:照片)?(?:里面?)?(?:的|有)?(?<words>.+)$/u

/** 「有一张家长不同意公开」, 「大部分同意，有两家没回」: that there are such, and not which. */
export const someNotShown = (text: string): boolean =>
  saidInWords(bare(text)) === 'some' ||
  clausesOf(bare(text)).some((clause) => {
    const words = SOME.exec(clause)?.groups?.['words']
    return words !== undefined && consentOf(words) === 'not_given'
  })

/** What is left of 「小明妈妈」, 「家长说」 without those who only speak for somebody: a name, or ''. */
export const withoutObjector = (who: string): string =>
  NOBODY.test(who) ? '' : who.replace(new RegExp(`的?${OBJECTOR}$`, 'u'), '')

/** 「王老师不同意公开了」: who of those that pictures show does not want it any more, by a name; null where a message is anything else. */
export function whoObjects(text: string): string | null {
  const plain = bare(text)
  const who = plain.length > LONGEST || !/不|反悔/u.test(plain) ? undefined : BY_NAME.exec(plain)?.groups?.['who']
  // 「有两张家长不同意公开了」 names nobody.
  const name = who === undefined ? '' : withoutObjector(who)
  return name === '' || name.endsWith('张') ? null : name
}

const ONLY_NUMBERS =
  /^(?:是|就是)*(?<list>第?[\d一二三四五六七八九十][\d一二三四五六七八九十第张、,，和到~-]*)(?:照片)?$/u
/** 「第3张」, 「3、5」 as all that is said: these. */
export const onlyNumbers = (text: string): number[] =>
  numberList(ONLY_NUMBERS.exec(closeNumbers(bare(text)).replace(/(?<=\d)\s+(?=第?\d)/gu, '、'))?.groups?.['list'] ?? '')
