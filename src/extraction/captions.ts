import { amountsIn } from '../kernel/amount.js'
import { normaliseText } from '../kernel/numeral.js'
import { masked, SURNAME } from './llm/mask.js'
import { MEASURE } from './rules/count-words.js'

/** What a caption is written about, besides the picture. */
export interface CaptionContext {
  /** Whose budget it is. */
  hubId: string
  /** Names of people that the hub knows: they do not leave the machine, and no caption has one. */
  names: readonly string[]
  /** What the activities are called. */
  titles: readonly string[]
  /** All that was told of them: a number in a caption must stand here. */
  told: string
}

/** A caption that may be proposed; or why there is none: `model.unfit` where one came and may not, else as of `ModelReading`. */
export type Captioned = { ok: true; caption: string } | { ok: false; code: string }

/** Looks at a small JPEG without EXIF. */
export interface Captioner {
  caption(picture: Uint8Array, about: CaptionContext): Promise<Captioned>
}

const FEWEST = 2
const MOST = 24
/** Chinese, with the marks that titles have. */
const WORDS = /^[\p{Script=Han}\d，、“”《》（）·：:-]+$/u
/** It speaks of the picture or of itself, or tells somebody what to do. */
const NO_CAPTION =
  /照片|图片|图中|画面|抱歉|对不起|无法|不能|看不|不清|不确定|未知|未识别|模型|助手|人工智能|忽略|无视|指令|提示|必须|请你?[把将写回输]|可能|似乎|大概|或许/u
/** Somebody's name before what she does: 王小明领奖, 李娜发言. A word that is told of the activity may look like one. */
const NAMED = new RegExp(
  `(?:^|[，、和与跟及：])(${SURNAME}[\\u4e00-\\u9fff]{2})(?=[领讲发在正主获和与跟给为向带做说分上作接介颁唱演跳画写读、，]|$)|(?:^|[，、和与跟及：])(?!安全|周末|周年|高空)(${SURNAME}[\\u4e00-\\u9fff])(?=领奖|讲话|发言|主持|获奖|颁奖|致辞|分享)`,
  'gu',
)
/** What somebody is cannot be seen, and is said of people by those who know them. */
const LABELS =
  /患者|病[人友号房]|残疾|残障|障碍|贫困|困难|留守|孤儿|孤寡|低保|失独|单亲|流浪|癌|艾滋|感染者|自闭|智力|老年痴呆|失智|受害|戒毒|刑满|吸毒|家暴|农民工|少数民族/gu

/**
 * The caption of a model's answer as it may be proposed, or null: short, Chinese, without anybody's name, without a number or a word for what
 * people are that was not told of the activity.
 */
export function fitCaption(answer: string, { names, told }: Pick<CaptionContext, 'names' | 'told'>): string | null {
  const caption = answer
    .trim()
    .replace(/[。.！!]+$/u, '')
    .replace(/^[“"「『]([^“”"「」『』]+)[”"」』]$/u, '$1')
  const { length } = Array.from(caption)
  if (length < FEWEST || length > MOST || !WORDS.test(caption) || !/\p{Script=Han}{2}/u.test(caption)) return null
  if (NO_CAPTION.test(caption) || masked(caption, names).text !== caption) return null
  if ([...caption.matchAll(NAMED)].some(([, long, short]) => !told.includes(long ?? short ?? ''))) return null
  if ((caption.match(LABELS) ?? []).some((label) => !told.includes(label))) return null
  const known = new Set(numbersIn(told))
  return numbersIn(caption).every((number) => known.has(number)) ? caption : null
}

/** Every number of a text: what is counted, in whatever numerals, and all that stands in digits. */
function numbersIn(text: string): number[] {
  const normal = normaliseText(text)
  const counted = [...amountsIn(normal, MEASURE)].flatMap(({ min, max, said }) => [min, max, said])
  return [...counted, ...(normal.match(/\d+(?:\.\d+)?/g) ?? []).map(Number)]
}
