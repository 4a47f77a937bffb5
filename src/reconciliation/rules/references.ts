import { isText, placeOf, type Place } from '../document.js'
import { readNumber } from '../../kernel/numeral.js'
import type { Facts } from '../facts/facts.js'
import type { Finding } from '../finding.js'

const N = '(?:\\d{1,2}|[一二三四五六七八九十]{1,2})'
const POINTED = new RegExp(
  `(?:见|参见|详见|如|参阅|附于|列于|按照?)(?<kind>附件|附录|附表|表|图|照片) ?(?<n>${N})(?![\\d月日.])`,
  'g',
)
const TITLED = new RegExp(`^(?:#+ *)?[(（]?(?<kind>附件|附录|附表|表|图|照片|图片) ?(?<n>${N})(?!\\d)(?![月日])`)

const sameKind = (kind: string): string => (kind.startsWith('附') ? '附' : /照片|图/.test(kind) ? '图' : '表')

/** What the report itself has under a number: 附件1, 表2, 图3. */
function titled({ report }: Facts): { kind: string; n: number; place: Place }[] {
  return report.blocks.flatMap((block) => {
    if (!isText(block)) return []
    const found = TITLED.exec(block.text)?.groups
    const n = readNumber(found?.['n'] ?? '')
    return found && n !== null ? [{ kind: sameKind(found['kind'] ?? ''), n, place: placeOf(block) }] : []
  })
}

/** 「见附件3」 of two attachments, 「见表5」 of four tables. */
export function pointedAt(facts: Facts): Finding[] {
  const there = titled(facts)
  return facts.texts.flatMap((block) =>
    [...block.text.matchAll(POINTED)].flatMap((found): Finding[] => {
      const kind = sameKind(found.groups?.['kind'] ?? '')
      const n = readNumber(found.groups?.['n'] ?? '')
      const same = there.filter((each) => each.kind === kind)
      // Without any that is numbered it is told elsewhere, or not to be told.
      if (n === null || same.length === 0 || same.some((each) => each.n === n)) return []
      return [
        {
          severity: 'coverage',
          kind: 'evidence',
          message: `说「${found[0]}」，这里只有 ${same.map((each) => each.n).join('、')} / points at number ${n}, which is not here`,
          places: [
            placeOf(block, block.text.slice(Math.max(0, found.index - 12), found.index + found[0].length + 12)),
            ...same.slice(-1).map(({ place }) => place),
          ],
          advice: '附上，或改编号 / add it or correct the number',
        },
      ]
    }),
  )
}

/** 图1, 图2, 图4. */
export function captionNumbers(facts: Facts): Finding[] {
  const all = titled(facts)
  return ['图', '表', '附'].flatMap((kind) => {
    const list = all.filter((each) => each.kind === kind)
    return list.flatMap((each, i): Finding[] => {
      const before = list[i - 1]
      if (!before || each.n - before.n <= 1 || each.n - before.n > 4) return []
      return [
        {
          severity: 'doubtful',
          kind: 'numbering',
          message: `${kind === '附' ? '附件' : kind}的编号从 ${before.n} 跳到 ${each.n} / the numbers jump from ${before.n} to ${each.n}`,
          places: [before.place, each.place],
          advice: '是漏了一个，还是编号没改 / was one left out, or only the number?',
        },
      ]
    })
  })
}
