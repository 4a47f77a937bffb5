import type { Form } from '../../../src/forms/form.js'
import { millisOf } from '../../../src/kernel/clock.js'
import type { Days } from '../../../src/kernel/day.js'
import { showDays } from '../../../src/kernel/day-words.js'
import { activitiesIn } from '../activities.js'
import { type Draft, newDraft } from '../draft.js'
import { countingIn, currentOf } from '../lives.js'
import { offersOf } from '../offers.js'
import { say } from '../hearing.js'
import { type Person, wrong } from '../person.js'
import { heard, hears } from '../sentences.js'
import { takeWaiting } from '../waiting-pictures.js'

/** So long after it was asked a number is no answer to it. */
export const FORGOTTEN_MS = 2 * 3_600_000

/** A colleague has such a form open: she takes that, if nothing is being said there, or begins one of her own. */
export async function answerColleague(me: Person): Promise<void> {
  const { wanted } = me
  me.wanted = null
  // What she says besides ends the question, and so does time; then she asks anew.
  const { reply, message } = me.said.at(-1)!
  const away = millisOf(me.world.clock.now()) - millisOf(message.sentAt) > FORGOTTEN_MS
  if (!wanted || away || !hears(reply ?? '', 'colleagues.has_it')) {
    me.listed = true
    return open(me)
  }
  me.draft = wanted
  const begun = (await say(me, '2')) ?? ''
  // Before anything opens she hears of what the hub returned; or a number was to that, which came on her other phone.
  if (['filings.later', 'returned.settled'].some((key) => hears(begun, key))) me.where = { type: 'menu' }
  if (me.where.type === 'returned' || me.where.type === 'menu') return void (me.draft = null)
  fillIn(me, wanted)
  takeWaiting(me)
}

/** Chooses a form, by one of the names it has. */
export async function open(me: Person): Promise<void> {
  const { dice, world } = me
  const at =
    dice.weighed([
      [7, 0],
      [4, 1],
      [1, 2],
    ]) % world.config.forms.length
  const form = world.config.forms.toSorted((a, b) => a.menu - b.menu)[at]!
  const idle = form.idle !== undefined && dice.happens(0.06)
  const draft = opened(me, form)
  draft.idle = idle
  // A number may be one of her list, or an answer to what nobody knows whether it came: that something was returned, or where late pictures go.
  const { lives } = me.organisation
  const late = me.filed.length > 0 && me.waiting.some((pictures) => pictures.length > 0)
  const byNumber = !me.listed && !late && lives.every((life) => currentOf(life).state !== 'returned')
  await say(
    me,
    idle
      ? '本期无活动'
      : dice.pick([byNumber ? String(at + 1) : form.title, form.title, form.aliases[0] ?? form.title]),
  )
  if (['returned', 'edit', 'correction'].some((how) => hears(me.said.at(-1)?.reply ?? '', `revision.opening_${how}`)))
    wrong(me, 'a choice from the menu opened what was filed')
  // Before anything opens she hears of what the hub returned.
  if (me.where.type === 'returned') return void (me.draft = null)
  // A number so soon after a filing might be its second tap: she is told so, and says the name.
  if (me.where.type === 'menu' && !idle) await say(me, form.title)
  if (me.draft === draft || me.where.type === 'colleague') fillIn(me, draft)
  // What is said of her colleague's is heard before what was to be.
  if (me.where.type === 'colleague') {
    // It may still be about another, which she asked for before.
    const about = heard(me.said.at(-1)?.reply ?? '', 'colleagues.has_it')?.gaps['draft'] ?? ''
    const asked = world.config.forms.find(({ title: name }) => about.includes(name)) ?? form
    me.wanted = asked === form ? draft : opened(me, asked)
    // 「本期无活动」 is not heard where a number is asked for.
    if (hears(me.said.at(-1)?.reply ?? '', 'whom.unclear')) draft.idle = false
    me.draft = null
    return
  }
  if (me.where.type === 'menu') wrong(me, `「${form.title}」 did not open`)
  takeWaiting(me)
}

/** What may be said as before, and what is filled in from the start, by what was filed when it opened. */
export function fillIn(me: Person, draft: Draft): void {
  const now = offersOf(draft.form, countingIn(me.organisation))
  // Somebody may file in the very moment in which it opens: by what is filled in she sees which was first.
  const isShown = (offers: Draft['offers']) => {
    const period = draft.form.fields.find(({ key, prefill, feeds }) => prefill && feeds === 'period' && offers.has(key))
    const filled = heard(me.said.at(-1)?.reply ?? '', 'offer.prefilled')?.gaps['answers'] ?? ''
    return period !== undefined && filled.includes(showDays(offers.get(period.key) as unknown as Days))
  }
  if (!isShown(draft.offers) || isShown(now)) draft.offers = now
  for (const { key, prefill } of draft.form.fields) {
    const offer = draft.offers.get(key)
    if (prefill && offer !== undefined) draft.answers.set(key, offer)
  }
}

/** A draft of hers that is open. */
export function newlyOpened(me: Person, form: Form): Draft {
  const draft = { ...newDraft(form), offers: offersOf(form, countingIn(me.organisation)) }
  me.draft = draft
  return draft
}

/** A draft of hers that is open, now and then to tell of an activity that was told before. */
export function opened(me: Person, form: Form): Draft {
  const draft = newlyOpened(me, form)
  // What was said to be a name and tells a whole activity is read as that when it is said anew.
  const told = countingIn(me.organisation)
    .flatMap(activitiesIn)
    .filter(({ title: name }) => !name.startsWith('2014年'))
  if (told.length > 0 && me.dice.happens(0.3)) {
    const { title: name, startsOn } = me.dice.pick(told)
    draft.repeats = { text: startsOn, date: { from: startsOn, to: startsOn }, title: name }
  }
  return draft
}
