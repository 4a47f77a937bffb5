import type { Field } from '../../src/forms/form.js'
import { activitiesIn } from './activities.js'
import { notesConsent } from './consents.js'
import { askedIn, type Draft, forgetAnswer, inside, settleRows } from './draft.js'
import { currentOf, fileDraft } from './lives.js'
import { renumber } from './numbers.js'
import { heard, hears } from './sentences.js'
import { type Person, wrong } from './person.js'
import { takeWaiting } from './waiting-pictures.js'

/** What an answer says has become of the draft or of one of its questions, whatever led to it. */
export function settle(me: Person, reply: string): void {
  const { draft } = me
  if (hears(reply, 'record.head_mine')) me.listed = true
  if (!draft) return
  me.listed = false
  if (hears(reply, 'filings.photos_here')) takeWaiting(me)
  const named = (key: string) => draft.form.fields.find(({ label }) => label === heard(reply, key)?.gaps['label'])
  const story = draft.form.fields.find(({ options }) => ((options as { least?: number }).least ?? 0) > 0)
  if (story && me.unplaced.length > 0 && hears(reply, 'told.story_kept'))
    draft.answers.set(story.key, me.unplaced.join('\n'))
  if (hears(reply, 'engine.opening') || hears(reply, 'relevance.opening')) me.unplaced = []
  const skipped = named('engine.skipping')
  if (skipped) forgetAnswer(draft, skipped)
  const kept = named('engine.kept')
  if (kept) {
    draft.pieces.delete(kept.key)
    // What was to take the place of the old text did not: that is there again; what she emptied stays so.
    const old = draft.revises?.of.answers.get(kept.key)
    if (old !== undefined && !draft.answers.has(kept.key)) draft.answers.set(kept.key, old)
  }
  const guessed = named('engine.guessed')
  const { choices = [] } = (guessed?.options ?? {}) as { choices?: { key: string; label: string }[] }
  const value = choices.find(({ label }) => label === heard(reply, 'engine.guessed')?.gaps['value'])
  if (guessed && value) draft.answers.set(guessed.key, value.key)
  for (const album of draft.albums.values()) renumber(album, reply)
  const [decided] = me.decides
  if (decided && TWINS_SAID[decided.decision].some((key) => hears(reply, key))) {
    draft.twins.push(...me.decides)
    me.decides = []
  }
  if (['idle.taken', 'idle.taken_whole'].some((key) => hears(reply, key))) draft.idle = true
  if (['idle.not', 'idle.told'].some((key) => hears(reply, key))) draft.idle = false
  const { where } = me
  // What she does not say is not known.
  if (notesConsent(reply) && draft.form.fields.some(({ options }) => 'consent' in options))
    for (const picture of [...draft.albums.values()].flatMap(inside)) picture.consent ??= 'unknown'
  const lacks = ({ key }: Field) => (draft.lacking.get(key)?.length ?? 0) > 0
  const open = where.type === 'asking' && lacks(where.field) ? where.field : draft.form.fields.find(lacks)
  if (open && isDropped(reply)) {
    draft.lacking.get(open.key)?.shift()
    settleRows(draft, open)
  }
  const filed = ['engine.filed', 'revision.filed_returned', 'revision.filed_edit', 'revision.filed_correction']
  if (filed.some((key) => hears(reply, key))) {
    takeSpared(draft)
    for (const [what, lists] of [
      ['rows that lack something', draft.lacking],
      ['a text that was too short', draft.pieces],
    ] as const)
      for (const [key, list] of lists)
        if (list.length > 0 && askedIn(draft).some((field) => field.key === key)) wrong(me, `filed without ${what}`)
    const told = activitiesIn(draft)
    // What is told of another day meanwhile is not the same any more, and nothing is decided of it.
    draft.twins = draft.twins.filter(
      ({ mine, on }) =>
        mine === null || told.some((one) => one.title === mine && one.startsOn === (on ?? one.startsOn)),
    )
    me.filed.push(draft)
    me.draft = null
    const fault = fileDraft(me.organisation, draft, me.world.clock.now())
    if (fault) wrong(me, fault)
  } else if (['engine.cancelled', 'revision.cancelled'].some((key) => hears(reply, key))) {
    me.cancelled++
    if (draft.revises) currentOf(draft.revises.life).freeAt = me.world.clock.now()
    me.draft = null
  }
}

/** Where there was no activity, a text of which nothing need be said has no least: what there is of it is all. */
function takeSpared({ form, idle, pieces, answers }: Draft): void {
  for (const key of idle ? (form.idleOptional ?? []) : []) {
    const written = pieces.get(key)
    if (written?.length) answers.set(key, written.join('\n'))
    pieces.delete(key)
  }
}

/** The row at hand is not kept: she did not want it, or has not what it must have. */
export const isDropped = (reply: string): boolean =>
  ['table.dropped', 'table.set_aside'].some((key) => hears(reply, key))

const TWINS_SAID = { merged: ['twins.merged', 'twins.merged_as', 'twins.merged_mine'], kept: ['twins.kept'] }
