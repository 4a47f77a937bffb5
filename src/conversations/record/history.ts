import { differencesIn } from '../../forms/differences.js'
import type { Form } from '../../forms/form.js'
import { quote } from '../../forms/prompt.js'
import type { Instant } from '../../kernel/clock.js'
import type { Words } from '../../kernel/words.js'
import { inWords } from '../../records/because.js'
import { localTime } from '../../records/local-time.js'
import { WAITING } from '../../records/lives.js'
import type { RecordState } from '../../records/record.js'
import type { NamedEvent } from '../../records/record-reads.js'

/** `07-02 10:00` on the hub's clock. */
export const when = (at: Instant, zone: string): string => localTime(at, zone).slice(5, 16).replace('T', ' ')

/** What taking an act back leads to the state before, by the state that it leaves. */
const BACK = { returned: 'taken_back', accepted: 'reopened', withdrawn: 'restored' } as const satisfies Partial<
  Record<RecordState, string>
>

/** What happened to a record, a line for each act, oldest first: who, when, which questions, why. */
export const historyLines = (form: Form, events: NamedEvent[], zone: string, words: Words): string[] =>
  historyActs(form, events, zone, words).map(({ line }) => line)

/** The same, each with the messages it came through. */
export function historyActs(
  form: Form,
  events: NamedEvent[],
  zone: string,
  words: Words,
): { line: string; messageIds: string[] }[] {
  const labelOf = (key: string | null) => form.fields.find((field) => field.key === key)?.label ?? key ?? ''
  const places = form.fields.map(({ key }) => key)
  const acts = events.filter(({ type }, i) => type !== 'changed' && (type !== 'returned' || isFirst(events, i)))
  return acts.flatMap((act) => {
    const also = BESIDE.has(act.type)
      ? []
      : events.filter(({ recordId, at, type }) => recordId === act.recordId && at === act.at && OF_FIELD.has(type))
    const inOrder = also.toSorted((a, b) => places.indexOf(a.field ?? '') - places.indexOf(b.field ?? ''))
    const fields = inOrder
      .filter(({ field }) => field !== null)
      .map(({ type, field, why, from, to }) => {
        const label = labelOf(field)
        if (act.type === 'returned' && why) return words.say('history.comment', { label, comment: why })
        // Only what was changed has values: what was returned has states.
        const change = type === 'changed' ? changeIn(form, field, { from, to }, words) : ''
        return words.say('history.field', { label, change })
      })
    const what = nameOf(events, act)
    if (what === null) return []
    const said = words.say(`history.${what}`, {
      at: when(act.at, zone),
      name: act.byName ?? words.say('history.nobody'),
    })
    const more = [
      ...(fields.length > 0 ? [fields.join(words.say('history.and'))] : []),
      ...(act.type === 'returned' ? [] : whyOf(act, words)),
    ]
    const line = more.length > 0 ? words.say('history.with', { said, more: more.join(words.say('history.and')) }) : said
    const through = [act, ...also].flatMap(({ messageId }) => messageId ?? [])
    return [{ line, messageIds: [...new Set(through)] }]
  })
}

/** Her reason, or what is known of it where the line of the act does not say it already. */
function whyOf({ type, why }: NamedEvent, words: Words): string[] {
  const said = inWords(why)
  if (said) return [words.say(type === 'accepted' ? 'history.along' : 'history.why', { why: said })]
  return why?.startsWith('edited_') ? [words.say(`history.${why}`)] : []
}

/** Of a long answer so much is told, and of many rows so many. */
const SHORT = 24
const MOST = 2

/** 「30人 → 35人」, short; the whole is told by 改动. */
function changeIn(form: Form, key: string | null, { from, to }: Pick<NamedEvent, 'from' | 'to'>, words: Words): string {
  const field = form.fields.find((one) => one.key === key)
  const lines = field ? differencesIn(field, from, to, words, SHORT) : []
  const told = lines.slice(0, MOST).map((line) => quote(line.replaceAll('\n', ' '), 2 * SHORT))
  const more = lines.length > MOST ? words.say('history.more', { count: lines.length }) : ''
  return told.join(words.say('field.comma')) + more
}

/** The first of several that were written at once. */
const isFirst = (events: NamedEvent[], i: number): boolean => {
  const { recordId, at, type } = events[i]!
  return events.findIndex((one) => one.recordId === recordId && one.at === at && one.type === type) === i
}

/** What was done: the state it led to, or what it took back; null for what has no words here. */
function nameOf(events: NamedEvent[], { recordId, type, from, at }: NamedEvent): string | null {
  const again = events.some((one) => one.recordId === recordId && one.at < at)
  const waits = (WAITING as readonly string[]).includes(type)
  if ((waits || type === 'returned') && again && typeof from === 'string' && from in BACK)
    return BACK[from as keyof typeof BACK]
  return waits || type in BACK || BESIDE.has(type) ? type : null
}

/** What is an event a question, told with the act it belongs to. */
const OF_FIELD = new Set(['returned', 'changed'])

/** What happens to a record beside its states. */
const BESIDE = new Set(['confirmed', 'objected', 'merged', 'kept', 'unmerged', 'consent_withdrawn', 'consent_restored'])
