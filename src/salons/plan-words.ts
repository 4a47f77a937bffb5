import type { Day } from '../kernel/day.js'
import { normaliseText, readNumber } from '../kernel/numeral.js'
import { instantIn } from '../kernel/zone.js'
import { findComing } from './coming-day.js'
import type { Plan } from './salon.js'

/** What a message says of a salon; `unclear` is what of a day or time could not be used, and why. */
export interface SaidPlan {
  plan: Partial<Plan>
  unclear: 'no_day' | 'no_time' | null
}

const LABELS: [keyof Plan | 'time', RegExp][] = [
  ['topic', /^(?:主题|题目|话题|topic)$/i],
  ['time', /^(?:时间|日期|when)$/i],
  ['place', /^(?:地点|地址|where|place)$/i],
  ['guests', /^(?:(?:分享)?嘉宾|主讲人?|分享人|讲师|speaker)$/i],
  ['capacity', /^(?:名额|人数(?:上限)?|限额|限|seats)$/i],
  ['series', /^(?:系列|series)$/i],
]
/** A label stands apart and is followed by a space or colon: 「时间管理」 and 「有限资源」 are topics. These few are known without. */
const LABEL =
  /(?:^|[\s,，;；。])(?:(主题|地点|嘉宾|分享嘉宾|名额)(?:改[到成为]|是|为|[:：])? ?|(主题|题目|话题|topic|时间|日期|when|地点|地址|where|place|分享嘉宾|嘉宾|主讲人?|分享人|讲师|speaker|名额|人数上限|人数|限额|seats|系列|series)(?:改[到成为]|是|为)?[:： ] ?|(限) ?(?=\d))/iu
const NUMBER = '[\\d一二三四五六七八九十]{1,3}'
/** 「木棉沙龙第三期」, 「木棉 第3期」, 「第三期」, 「第三期木棉沙龙」; in a topic 「第三期读书会」 is what it is about. */
const SERIES = new RegExp(
  `(?:([\\p{Script=Han}A-Za-z]{2,12}?)(?:沙龙)? ?)?第(${NUMBER})期(?:([\\p{Script=Han}A-Za-z]{2,12}?)?沙龙)?`,
  'u',
)
const SERIES_IN_TOPIC = new RegExp(`([\\p{Script=Han}A-Za-z]{2,12}?)?沙龙 ?第(${NUMBER})期`, 'u')
/** 「请某老师来讲」 */
const INVITES = /^(?:邀?请)(.{2,20}?)(?:来)?(?:讲|分享|主讲|交流)(?:讲|一下)?$/
const SEATS = /(?:限|名额|最多)? ?(\d{1,4}|[一二三四五六七八九十百]{1,4}) ?(?:个名额|个位子|人|个|位|名)?/
const PLACE =
  /(?:社区|中心|书店|书屋|书院|会议室|活动室|教室|办公室|室|楼|厅|馆|路|号|学校|大学|学院|公园|空间|咖啡|酒店|线上|腾讯会议|村|镇|街道|广场|基地)$/
/** A series without a name of its own. */
export const PLAIN_SERIES = '沙龙'
const TEXT = 80

