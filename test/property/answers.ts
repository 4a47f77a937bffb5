import type { Field } from '../../src/forms/form.js'
import { addDays, type Day } from '../../src/kernel/day.js'
import { BESIDE } from '../../src/kernel/breakdown.js'
import type { Json } from '../../src/kernel/json.js'
import type { Dice } from '../../src/rehearsal/dice.js'

/** What a person says to a question, and what the hub must find of it. */
export interface Answer {
  text: string
  means: Json
}

/** What answers depend on besides chance. */
export interface Setting {
  dice: Dice
  today: Day
  /** The period that the form is about, once she gave it. */
  period: { from: Day; to: Day } | null
  /** Names she used: no two things of one conversation have the same. */
  used: Set<string>
}

const PLACES = ['高安', '萍乡', '上犹', '永新', '吉安', '宜春', '赣县', '湘东', '上饶', '安福', '峡江', '滕王阁']
const ABOUT = ['志愿者', '留守儿童', '社区老人', '青年伙伴', '新手妈妈', '听障朋友', '返乡学生', '骨干成员']
const THINGS = ['培训', '沙龙', '读书会', '分享会', '工作坊', '联欢', '走访', '座谈']
/** Names that hold words which, alone, would be commands. */
const TRICKY = [
  '演出取消后的补办专场',
  '提交材料的写作课',
  '跳过绳结的亲子赛',
  '帮助新人的见面会',
  '按下暂停键心理课',
  '预览新片观影会',
  '完成仪式与合影',
  '删繁就简读书会',
  '继续教育班开学礼',
  '上一步下一步桌游夜',
  '清空心情放松营',
  '不变的乡愁采风',
]

export function title({ dice, used }: Setting): string {
  for (;;) {
    const name = dice.happens(0.15) ? dice.pick(TRICKY) : dice.pick(PLACES) + dice.pick(ABOUT) + dice.pick(THINGS)
    if (used.has(name)) continue
    used.add(name)
    return name
  }
}

const two = (n: number) => String(n).padStart(2, '0')

function day({ dice, today, period }: Setting, spoken = dice.below(4)): Answer {
  if (spoken === 0) {
    const [word, back] = dice.pick([
      ['昨天', -1],
      ['前天', -2],
      ['今天', 0],
    ] as const)
    const on = addDays(today, back)
    return { text: word, means: { from: on, to: on } }
  }
  const year = period?.from.slice(0, 4) ?? '2014'
  const [first, last] = period ? [Number(period.from.slice(5, 7)), Number(period.to.slice(5, 7))] : [1, 12]
  const [month, date] = [dice.between(first, last), dice.between(1, 26)]
  const on = (d: number) => `${year}-${two(month)}-${two(d)}`
  if (spoken === 1) return { text: on(date), means: { from: on(date), to: on(date) } }
  // Without a year it is that of the period.
  const said = `${period && dice.happens(0.5) ? '' : `${year}年`}${month}月${date}日`
  if (spoken === 2) return { text: said, means: { from: on(date), to: on(date) } }
  return { text: `${said}-${date + 2}日`, means: { from: on(date), to: on(date + 2) } }
}

const PERIODS: Answer[] = [
  { text: '2014年1月到3月', means: { from: '2014-01-01', to: '2014-03-31' } },
  { text: '2014年第二季度', means: { from: '2014-04-01', to: '2014-06-30' } },
  { text: '2014年7月-9月', means: { from: '2014-07-01', to: '2014-09-30' } },
  { text: '2013年10月到12月', means: { from: '2013-10-01', to: '2013-12-31' } },
]

