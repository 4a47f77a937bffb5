import { readNumber } from '../../kernel/numeral.js'
import { placeOf, placeOfRow } from '../document.js'
import { countsIn } from '../facts/counts.js'
import type { Facts } from '../facts/facts.js'
import type { TableFacts } from '../facts/tables.js'
import type { Finding } from '../finding.js'
import { at, CAME_IN, isExact, LEFT_OUT, say, TAKEN } from './prose-arithmetic.js'

const CHOSEN = new RegExp(`选出|选定|确定|评出|获选|${TAKEN.source}`)
const ONES = /^[家个份]$/

/** 「收到 19 家的申请」 in one sentence, 「选出 7 家，另有 10 家落选」 in a later one. */
export function chosenAndRefused({ sentences }: Facts): Finding[] {
  const came = sentences.flatMap((sentence) => {
    const counts = countsIn(sentence.text).filter((count) => ONES.test(count.unit) && isExact(count))
    const [whole] = counts.filter(
      ({ unit, before, after }) =>
        (unit !== '个' || /^(?:机构|组织|项目|团队|伙伴|单位)/.test(after)) &&
        CAME_IN.test(before + after) &&
        !CHOSEN.test(before) &&
        !LEFT_OUT.test(before + after),
    )
    return whole ? [{ sentence, whole }] : []
  })
  const [first] = came
  if (!first) return []
  return sentences.flatMap((sentence): Finding[] => {
    const counts = countsIn(sentence.text).filter((count) => ONES.test(count.unit) && isExact(count))
    const taken = counts.filter(({ before, after }) => CHOSEN.test(before) && !LEFT_OUT.test(before + after))
    const left = counts.filter(({ before, after }) => LEFT_OUT.test(before.slice(-6) + after.slice(0, 6)))
    const [a, b] = [taken[0], left[0]]
    if (!a || !b || a === b || counts.length !== 2 || sentence === first.sentence) return []
    if (sentence.block.at < first.sentence.block.at || came.some(({ whole }) => whole.min === a.min + b.min)) return []
    return [
      {
        ...say(
          at(first.sentence),
          `申请的一共 ${first.whole.text}，${a.text} 和 ${b.text} 加起来是 ${a.min + b.min} / ${first.whole.min} applied, the two parts are ${a.min + b.min}`,
        ),
        places: [at(first.sentence), at(sentence)],
      },
    ]
  })
}

const WANTED = /(?:支持|资助|扶持|孵化|选出|遴选|评选|招募)(?:不少于|至少|约)?[^，。；、\d]{0,4}$/
const AT_LEAST = /不少于|至少|不低于/

/** 「支持 8–10 家组织」 among the goals, and a table of seven. */
export function asManyAsWanted({ texts, grantees }: Facts): Finding[] {
  const [only, ...more] = grantees.filter(({ table }) => table !== null)
  if (!only || more.length > 0) return []
  const n = only.list.filter(({ withdrew }) => !withdrew).length
  return texts
    .flatMap((block): Finding[] => {
      if (block.at > only.at || !/目标|指标|计划/.test(`${block.path.join(' ')}${block.text.slice(0, 12)}`)) return []
      return countsIn(block.text).flatMap((count): Finding[] => {
        const range = count.qualifier === '–' && count.min < count.max
        const least = AT_LEAST.test(count.before)
        if (count.unit !== '家' || !WANTED.test(count.before) || (!range && !least)) return []
        if (n >= count.min && (least || n <= count.max)) return []
        return [
          {
            severity: 'doubtful',
            kind: 'goals',
            message: `目标是 ${count.text}，实际资助了 ${n} 家 / ${count.text} were wanted, ${n} are supported`,
            places: [
              placeOf(block, `${count.before}${count.text}${count.after}`),
              ...only.list.slice(-1).map(({ place }) => place),
            ],
            advice: '写一句为什么比目标少（多），和资助方商量过没有 / say why, and whether the funder agreed',
          },
        ]
      })
    })
    .slice(0, 1)
}

const ENUMERATED =
  /(?<list>(?:[\u4e00-\u9fff]{2,10}、)+[\u4e00-\u9fff]{2,9}?)(?<open>等)?(?<n>\d{1,2}|[二两三四五六七八九十]) ?(?:个|家|所|省|市|县|区(?!域)|类|大(?!于|约)|项|方面|支|座|种)/g
