import type { Attendance } from '../activity.js'
import type { Count } from './count.js'
import type { Sessions } from './sessions.js'
import { besideOf, BETWEEN, sideBySide } from './helpers.js'
import { isHelper, isVolunteer } from './roles.js'

/** What one activity's counts come to, and which of them are the people it was for. */
export interface Reckoned {
  attendance: Attendance
  /** The counts that make it up. */
  from: Count[]
  /** Two readings are possible; it is asked. */
  doubtful: boolean
}

/** When one group is counted in two units the first of these is its headcount. */
const FINEST: Count['unit'][] = ['人次', '人', '户', '家']
const sum = (list: Count[]): Count['count'] => list.reduce((all, one) => all + (one.count ?? 0), 0)
const HEDGED_APART = 0.35

function finest(list: Count[]): Count[] {
  const unit = FINEST.find((one) => list.some((count) => count.unit === one))
  return list.filter((count) => count.unit === unit)
}

/** Sums a list in one unit; of sessions on several occasions it is how often they came. */
function added(list: Count[], unit: Count['unit']): Attendance {
  const ranged = list.some(({ max }) => max !== null)
  const max = ranged ? list.reduce((all, one) => all + (one.max ?? one.count ?? 0), 0) : null
  return { count: sum(list), max, unit, approximate: list.some(({ approximate }) => approximate) }
}

const alone = (one: Count): Attendance => ({
  count: one.count,
  max: one.max,
  unit: one.count === null ? null : one.unit,
  approximate: one.approximate || one.max !== null,
})

/**
 * How many took part. A stated total wins; groups side by side are added; where some act for others those others count; where only helpers are
 * counted it is they. `sessions`: how many the text tells of, for 每场20人. `separate`: whether they were on different days.
 */
