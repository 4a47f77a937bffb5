import { closeNumbers, numberList } from './captions.js'
import { notOne } from './not-one.js'
import { saidInWords, withoutNobodyRefused } from './consent-in-words.js'
import { readNumber } from '../kernel/numeral.js'
import { bare } from './prompt.js'

/**
 * What somebody does not want shown: pictures by their numbers, all, or it is not said which. `named`: it speaks of pictures or of publishing;
 * `later`: as one does only of pictures that are there already.
 */
export interface Objection {
  numbers: number[] | 'all'
  named: boolean
  later: boolean
  /** 「最后一张」, 「前两张」: which that is tells the album. */
  at?: { end: 'first' | 'last'; many: number }
}

/** Those who may not want to be seen, and those who speak for them. */
const WHO =
  '(?:家长|监护人|本人|爸妈|妈妈?|爸爸?|父母|奶奶|爷爷|外公|外婆|儿子|女儿|大[爷妈姐哥叔婶娘]|阿姨|叔叔|伯伯|姑娘|家属|家里人?|那家|一家|家人|有人|孩子|小孩|小朋友|老人家?|长者|学员|居民|村民|病友|病人|患者|受[访助]者|[男女][孩生]|宝宝|娃娃?|阿[婆公]|婆婆|姥[姥爷]|妇女|学生|同学|当事人|服务对象|的人|对方|人家|[那这有][一几]?[个位名些](?:人|\\p{Script=Han}{0,3})?|[他她]们?)'
const SINCE = '(?:现在|后来|刚才?|又|还|也|都|就|在|说|打电话|来电话|回我|跟我们?|不太|有点|有些|那边|突然)*'
const NO =
  '(?:没有?(?:问|同意|签|答应|授权)|不(?:太|大|再)?(?:同意|愿意?|让|许|肯|想|行|可以|给|乐意|答应)|反悔|有意见|(?<!不)介意|拒绝|不(?:太|很)?高兴|生气)'
const SHOW =
  '(?:公开|公布|发布|展示|外传|外发|外放|往外[放传发]|传出|曝光|见报|登报|上网|挂(?:网上|出)|露(?:[脸面]|正脸|出来?)|[出入上]镜|上(?:报|电视|朋友圈|公众号|新闻|网站)|对外|给[^，,\\s]{1,6}[看用]|被?看到|出现在?(?:网上|公众号|照片)(?:里|上)?|拍到?(?:正?脸|人)|(?:发|放|传|登|挂|贴)?(?:到|在|上)?(?:网上|朋友圈|公众号|群里)|朋友圈|发|放|用|传|登|拍|挂|贴|宣传)'
const REST = `(?:了|的|过|呢|啊|吧|呀|再|让|给|说|把|他|她|孩子|自己|照片|${SHOW}|出去|出来|上去|到?网上|公众号|签|字)*$`
const THEY_OBJECT = new RegExp(`${WHO}们?[^\\d]{0,6}?${SINCE}${NO}${REST}`, 'u')
const NOT_TO = new RegExp(
  `(?:别|不要|不能|不可以|不许|不准|不让|不给|不想|不肯|不愿意?|不得|不宜|甭|先不|暂不|禁止|不方便|不希望|不适合|不同意|不答应)(?:再|要|都|全|先|被|让|给我|[让给]?(?:人|大家|他|她|孩子)|[把将][他她它]?|对外|往外|随便|[这那]些?|自己|样子|[脸的]|照片|图片|合影|第?[\\d一二三四五六七八九十、和]+张)*${SHOW}(?:出去|出来|上去|到?网上|朋友圈|公众号|[微信]?群里?|[了吧啊哈哦呀嘛的]|孩子|老人|[他她]们?|自己|合影|比较|[更最]|妥当?|稳妥|合适|保险|为?好|第?[\\d一二三四五六七八九十、和]+张|这几?张|那几?张|照片)*$|不(?:再|对外)*(?:公开|外传)(?:[了吧啊哈哦呀嘛的]|第?[\\d一二三四五六七八九十、和]+张|照片)*$`,
  'u',
)
/** 「收据只给你们看」, 「仅供你们核对」, 「不对外」. */
const FOR_YOU_ALONE =
  /(?:只|仅|就)(?:是|能|可以)?(?:给|供|限|让|发给)(?:你们|您|你|枢纽|中心|基金会|工作人员|内部|自己人?|审核|核对|存档)(?:们|内部|自己|那边|审核|核对|存档|留底|看|用|参考|的|了|就行|就好|即可|哦|啊)*$|内部(?:存档|留[底存档]|看|使?用|参考)(?:一下)?(?:就|即)(?:行|好|可以|可)了?$|不对外$/u
