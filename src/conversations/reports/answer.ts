import { hubIn } from '../../engine/service.js'
import type { Asking } from '../../forms/field-kind.js'
import { quote } from '../../forms/prompt.js'
import { later } from '../../kernel/clock.js'
import type { Days } from '../../kernel/day.js'
import type { Words } from '../../kernel/words.js'
import { called, calledInPart } from '../../people/names.js'
import type { Asked } from '../asked.js'
import { numberIn } from '../numbers.js'
import type { TurnPorts, Utterance } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { periodIn } from '../staff/figures.js'
import { isOfHub } from '../staff/help.js'
import { askText } from './ask.js'
import { findingsText } from './findings.js'
import { buildLater, isBuilding } from './wanted.js'
import { signText } from './narrative.js'
import { noticeText } from './notice-job.js'
import type { Wanted } from './ports.js'
import { isFor, reportCommandIn, type ReportCommand, type ReportKind } from './words.js'

/** After so long she no longer knows what a number stood for. */
const ASKED_MS = 3 * 3_600_000
const LISTED = 9
const NAME = 40

/** A report as far as it is known: what lacks is asked for, one thing at a time. */
export type Begun = Omit<Wanted, 'layout' | 'from' | 'to'> & { from: string; to: string; kind: ReportKind | null }

type Chosen = { programmes: Awaited<ReturnType<TurnPorts['overview']['programmes']>>; period: Days }

/**
 * What one of the hub's own people gets for a word about reports, or as an answer to what she was asked about one; null when hers is none.
 * Viewers compile nothing. While a draft of hers is open a message without days is her answer.
 */
