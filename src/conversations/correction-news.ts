import { changesIn } from '../engine/revision.js'
import { hubIn } from '../engine/service.js'
import type { Session } from '../engine/session.js'
import type { Asking } from '../forms/field-kind.js'
import { type Form, formIn } from '../forms/form.js'
import { quote } from '../forms/prompt.js'
import type { Words } from '../kernel/words.js'
import type { FiledRecord, RecordVersion } from '../records/record.js'
import type { Person, TurnPorts } from './ports.js'
import { differenceLines, nameOf } from './record/shown.js'
import { movedLater } from './reports/moved-job.js'
import { reportsOf } from './reports/stale.js'
import type { Routing } from './route.js'
import { tellOne, tellStaffOf } from './tell-staff.js'

type Contact = NonNullable<Person['contact']>
type Needs = Pick<Routing, 'newId' | 'wordsOf' | 'reach' | 'split'>

/** The hub changed what she filed: she hears what and why. */
export async function tellCorrected(
  routing: Needs,
  ports: TurnPorts,
  { name: staff, hubId }: Contact,
  { form, session, record }: { form: Form; session: Session; record: FiledRecord },
  asking: Asking,
): Promise<void> {
  const listed = await ports.records.listedOne(hubId, record.id)
  await tellOne(
    routing,
    ports,
    await ports.colleagues.find(hubId, record.contactId),
    async (words) => {
      const own = formIn(form, words.language)
      const values = {
        hub: hubIn({ ...asking, words }),
        staff,
        name: listed ? nameOf(own, listed, words) : own.title,
        reason: record.reason ?? '',
      }
      const changes = differenceLines(changesIn(own, session, words), words)
      return [
        words.say('returned.corrected_by_hub', values),
        ...changes,
        words.say('returned.corrected_foot', values),
      ].join('\n')
    },
    asking.now,
  )
}

const NAME = 40

/** A correction waits for review, and changes what was made of the version before: staff hear both. Who of them wrote it hears the first only with the second. */
export async function tellCorrection(
  routing: Needs,
  ports: TurnPorts,
  contact: Contact,
  before: RecordVersion,
  { form, record }: { form: Form; record: FiledRecord },
  { now }: Asking,
): Promise<void> {
  const all = await ports.compilations.staleOf(contact.hubId)
  const reports = new Set((await reportsOf(ports, contact.hubId)).map(({ id }) => id))
  const holding = all.filter((one) => one.stale.some(({ recordId }) => recordId === before.id))
  // Of reports staff hear when it is known which of their figures moved.
  if (holding.some(({ compilation }) => reports.has(compilation.id))) await movedLater(ports, record, false, now)
  const stale = holding
    .filter(({ compilation }) => !reports.has(compilation.id))
    .map(({ compilation }) => quote(compilation.name, NAME))
  const { organisationName = '' } = (await ports.records.listedOne(contact.hubId, before.id)) ?? {}
  const news = (words: Words) => {
    const values = { organisation: organisationName, title: formIn(form, words.language).title, staff: contact.name }
    const names = [...new Set(stale)].slice(0, 3).join(words.say('field.comma'))
    const old = stale.length > 0 ? [words.say('review.stale', { names, count: stale.length })] : []
    const key = contact.role === 'staff' ? 'review.correction_by_hub' : 'review.correction_waits'
    return [words.say(key, values), ...old].join('\n')
  }
  await tellStaffOf(routing, ports, contact.hubId, news, now, {
    but: stale.length > 0 ? null : contact.id,
  })
}
