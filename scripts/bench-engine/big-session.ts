import { openSession, step, type Input } from '../../src/engine/step.js'
import type { Session } from '../../src/engine/session.js'
import type { Field, Form } from '../../src/forms/form.js'
import type { Words } from '../../src/kernel/words.js'
import { askingOf, said } from './chats.js'

const ANSWERS = 200
const ROWS = 50

/** What is said to each kind of question. */
const SAYS: Record<string, string> = {
  date_range: '3月22日',
  date: '3月22日',
  text: '我们在高安、萍乡和上犹各办了一次志愿者培训，每次先走访再定内容；学员回去后自己办起了读书会，每个月一次。',
  place: '高安市图书馆',
  headcount: '签到32人，其中志愿者5人',
  choice: '3',
}
const ROW = '3月22日 高安志愿者培训 高安 25人签到'

/** One turn, to be taken in many copies of a session. */
export interface Turn {
  name: string
  form: Form
  empty: Session
  big: Session
  input: Input
}

/**
 * The same turns in an empty session and in one with 200 answers and a table of 50 rows: an answer to a question of each kind, and one more
 * row. The form has the real questions of these forms over and over.
 */
export function turnsOf(forms: Form[], words: Words): Turn[] {
  const all = forms.flatMap(({ fields }) => fields)
  const simple = all.filter(({ kind }) => kind in SAYS)
  const table = all.find(({ feeds }) => feeds === 'activities')
  const story = simple.find(({ kind }) => kind === 'text')
  if (!table || !story) throw new Error('the forms have no questions to be measured')
  const copy = (field: Field, i: number): Field => ({ ...field, key: `${field.key}_${i}` })
  const answered = Array.from({ length: ANSWERS }, (_, i) => copy(simple[i % simple.length] as Field, i))

  return [...simple, table].map((field): Turn => {
    // One that nothing tells is asked next, in both sessions.
    const open = [copy(field, ANSWERS), copy(story, ANSWERS + 1)]
    const own = field === table
    const fields = own ? [...answered, ...open] : [...answered, { ...table, key: 'rows' }, ...open]
    const form: Form = { ...(forms[0] as Form), languages: {}, fields }
    const key = open[0]?.key ?? ''
    const start = { ...openSession(form, askingOf(words, '')), at: { type: 'asking' as const, field: key } }
    const full = filled(form, own ? key : 'rows', words)
    return {
      name: field.kind,
      form,
      empty: start,
      big: { ...full, at: { type: 'asking', field: key } },
      input: said(own ? ROW.replace('22', '23') : (SAYS[field.kind] ?? '')),
    }
  })
}

/** All answered that was said to be, and the rows in their table. */
function filled(form: Form, rows: string, words: Words): Session {
  let session = openSession(form, askingOf(words, ''))
  const say = (field: string, text: string, id: string) => {
    const at = { ...session, at: { type: 'asking' as const, field } }
    session = step(form, at, said(text), askingOf(words, id)).session
  }
  for (const [i, { key, kind }] of form.fields.slice(0, ANSWERS).entries()) say(key, SAYS[kind] ?? '', `m${i}`)
  for (let i = 0; i < ROWS; i++) say(rows, ROW.replace('25', String(25 + i)), `r${i}`)
  if (form.fields.at(-1)?.key !== rows && !rows.includes(String(ANSWERS))) say(rows, '完', 'done')
  const held = session.answers[rows]?.value ?? session.partials[rows]?.value
  const count = (held as { rows?: unknown[] } | undefined)?.rows?.length
  if (Object.keys(session.answers).length < ANSWERS || count !== ROWS)
    throw new Error(`the big session has ${Object.keys(session.answers).length} answers and ${count} rows`)
  return session
}
