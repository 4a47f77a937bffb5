import { later } from '../../kernel/clock.js'
import type { Words } from '../../kernel/words.js'
import type { Asking } from '../../forms/field-kind.js'
import { quote } from '../../forms/prompt.js'
import { formIn, type Form } from '../../forms/form.js'
import { shown } from '../../forms/days-kind.js'
import { meantBy, near } from '../../people/names.js'
import { deadlineOf } from '../../programmes/obligation.js'
import type { Obligation } from '../../programmes/obligations.js'
import { unscheduledShown } from '../staff/missing.js'
import type { StaffOrganisation } from '../staff/ports.js'
import { numbered } from '../numbers.js'
import type { Contact } from '../route.js'
import { owedCommandIn } from './commands.js'
import { makeChange } from './make-change.js'
import { shortForm } from './said.js'
import { type Change, type Keeping, namedIn, type Ports, strangeDeadline, UNTIL } from './meant.js'
import { severalChanged, severalNamed, strangers } from './several.js'
import { daysMore, deadlineIn, untilOf } from './until.js'
import { listed } from './listed.js'
import { likeliest, possible, type Stated, statedOf } from './which.js'
import { changeLines, changesOf, mayBeChanged } from './changes.js'
import { titleIn } from './words.js'

/** So long 「改到…」 is about the one that was put off before. */
const AGAIN_MS = 3 * 3_600_000
/** No more of them by number. */
const LISTED = 9

/** What she hears; null when it is none of these. Viewers only look. `busy`: what she says next is said to her draft. */
export async function staffOwed(
  routing: Keeping,
  ports: Ports,
  contact: Contact,
  text: string,
  asking: Asking,
  busy = false,
): Promise<string | null> {
  const { words, today } = asking
  const command = owedCommandIn(text, today)
  if (!command) return null
  const organisations = await ports.overview.organisations(contact.hubId)
  if (command.type !== 'list') {
    const several = severalNamed(organisations, command.name)
    if (command.loose) {
      const [only, ...others] = meantBy(organisations, command.name)
      // 「活动延期三天」: whose is missing, not which.
      const unnamed = command.name === '' || (!only && !several && isReport(routing.forms.current, command.name, words))
      // In a draft only what names whose it is: 「改到12月18号」 may be said of the draft.
      if (!(several || (only && others.length === 0) || (unnamed && !busy))) return null
      const said = { ...command, name: several ? command.name : (only?.name ?? '') }
      // What was just put off, or waits for its reason: that is answered behind this.
      const { asked } = contact
      const again = asked?.type === 'owed_done' || (asked?.type === 'owed_half' && asked.want === 'why')
      if (command.name === '' && again && asked.at > later(asking.now, -AGAIN_MS)) return null
      return unnamed
        ? ofWhom(ports, contact, said, text, asking)
        : staffOwed(routing, ports, contact, shortForm(said), asking, busy)
    }
    if (several && contact.role !== 'staff') return words.say('owed.not_yours')
    if (several) return severalChanged(routing, ports, contact, { said: text, command, whom: several, busy }, asking)
  }
  const nameOf = (id: string) => quote(organisations.find((one) => one.id === id)?.name ?? '', 20)
  const found = command.name === null ? [] : meantBy(organisations, command.name)
  const [organisation, ...others] = found
  if (command.name !== null && (!organisation || others.length > 0)) return notOne(organisations, command.name, words)

  const of = organisation ? { organisationId: organisation.id } : {}
  const all = await statedOf(ports, contact.hubId, today, of)
  if (command.type === 'list') {
    const titleOf = titles(routing, asking)
    const named = organisation ? titleOf : (one: Obligation) => nameOf(one.organisationId) + titleOf(one)
    if (organisation || command.changes) {
      // Of a whole hub those that stand changed are enough; of one organisation also what was taken back.
      const of = all.flatMap(({ obligation }) => (organisation || mayBeChanged(obligation) ? [obligation] : []))
      const changes = changeLines(await changesOf(ports, contact.hubId, of), named, contact.zone, asking)
      if (command.changes) return changes.length > 0 ? changes.join('\n') : words.say('owed.no_changes')
      return [listed(all, nameOf, titleOf, asking), ...changes].join('\n')
    }
    const text = listed(all, nameOf, titleOf, asking)
    const grants = all.length === 0 ? [] : await ports.overview.grants({ hubId: contact.hubId })
    const unasked = unscheduledShown({ grants, owed: all }, words)
    return unasked === null ? text : `${text}\n${unasked}`
  }
  if (contact.role !== 'staff') return words.say('owed.not_yours')
  const meant = { all, organisation: nameOf(organisation?.id ?? ''), busy }
  return changed(routing, ports, contact, text, command, meant, asking)
}

