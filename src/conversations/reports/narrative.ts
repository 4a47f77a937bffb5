import { withNotes, type NarrativeFact, type Writer } from '../../extraction/narrative.js'
import type { Asking } from '../../forms/field-kind.js'
import { quote } from '../../forms/prompt.js'
import type { Instant } from '../../kernel/clock.js'
import type { NewId } from '../../kernel/id.js'
import { textIn, type JobHandler } from '../../kernel/job.js'
import type { Words } from '../../kernel/words.js'
import type { CompiledFigure } from '../../records/compilations.js'
import { localTime } from '../../records/local-time.js'
import type { Person, TurnPorts } from '../ports.js'
import type { TurnShell } from '../receive.js'
import type { Known } from '../route.js'
import { sayLater } from '../say-later.js'
import { staffAt } from '../staff/asker.js'
import { buildLater, wantedIn } from './wanted.js'
import type { ReportDraft, Wanted } from './ports.js'
import { reportsOf } from './stale.js'

const NAME = 40

/** Wishes for the job `report_narrative`. `about`: what the report is called; its years need no source. */
export const narrativeLater = (
  { outbox }: Pick<TurnPorts, 'outbox'>,
  { addressId }: Pick<Person, 'addressId'>,
  compilationId: string,
  about: string,
  wanted: Wanted,
  now: Instant,
): Promise<void> =>
  outbox.add({
    kind: 'report_narrative',
    key: `report_narrative:${compilationId}`,
    lane: 'report_narrative',
    payload: { ...wanted, addressId, compilationId, about },
    dueAt: now,
  })

const factsOf = (figures: readonly CompiledFigure[]): NarrativeFact[] =>
  figures.map(({ name, min, max, shown }, i) => ({ ref: `F${i + 1}`, name, min, max, shown }))

/**
 * The job `report_narrative`: paragraphs drafted from the figures a report was made with, marked as a draft, to who asked for the report. Where the model
 * is of no use, or wrote a number that has no source, nobody hears of it; a hub that lets nothing leave the machine has no drafts.
 */
export function reportNarrative(shell: TurnShell & { writer: Writer | null }): JobHandler {
  const { transact, clock, writer } = shell
  return {
    async run({ payload }) {
      const [addressId, id] = [textIn(payload, 'addressId'), textIn(payload, 'compilationId')]
      const about = textIn(payload, 'about')
      const asked = await transact(async (ports) => {
        const hubId = (await staffAt(ports, addressId))?.contact.hubId
        if (hubId === undefined || (await ports.privacy.of(hubId)).rulesOnly) return null
        const inputs = await ports.compilations.inputsOf(hubId, id)
        const before = await ports.reportDrafts.find(hubId, id)
        return inputs && !before ? { hubId, facts: factsOf(inputs.figures) } : null
      })
      if (!asked || !writer) return { type: 'done', code: 'not_wanted' }
      const { hubId, facts } = asked
      const written = await writer.write(hubId, about, facts)
      if (!written.ok) return { type: 'done', code: written.code }
      await transact(async (ports) => {
        const person = await staffAt(ports, addressId)
        if (person?.contact.hubId !== hubId || (await ports.reportDrafts.find(hubId, id))) return
        const content = {
          ...withNotes(written.paragraphs, facts),
          ...(payload['layout'] && { wanted: wantedIn(payload) }),
        }
        const draft = { compilationId: id, hubId, content, madeAt: clock.now() }
        await ports.reportDrafts.add(draft)
        const report = (await reportsOf(ports, hubId)).find((each) => each.id === id)
        const words = shell.wordsOf(person.contact.language)
        const values = { name: quote(report?.name ?? about, NAME), number: report?.number ?? 0 }
        const text = [
          words.say('reports.draft', values),
          ...linesOf(draft, words),
          words.say('reports.draft_how', values),
        ]
        await sayLater(shell, ports, person, [text.join('\n')], clock.now())
      })
      shell.nudge()
      return { type: 'done' }
    },
  }
}

const linesOf = ({ content }: Pick<ReportDraft, 'content'>, words: Words): string[] => [
  ...content.paragraphs.flatMap(({ title, text }) => ['', title, text]),
  '',
  ...content.notes.map((note) => words.say('reports.draft_note', note)),
]

/**
 * 「签 3」: she stands for what was drafted; it is given once more, without the mark of a draft, and the report is made again with it. Without a number
 * the newest that waits.
 */
export async function signText(
  ports: Pick<TurnPorts, 'compilations' | 'reportDrafts' | 'outbox'>,
  newId: NewId,
  person: Known,
  number: number | null,
  asking: Asking,
): Promise<{ reply: string; jobs: boolean }> {
  const { contact } = person
  const { words, now } = asking
  const say = (reply: string) => ({ reply, jobs: false })
  const { hubId, zone } = contact
  for (const report of await reportsOf(ports, hubId)) {
    if (number !== null && report.number !== number) continue
    const draft = await ports.reportDrafts.find(hubId, report.id)
    if (!draft || (number === null && draft.signedAt !== null)) continue
    const name = quote(report.name, NAME)
    const day = (at: Instant) => localTime(at, zone).slice(0, 16).replace('T', ' ')
    if (!(await ports.reportDrafts.sign(hubId, report.id, contact.id, now)))
      return say(
        words.say('reports.signed_before', { name, by: draft.signedByName ?? '', at: day(draft.signedAt ?? now) }),
      )
    const signed = words.say('reports.signed', { name, by: contact.name, at: day(now) })
    const { wanted } = draft.content
    if (wanted) await buildLater(ports, newId(), person, wanted, report.name.replace(/\.docx$/, ''), asking)
    const again = wanted ? [words.say(asking.speaksLater ? 'reports.signed_file' : 'reports.signed_file_silent')] : []
    return { reply: [signed, ...linesOf(draft, words), ...again].join('\n'), jobs: wanted !== undefined }
  }
  return say(words.say('reports.nothing_to_sign'))
}
