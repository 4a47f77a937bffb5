import type { Grantees } from '../facts/grantees.js'
import { findMoney } from '../../kernel/money-words.js'
import { placeOf } from '../document.js'
import { countsIn } from '../facts/counts.js'
import { isMoneyLabel } from '../facts/header.js'
import type { Facts } from '../facts/facts.js'
import type { Finding } from '../finding.js'

const EACH = /每(?:家|个|所|户|位|名|组|站)(?:机构|组织|团队|项目|伙伴)?[^，。；]{0,14}/

/** What each gets, as the text says it, in yuan. */
function eachGets({ texts }: Facts) {
  for (const block of texts) {
    const found = EACH.exec(block.text)
    if (!found) continue
    const behind = block.text.slice(found.index, found.index + 40)
    const amount = countsIn(behind).find(({ unit, min }) => min >= 100 && (unit === '元' || unit === ''))
    if (!amount || !/资助|支持|资金|拨|元/.test(behind)) continue
    if (/不超过|最高|最多|至多|上限|不高于/.test(amount.before) || /^(?:以内|以下)/.test(amount.after))
      return { block, amount: { ...amount, min: 0 }, quote: behind }
    if (/不低于|不少于|至少|最低|起$/.test(amount.before) || /^(?:以上|起)/.test(amount.after))
      return { block, amount: { ...amount, max: Infinity }, quote: behind }
    return { block, amount, quote: behind }
  }
  return null
}

const FEWEST_PARTS = 3
const isSpentAs = (text: string, whole: number): boolean => {
  const money = countsIn(text).filter(({ unit }) => unit === '元')
  const spent = /支出|使用|花费/.test(text) || money.some(({ min, max }) => min <= whole && whole <= max)
  return money.length > FEWEST_PARTS && spent
}

const yuan = (amount: number): string => String(amount).replace(/\B(?=(?:\d{3})+$)/g, ',')

/** 「其中柳荫 20000 元、北门 18000 元」: the text gives the amounts, one by one. */
const isToldInText = ({ texts }: Facts, { list }: Grantees): boolean =>
  texts.some(({ text }) => {
    const money = countsIn(text).filter(({ unit }) => unit === '元')
    return (
      list.filter(({ name }) => money.some(({ before }) => before.includes(name.slice(0, 2)))).length > list.length / 2
    )
  })

/** The money of the whole beside what was given out, and grants without an amount. */
export function money(facts: Facts): Finding[] {
  const each = eachGets(facts)
  const [first] = facts.grantees
  const findings: Finding[] = []
  if (
    each &&
    first &&
    !isToldInText(facts, first) &&
    first.list.every(({ amount }) => amount === null) &&
    each.amount.min !== each.amount.max
  )
    findings.push({
      severity: 'coverage',
      kind: 'evidence',
      message: `说每家资助 ${each.amount.text}，名单里 ${first.list.length} 家都没写金额 / none of the ${first.list.length} grants has an amount`,
      places: [placeOf(each.block, each.quote), ...first.list.slice(0, 2).map(({ place }) => place)],
      advice: '名单加一列金额和合计 / add a column of amounts and its total',
    })
  if (each && first?.table) {
    const outside = first.list.filter(
      ({ amount }) => amount !== null && (amount < each.amount.min || amount > each.amount.max),
    )
    if (outside.length > 0 && outside.length < first.list.length / 2)
      findings.push({
        severity: 'contradiction',
        kind: 'total',
        message: `说每家 ${each.amount.text}，有 ${outside.length} 家不在这个范围 / ${outside.length} grants are outside of what each gets`,
        places: [placeOf(each.block, each.quote), ...outside.slice(0, 4).map(({ place }) => place)],
        advice: '核对金额，或说明为什么例外 / check the amounts, or explain the exception',
      })
  }
  const whole = facts.header.said.filter(isMoneyLabel).flatMap((said) => {
    const found = findMoney(/[元块]/.test(said.value) ? said.value : `${said.value}元`)
    return found && found.money.minFen === found.money.maxFen ? [{ said, yuan: found.money.minFen / 100 }] : []
  })[0]
  if (!whole || !first) return findings
  const fixed = each && each.amount.min === each.amount.max ? each.amount.min * first.list.length : null
  const given = first.table ? first.list.reduce((sum, { amount }) => sum + (amount ?? 0), 0) : fixed
  if (
    given === null ||
    given === 0 ||
    facts.tables.some(({ table, columns }) => table.at !== first.at && columns.some(({ role }) => role === 'money'))
  )
    return findings
  const left = whole.yuan - given
  // Said in the text, part by part.
  if (left > 0 && facts.texts.some(({ text }) => isSpentAs(text, whole.yuan))) return findings
  if (left === 0 || Math.abs(left) < whole.yuan * 0.05) return findings
  const places = [
    whole.said.place,
    ...(each && !first.table ? [placeOf(each.block, each.quote)] : first.list.slice(0, 1).map(({ place }) => place)),
  ]
  findings.push(
    left > 0
      ? {
          severity: 'doubtful',
          kind: 'evidence',
          message: `总额 ${yuan(whole.yuan)} 元，资助出去 ${yuan(given)} 元，还有 ${yuan(left)} 元没有说明，也没有预算表 / ${yuan(left)} of ${yuan(whole.yuan)} yuan are not accounted for`,
          places,
          advice: '加一张支出表，写清其余的钱用在哪里 / add a table of what the rest was spent on',
        }
      : {
          severity: 'contradiction',
          kind: 'evidence',
          message: `总额 ${yuan(whole.yuan)} 元，资助出去却有 ${yuan(given)} 元 / ${yuan(given)} given out of ${yuan(whole.yuan)}`,
          places,
          advice: '核对总额和每笔金额 / check the amounts',
        },
  )
  return findings
}