export function reckon(counts: Count[], plain: string, sessions: Sessions | null): Reckoned | null {
  const usable = counts.filter(({ part }) => !part)
  const each = usable.filter((one) => one.each && one.count !== null)
  const own = usable.filter(({ role, each: of, side }) => role === null && !of && !side)
  // 我们上了3个人 are helpers as well, nobody else being counted or not.
  const others = usable.filter((one) => !one.acts && !one.each)
  // 走了7家，一共去了5个人: who called on them.
  const visitors = usable.some(({ unit, each: of }) => unit === '户' && !of)
    ? own.filter((one) => wentOut(one, plain))
    : []
  const totals = (others.length > 0 ? own.filter((one) => !one.acts) : own).filter((one) => !visitors.includes(one))
  const crowd = usable.some(({ role, acts }) => !acts && !isHelper(role ?? ''))
  const stated = usable.filter(
    (one) => one.total && !one.each && !(crowd && isHelper(one.role ?? '')) && !visitors.includes(one),
  )
  if (stated.length > 0) {
    // 共十九家机构三十一个人: people beat organisations.
    const [best] = finest([
      ...stated,
      ...(stated.every(({ unit }) => unit === '家' || unit === '户')
        ? [
            ...totals,
            ...usable.filter(({ role, each: of, acts }) => role !== null && !of && !acts && !isHelper(role)),
          ].filter(({ unit }) => unit === '人' || unit === '人次')
        : []),
    ]).slice(-1)
    if (best && !(stated.length === 1 && beginsList(best, usable, plain)))
      return { attendance: alone(best), from: [best], doubtful: false }
  }
  if (each.length > 0) {
    // 机构来了11家，每家2人
    const homes = sessions ? undefined : own.find(({ unit }) => unit === '家' || unit === '户')
    // 十五六组家庭，每组两三个人: two guesses make no number; the households are one.
    const houses = homes?.max && each.some(({ max }) => max !== null) ? null : homes?.count
    const times = sessions?.count ?? houses ?? 1
    const one = added(
      finest(each),
      each.every(({ unit }) => unit === '户') ? '户' : sessions?.atOnce || houses ? '人' : '人次',
    )
    // 四支球队，每队10人，观众两百: who looked on is beside the teams.
    const beside = sessions?.atOnce
      ? usable.filter(
          (count) =>
            !count.each &&
            count.unit === '人' &&
            /观众|听众|啦啦队/.test(plain.slice(Math.max(0, count.start - 8), count.end)),
        )
      : []
    // 志愿者每班9人，服务旅客上千人次: who took turns, beside whom it was for.
    const shifts =
      each.every(({ start }) => /每[班岗]$/.test(plain.slice(Math.max(0, start - 2), start))) &&
      totals.some(({ unit }) => unit === '人次' || unit === '人')
    if (!shifts && times > 1 && !(each.every(({ role }) => isHelper(role ?? '')) && totals.length > 0))
      return {
        attendance: {
          ...one,
          count: (one.count ?? 0) * times + (sum(beside) ?? 0),
          max: one.max === null ? null : one.max * times,
          approximate: one.approximate || one.max !== null || beside.some(({ approximate }) => approximate),
        },
        from: [],
        doubtful: false,
      }
    if (totals.length === 0 && sessions === null && usable.every((count) => count.each)) return null
  }
  const parts = usable.filter(({ role, each: of }) => role !== null && !of)
  const groups = sideBySide(parts, plain)
  const hasBareSide = usable.some(({ side, role, each: of }) => side && role === null && !of)
  const recipients = parts.filter((one) => !groups.helpers.includes(one))
  // 东门4个志愿者，西门3个
  const sides = usable.filter(({ side, role, each: of }) => side && !of && (role === null || hasBareSide))
  if (sides.length > 1 && totals.filter(({ unit }) => unit !== '家').length === 0) {
    const list = finest([...sides, ...besideOf(sides, recipients, plain)]).toSorted((a, b) => a.start - b.start)
    return { attendance: added(list, list[0]?.unit ?? '人'), from: list, doubtful: false }
  }
  const bare = [
    ...totals,
    ...(sides.length === 1 ? sides.filter((one) => !one.acts || others.length === 0) : []),
  ].toSorted((a, b) => a.start - b.start)
  // 观众318人，留下座谈的60人: no total is smaller than a group of it.
  const largest = Math.max(
    0,
    ...recipients.map((one) => (one.approximate || isHelper(one.role ?? '') ? 0 : (one.count ?? 0))),
  )
  const most = Math.max(0, ...recipients.map(({ count }) => count ?? 0))
  const houses = bare.filter(({ unit }) => unit === '户')
  const people = bare.filter(
    ({ unit, count, start }) =>
      // 5号楼来了8户，物业2个人
      !(houses.length > 1 && OFFICE.test(plain.slice(Math.max(0, start - 4), start))) &&
      (unit === '人' || unit === '人次') &&
      // 妇女八十出头，B超筛查了47人: what some of them had done.
      // 村民两百多，乐队5个人
      !(
        (count ?? 0) * 3 < most &&
        plain[start - 1] !== '的' &&
        !isMore(plain, start) &&
        !OFFICE.test(plain.slice(Math.max(0, start - 4), start))
      ) &&
      !((count ?? 0) < most && /(?:筛查|检查|体检|血[压糖])了?$/.test(plain.slice(Math.max(0, start - 3), start))) &&
      ((count ?? Infinity) >= largest * (1 - HEDGED_APART) ||
        isMore(plain, start) ||
        isOfKind(start, recipients, plain) ||
        OFFICE.test(plain.slice(Math.max(0, start - 4), start))),
  )
  // 老人5户、残疾人3户
  if (people.length === 0 && houses.length > 1 && (isByService(houses, plain) || isByHouse(houses, plain)))
    return { attendance: added(houses, '户'), from: houses, doubtful: false }
  if (
    people.length > 1 &&
    (isByService(people, plain) || people.some(({ start }, i) => i > 0 && isMore(plain, start)))
  ) {
    const list = finest(people)
    return { attendance: added(list, list[0]?.unit ?? '人'), from: list, doubtful: false }
  }
  const [only] = people
  if (
    people.length === 1 &&
    only &&
    recipients.length > 0 &&
    (isMore(plain, only.start) || isOffice(only, recipients, plain) || isOfKind(only.start, recipients, plain))
  ) {
    const list = finest([...recipients, only]).toSorted((a, b) => a.start - b.start)
    return { attendance: added(list, only.unit), from: list, doubtful: false }
  }
  if (people.length > 0) {
    const list = finest(people)
    const best = exactest(list, recipients) ?? list[0]
    if (best)
      return {
        attendance: alone(best),
        from: [best],
        doubtful: list.length > 1 && list.some((one) => one.count !== best.count),
      }
  }
  if (
    bare.length > 0 &&
    recipients.every(
      (one) => isHelper(one.role ?? '') || /老师|教师/.test(one.role ?? '') || one.acts || calledOn(one, bare, plain),
    )
  ) {
    const [best] = finest(bare)
    if (best) return { attendance: alone(best), from: [best], doubtful: false }
  }
  const counted = recipients.length > 0 ? recipients : parts
  if (counted.length > 0) {
    const list = finest(counted)
    const known = list.filter(({ count }) => count !== null)
    const [first] = known
    if (!first)
      return { attendance: { count: null, max: null, unit: null, approximate: true }, from: list, doubtful: true }
    // 近50人 and 48名学员 for one group: the exact one.
    const list2 =
      known.length === 2 &&
      known.every((one) => one.role === first.role) &&
      known.some(({ approximate }) => approximate)
        ? [known.find(({ approximate }) => !approximate) ?? first]
        : known
    const attendance = list2.length === 1 && list.length === 1 ? alone(list2[0] ?? first) : added(list2, first.unit)
    if (known.length < list.length) attendance.approximate = true
    if (attendance.max !== null) attendance.approximate = true
    return { attendance, from: list2, doubtful: groups.unclear }
  }
  return null
}