const TAKEN_BACK = /撤(?:回|销|掉|了)?的?[^，,。]{0,2}(?:同意|授权)|(?:同意|授权)(?:书)?都?(?:撤|收回|作废)|照片都?撤/u
const LEFT_OUT = /(?:张|号照片|号图|^照片)(?:照片)?(?:除外|不行|不可以|不算|先?等等|先?等一?下|再?问问)[了的吧]*$/u

const END = '[了的吧啊呢哈哦呀嘛]*$'
/** What is said of nothing but showing somebody: 「要打码」, 「脸遮一下」, 「请保密」, 「说不想露脸」. */
const HIDDEN = new RegExp(
  `(?:正?脸|头像?|面部).{0,3}(?:遮|挡(?:住|一下|掉)|打码|模糊|糊掉|抹掉)|遮(?:一下|住|上)?(?:他|她|孩子|人)?的?(?:正?脸|面部)|打(?:个|上|一下)?(?:码|马赛克)|(?:去掉|[Pp抹涂糊]掉?)[^，,]{0,3}正?脸|(?:怕|不想|担心|不愿意?)被?(?:别人|熟人|人)?(?:认出来?|看到|看见)|(?:要求?|希望|想)匿名|(?:^|说|[要请得先都]|需要|身份|照片)保密(?:一下|处理)?${END}`,
  'u',
)
/** Not asked: 「没跟家里打过招呼」, 「那个大姐没点头」. 「没问题」 is none. */
const NOT_ASKED = new RegExp(
  `(?:没有?|未|忘了?)(?:来得及|去|再|跟|和|向|给|经过?|${WHO})*(?:问过?(?!题)|打过?招呼|点头|松口|征求|征得|商量|授权|允许|答应|表态)(?:过|意见|同意|人家|${WHO})*${END}|(?:没有?|未|不肯|不愿意?)(?:去|肯|交|给|来得及)*签?(?:授权|同意)书${END}|没法(?:问|联系|征求|征得)|联系不[上到]|没有?回(?:我|话|复|信|音|消息)+${END}`,
  'u',
)
/** Of somebody or of a picture: 「第一张不肯」, 「大爷改主意了」, 「5那张撤下来」, 「第一张也算了」. 「老人不介意」 is none. */
const OF_ONE = new RegExp(
  `(?:不(?:太|大|再)?(?:肯|让|许|行|愿意?|乐意|干|答应|同意|可以|点头|方便)|(?<![不没无别])(?:反悔|后悔|变卦|改(?:了)?主意|投诉|介意|犹豫|有意见|有顾虑|骂(?:人|我们?|过来)?|找来|找上门|发火)|[截裁]掉|(?:也|就|还是|都)?算了)${END}`,
  'u',
)
/** 「家长说删掉」, 「奶奶闹着要删」: whoever asks for that wants it shown nowhere. */
const ASKED_OUT = new RegExp(
  `${WHO}[^\\d，,]{0,6}(?:说|要求?|非要|让|叫|[闹吵喊]着?)[^，,]{0,8}(?:[删撤](?:掉|下来?|了|除)?|(?:拿|去)(?:掉|下来?|除)|[截裁](?:掉|了))${END}`,
  'u',
)
/** 「合影撤掉吧」, 「赶紧拿掉」, of a picture: from where it is shown. 「园长说不合适」. */
const TAKEN_DOWN = new RegExp(
  `(?:(?:撤|拿|取|摘)(?:下来?|掉)|撤(?:了|回来?)?|下(?:架|掉)|屏蔽|(?:让|叫|要求?|非要)[^，,]{0,8}[删去](?:掉|了|除)|(?:说|讲|觉得)不太?(?:合适|好))${END}`,
  'u',
)

const NUMERAL = '(?:\\d{1,2}|[一二三四五六七八九十]{1,3})'
const NUMBERED = new RegExp(
  `(?<![月年.\\d])(?:第|(?![一两]张))(?<list>(?:${NUMERAL}张?(?:[-~到至、和]第?|第))*${NUMERAL})(?:[那这]?张|号(?![楼线院厅馆店台门晚早上下]))`,
  'u',
)
/** 「3是王奶奶，她说不要登报」: what she writes to a picture begins with its number. */
const CAPTIONED = new RegExp(`^(?:照片)?第?(?<list>(?:${NUMERAL}[-~到至、和])*${NUMERAL})(?:张|号)?都?是`, 'u')
/** Of a picture, while somebody is still to be asked: 「第2张等家长回复」, 「我再问问家长照片的事」. */
const PENDING = new RegExp(
  `等[着到]?${WHO}[^，,]{0,4}(?:回[复话音信]|答复|同意|消息|点头|确认)|再(?:去|跟|和)?(?:问问?|确认)(?:一下)?${WHO}`,
  'u',
)
const OF_PICTURES =
  /照片|图片|相片|合影|合照|公开|[\d一二两三四五六七八九十几这那]张|[同授][意权]书|[露遮]脸|正脸|[出入上]镜|打码|马赛克|朋友圈|公众号|登报|见报|外传|往外[放传发]|传出去|上网|网上/u