/** 「12月5日下午2点 鸡鸣山社区 主题 志愿者怎么留住 嘉宾 某老师 名额30」: what of it is said, in any order. */
export function readPlan(text: string, today: Day, zone: string): SaidPlan {
  const plan: Partial<Plan> = {}
  const pieces = labelled(normaliseText(text).replace(/\n/g, '，'))
  let head = (pieces.shift()?.said ?? '').replace(/^ ?(?:请?把)?(?:时间)?改[到成为]/, '')
  let time = ''
  for (const { label, said } of pieces) {
    const key = LABELS.find(([, words]) => words.test(label))?.[0]
    if (key === 'time') time = said
    else if (key === 'capacity') {
      const found = SEATS.exec(said)
      plan.capacity = /^(?:不限|没有?|无)/.test(said) ? null : (found?.[1] && readNumber(found[1])) || null
      head += ` ${found ? said.slice(found.index + found[0].length) : ''}`
    } else if (key === 'place' || key === 'guests') plan[key] = /^(?:没有?|无|待定|不定)$/.test(said) ? null : cut(said)
    else if (key === 'series') plan.series = cut(said.replace(/沙龙$/, '') || said)
    else if (key === 'topic') plan.topic = cut(said)
  }

  // 「主题 财务制度 下周三晚上7点 线上」: what follows a topic stands in its words.
  const after = plan.topic && time === '' ? findComing(plan.topic, today) : null
  if (after && after.day !== null && after.from !== null && findComing(head, today).day === null) {
    const [first = ''] = after.rest.trim().split(/[\s,，;；]+/)
    const said = plan.topic ?? ''
    head += ` ${said.slice(said.indexOf(first) + first.length)}`
    plan.topic = cut(first)
  }

  const series = SERIES.exec(head) ?? SERIES_IN_TOPIC.exec(plan.topic ?? '')
  if (series) {
    const number = readNumber(series[2] ?? '')
    if (number !== null) {
      plan.number = number
      plan.series ??= series[1] ?? series[3] ?? PLAIN_SERIES
      head = head.replace(series[0], ' ')
      if (plan.topic) plan.topic = trimmed(plan.topic.replace(series[0], '')) || plan.topic
    }
  }
  const named = /([\p{Script=Han}A-Za-z]{1,12}?)系列/u.exec(head)
  if (named) {
    plan.series = named[1]!
    head = head.replace(named[0], ' ')
  }

  const coming = findComing(time || head, today)
  if (!time) head = coming.rest
  let unclear: SaidPlan['unclear'] = null
  if (coming.day !== null && coming.from !== null) {
    plan.startsAt = instantIn(coming.day, coming.from, zone)
    plan.endsAt = coming.to === null ? null : instantIn(coming.day, coming.to, zone)
  } else if (coming.day !== null) unclear = 'no_time'
  else if (coming.from !== null || time !== '') unclear = 'no_day'

  const seats = /(?:^|[\s,，])(\d{1,3}) ?(?:个?人|名|位|个名额|个位子)(?=$|[\s,，。])/.exec(head)
  if (seats && plan.capacity === undefined) {
    plan.capacity = Number(seats[1])
    head = head.replace(seats[0], ' ')
  }
  const rest = head
    .split(/[\s,，;；。]+/)
    .map(trimmed)
    .filter((piece) => /[\p{L}\d]{2}/u.test(piece))
  const invites = rest.findIndex((piece) => INVITES.test(piece))
  if (invites >= 0 && plan.guests === undefined) plan.guests = cut(INVITES.exec(rest.splice(invites, 1)[0]!)![1]!)
  const ofSeries = rest.findIndex((piece) => /^[\p{Script=Han}A-Za-z]{1,12}沙龙$/u.test(piece))
  if (ofSeries >= 0 && plan.series === undefined) plan.series = rest.splice(ofSeries, 1)[0]!.replace(/沙龙$/, '')
  if (plan.place === undefined) {
    const at = rest.findIndex((piece) => PLACE.test(piece))
    const which = at >= 0 ? at : plan.topic !== undefined && rest.length > 0 ? 0 : -1
    if (which >= 0) plan.place = cut(rest.splice(which, 1)[0]!.replace(/^(?:在|地点在)/, ''))
  }
  if (plan.topic === undefined && rest.length > 0) plan.topic = cut(rest.join(' '))
  return { plan, unclear }
}

/** The words before the first label, then each label with what follows it. */
function labelled(text: string): { label: string; said: string }[] {
  const pieces: { label: string; said: string }[] = []
  let label = ''
  let left = text
  for (;;) {
    const found = LABEL.exec(left)
    pieces.push({
      label,
      said:
        label === '' ? (found ? left.slice(0, found.index) : left) : trimmed(found ? left.slice(0, found.index) : left),
    })
    if (!found) return pieces
    label = found[1] ?? found[2] ?? found[3] ?? ''
    left = left.slice(found.index + found[0].length)
  }
}

const trimmed = (text: string): string => text.trim().replace(/^[,，;；。:：\s]+|[,，;；。:：\s]+$/g, '')
const cut = (text: string): string | null => (text === '' ? null : Array.from(text).slice(0, TEXT).join(''))
