import { closeNumbers, numberList } from './captions.js'
import { notOne } from './consent.js'
import { bare } from './prompt.js'

/** What somebody does not want shown: pictures by their numbers, all, or it is not said which. `named`: it speaks of pictures or of publishing. */
export interface Objection {
  numbers: number[] | 'all'
  named: boolean
}

/** Those who may not want to be seen, and those who speak for them. */
const WHO =
  '(?:家长|监护人|本人|爸妈|妈妈?|爸爸?|父母|奶奶|爷爷|外公|外婆|大[爷妈姐哥叔婶娘]|阿姨|叔叔|伯伯|姑娘|家属|家里人?|那家|一家|家人|孩子|小孩|小朋友|老人家?|长者|学员|居民|病友|妇女|学生|同学|当事人|服务对象|的人|对方|人家|[那这有][一几]?[个位名些](?:人|\\p{Script=Han}{0,3})?|[他她]们?)'
const SINCE = '(?:现在|后来|刚才?|又|还|也|都|就|在|说|打电话|来电话|回我|跟我们?|不太|有点|有些|那边|突然)*'
const NO =
  '(?:没有?(?:问|同意|签|答应|授权)|不(?:太|大|再)?(?:同意|愿意?|让|许|肯|想|行|可以|给|乐意|答应)|反悔|有意见|介意|拒绝|不(?:太|很)?高兴|生气)'
const SHOW =
  '(?:公开|公布|发布|展示|外传|外发|外放|往外[放传发]|传出|曝光|见报|登报|上网|挂(?:网上|出)|[露][脸面]|[出入上]镜|上(?:报|电视|朋友圈|公众号|新闻|网站)|对外|给(?:别人|外人|人家|人)看|朋友圈|发|放|用|传|登|拍|挂|贴|宣传)'
const REST = `(?:了|的|过|呢|啊|吧|呀|再|让|给|说|把|他|她|孩子|自己|照片|${SHOW}|出去|出来|上去|到?网上|公众号|签|字)*$`
const THEY_OBJECT = new RegExp(`${WHO}们?[^\\d]{0,6}?${SINCE}${NO}${REST}`, 'u')
const NOT_TO = new RegExp(
  `(?:别|不要|不能|不可以|不许|不准|不让|不给|不想|不肯|不愿意?|不得|不宜|甭|先不|暂不|禁止|不方便)(?:再|要|都|先|被|让|给我|[让给]?(?:人|大家|他|她|孩子)|把[他她它]?|对外|往外|随便)*${SHOW}(?:出去|出来|上去|到?网上|朋友圈|公众号|[微信]?群里?|[了吧啊哈哦呀嘛的]|第?[\\d一二三四五六七八九十、和]+张|这几?张|那几?张|照片)*$|不(?:再|对外)*(?:公开|外传)(?:[了吧啊哈哦呀嘛的]|第?[\\d一二三四五六七八九十、和]+张|照片)*$`,
  'u',
)
/** 「收据只给你们看」, 「仅供你们核对」, 「不对外」. */
const FOR_YOU_ALONE =
  /(?:只|仅|就)(?:是|能|可以)?(?:给|供|限|让|发给)(?:你们|您|你|枢纽|中心|基金会|工作人员|内部|自己人?|审核|核对|存档)(?:们|内部|自己|那边|审核|核对|存档|留底|看|用|参考|的|了|就行|就好|即可|哦|啊)*$|不对外$/u
const TAKEN_BACK = /撤(?:回|销|掉|了)?的?[^，,。]{0,2}(?:同意|授权)|(?:同意|授权)(?:书)?都?(?:撤|收回|作废)|照片都?撤/u
const LEFT_OUT = /(?:张|号照片|号图)(?:照片)?(?:除外|不行|不可以|不算|先?等等|再?问问)[了的吧]*$/u

const END = '[了的吧啊呢哈哦呀嘛]*$'
/** What is said of nothing but showing somebody: 「要打码」, 「脸遮一下」, 「请保密」, 「说不想露脸」. */
const HIDDEN = new RegExp(
  `(?:正?脸|头像?|面部).{0,3}(?:遮|挡住|打码|模糊|糊掉|抹掉)|遮(?:一下|住|上)?(?:他|她|孩子|人)?的?(?:正?脸|面部)|打(?:个|上|一下)?(?:码|马赛克)|(?:^|说|[要请得先都]|需要|身份|照片)保密(?:一下|处理)?${END}`,
  'u',
)
/** Not asked: 「没跟家里打过招呼」, 「那个大姐没点头」. 「没问题」 is none. */
const NOT_ASKED = new RegExp(
  `(?:没有?|未|忘了?)(?:来得及|去|再|跟|和|向|给|经过?|${WHO})*(?:问过?(?!题)|打过?招呼|点头|松口|征求|征得|商量|授权|允许|答应|表态)(?:过|意见|同意|人家|${WHO})*${END}`,
  'u',
)
/** Of somebody or of a picture: 「第一张不肯」, 「大爷改主意了」, 「5那张撤下来」, 「第一张也算了」. 「老人不介意」 is none. */
const OF_ONE = new RegExp(
  `(?:不(?:太|大|再)?(?:肯|让|许|行|愿意?|乐意|干|答应|同意|可以|点头|方便)|(?<![不没无别])(?:反悔|后悔|变卦|改(?:了)?主意|投诉|介意|犹豫|有意见|有顾虑)|(?:撤|拿|取)(?:下来?|掉)|[截裁]掉|(?:也|就|还是|都)?算了)${END}`,
  'u',
)
/** 「家长说删掉」: whoever asks for that wants it shown nowhere. */
const ASKED_OUT = new RegExp(
  `${WHO}[^\\d，,]{0,6}(?:说|要求?|让|叫)[^，,]{0,8}(?:删|撤|拿|去|截|裁)(?:掉|下来?|了|除)${END}`,
  'u',
)

