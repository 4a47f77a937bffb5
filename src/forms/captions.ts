import { readNumber } from '../kernel/numeral.js'
import { COUNTED, MEASURED, named } from './captions-meant.js'
import { bare } from './prompt.js'
import { alsoIs } from './remark.js'

/** What a text at the photos says: captions for pictures by their numbers from 1, or none that can be told. */
export type Captioning =
  /** `rest`: one for all that lacked it; `unread`: lines that say of no picture which, beside others that do. */
  | { type: 'captions'; captions: Map<number, string>; rest?: true; unread?: string[] }
  /** One for all that lack it, and none does. */
  | { type: 'all_captioned'; caption: string }
  | null

const NUMERAL = '[0-9一二三四五六七八九十]{1,3}'
const NUMBERS = `${NUMERAL}(?:\\s*张?\\s*(?:-|—|~|到|至|[,，、和])\\s*第?${NUMERAL})*`
const NUMBERED = new RegExp(
  `^第?(${NUMBERS})\\s*(?:张(?:照片|图)?|号)?(?:\\s*(?:[.、:：)）]|都?是|都|全是|的?说明(?:是|[:：])?)\\s*|\\s+)(\\S.*)$`,
  'su',
)
/** 「2合影」: a number with its caption close behind; not 「3人合影」, which is a caption. */
const CLOSE = new RegExp(`^(\\d{1,2})(?![\\d、,，.-]|${MEASURED}|[~到至和]\\s*\\d)(\\S.*)$`, 'su')
/** 「2到4分组讨论」, 「6、7领养日」, 「第一张开班合影」: close behind several numbers, or behind 张. */
const CLOSE_SEVERAL = new RegExp(
  `^第?(${NUMERAL}(?:\\s*张?\\s*(?:-|—|~|到|至|[,，、和])\\s*第?${NUMERAL})+)张?(?![\\d一二三四五六七八九十、,，.:：)）是都全的-]|${MEASURED}|说明|小时|分钟)(\\S.*)$`,
  'su',
)
const CLOSE_ORDINAL = new RegExp(`^第(${NUMBERS})\\s*张(?:照片|图片?)?([^\\s的].*)$`, 'su')
/** 「最后一张是签到表」, 「前两张是开营」. */
const AT_END =
  /^(?<which>最后|末尾|后面?|最前面?|开头|前面?)(?:的|面)?(?<count>[那这]?[\d一二两三四五六七八九十]{0,3})张(?:照片|图片?)?\s*(?:的?说明\s*(?:是|为|写|改成|[:：])?|都?是|全是|都|[:：])?\s*(?<caption>\S.*)$/su
const ALL =
  /^(?:(?<all>全部|全都|所有|统一|all)(?:的|照片|图)*(?:说明|\s+captions?)?|说明|都|caption)(?:是|为|都是)?[\s:：]+(?<text>\S.*)$/isu
/** 「都是比赛现场」, 「全是开班那天拍的」. */
const ALL_ARE = /^(?:(?:这些|这几张|照片|全部|全)?都是|全是)\s*(?<text>[^\s，,。；;]\S*)$/su
/** 「后面都是汇报演出」, 「剩下读书会」, 「其他 学员发言」: those behind the last that was named, or all that were not. */
const REST =
  /^(后面|之后|往后|其余|剩下|余下|其[他它]|别)的?(?:几张|照片)*(?:(?:(?:都|全)(?:是|(?!是))|是|[:：\s])\s*|(?<=^(?:其余|剩下|余下)(?:几张|照片)*)(?!的)|(?=(?:就|我)?(?:不[要用留发]|删[掉了]|去掉)[掉了吧啊]*$))(?=\S)(?![了没有])(.*)$/su
/** 「剩下的游园会」, 「后面合影」 behind others. */
const REST_CLOSE =
  /^(剩下(?=的)|其余(?=的)|余下(?=的)|其[他它](?=的)|后面|往后)的?(?![了没有不明后等再还站坐跟])((?<=的)\S{2,12}|\S{2,4})$/u
