import { readNumber } from '../../kernel/numeral.js'
import { pairsOf } from '../facts/likeness.js'
import { placeOf, placeOfRow, type Heading, type Paragraph, type Place, type Sentence } from '../document.js'
import { countsIn, isToCome, type Count } from '../facts/counts.js'
import type { Facts } from '../facts/facts.js'
import { numbersIn, wholesOf } from '../facts/labels.js'
import type { Finding } from '../finding.js'

export const say = (place: Place, message: string, kind: Finding['kind'] = 'parts'): Finding => ({
  severity: 'contradiction',
  kind,
  message,
  places: [place],
  advice: '把几个数再算一遍，改错的那个 / work it out again and correct the one that is wrong',
})
export const at = ({ block, text }: Sentence): Place => placeOf(block, text)
export const isExact = ({ min, max, qualifier }: Count): boolean => min === max && qualifier === null
export const num = (value: number): string => String(Number(value.toFixed(2)))

export const CAME_IN = /收到|收集|征集|申请|报名|申报|提交/
export const TAKEN = /通过|入围|入选|合格|录取|签约|符合|保留|有效|回收/
export const LEFT_OUT = /淘汰|未通过|未入[围选]|落选|不合格|退[回出]|放弃|剔除|不符合|无效|婉拒/

/** 「收到 23 份，通过 15 份，淘汰 9 份」: those taken and those left out are all. */
export function takenAndLeft({ sentences }: Facts): Finding[] {
  return sentences.flatMap((sentence): Finding[] => {
    const counts = countsIn(sentence.text).filter((count) => isExact(count) && /^[份家个人项篇件]$/.test(count.unit))
    const whole = counts.findIndex(
      ({ before, after }) => CAME_IN.test(before + after.slice(0, 8)) && !TAKEN.test(before) && !LEFT_OUT.test(before),
    )
    const of = counts[whole]
    if (!of) return []
    // 份 applications are of 家 organisations.
    const alike = (unit: string) =>
      unit === of.unit || (/申请|申报|报名/.test(of.before + of.after) && /^[份家个]$/.test(unit))
    const later = counts.slice(whole + 1).filter(({ unit }) => alike(unit))
    const taken = later.find(({ before }) => TAKEN.test(before) && !LEFT_OUT.test(before))
    const left = later.find(({ before }) => LEFT_OUT.test(before))
    if (!taken || !left || later.length > 2 || taken.min + left.min === of.min) return []
    return [
      say(
        at(sentence),
        `一共 ${of.text}，${taken.text} 和 ${left.text} 加起来是 ${taken.min + left.min} / ${of.min} in all, the two parts are ${taken.min + left.min}`,
      ),
    ]
  })
}

/** What is said of some, and may be true of others of them, too. */
const SAYS = /是|为|有|超过|参加|获得|来自|完成|已|满意|[愿同]意|希望|认为|表示|掌握|选择|提到|提[高升]|坚持/
const NEARLY_ALL = 0.9

/** 「17 名就业者中，甲 9 人，乙 5 人，丙 4 人」: short parts one after the other that are more than the whole, or three that nearly reach it. */
export function partsAmong({ sentences }: Facts): Finding[] {
  return sentences.flatMap((sentence): Finding[] => {
    const { text } = sentence
    // 一至三年级 and 6–12岁 are names of parts.
    const counts = countsIn(text).filter(({ unit }) => !/^[年岁]$/.test(unit))
    return counts.flatMap((whole, i): Finding[] => {
      const opening = /^[^，。；、\d]{0,12}(?:中|里|当中)?[，,：:]/.exec(text.slice(whole.end))
      if (!isExact(whole) || whole.unit === '' || whole.unit === '%' || !opening) return []
      const among = /[中里][，,：:]$/.test(opening[0]) || (/[:：]$/.test(opening[0]) && i === 0)
      const parts: Count[] = []
      let end = whole.end + opening[0].length
      for (const count of counts.slice(i + 1)) {
        const label = text.slice(end, count.start)
        if (
          count.unit !== whole.unit ||
          !isExact(count) ||
          !/^[，、,；;]?(?:其中)?[\u4e00-\u9fff\d—–-]{1,10}$/.test(label)
        )
          break
        parts.push(count)
        end = count.end
      }
      const sum = parts.reduce((all, { min }) => all + min, 0)
      const labels = parts.every(({ before }) => !SAYS.test(before))
      if (!among || parts.length < 2 || !labels || sum === whole.min || text.slice(whole.end, end).includes('其中'))
        return []
      // Fewer may be named on purpose; three that leave out a few, and go on with nothing, are meant to be all.
      const short = sum < whole.min
      const isAll = parts.length >= 3 && sum >= whole.min * NEARLY_ALL && /^[。；;！]?$/.test(text.slice(end).trim())
      if (short && !(isAll && /[中里]/.test(opening[0]) && parts.every(({ after }) => after === ''))) return []
      return [
        {
          ...say(
            at(sentence),
            `一共 ${whole.text}，后面各项加起来${short ? '只有' : '是'} ${sum} / ${whole.min} in all, the parts are ${sum}`,
          ),
          ...(short && { severity: 'doubtful' as const }),
        },
      ]
    })
  })
}

