import { placeOf, placeOfRow } from '../document.js'
import { countsIn } from '../facts/counts.js'
import type { Facts } from '../facts/facts.js'
import { cellNumber } from '../facts/tables.js'
import type { Finding } from '../finding.js'

/** Who enrols in a class is one person there. */
const isEnrolled = (header: string): boolean => /报名|结业|招[收生募聘]|入学|注册|毕业|录取|队员|会员/.test(header)

/** Sums over several events that are headed 人数: who came twice is counted twice, so they are 人次. */
export function attendances({ tables, events }: Facts): Finding[] {
  const summed = tables.flatMap((table) => {
    const people = table.columns.find(
      ({ role, numeric, unit, header }) => role === 'people' && numeric && unit === '人' && !isEnrolled(header),
    )
    const total = table.totals.at(-1)
    const rows = events.filter((event) => event.facts === table)
    const sum = people && total ? cellNumber(total, people) : null
    // Who writes 「221人次」 under 人数 has said so.
    const said = people && total && /人次/.test(total.cells[people.at] ?? '')
    return people && total && sum && !said && rows.length >= 2 ? [{ table, total, sum, people }] : []
  })
  const [first] = summed
  if (!first) return []
  return [
    {
      severity: 'doubtful',
      kind: 'units',
      message: `「${first.people.header}」是一场一场加起来的，来两次的算了两次：合计 ${summed.map(({ sum }) => sum.min).join('、')} 是人次，不是人 / sums over several events are attendances (人次), not people (人)`,
      places: summed.map(({ table, total }) => placeOfRow(table.table, total)),
      advice: '合计写「人次」；要写多少人，就把去重的另外数 / call it 人次, or count different people apart',
    },
  ]
}

/** 「服务了 300 人」 where 300 is what the table's events add up to. */
export function peopleClaimed(facts: Facts): Finding[] {
  const totals = facts.tables.flatMap((table) => {
    const people = table.columns.find(
      ({ role, numeric, header }) => role === 'people' && numeric && !isEnrolled(header),
    )
    const rows = people ? facts.events.filter((event) => event.facts === table) : []
    const numbers = people ? table.rows.flatMap((row) => cellNumber(row, people) ?? []) : []
    return rows.length >= 2 && numbers.length > 2
      ? [
          {
            table,
            min: numbers.reduce((sum, { min }) => sum + min, 0),
            max: numbers.reduce((sum, { max }) => sum + max, 0),
          },
        ]
      : []
  })
  const sums = [
    ...totals,
    ...(totals.length > 1
      ? [
          {
            table: totals[0]!.table,
            min: totals.reduce((a, { min }) => a + min, 0),
            max: totals.reduce((a, { max }) => a + max, 0),
          },
        ]
      : []),
  ]
  return facts.texts.flatMap((block) =>
    countsIn(block.text).flatMap((count): Finding[] => {
      const hit =
        count.unit === '人' &&
        !count.different &&
        count.min === count.max &&
        sums.find(({ min, max }) => min === max && min === count.min)
      if (!hit) return []
      return [
        {
          severity: 'contradiction',
          kind: 'units',
          message: `文字说 ${count.text}，这是表里各场相加的人次 / ${count.min} is a sum of attendances, not of people`,
          places: [
            placeOf(block, count.before + count.text + count.after),
            ...(hit.table.totals.at(-1) ? [placeOfRow(hit.table.table, hit.table.totals.at(-1)!)] : []),
          ],
          advice: `写「${count.min}人次」；不同的人另外数 / write 人次, and count different people apart`,
        },
      ]
    }),
  )
}

/** Smaller numbers come twice by chance. */
const TELLING = 30

/** One number that is 人 in one place and 人次 in another. */
export function peopleOrTimes(facts: Facts): Finding[] {
  const counts = facts.texts.flatMap((block) =>
    countsIn(block.text).flatMap((count) =>
      /^人次?$/.test(count.unit) && !count.different && count.min >= TELLING && count.min === count.max
        ? [{ block, count }]
        : [],
    ),
  )
  // What the rows of a table add up to is told of already.
  const summed = new Set(peopleClaimed(facts).flatMap(({ places }) => places.slice(0, 1).map(({ quote }) => quote)))
  return counts.flatMap(({ block, count }, i): Finding[] => {
    if (summed.has(placeOf(block, count.before + count.text + count.after).quote)) return []
    const other = counts.slice(0, i).find((each) => each.count.min === count.min && each.count.unit !== count.unit)
    return other
      ? [
          {
            severity: 'contradiction',
            kind: 'units',
            message: `同一个数，一处写 ${other.count.text}，一处写 ${count.text} / ${count.min} people in one place, attendances in the other`,
            places: [other, { block, count }].map((each) =>
              placeOf(each.block, each.count.before + each.count.text + each.count.after),
            ),
            advice:
              '来几次算几次的写「人次」，去重的写「人」 / 人次 where who comes twice counts twice, 人 for different people',
          },
        ]
      : []
  })
}

const SESSIONS = /^[场次期]$/
const CAME = /参加|参与|到场|服务|受益|惠及/
const FEWEST_SESSIONS = 3

/** 「共 20 场，参加的共 1240 人」: who came to several was counted at each. */
export function peopleOverSessions({ texts, events }: Facts): Finding[] {
  return texts.flatMap((block): Finding[] => {
    const counts = countsIn(block.text)
    const sessions = counts.find(
      ({ unit, min, lead }) => SESSIONS.test(unit) && min >= FEWEST_SESSIONS && /共|累计|总计/.test(lead),
    )
    if (!sessions || events.length > 0) return []
    const people = counts.find(
      ({ unit, min, start, before, lead, different }) =>
        unit === '人' &&
        !different &&
        start > sessions.end &&
        min >= sessions.min * TELLING_EACH &&
        CAME.test(lead) &&
        /共|累计|总计|合计/.test(before) &&
        !/去重|不同/.test(lead),
    )
    return people
      ? [
          {
            severity: 'doubtful',
            kind: 'units',
            message: `${sessions.text}一共 ${people.text}：来几次算了几次的话，是人次，不是人 / over ${sessions.min} sessions these are perhaps attendances (人次), not people (人)`,
            places: [placeOf(block, block.text.slice(Math.max(0, sessions.start - 12), people.end + 8))],
            advice: '按场次相加的写「人次」；写「人」就先去重 / call it 人次, or count different people',
          },
        ]
      : []
  })
}

const TELLING_EACH = 5