const RANGE = `\\d{1,2}\\s*张?\\s*(?:-|—|~|到|至)\\s*\\d{1,2}(?!\\d|${MEASURED})`
const PIECES = new RegExp(
  `(?:[\\s,，;；。]+|(?<=[^\\d\\s一二三四五六七八九十])、(?=第?${RANGE})|(?<=\\p{Script=Han})(?=\\d{1,2}[-~]\\d{1,2}(?!\\d|${MEASURED})))(?=第?${NUMERAL}(?![\\d一二三四五六七八九十]|\\s*(?!张)${MEASURED})|后面|之后|往后|其余|剩下|余下|其[他它]|别的|(?:最后|末尾|后|最前|开头|前)面?[\\d一二两三四五六七八九十]{1,3}张)`,
  'u',
)

/**
 * Reads captions for the pictures of these numbers (`every`): 「2 合影」, 「3-5 分组讨论」, 「说明 开班合影」 for those that lack one, 「全部说明 开班合影」 for all, one a line or several in one 「1 开班 2 合影」,
 * 「第一张是开营，后面都是演出」; lines without numbers when there are as many as pictures that lack one (`lacking`, or all).
 */
export function readCaptions(text: string, every: number[], lacking: number[]): Captioning {
  const lines = plainNumbers(text)
    .split('\n')
    .map((line) =>
      apart(named(line.replace(INTRODUCED, ''), every, lacking), every)
        .replace(/(?<=\d)\s*[－–—～〜]\s*(?=\d)/gu, (sign) => (/[～〜]/u.test(sign) ? '~' : '-'))
        .replace(COMMAS, '$1、'),
    )
    .filter(Boolean)
    .slice(0, 60)
  const ofLine = lines.map((line) => (REST.test(line) ? null : captionsIn(line, every, lacking)))
  const known = new Set(ofLine.flatMap((one) => [...(one?.keys() ?? [])]))
  // What is left to be said of the others, in a line of its own.
  const others = [lacking, every].map((all) => all.filter((number) => !known.has(number))).find((all) => all.length > 0)
  const numbered = lines.map((line, i) => (REST.test(line) ? captionsIn(line, every, others ?? []) : ofLine[i]) ?? null)
  const captions = withRepeated(new Map(numbered.flatMap((one) => [...(one ?? [])])))
  if (captions && lines.length > 0 && numbered.every((one) => one !== null)) return { type: 'captions', captions }
  const one = lines.length === 1 ? text.trim() : ''
  const { all, text: caption } = ALL.exec(one)?.groups ?? ALL_ARE.exec(one)?.groups ?? {}
  if (caption && all) return { type: 'captions', captions: new Map(every.map((number) => [number, caption])) }
  if (caption && lacking.length === 0) return { type: 'all_captioned', caption }
  if (caption) return { type: 'captions', captions: new Map(lacking.map((number) => [number, caption])), rest: true }
  const unread = lines.filter((_, i) => numbered[i] === null)
  if (captions && known.size > 0 && unread.every((line) => !/^第?\d/u.test(line)))
    return { type: 'captions', captions, unread }
  const meant = numbered.some((one) => one !== null)
    ? null
    : [lacking, every].find(({ length }) => length > 0 && length === lines.length)
  return meant ? { type: 'captions', captions: new Map(meant.map((number, i) => [number, lines[i] as string])) } : null
}

/** 「就是照片说明 1-3是…」: what brings the captions is none of them. */
const INTRODUCED =
  /^\s*(?:(?:就是|是|我说的?是?|补一?下?|写一?下?)?(?:照片|图片?)的?说明|说明)[\s:：，,]*(?=第?[\d一二三四五六七八九十])/u
/** 「1，2，3 排练」: the commas of a list of numbers. */
const COMMAS = /(?<=(?:^|[\s；;。])(?:\d{1,2}[，,、]\s*)*)(\d{1,2})[，,]\s*(?=\d{1,2}(?!\d)(?:[，,、\s~到至-]|$))/gu

const AS_BEFORE = /^(?:也是|也一样|一样|同上|同前|还是)$/u
/** 「1 领养 2 也是 3 合影」: each that is as the one before with its caption; null where none stands before. */
function withRepeated(captions: Map<number, string>): Map<number, string> | null {
  let before: string | null = null
  for (const [number, caption] of captions) {
    if (!AS_BEFORE.test(bare(caption))) before = caption
    else if (before === null) return null
    else captions.set(number, before)
  }
  return captions
}

