import type { Asking } from '../../forms/field-kind.js'
import { quote } from '../../forms/prompt.js'
import { textIn, type JobHandler } from '../../kernel/job.js'
import type { Person, TurnPorts } from '../ports.js'
import type { TurnShell } from '../receive.js'
import { sayLater } from '../say-later.js'
import { staffAt } from '../staff/asker.js'
import type { Known } from '../route.js'
import type { ReportDesk } from './ports.js'
import { reportsOf, staleReports } from './stale.js'

const LISTED = 8
const NAME = 40

/** 「更正说明 3」: the draft of what to write to the funder, made by a job; 「更正说明」: which reports need one. */
export async function noticeText(
  ports: Pick<TurnPorts, 'compilations' | 'outbox'>,
  person: Known,
  number: number | null,
  { words, speaksLater, messageId, now }: Asking,
): Promise<{ reply: string; jobs: boolean }> {
  const { hubId } = person.contact
  const stale = await staleReports(ports, hubId)
  if (number === null) {
    const lines = stale
      .slice(0, LISTED)
      .map(({ report }) => words.say('reports.stale_one', { number: report.number, name: quote(report.name, NAME) }))
    const [first] = stale
    const how = first ? [words.say('reports.stale_how', { number: first.report.number })] : []
    return {
      reply: [words.say(first ? 'reports.stale' : 'reports.none_stale'), ...lines, ...how].join('\n'),
      jobs: false,
    }
  }
  const found = stale.find(({ report }) => report.number === number)
  if (!found) {
    const known = (await reportsOf(ports, hubId)).find((report) => report.number === number)
    const values = { number, name: quote(known?.name ?? '', NAME) }
    return { reply: words.say(known ? 'reports.not_stale' : 'reports.no_such', values), jobs: false }
  }
  await ports.outbox.add({
    kind: 'report_notice',
    key: `report_notice:${messageId}`,
    lane: 'report',
    payload: { addressId: person.addressId, compilationId: found.report.id },
    dueAt: now,
  })
  const values = { name: quote(found.report.name, NAME) }
  return { reply: words.say(speaksLater ? 'reports.noticing' : 'reports.noticing_silent', values), jobs: true }
}

/** The job `report_notice`: the 更正说明 as it is now, to who asked and is staff still. */
export function reportNotice(shell: TurnShell & { desk: Pick<ReportDesk, 'moved'> }): JobHandler {
  const { transact, clock } = shell
  return {
    async run({ payload, givenUp }) {
      const [addressId, id] = [textIn(payload, 'addressId'), textIn(payload, 'compilationId')]
      const asked = await transact(async (ports) => {
        const person: Person | null = await staffAt(ports, addressId)
        const hubId = person?.contact?.hubId
        if (!hubId) return null
        const stale = (await staleReports(ports, hubId)).find(({ report }) => report.id === id)
        return { hubId, compiled: stale?.compiled ?? null }
      })
      if (!asked) return { type: 'done', code: 'not_staff' }
      const correction = asked.compiled && (await shell.desk.moved(asked.hubId, asked.compiled, givenUp))
      await transact(async (ports) => {
        const person = await staffAt(ports, addressId)
        if (person?.contact.hubId !== asked.hubId) return
        const words = shell.wordsOf(person.contact.language)
        await sayLater(shell, ports, person, [correction?.notice ?? words.say('reports.nothing_moved')], clock.now())
      })
      shell.nudge()
      return { type: 'done' }
    },
  }
}
