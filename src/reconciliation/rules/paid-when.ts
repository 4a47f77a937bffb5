import { placeOfRow } from '../document.js'
import { countsIn } from '../facts/counts.js'
import { daysIn, daysOfCell } from '../facts/days.js'
import type { Facts } from '../facts/facts.js'
import { cellNumber } from '../facts/tables.js'
import { type Finding, finding } from '../finding.js'
import { at, isExact, num } from './prose-arithmetic.js'

const PAID_ON = /(?:拨付|拨款|到账|付款|支付|转账|入账|打款|发放)(?:日期|时间|日)$/
const AGREED_ON = /(?:签约|签订|签署|协议|评审|立项|批准)(?:日期|时间|日)$/
const REVIEW = /评审|评选|遴选|立项会|终审/
const HELD_ON = /召开|举行|举办|进行|评审|选出|确定|完成/

/** Money that went out on a day before it was decided on: before the review that the text dates, or before the agreement of the same row. */
export function paidBeforeReview({ tables, sentences, chronicle, header: { period } }: Facts): Finding[] {
  const reviews = [
    ...sentences.flatMap((sentence) => {
      const days = daysIn(sentence.text, period).filter(({ grain, year }) => grain === 'day' && year)
      const [only, ...more] = days
      return only && more.length === 0 && REVIEW.test(sentence.text) && HELD_ON.test(sentence.text)
        ? [{ day: only.days.from, text: only.text, place: at(sentence) }]
        : []
    }),
    ...chronicle
      .filter(({ title, said }) => REVIEW.test(title) && said.grain === 'day')
      .map(({ said, facts, row }) => ({ day: said.days.from, text: said.text, place: placeOfRow(facts.table, row) })),
  ]
  const first = reviews.toSorted((a, b) => a.day.localeCompare(b.day))[0]
  return tables.flatMap(({ table, columns, rows }): Finding[] => {
    const paid = columns.find(({ header }) => PAID_ON.test(header.replace(/\s/g, '')))
    if (!paid) return []
    const agreed = columns.find(({ header }) => AGREED_ON.test(header.replace(/\s/g, '')))
    return rows.flatMap((row): Finding[] => {
      const day = daysOfCell(row.cells[paid.at] ?? '', period)
      if (!day || day.grain !== 'day' || !day.year) return []
      const own = agreed ? daysOfCell(row.cells[agreed.at] ?? '', period) : null
      if (own && own.grain === 'day' && day.days.to < own.days.from)
        return [
          finding(
            'contradiction',
            'dates',
            `${agreed?.header ?? ''}是 ${own.text}，${paid.header}是 ${day.text}，钱先到了 / paid before it was agreed`,
            [placeOfRow(table, row)],
            '查银行回单和协议，改错的那一天 / look up the bank slip and the agreement',
          ),
        ]
      return first && day.days.to < first.day
        ? [
            finding(
              'contradiction',
              'dates',
              `评审在 ${first.text}，这一笔 ${day.text} 就${paid.header.replace(/日期|时间|日$/, '')}了 / paid before the review`,
              [first.place, placeOfRow(table, row)],
              '查银行回单和评审记录，改错的那一天 / look up the bank slip and the minutes of the review',
            ),
          ]
        : []
    })
  })
}

const PAID = /拨付|拨款|发放|支付|打款|到位|到账|划拨/

/** 「6 家，已拨付 60,000 元」, where 9,000 of it are of one that withdrew. */
export function paidToWithdrawn({ sentences, grantees }: Facts): Finding[] {
  const [only, ...more] = grantees.filter(({ list }) => list.some(({ amount }) => amount !== null))
  if (!only || more.length > 0) return []
  const out = only.list.filter(({ withdrew, amount }) => withdrew && (amount ?? 0) > 0)
  const given = only.list.reduce((sum, { amount }) => sum + (amount ?? 0), 0)
  const left = out.reduce((sum, { amount }) => sum + (amount ?? 0), 0)
  if (left === 0) return []
  return sentences.flatMap((sentence): Finding[] => {
    const said = countsIn(sentence.text).find(
      (count) => count.unit === '元' && isExact(count) && count.min === given && PAID.test(count.before),
    )
    return said
      ? [
          finding(
            'contradiction',
            'total',
            `说${PAID.exec(said.before)?.[0] ?? ''} ${said.text}，里面有退出的 ${num(left)} 元 / ${said.text} includes ${num(left)} of one that withdrew`,
            [at(sentence), ...out.map(({ place }) => place)],
            '退出的没有拨付就减掉；拨了又退回，写清楚 / take it off, or say that it was paid and given back',
          ),
        ]
      : []
  })
}

const SPENT = /^(?:实际|累计|已|本期)?(?:支出|使用|花费|开支)(?:金额|额)?(?:[(（]|$)/
const GIVEN = /^(?:实际|累计|已)?(?:拨付|拨款|到账|到位)(?:金额|额|资金|款)?(?:[(（]|$)/

/** More was spent than had come, in a row of a table or at the top of the report. */
export function spentOverPaid({ tables, header: { said } }: Facts): Finding[] {
  const advice = '核对两个数；先垫付的写明是谁的钱 / check both; say whose money it was, if it was advanced'
  const over = tables.flatMap(({ table, columns, rows }): Finding[] => {
    const [given, spent] = [GIVEN, SPENT].map((called) =>
      columns.find(({ header, numeric }) => numeric && called.test(header.replace(/\s/g, ''))),
    )
    if (!given || !spent) return []
    return rows.flatMap((row): Finding[] => {
      const [a, b] = [cellNumber(row, given), cellNumber(row, spent)]
      return a && b && a.min > 0 && b.min > a.max
        ? [
            finding(
              'doubtful',
              'total',
              `支出 ${b.min}，拨付只有 ${a.max} / ${b.min} spent of ${a.max} paid`,
              [placeOfRow(table, row)],
              advice,
            ),
          ]
        : []
    })
  })
  const top = [/已?(?:拨付|拨款|到账)/, /已?(?:使用|支出)/].map((called) =>
    said.find(
      ({ label }) =>
        called.test(label) && !/预算|周期/.test(label) && !(called.source.includes('拨') && /使用|支出/.test(label)),
    ),
  )
  const [paid, used] = top.map((each) =>
    each
      ? countsIn(/元/.test(each.value) ? each.value : `${each.value}元`).find(
          (count) => count.unit === '元' && isExact(count),
        )
      : undefined,
  )
  if (!paid || !used || !top[0] || !top[1] || used.min <= paid.min) return over
  return [
    ...over,
    finding(
      'doubtful',
      'total',
      `已用 ${used.text}，拨付只有 ${paid.text} / ${used.min} spent of ${paid.min} paid`,
      [top[0].place, top[1].place],
      advice,
    ),
  ]
}