/** 「①开班」 as 「1 开班」. */
const plainNumbers = (text: string): string => text.replace(/[①-⑳]/gu, (one) => ` ${one.normalize('NFKC')} `)

const WITHIN = new RegExp(
  `(?<=[^\\d\\s和与跟及到至、,，~-])(第?)(\\d{1,2})(张?)(?=[.、:：)）]?\\D)(?!${MEASURED})`,
  'gu',
)

/** 「1读书会2合影3沙龙」 as 「1读书会 2合影 3沙龙」: each number the next of the one before. */
function apart(line: string, every: number[]): string {
  const trimmed = line.trim()
  let last = Number(/^第?(\d{1,2})(?!\d)/u.exec(trimmed)?.[1])
  return trimmed.replace(WITHIN, (whole: string, ordinal: string, digits: string, picture: string) => {
    const next = Number(digits) === last + 1 && every.includes(last + 1) && (ordinal === '') === (picture === '')
    if (next) last += 1
    return next ? ` ${whole}` : whole
  })
}

/** The captions of one line by number: several when each piece has its number and the numbers rise, else the one of the whole line. */
function captionsIn(written: string, every: number[], lacking: number[]): Map<number, string> | null {
  const line = spaced(written)
  const several = (pieces: string[]): Map<number, string> | null => {
    const captions = new Map<number, string>()
    for (const piece of pieces) {
      const highest = Math.max(0, ...captions.keys())
      const [, which = '', caption = ''] = REST.exec(piece) ?? (captions.size > 0 ? REST_CLOSE.exec(piece) : null) ?? []
      const rest =
        captions.size === 0 ? lacking : every.filter((n) => (/后/u.test(which) ? n > highest : !captions.has(n)))
      const read = caption ? { numbers: rest, caption } : (atEnd(piece, every) ?? numbersIn(piece))
      if (!read || read.numbers.length === 0 || (!caption && read.numbers.some((n) => n <= highest))) return null
      for (const number of read.numbers) captions.set(number, read.caption)
    }
    return captions
  }
  const pieces = line.split(PIECES).filter(Boolean)
  const read = (pieces.length > 1 ? several(pieces) : null) ?? inAnyOrder(line, every)
  if (read) return read
  // 「1 开营，2-5」 is not all about the first: it is asked.
  const others = [
    ...written.split(/[，,；;]/u).slice(1),
    ...pieces.slice(1).filter((piece) => BEGINS_RANGE.test(piece)),
  ]
  return others.some((piece) => ONLY_NUMBERS.test(piece.trim()) || numbersIn(piece.trim())) ? null : several([line])
}

/** 「3-5 学生捡瓶子；1 全体」: each piece between signs has numbers of its own, in whatever order. */
function inAnyOrder(line: string, every: number[]): Map<number, string> | null {
  const captions = new Map<number, string>()
  const pieces = line.split(/[，,；;。]+\s*/u).filter(Boolean)
  if (pieces.length < 2) return null
  for (const piece of pieces) {
    const read = numbersIn(piece)
    if (!read || read.numbers.some((number) => captions.has(number) || !every.includes(number))) return null
    for (const number of read.numbers) captions.set(number, read.caption)
  }
  return captions
}

const BEGINS_RANGE = new RegExp(`^第?${RANGE}`, 'u')
const ONLY_NUMBERS = new RegExp(`^第?${NUMBERS}张?$`, 'u')

const NUMBERS_APART = new RegExp(
  `(?<=^|[\\s，,；;。])(\\d{1,2})\\s+(?=(?:\\d{1,2}\\s+)*\\d{1,2}(?!\\d)\\s*(?!${MEASURED})[^\\d\\s.、:：)）-])`,
  'gu',
)

/** 「8 9 合影」 as 「8、9 合影」. */
const spaced = (line: string): string => line.replace(NUMBERS_APART, '$1、')
/** 「最后一张是签到表」: the last or first of all there are. */
function atEnd(piece: string, every: number[]): { numbers: number[]; caption: string } | null {
  const { which = '', count = '', caption = '' } = AT_END.exec(piece)?.groups ?? {}
  if (!caption) return null
  const many = readNumber(count.replace(/[那这]/u, '')) ?? 1
  return { numbers: /前|开头/.test(which) ? every.slice(0, many) : every.slice(-many), caption: caption.trim() }
}

