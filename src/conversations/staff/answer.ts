import { hubIn } from '../../engine/service.js'
import type { Asking } from '../../forms/field-kind.js'
import { formIn } from '../../forms/form.js'
import { bare, quote } from '../../forms/prompt.js'
import { millisOf } from '../../kernel/clock.js'
import type { Address } from '../../kernel/message.js'
import { handOut } from '../../people/hand-out.js'
import { meantBy, near } from '../../people/names.js'
import { categoryLabels } from '../../records/category-labels.js'
import type { ExportOrganisation } from '../../records/export-ports.js'
import { callsOf } from '../obligations/calls.js'
import { callsPage, callsText } from '../obligations/calls-text.js'
import { staffOwed } from '../obligations/staff.js'
import { statedOf } from '../obligations/which.js'
import type { Person, TurnPorts, Utterance } from '../ports.js'
import type { Routing } from '../route.js'
import { openObjection } from '../phone/dispute.js'
import { reachText } from '../reach/answer.js'
import { sayLater } from '../say-later.js'
import type { NamedAccount } from './account-name.js'
import { cameText } from './came.js'
import { staffCommandIn, type StaffCommand } from './commands.js'
import { asksOfCompiled, compiledText } from './compiled.js'
import { exportLater, exportNamed } from './export-job.js'
import { withFormBehind } from './form-behind.js'
import { neverAnswer } from './half-said.js'
import { isOfHub } from './help.js'
import { invitationTexts } from './invite.js'
import { lookText } from './look.js'
import { missingText } from './missing.js'
import { qrLater } from './qr-job.js'
import { totalsText, visitsLine } from './totals.js'
import { countedTwice, twinsAnswer, twinsHint } from './twins.js'

/** What the installation has for staff beyond words. */
export interface StaffWays {
  /** Whether a file can be given in this chat. */
  takesFiles(to: Address): boolean
  /** The accounts of the hub, in the order of the settings. */
  accountsOf(hubId: string): NamedAccount[]
  /** The account of the hub that makes QRs with a scene, or null. */
  qrAccount(hubId: string): string | null
  /** The names of the robots that post in the hub's groups. */
  robotsOf(hubId: string): string[]
  /** The names of the layouts that reports can have. */
  layouts(): Promise<string[]>
  /** Where links begin; null where the service has no address for browsers. */
  publicUrl: string | null
}

type Member = Person & { contact: NonNullable<Person['contact']> }
type Answer = {
  reply: string
  jobs: boolean
  fillFor?: { organisation: ExportOrganisation; named: string; form: string }
}
type Ports = Pick<
  TurnPorts,
  | 'obligations'
  | 'colleagues'
  | 'overview'
  | 'invitations'
  | 'outbox'
  | 'people'
  | 'compilations'
  | 'twins'
  | 'records'
  | 'deadlines'
  | 'visits'
>

/** A number answers the list it was shown with this long ago at most; after that it means something else. */
const LIST_MS = 30 * 60_000
const LISTED = 9
const NAME = 40

/**
 * What one of the hub's own people gets for a command of staff, whatever she is in the middle of; null when her message is none. While a
 * draft of hers is open a message that names nobody, or no period, is her answer. For anybody else it is always null. `fillFor`: she wants to
 * type for this organisation, which she called so.
 */
