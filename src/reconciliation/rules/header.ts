import { placeOf } from '../document.js'
import { daysIn } from '../facts/days.js'
import { numberOf } from '../facts/counts.js'
import { isAuthor, isDated, isMoneyLabel, isPeriod } from '../facts/header.js'
import type { Facts } from '../facts/facts.js'
import type { Finding } from '../finding.js'

const SIGNED = /^(?:\d{4}) ?年 ?\d{1,2} ?月(?: ?\d{1,2} ?日)?$|^(?:日期|填报|报告)/
const REPORT = /报告|总结|简报|小结|汇报/

/** What a report has to say of itself and does not: which time, when written, by whom, how much money. */
export function missingHeader({ header: { said, period }, texts, report, events }: Facts): Finding[] {
  const [first] = texts
  if (!first || !REPORT.test(report.title + first.text)) return []
  const signed = texts.slice(-4).some(({ text }) => SIGNED.test(text.replace(/\s/g, '')))
  const lacking = [
    ...(said.some(isPeriod) || period ? [] : ['报告时段']),
    ...(said.some(isDated) || signed ? [] : ['报告日期']),
    ...(said.some(isAuthor) ? [] : ['报告人']),
    ...(said.some(isMoneyLabel) ? [] : ['金额']),
  ]
  const days = [...texts.flatMap(({ text }) => daysIn(text, null)), ...events.map(({ said }) => said)]
  const yearless = days.length > 0 && period === null && days.every(({ year, grain }) => !year || grain === 'year')
  if (lacking.length < 2 && !yearless) return []
  return [
    {
      severity: 'coverage',
      kind: 'header',
      message: `报告没有写：${[...lacking, ...(yearless ? ['日期是哪一年'] : [])].join('、')} / the report does not say its ${['period', 'date', 'author', 'amount'].filter((_, i) => lacking.includes(['报告时段', '报告日期', '报告人', '金额'][i] ?? '')).join(', ')}${yearless ? '; no date has a year' : ''}`,
      places: [
        placeOf(first),
        ...(yearless
          ? texts
              .filter(({ text }) => daysIn(text, null).length > 0)
              .slice(0, 2)
              .map((block) => placeOf(block))
          : []),
      ],
      advice: '在开头加上：项目名称、时段、金额、报告人、报告日期 / add them at the top',
    },
  ]
}

/** A field for money that holds words. */
export function moneyInWords({ header: { said } }: Facts): Finding[] {
  return said
    .filter(
      (each) =>
        isMoneyLabel(each) &&
        each.value !== '' &&
        !/\d|[一二三四五六七八九]/.test(each.value) &&
        numberOf(each.value) === null,
    )
    .map(({ label, value, place }) => ({
      severity: 'doubtful',
      kind: 'header',
      message: `「${label}」写的是「${value}」，不是金额 / ${label} holds no amount`,
      places: [place],
      advice: '没有就写 0，并说明活动的钱从哪里来 / write 0, and say what paid for the activities',
    }))
}