function numbersIn(line: string): { numbers: number[]; caption: string } | null {
  const plain = line
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replaceAll('　', ' ')
  const found = CLOSE_SEVERAL.exec(plain) ?? NUMBERED.exec(plain) ?? CLOSE_ORDINAL.exec(plain) ?? CLOSE.exec(plain)
  if (!found) return null
  const numbers = numberList(found[1] ?? '')
  return numbers.length > 0 ? { numbers, caption: alsoIs((found[2] ?? '').trim()) } : null
}

/** 「第 2 张」, as it is said to her, like 「第2张」. */
export const closeNumbers = (text: string): string =>
  text.replace(/第\s+(?=[\d一二三四五六七八九十])/gu, '第').replace(/(?<=[\d一二三四五六七八九十])\s+(?=张)/gu, '')

/** 「3-5」, 「1、4」, 「三」, 「第1张和第2张」 as numbers; none when one of them is no number or the range is turned round or too long. */
export function numberList(text: string): number[] {
  const numbers: number[] = []
  for (const part of text.replace(/[第张条]/g, '').split(/[,，、和]/)) {
    const [from = NaN, to = from] = part.split(/-|—|~|到|至/).map((one) => readNumber(one.trim()) ?? NaN)
    if (!(to >= from) || to - from > 100) return []
    for (let n = from; n <= to; n++) numbers.push(n)
  }
  return numbers
}

const MAY_BE = new RegExp(
  `^第?${NUMBERS}\\s*(?:张|号)?(?:照片|图)?(?:\\s*[:：.、]\\s*|\\s+|都?是)(?![\\d${COUNTED}])[^\\d\\n，。]{1,20}$`,
  'u',
)

/** 「最后一张：合影」「最后一张说明 结束」. */
const LAST_IS = /^(?:最后|第)一张(?:照片|图)?(?:\s*[:：]\s*|是|\s*的?说明(?:是|[:：]|\s)\s*)[^\d\n，。]{1,20}$/u

/** Whether a text says the caption of a picture, whatever it is: 「最后一张说明 结束」 ends nothing. */
export const isCaptionOfLast = (text: string): boolean => LAST_IS.test(text.trim())

/** 「1.签到 2.开场 3.合影」. */
const SEVERAL_ARE =
  /^第?\d{1,2}(?:张|号)?(?:照片|图)?[:：.、\s][^\d\n，。]{1,20}(?:第?\d{1,2}(?:张|号)?(?:照片|图)?[:：.、\s][^\d\n，。]{1,20})+$/u

/** How all of these begin. */
const BEGINS_CAPTIONS = /^\s*(?:最|第?[\d一二三四五六七八九十]{1,3}[\s张号照图:：.、都是\-—~到至,，和])/u

/** Whether a text may be captions where something else is asked: nothing but numbers, each with a short one. */
export const mayBeCaptions = (text: string): boolean =>
  text.length < 200 &&
  BEGINS_CAPTIONS.test(text) &&
  text
    .trim()
    .split('\n')
    .every((line, _, lines) => {
      if ([MAY_BE, LAST_IS, SEVERAL_ARE].some((captions) => captions.test(line.trim()))) return true
      if (lines.length > 1 && REST.test(line.trim()) && !/\d/u.test(line)) return true
      const pieces = line.split(/[，,；;]/u)
      const isOne = (piece: string, i: number) =>
        MAY_BE.test(piece) || (i === pieces.length - 1 && REST.test(piece) && !/\d/u.test(piece))
      return pieces.length > 1 && pieces.every((piece, i) => isOne(piece.trim(), i))
    })

/** 「照片1说明改成 开场」, 「第7张说明写 合影」: another caption for one picture, whatever is being asked. */
const RECAPTIONED =
  /^(?:把|请)?(?:第\s*(\d{1,2})\s*张(?:照片|图)?|(?:照片|图片?)\s*第?\s*(\d{1,2})\s*张?)的?说明\s*(?:改成|改为|换成|写成|改|写|应该是|是|[:：])\s*(\S.*)$/su
