import type { Asking } from '../../forms/field-kind.js'
import { hubIn } from '../../engine/service.js'
import { differences } from '../../forms/differences.js'
import { quote } from '../../forms/prompt.js'
import type { Words } from '../../kernel/words.js'
import { isReopened, notesOf, reviewedBefore } from '../../records/decide.js'
import type { RecordVersion } from '../../records/record.js'
import { objectionTo } from '../phone/dispute.js'
import { answersShown, changesShown, nameOf, notesShown, type Life } from './shown.js'
import { historyLines, when } from './history.js'

/** Of what she says is wrong. */
const SAID = 40
/** Of a long life the end is told. */
const ACTS = 9

/**
 * A record whole: what it is and how it stands, what the hub said, all answers, what was changed; to whom it is hers also what happened. With
 * `changes` the hub sees only what was changed.
 */
export function wholeText(life: Life, of: 'mine' | 'review' | 'changes', zone: string, asking: Asking): string {
  const { words } = asking
  const { form, record, listed, events } = life
  const { typedByName, contactName, confirmedAt, organisationName } = listed
  const name = nameOf(form, listed, words)
  const says = of === 'mine' ? 'state' : 'review'
  const state = words.say(`record.${says}_${isReopened(events, record) ? 'reopened' : record.state}`)
  const by = typedByName === null && record.version > 1 ? filedBy(life) : null
  const filed = { name: by ?? contactName, at: when(record.filedAt, zone), version: record.version }
  const how = by === null ? (record.version > 1 ? 'record.filed_version' : 'record.filed') : 'record.filed_by_hub'
  const objection = confirmedAt === null ? objectionTo(events, record.id) : null
  const wrong = objection === '' ? 'record.typed_objected' : 'record.typed_objected_said'
  const open = objection === null ? 'record.typed_unconfirmed' : wrong
  const disputed = objection === null || of === 'mine' ? null : 'record.disputed'
  const typed = typedByName === null ? disputed : confirmedAt === null ? open : 'record.typed'
  const notes = notesShown(life, record, words)
  const before = of !== 'mine' ? reviewedBefore(life.versions, events, record) : null
  const asked = before ? notesShown(life, before, words) : []
  const changes = of !== 'mine' ? changesShown(life, words) : []
  const left = before ? leftOf(life, before, words) : []
  const acts = of === 'mine' ? historyLines(life.whole, events, zone, words) : []
  return [
    of === 'mine' ? name : `${organisationName} · ${name}`,
    `${state} · ${words.say(how, filed)}`,
    ...(typed
      ? [words.say(typed, { staff: typedByName ?? '', name: contactName, said: quote(objection ?? '', SAID) })]
      : []),
    ...(objection !== null && typedByName !== null && of !== 'mine' && record.current
      ? [words.say('record.objected_next')]
      : []),
    ...reasonLines(life, words),
    ...(notes.length > 0 ? [words.say('record.notes', { hub: hubIn(asking) }), ...notes] : []),
    ...(asked.length > 0 ? [words.say('record.asked'), ...asked] : []),
    ...(of === 'changes' ? [] : [words.say('record.answers'), ...answersShown(life, words)]),
    ...(changes.length > 0 ? [words.say('record.changes', { count: changes.length }), ...changes] : []),
    ...(left.length > 0 ? [words.say('record.left', { questions: left.join(words.say('field.comma')) })] : []),
    ...(acts.length > 1 ? [words.say('record.history'), ...acts.slice(-ACTS)] : []),
  ].join('\n')
}

/** The questions that came back and are answered as before. */
function leftOf({ form, whole, events, answers, record }: Life, before: RecordVersion, words: Words): string[] {
  const notes = notesOf(events, before)
  const changed = differences(whole, before.answers, answers, words, record.idle).map(({ field }) => field.key)
  return form.fields.flatMap(({ key, label }, i) =>
    notes.has(key) && !changed.includes(key) ? [words.say('difference.question', { number: i + 1, label })] : [],
  )
}

/** Who of the hub's staff corrected it for her; null where it was somebody who files for her organisation. */
const filedBy = ({ record, events }: Life): string | null => {
  const filed = events.find(
    ({ recordId, at, field }) => recordId === record.id && at === record.filedAt && field === null,
  )
  return filed && filed.byContactId !== record.contactId ? filed.byName : null
}

/** Why there is this version; of a first one who spoke, where staff typed it on the phone. */
const reasonLines = ({ record: { reason, version } }: Life, words: Words): string[] => {
  if (reason === null) return []
  return [version > 1 ? words.say('record.reason', { reason }) : reason]
}