const PART_OF = /(?<share>\d{1,3}(?:\.\d+)?) ?%[^。；%]{0,24}$/

/** 「首批 70% 共 123,200 元，第二批 30% 共 62,800 元」: two shares of one whole that are all of it. */
export function instalments({ texts }: Facts): Finding[] {
  return texts.flatMap((block): Finding[] => {
    if (block.type === 'heading') return []
    const parts = countsIn(block.text).flatMap((count) => {
      const share =
        count.unit === '元' && isExact(count)
          ? PART_OF.exec(block.text.slice(0, count.start))?.groups?.['share']
          : undefined
      return share === undefined ? [] : [{ count, share: Number(share) }]
    })
    const [first, second, ...more] = parts
    if (!first || !second || more.length > 0 || first.share + second.share !== 100) return []
    const should = (first.count.min * second.share) / first.share
    if (Math.abs(should - second.count.min) <= Math.max(1, should * 0.002)) return []
    return [
      say(
        placeOf(block, block.text.slice(Math.max(0, first.count.start - 20), second.count.end + 4)),
        `${first.share}% 是 ${first.count.text}，${second.share}% 就是 ${num(should)} 元，写的是 ${second.count.text} / ${second.share}% would be ${num(should)}, not ${second.count.min}`,
      ),
    ]
  })
}

const EACH = /(?:每(?<of>[人名位节场次期户家条篇个所站册份套件])|(?<of2>[户人])均)[^，。；\d]{0,6}$/
const same = (unit: string): string => (/^[名位]$/.test(unit) ? '人' : unit)

/** 「17 人，每人 2,000 元，共 34,000 元」. */
export function products({ sentences }: Facts): Finding[] {
  return sentences.flatMap((sentence): Finding[] => {
    const counts = countsIn(sentence.text)
    return counts.flatMap((each, i): Finding[] => {
      const groups = EACH.exec(each.before)?.groups
      const of = groups?.['of'] ?? groups?.['of2']
      if (of === undefined || !isExact(each) || /平均|不超过|至少|最|约/.test(each.before)) return []
      const number = counts.slice(0, i).findLast(({ unit }) => unit === same(of))
      const whole = counts
        .slice(i + 1, i + 2)
        .find(({ unit, before }) => unit === each.unit && /共|合计|总/.test(before))
      if (!number || !whole || !isExact(number) || !isExact(whole) || isToCome(whole)) return []
      if (Math.abs(number.min * each.min - whole.min) < 0.01) return []
      // More factors may stand between: 每人 2 天.
      if (counts.slice(counts.indexOf(number) + 1, i).length > 0) return []
      return [
        say(
          at(sentence),
          `${number.text} × ${each.text} 是 ${num(number.min * each.min)}，写的是 ${whole.text} / ${number.min} × ${each.min} is ${num(number.min * each.min)}, not ${whole.min}`,
        ),
      ]
    })
  })
}

/** 「2,000 元至 3,200 元之间，平均 3,450 元」. */
export function meanInRange({ sentences }: Facts): Finding[] {
  return sentences.flatMap((sentence): Finding[] => {
    const { text } = sentence
    const counts = countsIn(text)
    return counts.flatMap((mean, i): Finding[] => {
      if (!/(?:平均|人均|均值)[^，。；\d]{0,6}$/.test(mean.before) || mean.unit === '') return []
      const before = counts.slice(Math.max(0, i - 2), i)
      const [a, b] = before.slice(-2)
      const pair = a && b && a.unit === b.unit && /^ ?(?:元|岁|人)?[-–—~至到]{1,2} ?$/.test(text.slice(a.end, b.start))
      const last = before.at(-1)
      const range = pair ? { min: a.min, max: b.max, unit: b.unit } : last && last.qualifier === '–' ? last : null
      if (!range || range.unit !== mean.unit || (mean.max >= range.min && mean.min <= range.max)) return []
      return [
        say(
          at(sentence),
          `平均 ${mean.text} 不在 ${num(range.min)}–${num(range.max)} 之间 / the average ${mean.min} is outside ${num(range.min)}–${num(range.max)}`,
        ),
      ]
    })
  })
}

const [LOWEST, HIGHEST] = [/最[低少小](?:的|为|是|达)*$/, /最[高多大](?:的|为|是|达)*$/]

/** 「平均 3,150 元，最高 4,800 元，最低 3,300 元」. */
export function meanOutside({ sentences }: Facts): Finding[] {
  return sentences.flatMap((sentence): Finding[] => {
    const counts = countsIn(sentence.text).filter((count) => isExact(count) && count.unit !== '')
    const mean = counts.find(({ before }) => /(?:平均|人均|均值)[^，。；\d]{0,6}$/.test(before))
    const [least, most] = [LOWEST, HIGHEST].map((said) =>
      counts.find(({ before, unit }) => unit === mean?.unit && said.test(before)),
    )
    const wrong = mean && least && mean.min < least.min ? least : mean && most && mean.min > most.min ? most : null
    return mean && wrong
      ? [
          say(
            at(sentence),
            `平均 ${mean.text}，${wrong === least ? '最低' : '最高'}却是 ${wrong.text} / the average ${mean.min} is outside ${wrong.min}`,
          ),
        ]
      : []
  })
}

