import type { Instant } from '../kernel/clock.js'
import { addDays, type Day, daysBetween } from '../kernel/day.js'
import { textIn, type JobHandler } from '../kernel/job.js'
import type { Words } from '../kernel/words.js'
import { dayIn, momentAt } from '../kernel/zone.js'
import { quote } from '../forms/prompt.js'
import { tellStaffOf } from '../conversations/tell-staff.js'
import { waysTo } from '../conversations/reach/ways.js'
import { type Calendar, workingDayFrom } from '../programmes/calendar.js'
import { callDay } from '../programmes/ladder.js'
import { deadlineOf } from '../programmes/obligation.js'
import type { StoredSchedule } from '../programmes/obligations.js'
import { stillOwed, type StillOwed } from '../conversations/obligations/owed.js'
import { titleOf } from '../conversations/salons/words.js'
import { overAt } from '../salons/reminders.js'
import type { SeasonPorts } from './ports.js'
import type { SeasonShell } from './remind-job.js'
import { owedTitle } from '../conversations/obligations/words.js'

/** What staff hear of a morning: each list by organisation, the longest waiting first. */
export interface Digest {
  /** Due today or on the next working day. */
  due: Line[]
  /** Overdue; `call`: reminders are at an end, somebody should call. */
  late: (Line & { days: number; call: boolean })[]
  /** Came in since the last working day. */
  came: (Line & { onTime: boolean })[]
  /** Owe something, and nothing can be brought to anybody of them now. */
  unreachable: Line[]
  /** Titles of salons that were to be over before today and that nobody ended. */
  unended: string[]
  /** Reminders that came too late to be of use since then. */
  dropped: number
}

interface Line {
  organisation: string
  title: string
}

/** Names a line; the rest is counted, and 应交 shows all. */
const SHOWN = 6
const NAME = 16

/** The job `digest`: one message to each of the hub's staff on a working morning, and none when there is nothing to tell. */
export function digestJob(shell: SeasonShell & { calendar: Calendar }): JobHandler {
  return {
    async run({ payload }) {
      const [hubId, zone] = [textIn(payload, 'hubId'), textIn(payload, 'zone')]
      const now = shell.clock.now()
      const told = await shell.transact(async (ports) => {
        const today = dayIn(now, zone)
        const texts = new Map<string, string | null>()
        const digestIn = async (words: Words) =>
          digestText(await digestOf(shell, ports, hubId, today, zone, words), today, words)
        for (const language of ['zh-CN', 'en']) texts.set(language, await digestIn(shell.wordsOf(language)))
        if (texts.get('zh-CN') === null) return false
        await tellStaffOf(shell, ports, hubId, (words) => texts.get(words.language) ?? texts.get('zh-CN') ?? '', now, {
          key: 'digest',
        })
        return true
      })
      shell.nudge()
      return { type: 'done', ...(!told && { code: 'nothing' }) }
    },
  }
}

