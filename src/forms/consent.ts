import { numberList } from './captions.js'
import { type OfThem, saidInWords, UNSIGNED } from './consent-in-words.js'
import { notOne } from './not-one.js'
import { bare } from './prompt.js'

/** Whether a picture may be shown in public: nobody in it has to be asked, those agreed, they did not, or nobody knows. */
export const CONSENTS = ['not_needed', 'given', 'not_given', 'unknown'] as const
export type Consent = (typeof CONSENTS)[number]

/** Only what is known to be allowed is shown; where nobody was asked (null) it is not. */
export const mayBePublic = (consent: string | null | undefined): boolean =>
  consent === 'not_needed' || consent === 'given'

const NUMERAL = '[0-9一二三四五六七八九十]{1,3}'
const NUMBERS = `${NUMERAL}(?:\\s*张?\\s*(?:-|—|~|到|至|[,，、和])\\s*第?${NUMERAL})*`
const THEY =
  '(?:现在|后来|照片|其[他余它]的?(?:照片|几张)?|别的|剩下的|(?:孩子|小孩子?|小朋友|学生)们?的?(?=家长|监护人|爸|妈|父母)|爸爸?妈妈?|父母|服务对象|老人|本人|监护人|家长|他们|她们|大家|都|全都?|全部|有|已经?|也|口头|当面|电话里?|微信里?|上?说了?)*'
const SHOWN = '(?:公开|发布|展示|使用|用|放|发|给别人看|的|了)*'

/** What is said of pictures, each as the whole of what is said. */
const NOBODY =
  /^(?:照片)?(?:里面?)?(?:都|全都?|全部)?(?:没有?|无|不涉及|没拍到?|no minors|no children|no kids|none?|nobody|no one)(?: (?:in|and|or) (?:them|it|clients)|未成年人?|孩子|小孩|服务对象|认得出来?的?|人|这样|这些|的|或者?|[，,、和\s]|也?没有?(?=未成年|孩子|小孩|服务对象|认得))*$/u
/** 「也认不出谁」: of those who might be known. */
const UNKNOWN_TO_ALL =
  /^(?:里面|照片里|也|都|全都?|反正|根本)*(?:认不出来?|看不出来?|看不清|分不清|没有?(?:拍到?|露|照)到?(?:正)?)(?:是)?(?:谁|哪个|什么人|任?何?人|正?脸)*(?:来|的)?$/u
/** 「都没小孩」: of minors alone, where the clients are asked about, too. */
const NO_MINORS =
  /^(?:照片)?(?:里面?)?(?:都|全都?|全部|也)*(?:没有?|无)(?:什么|任何|一个|几个)?(?:小孩子?|孩子|小朋友|儿童|娃娃?|学生)们?[的了啊呢]?$/u

/** Whether a text says that no minors are shown, and leaves open what is asked besides. */
export const noMinorsOnly = (text: string): boolean => NO_MINORS.test(bare(text))