/** 「亲子营的照片」: of a record by its name, which is for who knows the names to find. */
const OF_RECORD = /^(?:把|请|那个?)*(?<of>[^，,。\s]{2,14}?)(?:里|中)?的照片/u
const NO_NAME = new RegExp(
  `^(?:[这本]次|这回|说|讲|觉得|刚才|刚刚|这些|那些|上面|我们?|你们?|发|交|传|拍|上|给|活动|现场|里面?|今天|昨天|那天|当天|有些?|几|全部|所有|其中|第|张|\\d|个|的|们|${WHO.slice(3, -1)})*$`,
  'u',
)
const LONGEST = 60

const numbersIn = (clause: string | undefined, pattern = NUMBERED): number[] =>
  numberList(
    (pattern.exec(clause ?? '')?.groups?.['list'] ?? '').replace(/[那这]?张/gu, '').replace(/[、和]?第/gu, '、'),
  )

const ASKS = /(?:[?？吗]|行不行|好不好|可不可以)$/u
/** 「能不能别公开」 is a wish. */
const ASKS_FOR = /能不能|可不可以|能否|可以.{0,6}(?:别|不)|(?:别|不要)/u
const OF_ONES = new RegExp(
  `${NUMBERED.source}|${CAPTIONED.source}|照片|图片|相片|合影|合照|[这那]张`.replaceAll('?<list>', '?:'),
  'u',
)
const OF_SOMEBODY = new RegExp(`${WHO}|${OF_ONES.source}`, 'u')

/** One of these is in all that objects: what has none is not read. */
const MAY =
  /[不没未别甭禁反悔拒气介意顾只仅供你您内审撤收废除等问删拿取摘截裁掉架屏遮挡码马糊抹涂脸密怕匿忘联变改投犹算骂找火担]/u

/** Whether a clause objects, in a message that is of `nobody`, of somebody, or of a picture. */
const clauseObjects = (clause: string, of: 'nobody' | 'somebody' | 'picture'): boolean =>
  [THEY_OBJECT, NOT_TO, FOR_YOU_ALONE, TAKEN_BACK, LEFT_OUT, ASKED_OUT].some((pattern) => pattern.test(clause)) ||
  (of !== 'nobody' && [HIDDEN, NOT_ASKED, OF_ONE].some((pattern) => pattern.test(clause))) ||
  (of === 'picture' && [TAKEN_DOWN, PENDING].some((pattern) => pattern.test(clause)))

const ofWhat = (text: string) => (OF_ONES.test(text) ? 'picture' : OF_SOMEBODY.test(text) ? 'somebody' : 'nobody')

/** 「第一张跟第三张」, 「第1张，第3张」: what stands between their numbers. */
const BETWEEN =
  /(?<=[\d一二三四五六七八九十]张?)(?:以?及|跟|与|还有|[，,\s]+)(?=第?[\d一二三四五六七八九十]{1,3}(?:张|[、和跟]))/gu

/** A message with the clauses that object apart from the others, which may be a caption or a sentence: 「4 社工」, 「但第3张别用」. */
function objecting(text: string): { clauses: string[]; objects: boolean[] } {
  const clauses = notOne(closeNumbers(text))
    .replace(BETWEEN, '和')
    .split(/[，,；;。！!\s]+/u)
    .filter(Boolean)
  const of = ofWhat(text)
  return { clauses, objects: clauses.map((clause) => clauseObjects(clause, of)) }
}

/** The message without what objects in it: 「20人签到，有些家长不愿意孩子露脸」. */
export function besideObjection(text: string): string {
  const { clauses, objects } = objecting(text)
  return clauses
    .reduce((left, clause, i) => (objects[i] ? left.replace(clause, '') : left), closeNumbers(text))
    .replace(/^[，,；;。！!\s]+|[，,；;。\s]*(?:但是?|不过)?[，,；;。！!\s]*$/gu, '')
}

/** What of such words speaks of pictures in a story: 「上网」 and 「公开课」 are of anything. */
const SEEN = /照片|图片|相片|合影|合照|拍照|[露正]脸|[出入上]镜|打码|肖像|朋友圈|公众号|网上/u
/** Cheap, before it is read. */
const MAY_OBJECT =
  /[照相合露镜脸码像圈众网][^]*[不没未别撤删改悔码遮]|[不没未别撤删改悔码遮][^]*[照相合露镜脸码像圈众网]/u

/**
 * The same in what she tells at length, where a sentence of it speaks of pictures: 「…大家合影留念，有位妈妈说孩子的照片不想放到网上，我们答应了…」. Null
 * where none does.
 */