/** Of a rough and an exact figure for one group the exact one; of several groups none. */
function exactest(list: Count[], roles: Count[]): Count | null {
  const [first] = list
  if (!first) return null
  const near = (one: Count) =>
    first.count !== null &&
    one.count !== null &&
    Math.abs(one.count - first.count) <= Math.max(first.count, one.count) * HEDGED_APART
  if (!first.approximate && first.count !== null) return first
  return (
    list.find((one) => !one.approximate && near(one)) ??
    roles.find((one) => !one.approximate && near(one) && !isVolunteer(one.role ?? '')) ??
    list.find(({ count }) => count !== null) ??
    first
  )
}

/** 理发37人，量血压52人; 坐轮椅的12个，自己走的9个: each group by what was done for it or what it did, one beside the other. */
const BY_SERVICE = /(?:^|[□，,、；;:：\s+＋和])(?<label>[\u4e00-\u9fff]{2,6}?)(?<of>的?)$/
/** 5号楼来了8户，6号楼来了11户. */
const isByHouse = (houses: Count[], plain: string): boolean =>
  houses.every(({ start }) =>
    /(?:[楼栋村组队巷弄苑园]|社区|◇)(?:那边|来了?|有|到了?)*$/.test(plain.slice(Math.max(0, start - 8), start)),
  )

/** What is no group: when and how they came, of what they are a part, what was done with the figure. */
const NO_SERVICE =
  /[共来到有是了说写报]|(?<![老残病盲聋]|疾)人[数员]?$|其中|现场|参[加与]|出席|签|实|检票|大概|左右|[上中下]午|[早晚]上?$|名单|目测|[记数算]|原|先前|后来|[第每真完]|全程|中途|坚持/
function isByService(people: Count[], plain: string): boolean {
  const labels = people.map(({ start }) => BY_SERVICE.exec(plain.slice(Math.max(0, start - 9), start))?.groups)
  return (
    new Set(labels.map((one) => one?.['label'])).size === people.length &&
    new Set(labels.map((one) => one?.['of'])).size === 1 &&
    labels.every((one) => one !== undefined && !NO_SERVICE.test(one['label'] ?? '')) &&
    people.every((one, i) => i === 0 || plain.slice(people[i - 1]?.end, one.start).length < 16)
  )
}

/** 一共19个爸爸带着23个娃: 一共 is said of all of the list. */
const beginsList = (one: Count, all: Count[], plain: string): boolean =>
  one.role !== null &&
  !isHelper(one.role) &&
  all.some(
    ({ role, start, acts }) =>
      role !== null &&
      !acts &&
      !isHelper(role) &&
      start >= one.end &&
      /^(?:[、和及与]|带着?|领着)+$/.test(plain.slice(one.end, start)),
  )

/** 去了5个人, 我们3个. */
const wentOut = (one: Count, plain: string): boolean =>
  /(?:我们|[去上派]了|出动了?|[派出]了)$/.test(plain.slice(Math.max(0, one.start - 5), one.start))

/** 坐了90人，站着的还有十来个; 后来又来了6个: who came besides. */
const isMore = (plain: string, at: number): boolean =>
  /[又也还][来到加添]了?$|的还有$|线[上下][另还]有$/.test(plain.slice(Math.max(0, at - 4), at))

/** 社区代表5人，物业2人，居民11人: who came for an office is one of the groups. */
const OFFICE =
  /(?:物业|社区|街道|村委|居委|派出所|医院|卫生院|学校|公司|企业|单位|机构|民政|妇联|残联|团委|基金会|协会|商会|委会|支部|部门|局|站|所)$/
const isOffice = (one: Count, groups: Count[], plain: string): boolean =>
  OFFICE.test(plain.slice(Math.max(0, one.start - 4), one.start)) &&
  (one.count ?? 0) < (sum(groups) ?? 0) &&
  groups.some(({ start, end }) =>
    BETWEEN.test(end <= one.start ? plain.slice(end, one.start).replace(OFFICE, '') : plain.slice(one.end, start)),
  )
/** 聋人朋友7个，健听的9个: those of another kind. */
const isOfKind = (at: number, groups: Count[], plain: string): boolean => {
  const said = /(?:^|[，,、；;\s])(?<kind>[\u4e00-\u9fff]{1,4}的)$/.exec(plain.slice(Math.max(0, at - 6), at))
  return (
    said !== null &&
    (/[新后]来的$|[外本]地来?的$/.test(said[0]) || !NO_SERVICE.test(said.groups?.['kind'] ?? '')) &&
    !/[剩走留做讲带干]/.test(said[0]) &&
    groups.some(({ end, acts }) => !acts && end <= at && at - end < 6)
  )
}
/** 两个同事去村里走访了7户: who called on them. */
const calledOn = (one: Count, homes: Count[], plain: string): boolean =>
  homes.some(
    ({ unit, start }) =>
      unit === '户' &&
      one.end <= start &&
      /^[^，。,；;\n\d]{0,10}(?:走|访|慰问|送|上门|跑|看|去|查|修|换|装|帮)[^，。,；;\n\d]{0,6}$/.test(
        plain.slice(one.end, start),
      ),
  )
