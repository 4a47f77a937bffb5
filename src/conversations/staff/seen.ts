import type { Asking } from '../../forms/field-kind.js'
import { reviewedBefore } from '../../records/decide.js'
import type { Person } from '../ports.js'
import { historyLines } from '../record/history.js'
import { changesShown, nameOf, type Life } from '../record/shown.js'
import { wholeText } from '../record/whole.js'
import { closerLook } from './closer-look.js'

type Contact = NonNullable<Person['contact']>

/** One record as the hub's people look at it: what is new in it, or all of it, or what was done with it. */
export function seenText(
  life: Life,
  what: 'show' | 'whole' | 'changes' | 'history',
  contact: Contact,
  asking: Asking,
): string {
  const { words } = asking
  const head = `${life.listed.organisationName} · ${nameOf(life.form, life.listed, words)}`
  if (what === 'history') {
    const acts = historyLines(life.whole, life.events, contact.zone, words)
    return [head, ...(acts.length > 0 ? acts : [words.say('history.none')])].join('\n')
  }
  const changes = changesShown(life, words)
  // What she looked at before is not read again to find what is different.
  const whole = what === 'whole' || changes.length === 0
  if (what !== 'changes')
    return [
      wholeText(life, whole ? 'review' : 'changes', contact.zone, asking),
      ...(whole ? closerLook(life, asking) : []),
      footOf(life, whole, contact, asking),
    ].join('\n')
  const seen = reviewedBefore(life.versions, life.events, life.record) !== null
  const none = seen ? 'review.no_changes' : life.versions.length > 1 ? 'review.first_look' : 'review.first_version'
  const reason = life.record.reason ? [words.say('record.reason', { reason: life.record.reason })] : []
  return [head, ...reason, ...(changes.length > 0 ? changes : [words.say(none)])].join('\n')
}

/** What can be done with it: nothing by who only looks. */
export function footOf({ record }: Life, whole: boolean, { role }: Contact, { words }: Asking): string {
  if (!whole) return words.say(role === 'staff' && record.current ? 'review.foot_changes' : 'review.foot_all')
  if (role !== 'staff') return words.say('review.foot_viewer')
  return words.say(record.current ? `review.foot_${record.state}` : 'review.foot_replaced')
}
