import type { Field } from '../../../src/forms/form.js'
import { answerTo, type Answer } from '../answers.js'
import { askedIn } from '../draft.js'
import { say } from '../hearing.js'
import { settingOf, wrong, type Person } from '../person.js'
import { hears } from '../sentences.js'
import type { Act } from './act.js'
import { answer } from './answering.js'
import { withHeir } from './rows.js'

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

/** An answer that stands in a line behind the number of its question; a bare number would be one of a question. */
function inALine(me: Person, field: Field): Answer | null {
  const { dice } = me
  const day = `2014-0${dice.between(1, 9)}-1${dice.between(0, 9)}`
  const n = dice.between(5, 180)
  const { choices = [] } = field.options as { choices?: { key: string; label: string }[] }
  switch (field.kind) {
    case 'place':
    case 'money':
      return answerTo(field, settingOf(me))
    case 'date_range':
      return field.feeds === 'period' ? null : { text: day, means: { from: day, to: day } }
    case 'headcount':
      return { text: `${n}人`, means: { min: n, max: n, unit: '人', parts: [], basis: null } }
    case 'choice': {
      const { label, key } = dice.pick(choices)
      return { text: label, means: key }
    }
    default:
      return null
  }
}

/** 「改 3 高安」, 「改 3 高安，4 26人」: each has its own place. */
async function changesByNumber(me: Person): Promise<void> {
  const { dice, draft } = me
  const all = askedIn(draft!).flatMap((field, i) => {
    const one = inALine(me, field)
    return one ? [{ number: i + 1, field, ...one }] : []
  })
  if (all.length === 0) return
  const given = dice
    .shuffled(all)
    .slice(0, dice.happens(0.4) ? 1 : 2)
    .toSorted((a, b) => a.number - b.number)
  const said = `改 ${given.map(({ number, text }) => `${number} ${text}`).join('，')}`
  const reply = (await say(me, said)) ?? ''
  for (const { number, field, means } of given) {
    const { key, label } = field
    const asksOn = me.where.type === 'asking' && me.where.field === field
    if (!asksOn && !reply.includes(`第 ${number} 题「${label}」`))
      wrong(me, `「${said}」: nothing was said of 「${label}」`)
    draft!.answers.set(key, withHeir({ [key]: draft!.answers.get(key) ?? null }, { [key]: means })[key] ?? null)
  }
}

const asksStory = ({ draft, where }: Person): boolean =>
  draft !== null &&
  where.type === 'asking' &&
  where.field.kind === 'text' &&
  ((where.field.options as { least?: number }).least ?? 0) > 0

const choicesOf = ({ draft, where }: Person): { field: Field; number: number }[] =>
  askedIn(draft!)
    .map((field, i) => ({ field, number: i + 1 }))
    .filter(({ field }) => field.kind === 'choice' && !(where.type === 'asking' && where.field === field))

/** 「活动类别选培训」 where a story is asked: it is the answer there, and no part of the story, which is asked on. */
async function choosesByName(me: Person): Promise<void> {
  const { dice, draft, where } = me
  const { field, number } = dice.pick(choicesOf(me))
  const { text, means } = inALine(me, field)!
  const said = `${field.label}${dice.pick(['选', '是', '：'])}${text}`
  const reply = (await say(me, said)) ?? ''
  if (!reply.includes(`第 ${number} 题「${field.label}」`))
    wrong(me, `「${said}」: nothing was said of 「${field.label}」`)
  draft!.answers.set(field.key, means)
  if (me.draft === draft && where.type === 'asking') isAsked(me, said, where.field)
}

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
    weight: 20,
    fits: ({ draft, where }) => where.type === 'summary' && draft !== null && !draft.idle,
    do: changesByNumber,
  },
  {
    name: 'chooses by name where a story is asked',
    weight: 6,
    fits: (me) => asksStory(me) && choicesOf(me).length > 0,
    do: choosesByName,
  },
]