export function recaptioned(text: string): { number: number; caption: string } | null {
  const [, one, other, caption = ''] = RECAPTIONED.exec(text.trim()) ?? []
  return caption ? { number: Number(one ?? other), caption } : null
}

/** 「第6张跟第7张差不多 删一张」: two pictures beside each other are no caption. */
const COMPARED =
  /^第?\s*(\d{1,2})\s*张?\s*(?:和|跟|与|同|、)\s*第?\s*(\d{1,2})\s*张?(?:照片|图)?.{0,4}(?:差不多|一样|重复|很?像|同一张)/u
export function compared(text: string): [number, number] | null {
  const [, one, other] = COMPARED.exec(text.trim()) ?? []
  return one && other ? [Number(one), Number(other)] : null
}

const SORRY = /^(?:(?:不好意思|对不起|抱歉|哎呀|发错了?|弄错了?|写错了?|错了)[\s，,。.!！]*)+/u
const WHICH = `(第?\\s*${NUMERAL}(?:\\s*[条张行项]?(?:\\s*[-~到至,、和]\\s*|\\s+)第?\\s*${NUMERAL})*)\\s*[条张行项]?(?:照片|图)?`
const GONE = '(?:删除?掉?了?|去掉了?|不要了?|拿掉)'
const TO_DELETE = [
  new RegExp(`^(?:我们?|想|要|请|麻烦|帮我?|把)*(?:删除?|删掉|去掉|拿掉|不要|delete|remove)\\s*${WHICH}$`, 'iu'),
  new RegExp(`^(?:我们?|想|要|请|麻烦|帮我?|把|那)*${WHICH}(?:请|都)*${GONE}$`, 'u'),
]

/** 「删4 删5 删6」. */
const EACH_DELETED = new RegExp(`^(?:(?:删除?掉?|去掉|不要)\\s*第?\\s*${NUMERAL}\\s*[条张行项]?[\\s,，、]*){2,}$`, 'u')

/** 「2 5」, 「第 2 条 和第5条」 as 「2、5」, 「2和5」. */
const withCommas = (numbers: string): string =>
  numbers
    .replace(/[第条张行项]/gu, ' ')
    .trim()
    .replace(/\s*([-~到至,、和])\s*/gu, '$1')
    .replace(/\s+/gu, '、')

/** 「删 2」, 「发错了，删掉第3条」, 「第4张不要」: the numbers to be taken out, or null when it is something else. */
export function numbersToDelete(text: string): number[] | null {
  const said = bare(text).replace(SORRY, '')
  if (EACH_DELETED.test(said))
    return numberList(withCommas(said.replace(/删除?掉?|去掉|不要/gu, '、').replace(/^、+/u, '')))
  for (const pattern of TO_DELETE) {
    const found = pattern.exec(said)
    if (found) return numberList(withCommas(found[1] ?? ''))
  }
  return null
}

const UNWANTED =
  '(?:不要|不用|不发|不放|不传|不留|不收|别要|别放|别发|别用|删除|删掉|删|去掉|拿掉|撤下|撤掉|作废)[了掉吧啊哈]*'
const NOT_WANTED = new RegExp(
  `^(?:这张|那张|这个|就|也|还是|都|全都?|全部|请|帮我|我|照片)*(?:${UNWANTED}|(?:发|传)错了?|多发了|重复了?|delete|remove|not wanted)$|^\\S{1,8}${UNWANTED.replace('[了掉吧啊哈]*', '[了掉吧]+')}$`,
  'iu',
)

/** 「不要」, 「模糊，不要了」, 「还是不要了」: said of a picture that is to go; never its caption. */
export const notWanted = (text: string): boolean =>
  bare(text)
    .split(/[，,；;。\s]+/u)
    .some((clause) => clause !== '' && NOT_WANTED.test(clause))

/** 「看」「列表」: show what there is. */
export const wantsList = (text: string): boolean =>
  text.length < 20 && /^(?:看|看看|看一下|查看|列表|清单|list|show)$/i.test(bare(text))
