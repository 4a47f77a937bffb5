import { closeNumbers, numberList } from '../forms/captions.js'
import { consentRestored, consentWithdrawn, NO_LONGER } from '../forms/consent.js'
import { notOne } from '../forms/not-one.js'
import { objection } from '../forms/objection.js'
import { readShown, whoObjects, withoutObjector } from '../forms/not-shown.js'
import { bare } from '../forms/prompt.js'
import { mayBeCalled, saidOfShown, TOLD } from './objected-later.js'

/** Pictures of something filed. `of`: whose or of which record, in her words, '' where she does not say; `numbers` empty: she does not say which. */
export interface PicturesNamed {
  of: string
  numbers: number[] | 'all'
  /** `of` may be no name: where nothing is called so, it is none. */
  guess?: true
  /** In words that are only heard after pictures were filed; 'weak': and only where some are on her screen. */
  later?: 'weak' | 'plain'
  /** Of no other than what is called `of`. */
  called?: true
}

export type ConsentAct = 'withdraw' | 'restore'

const LONG = 60
const NUMERAL = '(?:\\d{1,2}|[一二三四五六七八九十]{1,3})'
/** 「6月28」 and 「6.28」 are days, and end in no number of a picture. */
const LIST = `(?<![\\d.月/-])第?(?<list>${NUMERAL}(?:\\s*张?\\s*[-~到至,，、和]\\s*第?${NUMERAL})*|全部|所有|all)\\s*张?(?:照片)?`
const POLITE = '^(?:我(?:要|想)|请|帮我|把)*'
const CONSENT = '(?:的?(?:公开|同意|授权))*'

const patternsOf = (verb: string, english: string): RegExp[] => [
  new RegExp(`${POLITE}${verb}照片${CONSENT}\\s*(?<of>.*?)(?:里|中)?的?\\s*(?:照片)?\\s*(?:${LIST})?$`, 'u'),
  new RegExp(`${POLITE}${verb}${CONSENT}\\s*(?<of>.*?)(?:里|中)?的?\\s*照片${CONSENT}\\s*(?:${LIST})?$`, 'u'),
  new RegExp(`${POLITE}(?<of>.*?)(?:里|中)?的?\\s*(?:照片\\s*|(?=第))${LIST}的?${verb}${CONSENT}$`, 'u'),
  new RegExp(`${POLITE}(?<of>.*?)(?:里|中)?的?\\s*照片(?:都|全部)*${verb}(?:公开|同意|授权)+$`, 'u'),
  new RegExp(`^${english} (?:consent (?:for|to) )?photos?(?: (?:of )?(?<of>.*?))?\\s*(?:${LIST})?$`, 'iu'),
]

const NUMBERED_NO_LONGER = new RegExp(
  `${POLITE}(?<of>.*?)(?:里|中)?的?\\s*(?:照片\\s*|(?=第))${LIST}${NO_LONGER}$`,
  'u',
)
/** 「读书会的照片别公开了」, 「合影那张家长不同意公开了」: all of them, where the command 「撤回照片」 leaves open which. */
const NO_LONGER_AT_ALL = new RegExp(
  `${POLITE}(?<of>[^，,]*?)(?:里|中)?的?\\s*(?:照片|图片|相片|[那这]几?张(?:照片)?)(?:都|全都?|全部|一律)*${NO_LONGER}$`,
  'u',
)
const PATTERNS = {
  withdraw: [...patternsOf('(?:撤回|撤销)', 'withdraw'), NUMBERED_NO_LONGER, NO_LONGER_AT_ALL],
  restore: patternsOf('(?:恢复|重新)', '(?:restore|allow)'),
}
const ALL = /^(?:全部|所有|全|all)$/iu
/** 「上次」, 「那天」: words for a record that tell it from no other. */
const NO_NAME =
  /^(?:上(?:一)?[次回场]|[那这][天次场回些]|当[天时]|之前|以前|先前|前面|刚才|刚刚|最近|有[一两几\d]{1,2}张|我们?|你们?|已经|交|发|给|上去|过|了|的|活动)*$/u

/** The name in her words for whose pictures they are; '' where there is none. */
const nameIn = (of: string): string =>
  ALL.test(of.trim()) || NO_NAME.test(of.trim()) ? '' : withoutObjector(of.replace(/[，,\s]+$/u, '').trim()).trim()

