import { commandOf } from '../../engine/commands.js'
import { hubIn } from '../../engine/service.js'
import { shown } from '../../forms/days-kind.js'
import type { Asking } from '../../forms/field-kind.js'
import { bare, quote } from '../../forms/prompt.js'
import { later } from '../../kernel/clock.js'
import { type Day, daysBetween } from '../../kernel/day.js'
import { meantBy } from '../../people/names.js'
import type { ExportOrganisation } from '../../records/export-ports.js'
import type { Visit } from '../../salons/salon.js'
import { mayTellOfVisit, readVisitTold, type ToldVisit } from '../../salons/visit-told.js'
import { readVisit, takesBackVisit, topicIn, visitsAsked } from '../../salons/visit-words.js'
import type { TurnPorts } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { saySalon } from './turn.js'
import { asksWhetherVisit } from './visit-asked.js'
import { han, NAME } from './words.js'

/** A day without a year that is longer ago is asked back about. */
const LONG_AGO_DAYS = 183
const WITH_YEAR = /\d{4}|[去前今]年|\d{2}年/

const LISTED = 12
/** What was written down before that is only corrected by name. */
const LATELY_MS = 24 * 3_600_000

/**
 * 「辅导 麦田 11月20日 财务制度 第2次」, 「昨天去麦田辅导，讲了财务制度」: written down at once and shown back, without its day once that is said;
 * 「辅导记录」 lists them. In the middle of a draft of hers it is asked whether it is one, but for 「记辅导 …」. Null when it is nothing of the kind.
 */
export async function visitSaid(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  text: string,
  asking: Asking,
): Promise<Turn | null> {
  const { contact, draft } = person
  const { words, now, today, messageId } = asking
  const say = (reply: string) => saySalon(routing, ports, person, reply, asking)
  const asked = visitsAsked(text)
  if (asked) return say(await listed(ports, contact.hubId, asked.name, asking))
  if (takesBackVisit(text)) {
    const mine = (await ports.visits.list(contact.hubId)).filter(({ byContactId }) => byContactId === contact.id)
    const last = mine.toSorted((a, b) => (a.at < b.at ? 1 : -1))[0]
    if (last && last.at > later(now, -LATELY_MS) && (await ports.visits.takeBack(last.id, now)))
      return say(words.say('visit.taken_back', { visit: visitLine(last, words) }))
    if (!draft) return say(words.say('visit.none_lately'))
  }
  const short = readVisit(text, today)
  if (!short && !mayTellOfVisit(text)) return null
  const noted = short?.noted ?? text.trim().startsWith('记')
  // What somebody else tells on the phone is hers.
  const own = draft?.contactId === contact.id && draft.about.typedBy === null && contact.role === 'staff'
  if (draft && !noted && !own) return null
  const notYours = () => say(words.say('visit.not_yours', { hub: hubIn(asking) }))
  if (short && contact.role !== 'staff') return notYours()
  const all = await ports.overview.organisations(contact.hubId)
  const found = short && organisationIn(all, short.words)
  if (draft && !noted) {
    const one = Array.isArray(found) ? null : (found ?? toldIn(all, text, today))
    return one && asksWhetherVisit(routing, ports, person, text, asking)
  }
  if (Array.isArray(found)) return say(words.say('visit.which', { names: found.join(words.say('field.comma')) }))
  const told = found ? null : toldIn(all, text, today)
  if (told && contact.role !== 'staff') return notYours()
  if (told?.several) return say(words.say('visit.one_each', { names: told.several.join(words.say('field.comma')) }))
  const said = found && short ? { ...short, ...found, topic: topicIn(found.rest) } : told
  if (!said)
    return !short || ((short.day === null || !short.apart) && !short.noted)
      ? null
      : say(words.say('visit.whom', { said: quote(short.words) }))
  const { organisation } = said
  if (said.severalDays) return say(words.say('visit.one_day_each', { name: quote(organisation.name, NAME) }))
  if (said.day === null) {
    await ports.people.setAsked(contact.id, { type: 'visit_day', said: text, at: now })
    const kind = words.say(`visit.kind_${said.kind}`)
    const reply = words.say('visit.when', { kind, name: quote(organisation.name, NAME) })
    // What is asked in her draft is asked again behind this.
    return { contactId: contact.id, hubId: contact.hubId, sessionId: draft?.id ?? null, reply, jobs: false }
  }
  if (said.day > today) return say(words.say('visit.future', { day: shown({ from: said.day, to: said.day }, words) }))
  // 12月30日 in the first days of December is rather a day to come than one of a year ago.
  if (daysBetween(said.day, today) > LONG_AGO_DAYS && !WITH_YEAR.test(text))
    return say(words.say('visit.long_ago', { day: shown({ from: said.day, to: said.day }, words) }))
  const { id: organisationId } = organisation
  const next = (await ports.visits.lastNumber(contact.hubId, organisationId, said.kind)) + 1
  const visit = {
    id: routing.newId(),
    hubId: contact.hubId,
    organisationId,
    kind: said.kind,
    happenedOn: said.day,
    topic: said.topic,
    number: said.number ?? next,
    byContactId: contact.id,
    messageId,
    at: now,
  }
  await ports.visits.add(visit)
  await ports.people.setAsked(contact.id, { type: 'visit', visitId: visit.id, at: now })
  const odd = visit.number !== next ? [words.say('visit.odd_number', { next: numberShown(next, words) })] : []
  const line = visitLine({ ...visit, organisation: organisation.name }, words)
  return say([words.say('visit.kept', { visit: line }), ...odd, words.say('visit.take_back_hint')].join('\n'))
}

