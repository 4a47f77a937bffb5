import { readBasis } from '../kernel/basis-words.js'
import { bare } from '../forms/prompt.js'
import type { Field } from '../forms/form.js'
import { isChosen, kindOf } from '../forms/kinds.js'
import { namesOf } from './fitting.js'
import { tellsPlans } from './said-above.js'
import { bareCorrection, byItsLabel } from './said-bare.js'
import { readAt } from './answer.js'
import { asksStory } from './told.js'
import { currentField, goTo, heldOf, type Step, type Turn } from './turn.js'

/** 「改一下 家长是12个」. */
const LEAD = /^(?:麻烦|请|帮我|我要?|想|再)*(?:改一?下|改改|更正一?下)[，,：:\s]+(?=\S)/u
/** 「补 6 …」, 「改 3 …」. */
const OF_A_NUMBER = /^(?:补|第|改)\s*\d/u
/** 「娃二十七个，我数错了」. */
const OWN_FAULT =
  /(?<=\S)[，,。\s]+(?:不好意思)?(?:是)?(?:我|刚才?|刚刚|之前|前面)*(?:数|写|打|记|填|算|说|弄|看|报)错了?(?:不好意思)?$/u
/** The same without that. */
export const withoutFault = (text: string): string => text.replace(OWN_FAULT, '')
/** 「日期好像是6月30」, 「地点写鸡鸣山社区活动室」, 「地点错了 在图书馆」: what stands between a name and what it is to be. */
const IS =
  /^的?(?:(?:改|应该|其实|好像|要)*叫[做作]?|(?:好像|应该|我记得|记得|其实)+是?|(?:就|要|应该|改)*[写填](?:成|作|的是|上|在)?|(?:[写填说记弄搞选]?错了?|不对)[了啊]?[，,。：:\s]+(?:应该|其实)?(?:是|叫[做作]?)?在?|(?:要|请|帮我|给我)*(?:改|更正|修改)(?:一?下|改)[了吧]?[，,：:\s]+(?:是|为|成)?)[：:\s]*(?=\S)(?![错反漏少得了不什么哪好完进]|多了)/u
const IS_HERE = /^的?(?:是|为|在|[:：])\s*(?=\S{2})(?!什么|哪|不是)/u
/** 「地点写详细点，城东社区文化室」, 「地点要写清楚」. */
const DETAILED =
  /^的?(?:请|要|再|应该|改|能不能)*[写填说]得?[更再]?(?:详细|具体|清楚|准确|完整)(?:一?[点些])?[了吧]?(?:[，,。：:\s]+(?:是|在|应该是)?|$)/u
/** 「人数错了」, 「日期要改一下」: which answer, and not what it is. */
const AMISS =
  /^的?(?:也|都|好像|是|有点|这里|那里)*(?:[写填说记弄搞选数打算]?错了?|不对|有误|有问题|要改|得改|改一?下)(?:一下)?[了啊呀哦]*$/u
const SAYS_AMISS = /错|不对|有误|问题|改/u
const LONG_AMISS = 14
const BECOMES = /^(?:应该)?(?:改成|改为|换成|是)\s*(?<value>[^\s，,。；;][^，,。；;]{0,15})$/u
/** 「应该叫夏日读书会」 of what it is called. */
const CALLED = /^(?:其实|应该|还是|好像|是|改)+叫[做作]?(?!了)\s*(?<name>\S.{1,29})$/u
const SPOILT = '(?:(?:太|有点|有些|都|拍)*(?:模糊|糊|虚|黑|暗|歪|重复|难看|不清楚|看不清楚?|没拍好)(?:了|的|得很)*)'
/** 「照片第三张删了吧糊了」, 「第3张太糊了 不要了」. */
const SPOILT_PICTURE = new RegExp(
  `^(?:照片|图片?)?的?第\\s*(?<number>\\d{1,2}|[一二三四五六七八九十]{1,3})\\s*张(?:照片|图片?)?[，,\\s]*(?:${SPOILT}[，,\\s]*)?(?:把它|请|就|给我|帮我)*(?:删除?掉?|去掉|不要)[了吧啊]*[，,。\\s]*(?:${SPOILT})?[吧啊]*$`,
  'u',
)
/** 「是签到的 不是估的」. */
const DENIED = /[，,。\s]*(?:可|而|并)?不是(?:估|点|数|补|签到|随便)[计算摸记数录写]*的?$/u
/** 「不是的 地点是社区居委会」. */
const NOT_SO = /^(?:不是的?|不对的?|错了)[，,。\s]+(?=\S{3})/u
/** Longer is a sentence of a report. */
const SHORT = 40

