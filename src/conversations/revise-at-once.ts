import type { Session } from '../engine/session.js'
import { consentChanged } from '../forms/consent.js'
import type { Asking } from '../forms/field-kind.js'
import type { Form } from '../forms/form.js'
import { quote } from '../forms/prompt.js'
import { askedFields } from '../forms/relevance.js'
import type { FilingNeeds } from './file.js'
import type { TurnPorts } from './ports.js'
import { lifeOf, nameOf } from './record/shown.js'
import { revise } from './revise.js'
import type { Known } from './route.js'
import { take } from './take.js'
import { takeUnplaced } from './understood/unplaced.js'

const NOT_BUT =
  /^(?:刚才|刚刚|上面|之前|上次|前天|昨天|昨晚)?(?:我?[交填报写]的)?的?[那这][份个条次场](?:\S{2,12}?)?(?:的)?不是\s*(?<was>[^，,。是]{1,12}?)[，,\s]*(?:而|应该|其实)*是\s*(?<now>\S[^，,。]{0,20})$/u

/** 「不是45是35」, 「35不是45」 behind the name of a question: which of its rows that is, the old number tells. */
const OLD_NUMBER =
  /^(?:不是\s*(?<was>[\d.]{1,9}[人名位个户元块]*)[，,\s]*(?:而|应该)?是\s*(?<now>\d\S{0,12})|(?<now2>\d[^，,\s是不]{0,8})[，,\s]*(?:而|并)?不是\s*(?<was2>[\d.]{1,9}[人名位个户元块]*))$/u

/**
 * 「人数 50人」, 「不对，人数是50人」 as the engine reads it between two questions: 「人数改成50人」. Where that very question is `open` it is its
 * answer: 「50人」.
 */
export function asChange({ fields }: Pick<Form, 'fields'>, said: string, open: string | null = null): string {
  // 「照片 3 可以公开」 begins with the label, and is read as it is.
  if (consentChanged(said)) return said
  const labels = fields.flatMap(({ label, options }) => {
    const { columns } = options as { columns?: { label: string }[] }
    return columns ? columns.map((column) => column.label) : [label]
  })
  const plain = said.replace(/^(?:不对|错了|有误)[，,。！\s]+/u, '')
  // 「刚才那份不是54人次是56人次」: which record is known, and what it was and is is left.
  const { was, now } = NOT_BUT.exec(plain)?.groups ?? {}
  if (was && now && !labels.some((one) => plain.startsWith(one))) return `不是${was}，是${now}`
  const label = labels.find((one) => plain.startsWith(one))
  const rest = label && plain.slice(label.length).replace(/^\s*(?:[:：,，]|应该是|是|为)?\s*/u, '')
  const asked = label && fields.some((field) => field.key === open && field.label === label)
  if (asked && rest) return rest.replace(/^(?:应该)?(?:改|换)?(?:成|为|是)\s*/u, '')
  const { was2, now2, was: old = was2, now: is = now2 } = OLD_NUMBER.exec(rest || '')?.groups ?? {}
  if (old && is) return `不是${old}，是${is}`
  return !label || !rest || /^(?:应该|改|换|[写打发说填记弄搞报数算]?错|不对|有误)/u.test(rest)
    ? said
    : `${label}改成${rest}`
}

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
  const text = asChange(life.form, change, 'field' in at ? at.field : null)
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
