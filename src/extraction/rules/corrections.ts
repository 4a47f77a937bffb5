import { matches } from '../../kernel/chars.js'
import { TAKEN, without } from './text.js'
import type { Span } from '../activity.js'

const NUMBER =
  '(?:约|大概)?[\\d零一二两俩仨三四五六七八九十百千万廿卅半][\\d零一二两三四五六七八九十百千万廿卅.,:：月多余来几]{0,14}'
const UNIT = '(?:人次|个人|元钱|块钱|[人名位个户家号元块日点份])?'
const DAY = '(?:(?:上|下|这|本)?(?:周|星期|礼拜)[一二三四五六日天]|[昨前今明]天|大前天)'
const SAID = `(?:${DAY}|${NUMBER}${UNIT})`
/** 是11月6号，不是7号; 不是470 是740; the other way round too. */
const NOT_BUT = new RegExp(
  `(?<out>(?:并?不是|并非|而不是)[的:： ]?(?:志愿者|义工|社工|老人|孩子|儿童|家长|学生|居民)?(?<old>${SAID}))`,
  'g',
)
/** 35改成32, 八号改为九号. */
const CHANGED = new RegExp(
  `(?<out>(?<old>${SAID}))(?:的)?[ ，,]*(?:都|得|要|请|应该?|应)?(?:→|->|—>|=>|改成|改为|更正为|更正成|订正为|修正为)`,
  'g',
)
/** 六十七 应该是七十六; 写成了12，应为21. */
const SHOULD = new RegExp(
  `(?<out>(?:写|填|报|打|说|记|登|识别|听)?成?了?(?<old>${SAID}))[吧的了]?[ ，,—-]*(?:其实|实际上?|准确说|准确的|正确的)?(?:应该是|应是|应为|应该为|应当是|其实是|实际是|实际上是|实为)(?=[ ]?[\\d一二两三四五六七八九十百千周星昨前上])`,
  'g',
)
const WRONG =
  '(?:写错|打错|说错|记错|数错|算错|加错|报错|填错|搞错|弄错|看错|听错|识别错|错|[写报记算数][多少漏])(?:了)?|[多少漏]写了(?=[一两二三四五][张笔项份])|[多少漏][数算报记加]了(?:[一两二三四五六七八九十\\d]{1,2}[个人名位户])?|不对|有误|不准|[更纠]正(?:一下)?(?!一下)|口误|笔误|手误|哦不|噢不|啊不|呃不'
/** 50位——写错，53位: what was said last of the same kind goes. */
const TAKEN_BACK = new RegExp(
  `(?<old>${SAID})[吧了的]?[^\\d。\\n]{0,6}?[ ，,。—-]*(?:${WRONG})[啊了哈呀]?(?:[一两二三四五][张笔项份](?=[^\\d，,。]{0,4}[，,])[^\\d，,。]{0,4})?[ ，,：:。—-]*(?:[^，。\\d]{0,4}(?:重新?|又)(?:数|点|核|查|对)[^，。\\d\\n]{0,6}?)?(?:是|应该是|应为|应是|其实是|实际是|改成|重新数了?是?|重数了?是?|准确是)?[ ：:]?(?=(?<next>${SAID}))`,
  'g',
)

/** 我说成周四了, （原来写成1230元）. */
const HAD_SAID = new RegExp(
  `(?<out>(?:我|原来|之前|原先|上次|刚才|前面|误)?(?:写|填|报|打|说|记|登|看|听)成了?(?<old>${SAID}))`,
  'g',
)
/** 1460里多算了120，实际1340: what was counted too much or left out. */
const COUNTED_WRONGLY = new RegExp(
  `(?<out>(?<old>${SAID})(?:里面?|中|[（(，, ])?(?:多|少|漏|重复)(?:算|记|写|加|报|数)了(?:[^，,。\\d\\n]{0,5}的)?${SAID})(?=[^。\\n\\d]{0,8}(?:实际|应|其实|正确|准确|改[为成]))`,
  'g',
)
/** 那条“32人”作废，以29人为准. */
const VOID = new RegExp(
  `(?<out>(?<old>${SAID}))[”"』」]?(?:那条)?(?:作废|不算|无效|删掉|划掉|是(?:笔误|口误|[写打说记]错|错的))`,
  'g',
)
const IS_WRONG = new RegExp(WRONG)
/** Each with a word that its text must hold: most texts take nothing back. */
const TAKING_BACK: [RegExp, RegExp][] = [
  [/不是|并非/, NOT_BUT],
  [/[→>]|[改正]成|改为|[更订修]正为/, CHANGED],
  [/[应实]/, SHOULD],
  [IS_WRONG, TAKEN_BACK],
  [/成/, HAD_SAID],
  [/[多少漏复][算记写加报]了/, COUNTED_WRONGLY],
  [/作废|不算|无效|[删划]掉|误|错/, VOID],
]
const TAKES_BACK = new RegExp(`^(?:了|那天|活动)?[ ，,。—-]*(?:${WRONG})[啊了哈呀]?[ ，,。：:—-]*(?:应该)?(?:是)?[ ]*$`)
/** 春游 不对 是秋游: of two names the second, which takes the place of the first. */
export const withoutTakenBack = <T extends Span>(names: T[], plain: string): T[] =>
  names.filter(({ end }, i) => !TAKES_BACK.test(names[i + 1] ? plain.slice(end, names[i + 1]?.start) : ''))

/** A message that puts something right. */
export const isCorrection = (text: string): boolean =>
  IS_WRONG.test(text) || /更正|为准|作废|→|->|改成|改为|应该是|应为|应是/.test(text)

const kindOf = (said: string): string =>
  /[周星礼昨前今明]|[月日号]$|\d\.\d/.test(said) ? 'day' : /[元块]/.test(said) ? 'money' : 'count'

/**
 * The text with everything left out that its sender took back: the last word wins. What was wrong in an earlier message is not here, so a sentence
 * that only names the right figure stays as it is.
 */
export function corrected(plain: string): { plain: string; days: Span[] } {
  const out: Span[] = []
  const days: Span[] = []
  const take = (start: number, length: number, said: string, at: number) => {
    out.push({ start, end: start + length })
    if (kindOf(said) === 'day') days.push({ start: at, end: at + said.length })
  }
  for (const [word, pattern] of TAKING_BACK)
    for (const found of word.test(plain) ? matches(pattern, plain) : []) {
      const { old = '', out: whole = old, next } = found.groups ?? {}
      if (
        next !== undefined &&
        kindOf(next) !== kindOf(old) &&
        (kindOf(next) !== 'count' || kindOf(old) === 'day') &&
        // 花了五百，少写了一张票，实际是580块
        !(kindOf(next) === 'money' && kindOf(old) === 'count' && /[花用费支]了?$/.test(plain.slice(0, found.index)))
      )
        continue
      // Of 50位——写错，53位 the words between go too, so that 53 stands where 50 stood.
      const [from, length] =
        pattern === NOT_BUT ? [found.index + found[0].indexOf(whole), whole.length] : [found.index, found[0].length]
      take(from, length, old, found.index + found[0].indexOf(old))
    }
  return { plain: without(plain, out, TAKEN), days }
}
