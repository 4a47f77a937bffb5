import { countsIn, type Count } from '../facts/counts.js'
import type { Facts } from '../facts/facts.js'
import type { Finding } from '../finding.js'
import { at, isExact, num, say } from './prose-arithmetic.js'

/** Two words that between them are everybody or everything. */
const PAIRS: [RegExp, RegExp][] = [
  [/专职|全职/, /兼职/],
  [/线上/, /线下/],
  [/城[市镇]/, /农村|乡村/],
  [/上半年/, /下半年/],
  [/男/, /女/],
  [/新(?!增|冠|年)/, /老(?!人|师|年)/],
]
const FAR = 30

const word = (text: string, count: Count): string => {
  const behind = /^[^，,、。；：:（）()\d和]{0,4}/.exec(text.slice(count.end))?.[0] ?? ''
  return `${/[^，,、。；：:（）()\d和]{0,4}$/.exec(text.slice(0, count.start))?.[0] ?? ''}|${behind}`
}

/** 「3 人，1 名专职，3 名兼职」: a whole, and right behind it the two kinds there are. */
export function contrasts({ sentences }: Facts): Finding[] {
  return sentences.flatMap((sentence): Finding[] => {
    const { text } = sentence
    const counts = countsIn(text).filter(
      (count) => isExact(count) && count.unit !== '' && !/^[年月日号%元]$/.test(count.unit),
    )
    return counts.flatMap((whole, i): Finding[] => {
      const [a, b] = counts.slice(i + 1, i + 3)
      if (!a || !b || a.unit !== whole.unit || b.unit !== whole.unit) return []
      if (a.start - whole.end > FAR || b.start - a.end > 12 || /[。；]|其中/.test(text.slice(whole.end, b.end)))
        return []
      // 「其余为顾问」 is a third part.
      if (/^[^。；]{0,3}(?:其余|余下|其他|另有?|剩下)/.test(text.slice(b.end))) return []
      const [first, second] = [word(text, a), word(text, b)]
      const own = word(text, whole)
      const pair = PAIRS.find(
        ([x, y]) =>
          ((x.test(first) && y.test(second)) || (y.test(first) && x.test(second))) && !x.test(own) && !y.test(own),
      )
      const sum = a.min + b.min
      if (!pair || sum === whole.min) return []
      return [
        say(
          at(sentence),
          `说 ${whole.text}，两部分加起来是 ${num(sum)} / ${whole.text} in all, the two parts are ${num(sum)}`,
        ),
      ]
    })
  })
}

const MEAN = /(?:平均|均)每?(?:家|个(?:机构|项目|组织))(?:[^，。；\d]{0,8})$/
const ROUGH = 0.06

/** 「平均每家 1.2 万元」, worked out from the grants of the table. */
export function meanGrant({ sentences, grantees }: Facts): Finding[] {
  const [only, ...more] = grantees.filter(({ list }) => list.some(({ amount }) => amount !== null))
  if (!only || more.length > 0) return []
  const amounts = only.list.flatMap(({ amount }) => (amount === null ? [] : [amount]))
  const mean = amounts.reduce((sum, each) => sum + each, 0) / amounts.length
  return sentences.flatMap((sentence): Finding[] => {
    if (!/资助|支持|小额/.test(sentence.text)) return []
    const said = countsIn(sentence.text).find(({ unit, before }) => unit === '元' && MEAN.test(before))
    const near = said && said.min * (1 - ROUGH) <= mean && said.max * (1 + ROUGH) >= mean
    if (!said || near || said.min > mean * 3 || said.max < mean / 3) return []
    return [
      {
        ...say(
          at(sentence),
          `平均写的是 ${said.text}，照名单是 ${num(mean)} 元 / ${num(mean)} by the list, not ${said.min}`,
          'total',
        ),
        places: [at(sentence), ...only.list.slice(-1).map(({ place }) => place)],
      },
    ]
  })
}

const WOMEN = /女[性生童士]?(?:学员|队员|志愿者|参与者|成员)?$/
const MEN = /男[性生童士]?(?:学员|队员|志愿者|参与者|成员)?$/
const NEARLY = 0.15

/** 「63 人结业…。其中男学员 29 人，女学员 36 人」: of whom, the sentence before says. */
export function sexesOfAll({ sentences }: Facts): Finding[] {
  return sentences.flatMap((sentence, i): Finding[] => {
    const { text, block } = sentence
    const before = sentences[i - 1]
    if (!before || before.block !== block || !text.trim().startsWith('其中')) return []
    const counts = countsIn(text).filter((count) => count.unit === '人' && isExact(count))
    const [women, men] = [WOMEN, MEN].map((who) => counts.find((count) => who.test(count.before)))
    if (!women || !men) return []
    const sum = women.min + men.min
    const wholes = countsIn(before.text).filter((count) => count.unit === '人' && isExact(count))
    if (wholes.some(({ min }) => min === sum)) return []
    const near = wholes
      .filter(({ min }) => Math.abs(min - sum) <= NEARLY * min)
      .toSorted((a, b) => Math.abs(a.min - sum) - Math.abs(b.min - sum))
    const [whole] = near
    return whole
      ? [
          {
            ...say(
              at(sentence),
              `男女加起来是 ${num(sum)}，前面写的是 ${wholes.map((each) => each.text).join('、')} / men and women are ${num(sum)}, not ${num(whole.min)}`,
            ),
            places: [at(before), at(sentence)],
          },
        ]
      : []
  })
}