/** Several are called so, or nobody: who is like it, then. */
function notOne(organisations: StaffOrganisation[], said: string, words: Words): string {
  const several = meantBy(organisations, said)
  const name = strangers(organisations, said) ?? said
  const names = (several.length > 0 ? several : near(organisations, name))
    .slice(0, 5)
    .map((one) => quote(one.name, 20))
    .join(words.say('field.comma'))
  const key = several.length > 0 ? 'owed.which' : names === '' ? 'owed.nobody' : 'owed.nobody_near'
  return words.say(key, { name: quote(name, 20), names })
}

/** 「麦天再给三天」, where nothing else understood it: whose report is not plain. Null where it is no such sentence. */
export async function ofNobody(
  { overview }: Pick<Ports, 'overview'>,
  { role, hubId }: Contact,
  text: string,
  { words, today }: Pick<Asking, 'words' | 'today'>,
): Promise<string | null> {
  const command = role === 'staff' ? owedCommandIn(text, today) : null
  if (!command || command.type === 'list' || command.name === '') return null
  return notOne(await overview.organisations(hubId), command.name, words)
}

/** 「活动」, 「简报」 where a form is called so. */
const isReport = (forms: Form[], name: string, { language }: Asking['words']): boolean =>
  name.length >= 2 &&
  forms.some((form) => [formIn(form, language).title, ...form.aliases].some((title) => title.includes(name)))

/** 「改到7月21号」: whose it is she says next. */
async function ofWhom(
  ports: Pick<Ports, 'people'>,
  contact: Contact,
  command: Change,
  text: string,
  { words, now }: Asking,
): Promise<string> {
  if (contact.role !== 'staff') return words.say('owed.not_yours')
  const said = shortForm({ ...command, name: UNTIL })
  await ports.people.setAsked(contact.id, { type: 'owed_half', want: 'whom', said, at: now })
  return words.say('owed.whom', { said: quote(text.trim()) })
}

const titles =
  ({ forms }: Keeping, { words }: Asking) =>
  (obligation: Obligation): string =>
    titleIn(forms, obligation, words)