async function digestOf(
  shell: SeasonShell & { calendar: Calendar },
  ports: SeasonPorts,
  hubId: string,
  today: Day,
  zone: string,
  words: Words,
): Promise<Digest> {
  const organisations = await ports.overview.organisations(hubId)
  const nameOf = (id: string) => organisations.find((one) => one.id === id)?.name ?? ''
  const now = shell.clock.now()
  const schedules = await ports.obligations.schedules(hubId)
  const all = await ports.obligations.list(hubId)
  const ids = [...new Set(all.map(({ organisationId }) => organisationId))]
  const owed = await stillOwed(shell, ports, hubId, ids, today)
  const lineOf = (one: Pick<StillOwed, 'obligation' | 'form'>): Line => ({
    organisation: nameOf(one.obligation.organisationId),
    title: owedTitle(one, words),
  })
  const { calendar } = shell
  const soon = workingDayFrom(calendar, addDays(today, 1), 1)
  const lastMorning = workingDayFrom(calendar, addDays(today, -1), -1)
  const since: Instant = momentAt(lastMorning, 0, zone)
  const filed = await ports.obligations.cameInto(hubId, 'submitted', since)
  // One that was returned meanwhile came in twice: the first time tells whether it was on time.
  const firsts = filed.filter((one, i) => filed.findIndex((other) => other.obligationId === one.obligationId) === i)
  const came = firsts.flatMap(({ obligationId, at }) => {
    const obligation = all.find(({ id }) => id === obligationId)
    const form = obligation && shell.forms.current.find(({ id }) => id === obligation.form)
    if (!obligation || !form) return []
    return [{ ...lineOf({ obligation, form }), onTime: dayIn(at, zone) <= deadlineOf(obligation, obligation.facts) }]
  })
  const unreachable: Line[] = []
  for (const id of new Set(owed.map(({ obligation }) => obligation.organisationId))) {
    const contacts = await ports.colleagues.of(hubId, id)
    const reached = contacts.some(({ addresses }) => waysTo(addresses, shell, now, 'deadline').type === 'ways')
    const first = owed.find(({ obligation }) => obligation.organisationId === id)
    if (!reached && first) unreachable.push(lineOf(first))
  }
  return {
    due: owed.filter(({ deadline }) => deadline >= today && deadline <= soon).map(lineOf),
    late: owed
      .filter(({ state }) => state === 'overdue')
      .map((one) => ({
        ...lineOf(one),
        days: daysBetween(one.deadline, today),
        call: mustCall(one, schedules, calendar, today),
      })),
    came,
    unreachable,
    unended: (await ports.salons.inHub(hubId, ['open']))
      .filter((salon) => dayIn(overAt(salon), zone) < today)
      .map((salon) => titleOf(salon, words)),
    dropped: (await ports.reminders.droppedSince(hubId, lastMorning)).length,
  }
}

function mustCall(
  { obligation, deadline }: StillOwed,
  schedules: StoredSchedule[],
  calendar: Calendar,
  today: Day,
): boolean {
  const ladder = schedules.find(({ id }) => id === obligation.scheduleId)?.schedule.ladder
  return ladder !== undefined && today >= callDay(ladder, deadline, calendar)
}

/** The digest as one message, a line each list that has something; null when none has. */
export function digestText(digest: Digest, today: Day, words: Words): string | null {
  const comma = words.say('field.comma')
  const nameOf = ({ organisation }: Line) => quote(organisation, NAME)
  const withRest = (shown: string, all: Line[]) =>
    all.length > SHOWN ? `${shown}${words.say('digest.more', { rest: all.length - SHOWN })}` : shown
  /** Each organisation once, however many reports of it these are. */
  const named = (lines: Line[]) => {
    const shown = [...new Set(lines.map(nameOf))].slice(0, SHOWN)
    const rest = lines.filter((line) => !shown.includes(nameOf(line))).length
    return shown.join(comma) + (rest > 0 ? words.say('digest.more', { rest }) : '')
  }
  /** Most mornings all are about the same report: its title is said once. */
  const byTitle = <L extends Line>(lines: L[], show: (line: L) => string) => {
    const shown = lines.slice(0, SHOWN)
    const groups = [...new Set(shown.map(({ title }) => title))].map((title) => {
      const of = shown.filter((line) => line.title === title)
      return words.say('digest.group', { title, names: [...new Set(of.map(show))].join(comma) })
    })
    return withRest(groups.join(words.say('digest.and')), lines)
  }
  const { due, late, came, unreachable, unended, dropped } = digest
  const call = late.filter((one) => one.call)
  const oldest = late.toSorted((a, b) => b.days - a.days)
  const lines = [
    due.length > 0 && words.say('digest.due', { count: due.length, names: byTitle(due, nameOf) }),
    late.length > 0 &&
      words.say('digest.late', {
        count: late.length,
        names: byTitle(oldest, (one) => words.say('digest.days', { organisation: nameOf(one), days: one.days })),
      }),
    call.length > 0 && words.say('digest.call', { count: call.length, names: named(call) }),
    came.length > 0 &&
      words.say('digest.came', {
        count: came.length,
        onTime: came.filter(({ onTime }) => onTime).length,
        names: named(came),
      }),
    unreachable.length > 0 && words.say('digest.unreachable', { count: unreachable.length, names: named(unreachable) }),
    unended.length > 0 && words.say('digest.unended', { names: unended.slice(0, SHOWN).join(comma) }),
    dropped > 0 && words.say('digest.dropped', { count: dropped }),
  ].filter((line) => line !== false)
  if (lines.length === 0) return null
  return [words.say('digest.hello', { today }), ...lines, words.say('digest.next')].join('\n')
}