/** 「再加一句 有3户是低保」, without saying of what. */
const MORE =
  /^(?:我|那|还|再|要|想|帮我|请|麻烦)*(?:加|补充?|添)上?(?:一?[句段点]|[几两]句)话?[，,：:\s]+(?<more>\S.*)$/u

/** That it is of the story, of what is planned where it tells of that, or of what the only activity is called. */
function moreOf({ form, session }: Turn, text: string): string | null {
  const more = text.length < LONG ? MORE.exec(text.trim())?.groups?.['more'] : undefined
  if (more === undefined) return null
  const told = form.fields.filter((field) => asksStory(field) && (session.answers[field.key]?.value ?? null) !== null)
  const plans = tellsPlans(more) ? told.find(({ feeds }) => feeds === 'section.plans') : undefined
  const field = plans ?? told[0] ?? form.fields.find(({ feeds }) => feeds === 'activity.title')
  return field ? `${field.label}再加一句：${more}` : null
}
const LONG = 200

/** At the question for pictures no words are wanted but captions, and there are none of pictures that did not come. */
const correctsAtPictures = (turn: Turn, here: Field, text: string): boolean =>
  kindOf(here).hears === 'image' &&
  !OF_PICTURES.test(text) &&
  (PUTS_RIGHT.test(text) || heldOf(turn, here).partial === null)
const OF_PICTURES = /[张图]|照片|公开|同意|说明/u
const PUTS_RIGHT =
  /^(?:不是的?|等等|等一?下|其实|应该是?|不对|错了|还是)[，,\s]*\S|不是?在?\S+[，,\s]+(?:是|在)|[写填选弄记]错了|[写填]得?[更再]?(?:详细|具体|清楚|准确|完整)/u

/** 「类别改成公益服务」, where there is none such: she hears which there are, and it is no answer to another question. */
function otherValue(turn: Turn, said: string): string | null {
  const field = turn.form.fields.find((one) => namesOf(one).some((name) => said.startsWith(name)))
  const name = field && namesOf(field).find((one) => said.startsWith(one))
  const value = name && BECOMES.exec(said.slice(name.length))?.groups?.['value']
  if (!field || !value || field === currentField(turn)) return null
  return readAt(turn, field, { type: 'text', text: value }).type === 'misread' ? `改${field.label} ${value}` : null
}
const PUT = /改成|改为|换成/u

/** 「人数错了」: to that question, whichever is asked; null where it names none, or the one that is. */
function amissIn(turn: Turn, text: string): string | null {
  const { fields } = turn.form
  const said = byItsLabel(fields, text.trim().replace(/[。.!！~～]+$/u, ''))
  const field = fields.find((one) =>
    namesOf(one).some((name) => said.startsWith(name) && AMISS.test(said.slice(name.length))),
  )
  return field && field !== currentField(turn) ? `改${field.label}` : null
}

/**
 * Where no question is asked all she says is of an answer that is there: her words as the change of it that is heard anywhere. Words that are
 * none of these come back as they are.
 */