export async function reportByStaff(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  { said }: Utterance,
  asking: Asking,
): Promise<Turn | null> {
  const { contact, draft } = person
  const { words } = asking
  if (!isOfHub(contact) || said.type !== 'text') return null
  const say = (reply: string, jobs = false): Turn => ({
    reply,
    contactId: contact.id,
    hubId: contact.hubId,
    sessionId: null,
    jobs,
  })
  const command = reportCommandIn(said.text, asking.today)
  if (command) {
    const short =
      command.type === 'build' ? command.period === null : command.type === 'sign' && command.number === null
    if (draft && short) return null
    if (contact.role !== 'staff') return say(words.say('staff.not_yours', { hub: hubIn(asking) }))
    if (command.type === 'ask') return say(await askText(routing, ports, person, command.name, asking))
    if (command.type === 'sign') {
      const { reply, jobs } = await signText(ports, routing.newId, person, command.number, asking)
      return say(reply, jobs)
    }
    if (command.type === 'findings') return say(await findingsText(ports, contact.hubId, command.number, words))
    if (command.type === 'notice') {
      const { reply, jobs } = await noticeText(ports, person, command.number, asking)
      return say(reply, jobs)
    }
    return begin(command)
  }
  const { asked } = contact
  if (asked?.type !== 'report' || asked.at <= later(asking.now, -ASKED_MS) || contact.role !== 'staff') return null
  const chosen = asked.choices[(numberIn(said.text, asked.choices.length) ?? 0) - 1]
  if (chosen === undefined) return null
  await ports.people.setAsked(contact.id, null)
  if (asked.want === 'layout') return build({ ...asked.begun, layout: chosen })
  return layoutOf({ ...asked.begun, programmeId: chosen }, await ports.overview.programmes(contact.hubId))

  async function begin({ period, kind, named, public: open }: ReportCommand & { type: 'build' }): Promise<Turn> {
    const all = await ports.overview.programmes(contact.hubId)
    const meant = programmesNamed(all, named)
    if (named !== '' && meant.length === 0) {
      const names = all.slice(0, LISTED).map(({ name }) => quote(name, NAME))
      return say(
        words.say('reports.no_programme', { said: quote(named, NAME), names: names.join(words.say('field.comma')) }),
      )
    }
    const days = period ?? (meant.length === 1 && kind === 'final' ? termOf(meant) : null)
    if (days === null) return say(words.say('reports.which_days'))
    const chosen: Chosen = { programmes: named === '' ? within(meant, days) : meant, period: days }
    const begun = { programmeId: null, from: days.from, to: days.to, public: open, kind }
    if (chosen.programmes.length > 1) return ask('programme', begun, chosen.programmes)
    const [only] = chosen.programmes
    return layoutOf({ ...begun, programmeId: only?.id ?? null }, all)
  }

  async function layoutOf(begun: Begun, programmes: Chosen['programmes']): Promise<Turn> {
    const known = await routing.staffWays.layouts()
    const own = programmes.find(({ id }) => id === begun.programmeId)?.layouts ?? []
    const listed = own.length > 0 ? known.filter((name) => own.includes(name)) : known
    const fitting = listed.filter((name) => isFor(name, begun.kind))
    const choices = fitting.length > 0 ? fitting : listed
    const [only, ...others] = choices
    if (only === undefined) return say(words.say('reports.no_layout', { hub: hubIn(asking) }))
    return others.length > 0
      ? ask(
          'layout',
          begun,
          choices.map((name) => ({ id: name, name: layoutCalled(name, words) })),
        )
      : build({ ...begun, layout: only })
  }

  async function ask(
    want: 'programme' | 'layout',
    begun: Begun,
    choices: { id: string; name: string }[],
  ): Promise<Turn> {
    const listed = choices.slice(0, LISTED)
    const asked: Asked = { type: 'report', want, begun, choices: listed.map(({ id }) => id), at: asking.now }
    await ports.people.setAsked(contact.id, asked)
    const lines = listed.map(({ name }, i) => `${i + 1} ${quote(name, NAME)}`)
    return say([words.say(`reports.which_${want}`), ...lines].join('\n'))
  }

  async function build({ kind: _kind, ...wanted }: Wanted & { kind: ReportKind | null }): Promise<Turn> {
    const { staffWays } = routing
    if (!staffWays.takesFiles(person.standing.address) && staffWays.publicUrl === null)
      return say(words.say('staff.no_link', { hub: hubIn(asking) }))
    const programmes = await ports.overview.programmes(contact.hubId)
    const values = {
      name: reportCalled(wanted, programmes.find(({ id }) => id === wanted.programmeId)?.name ?? hubIn(asking), words),
      layout: layoutCalled(wanted.layout, words),
    }
    if (await isBuilding(ports, person, wanted)) return say(words.say('reports.under_way', values))
    await buildLater(ports, routing.newId(), person, wanted, values.name, asking)
    return say(words.say(asking.speaksLater ? 'reports.building' : 'reports.building_silent', values), true)
  }
}

function programmesNamed<P extends { id: string; name: string }>(all: P[], named: string): P[] {
  if (named === '') return all
  const exactly = called(all, named)
  return exactly.length > 0 ? exactly : calledInPart(all, named)
}

/** Those that ran in these days; all of them where none did. */
function within<P extends { startsOn: string; endsOn: string }>(all: P[], { from, to }: Days): P[] {
  const running = all.filter(({ startsOn, endsOn }) => startsOn <= to && from <= endsOn)
  return running.length > 0 ? running : all
}

const termOf = ([only]: { startsOn: string; endsOn: string }[]): Days | null =>
  only ? { from: only.startsOn, to: only.endsOn } : null

const DELIVERED = ['annual', 'final', 'network', 'platform', 'quarterly']

/** What a layout is called: of the delivered ones in words, of a hub's own by its file. */
export const layoutCalled = (name: string, words: Words): string =>
  DELIVERED.includes(name) ? words.say(`reports.layout_${name}`) : name

/** 「微公益资助 2014年 公开版」: what the report is known by, and its file called. */
const reportCalled = ({ from, to, public: open }: Wanted, programme: string, words: Words): string => {
  const name = `${programme} ${periodIn({ from, to }, words)}`
  return open ? words.say('reports.public_of', { name }) : name
}