const AGREED = new RegExp(
  `^有?[，,]?${THEY}(?:同意|授权|许可|签[了过]?(?:同意书|授权书|字)?|可以|能|行|没问题|agreed|consent given|yes,? (?:all )?agreed|public)${SHOWN}书?${SHOWN}$`,
  'u',
)
const REFUSED = new RegExp(
  `^有?[，,]?${THEY}(?:还没有?|没有?|未|不要?|别|先不|暂时?不|撤回|撤销|not yet|no consent|not agreed|not)\\s*(?:经过?|问过?|取得|征得|拿到|签)?(?:家长|监护人|本人|他们)?(?:同意|愿意|乐意|肯|想|让|授权|许可|签过?字?|问过?|行|可以|能|公开|public)?${SHOWN}(?:同意|公开)?书?[，,（(]*(?:只存档[，,]?(?:不公开)?)?[）)]*$|^只存档$`,
  'u',
)
const UNSURE =
  /^(?:有的?|有人|有孩子|说不准|说不清|不确定|不清楚|不知道(?:有没有)?|拿不准|不好说|忘了|not sure|unsure|unknown|(?:i )?(?:do not|don't) know)(?:[，,（(]*先不公开[）)]*)?$/u

const WHO = '(?:未成年人?|小孩子?|孩子|儿童|小朋友|学生|老人|长者|残障人士|残疾人|残障朋友|服务对象|病友|病人|家长|人)'
/** 「有孩子，」: whom they show, before what is said of these. */
const SHOWS = new RegExp(
  `^(?:照片)?(?:里面?)?(?:是?有|拍到了?)(?:的是|的|几个|一些|个别|个|很多|[\\d一两二三四五六七八九十]+[个位名])*${WHO}(?:们|在|在里面)?(?:和${WHO})?`,
  'u',
)
/** 「都是大人，」: they may be people who are served. */
const ADULTS =
  /^(?:照片里)?(?:都|全都?|全部|只)(?:是|有)?(?:我们的?)?(?:大人|成年人|成人|志愿者|工作人员|社工|老师|员工|同事)(?:们)?/u
const NEXT = /^(?:[，,；;。\s]|但是?|不过|而且|也)+/u

/** 「孩子」, 「小朋友们」, 「成年人」 as all that is said of a picture: whom it shows, and no caption. */
const ONLY_WHOM = /^(?:都是|全是)?(?:未成年人?|小孩子?|孩子|儿童|小朋友|大人|成年人|成人)们?$/u

/** 「是孩子」, 「有小朋友」, behind the numbers of pictures: nobody said yet that these may be shown. */
const MINORS =
  /^(?:里面?)?(?:都|全)?(?:是|有|拍到了?)(?:几个|一些|个|[\d一两二三四五六七八九十]+[个位名])?(?:未成年人?|小孩子?|孩子|儿童|小朋友)们?$/u

/** 「有几个孩子」, 「都是大人」: whom they show, and nothing of whether they agreed. */
export const showsOnly = (text: string): 'people' | 'adults' | null => {
  const said = bare(text).toLowerCase()
  if (/^(?:(?:是|有|yes)的?(?:人|孩子)?|[嗯恩]+|对的?)$/.test(said) || said.replace(SHOWS, '') === '') return 'people'
  if (ONLY_WHOM.test(said)) return /[大成]/u.test(said) ? 'adults' : 'people'
  return said.replace(ADULTS, '') === '' ? 'adults' : null
}

/** What is said of those they show, behind who they are. */
function ofThem(text: string): Consent | null {
  const start = (SHOWS.exec(text) ?? ADULTS.exec(text))?.[0] ?? ''
  const rest = start ? text.slice(start.length).replace(NEXT, '') : ''
  return rest && rest.length < text.length - start.length && !NOBODY.test(rest) ? said(rest) : null
}

/** From what keeps a picture back to what does not. */
const STRICTEST: Consent[] = ['not_given', 'unknown', 'given', 'not_needed']
const strictest = (all: Consent[]): Consent | null => STRICTEST.find((one) => all.includes(one)) ?? null

const CLAUSES = /[，,；;。.！!\s]+/u
/** 「没有小孩，都可以公开」: each part an answer; what keeps pictures back wins. */
function together(text: string): Consent | null {
  const each = text
    .split(/[，,；;。]+/u)
    .filter(Boolean)
    .map((part) => said(part) ?? (UNKNOWN_TO_ALL.test(part) || NO_MINORS.test(part) ? 'not_needed' : null))
  return each.length > 1 && each.every((one) => one !== null) ? strictest(each) : null
}

/** Only a clause that speaks of these is about consent: 「没有」 or 「可以」 may be anything. */
const ABOUT =
  /(?:家长|监护人|本人)们?(?:都|也|还|已经|口头|说)*(?:[没未不]|同意|问)|未成年|孩|儿童|学生|服务对象|没有?人|公开|同意|授权|许可|签(?:字|名)?[了过]|发布|展示|存档|不要|别|不能|不可以|不[许准让想愿]|打码|马赛克|[正露]脸|隐私|肖像|minor|kids|child|consent|agree|public/iu
/** Perhaps of consent, but nothing that can be read: such a picture is not shown. 「公开课」 is none. */
const DOUBTFUL =
  /(?:不|没|未|别|需要?|征求|还在|等).{0,6}(?:公开|同意|授权)(?!课|赛|见)|(?:公开|同意|授权)(?:了|的|吧)*$|打码|马赛克|[正露]脸|隐私|肖像|^(?:先|暂时|请)*(?:不要|别|不能|不可以|不许|不准)(?!紧|乱|随地|.{0,8}(?:宣传|海报|标语)$)|(?:别|不[许准让想愿]意?)(?:让|给|要|再)?(?:外?[发传]|上网|入镜|被?拍)/u

const CLOSE =
  /^(?<what>\S{2,}?)(?<consent>(?:都|也|已经|现在)*(?:可以|能|同意|不能?|不同意|先不|不要|别)(?:公开|发布|展示)[的了]?)$/u

/** 「读书会可以公开」: what it shows, and whether it may be shown. */
const closeBehind = (clause: string): string[] => {
  const { what, consent } = CLOSE.exec(clause)?.groups ?? {}
  return what && consent && !ABOUT.test(what) && said(clause) === null ? [what, consent] : [clause]
}

/** 「小朋友」 is a caption like 「签到」: it says what is seen, and nothing of whether they agreed; 「都是小朋友」 answers whom all show. */
const isNoun = (caption: string): boolean => /^[^都全是有]/u.test(caption) && ONLY_WHOM.test(bare(caption))

/** A caption with what it says of whether the picture may be shown; `consent` null where it says nothing of it. */
export function consentInCaption(caption: string): { caption: string; consent: Consent | null } {
  if (isNoun(caption)) return { caption, consent: null }
  const clauses = caption.split(CLAUSES).filter(Boolean).flatMap(closeBehind)
  const ofPeople = clauses.some((clause) => SHOWS.test(clause))
  const consents = clauses.map((clause) => {
    // 「有小孩，没问过」: behind who is seen.
    const words = ABOUT.test(clause) ? null : settled(saidInWords(clause))
    // 「有个人不知道是谁」: in doubt it is not shown.
    if (words === 'unknown' || (ofPeople && words === 'not_given')) return words
    if (UNSIGNED.test(clause)) return said(clause) ?? ofThem(clause) ?? settled(saidInWords(clause)) ?? 'not_given'
    // A picture of the signing says nothing of itself.
    if (!ABOUT.test(clause) || NO_MINORS.test(clause) || (clauses.length === 1 && /签/u.test(clause))) return null
    return said(clause.toLowerCase()) ?? ofThem(clause.toLowerCase()) ?? (DOUBTFUL.test(clause) ? 'unknown' : null)
  })
  const whole = together(caption.toLowerCase())
  const found = strictest(consents.filter((one) => one !== null))
  const shows = (clause: string) => showsOnly(clause) !== null && (ABOUT.test(clause) || ONLY_WHOM.test(clause))
  const only = clauses.every((clause, i) => consents[i] !== null || shows(clause))
  const consent = whole ?? found ?? (only && clauses.length > 0 ? 'unknown' : null)
  if (consent === null && !clauses.some((clause) => shows(clause) || NO_MINORS.test(clause)))
    return { caption, consent: null }
  const rest = clauses.filter((clause, i) => {
    const said =
      consents[i] !== null || NO_MINORS.test(clause) || shows(clause) || (found !== null && SHOWS.test(clause))
    return !said
  })
  return { caption: rest.join('，'), consent }
}

/** The number of the answer in the question, before what it says or in its place. */
const NUMBERED: Consent[] = ['not_needed', 'given', 'not_given', 'unknown']

/** What is said of those a picture shows, as the whole of what is said. */
export const saidOfThem = (text: string): Consent | null => said(text)
function said(text: string): Consent | null {
  if (NOBODY.test(text)) return 'not_needed'
  if (AGREED.test(text) || /^(?:都|全都?|全部)?公开[的了吧]*$/u.test(text)) return 'given'
  if (UNSURE.test(text)) return 'unknown'
  return REFUSED.test(text) ? 'not_given' : null
}

/** 「没有未成年人（也没有认得出来的服务对象）」, as it is offered. */
const NOTED = /\s*[（(](?:也没有|and no)[^()（）]*[)）]?$/u

/** The answer for all of them. 「有」 by itself is none: it does not say whether they agreed. */
function answered(text: string): Consent | null {
  const [, digit = '', rest = ''] = /^([1-4１-４一二三四])[\s.、:：,，]*(.*)$/su.exec(text) ?? []
  const numbered =
    NUMBERED[['1１一', '2２二', '3３三', '4４四'].findIndex((each) => digit !== '' && each.includes(digit))]
  if (numbered) return rest === '' || said(rest) === numbered ? numbered : null
  const plain = text.replace(NOTED, '')
  if (showsOnly(plain) || NO_MINORS.test(plain)) return null
  return said(plain) ?? ofThem(plain) ?? together(plain) ?? settled(saidInWords(plain))
}

const settled = (words: OfThem): Consent | null => CONSENTS.find((one) => one === words) ?? null

/** 「都没有小孩」, 「都同意公开」: the answer for all, and nothing else that was being asked; a number alone or 「没有」 may be. */
export const isWholeConsent = (text: string): boolean =>
  text.length < 40 &&
  !/^[1-4１-４一二三四]/u.test(text.trim()) &&
  ABOUT.test(text) &&
  answered(bare(text).toLowerCase()) !== null

const BUT = new RegExp(
  `^(.+?)((?:[\\s,，。;；]|但是?|不过|就是?|只有|其中|but|除了?|except(?: for)?)+)(?:photos? )?第?\\s*(${NUMBERS})\\s*张?(?:照片)?\\s*(.*)$`,
  'iu',
)
const EXCEPTED = /^(?:除外|以外|之外)$/

/** 「那位大爷不愿意」, 「里面的孩子还没同意」: who it is, before what he says. */
const WHOSE =
  /^(?:里面?的?|照片里的?|[那这]一?[位个名])[^不没别未还先可同，,\s]{0,6}?(?:说|又|也|后来)*(?=不|没|别|未|还没|先不|可以|同意)/u

export type ConsentSaid =
  /** `rest` is for all pictures that are asked about, but for those with a number. */
  { type: 'consent'; rest: Consent; but: Map<number, Consent> } | { type: 'no_such'; number: number } | null

/** The answer to the question whom the pictures show: 「1」, 「都同意了」, 「2 但第 3 张不行」, 「家长都签了，除了第4张那个没签」. `count` is the last number there is. */
export function readConsent(text: string, count: number): ConsentSaid {
  const plain = bare(text).toLowerCase()
  const whole = answered(plain)
  if (whole) return { type: 'consent', rest: whole, but: new Map() }
  const [, head = '', joint = '', list = '', words = ''] = BUT.exec(plain) ?? []
  const except = /除|except/.test(joint)
  const rest = answered(bare(head))
  if (!rest) return null
  const others =
    except || EXCEPTED.test(words)
      ? rest === 'given'
        ? 'not_given'
        : 'unknown'
      : (said(words) ?? said(words.replace(WHOSE, '')) ?? settled(saidInWords(words)))
  const refused = UNSIGNED.test(words) || said(words.replace(WHOSE, '')) === 'not_given'
  if (!others || (except && words !== '' && !EXCEPTED.test(words) && !refused)) return null
  const numbers = numberList(list.replace(/\s/g, ''))
  const wrong = numbers.find((number) => number < 1 || number > count)
  if (wrong !== undefined) return { type: 'no_such', number: wrong }
  return numbers.length > 0 ? { type: 'consent', rest, but: new Map(numbers.map((number) => [number, others])) } : null
}

/** 「一张不要公开」 says how many, and not which. */
const PICTURES = `(?:把)?(?:照片|photos?)?\\s*(?:第\\s*|(?![一两]张))(${NUMBERS})\\s*张?(?:照片)?的?\\s*(?:\\s(?:is|are|may be) )?`
const ALL = '(?:全部|所有|all|照片|photos?)(?:都|的|照片|photos?|\\s)*'
const CHANGE = new RegExp(`^(?:${PICTURES}|${ALL})(.+)$`, 'iu')
const PARENTS = `(?:${WHO}|本人|监护人|她们?|他们?|对方|妈妈|爸爸|奶奶|爷爷)`
/** 「不要了」 takes a picture out; only what is not to be seen any more is taken back. */
const NOT_SEEN =
  '(?:(?:不(?:再)?(?:同意|愿意)|反悔)(?:再)?(?:让|给)?(?:公开|发布?|展示|用|放|上网)?|(?:不(?:再)?(?:想|让|许|能|要)|别)(?:再)?(?:让|给)?(?:公开|发布|展示|发出去|放出去|上网|放(?=了?$)|用(?=了$)))(?:出去|出来)?了?'
const NOW = '(?:现在|后来|又|也|都|说|打电话说|，|,)*'
/** 「家长不同意公开了」, 「不能再公开了」: behind the pictures that it is said of. */
export const NO_LONGER = `(?:里面?)?[，,\\s]*的?(?:那个|这个)?(?:${PARENTS}们?的?){0,2}${NOW}${NOT_SEEN}`
const WITHDRAWN = [
  new RegExp(`^${PICTURES}${NO_LONGER}$`, 'iu'),
  new RegExp(`^(?:${PARENTS}们?的?){1,2}${NOW}${NOT_SEEN.replace(/了\?$/u, '')}\\s*${PICTURES}了?$`, 'iu'),
  new RegExp(`^${PICTURES}(?:撤回|撤销)(?:公开)?(?:的?同意|授权)?$`, 'iu'),
  new RegExp(`^(?:撤回|撤销)(?:公开)?(?:同意|授权)?\\s*${PICTURES}(?:公开)?(?:同意|授权)?$`, 'iu'),
  /^withdraw (?:consent (?:for|to) )?photos? (\d{1,2}(?:\s*(?:-|,)\s*\d{1,2})*)$/i,
]

/** 「撤回 3」 alone may mean a record, 「撤销 3」 anything. */
const OF_PICTURES = /同意|授权|公开|照片|张|photo/i

/** 「照片 3 撤回同意」: the numbers of the pictures that may no longer be shown, or null when it is something else. */
export const consentWithdrawn = (text: string): number[] | null => numbersBy(WITHDRAWN, text)

function numbersBy(patterns: RegExp[], text: string): number[] | null {
  if (text.length > 40 || !OF_PICTURES.test(text)) return null
  const plain = notOne(bare(text))
  for (const pattern of patterns) {
    const numbers = numberList((pattern.exec(plain)?.[1] ?? '').replace(/\s/g, ''))
    if (numbers.length > 0) return numbers
  }
  return null
}

const RESTORED = [
  new RegExp(`^${PICTURES}(?:恢复|重新|又)(?:可以)?(?:公开|同意|授权)(?:公开)?了?$`, 'iu'),
  new RegExp(`^(?:恢复|重新)(?:公开|同意|授权)?(?:公开)?\\s*${PICTURES}(?:的?公开|的?同意|的?授权)*$`, 'iu'),
  /^(?:restore|allow) (?:consent (?:for|to) )?photos? (\d{1,2}(?:\s*(?:-|,)\s*\d{1,2})*)$/i,
]

/** 「照片 3 恢复公开」, 「恢复照片 3」: the numbers of the pictures that may be shown after all, or null when it is something else. */
export const consentRestored = (text: string): number[] | null => numbersBy(RESTORED, text)

/** `unlessGiven`: where consent was given it stays. */
export type ConsentChange = { numbers: number[] | null; to: Consent; unlessGiven?: true }

const OF_MINORS = /未成年|孩|儿童|小朋友|娃|学生/u
const OF_CONSENT = /公开|同意|授权|public/iu

/** 「1、3 都是孩子」, 「只有第6张有小孩」: nobody said yet that these may be shown; 「3、4有小孩，没问过」: they may not. */
export function minorsShown(text: string): ConsentChange | null {
  // What is said of the others, too, is no sentence of these alone.
  if (text.length > 40 || !OF_MINORS.test(text) || /别的/u.test(text)) return null
  const [, list, words = ''] = CHANGE.exec(bare(text).replace(/^(?:只有|就|但是?|不过|其中)+/u, '')) ?? []
  const numbers = list === undefined ? [] : numberList(list.replace(/\s/g, ''))
  if (numbers.length === 0) return null
  const plain = words.trim()
  if (MINORS.test(plain)) return { numbers, to: 'unknown', unlessGiven: true }
  const said = /有/u.test(plain) ? saidInWords(plain) : null
  const to = settled(said)
  if (to) return { numbers, to }
  return said === 'people' ? { numbers, to: 'unknown', unlessGiven: true } : null
}

/** 「3 不公开」, 「第 3 张可以公开」, 「都不公开」: pictures (`null` all) with what is to hold for them. */
export function consentChanged(text: string): ConsentChange | null {
  if (text.length > 40) return null
  const withdrawn = consentWithdrawn(text)
  if (withdrawn) return { numbers: withdrawn, to: 'not_given' }
  const shown = minorsShown(text)
  if (shown) return shown
  const plain = notOne(bare(text))
  const doubted = /不|忘/u.test(plain) ? CHANGE.exec(plain) : null
  const of =
    doubted && saidInWords(doubted[2] ?? '') === 'unknown' ? numberList((doubted[1] ?? '').replace(/\s/g, '')) : []
  // 「第1张有个人不知道是谁」.
  if (of.length > 0) return { numbers: of, to: 'unknown' }
  if (!OF_CONSENT.test(plain)) return null
  if (/^都?(?:先?不|别|不要|不能)公开$/.test(plain)) return { numbers: null, to: 'not_given' }
  if (/^都?(?:可以|能|同意)公开$/.test(plain)) return { numbers: null, to: 'given' }
  const [, list, words = ''] = CHANGE.exec(plain) ?? []
  const to = OF_CONSENT.test(words) ? said(words.trim().toLowerCase()) : null
  if (!to) return null
  if (list === undefined) return { numbers: null, to }
  const numbers = numberList(list.replace(/\s/g, ''))
  return numbers.length > 0 ? { numbers, to } : null
}