export async function staffAnswer(
  routing: Pick<
    Routing,
    'forms' | 'newId' | 'reach' | 'ways' | 'permission' | 'split' | 'staffWays' | 'calendar' | 'wordsOf'
  >,
  ports: Ports,
  person: Member,
  { said }: Utterance,
  asking: Asking,
): Promise<Answer | null> {
  const { contact, draft } = person
  if (!isOfHub(contact) || said.type !== 'text') return null
  const told =
    (await twinsAnswer(ports, person, said.text, asking)) ??
    (asksOfCompiled(said.text) ? await compiledText(ports, contact.hubId, contact.zone, asking) : null)
  const owed = told ?? (await staffOwed(routing, ports, contact, said.text, asking, draft !== null))
  const callsOnPage = owed === null ? callsPage(said.text) : null
  const command = owed === null && callsOnPage === null ? await commandMeant(ports, person, said.text, asking) : null
  const { words } = asking
  const { staffWays } = routing
  const { hubId, zone } = contact
  const say = (reply: string, jobs = false): Answer => {
    const waiting = routing.forms.current.find(({ id }) => id === draft?.session.form)
    const title = waiting && formIn(waiting, words.language).title
    const waits = [
      ...(title ? [words.say('staff.draft_waits', { title })] : []),
      ...(contact.asked?.type === 'returning' ? [words.say('review.return_waits')] : []),
    ]
    return { reply: [reply, ...waits].join('\n'), jobs }
  }

  if (owed !== null) return say(owed, true)
  if (callsOnPage !== null) {
    const calling = { ...routing, rules: routing }
    return say(callsText(await callsOf(calling, ports, hubId, asking), callsOnPage, asking))
  }
  const never = command || !draft ? null : neverAnswer(said.text, words)
  if (never !== null) return say(never)
  if (!command) return null
  switch (command.type) {
    case 'unclear_period':
      return draft && !command.plain ? null : say(await unclearPeriod(command.said))
    case 'unclear_day':
      return say(words.say('staff.unclear_day', { said: command.said }))
    case 'missing': {
      const hub = {
        filed: await ports.overview.filed(hubId),
        grants: await ports.overview.grants({ hubId }),
        drafts: await ports.overview.openDrafts(hubId),
        forms: routing.forms.current,
        owed: await statedOf(ports, hubId, asking.today),
      }
      const missing = missingText(hub, command.period, command.page, words, command.said)
      return say(missing + (await twinsHint(ports, person, asking)))
    }
    case 'reach':
      return say(await reachText(routing, ports, contact, command.until, asking))
    case 'totals': {
      const categories = categoryLabels(await ports.overview.forms())
      const hub = { filed: await ports.overview.filed(hubId), forms: routing.forms.current }
      const totals = totalsText(hub, categories, command.period, zone, words)
      const visits = visitsLine(await ports.visits.list(hubId), command.period, words)
      const twice = await countedTwice(ports, hubId, command.period, asking)
      return say([totals, twice, visits].filter((part) => part !== null).join('\n'))
    }
    case 'came': {
      const filed = await ports.overview.filed(hubId)
      return say(cameText({ filed, forms: routing.forms.current }, command.period, zone, words))
    }
    case 'export_for':
      if (contact.role !== 'staff') return say(words.say('staff.not_yours', { hub: hubIn(asking) }))
      return say(words.say('staff.export_for', { whom: quote(command.whom, NAME) }))
    case 'export': {
      if (contact.role !== 'staff') return say(words.say('staff.not_yours', { hub: hubIn(asking) }))
      if (!staffWays.takesFiles(person.standing.address) && staffWays.publicUrl === null)
        return say(words.say('staff.no_link', { hub: hubIn(asking) }))
      await exportLater(ports, person, command, asking)
      const values = { period: exportNamed(command, words) }
      return say(words.say(asking.speaksLater ? 'staff.exporting' : 'staff.exporting_silent', values), true)
    }
    case 'look':
    case 'invite':
    case 'fill_for': {
      const named = await organisationNamed(ports, contact.hubId, command, draft !== null, asking)
      if (!named) return null
      if (command.type !== 'look' && contact.role !== 'staff')
        return say(words.say('staff.not_yours', { hub: hubIn(asking) }))
      if (typeof named === 'string') return say(named)
      if (command.type === 'fill_for')
        return {
          reply: '',
          jobs: false,
          fillFor: { organisation: named, named: command.name, form: command.form ?? '' },
        }
      return command.type === 'look' ? say(await look(named)) : invite(named)
    }
  }

  /** 「汇总一下青云社」 names whose, and no time. */
  async function unclearPeriod(said: string): Promise<string> {
    const [only, ...others] = meantBy(await ports.overview.organisations(hubId), said.replace(/的$/, ''))
    const key = only && others.length === 0 ? 'staff.of_one' : 'staff.unclear_period'
    return words.say(key, { said, name: quote(only?.name ?? '', NAME) })
  }

  async function look(organisation: ExportOrganisation): Promise<string> {
    const { overview } = ports
    const filed = await overview.filed(hubId, organisation.id)
    const objections = new Map<string, string>()
    for (const { id, typedBy, confirmedAt } of filed) {
      const record = typedBy !== null && confirmedAt === null ? await ports.records.find(hubId, id) : null
      const said = record && (await openObjection(ports, hubId, record))
      if (said !== null) objections.set(id, said)
    }
    const known = {
      organisation,
      filed,
      objections,
      drafts: await overview.openDrafts(hubId, organisation.id),
      contacts: await overview.contacts(hubId, organisation.id),
      forms: routing.forms.current,
    }
    return lookText(known, zone, (standing) => routing.reach(standing, asking.now), asking)
  }

  async function invite({ id, name }: ExportOrganisation): Promise<Answer> {
    const invitees = await ports.invitations.invitees(hubId, asking.now, id)
    if (invitees.length === 0) return say(words.say('staff.nobody_to_invite', { organisation: name }))
    const handed = await handOut(ports.invitations, hubId, invitees, { now: asking.now, by: contact.id })
    const hub = { hub: hubIn(asking), accounts: staffWays.accountsOf(hubId) }
    const texts = invitationTexts(handed, zone, hub, words)
    const head = texts.length > 1 ? [words.say('staff.invitations', { organisation: name, count: texts.length })] : []
    const reach = routing.reach(person.standing, asking.now)
    const left = reach.type === 'open' ? (reach.left ?? Infinity) : 0
    const later = (said: string[]) => sayLater(routing, ports, person, said, asking.now)

    // She forwards these very messages: each is one of its own, without a word of ours in it.
    const account = staffWays.qrAccount(hubId)
    if (account !== null && left >= 2 * texts.length) {
      if (head.length === 0) await later([words.say('staff.qr_coming')])
      await qrLater(ports, person, account, head.length > 0 ? texts : [''], handed, asking)
      return { reply: head.length > 0 ? `${head[0]}\n${words.say('staff.qrs_coming')}` : texts.join(''), jobs: true }
    }
    const without = account !== null ? [words.say('staff.no_qr_here')] : []
    if (head.length === 0 || left < texts.length)
      return { reply: [...head, ...texts, ...without].join('\n\n'), jobs: false }
    await later(texts)
    return { reply: [...head, ...without].join('\n'), jobs: true }
  }
}