/** 「上次亲子营第3张照片…」: of what is filed, also where something else is being filled in. */
const FILED_BEFORE = /上[次回]|之前|以前|交过|交上去|交的那/u
/** 「孩子家长反悔了」 is said of pictures; a longer sentence need not be. */
const SHORT = 14
/** Whom they show, and no record that is called so. */
const WHOM =
  /^(?:有|这些|那些|里面?|拍到)*(?:未成年人?|小孩子?|孩子|娃娃?|儿童|小朋友|学生|同学|老人|家长|服务对象|我们?|这些|那些|这几张)*们?的?$/u

/**
 * The same in free words; `shown`: pictures are on her screen, which 「不要公开」 is said of. `whole`: nothing else may be in the message, for where
 * something is being filled in it may be told as a part of that.
 */
export function picturesObjected(text: string, shown: boolean, whole = false): PicturesNamed | null {
  const objected = objectedIn(text, shown, whole)
  if (!objected || objected.of !== '') return objected
  const called = mayBeCalled(text)
  const of = WHOM.test(called) ? '' : nameIn(called)
  if (Array.from(of).length > 1) return { ...objected, of, guess: true }
  return objected.called ? null : objected
}

/** In a draft a long sentence is told as a part of it. */
const SHORT_IN_DRAFT = 24
/** Longer is a story, whatever number is in it. */
const STORY = 60

function objectedIn(text: string, shown: boolean, whole: boolean): PicturesNamed | null {
  const wish = readShown(text)
  if (wish && (shown || wish.named)) {
    const numbers = [...wish.each].flatMap(([number, to]) => (to === 'not_given' ? [number] : []))
    return { of: '', numbers: wish.rest === 'not_given' ? 'all' : numbers }
  }
  const who = whoObjects(text)
  if (who) return { of: who, numbers: [] }
  const length = Array.from(bare(text)).length
  const found = objection(text, true)
  const before = FILED_BEFORE.test(text)
  const numbered = found !== null && (found.numbers === 'all' || found.numbers.length > 0)
  // What she reports is told as that, with what she says of its pictures.
  const told = found !== null && !shown && !before && !numbered && length > SHORT_IN_DRAFT && TOLD.test(text)
  const inDraft = whole && !before && !(found?.numbers !== 'all' && numbered)
  if (found && !told && !(whole && length > STORY)) {
    const { numbers, later, named } = found
    if (!inDraft && (named || shown || length < SHORT)) return { of: '', numbers }
    if (inDraft && later && named && length <= SHORT_IN_DRAFT) return { of: '', numbers, later: 'plain' }
    // 「做灯笼的妈妈说算了」 answers no question: where a picture is called so it is of that.
    if (inDraft && length <= SHORT_IN_DRAFT) return { of: '', numbers, later: 'plain', called: true }
  }
  const also = shown && !whole ? saidOfShown(text) : null
  return also && { of: '', numbers: also, later: 'weak' }
}

/** 「撤回照片 2」, 「撤回照片 读书会 2」, 「读书会的第 2 张撤回同意」, 「撤回照片」; null when a message is none of it. */
export function picturesNamed(text: string, act: ConsentAct): PicturesNamed | null {
  if (text.length >= LONG || text.includes('\n')) return null
  const plain = (act === 'withdraw' ? consentWithdrawn : consentRestored)(text)
  if (plain) return { of: '', numbers: plain }
  // 「2 3」 are two pictures.
  const said = notOne(closeNumbers(bare(text))).replace(
    /(?<![\d.月/年-])(\d{1,2})\s+(?=\d{1,2}(?![\d.月/年-]))/gu,
    '$1、',
  )
  for (const pattern of PATTERNS[act]) {
    const { of = '', list } = pattern.exec(said)?.groups ?? {}
    if (!pattern.test(said)) continue
    if (act === 'withdraw' && WHOM.test(of) && readShown(said)) return picturesObjected(said, true)
    const every =
      ALL.test(of) ||
      (list !== undefined && ALL.test(list)) ||
      /(?:都|全部)(?:撤|恢|重)/.test(said) ||
      (pattern === NO_LONGER_AT_ALL && !/[那这]几?张/u.test(said))
    const numbers = list === undefined ? [] : numberList(list.replace(/\s/g, ''))
    return { of: nameIn(of), numbers: every ? 'all' : numbers }
  }
  return null
}
