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

/** Said at a headcount or among the rows: commands, corrections of what was said before, and what cannot be understood. */
const ELSE = ['很多', '第5题：高安', '看 5', '改 2、4', '上一步', '把第三场删掉', '第3条 30人', '撤销', '提交']
const ALL = ['预览', '看']
/** What those speak of is there in the small session, too: so many answers and rows. */
const FEW = { answers: 5, rows: 3 }

/** One turn, to be taken in many copies of a session. */
export interface Turn {
  name: string
  form: Form
  /** Nothing in it, or nothing but what is spoken of. */
  small: Session
  big: Session
  input: Input
  /** An answer in an empty session. */
  empty: boolean
  /** She asks for all there is, and the answer is as long as that: its time is shown, and not held to anything. */
  all: boolean
}

/**
 * The same turns in an empty session and in one with 200 answers and a table of 50 rows: an answer to a question of each kind, and one more
 * row; and what is said of things that are there, in a session with only these. The form has the real questions of these forms over and over.
 */
export function turnsOf(forms: Form[], words: Words): Turn[] {
  const all = forms.flatMap(({ fields }) => fields)
  const simple = all.filter(({ kind }) => kind in SAYS)
  const table = all.find(({ feeds }) => feeds === 'activities')
  const story = simple.find(({ kind }) => kind === 'text')
  if (!table || !story) throw new Error('the forms have no questions to be measured')
  const copy = (field: Field, i: number): Field => ({ ...field, key: `${field.key}_${i}` })
  const answered = Array.from({ length: ANSWERS }, (_, i) => copy(simple[i % simple.length] as Field, i))

  return [...simple, table].flatMap((field): Turn[] => {
    // One that nothing tells is asked next, in both sessions.
    const open = [copy(field, ANSWERS), copy(story, ANSWERS + 1)]
    const own = field === table
    const fields = own ? [...answered, ...open] : [...answered, { ...table, key: 'rows' }, ...open]
    const form: Form = { ...(forms[0] as Form), languages: {}, fields }
    const key = open[0]?.key ?? ''
    const at = { type: 'asking' as const, field: key }
    const rows = own ? key : 'rows'
    const big = { ...filled(form, rows, words, { answers: ANSWERS, rows: ROWS }), at }
    const few = { ...filled(form, rows, words, FEW), at }
    const answer = own ? ROW.replace('22', '23') : (SAYS[field.kind] ?? '')
    const others = own ? [...ELSE, ...ALL] : field.kind === 'headcount' ? [...ELSE, '预览'] : []
    const empty = { ...openSession(form, askingOf(words, '')), at }
    return [
      { name: field.kind, form, small: empty, big, input: said(answer), empty: true, all: false },
      ...others.map((text) => ({
        name: `${field.kind} ${text}`,
        form,
        small: few,
        big,
        input: said(text),
        empty: false,
        all: ALL.includes(text),
      })),
    ]
  })
}

/** The first answers and so many rows in their table. */
function filled(
  form: Form,
  table: string,
  words: Words,
  { answers, rows }: { answers: number; rows: number },
): Session {
  let session = openSession(form, askingOf(words, ''))
  const say = (field: string, text: string, id: string) => {
    const at = { ...session, at: { type: 'asking' as const, field } }
    session = step(form, at, said(text), askingOf(words, id)).session
  }
  for (const [i, { key, kind }] of form.fields.slice(0, answers).entries()) say(key, SAYS[kind] ?? '', `m${i}`)
  for (let i = 0; i < rows; i++) say(table, ROW.replace('25', String(25 + i)), `r${i}`)
  if (form.fields.at(-1)?.key !== table && !table.includes(String(ANSWERS))) say(table, '完', 'done')
  const held = session.answers[table]?.value ?? session.partials[table]?.value
  const count = (held as { rows?: unknown[] } | undefined)?.rows?.length
  if (Object.keys(session.answers).length < answers || count !== rows)
    throw new Error(`the session has ${Object.keys(session.answers).length} answers and ${count} rows`)
  return session
}