const NUMERAL = '(?:\\d{1,2}|[一二三四五六七八九十]{1,3})'
const NUMBERED = new RegExp(
  `(?<![月年.\\d])(?:第|(?![一两]张))(?<list>(?:${NUMERAL}张?(?:[-~到至、和]|、?第))*${NUMERAL})(?:[那这]?张|号(?![楼线院厅馆店台门晚早上下]))`,
  'u',
)
/** 「3是王奶奶，她说不要登报」: what she writes to a picture begins with its number. */
const CAPTIONED = new RegExp(`^(?:照片)?第?(?<list>(?:${NUMERAL}[-~到至、和])*${NUMERAL})(?:张|号)?都?是`, 'u')
const OF_PICTURES =
  /照片|图片|相片|公开|[\d一二两三四五六七八九十几这那]张|同意书|[露遮]脸|正脸|[出入上]镜|打码|马赛克|朋友圈|公众号|登报|见报|外传|往外[放传发]|传出去|上网|网上/u
/** 「亲子营的照片」: of a record by its name, which is for who knows the names to find. */
const OF_RECORD = /^(?:把|请|那个?)*(?<of>[^，,。\s]{2,14}?)(?:里|中)?的照片/u
const NO_NAME = new RegExp(
  `^(?:刚才|刚刚|这些|那些|上面|我们?|你们?|发|交|传|拍|上|给|活动|现场|里面?|今天|昨天|那天|当天|有些?|几|全部|所有|其中|第|张|\\d|个|的|们|${WHO.slice(3, -1)})*$`,
  'u',
)
const LONGEST = 60

const numbersIn = (clause: string | undefined, pattern = NUMBERED): number[] =>
  numberList((pattern.exec(clause ?? '')?.groups?.['list'] ?? '').replace(/[那这]?张/gu, '').replace(/、?第/gu, '、'))

const ASKS = /(?:[?？吗]|行不行|好不好|可不可以)$/u
/** 「能不能别公开」 is a wish. */
const ASKS_FOR = /能不能|可不可以|能否|可以.{0,6}(?:别|不)|(?:别|不要)/u
const OF_SOMEBODY = new RegExp(
  `${WHO}|${NUMBERED.source}|${CAPTIONED.source}|照片|图片|相片`.replaceAll('?<list>', '?:'),
  'u',
)

/** Whether a clause objects, in a message that is (`ofOne`) of somebody or of a picture. */
const clauseObjects = (clause: string, ofOne: boolean): boolean =>
  [THEY_OBJECT, NOT_TO, FOR_YOU_ALONE, TAKEN_BACK, LEFT_OUT, ASKED_OUT].some((pattern) => pattern.test(clause)) ||
  (ofOne && [HIDDEN, NOT_ASKED, OF_ONE].some((pattern) => pattern.test(clause)))

/** A message with the clauses that object apart from the others, which may be a caption or a sentence: 「4 社工」, 「但第3张别用」. */
export function objecting(text: string): { clauses: string[]; objects: boolean[] } {
  const clauses = notOne(closeNumbers(text))
    .split(/[，,；;。！!\s]+/u)
    .filter(Boolean)
  const ofOne = OF_SOMEBODY.test(text)
  return { clauses, objects: clauses.map((clause) => clauseObjects(clause, ofOne)) }
}

/**
 * That some picture is not to be shown, in whatever words: 「就第4张那个孩子家长没问」, 「第2张别发」, 「孩子妈妈反悔了」, 「把同意撤了」. It is asked where nothing
 * reads the sentence in full: in doubt a picture is not public. Null where it objects to nothing, or asks.
 */
export function objection(text: string): Objection | null {
  const said = notOne(closeNumbers(bare(text)))
  const of = OF_RECORD.exec(said)?.groups?.['of']
  const asks = ASKS.test(said) && !ASKS_FOR.test(said)
  if (said.length > LONGEST || asks || (of !== undefined && !NO_NAME.test(of))) return null
  const { clauses, objects } = objecting(said.replace(ASKS, ''))
  const at = objects.indexOf(true)
  if (at < 0) return null
  const own = clauses.flatMap((clause, i) => (objects[i] ? numbersIn(clause) : []))
  // Of which it is said stands before it, else behind it: 「有位阿姨介意，1号」.
  const near = [...clauses.slice(0, at).toReversed(), ...clauses.slice(at + 1)]
  const found = [NUMBERED, CAPTIONED].flatMap((pattern) => near.map((clause) => numbersIn(clause, pattern)))
  const numbers = own.length > 0 ? own : (found.find(({ length }) => length > 0) ?? numbersIn(clauses[at], CAPTIONED))
  const all = numbers.length === 0 && /(?:都|全|所有|一律)/u.test(clauses[at] ?? '')
  return { numbers: all ? 'all' : [...new Set(numbers)], named: OF_PICTURES.test(said) }
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
  return but !== undefined && clauseObjects(no, true) ? numberList(but) : null
}
