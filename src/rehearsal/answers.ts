import type { Field } from '../forms/form.js'
import { dayOf, lastOfMonth, partsOf, type Days } from '../kernel/day.js'
import type { Dice } from './dice.js'

/** What somebody does next at a question. */
export type Step = { say: string } | { photos: number }

/** What answers depend on. `label` makes the names of what she did her own. */
export interface Setting {
  dice: Dice
  about: Days
  label: string
  /** Sends pictures where they are asked for. */
  albums: boolean
}

const PLACES = ['高安', '萍乡', '上犹', '永新', '吉安', '宜春', '赣县', '湘东', '上饶', '安福', '峡江']
const THINGS = ['志愿者培训', '亲子读书会', '社区联欢', '走访', '骨干座谈', '分享会', '工作坊']
const SENTENCES = [
  '这段时间按计划走访了几家伙伴，把下一步要做的事一起定了下来。',
  '来的人比上次多，有几位开始主动约下一次。',
  '志愿者周末才有空，有一场改了期，提前一周发通知以后好多了。',
  '签到表统一了，每次结束当天就把记录补齐。',
  '下一步打算再带两位新人，每月碰一次头。',
]

/** What comes after a first answer that was not enough: how people were counted, whom pictures show, an end. */
const GO_ON: Step[] = [{ say: '1' }, { say: '完' }, { say: '跳过' }, { say: '2' }]

/** What she answers to a question, one after the other until it is taken. */
export function stepsAt(field: Field, setting: Setting): Step[] {
  const example = field.example?.split('；')[0]
  return [...first(field, setting), ...GO_ON, ...(example === undefined ? [] : [{ say: example }])]
}

function first(field: Field, setting: Setting): Step[] {
  const { dice, about, albums } = setting
  switch (field.kind) {
    case 'photos':
      return albums ? [{ photos: dice.between(2, 4) }, { say: '完' }] : [{ say: field.required ? '完' : '跳过' }]
    case 'table': {
      const { columns } = field.options as { columns: Field[] }
      const rows = Array.from({ length: dice.between(1, 3) }, () =>
        columns.map((column) => valueOf(column, setting)).join(' '),
      )
      return [{ say: [...rows, '完'].join('\n') }]
    }
    case 'date_range':
      if (field.feeds === 'period') return [{ say: `${about.from} 到 ${about.to}` }]
      return [{ say: valueOf(field, setting) }]
    default:
      return [{ say: valueOf(field, setting) }]
  }
}

/** One value in words, in a cell or by itself. */
function valueOf(field: Field, { dice, about, label }: Setting): string {
  switch (field.kind) {
    case 'date':
    case 'date_range':
      return dayWithin(about, dice)
    case 'headcount':
      return `${dice.between(8, 90)}人`
    case 'money':
      return `${dice.between(2, 60) * 10}元`
    case 'number':
      return String(dice.between(1, 9))
    case 'place':
      return dice.pick(PLACES)
    case 'text': {
      const { least = 0 } = field.options as { least?: number }
      if (least > 0) return written(least, dice)
      // Her organisation stands in it: what two organisations did is not to look like the same.
      return field.feeds?.startsWith('expense') ? '场地费' : `${label}${dice.pick(PLACES)}${dice.pick(THINGS)}`
    }
    case 'choice':
    case 'choices':
      return '1'
    default:
      return field.example?.split('；')[0] ?? '1'
  }
}

function written(least: number, dice: Dice): string {
  let text = ''
  while (text.length < least) text += dice.shuffled(SENTENCES).slice(0, 2).join('')
  return text
}

function dayWithin({ from, to }: Days, dice: Dice): string {
  const [year, month] = partsOf(from)
  const [lastYear, lastMonth] = partsOf(to)
  const m = dice.between(month, lastYear > year ? 12 : lastMonth)
  const day = dayOf(year, m, dice.between(1, lastOfMonth(year, m))) ?? from
  const within = day < from ? from : day > to ? to : day
  const [, mm, dd] = partsOf(within)
  return `${mm}月${dd}日`
}

/** What is no answer to a question of this kind; null where any words are one. */
export function wrongAt({ kind }: Field, dice: Dice): string | null {
  switch (kind) {
    case 'date':
    case 'date_range':
      return dice.pick(['十三月', '不清楚是哪天'])
    case 'headcount':
      return dice.pick(['好多好多', '数不过来'])
    case 'money':
      return dice.pick(['好多钱', '记在本子上'])
    case 'number':
      return '好久'
    case 'choice':
    case 'choices':
      return dice.pick(['9', '看情况'])
    case 'table':
      return dice.pick(['办得很热闹', '这个表好长'])
    case 'text':
      return '很好'
    default:
      return null
  }
}
