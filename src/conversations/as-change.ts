import { consentChanged } from '../forms/consent.js'
import type { Form } from '../forms/form.js'
import { isNamed, withoutReference } from './of-filed.js'

const NOT_BUT =
  /^(?:刚才|刚刚|上面|之前|上次|前天|昨天|昨晚)?(?:我?[交填报写]的)?的?[那这][份个条次场](?:\S{2,12}?)?(?:的)?不是\s*(?<was>[^，,。是]{1,12}?)[，,\s]*(?:而|应该|其实)*是\s*(?<now>\S[^，,。]{0,20})$/u

/** 「不是45是35」, 「35不是45」 behind the name of a question: which of its rows that is, the old number tells. */
const OLD_NUMBER =
  /^(?:不是\s*(?<was>[\d.]{1,9}[人名位个户元块]*)[，,\s]*(?:而|应该)?是\s*(?<now>\d\S{0,12})|(?<now2>\d[^，,\s是不]{0,8})[，,\s]*(?:而|并)?不是\s*(?<was2>[\d.]{1,9}[人名位个户元块]*))$/u

/** 「敬老院叫夕阳红」: what is there by another name. */
const CALLED =
  /^(?<was>[^，,。\s]{2,12}?)的?(?:全名|名字|全称)?(?:其实|应该|正式)*(?:名叫|叫[做作]?)\s*(?<now>[^，,。\s]{2,20}?)[。.!！吧啊了]*$/u

/**
 * 「人数 50人」, 「不对，人数是50人」, 「刚交的那个人数50人」 as the engine reads it between two questions: 「人数改成50人」. Where that very question is `open`
 * it is its answer: 「50人」. `title`: of the only activity that is meant, which she may name.
 */
export function asChange(
  { fields }: Pick<Form, 'fields'>,
  written: string,
  open: string | null = null,
  title: string | null = null,
): string {
  // 「照片 3 可以公开」 begins with the label, and is read as it is.
  if (consentChanged(written)) return written
  const labels = fields.flatMap(({ label, options }) => {
    const { columns } = options as { columns?: { label: string }[] }
    return columns ? columns.map((column) => column.label) : [label]
  })
  const whole = withoutSlip(written)
  // 「刚才那份不是54人次是56人次」: which record is known, and what it was and is is left.
  const { was, now } = NOT_BUT.exec(whole)?.groups ?? {}
  if (was && now && !labels.some((one) => whole.startsWith(one)) && !isNamed(whole, labels))
    return `不是${was}，是${now}`
  const said = withoutReference(written, labels, title)
  const plain = withoutSlip(said)
  const label = labels.find((one) => plain.startsWith(one))
  const rest = label && plain.slice(label.length).replace(/^\s*(?:[:：,，]|应该是|是|为)?\s*/u, '')
  const asked = label && fields.some((field) => field.key === open && field.label === label)
  if (asked && rest) return rest.replace(/^(?:应该)?(?:改|换)?(?:成|为|是)\s*/u, '')
  const { was2, now2, was: old = was2, now: is = now2 } = OLD_NUMBER.exec(rest || '')?.groups ?? {}
  if (old && is) return `不是${old}，是${is}`
  const called = label === undefined ? CALLED.exec(plain)?.groups : undefined
  if (called) return `不是${called['was'] ?? ''}，是${called['now'] ?? ''}`
  return !label || !rest || /^(?:应该|改|换|[写打发说填记弄搞报数算]?错|不对|有误)/u.test(rest)
    ? said
    : `${label}改成${rest}`
}

const withoutSlip = (said: string): string => said.replace(/^(?:不对|错了|有误)[，,。！\s]+/u, '')