export function objectionTold(text: string): Objection | null {
  if (!MAY_OBJECT.test(text)) return null
  for (const sentence of text.split(/(?<=[。！!？?；;\n])/u)) {
    if (!SEEN.test(sentence) || ASKS.test(sentence)) continue
    const { clauses, objects } = objecting(sentence)
    const at = clauses.findIndex((clause, i) => objects[i] && (SEEN.test(clause) || SEEN.test(clauses[i - 1] ?? '')))
    if (at >= 0) return objectionIn(clauses, objects, at, sentence)
  }
  return null
}

/**
 * That some picture is not to be shown, in whatever words: 「就第4张那个孩子家长没问」, 「第2张别发」, 「孩子妈妈反悔了」, 「把同意撤了」. It is asked where nothing
 * reads the sentence in full: in doubt a picture is not public. Null where it objects to nothing, or asks,
 * and where it is of a record by its name, unless such are looked for (`byName`).
 */
export function objection(text: string, byName = false): Objection | null {
  if (!MAY.test(text)) return null
  const said = notOne(closeNumbers(bare(withoutNobodyRefused(text))))
  if (said.length > LONGEST) return objectionTold(text)
  const of = OF_RECORD.exec(said)?.groups?.['of']
  const asks = ASKS.test(said) && !ASKS_FOR.test(said)
  if (asks || (!byName && of !== undefined && !NO_NAME.test(of))) return null
  const { clauses, objects } = objecting(said.replace(ASKS, ''))
  const at = objects.indexOf(true)
  return at < 0 ? null : objectionIn(clauses, objects, at, said)
}

/** Words that take back what was allowed. */
const NO_LONGER = /反悔|后悔|变卦|主意|投诉|骂|找来|找上门|发火/u

const PLACE = /(?:(?<end>最后|末尾|最前|最开头)面?的?[一1]?|(?<side>前|后)面?的?(?<many>[\d一二两三四五六七八九]))张/u
function placeIn(clause: string): Objection['at'] | null {
  const { end, side = '', many = '一' } = PLACE.exec(clause)?.groups ?? {}
  const count = readNumber(many)
  if ((!end && !side) || count === null) return null
  return { end: /后|末/u.test(end ?? side) ? 'last' : 'first', many: count }
}

function objectionIn(clauses: string[], objects: boolean[], index: number, said: string): Objection {
  const clause = clauses[index] ?? ''
  const own = clauses.flatMap((one, i) => (objects[i] ? numbersIn(one) : []))
  // Of which it is said stands before it, else behind it: 「有位阿姨介意，1号」.
  const near = [...clauses.slice(0, index).toReversed(), ...clauses.slice(index + 1)]
  const found = [NUMBERED, CAPTIONED].flatMap((pattern) => near.map((one) => numbersIn(one, pattern)))
  const numbers = own.length > 0 ? own : (found.find(({ length }) => length > 0) ?? numbersIn(clause, CAPTIONED))
  const at = numbers.length === 0 ? placeIn(clause) : null
  // 「没问过他们 先别发出去」: of all of them, where nothing else is said.
  const ofAll = /都|全|所有|一律/u.test(clause) || (/[他她]们|大家/u.test(clause) && saidInWords(said) === 'not_given')
  const all = numbers.length === 0 && !at && ofAll
  return {
    numbers: all ? 'all' : [...new Set(numbers)],
    named: OF_PICTURES.test(said),
    ...(at && { at }),
    later: [TAKEN_DOWN, ASKED_OUT, TAKEN_BACK, NO_LONGER].some((pattern) => pattern.test(clause)),
  }
}

const EXCEPT = new RegExp(
  `^(?:那|就)?(?:除了?第?(?<but>(?:${NUMERAL}[-~到至、和]第?)*${NUMERAL})[张号]?(?:照片)?(?:以外|之外|外)?[，,\\s]*(?:其[他它余]|别|剩下|余下)?的?(?:照片)*(?:都|全|一律|统统)+(?<no>.+)|(?:只|就|仅)(?:有|能|可以|让|准)*(?:公开|发布?|用|展示|放)?第?(?<only>(?:${NUMERAL}[-~到至、和]第?)*${NUMERAL})[张号](?:照片)?(?:可以|能|同意)*(?:公开|发布?|用|展示|放)?${END.replace('$', '')}(?:$|[，,]))`,
  'u',
)
/** 「除了第三张都别用」, 「只能公开第1张」: all but these are not to be shown. Null where it says nothing of the kind. */
export function onlyThese(text: string): number[] | null {
  const said = closeNumbers(bare(text))
  const { but, no = '', only } = said.length > LONGEST ? {} : (EXCEPT.exec(said)?.groups ?? {})
  if (only !== undefined) return /公开|发|用|展示|放/u.test(said) ? numberList(only) : null
  return but !== undefined && clauseObjects(no, 'picture') ? numberList(but) : null
}
