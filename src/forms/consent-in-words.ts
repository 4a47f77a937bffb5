import type { Consent } from './consent.js'

/**
 * What a sentence says of those whom pictures show: an answer, or what is still to be asked of them (`some`: most agreed, and not all; `whoever`: it may be
 * shown, and not by whose leave); null when it speaks of anything else.
 */
export type OfThem = Consent | 'some' | 'whoever' | 'people' | 'adults' | 'no_minors' | 'no_faces' | null

const MINORS = '未成年人?|小孩子?|孩子|小?娃娃?儿?|小朋友|儿童|[小中]?学生|宝宝'
const CLIENTS =
  '老人家?|长者|残障人士|残疾人|残障朋友|服务对象|病友|病人|居民|村民|学员|参加者|路人|行人|观众|群众|邻居|[大奶][爷妈奶]|阿姨|叔叔'
const OWN = '成年的?志愿者|志愿者|义工|工作人员|社工|老师|员工|同事|护士|医生|自己人|大人|成年人|成人|我们的?'
const ASKED =
  '家长|监护人|本人|爸爸?|妈妈?|父母|爷爷|奶奶|外[公婆]|姥[姥爷]|家属|家人|[他她]们?自己|[他她]们?|大家|自己|对方'
/** They may allow to be on the place, and not that somebody's child is shown. */
const OTHERS = '学校|校方|幼儿园|院[里方]|社区|村里|医院|班主任|园长|校长|领导|机构'
const AGREED = '没问题|没意见|同意|授权|许可|签|可以|愿意|答应|乐意|随便|随意|能|行'
const SHOWN = '公开|发布|发出去|发|展示|上网|露|拍|使用|用|往外|出去|网上'
const UNSURE = '不确定|不知道|不认识|不清楚|说不准|说不清|拿不准|不好说|忘了'
const NOT = '还?没有?|未|不|别|无'
const FILLING =
  '肖像权?|接龙|认识|熟人|很熟|[前上]面|刚才|之前|早就|早|先|暂时|提前|事先|统一|全程|回[复话]?|谁|家|我|你|有一?个|[正侧]?脸|正面|背影|都|全部|全都?|也|已经|已|有|是|在场|在|当[场面]|现场|口头|电话|微信|群|里面?|上|说|就|只|但是?|不过|而且|这些|几个|一些|好多|很多|[\\d一两二三四五六七八九十]+[个位名家户]|[那这][个位些]|过|问|征求|来得及|意见|同意书|授权书|书|字|给|让|人|们|的|了|吧|啊|呢|呀|哦|哈|嘛|啦'
const MOST = '大部分|大多数?|多数|绝大多数|基本|差不多'
/** 「没人反对」, 「家长没有不同意」: nobody refused, which is not that they were asked and agreed. */
const NOT_REFUSED =
  '(?:没有?|无|未)(?:一个|任何|什么|家长|人|谁|家|说|表示|过|的)*(?:不同意|不愿意?|不让|不许|反对|拒绝|异议|介意)'
const ALL = [NOT_REFUSED, MOST, UNSURE, AGREED, MINORS, CLIENTS, OWN, ASKED, OTHERS, SHOWN, NOT, FILLING].join('|')

const of = (words: string) => new RegExp(words, 'u')
// Each word is taken once: tried in all ways, 「没有没有…」 would take as long as a turn of everybody.
const WHOLE = of(`^(?:(?=(?<word>${ALL}))\\k<word>)+$`)
const OF_MINORS = of(MINORS)
const IS_NOT = of(
  `(?:${NOT})(?:来得及|经过?|都|再|有|${ASKED}|的|给|让|会)*(?:问|回|征求|签|同意|授权|许可|可以|愿意|答应|能|行|${SHOWN})`,
)
const NONE = of(`(?:没有?|无|不是)(?:${MINORS})`)
const [IS_UNSURE, IS_AGREED, OF_OTHERS, OF_ASKED, OF_THOSE, OF_OWN] = [
  UNSURE,
  AGREED,
  `${OTHERS}|老师`,
  ASKED,
  `${MINORS}|${CLIENTS}`,
  OWN,
].map(of) as [RegExp, RegExp, RegExp, RegExp, RegExp, RegExp]
const NOBODY_REFUSED = new RegExp(NOT_REFUSED, 'gu')
/** Of some of them: the others may have agreed. */
const OF_SOME = /个别|有(?:的|些|一?[两二三四五六七八九几\d]+[个位名家户]|[一1][家户])/u
const IS_MOST = of(MOST)
/** 「我同意公开」, 「随便用」: said by whoever writes. */
const OWN_LEAVE = /我|随便|随意/u

/** A sentence without that nobody refused. */
export const withoutNobodyRefused = (text: string): string => text.replace(NOBODY_REFUSED, '')
const NO_FACE = /(?:没有?|未)(?:拍|露)(?:[正侧]?脸|正面)/u
const LONGEST = 40

