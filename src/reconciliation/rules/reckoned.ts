import { placeOf, type Paragraph } from '../document.js'
import { countsIn, type Count } from '../facts/counts.js'
import type { Facts } from '../facts/facts.js'
import type { Finding } from '../finding.js'

const round = (value: number): string => String(Number(value.toFixed(1)))

const contradiction = (
  block: Paragraph,
  quote: string,
  kind: Finding['kind'],
  message: string,
  advice: string,
): Finding => ({
  severity: 'contradiction',
  kind,
  message,
  places: [placeOf(block, quote)],
  advice,
})

const IN = /收到|到账|到位|收入|获得|获资助|资助款|资助总?额|预算|筹得|筹集/
const OUT = /支出|使用|花费|用去|开支/
const LEFT = /结余|剩余|余额|结存/

/** 「收到 200,000 元，支出 186,500 元，结余 23,500 元」: what is left is what came less what was spent. */
export function leftOver({ sentences }: Facts): Finding[] {
  return sentences.flatMap(({ block, text }): Finding[] => {
    if (block.type === 'heading') return []
    const money = countsIn(text).filter(({ unit, min, max }) => unit === '元' && min === max)
    const [came, spent, left, ...more] = money
    if (!came || !spent || !left || more.length > 0) return []
    const says = (each: Count, what: RegExp, others: RegExp[]) =>
      what.test(each.before) && others.every((other) => !other.test(each.before))
    if (!says(came, IN, [OUT, LEFT]) || !says(spent, OUT, [LEFT]) || !says(left, LEFT, [OUT])) return []
    const real = came.min - spent.min
    if (Math.abs(real - left.min) < 1) return []
    return [
      contradiction(
        block,
        text,
        'total',
        `${came.text} − ${spent.text} 应是 ${round(real)} 元，结余写的是 ${left.text} / ${came.min} less ${spent.min} is ${round(real)}, not ${left.min}`,
        '核对三个数 / check all three',
      ),
    ]
  })
}

/** 「52%、27%、18%、8%」 of one whole are more than all of it. */
export function sharesOverAll({ sentences }: Facts): Finding[] {
  return sentences.flatMap(({ block, text }): Finding[] => {
    if (block.type === 'heading' || !/占|比例|构成/.test(text) || /多选|可多选|增长|提高|上升|同比/.test(text))
      return []
    const parts = countsIn(text).filter(({ unit, min, max }) => unit === '%' && min === max)
    const sum = parts.reduce((all, { min }) => all + min, 0)
    // Two or three shares may be of different wholes.
    if (parts.length < 4 || sum <= 101 || sum > 130) return []
    return [
      contradiction(
        block,
        text,
        'parts',
        `各部分加起来是 ${round(sum)}% / the shares add up to ${round(sum)}%`,
        '重算百分比 / work the shares out again',
      ),
    ]
  })
}

