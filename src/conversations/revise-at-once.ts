import type { Session } from '../engine/session.js'
import type { Asking } from '../forms/field-kind.js'
import type { Form } from '../forms/form.js'
import { quote } from '../forms/prompt.js'
import { askedFields } from '../forms/relevance.js'
import { asChange } from './as-change.js'
import type { FilingNeeds } from './file.js'
import type { TurnPorts } from './ports.js'
import { lifeOf, nameOf, titleOf } from './record/shown.js'
import { revise } from './revise.js'
import type { Known } from './route.js'
import { take } from './take.js'
import { takeUnplaced } from './understood/unplaced.js'

/**
 * Opens a record to be changed and takes in what she said of the change: 「改 1 人数 50人」. She sees what is different and submits it herself;
 * what is not understood is said, and she is asked as for any change (`missed`).
 */
export async function reviseAtOnce(
  routing: FilingNeeds,
  ports: TurnPorts,
  person: Known,
  recordId: string,
  change: string,
  asking: Asking,
): Promise<{ reply: string; sessionId: string | null; missed?: string }> {
  const { words } = asking
  const { contact, addressId } = person
  const life = await lifeOf(routing, ports, contact.hubId, recordId, words)
  const revised = await revise(routing, ports, person, recordId, asking)
  const { sessionId } = revised
  const draft = sessionId === null ? null : ((await ports.people.holdById(addressId))?.draft ?? null)
  if (!draft || !life) return { reply: revised.reply, sessionId }

  const { at } = draft.session
  const text = asChange(life.form, change, 'field' in at ? at.field : null, titleOf(life))
  const said = { type: 'said' as const, said: { type: 'text' as const, text } }
  const { session, reply } = await take(routing, ports, contact, draft, said, asking, { addressId, message: null })
  const noted = session.revision?.reason !== draft.session.revision?.reason
  const begun = session.partials !== draft.session.partials
  if (session.answers === draft.session.answers && session.at === draft.session.at && !noted && !begun) {
    await ports.drafts.save(draft.id, draft.session, asking.now)
    const reply = `${words.say('filings.not_at_once', { said: quote(change, 20) })}\n${revised.reply}`
    return { reply, sessionId, missed: revised.reply }
  }
  const name = nameOf(life.form, life.listed, words)
  const how = session.answers !== draft.session.answers ? 'at_once' : begun ? 'begun' : null
  const where = how === 'begun' ? begunIn(life.form, draft.session, session, reply) : null
  const opened = where
    ? words.say('filings.begun_at', { name, ...where })
    : how && words.say(`filings.${how}`, { name })
  if (how === null && noted && session.revision?.type === 'correction') {
    const opening = words.say('revision.opening_correction', { title: life.form.title })
    return { reply: [revised.aside, opening, reply].filter((part) => part).join('\n'), sessionId }
  }
  // What goes to the hub beside it answers no question: it is still asked.
  if (how === null && noted) return { reply: [reply, revised.reply].join('\n'), sessionId }
  return { reply: [revised.aside, opened, reply].filter((part) => part).join('\n'), sessionId }
}

/** The question to which her words went, and of which there is more to be said; null where the answer names it. */
function begunIn(form: Form, before: Session, session: Session, reply: string | null) {
  const asked = askedFields(form, session)
  const at = asked.findIndex(({ key }) => session.partials[key] !== before.partials[key])
  const label = asked[at]?.label
  return label === undefined || reply?.includes(label) ? null : { number: at + 1, label }
}

/** Opens what came back; what she said of it before she did is taken as if she said it there, or goes on being kept. */
export async function reviseWithSaid(
  routing: FilingNeeds,
  ports: TurnPorts,
  person: Known,
  recordId: string,
  asking: Asking,
): Promise<{ reply: string; sessionId: string | null }> {
  const { contact, draft } = person
  const record = await ports.records.find(contact.hubId, recordId)
  const kept = record && draft === null ? await takeUnplaced(ports, person, asking, record.stateAt) : null
  if (!kept) return revise(routing, ports, person, recordId, asking)
  const { reply, sessionId, missed } = await reviseAtOnce(routing, ports, person, recordId, kept.said, asking)
  if (sessionId !== null && missed === undefined) return { reply, sessionId }
  // It may be of the next form as well.
  await ports.people.addAsk(contact.id, kept)
  return missed === undefined
    ? { reply, sessionId }
    : { reply: `${missed}\n${asking.words.say('told.unplaced', { said: quote(kept.said) })}`, sessionId }
}
