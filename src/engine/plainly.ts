import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { quote } from '../forms/prompt.js'
import { takeAfar } from './afar.js'
import { readAt, take } from './answer.js'
import { namesOf } from './fitting.js'
import { askWhichRow } from './which-row.js'
import { readPart } from './named.js'
import { edit } from './obey.js'
import { rowAgain } from './row-again.js'
import { partsOf } from './row-meant.js'
import { currentField, goTo, hasSeen, numberOf, type Step, type Turn } from './turn.js'

/** 「都对，但…」「没问题，就是…」: she agrees with the rest, and changes this. */
const AGREED =
  /^(?:其他的?|其余的?|别的|剩下的?)?(?:都|全)?(?:对|没(?:有)?问题|没错|可以|好|行)(?:的|了)?[，,。\s]*(?:但是?|不过|只是|就是|可是|只有)[，,\s]*/u
/** 「刚才说错了，地点是文化馆」. */
const MISSAID =
  /^(?:不好意思|抱歉|对不起|啊|哎)*[，,\s]*(?:我)?(?:刚才|刚刚|前面|上面|之前)?(?:我)?[说写填打发]错了?(?:一[个处点])?[，,。：:\s]+/u
/** One of these is in all of the above, and in what changes an answer by its name. */
const MAY_CHANGE = /[但过是有错对改正]/u
const CHANGE = /^(?:请|麻烦|帮我|我要|我想|想|要|把)*(?:改|修改|更改|更正)(?:一下|下)?\s*(?<rest>\S.*)$/u
const BECOMES = /^(?:的|要)?\s*(?:改?成|改?为|是|[:：，,])?\s*/u
/** Longer is a sentence of a report. */
const SHORT = 60

/** 「不对不是昨天 是6月1号」, said without a sign. */
const RUN_ON = /^(?:(?<slip>不对|错了)[，,\s]*)?(?<was>不是[^，,\s是]{1,12})\s+(?=(?:应该|而)?是\S)/u

/** 「改人数 41」「都对，但人数改成33」 as 「人数改成41」「人数改成33」; what is neither stays. */
export function plainly(turn: Turn, text: string): string {
  if (!MAY_CHANGE.test(text)) return text
  const said = text
    .trim()
    .replace(AGREED, '')
    .replace(MISSAID, '不对，')
    .replace(RUN_ON, (_, slip, was) => `${slip ? '不对，' : ''}${was}，`)
  const { label, rest } = labelled(turn, said.replace(/^不对，/u, '改')) ?? {}
  return label && rest ? `${label}改成${rest}` : said === text.trim() ? text : said
}

/** 「改日期」: the question of that name, or which row of the table with such a column; 「改支出 房租 1200」: the row. Null when it is none. */
export function changeByName(turn: Turn, text: string): Step | null {
  const { field, label = '', rest } = labelled(turn, text.trim().replace(AGREED, '')) ?? {}
  if (!field) return null
  const again = rest && field.label === label ? rowAgain(turn, field, rest) : null
  if (again && again.numbers.length > 1) return askWhichRow(turn, quote(text), again)
  if (again?.reading)
    return field === currentField(turn) ? take(turn, field, again.reading) : takeAfar(turn, field, again.reading)
  if (rest) return noValue(turn, field, label, rest)
  if (field.label === label && field !== currentField(turn)) return edit(turn, numberOf(turn.form, field))
  const numbers = partsOf(turn, field)
  const reading = field.label !== label && numbers[0] !== undefined && readPart(turn, field, numbers[0], label)
  if (!reading) return null
  if (numbers.length > 1) return askWhichRow(turn, quote(text), { field, numbers, name: label, reading, rest: label })
  return field === currentField(turn) ? take(turn, field, reading) : takeAfar(turn, field, reading)
}

/** 「改日期 前天 11月24日」, where those are two days, 「改类别 公益服务」, where there is none such: why not, and it is asked. */
function noValue(turn: Turn, field: Field, label: string, rest: string): Step | null {
  if (field.label !== label || kindOf(field).part) return null
  const reading = readAt(turn, field, { type: 'text', text: rest })
  if (reading.type !== 'misread') return null
  const { code, values } = reading.problem
  if (field === currentField(turn)) return null
  if (code === 'date.two_days' || !currentField(turn)) {
    const at = { type: 'changing' as const, field: field.key, ...(hasSeen(turn) && { seen: true as const }) }
    return goTo(turn, at, turn.asking.words.say(`problem.${code}`, values))
  }
  return null
}

/** The question, by its name or that of a column, and what it is to become. */
function labelled(turn: Turn, said: string): { field: Field; label: string; rest: string } | null {
  const { rest = '' } =
    said.length > SHORT || !/[改正]/u.test(said) || said.includes('\n') ? {} : (CHANGE.exec(said)?.groups ?? {})
  if (!rest) return null
  const here = currentField(turn)
  const fields = here ? [here, ...turn.form.fields.filter((one) => one !== here)] : turn.form.fields
  const open = rest.replace(/^「/u, '')
  const called = (field: Field, name: string, label: string) =>
    open.startsWith(name) ? [{ field, label, called: name }] : []
  const names = fields.flatMap((field) => {
    const { columns = [] } = field.options as { columns?: Field[] }
    return [field, ...columns].flatMap(({ label }) => called(field, label, label))
  })
  const short = fields.flatMap((field) => namesOf(field).flatMap((name) => called(field, name, field.label)))
  const [found] = [...names, ...short].toSorted((a, b) => b.called.length - a.called.length)
  if (!found) return null
  return {
    field: found.field,
    label: found.label,
    rest: open
      .slice(found.called.length)
      .replace(/^」/u, '')
      .replace(BECOMES, '')
      .replace(/[吧了。]+$/u, ''),
  }
}
