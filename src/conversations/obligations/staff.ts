import type { Asking } from '../../forms/field-kind.js'
import { commandOf, isSmallTalk } from '../../engine/commands.js'
import { bare, quote } from '../../forms/prompt.js'
import { shown } from '../../forms/days-kind.js'
import { type Day, daysBetween } from '../../kernel/day.js'
import type { Words } from '../../kernel/words.js'
import { called, calledInPart } from '../../people/names.js'
import type { Calendar } from '../../programmes/calendar.js'
import { changeObligation } from '../../programmes/keep-obligations.js'
import { deadlineOf, stateOn } from '../../programmes/obligation.js'
import type { Obligation } from '../../programmes/obligations.js'
import type { Forms } from '../forms.js'
import { unscheduledShown } from '../staff/missing.js'
import { numbered, numberIn } from '../numbers.js'
import type { Contact } from '../route.js'
import type { TurnPorts } from '../ports.js'
import { byHer } from './by.js'
import { deadlineIn, type OwedCommand, owedCommandIn } from './commands.js'
import { listed } from './listed.js'
import { tellChange, type Telling, type TellPorts } from './tell-change.js'
import { likeliest, namedBy, possible, type Stated, statedOf } from './which.js'
import { changeLines, changesOf, mayBeChanged } from './changes.js'
import { titleIn } from './words.js'

type Keeping = Telling & { forms: Forms; calendar: Calendar }
type Ports = TellPorts & Pick<TurnPorts, 'obligations' | 'overview'>
type Change = Exclude<OwedCommand, { type: 'list' }>

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
  const nameOf = (id: string) => quote(organisations.find((one) => one.id === id)?.name ?? '', 20)
  const exactly = command.name === null ? [] : called(organisations, command.name)
  const found = exactly.length > 0 || command.name === null ? exactly : calledInPart(organisations, command.name)
  const [organisation, ...others] = found
  if (command.name !== null && !organisation) {
    // 「延期 小禾」: what her organisation owes.
    const hers = (await ports.overview.ledger(contact.hubId)).filter(({ name }) => name === command.name)
    const [theirs] = hers.length === 1 ? hers[0]!.organisationIds : []
    const own = organisations.find(({ id }) => id === theirs)
    if (own) return staffOwed(routing, ports, contact, text.replace(command.name, own.name), asking, busy)
  }
  if (command.name !== null && (!organisation || others.length > 0))
    return words.say(organisation ? 'owed.which' : 'owed.nobody', {
      name: command.name,
      names: found
        .slice(0, 5)
        .map(({ name }) => quote(name, 20))
        .join(words.say('field.comma')),
    })

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

/** The report that she chose by number, after she was asked which; null when it is no number of the list. */
export async function owedChosen(
  routing: Keeping,
  ports: Ports,
  contact: Contact,
  asked: { obligationIds: string[]; said: string },
  text: string,
  asking: Asking,
): Promise<string | null> {
  const number = numberIn(text, asked.obligationIds.length)
  const command = owedCommandIn(asked.said, asking.today)
  const id = asked.obligationIds[(number ?? 0) - 1]
  const held = id === undefined ? null : await ports.obligations.hold(contact.hubId, id)
  if (!held || !command || command.type === 'list' || contact.role !== 'staff') return null
  const organisations = await ports.overview.organisations(contact.hubId)
  const name = quote(organisations.find((one) => one.id === held.organisationId)?.name ?? '', 20)
  const all = [{ obligation: held, state: stateOn(held, held.facts, asking.today) }]
  return changed(routing, ports, contact, asked.said, command, { all, organisation: name, only: true }, asking)
}

/** Where the day that she is asked for goes. */
const UNTIL = '…'
/** A time that is no day: 过阵子, 下个月再说. */
const VAGUE = /^(?:过|再过|等|晚)[^\d]{1,8}$|再说$/u
const NOT_AFTER_ALL = /^(?:算了|不用了?|取消|不延了?|不改了?|没事了?|cancel)$/iu

/** What was missing of what she said before; null where her message is none of it. */
export async function owedRest(
  routing: Keeping,
  ports: Ports,
  contact: Contact,
  { want, said }: { want: 'why' | 'until'; said: string },
  text: string,
  asking: Asking,
): Promise<string | null> {
  if (NOT_AFTER_ALL.test(bare(text))) return asking.words.say('owed.left_as_is')
  if (isSmallTalk(text) || commandOf(text)) return null
  if (want === 'until' && VAGUE.test(bare(text))) {
    await ports.people.setAsked(contact.id, { type: 'owed_half', want, said, at: asking.now })
    return asking.words.say('owed.no_day', { said: quote(text.trim()) })
  }
  if (want === 'until' && !text.split(/[\s，,]+/).some((word) => deadlineIn(word.replace(/^延?到/, ''), asking.today)))
    return null
  const whole = said.includes(UNTIL)
    ? said.replace(UNTIL, text.trim())
    : `${said.trim()} ${text.trim()}`.replace(/\s+/g, ' ')
  return staffOwed(routing, ports, contact, whole, asking)
}