const SPREAD = /(?:分布在|分布于|分别在|分别位于|其中)[:：]?(?<list>[^。；;，,（(]+)/g
const ITEM = /^(?<name>[\u4e00-\u9fff]{2,10}?) ?(?<count>\d[\d,]*) ?(?<unit>[\u4e00-\u9fff]{1,2})$/
const PLACES = /[县区市省州镇乡村校站院班组社]$/

/** 「9 个，分布在甲县 4 个、乙县 3 个、丙县 3 个」: all the places it is in, and not all of it. */
export function spread({ texts }: Facts): Finding[] {
  return texts.flatMap((block): Finding[] => {
    if (block.type === 'heading') return []
    return [...block.text.matchAll(SPREAD)].flatMap((found): Finding[] => {
      const items = (found.groups?.['list'] ?? '').split('、').map((item) => ITEM.exec(item.trim())?.groups)
      const parts = items.flatMap((item) => (item ? [item] : []))
      const [first] = parts
      if (parts.length < 3 || parts.length < items.length || !first) return []
      const of = first['name']?.slice(-1)
      if (parts.some(({ unit, name }) => unit !== first['unit'] || name?.slice(-1) !== of)) return []
      if (!PLACES.test(first['name'] ?? '')) return []
      const [{ unit } = { unit: '' }] = countsIn(`${first['count']}${first['unit']}`)
      const whole = countsIn(block.text.slice(0, found.index)).findLast(
        (count) => (count.unit === unit || count.text.endsWith(first['unit'] ?? ' ')) && found.index - count.end < 30,
      )
      const sum = parts.reduce((all, { count = '' }) => all + Number(count.replaceAll(',', '')), 0)
      if (!whole || whole.min !== whole.max || whole.qualifier !== null || sum === whole.min) return []
      // More than the whole is told of for 其中 already.
      if (found[0].startsWith('其中') && sum > whole.min) return []
      return [
        contradiction(
          block,
          block.text.slice(whole.start, found.index + found[0].length),
          'parts',
          `说共 ${whole.text}，各地加起来是 ${sum} / ${whole.text} in all, the places add up to ${sum}`,
          '核对总数和各地的数 / check the whole and its parts',
        ),
      ]
    })
  })
}

const MEAN = /平均每?个?(?<of>[人名位节场次期户家条篇所站册份])(?:课|活动)?[^，。；\d]{0,8}$/
const SAME = (unit: string): string => (/^人次?$/.test(unit) ? '人' : unit)
/** An average is said in whole numbers, and roughly. */
const ROUGH = 0.15

/** 「58 名，共 1,020 小时，平均每人 25 小时」: an average that the two numbers before it do not give. */
export function averages({ sentences }: Facts): Finding[] {
  return sentences.flatMap(({ block, text }): Finding[] => {
    if (block.type === 'heading') return []
    const counts = countsIn(text)
    return counts.flatMap((mean, i): Finding[] => {
      const said = MEAN.exec(mean.before)?.groups?.['of']
      if (said === undefined || mean.min === 0) return []
      const of = /[人名位]/.test(said) ? '人' : said
      const earlier = counts.slice(0, i).filter(({ min, max }) => min === max && min > 0)
      const number = earlier.findLast(({ unit }) => unit === of)
      const whole = earlier.findLast((each) => each !== number && SAME(each.unit) === SAME(mean.unit))
      if (!number || !whole || whole.min < number.min) return []
      const real = whole.min / number.min
      if (mean.min <= real * (1 + ROUGH) && mean.max >= real * (1 - ROUGH)) return []
      return [
        contradiction(
          block,
          text,
          'parts',
          `${whole.text} ÷ ${number.text} 是 ${round(real)}，写的平均是 ${mean.text} / ${whole.min} by ${number.min} is ${round(real)}`,
          '核对三个数 / check all three',
        ),
      ]
    })
  })
}

const ROLE = /(?<role>[\u4e00-\u9fff]{0,4}(?:志愿者|带头人|骨干|学员|讲师|宣讲员|辅导员))(?:已?有|共|一共|总共|达到?)*$/
const LEADING = /^.*?(?:招募|招收|培养|发展|组织|共|有|新增|登记|带领|参与)(?=[\u4e00-\u9fff]{3})/
const TO_BE = /目标|计划|打算|下一|展望|预期/

/** One group of people counted differently in two places: 志愿者 62 名, 志愿者共 58 名. */
export function sameGroup({ texts }: Facts): Finding[] {
  const told = texts.flatMap((block) =>
    block.type === 'heading' || TO_BE.test(block.path.at(-1) ?? '')
      ? []
      : countsIn(block.text).flatMap((count) => {
          const role = ROLE.exec(count.before)?.groups?.['role']?.replace(LEADING, '')
          const exact = count.unit === '人' && count.qualifier === null && count.min === count.max
          const part = /其中|每|平均|新增|场|期/.test(count.before) || TO_BE.test(count.lead)
          return role !== undefined && role.length >= 5 && exact && !part ? [{ block, count, role }] : []
        }),
  )
  return told.flatMap(({ block, count, role }, i): Finding[] => {
    const other = told.slice(0, i).find((each) => each.role === role && each.block !== block)
    if (!other || other.count.min === count.min) return []
    return [
      {
        severity: 'doubtful',
        kind: 'same_count',
        message: `「${role}」一处写 ${other.count.text}，一处写 ${count.text} / ${other.count.min} in one place, ${count.min} in the other`,
        places: [other, { block, count }].map((each) =>
          placeOf(each.block, `${each.count.before}${each.count.text}${each.count.after}`),
        ),
        advice: '核对是多少；说的不是一回事就写清楚 / find out which, or say how they differ',
      },
    ]
  })
}
