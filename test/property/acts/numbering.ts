import type { Field } from '../../../src/forms/form.js'
import { answerTo, type Answer } from '../answers.js'
import { askedIn, type Draft } from '../draft.js'
import { say, settingOf, wrong, type Person } from '../person.js'
import { hears } from '../sentences.js'
import type { Act } from './act.js'
import { answer } from './answering.js'

/** Goes to the question of this number, and that one is asked, where anything is. */
async function goesTo(me: Person, text: string, field: Field | undefined): Promise<boolean> {
  const { draft } = me
  await say(me, text)
  return me.draft === draft && isAsked(me, text, field)
}

function isAsked(me: Person, text: string, field: Field | undefined): boolean {
  if (me.where.type !== 'asking' || !field) return false
  if (me.where.field !== field)
    wrong(me, `「${text}」 is 「${field.label}」, and 「${me.where.field.label}」 was asked`)
  return true
}

const anyNumber = (me: Person): number => me.dice.between(1, askedIn(me.draft!).length)
const ofNumber = (me: Person, number: number): Field | undefined => askedIn(me.draft!)[number - 1]

async function goes(me: Person, said: (number: number) => string): Promise<void> {
  const number = anyNumber(me)
  await goesTo(me, said(number), ofNumber(me, number))
}

/** The lines of the summary that she reads, by number. */
function linesOf({ said, draft }: Person): { number: number; field: Field }[] {
  const reply = said.at(-1)?.reply ?? ''
  if (!draft || !hears(reply, 'engine.summary')) return []
  return [...reply.matchAll(/^(\d+)\. ([^：\n]+)：/gm)].flatMap(([, number, label]) => {
    const field = draft.form.fields.find((one) => one.label === label)
    return field ? [{ number: Number(number), field }] : []
  })
}

/** By the number that stands before it in the summary. */
async function goesToLine(me: Person): Promise<void> {
  const { number, field } = me.dice.pick(linesOf(me))
  if (await goesTo(me, `改 ${number}`, field)) await answer(me)
}

/** 「改 2、4」: one after the other is asked, and each has its own answer. */
async function goesToSeveral(me: Person): Promise<void> {
  const { dice, draft } = me
  const all = askedIn(draft!).map((field, i) => ({ number: i + 1, field }))
  const some = dice.shuffled(all).slice(0, dice.between(2, Math.min(3, all.length)))
  const chosen = some.toSorted((a, b) => a.number - b.number)
  const numbers = chosen.map(({ number }) => number)
  const text = dice.pick([
    `改 ${numbers.join('、')}`,
    `改 ${numbers.join(' ')}`,
    `改${numbers.map((number) => `第${number}题`).join('和')}`,
  ])
  if (!(await goesTo(me, text, chosen[0]?.field))) return
  for (const [i, { field }] of chosen.slice(0, -1).entries()) {
    if (!(await leaves(me, field)) || me.draft !== draft) return
    if (!isAsked(me, text, chosen[i + 1]?.field)) return
  }
}

/** Answers it, or leaves it as it is; whether something else is asked now. */
async function leaves(me: Person, field: Field): Promise<boolean> {
  const isHere = () => me.where.type === 'asking' && me.where.field === field
  const tries = answerTo(field, settingOf(me)) === null ? 0 : 3
  for (let i = 0; i < tries && isHere(); i++) await answer(me)
  if (isHere() && me.where.type === 'asking' && me.where.inside === null) await say(me, '不变')
  return me.where.type === 'asking' && !isHere()
}

/** Of these an answer stands in a line behind the number of its question. */
const IN_A_LINE = ['place', 'money', 'number', 'date']

/** 「改 3 高安」, 「改 3 高安，4 200元」: each has its own place. */
async function changesByNumber(me: Person): Promise<void> {
  const { dice, draft } = me
  const all = changeable(draft!)
  const some = dice.shuffled(all).slice(0, dice.happens(0.5) ? 1 : 2)
  const given = some.flatMap(({ number, field }): { number: number; field: Field; answer: Answer }[] => {
    const one = answerTo(field, settingOf(me))
    return one ? [{ number, field, answer: one }] : []
  })
  const text = `改 ${given.map(({ number, answer: { text: becomes } }) => `${number} ${becomes}`).join('，')}`
  const reply = (await say(me, text)) ?? ''
  for (const { number, field, answer: one } of given) {
    const isTaken = reply.includes(`第 ${number} 题「${field.label}」`)
    if (!isTaken) return wrong(me, `「${text}」: nothing was said of 「${field.label}」`)
    draft!.answers.set(field.key, one.means)
  }
}

const changeable = (draft: Draft): { number: number; field: Field }[] =>
  askedIn(draft).flatMap((field, i) => (IN_A_LINE.includes(field.kind) ? [{ number: i + 1, field }] : []))

/** In a table and an album 「改 2」 is a row or a picture. */
const countsQuestions = ({ draft, where }: Person): boolean =>
  draft !== null &&
  (where.type === 'summary' || (where.type === 'asking' && !['table', 'photos'].includes(where.field.kind)))

/** What is said by the number of its question. */
export const numbering: Act[] = [
  {
    name: 'goes to another question',
    weight: 6,
    fits: (me) => me.draft !== null,
    do: (me) => goes(me, (number) => `改第 ${number} 题`),
  },
  {
    name: 'goes to a question by its number',
    weight: 2,
    fits: countsQuestions,
    do: (me) => goes(me, (number) => `改 ${number}`),
  },
  {
    name: 'goes to a line of the summary',
    weight: 15,
    fits: (me) => countsQuestions(me) && linesOf(me).length > 0,
    do: goesToLine,
  },
  { name: 'goes to several questions', weight: 3, fits: countsQuestions, do: goesToSeveral },
  {
    name: 'changes answers by number',
    weight: 12,
    fits: (me) => me.where.type === 'summary' && me.draft !== null && changeable(me.draft).length > 0,
    do: changesByNumber,
  },
]