export function changeMeant(turn: Turn, text: string): string {
  const here = currentField(turn)
  const more = here ? null : moreOf(turn, text)
  if (more !== null) return more
  const amiss = text.length <= LONG_AMISS && SAYS_AMISS.test(text) ? amissIn(turn, text) : null
  if (amiss) return amiss
  // 「改一下 家长是11个」 is of what is there, whatever is asked.
  const besides = here !== null && kindOf(here).free && (LEAD.test(text) || OWN_FAULT.test(text))
  const chooses = here !== null && isChosen(here)
  const may = here === null || besides || chooses || correctsAtPictures(turn, here, text)
  if (text.length > SHORT || text.includes('\n') || (!may && !PUT.test(text))) return text
  const open = text.trim().replace(/[。.!！~～吧啊呢]+$/u, '')
  const said = OF_A_NUMBER.test(open) ? open : withoutFault(open.replace(LEAD, ''))
  const plain = said.replace(NOT_SO, '')
  const picture = SPOILT_PICTURE.exec(said)?.groups?.['number']
  if (picture) return `删照片第${picture}张`
  const { fields } = turn.form
  if (!may) return otherValue(turn, byItsLabel(fields, said)) ?? text
  const title = fields.find(({ feeds }) => feeds === 'activity.title')
  const called = title && CALLED.exec(said)?.groups?.['name']
  if (called) return `${title.label}改成${called}`
  const columns = fields.flatMap((field) => kindOf(field).columns?.(field) ?? [])
  const all: Field[] = [...fields, ...columns.map(({ field }) => field)]
  const counted = all.find((field) => (field.options as { counted?: boolean }).counted === true)
  const basis = said.replace(DENIED, '')
  if (counted && !chooses && readBasis(bare(basis)))
    return `${counted.label}${here ? '改成' : '是'}${bare(basis).replace(/^(?:人数|都|全|其实)*是?/u, '')}`
  const labelled = byItsLabel(all, plain)
  const names = all
    .filter((field) => field !== here)
    .flatMap(namesOf)
    .toSorted((a, b) => b.length - a.length)
  const name = names.find((one) => labelled.startsWith(one))
  const rest = name === undefined ? '' : labelled.slice(name.length)
  if (name !== undefined && DETAILED.test(rest)) {
    const then = rest.replace(DETAILED, '')
    return then === '' ? `改${name}` : `${name}${here ? '改成' : '是'}${then}`
  }
  // At the question for pictures a name with a value is of nothing else.
  if (here && name !== undefined && IS_HERE.test(rest)) return `${name}改成${rest.replace(IS_HERE, '')}`
  const none = here ? null : otherValue(turn, labelled)
  if (none) return none
  if (name !== undefined && IS.test(rest)) return `${name}${here ? '改成' : '是'}${rest.replace(IS, '')}`
  if (chooses) return text
  return bareCorrection(turn, said) ?? (labelled === open ? text : labelled)
}

/** What is asked about it is asked of what she said. */
export const inHerWords = (turn: Turn, step: Step, said: string): Step =>
  step.session.at.type === 'which_row' ? goTo(turn, { ...step.session.at, said }, null) : step

const ADDS_PICTURE =
  /^(?:等等|等一?下|对了|哦)*[，,\s]*(?:我|还|再|想|要|能不能|可以|可不可以|需要)*(?:加|补|发|添|传|放)(?:上|点|些|[一两二三几\d]+张)*(?:照片|图片|相片)(?:上去|进去|吗|吧|行吗|可以吗)*[?？]?$|^(?:照片|图片)(?:我|还|再|想|要)+(?:加|补|发|添|传)(?:上|点|些|[一两二三几\d]+张)*$/u

/** 「再加一张照片」: the question that it is of, where the form has one for pictures. */
export const albumToAddTo = ({ form }: Turn, text: string): Field | null =>
  ADDS_PICTURE.test(bare(text)) ? (form.fields.find((field) => kindOf(field).hears === 'image') ?? null) : null

/** 「不交了」, 「算了」: not that it is to go, and no wish to change anything. */
export const keepsBack = (text: string): boolean =>
  /^(?:算了|那|还是|我|这份|就|先)*[，,\s]*不(?:想)?(?:提|上)?交了$|^算了$/u.test(bare(text).replace(/[吧啊呀]+$/u, ''))