/** As people count, with the rule that 多 is up to the next round number and 约 a tenth either way. */
export function headcount({ dice }: Setting, besides = true): Answer {
  const n = dice.between(5, 180)
  const of = (
    text: string,
    min: number,
    max: number,
    unit = '人',
    parts: [string, number][] = [],
    open = false,
  ): Answer => ({
    text,
    means: { min, max, unit, parts, basis: min < max ? 'estimate' : null, ...(open && { open: true }) },
  })
  const volunteers = dice.between(1, 4)
  return dice.weighed<() => Answer>([
    [8, () => of(`${n}人`, n, n)],
    [2, () => of(`${n}人次`, n, n, '人次')],
    [2, () => of(`${n}户`, n, n, '户')],
    [1, () => of(`${n}家`, n, n, '家')],
    [2, () => of(`约${n}人`, n - Math.max(1, Math.floor(n / 10)), n + Math.max(1, Math.floor(n / 10)))],
    [1, () => of('二百多人次', 201, 299, '人次')],
    [1, () => of('近百人', 90, 100)],
    [1, () => of('五六十人', 50, 60)],
    [1, () => of('三十来人', 27, 33)],
    [
      besides ? 1 : 0,
      () => of(`${n}人，另有${volunteers}名志愿者`, n, n, '人', [[`${BESIDE}志愿者`, volunteers]], true),
    ],
    [2, () => of(`${n}人，其中志愿者${volunteers}人`, n, n, '人', [['志愿者', volunteers]])],
  ])()
}

/** Whether it is to be asked if those who came besides count too. */
export const isOpen = (count: Json | null | undefined): boolean =>
  (count as unknown as Count | null | undefined)?.open === true

/** What she says to that, and how many there were then. */
export function counted(dice: Dice, count: Json): Answer {
  const { text, too } = dice.pick([
    { text: '1', too: true },
    { text: '加上', too: true },
    { text: '2', too: false },
    { text: '不加', too: false },
  ])
  return { text, means: too ? together(count) : apart(count) }
}

/** Without those who came besides. */
export const apart = (count: Json): Json => {
  const { open: _, ...rest } = count as { [key: string]: Json }
  return rest
}

function together(count: Json): Json {
  const { min, parts, ...rest } = apart(count) as unknown as Count
  const all = parts.reduce((sum, [, n]) => sum + n, min)
  const roles = parts.map(([role, n]): [string, number] => [role.replace(BESIDE, ''), n])
  return { ...rest, min: all, max: all, parts: roles }
}

type Count = { min: number; max: number; unit: string; parts: [string, number][]; basis: string | null; open?: true }

export const isCount = (cell: Json | null | undefined): cell is Json =>
  typeof cell === 'object' && cell !== null && 'parts' in cell

/** A new number that names no groups has those of the one before, where they may be of so many. */
export function withGroups(before: Json | null, now: Json): Json {
  if (!isCount(before) || isOpen(before)) return now
  const [was, count] = [before, now] as unknown as [Count, Count]
  const fits = was.unit === count.unit && was.parts.every(([role, n]) => !role.startsWith(BESIDE) && n <= count.max)
  return fits && count.parts.length === 0 ? { ...(now as object), parts: was.parts } : now
}

/** Whether it is to be asked how a number was found out: an exact one that does not say it. */
export const isBare = (count: Json | null | undefined): boolean =>
  count !== null && typeof count === 'object' && (count as unknown as Count).basis === null

export const basisOf = (count: Json | null | undefined): string | null =>
  (count as unknown as Count | null | undefined)?.basis ?? null

const COUNTED_SO = [
  ['签到', 'sign_in'],
  ['现场点的', 'count'],
  ['估的', 'estimate'],
  ['事后补记', 'recalled'],
] as const

/** How people were counted, by the number of the answer or in words; null is that she does not know. `unasked`: only in words. */
export function howCounted(dice: Dice, unasked = false): { text: string; basis: string | null } {
  const numbers = COUNTED_SO.map(([, basis], i) => [String(i + 1), basis] as const)
  const [text, basis] = dice.pick(
    unasked ? COUNTED_SO : [...numbers, ...COUNTED_SO, ['跳过', null] as const, ['不知道', null] as const],
  )
  return { text, basis }
}

/** A number that was found out so; what is estimated may be a tenth more or less. */
export function countedSo(count: Json, basis: string | null): Json {
  if (basis === null) return count
  const { min, max } = count as unknown as Count
  const more = basis === 'estimate' ? Math.max(1, Math.floor(max / 10)) : 0
  return { ...(count as object), basis, min: min - more, max: max + more }
}

