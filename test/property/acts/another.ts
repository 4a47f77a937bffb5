import type { Field } from '../../../src/forms/form.js'
import { listOf } from '../draft.js'
import { say } from '../hearing.js'
import { wrong, type Person } from '../person.js'
import { heard, hears } from '../sentences.js'
import type { Act } from './act.js'
import { movedOn, passedOver } from './taken.js'
import { plainTale, settlesTold, type Tale } from './telling.js'

/** Of each person: the activities she told of in the middle of something else, which are kept for her. */
const kept = new WeakMap<Person, Tale[]>()
const keptOf = (me: Person): Tale[] => kept.get(me) ?? []

/** 「下午又去高安做了一次…」: another one, without its day and how many came. */
function aside(me: Person): Tale {
  const one = plainTale(me)
  const place = one.place ?? '高安'
  const text = me.dice.pick([
    `下午又去${place}做了一次${one.title}`,
    `后来还在${place}办了${one.title}`,
    `对了，另外还在${place}开展了${one.title}`,
  ])
  return { ...one, place, text, yuan: null }
}

/** What she told waits for her; the question she was asked stands. */
function keeps(me: Person, one: Tale, reply: string): boolean {
  const isKept = ['told.another', 'told.another_row'].some((key) => hears(reply, key))
  if (isKept) kept.set(me, [...keptOf(me), one])
  return isKept
}

/** Tells of another activity where one is not told to its end. */
async function tellsAnother(me: Person): Promise<void> {
  if (me.where.type !== 'asking') return
  const { field } = me.where
  const one = aside(me)
  const reply = (await say(me, one.text)) ?? ''
  if (keeps(me, one, reply)) return void (me.refused = 0)
  // It may be read as one that is told: she lets it go.
  if (await settlesTold(me, [one], one.text, reply, false)) return
  passedOver(me, field)
}

/** The one she told, or was shown, last: that she means. */
function meant(me: Person): Tale {
  const read = me.transcript.filter((line) => !line.includes(' …: ')).join('\n')
  const at = ({ text }: Tale) => read.lastIndexOf(text.slice(0, SHOWN))
  return keptOf(me).reduce((last, one) => (at(one) > at(last) ? one : last))
}
const SHOWN = 20

/** 「另一场」: it is said back, and she adds what it lacks. Where others file at the same time she lets it go. */
async function takesUp(me: Person): Promise<void> {
  const one = meant(me)
  const others = keptOf(me).filter((each) => each !== one)
  const reply = (await say(me, me.dice.pick(['另一场', '刚才那场', '记另一场']))) ?? ''
  const unread = heard(reply, 'told.another_unread')
  if (hears(reply, 'told.heard') || unread) {
    const other = others.find(({ title }) => reply.includes(title))
    // What was sent to her may not have arrived.
    if (other && me.transcript.every((line) => !line.includes('没发出去'))) wrong(me, 'not the one she was shown last')
    kept.set(me, other ? keptOf(me).filter((each) => each !== other) : others)
    if (other) return settlesTold(me, [other], other.text, reply, false).then(() => undefined)
  } else if (!me.draft && me.where.type !== 'more') wrong(me, 'another activity was kept for her, and is not said back')
  if (unread) return
  const { reviewed } = me.organisation
  await settlesTold(me, [one], one.text, reply, reviewed ? false : undefined)
}

/** Where a returned title or place is asked, a whole activity: it is the answer, or another one. */
async function tellsWhereReturned(me: Person): Promise<void> {
  if (me.where.type !== 'asking') return
  const { field } = me.where
  const one = plainTale(me)
  const reply = (await say(me, one.text)) ?? ''
  if (!hears(reply, 'told.or_answer')) {
    if (movedOn(me, field, reply) && hears(reply, 'engine.noted'))
      wrong(me, 'a whole activity was taken for an answer without a word')
    return passedOver(me, field)
  }
  if (me.dice.happens(0.5)) {
    const settled = (await say(me, me.dice.pick(['2', '2 另一场活动', '另一场活动']))) ?? ''
    if (!keeps(me, one, settled)) passedOver(me, field)
    return
  }
  const settled = await say(me, me.dice.pick(['1', '这一题的回答']))
  // A title so long is asked about as a story is.
  if (hears(settled ?? '', 'text.where')) return void listOf(me.draft!.pieces, field).push(one.text)
  if (!movedOn(me, field, settled)) return passedOver(me, field)
  const { answers, form } = me.draft!
  // Where it was stands within the sentence.
  if (field.kind === 'place' && one.place && heard(settled ?? '', 'engine.noted')?.gaps['value'] === one.place)
    return void answers.set(field.key, one.place)
  const headcount = form.fields.find(({ feeds }) => feeds === 'activity.headcount')
  const [before] = one.text.split(`，来了${one.count.text}`)
  // How many came is no part of a title: said with it, it is the answer to a question that has none.
  const apart = hears(settled ?? '', 'engine.noted') && settled!.includes(`${before} · ${one.count.shown}`)
  if (!apart) return void answers.set(field.key, one.text)
  if (!headcount || (answers.get(headcount.key) ?? null) !== null)
    wrong(me, 'a count was taken out of a title for nothing')
  answers.set(field.key, before!)
  answers.set(headcount!.key, one.count.means)
}

const isAsked = ({ where }: Person): boolean => where.type === 'asking' && where.inside === null

/** A row of activities lacks something, or one activity has its name already. */
function isInOne(me: Person): boolean {
  const { where, draft, organisation } = me
  if (where.type !== 'asking' || !draft || draft.revises || draft.idle || organisation.reviewed) return false
  const { field, inside } = where
  if (field.feeds === 'activities') return inside?.type === 'lacks' && listOf(draft.lacking, field).length > 0
  const title = draft.form.fields.find(({ feeds }) => feeds === 'activity.title')
  const named = title !== undefined && (draft.answers.get(title.key) ?? null) !== null
  return named && inside === null && ['place', 'headcount'].includes(field.kind)
}

const isShort = ({ kind, options }: Field): boolean =>
  kind === 'place' || (kind === 'text' && ((options as { least?: number }).least ?? 0) === 0)

/** Nothing is open that the other one has no place in. */
const mayTakeUp = (me: Person): boolean =>
  keptOf(me).length > 0 &&
  (me.draft === null
    ? me.where.type === 'menu'
    : isAsked(me) &&
      me.where.type === 'asking' &&
      me.where.field.feeds === 'activities' &&
      !me.draft.revises &&
      listOf(me.draft.lacking, me.where.field).length === 0)

/** People to whom another activity occurs in the middle of one. */
export const another: Act[] = [
  { name: 'tells another activity in the middle of one', weight: 15, fits: isInOne, do: tellsAnother },
  { name: 'takes up the other activity', weight: 25, fits: mayTakeUp, do: takesUp },
  {
    name: 'tells an activity where something returned is asked',
    weight: 20,
    fits: (me) =>
      isAsked(me) &&
      me.where.type === 'asking' &&
      me.draft?.revises?.type === 'edit' &&
      isShort(me.where.field) &&
      me.where.field.feeds?.startsWith('activity.') === true,
    do: tellsWhereReturned,
  },
]