/** Makes the change for the one report that is meant, or asks for what is missing: until when, why, then which of several. */
export async function changed(
  routing: Keeping,
  ports: Ports,
  contact: Contact,
  said: string,
  command: Change,
  {
    all,
    organisation,
    only = false,
    busy = false,
  }: { all: Stated[]; organisation: string; only?: boolean; busy?: boolean },
  asking: Asking,
): Promise<string> {
  const { words, today } = asking
  const titleOf = titles(routing, asking)
  const none = words.say(`owed.none_to_${command.type}`, { organisation })
  if (all.length === 0) return none
  const { why, strange, ...by } = namedIn(command, all, routing.forms.current, today)
  const named = only ? all : by.named
  if (strange !== null) {
    const known = [...new Set(possible(all, command.type).map(({ obligation }) => titleOf(obligation)))]
    const titles = known.slice(0, LISTED).join(words.say('field.comma'))
    return known.length === 0 ? none : words.say('owed.no_such', { organisation, said: quote(strange), titles })
  }
  const meant = possible(named ?? all, command.type)
  const [first] = meant
  if (!first) {
    const [other] = named ?? []
    if (!other) return none
    const state = words.say(`owed.${other.state}`)
    return words.say('owed.as_it_is', { organisation, title: titleOf(other.obligation), state })
  }
  /** The rest may come in her next message. */
  const lacks = async (want: 'why' | 'until', rest: string, reply: string): Promise<string> => {
    if (busy) return words.say(`owed.again_${command.type}`, { organisation })
    await ports.people.setAsked(contact.id, { type: 'owed_half', want, said: rest, at: asking.now })
    return reply
  }
  if (command.type === 'extend' && command.to === '')
    return lacks('until', said, words.say('owed.until', { organisation }))
  const [to, days] = command.type === 'extend' ? [deadlineIn(command.to, today), daysMore(command.to)] : [null, null]
  if (command.type === 'extend' && days === null && (to === null || to.day < today)) {
    const rest = said.replace(command.to, UNTIL)
    return lacks('until', rest, words.say('owed.no_day', { said: quote(command.to) }))
  }
  const likely = named ? meant : likeliest(meant, command.type)
  const [one = first, ...more] = likely
  const { obligation } = one
  const until = command.type === 'extend' && more.length === 0 ? untilOf(command.to, obligation, today) : null
  if (command.type === 'extend' && until !== null) {
    if (until === deadlineOf(obligation, obligation.facts))
      return words.say('owed.due_then', { organisation, title: titleOf(obligation), day: dueDay(obligation, words) })
    const strangeDay = strangeDeadline(obligation, until, command.to, asking)
    if (strangeDay !== null) return lacks('until', said.replace(command.to, UNTIL), strangeDay)
  }
  if (why === '') return lacks('why', said, words.say(`owed.why_${command.type}`, { organisation }))
  // Nothing is to be handed in now: what only lies ahead is not touched unasked.
  const ahead = !named && one.state === 'upcoming'
  if (more.length > 0 || ahead) {
    const offered = likely.slice(0, LISTED)
    const obligationIds = offered.map(({ obligation }) => obligation.id)
    await ports.people.setAsked(contact.id, { type: 'which_owed', obligationIds, said, at: asking.now })
    const purposeOf = await purposes(ports, contact.hubId, offered)
    const lines = offered.map(({ obligation: each, state }) => {
      const day = dueDay(each, words)
      const purpose = purposeOf(each)
      const one = titleOf(each)
      const title = purpose === null ? one : words.say('owed.of_grant', { title: one, purpose })
      return words.say('owed.choice', { title, day, state: words.say(`owed.${state}`) })
    })
    const head = words.say(ahead ? 'owed.which_ahead' : 'owed.which_report', { organisation, count: likely.length })
    return [head, numbered(lines), words.say('owed.by_number')].join('\n')
  }
  const { done, told } = await makeChange(
    routing,
    ports,
    contact,
    obligation,
    { type: command.type, until, why },
    asking,
  )
  if (command.type === 'extend' && OF_OWED.includes(contact.asked?.type))
    await ports.people.setAsked(contact.id, { type: 'owed_done', obligationId: obligation.id, why, at: asking.now })
  return `${words.say(`owed.done_${command.type}`, { organisation, ...done })}\n${words.say(`owed.told_${told}`)}`
}

function dueDay(obligation: Obligation, words: Words): string {
  const day = deadlineOf(obligation, obligation.facts)
  return shown({ from: day, to: day }, words)
}

/** What she was asked that may give way to an extension that can be changed: her list of reports to look through is none of it. */
const OF_OWED: (string | undefined)[] = [undefined, 'owed_half', 'owed_done', 'which_owed']

/** What the grant of each is for, where they are of several: else two of them could not be told apart. */
async function purposes(
  { overview }: Ports,
  hubId: string,
  offered: Stated[],
): Promise<(obligation: Obligation) => string | null> {
  if (new Set(offered.map(({ obligation }) => obligation.grantId)).size < 2) return () => null
  const grants = await overview.grants({ hubId })
  return ({ grantId }) => quote(grants.find(({ id }) => id === grantId)?.purpose ?? '', 20)
}
