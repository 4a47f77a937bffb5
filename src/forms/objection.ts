import { closeNumbers, numberList } from './captions.js'
import { notOne } from './consent.js'
import { bare } from './prompt.js'

/** What somebody does not want shown: pictures by their numbers, all, or it is not said which. `named`: it speaks of pictures or of publishing. */
export interface Objection {
  numbers: number[] | 'all'
  named: boolean
}

const WHO =
  '(?:家长|监护人|本人|爸妈|妈妈?|爸爸?|父母|奶奶|爷爷|外公|外婆|家属|家里人?|家人|孩子|小朋友|老人家?|学生|当事人|服务对象|对方|人家|[他她]们?)'
const SINCE = '(?:现在|后来|刚才?|又|还|也|都|就|说|打电话|来电话|回我|跟我们?|不太|有点|那边|突然)*'
const NO =
  '(?:没有?(?:问|同意|签|答应|授权)|不(?:太|大|再)?(?:同意|愿意?|让|许|肯|想|行|可以|给|乐意|答应)|反悔|有意见|介意|拒绝)'
const SHOW = '(?:公开|发布|发|放|用|上网|传|展示|登|拍|露脸|入镜)'
const REST = `(?:了|的|过|呢|啊|吧|呀|再|让|给|说|把|他|她|孩子|自己|照片|${SHOW}|出去|出来|上去|到?网上|朋友圈|公众号|签|字)*$`
const THEY_OBJECT = new RegExp(`${WHO}们?[^\\d]{0,6}?${SINCE}${NO}${REST}`, 'u')
const NOT_TO =
  /(?:(?:别|不要|不能|不可以|不许|不准|不让|不给|不想|先不)(?:再|要|对外|往外|给我|把它?)*(?:公开|发布|展示|外传|上网|发|放|用|登)|不(?:再|对外)*(?:公开|外传))(?:出去|出来|上去|到?网上|[了吧啊哈哦呀嘛]|第?[\d一二三四五六七八九十、和]+张|这几?张|那几?张|照片)*$/u
/** 「收据只给你们看」, 「仅供你们核对」, 「不对外」. */
const FOR_YOU_ALONE =
  /(?:只|仅|就)(?:是|能|可以)?(?:给|供|限|让|发给)(?:你们|您|你|枢纽|中心|基金会|工作人员|内部|自己人?|审核|核对|存档)(?:们|内部|自己|那边|审核|核对|存档|留底|看|用|参考|的|了|就行|就好|即可|哦|啊)*$|不对外$/u
const TAKEN_BACK = /撤(?:回|销|掉|了)?的?[^，,。]{0,2}(?:同意|授权)|(?:同意|授权)(?:书)?都?(?:撤|收回|作废)|照片都?撤/u
const LEFT_OUT = /(?:张|号照片|号图)(?:照片)?(?:除外|不行|不可以|不算)[了的吧]*$/u

const NUMERAL = '(?:\\d{1,2}|[一二三四五六七八九十]{1,3})'
const NUMBERED = new RegExp(
  `(?<![月年.\\d])(?:第|(?![一两]张))(?<list>(?:${NUMERAL}张?(?:[-~到至、和]|、?第))*${NUMERAL})(?:张|号(?=照片|图))`,
  'u',
)
const OF_PICTURES = /照片|图片|相片|公开|[\d一二两三四五六七八九十几这那]张|同意书/u
/** 「亲子营的照片」: of a record by its name, which is for who knows the names to find. */
const OF_RECORD = /^(?:把|请|那个?)*(?<of>[^，,。\s]{2,14}?)(?:里|中)?的照片/u
const NO_NAME = new RegExp(
  `^(?:刚才|刚刚|这些|那些|上面|我们?|你们?|发|交|传|拍|上|给|活动|现场|里面?|今天|昨天|那天|当天|有些?|几|全部|所有|其中|第|张|\\d|个|的|们|${WHO.slice(3, -1)})*$`,
  'u',
)
const LONGEST = 60

const numbersIn = (clause: string | undefined): number[] =>
  numberList((NUMBERED.exec(clause ?? '')?.groups?.['list'] ?? '').replace(/张/gu, '').replace(/、?第/gu, '、'))

/**
 * That some picture is not to be shown, in whatever words: 「就第4张那个孩子家长没问」, 「第2张别发」, 「孩子妈妈反悔了」, 「把同意撤了」. It is asked where nothing
 * reads the sentence in full: in doubt a picture is not public. Null where it objects to nothing, or asks.
 */
export function objection(text: string): Objection | null {
  const said = notOne(closeNumbers(bare(text)))
  const of = OF_RECORD.exec(said)?.groups?.['of']
  if (said.length > LONGEST || /[?？吗]$/u.test(said) || (of !== undefined && !NO_NAME.test(of))) return null
  const clauses = said.split(/[，,；;。！!\s]+/u).filter(Boolean)
  const objects = (clause: string) =>
    [THEY_OBJECT, NOT_TO, FOR_YOU_ALONE, TAKEN_BACK, LEFT_OUT].some((pattern) => pattern.test(clause))
  const at = clauses.findIndex(objects)
  if (at < 0) return null
  const numbers = clauses.flatMap((clause) => (objects(clause) ? numbersIn(clause) : []))
  const before = numbers.length > 0 ? numbers : numbersIn(clauses[at - 1])
  const all = before.length === 0 && /(?:都|全|所有|一律)/u.test(clauses[at] ?? '')
  return { numbers: all ? 'all' : [...new Set(before)], named: OF_PICTURES.test(said) }
}