/** Her command; a bare number stands for an organisation of the list that her last message was answered with, a name for the one it asked for. */
async function commandMeant(
  { overview }: Ports,
  { addressId, contact }: Member,
  text: string,
  { today, now }: Asking,
): Promise<StaffCommand | null> {
  const number = /^\d$/.test(bare(text)) ? Number(bare(text)) : 0
  const own = number === 0 ? staffCommandIn(text, today) : null
  if (own) return withFormBehind({ overview }, contact.hubId, own)
  const last = await overview.lastSaid(addressId)
  if (last?.said.type !== 'text' || millisOf(now) - millisOf(last.sentAt) > LIST_MS) return null
  const before = staffCommandIn(last.said.text, today)
  if (!before || !('name' in before)) return null
  const all = await overview.organisations(contact.hubId)
  if (number === 0)
    return before.name === '' && meantBy(all, text).length > 0 ? { type: before.type, name: text, spaced: true } : null
  const listed = meantBy(all, before.name)
  const chosen = listed.length > 1 ? listed.slice(0, LISTED)[number - 1] : undefined
  return chosen ? { type: before.type, name: chosen.id, spaced: true } : null
}

/** The organisation of the hub that is meant, or what to say instead; null when the message speaks of something else. */
async function organisationNamed(
  { overview }: Ports,
  hubId: string,
  { type, name, spaced }: Extract<StaffCommand, { name: string }>,
  draft: boolean,
  { words }: Asking,
): Promise<ExportOrganisation | string | null> {
  if (name === '') return words.say(`staff.${type}_whom`)
  // 「看 1」 where no list is shown.
  if (type === 'look' && !draft && /^\d{1,2}$/.test(name)) return words.say('review.look_first')
  const all = await overview.organisations(hubId)
  const found = meantBy(all, name)
  const [only, ...others] = found
  if (only && others.length === 0) return only
  if (only) {
    const list = found.slice(0, LISTED).map((each, i) => `${i + 1} ${quote(each.name, NAME)}`)
    const rest = found.length - list.length
    const more = rest > 0 ? [words.say('staff.more_organisations', { rest })] : []
    return [words.say('staff.which', { count: found.length }), ...list, ...more].join('\n')
  }
  const alike = near(all, name).map((each) => quote(each.name, NAME))
  const [first] = alike
  // In a draft only what is like a name can be no answer.
  if (!first && (draft || !spaced)) return null
  if (draft && !spaced) return null
  const values = { names: alike.join(words.say('field.comma')), command: words.say(`staff.command_${type}`) }
  const hint = first ? words.say('staff.near', { ...values, first }) : words.say('staff.not_near')
  return words.say('staff.nobody_called', { name }) + hint
}
