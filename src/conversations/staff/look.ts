import { shown } from '../../forms/days-kind.js'
import type { Asking } from '../../forms/field-kind.js'
import { formIn, type Form } from '../../forms/form.js'
import { quote } from '../../forms/prompt.js'
import { partsOf } from '../../kernel/day.js'
import type { Reach, Standing } from '../../kernel/message.js'
import { dayIn } from '../../kernel/zone.js'
import type { ExportOrganisation } from '../../records/export-ports.js'
import { localTime } from '../../records/local-time.js'
import { figureParts, figuresOf } from './figures.js'
import type { Filed, OpenDraft } from './ports.js'

/** So many of each list; a chat shows how it stands, the export shows everything. */
const FILINGS = 3
const CONTACTS = 6
const NAME = 40

/** All that is known of one organisation. `forms` are those people fill now, for their titles. */
export interface Known {
  organisation: ExportOrganisation
  filed: Filed[]
  drafts: OpenDraft[]
  contacts: { name: string; addresses: Standing[] }[]
  forms: Form[]
  /** Of what staff typed: what its grantees said was wrong, by the record's id. */
  objections: ReadonlyMap<string, string>
}

/** 「看 <机构>」: its last filings, this year's figures, what is open, and who can be reached. */
export function lookText(
  { organisation, filed, drafts, contacts, forms, objections }: Known,
  zone: string,
  reachOf: (standing: Standing) => Reach,
  { words, today }: Pick<Asking, 'words' | 'today'>,
): string {
  const titleOf = (id: string) => {
    const form = forms.find((each) => each.id === id)
    return form ? formIn(form, words.language).title : id
  }
  const dayOf = (at: string) => {
    const day = dayIn(at, zone)
    return shown({ from: day, to: day }, words)
  }
  const figures = (records: Filed[], year: string | null) =>
    figuresOf(records, year === null ? null : { from: `${year}-01-01`, to: `${year}-12-31` }, zone, [])

  const { name, aliases } = organisation
  const comma = words.say('field.comma')
  const called = aliases.length > 0 ? words.say('staff.aliases', { aliases: quote(aliases.join(comma), NAME) }) : ''
  const last = filed.slice(-FILINGS).toReversed()
  const filings = last.map((record) => {
    const { periodFrom: from, periodTo: to } = record
    const about = from && to ? words.say('staff.about', { period: shown({ from, to }, words) }) : ''
    const parts = figureParts(figures([record], null), words)
    const line = { day: dayOf(record.filedAt), title: titleOf(record.form), about }
    const idle = record.idle ? [words.say('idle.line')] : []
    const { burden } = record
    const took = burden
      ? [words.say('staff.took', { minutes: Math.ceil(burden.activeSeconds / 60), turns: burden.turns })]
      : []
    return [words.say('staff.filing', line), ...idle, ...parts, ...took].join(' · ')
  })
  const typed = filed.filter(({ typedBy, confirmedAt }) => typedBy !== null && confirmedAt === null)
  const unconfirmed = typed.filter(({ id }) => !objections.has(id)).map(({ form }) => titleOf(form))
  const objected = typed.flatMap(({ id, form }) => {
    const said = objections.get(id)
    const values = { title: titleOf(form), said: quote(said ?? '', NAME) }
    return said === undefined ? [] : [words.say(said === '' ? 'phone.objected' : 'phone.objected_said', values)]
  })
  const year = String(partsOf(today)[0])
  const thisYear = figures(filed, year)
  const people = contacts.slice(0, CONTACTS).map((contact) => {
    const reaches = contact.addresses.map((standing) => ({ standing, reach: reachOf(standing) }))
    // Where she can be reached comes first.
    const closedLast = reaches.toSorted((a, b) => Number(a.reach.type === 'closed') - Number(b.reach.type === 'closed'))
    const ways = closedLast.map(({ standing, reach }) => {
      const channel = words.say(`staff.channel_${standing.address.channel}`)
      const notices = Object.values(standing.notices).reduce((sum, left) => sum + left, 0)
      if (reach.type === 'closed')
        return notices > 0
          ? words.say('staff.unreachable_but', { channel, count: notices })
          : words.say('staff.unreachable', { channel })
      if (reach.until === null) return words.say('staff.reachable', { channel })
      // `11-22 14:03`: the longest of these permits ends in two days.
      const until = localTime(reach.until, zone).slice(5, 16).replace('T', ' ')
      return words.say('staff.reachable_until', { channel, until })
    })
    const value = ways.length > 0 ? ways.join(comma) : words.say('staff.unbound')
    return `· ${words.say('engine.line', { label: quote(contact.name, NAME), value })}`
  })
  const inYear = figureParts(thisYear, words).join(' · ')
  return [
    quote(name, NAME) + called,
    ...(last.length > 0
      ? [words.say('staff.filings', { count: filed.length, shown: last.length }), ...filings]
      : [words.say('staff.no_filings')]),
    ...(unconfirmed.length > 0
      ? [words.say('phone.unconfirmed', { count: unconfirmed.length, titles: [...new Set(unconfirmed)].join(comma) })]
      : []),
    ...(objected.length > 0 ? [...objected, words.say('record.objected_next')] : []),
    ...(thisYear.records > 0
      ? [words.say(inYear ? 'staff.year' : 'staff.year_bare', { year, figures: inYear, count: thisYear.records })]
      : []),
    ...drafts
      .slice(0, CONTACTS)
      .map(({ contactName, session, updatedAt }) =>
        words.say('staff.draft', { name: contactName, title: titleOf(session.form), day: dayOf(updatedAt) }),
      ),
    ...(people.length > 0
      ? [words.say('staff.contacts', { count: contacts.length }), ...people]
      : [words.say('staff.no_contacts')]),
    ...(contacts.some(({ addresses }) => addresses.length === 0) ? [words.say('staff.invite_them', { name })] : []),
  ].join('\n')
}
