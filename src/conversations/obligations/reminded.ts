import { commandOf } from '../../engine/commands.js'
import { idleTold } from '../../engine/idle-told.js'
import { hubIn } from '../../engine/service.js'
import type { Asking } from '../../forms/field-kind.js'
import { formIn, type Form } from '../../forms/form.js'
import { bare } from '../../forms/prompt.js'
import { readDays } from '../../kernel/day-words.js'
import { isOutstanding, stateOn } from '../../programmes/obligation.js'
import type { Obligation } from '../../programmes/obligations.js'
import type { Asked } from '../asked.js'
import { numberIn } from '../numbers.js'
import { askFor, begin } from '../opening/begin.js'
import { type Opening, openingOf, type Said, saidIdle } from '../opening/opening.js'
import type { TurnPorts } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { tellStaffOf } from '../tell-staff.js'
import type { Choice } from '../whom/ports.js'
import { asksWhichNumber } from './which-number.js'
import { owedOf } from './owed.js'
import { owedTitle } from './words.js'

/**
 * Her answer to a reminder: the number of the form, or 继续, opens what she was reminded of. A number that the reminder did not name may be
 * meant for an invitation before it, and she is asked. Null where her word is about something else.
 */
export async function remindedAnswer(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  { obligationIds }: Extract<Asked, { type: 'reminded' }>,
  text: string,
  asking: Asking,
): Promise<Turn | null> {
  const forms = routing.forms.current
  const number = numberIn(text, forms.length)
  const owed: Obligation[] = []
  for (const id of obligationIds) {
    const one = await ports.obligations.hold(person.contact.hubId, id)
    if (one && isOutstanding(stateOn(one, one.facts, asking.today))) owed.push(one)
  }
  const wanted = commandOf(text)?.type === 'go_on' ? owed[0]?.form : number === null ? null : forms[number - 1]?.id
  const of = owed.filter(({ form }) => form === wanted)
  if (of.length > 0) return begin(routing, ports, person, await openingFor(ports, person, of), asking)
  return number === null || owed.length === 0
    ? null
    : asksWhichNumber(ports, person, forms[number - 1]!, number, asking)
}

/** A draft for one of these, which have one form; where it is only one it is settled whose, and for when. */
async function openingFor(
  { affiliations }: Pick<TurnPorts, 'affiliations'>,
  { contact }: Known,
  of: Obligation[],
  said: Said = {},
): Promise<Opening> {
  const [first, ...others] = of
  const { choices } = await affiliations.choicesOf(contact.id)
  const isOf = ({ organisationId, grantId }: Obligation) =>
    others.every((one) => one.organisationId === organisationId && one.grantId === grantId)
  const chosen = choices.length > 1 && first && isOf(first)
  const isWhom = (one: Choice) => one.organisationId === first?.organisationId && one.grantId === first.grantId
  return {
    ...openingOf(first?.form ?? null, null, said),
    whom: (chosen && choices.find(isWhom)) || null,
    ...(first && others.length === 0 && { owed: first.id }),
  }
}

/**
 * 「本期无活动」 of one who owes reports: it is filed for what is owed first. A form that is only filled in where there was an activity knows no
 * such report: she is asked whether another of those she owes is meant, or staff hear of it. Null where it is something else, or nothing is owed.
 */
export async function idleSaid(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  text: string,
  asking: Asking,
): Promise<Turn | null> {
  const { contact } = person
  const { words } = asking
  const idle = idleTold(text, 'undated')
  if (!idle) return null
  const { owed, choices } = await owedOf(routing, ports, contact, asking.today)
  const [first] = owed
  if (!first) return null
  const one = owed.find(({ form }) => form.idle)
  const of = owed.flatMap(({ obligation, form }) => (form.id === one?.form.id ? [obligation] : []))
  const opening = await openingFor(ports, person, of, saidIdle(idle, text, asking))
  if (first === one) return begin(routing, ports, person, opening, asking)
  const titleOf = (form: Form) => formIn(form, words.language).title
  if (one) {
    const { owed: _, ...open } = opening
    const asked = { what: 'owed' as const, obligationIds: of.map(({ id }) => id) }
    const turn = await askFor(routing, ports, person, { ...open, asked }, asking)
    return { ...turn, reply: `${words.say('remind.not_idle', { title: titleOf(first.form) })}\n${turn.reply}` }
  }
  const organisation =
    choices.find(({ organisationId }) => organisationId === first.obligation.organisationId)?.organisation ?? ''
  await tellStaffOf(
    routing,
    ports,
    contact.hubId,
    (theirs) =>
      theirs.say('remind.no_idle_news', { organisation, name: contact.name, title: owedTitle(first, theirs) }),
    asking.now,
  )
  const reply = words.say('remind.no_idle', { title: titleOf(first.form), hub: hubIn(asking) })
  return { contactId: contact.id, hubId: contact.hubId, sessionId: null, reply, jobs: true }
}

const HANDS_IN =
  /^(?:那|我|我们|要|想|先|就|来|帮我|现在)*(?:交|填|写|做|补)(?:一?下)?(?<period>\S{2,10}?)的?(?:工作简报|简报|报告|那[份个])?(?:吧|啊|呢)?$/u

/** 「交二季度的」: the only report that she owes for that time is opened. Null where it is something else. */
export async function owedNamed(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  text: string,
  asking: Asking,
): Promise<Turn | null> {
  const named = text.length > 20 ? undefined : HANDS_IN.exec(bare(text))?.groups?.['period']
  const days = named === undefined ? null : readDays(named, asking.today)
  if (!days) return null
  const { owed } = await owedOf(routing, ports, person.contact, asking.today)
  const [only, ...others] = owed.filter(({ obligation: { from, to } }) => from === days.from && to === days.to)
  if (!only || others.length > 0) return null
  return begin(routing, ports, person, await openingFor(ports, person, [only.obligation]), asking)
}
