import { EVERYBODY } from '../../broadcasts/audience.js'
import { yesOrNo } from '../../engine/commands.js'
import type { Asking } from '../../forms/field-kind.js'
import { bare, quote } from '../../forms/prompt.js'
import { readPlan, type SaidPlan } from '../../salons/plan-words.js'
import { type Draft, NO_PLAN } from '../../salons/salon.js'
import { meantBy, type SaidWhom, takeWhom } from '../../salons/whom-words.js'
import type { Asked, AskedOfSalons } from '../asked.js'
import { choosable, choosableShown } from '../broadcasts/write.js'
import { numberIn } from '../numbers.js'
import type { TurnPorts } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { saySalon } from './turn.js'
import { titleOf } from './words.js'
import { preview, send } from './send.js'

type Planning = Asked & Extract<AskedOfSalons, { type: 'salon_plan' }>

/** What staff say of a salon that is to be: what is missing is asked, else it is shown as people will read it. */
export async function planSalon(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  text: string,
  asking: Asking,
): Promise<Turn> {
  const { contact } = person
  const was = (await ports.salons.plan(contact.id)) ?? NO_PLAN
  const fresh = was.topic !== null && text !== '' ? NO_PLAN : was
  if (text === '') return goOn(routing, ports, person, fresh, null, asking)
  const all = await choosable(ports, person)
  const whom = takeWhom(text, all)
  const said = readPlan(whom.rest, asking.today, contact.zone, all.regions)
  return goOn(routing, ports, person, fresh, { ...said, whom }, asking)
}

/** Her next word while she plans one; null where it is about something else. The plan stays. */
export async function planAnswer(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  asked: Planning,
  text: string,
  asking: Asking,
): Promise<Turn | null> {
  const { contact } = person
  const { words, today } = asking
  const plan = await ports.salons.plan(contact.id)
  if (!plan) return null
  if (GIVES_UP.test(bare(text))) {
    await ports.salons.savePlan(contact.hubId, contact.id, null, asking.now)
    return saySalon(routing, ports, person, words.say('salon.plan_dropped'), asking)
  }
  const sent = async (draft: Draft) =>
    (await send(routing, ports, person, draft, asking)) ?? goOn(routing, ports, person, draft, null, asking)
  const all = await choosable(ports, person)
  if (asked.want === 'programme') {
    const chosen = asked.programmes[(numberIn(text, asked.programmes.length) ?? 0) - 1]
    if (chosen) return sent({ ...plan, audience: { ...EVERYBODY, programmes: [chosen] } })
  }
  // 「没交的」 alone means whom, once nothing else is asked.
  const audience = asked.want === 'programme' || asked.want === 'send' ? meantBy(text, all) : null
  const whom = audience ? { audience, unclear: null, rest: '' } : takeWhom(text, all)
  if (whom.rest === '' || (asked.want === 'programme' && whom.unclear !== null))
    return goOn(routing, ports, person, plan, { plan: {}, unclear: null, whom }, asking)
  if (asked.want === 'programme') return null
  if (asked.want === 'send') {
    const yes = SENDS.test(bare(text)) || yesOrNo(text)
    if (yes === true) return sent(plan)
    if (yes === false) return saySalon(routing, ports, person, words.say('salon.plan_kept'), asking)
  }
  const said = { ...readPlan(whom.rest, today, contact.zone, all.regions), whom }
  const { topic, ...others } = said.plan
  const labelled =
    Object.keys(others).length > 0 ||
    whom.audience !== null ||
    whom.unclear !== null ||
    /(?:主题|题目|话题|topic)/i.test(text)
  if (asked.want === 'topic' && !labelled && said.unclear === null)
    return goOn(routing, ports, person, plan, { plan: { topic: quote(text, 80) }, unclear: null }, asking)
  if (asked.want === 'place' && !labelled && said.unclear === null) {
    const place = NOWHERE.test(bare(text)) ? '' : quote(text, 80)
    // It may have stood among the words of the topic, not known for a place.
    const others = (plan.topic ?? '').split(' ').filter((word) => word !== place)
    const topic = others.length > 0 ? others.join(' ') : plan.topic
    return goOn(routing, ports, person, plan, { plan: { place, topic }, unclear: null }, asking)
  }
  if (!labelled && said.unclear === null) {
    if (asked.want === 'send') return null
    await ports.people.setAsked(contact.id, { ...asked, at: asking.now })
    return saySalon(routing, ports, person, words.say(`salon.want_${asked.want}`), asking)
  }
  // What stands apart from a label is no new topic of one that has one.
  const keeps = plan.topic !== null && !/(?:主题|题目|话题|topic)/i.test(text)
  const rest = keeps ? topic : said.rest
  const { unclear } = said
  const changed = keeps ? others : { topic: topic ?? plan.topic, ...others }
  return goOn(routing, ports, person, plan, { plan: changed, unclear, whom, ...(rest && { rest }) }, asking)
}

const GIVES_UP = /^(?:取消|不办了?|算了|不要了?|删掉?|cancel)$/
const SENDS = /^(?:发|发出|发送|发吧|发出去|确认发?出?|send)$/
const NOWHERE = /^(?:还?没定|没有?|无|待定|未定|不知道|跳过|以后再?说|none|skip)$/

async function goOn(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  was: Draft,
  said: (SaidPlan & { whom?: SaidWhom }) | null,
  asking: Asking,
): Promise<Turn> {
  const { contact } = person
  const { words, now } = asking
  const audience = said?.whom?.audience ?? was.audience
  const plan: Draft = { ...was, ...said?.plan, ...(audience && { audience }) }
  if (
    plan.series !== null &&
    (plan.number === null || (said?.plan.series !== undefined && said.plan.number === undefined))
  )
    plan.number = (await ports.salons.lastNumber(contact.hubId, plan.series)) + 1
  const past = plan.startsAt !== null && plan.startsAt <= now
  if (past) plan.startsAt = plan.endsAt = null
  await ports.salons.savePlan(contact.hubId, contact.id, plan, now)
  const want = plan.topic === null ? 'topic' : plan.startsAt === null ? 'time' : plan.place === null ? 'place' : 'send'
  await ports.people.setAsked(contact.id, { type: 'salon_plan', want, at: now })
  const unmet = said?.whom?.unclear ?? null
  const note =
    unmet === null
      ? []
      : [
          words.say('salon.whom_unclear', { said: quote(unmet) }),
          ...choosableShown(await choosable(ports, person), words),
        ]
  if (want !== 'send') {
    const first = was === NO_PLAN && said === null
    const why = past ? 'salon.plan_past' : said?.unclear ? `salon.plan_${said.unclear}` : null
    const strange = said?.noSuchDay
    const what = strange === undefined ? why && words.say(why) : words.say('salon.plan_no_such_day', { said: strange })
    if (what) return saySalon(routing, ports, person, [...note, what].join('\n'), asking)
    const head = first ? [words.say('salon.plan_intro')] : plan.topic === null ? [] : [titleOf(plan, words)]
    return saySalon(routing, ports, person, [...note, ...head, words.say(`salon.want_${want}`)].join('\n'), asking)
  }
  return saySalon(
    routing,
    ports,
    person,
    [...note, await preview(routing, ports, person, plan, said?.rest ?? null, asking)].join('\n'),
    asking,
  )
}
