import type { Asking } from '../../forms/field-kind.js'
import { formIn, type Form } from '../../forms/form.js'
import type { Because } from '../../records/because.js'
import type { FiledRecord } from '../../records/record.js'
import type { FilingNeeds } from '../file.js'
import type { TurnPorts } from '../ports.js'
import { tellOne } from '../tell-staff.js'
import { confirmAsked } from './to-confirm.js'

/**
 * A record that staff typed on the phone is filed: who typed is among its events, and who spoke is asked whether it is right, at once where
 * she may be written to and has nothing open, or when she is next free.
 */
export async function typedFor(
  routing: FilingNeeds,
  ports: TurnPorts,
  { id, chainId, version, hubId, contactId, typedBy }: FiledRecord,
  form: Form,
  spoke: string | null,
  asking: Asking,
): Promise<void> {
  if (typedBy === null) return
  const { now } = asking
  const event = {
    chainId,
    recordId: id,
    field: null,
    from: null,
    to: null,
    messageId: asking.messageId || null,
    at: now,
  }
  const why = spoke ?? ('told_by_phone' satisfies Because)
  if (version === 1) await ports.records.addEvents(hubId, [{ ...event, type: 'typed', why, byContactId: typedBy }])
  // Where the organisation has no contact nobody can confirm.
  if (contactId === typedBy) return
  await ports.people.addAsk(contactId, { type: 'confirm_record', recordId: id })
  // Of a correction she hears what was changed.
  if (version > 1) return
  const staff = await ports.colleagues.find(hubId, typedBy)
  await tellOne(
    routing,
    ports,
    await ports.colleagues.find(hubId, contactId),
    async (words, { contact, draft, standing }) => {
      if (!contact || contact.left || routing.reach(standing, now).type !== 'open') return null
      const { title } = formIn(form, words.language)
      if (draft) return words.say('phone.confirm_later', { staff: staff?.name ?? '', title })
      const question = await confirmAsked(routing, ports, contact, id, { ...asking, words })
      if (question !== null) await ports.people.setAsked(contact.id, { type: 'confirm_record', recordId: id, at: now })
      return question
    },
    now,
  )
}