/** 「撤销」 right after one was written down; null where it is another word. */
export async function takeBackVisit(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  visitId: string,
  text: string,
  asking: Asking,
): Promise<Turn | null> {
  if (commandOf(text)?.type !== 'undo' && !/^(?:删掉?|不对|记错了?)$/.test(bare(text))) return null
  const visit = await ports.visits.find(visitId)
  if (!visit || !(await ports.visits.takeBack(visitId, asking.now))) return null
  return saySalon(
    routing,
    ports,
    person,
    asking.words.say('visit.taken_back', { visit: visitLine(visit, asking.words) }),
    asking,
  )
}

/** What follows a short name where the whole of it is said: 「麦浪」 of 「麦浪合作社」. */
const KIND_OF =
  /^[\p{Script=Han}]{0,6}?(?:合作社|协会|促进会|联合会|服务队|志愿队|工作室|工作站|社工站|服务社|服务中心|发展中心|公益中心|互助会|基金会|机构|团队)/u

/** The organisation that the words begin with, and what follows its name; several names where it is not plain. */
function organisationIn(
  all: ExportOrganisation[],
  words: string,
): { organisation: ExportOrganisation; rest: string } | string[] | null {
  const names = all
    .flatMap((organisation) => [organisation.name, ...organisation.aliases].map((name) => ({ organisation, name })))
    .filter(({ name }) => words.startsWith(name))
    .toSorted((a, b) => b.name.length - a.name.length)
  const [whole] = names
  if (whole) return { organisation: whole.organisation, rest: words.slice(whole.name.length).replace(KIND_OF, '') }
  const [first = '', ...rest] = words.split(/[\s,，:：、]+/)
  const found = meantBy(all, first)
  const [only, ...others] = found
  if (!only) return null
  return others.length > 0
    ? found.slice(0, 6).map(({ name }) => quote(name, NAME))
    : { organisation: only, rest: rest.join(' ') }
}

/** Of which organisation a sentence tells; `several`: it names more than one, by name. */
function toldIn(
  all: ExportOrganisation[],
  text: string,
  today: Day,
): (ToldVisit & { organisation: ExportOrganisation; several?: string[] }) | null {
  const names = all.flatMap((organisation) =>
    [organisation.name, ...organisation.aliases].map((name) => ({ organisation, name })),
  )
  const told = readVisitTold(
    text,
    today,
    names.map(({ name }) => name),
  )
  if (!told) return null
  const [organisation, ...others] = [...new Set(told.whom.map((at) => names[at]!.organisation))]
  if (!organisation) return null
  const several = [organisation, ...others].map(({ name }) => quote(name, NAME))
  return { ...told, organisation, ...(others.length > 0 && { several }) }
}

/** 「辅导 萍乡麦田 2026年11月20日 第二次：财务制度」 */
function visitLine(
  { kind, organisation, happenedOn, number, topic }: Omit<Visit, 'hubId'>,
  words: Asking['words'],
): string {
  const values = {
    kind: words.say(`visit.kind_${kind}`),
    name: quote(organisation, NAME),
    day: shown({ from: happenedOn, to: happenedOn }, words),
    number: numberShown(number, words),
  }
  return (
    words.say('visit.line', values) + (topic === null ? '' : words.say('visit.topic', { topic: quote(topic, NAME) }))
  )
}

const numberShown = (number: number, { language }: Asking['words']) =>
  language === 'zh-CN' ? han(number) : String(number)

async function listed(ports: TurnPorts, hubId: string, name: string, { words }: Asking): Promise<string> {
  const all = name === '' ? [] : await ports.overview.organisations(hubId)
  const found = name === '' ? null : organisationIn(all, name)
  if (Array.isArray(found)) return words.say('visit.which', { names: found.join(words.say('field.comma')) })
  if (name !== '' && !found) return words.say('salon.nobody_called', { name: quote(name) })
  const visits = await ports.visits.list(hubId, found?.organisation.id)
  if (visits.length === 0) return words.say('visit.none')
  const last = visits.slice(0, LISTED).map((visit) => `· ${visitLine(visit, words)}`)
  const head = words.say(visits.length > last.length ? 'visit.last' : 'visit.all', {
    count: visits.length,
    shown: last.length,
  })
  return [head, ...last].join('\n')
}