const titles =
  ({ forms }: Keeping, { words }: Asking) =>
  (obligation: Obligation): string =>
    titleIn(forms, obligation, words)

/** Makes the change for the one report that is meant, or asks for what is missing: until when, why, then which of several. */
async function changed(
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
  const until = command.type === 'extend' ? (deadlineIn(command.to, today)?.day ?? null) : null
  if (command.type === 'extend' && (until === null || until < today)) {
    const rest = said.replace(command.to, UNTIL)
    return lacks('until', rest, words.say('owed.no_day', { said: quote(command.to) }))
  }
  if (why === '') return lacks('why', said, words.say(`owed.why_${command.type}`, { organisation }))
  const likely = named ? meant : likeliest(meant, command.type)
  const [one = first, ...more] = likely
  // Nothing is to be handed in now: what only lies ahead is not touched unasked.
  const ahead = !named && one.state === 'upcoming'
  if (more.length > 0 || ahead) {
    const offered = likely.slice(0, LISTED)
    const obligationIds = offered.map(({ obligation }) => obligation.id)
    await ports.people.setAsked(contact.id, { type: 'which_owed', obligationIds, said, at: asking.now })
    const purposeOf = await purposes(ports, contact.hubId, offered)
    const lines = offered.map(({ obligation, state }) => {
      const deadline = deadlineOf(obligation, obligation.facts)
      const day = shown({ from: deadline, to: deadline }, words)
      const purpose = purposeOf(obligation)
      const one = titleOf(obligation)
      const title = purpose === null ? one : words.say('owed.of_grant', { title: one, purpose })
      return words.say('owed.choice', { title, day, state: words.say(`owed.${state}`) })
    })
    const head = words.say(ahead ? 'owed.which_ahead' : 'owed.which_report', { organisation, count: likely.length })
    return [head, numbered(lines), words.say('owed.by_number')].join('\n')
  }
  if (command.type === 'extend' && until !== null) {
    const strangeDay = strangeDeadline(one.obligation, until, command.to, asking)
    if (strangeDay !== null) return lacks('until', said.replace(command.to, UNTIL), strangeDay)
  }
  const facts = { extend: { extendedTo: until }, waive: { waived: true }, owe: { waived: false, missed: false } }[
    command.type
  ]
  await changeObligation(
    routing,
    ports.obligations,
    contact.hubId,
    one.obligation.id,
    facts,
    byHer(contact, asking, why),
  )
  const day = until === null ? '' : shown({ from: until, to: until }, words)
  const done = words.say(`owed.done_${command.type}`, { organisation, title: titleOf(one.obligation), day, why })
  const news = (theirs: Words) =>
    theirs.say(`owed.news_${command.type}`, {
      title: titles(routing, { ...asking, words: theirs })(one.obligation),
      day: until === null ? '' : shown({ from: until, to: until }, theirs),
    })
  const told = await tellChange(routing, ports, contact.hubId, one.obligation.organisationId, news, asking.now)
  return `${done}\n${words.say(`owed.told_${told}`)}`
}

/** More time than this is asked back about: a date without a year easily means another one. In days. */
const FAR = { plain: 183, withYear: 731 }

/** What is asked back about a day that is no extension: before the first due date, or too far off. */
function strangeDeadline({ dueOn }: Obligation, until: Day, said: string, { words, today }: Asking): string | null {
  const dayOf = (day: Day) => shown({ from: day, to: day }, words)
  const values = { said: quote(said), day: dayOf(until), due: dayOf(dueOn) }
  if (until < dueOn) return words.say('owed.too_early', values)
  const from = dueOn > today ? dueOn : today
  return daysBetween(from, until) > (/\d{4}/.test(said) ? FAR.withYear : FAR.plain)
    ? words.say('owed.too_far', values)
    : null
}

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

/** Those that the words of a command name, of whatever state, and its reason. `strange`: a word that should name one, and there is none such. */
function namedIn(
  command: Change,
  all: Stated[],
  forms: Keeping['forms']['current'],
  today: Day,
): { named: Stated[] | null; why: string; strange: string | null } {
  let named: Stated[] | null = null
  const narrow = (word: string): boolean | null => {
    const found = namedBy(word, named ?? all, forms, today)
    if (found && found.length > 0) named = found
    return found && found.length > 0
  }
  if (command.type === 'extend') {
    const strange = command.which.find((word) => !narrow(word)) ?? null
    return { named, why: command.why, strange }
  }
  const { words, why } = command
  // The first word that names none begins the reason.
  const reason = words.find(({ text }) => narrow(text) !== true)
  const strange = reason && namedBy(reason.text, named ?? all, forms, today) !== null ? reason.text : null
  return { named, why: reason ? why.slice(reason.at) : '', strange }
}
