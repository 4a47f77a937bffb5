import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { leadIn } from '../forms/lead-in.js'
import { readNumber } from '../kernel/numeral.js'
import { type Named, readMore } from './named.js'
import { MEASURE, NUMERAL, partsOf, withRows } from './row-meant.js'
import { currentField, type Turn } from './turn.js'

const ONE_MORE = new RegExp(
  `^(?:再|另外|还|我|想|要|请|帮我)*(?:加|补|添|补充|增加)(?:上|了)?一(?<measure>${MEASURE})(?:活动|支出)?[:：，,\\s]*(?<rest>\\S.*)$`,
  'su',
)
/** What the words before one more row are said of. */
const SPENT = /支出|花费|开支|费用|经费|笔/u
const HELD = /活动|场/u
const CAPTION = new RegExp(
  `^(?:请|把|将|改)*\\s*第\\s*(?<row>${NUMERAL})\\s*张(?:照片|图片|图)?的?说明(?:文字)?\\s*(?:应该)?(?:改成|改为|换成|写成|是|[:：])\\s*(?<rest>\\S.*)$`,
  'su',
)
const COLUMN = new RegExp(
  `^(?:请|我要|想)*(?:改|修改|更改)(?:一下)?\\s*第\\s*(?<row>${NUMERAL})\\s*(?<measure>${MEASURE})(?:活动|支出)?的\\s*(?<rest>\\S{1,12})$`,
  'u',
)

/** One of these is in each of them. */
const OF_ROWS = /[加补添写张改还又另漏忘少缺]/u

const APPENDED = new RegExp(
  '^(?:请|帮我|麻烦|在|给)*「?(?<label>[^\\s，,。：:「」]{2,12}?)」?(?:这一?题|那一?题)?(?:里面?|中|的?后面|的?最后|末尾|下面)?(?:请|帮我)?(?:(?:再|还|另外|要)+(?:加|补|添|补充|增加|写)上?|加上|补上|补充上?|添上)(?:一?[句段条点]|几句)?话?[:：，,\\s]*(?<rest>\\S.*)$',
  'su',
)

/** 「做了什么里再加一句：…」: more of a text that is there, named by its question. */
function appendedTo({ form, session: { answers, partials } }: Turn, said: string): Named | null {
  const { label, rest = '' } = APPENDED.exec(said)?.groups ?? {}
  const field = label && form.fields.find((one) => one.label === label && kindOf(one).free)
  if (!field || !(answers[field.key]?.value ?? partials[field.key])) return null
  return { field, row: null, rest, more: true }
}

/**
 * 「加一场：6月1日 …」, 「第二张说明改成 座谈」, 「改 第2场的人数」, 「做了什么里再加一句：…」: a row more, a caption, a row to be changed, or more of a
 * text, without the number of its question.
 * Null when it is none of these, or there are no such rows.
 */
export function rowsInWords(turn: Turn, text: string): Named | null {
  const said = text.trim()
  if (!OF_ROWS.test(said)) return null
  const appended = appendedTo(turn, said)
  if (appended) return appended
  const more = ONE_MORE.exec(said)?.groups
  const table = more && withRows(turn, more['measure'] ?? '')
  if (table && readMore(turn, table, more['rest'] ?? '').type === 'continued')
    return { field: table, row: null, rest: more['rest'] ?? '', more: true }
  const forgotten = oneMore(turn, said)
  if (forgotten) return forgotten
  const caption = CAPTION.exec(said)?.groups
  const album =
    caption && turn.form.fields.find((field) => kindOf(field).hears === 'image' && partsOf(turn, field).length > 0)
  if (album) return rowOf(turn, album, caption)
  const column = COLUMN.exec(said)?.groups
  if (!column) return null
  // 「第2条的人数」 is of the table that has one.
  const has = (field: Field | null) =>
    ((field?.options ?? {}) as { columns?: Field[] }).columns?.some(({ label }) => label === column['rest'])
  const rows = [withRows(turn, column['measure'] ?? ''), ...turn.form.fields].find(has)
  return rows ? rowOf(turn, rows, column) : null
}

/** 「还有一场 9月2日 …」, 「支出里少了一笔 打印费35元」 away from its table, where no words of any kind are asked for: a row more of that. */
function oneMore(turn: Turn, said: string): Named | null {
  const brings = leadIn(said)
  const here = currentField(turn)
  if (!brings || (here && (kindOf(here).free || kindOf(here).columns))) return null
  const feed = SPENT.test(brings.lead) ? 'expenses' : HELD.test(brings.lead) ? 'activities' : null
  const tables = turn.form.fields.filter((field) => kindOf(field).columns && (!feed || field.feeds === feed))
  const reads = tables.map((one) => ({ one, reading: readMore(turn, one, brings.rest) }))
  const rows = reads.filter(({ reading }) => reading.type === 'continued')
  // 「还差一项 保险 两百」 is whole as one of spending, and no activity of 200.
  const { one: field } = rows.find(({ reading }) => !('asks' in reading && reading.asks)) ?? rows[0] ?? {}
  return field ? { field, row: null, rest: brings.rest, more: true } : null
}

function rowOf(turn: Turn, field: Field, { row = '', rest = '' }: Record<string, string | undefined>): Named | null {
  const number = readNumber(row)
  return number !== null && partsOf(turn, field).includes(number) ? { field, row: number, rest, more: false } : null
}
