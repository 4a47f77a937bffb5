import { SLIP } from '../forms/corrects.js'
import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { leadIn } from '../forms/lead-in.js'
import { quote } from '../forms/prompt.js'
import { readNumber } from '../kernel/numeral.js'
import { doubt } from './doubt-about.js'
import { readMore } from './named.js'
import { rowAgain } from './row-again.js'
import { rowChanged } from './row-changed.js'
import { NUMERAL } from './row-meant.js'
import { put } from './rows-changed.js'
import { oneAfterAnother } from './several-changes.js'
import { cue, currentField, numberOf, type Step, type Turn } from './turn.js'
import { askWhichRow } from './which-row.js'

/** 「支出里…」, 「支出：…」, 「第五题…」, 「活动那题里…」, and what is said of that table. */
const OF_TABLE = new RegExp(
  `^(?:在|把|将|刚才|刚刚|前面|上面|之前|我|的|填|写)*(?:第\\s*(?<n>${NUMERAL})\\s*题|(?<name>[^\\s，,。：:\\d]{2,8}?)(?:[那这]一?[题块项](?:里面?|里头)?|(?:表|记录)?(?:里面?|里头)|(?=[\\s，,：:])))` +
    `(?:里面?|里头|中|的|还|又|再|也|其中|[，,：:\\s])*(?<rest>\\S.*)$`,
  'u',
)
const SPENT = /^(?:支出|花费|开支|费用|经费)$/u
/** Longer is a sentence of a report. */
const SHORT = 60
/** 「打印是130」 as the row 「打印 130」. */
const IS = /\s*(?:应该|其实)*(?:是|为|花了|用了)\s*(?=[¥\d０-９一二三四五六七八九十百两])/gu
/** 「漏了快递30元」, without a sign behind it. */
const FORGOT = /^(?:漏|忘|少)(?:掉|记|写|填|报|算)*了?\s*/u
/** It is told about the rows, denied or asked. */
const TELLS = /[不没未无别最都共超比太才只够了吗呢？?。；！!]|合计|总计|主要|大部分/u

/** The table that a text names before it says something of it; null where it names none, or the one being asked. */
function tableNamed(turn: Turn, said: string): { field: Field; rest: string; sure: boolean } | null {
  const { n, name = '', rest = '' } = OF_TABLE.exec(said)?.groups ?? {}
  if (!rest) return null
  const named = n === undefined ? undefined : turn.form.fields[(readNumber(n) ?? 0) - 1]
  const field =
    named ??
    turn.form.fields.find(
      (one) => kindOf(one).columns && (one.label === name || (one.feeds === 'expenses' && SPENT.test(name))),
    )
  if (!field || field === currentField(turn) || !kindOf(field).columns) return null
  // 「活动里义诊是30人」 may be told in a story.
  return {
    field,
    rest,
    sure: n !== undefined || field.feeds === 'expenses' || /[题：:]/u.test(said.slice(0, -rest.length)),
  }
}

/**
 * 「支出里打印是130」, 「第四题少了一场：5月3日 …」, 「第5题 打印 130」 while another question is asked: the row of that name becomes so, else it is one more, where
 * nothing of it is left to be asked. Null for all else that is told about a table.
 */
export function ofTable(turn: Turn, text: string): Step | null {
  const said = text.trim()
  if (!currentField(turn) || said.length > SHORT || said.includes('\n')) return null
  const named = tableNamed(turn, said)
  if (!named) return null
  const { field, rest, sure } = named
  const forgotten = leadIn(rest)?.rest
  if (forgotten !== undefined)
    return rowMore(turn, field, text, forgotten, sure) ?? (sure ? notWhole(turn, field, text, forgotten) : null)
  const clauses = sure ? rest.split(CLAUSES).filter(Boolean) : []
  // 「打印不对，是150」 is said of one row.
  if (clauses.length < 2 || (clauses.length === 2 && DENIED.test(clauses[0] ?? '')))
    return ofRow(turn, field, text, rest, sure)
  const several = oneAfterAnother(turn, clauses, (there, clause) => {
    const step = ofRow(there, field, text, clause, sure)
    // Two questions at once cannot be asked.
    return there.session.at !== turn.session.at && step?.session.at !== there.session.at ? null : step
  })
  // 「5月3日，义诊，西湾，30人」 is one row; 「场地费是600，…」 says of each what it is.
  return several ?? (rest.replace(IS, ' ') === rest ? ofRow(turn, field, text, rest, sure) : null)
}
const DENIED = new RegExp(`${SLIP}[了啊]?$`, 'u')
const CLAUSES = /[，,；;]\s*/u

/** What is said of one row, or of one more. */
function ofRow(turn: Turn, field: Field, said: string, rest: string, sure: boolean): Step | null {
  const row = rest.replace(FORGOT, '').replace(IS, ' ')
  // 「少了打印130」: one more, or that much too little.
  if (FORGOT.test(rest)) return TELLS.test(row) ? null : rowMore(turn, field, said, row, false)
  const changed = rowChanged(turn, rest, field) ?? (TELLS.test(rest) ? null : rowAgain(turn, field, row))
  if (changed && changed.numbers.length > 1) return askWhichRow(turn, said, changed)
  if (changed?.reading && sure) return put(turn, field, changed.reading)
  if (changed) return doubt(turn, said, { older: field.key, text: changed.rest, row: changed.numbers[0] ?? 0 })
  return TELLS.test(rest) ? null : rowMore(turn, field, said, row, sure)
}

/** A row that nothing more is asked about; what lacks something is asked about first where words are asked for. */
function rowMore(turn: Turn, field: Field, said: string, row: string, sure: boolean): Step | null {
  const reading = readMore(turn, field, row)
  if (reading.type !== 'continued' || reading.asks) return null
  return sure ? put(turn, field, reading, true) : doubt(turn, said, { older: field.key, text: row })
}

/** What was forgotten in question 4 is of it, also where it is no whole row: it is asked whether to begin one, or said how it is written. */
function notWhole(turn: Turn, field: Field, said: string, row: string): Step | null {
  const { form, session, asking } = turn
  if (readMore(turn, field, row).type === 'continued')
    return doubt(turn, said, { older: field.key, text: row, more: true })
  const here = currentField(turn)
  if (!here || field.feeds !== 'activities') return null
  const values = { said: quote(said), number: numberOf(form, field), label: here.label }
  return { session, reply: `${asking.words.say('late.rows_there', values)}\n${cue(turn)}`, effects: [] }
}
