import { hubIn } from '../engine/service.js'
import type { Asking } from '../forms/field-kind.js'
import { formIn } from '../forms/form.js'
import { quote } from '../forms/prompt.js'
import { later } from '../kernel/clock.js'
import { event } from '../records/decide.js'
import type { ListedRecord } from '../records/record-reads.js'
import type { TurnPorts } from './ports.js'
import { nameOf } from './record/shown.js'
import type { Known, Routing } from './route.js'
import { tellStaffOf } from './tell-staff.js'

/** After so long it is about something else. */
const RECENT_MS = 7 * 24 * 3_600_000
/** Longer is a story. */
const MOST = 60

const DENIES =
  /^(?:啊|哎呀?|诶|咦|呃|嗯)*[，,\s]*(?:这|你们?|那)?(?:也|都|可)?(?:不对|不是(?:这样|的|这么回事|那样)?(?:$|[，,。！!\s啊呀吧的])|[改写弄搞]错|错了|没有?这回事|不应该改|不该改|不同意|谁(?:让|叫)?你?们?改|原来的(?:才|就)?(?:是)?对|我(?:填|写|报|交)的(?:才|就)?(?:是)?对)|^(?:that is |this is |it is )?(?:wrong|not right|not so)\b/iu

/**
 * 「不对」, 「不是这样」 of one who was told that the hub corrected what she filed: it is among what happened to the record, staff hear it in her words, and
 * she hears that they do. Null where it is anything else.
 */
export async function disputes(
  routing: Pick<Routing, 'forms' | 'newId' | 'wordsOf' | 'reach' | 'split'>,
  ports: TurnPorts,
  { contact }: Known,
  text: string,
  asking: Asking,
): Promise<string | null> {
  const said = text.trim()
  if (said.length > MOST || !DENIES.test(said)) return null
  const listed = await correctedByHub(ports, contact, asking)
  const record = listed && (await ports.records.find(contact.hubId, listed.id))
  if (!record) return null
  const { words, now, messageId } = asking
  const by = { contactId: contact.id, messageId: messageId || null }
  const objected = event(record, { type: 'objected', field: null, from: null, to: null, why: said }, by, now)
  await ports.records.addEvents(contact.hubId, [objected])
  const form = await routing.forms.find(ports.drafts, record.form, record.formVersion)
  const { name, organisationName: organisation, hubId } = contact
  const called = (theirs: Asking['words']) => nameOf(formIn(form, theirs.language), listed, theirs)
  await tellStaffOf(
    routing,
    ports,
    hubId,
    (theirs) => theirs.say('review.disputed', { name, organisation, record: called(theirs), said }),
    now,
  )
  return words.say('returned.disputed', { hub: hubIn(asking), name: called(words), said: quote(said, 40) })
}

/** What she filed and the hub corrected lately, the last first. */
async function correctedByHub(
  { records, drafts }: Pick<TurnPorts, 'records' | 'drafts'>,
  { id, hubId }: Known['contact'],
  { now }: Asking,
): Promise<ListedRecord | null> {
  for (const row of await records.ofContact(hubId, id)) {
    if (row.filedAt <= later(now, -RECENT_MS)) return null
    const record = row.version > 1 ? await records.find(hubId, row.id) : null
    if (record?.contactId !== id) continue
    const session = (await drafts.find(record.sessionId))?.session
    if (session?.revision?.byHub) return row
  }
  return null
}