function money({ dice }: Setting): Answer {
  const n = dice.between(10, 3000)
  const of = (text: string, min: number, max = min): Answer => ({ text, means: { min: min * 100, max: max * 100 } })
  return dice.weighed<() => Answer>([
    [5, () => of(`${n}元`, n)],
    [2, () => of(`${n}块`, n)],
    [1, () => of('五百块', 500)],
    [1, () => of('一千二', 1200)],
    [1, () => of('1.2万', 12_000)],
    [1, () => of('约300元', 270, 330)],
  ])()
}

const choicesOf = (field: Field) => (field.options as { choices: { key: string; label: string }[] }).choices

/** An answer of one message to a question, as good as any; null where it takes several messages, or the kind is not known here. */
export function answerTo(field: Field, setting: Setting): Answer | null {
  const { dice } = setting
  switch (field.kind) {
    case 'date':
      return day(setting, dice.between(1, 2))
    case 'date_range':
      return field.feeds === 'period' ? dice.pick(PERIODS) : day(setting)
    case 'headcount':
      return headcount(setting)
    case 'money':
      return money(setting)
    case 'number': {
      const n = dice.between(1, 12)
      return {
        text: dice.pick([String(n), String.fromCharCode(...[...String(n)].map((d) => d.charCodeAt(0) + 0xfee0))]),
        means: n,
      }
    }
    case 'choice': {
      const all = choicesOf(field)
      const at = dice.below(all.length)
      return { text: dice.happens(0.6) ? String(at + 1) : all[at]!.label, means: all[at]!.key }
    }
    case 'choices': {
      const all = choicesOf(field)
      const chosen = all.map((_, i) => i).filter(() => dice.happens(0.5))
      const at = chosen.length > 0 ? chosen : [dice.below(all.length)]
      return { text: at.map((i) => i + 1).join(' '), means: at.map((i) => all[i]!.key) }
    }
    case 'place': {
      const name = dice.pick(PLACES) + dice.pick(['', '社区', '小学', '图书馆'])
      return { text: name, means: name }
    }
    case 'text': {
      if ((field.options as { least: number }).least > 0) return null
      const name = title(setting)
      return { text: name, means: name }
    }
    default:
      return null
  }
}

/** Sentences of a brief. Each would be a command if it said nothing more, or says much that is none. */
const SENTENCES = [
  '因为下雨，原定的演出取消了，我们临时改成室内的读书会。',
  '大家一共提交了二十份作业，老师逐份写了评语。',
  '中途暂停过一周，回来以后继续，人没有少。',
  '没有人跳过签到这一步，名单都留着。',
  '删掉了两个环节，时间刚刚好。',
  '帮助新人上手的同伴有六位，下一步还会再多几位。',
  '第一场改 3 次日期，第二场就顺利了。',
  '走访了三家机构，和大家一起定了全年的内容。',
  '完成得比预想的好，参加的人开始主动约下一次。',
  '预览了新做的手册，提了不少意见。',
  '1 先走访 2 再定内容 3 最后回访，这是我们的办法。',
  '上一步没做好的，这一步补上了。',
]

/** So many sentences; now and then one on a line of its own is nothing but a word that would be a command. */
export function sentences(dice: Dice, many: number): string {
  const said = dice.shuffled(SENTENCES).slice(0, many)
  if (!dice.happens(0.15)) return said.join(dice.happens(0.3) ? '\n' : '')
  return [...said.slice(0, -1), dice.pick(['取消', '提交', '跳过', '完', '1']), ...said.slice(-1)].join('\n')
}

/** What is no answer to a question of this kind; null where any text is one. */
export function nonsense(field: Field, dice: Dice): string | null {
  switch (field.kind) {
    case 'date':
    case 'date_range':
      return dice.pick(['十三月', '不清楚是哪天', '那天下雨', '6月31日'])
    case 'headcount':
      return dice.pick(['好多好多', '满满一屋子', '数不过来'])
    case 'money':
      return dice.pick(['好多钱', '记在本子上', '退了200元'])
    case 'number':
      return dice.pick(['好久', '一会儿', '100'])
    case 'choice':
    case 'choices':
      return dice.pick(['9', '看情况', '0'])
    case 'table':
      return dice.pick(['下雨了', '这个表好长', '办得很热闹'])
    default:
      return null
  }
}