/** 「家长没签字」, 「同意书没交」, in whatever sentence: who is shown did not agree yet. 「没签到」 and 「不同意见」 say nothing of it. */
export const UNSIGNED =
  /(?:没有?|未|不)(?:来得及|得到|拿到|取得|征得|经过?|给|让|有|肯|愿意?|家长|监护人|本人|过)*(?:签(?![到约收退离])|授权|许可|同意(?!见))|(?:没有?|未|缺|还差)[交给带收拿写填到过一份张]{0,4}(?:同意书|授权书)|(?:同意书|授权书?).{0,4}(?:没|未|缺|还差)/u

/** They are served perhaps, and perhaps only there. */
const SURELY_CLIENTS = /残|服务对象|病/u

type Said = Exclude<OfThem, null> | 'not_theirs' | 'silent'

function ofClause(clause: string): Said {
  const own = withoutNobodyRefused(clause)
  if (own !== clause && !IS_NOT.test(own) && !IS_AGREED.test(own)) return 'whoever'
  const agreed = own.replace(/没问题|没意见/gu, '同意')
  // Nobody refused: no face was taken.
  const plain = agreed.replace(NO_FACE, '')
  if (IS_UNSURE.test(plain)) return 'unknown'
  if (IS_NOT.test(plain)) return OF_SOME.test(plain) ? 'some' : 'not_given'
  if (plain !== agreed && !IS_AGREED.test(plain)) return 'no_faces'
  if (NONE.test(plain)) return /脸|正面/u.test(plain) ? 'no_faces' : 'no_minors'
  if (IS_AGREED.test(plain) && IS_MOST.test(plain)) return 'some'
  if (
    IS_AGREED.test(plain) &&
    OWN_LEAVE.test(plain) &&
    !/问/u.test(plain) &&
    !OF_ASKED.test(plain) &&
    !OF_THOSE.test(plain)
  )
    return 'whoever'
  if (IS_AGREED.test(plain)) return OF_OTHERS.test(plain) && !OF_ASKED.test(plain) ? 'not_theirs' : 'given'
  if (OF_THOSE.test(plain)) return 'people'
  return OF_OWN.test(plain) ? 'adults' : 'silent'
}

/** What keeps pictures back is heard first, then that others than they allowed it, then what they said. */
const ORDER: Said[] = [
  'some',
  'not_given',
  'unknown',
  'not_theirs',
  'given',
  'whoever',
  'people',
  'adults',
  'no_faces',
  'no_minors',
]

/**
 * 「有小学生 家长都在场同意的」, 「没有小孩，都是护士」, 「有小孩，没问过」: a sentence of nothing but words for who is seen, and whether they agreed. That a
 * school or a teacher allowed it says nothing of the parents.
 */
export function saidInWords(text: string): OfThem {
  const plain = text.toLowerCase().replace(/^照片/u, '')
  if (plain.length > LONGEST) return null
  const clauses = plain.split(/[，,；;。.！!\s]+/u).filter(Boolean)
  if (clauses.length === 0 || !clauses.every((clause) => WHOLE.test(clause))) return null
  const each = clauses.map(ofClause)
  const found = ORDER.find((one) => each.includes(one))
  if (found === 'not_theirs') return 'people'
  // 「没有未成年人，都是老人家」.
  if (found === 'people' && each.includes('no_minors') && !SURELY_CLIENTS.test(plain)) return 'adults'
  return found === undefined || found === 'silent' ? null : found
}

/** Whether a text speaks of children as seen. */
export const speaksOfMinors = (text: string): boolean => OF_MINORS.test(text) && !NONE.test(text)

const OF_ASKING = /家长|监护人|本人|爸|妈|同意|授权|公开/u

/** Whether what it says of people who did not sign, or of children, is of those a picture shows: 「有三个没签」 may be of the list at the door. */
export const seenIn = (text: string): true | 'perhaps' =>
  speaksOfMinors(text) || OF_ASKING.test(text) ? true : 'perhaps'

/** Longer tells something. */
const MOST_SAID = 60
const CONSENT = of(
  `肖像权?授权|授权书|同意书|(?:签|给|有)了?[^，,。\\s]{0,4}授权|(?:${ASKED}|${MINORS}|${CLIENTS}|[人都全])们?[\\u4e00-\\u9fff]{0,3}(?:同意|愿意|授权|问过|不让|没问)(?:了|的|过|愿意|同意|公开|发|拍照?|用)*(?=$|[，,。\\s])|(?:没|未)(?:来得及)?问(?:过)?[他她]?(?:的|们)?(?:${ASKED})|(?:同意|可以|能|不能|不)公开`,
)
/** 「孩子都签了肖像授权」, 「老人家都问过了愿意的」: of who may be shown, and of nothing that was done or is anywhere. */
export const saysConsent = (text: string): boolean =>
  text.length <= MOST_SAID && /[签意授权问开让]/u.test(text) && CONSENT.test(text)