const speaksOf = (text: string, about: string): boolean => {
  const pairs = pairsOf(about)
  return [...pairsOf(text)].some((pair) => pairs.has(pair))
}

/** A table with a row a year. */
const OVER_YEARS = /^(?:19|20)\d{2} ?年/
const FROM = /[由从](?<lead>[^，。；]{0,10})$/
const TO =
  /^(?:[^，。；\d]{0,4}?)(?<verb>增[加长至到]*|提[高升]|上升|[涨升]到?|扩[大展]|发展|减少?|下降|降)[^，。；\d]{0,3}(?:\d{4} ?年[^，。；\d]{0,4})?$/

/** 「由 18 个增至 24 个，新增 5 个」, 「从 40 人增加到 60 人，增长 40%」. */
export function grownFrom({ sentences, tables }: Facts): Finding[] {
  const inTables = tables.map((table) => ({
    about: [...table.table.path.slice(-1), table.table.name, ...table.columns.map(({ header }) => header)].join(' '),
    row: table.totals.at(-1),
    table: table.table,
    wholes: table.columns.flatMap((column) => [
      ...wholesOf(table, column),
      ...(OVER_YEARS.test(table.rows[0]?.cells[0] ?? '')
        ? numbersIn(table, column).map(({ number }) => number.min)
        : []),
    ]),
  }))
  return sentences.flatMap((sentence): Finding[] => {
    const { text } = sentence
    const counts = countsIn(text).filter(({ unit }) => !/^[年月日]$/.test(unit))
    return counts.flatMap((from, i): Finding[] => {
      const to = counts[i + 1]
      if (
        !to ||
        !isExact(from) ||
        !isExact(to) ||
        !FROM.test(text.slice(0, from.start)) ||
        (from.unit !== to.unit && from.unit !== '')
      )
        return []
      if (!TO.test(text.slice(from.end, to.start))) return []
      const known = inTables.find(
        ({ wholes, about }) => from.min >= 2 && wholes.includes(from.min) && speaksOf(text, about),
      )
      if (
        known &&
        !known.wholes.includes(to.min) &&
        !inTables.some(({ wholes }) => wholes.includes(from.min) && wholes.includes(to.min))
      )
        return [
          {
            ...say(
              at(sentence),
              `文字说从 ${from.text} 到 ${to.text}，表里有 ${from.min}，没有 ${to.min} / the table has ${from.min} and no ${to.min}`,
              'rows',
            ),
            places: [at(sentence), ...(known.row ? [placeOfRow(known.table, known.row)] : [])],
          },
        ]
      const rise = counts[i + 2]
      if (!rise || rise.start - to.end > 16 || !isExact(rise) || from.min === 0) return []
      const change = Math.abs(to.min - from.min)
      const verb = /(?:增[加长幅]|提[高升]|上升|净增|减少|下降|降低|降幅)了?(?:约|近|为|达)?$/.test(rise.before)
      if (!verb) return []
      const real = rise.unit === '%' ? (100 * change) / from.min : rise.unit === to.unit ? change : null
      if (real === null || Math.abs(real - rise.min) <= (rise.unit === '%' ? 1 : 0)) return []
      return [
        say(
          at(sentence),
          `从 ${from.text} 到 ${to.text} 是 ${num(real)}${rise.unit}，写的是 ${rise.text} / from ${from.min} to ${to.min} is ${num(real)}, not ${rise.min}`,
        ),
      ]
    })
  })
}

const FORMAL = /[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]{2,}(?=元)/
const DIGITS = /(?:¥|￥|小写[:：]? ?¥?)? ?(?<digits>\d[\d,]*(?:\.\d+)?) ?(?<wan>万)?/

/** 「人民币贰拾万元整（¥210,000.00）」. */
export function inBothWays({ texts, header: { said } }: Facts): Finding[] {
  const all: { text: string; place: Place }[] = [
    ...said.map(({ value, place }) => ({ text: value, place })),
    ...texts.map((block: Heading | Paragraph) => ({ text: block.text, place: placeOf(block) })),
  ]
  const told = new Set<string>()
  return all.flatMap(({ text, place }): Finding[] => {
    const found = FORMAL.exec(text)
    if (!found) return []
    const value = readNumber(found[0])
    const behind = DIGITS.exec(text.slice(found.index + found[0].length, found.index + found[0].length + 30))
    const before = [...text.slice(Math.max(0, found.index - 24), found.index).matchAll(new RegExp(DIGITS, 'g'))].at(-1)
    const other = behind ?? before
    if (value === null || !other || told.has(found[0])) return []
    told.add(found[0])
    const digits = Number(other.groups?.['digits']?.replaceAll(',', '')) * (other.groups?.['wan'] ? 10_000 : 1)
    return digits === value
      ? []
      : [say(place, `大写是 ${value} 元，数字写的是 ${digits} 元 / in words ${value}, in digits ${digits}`, 'total')]
  })
}
