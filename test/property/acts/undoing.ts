import { isDeepStrictEqual } from 'node:util'
import { quote } from '../../../src/forms/prompt.js'
import { copyOf } from '../draft.js'
import { say } from '../hearing.js'
import { wrong, type Person } from '../person.js'
import { heard } from '../sentences.js'
import type { Act } from './act.js'
import { albums } from './album.js'
import { answering } from './answering.js'
import { tables } from './table.js'

const taken: Act[] = [...answering, ...tables, ...albums]

/** Says something that changes what she filled in, and 「撤销」: all is as before. */
async function takesBack(me: Person): Promise<void> {
  const { draft, where, dice } = me
  if (!draft) return
  const before = copyOf(draft)
  const many = me.said.length
  const act = dice.weighed(taken.filter((one) => one.fits(me)).map((one) => [one.weight, one] as const))
  await act.do(me)
  const { said } = me.said.at(-1)!.message
  if (me.draft !== draft || me.said.length !== many + 1 || said.type !== 'text') return
  if (isDeepStrictEqual(before, copyOf(draft))) return
  // Which questions there are she must know to read what is asked then.
  draft.idle = before.idle
  const reply = (await say(me, '撤销')) ?? ''
  const undone = heard(reply, 'undo.done')?.gaps['said']
  if (undone !== quote(said.text, 30)) return wrong(me, `「${said.text}」 was to be taken back, and was not`)
  Object.assign(draft, before)
  if (where.type === 'asking' && me.where.type === 'asking' && me.where.field !== where.field)
    wrong(me, `what was said to 「${where.field.label}」 was taken back, and 「${me.where.field.label}」 is asked`)
}

export const undoing: Act[] = [
  {
    name: 'takes back what she said',
    weight: 8,
    fits: (me) => me.draft !== null && (me.where.type === 'asking' || me.where.type === 'summary'),
    do: takesBack,
  },
]