const LEADS_ON = /[的了在为是有各每共约近超达第至到]|开展|举办|组织了|分别|其中|以及|合计|完成/

/** 「甲、乙、丙、丁五个市」: names right before their number that are not as many. */
export function namedBefore({ sentences }: Facts): Finding[] {
  return sentences.flatMap((sentence) =>
    [...sentence.text.matchAll(ENUMERATED)].flatMap((found): Finding[] => {
      const { list = '', open, n: said = '' } = found.groups ?? {}
      const n = said === '两' ? 2 : (readNumber(said) ?? 0)
      const names = list.split('、')
      const last = names.at(-1) ?? ''
      if (names.slice(1).some((name) => LEADS_ON.test(name)) || n > 12) return []
      const most = names.length + (/.{2}[和与及].{2}/.test(last) ? 1 : 0)
      if (names.length < 3 || (n >= names.length && n <= most) || Math.abs(n - most) > 2 || (open && n > most))
        return []
      return [
        say(placeOf(sentence.block, found[0]), `说 ${n} 个，前面列了 ${most} 个 / ${most} are named, ${n} are said`),
      ]
    }),
  )
}

const THESE = /(?:^|[^\d])(这|上述|以上|所有|全部|入选的?|受资助的?|获资助的?) ?$/

/** 「继续陪伴这 6 家机构」 where the table has seven, and no other six are spoken of. */
export function theseOnes({ texts, grantees }: Facts): Finding[] {
  const [only, ...more] = grantees.filter(({ table }) => table !== null)
  if (!only || more.length > 0) return []
  const rows = [only.list.length, only.list.filter(({ withdrew }) => !withdrew).length]
  return texts.flatMap((block) =>
    countsIn(block.text).flatMap((count): Finding[] => {
      if (count.unit !== '家' || !isExact(count) || block.at < only.at || rows.includes(count.min)) return []
      if (!THESE.test(count.before)) return []
      const others = texts.some(
        (other) =>
          other.at >= block.at - 2 &&
          other.at <= block.at &&
          countsIn(other.text).some(
            (each) => each.unit === '家' && each.min === count.min && (other !== block || each.start < count.start),
          ),
      )
      return others
        ? []
        : [
            {
              severity: 'contradiction',
              kind: 'rows',
              message: `文字说「${THESE.exec(count.before)?.[1] ?? ''}${count.text}」，表里资助了 ${rows[0]} 家 / the text says ${count.min}, the table has ${rows[0]}`,
              places: [
                placeOf(block, `${count.before}${count.text}${count.after}`),
                ...only.list.slice(-1).map(({ place }) => place),
              ],
              advice: '核对是几家；少了的写明是哪家、为什么 / say which are left out and why',
            },
          ]
    }),
  )
}

const OF_GRANTS = /资助款|资助金|小额资金|资助资金|资助金额|小额资助|资助了/
const PAID = /拨付|拨款|发放|支付|打款|到位|到账|发出|划拨/
const BY_PARTS = /首批|首期|第[一二三]批|首笔|尾款|预付|其中|每/

/** 「资助款共 32,000 元全部到位」 where the grants of the table are 31,000. */
export function paidOut({ sentences, grantees }: Facts): Finding[] {
  const [only, ...more] = grantees.filter(
    ({ table, list }) => table !== null && list.some(({ amount }) => amount !== null),
  )
  if (!only || more.length > 0) return []
  const [total] = only.table?.totals.map((row) => placeOfRow((only.table as TableFacts).table, row)) ?? []
  const given = only.list.reduce((sum, { amount }) => sum + (amount ?? 0), 0)
  return sentences.flatMap((sentence): Finding[] => {
    if (!OF_GRANTS.test(sentence.text) || !PAID.test(sentence.text)) return []
    const [whole] = countsIn(sentence.text).filter(
      (count) =>
        count.unit === '元' && isExact(count) && /共|合计|总计|累计/.test(count.before) && !BY_PARTS.test(count.before),
    )
    if (!whole || whole.min === given || whole.min < given / 2 || whole.min > given * 1.5) return []
    return [
      {
        ...say(
          at(sentence),
          `说拨付 ${whole.text}，名单里的资助额加起来是 ${given} 元 / ${whole.min} were paid, the grants add up to ${given}`,
          'total',
        ),
        places: [at(sentence), total ?? only.list[0]?.place].flatMap((place) => place ?? []),
      },
    ]
  })
}
