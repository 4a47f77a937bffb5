import type { Instant } from '../../kernel/clock.js'
import type { FiledRecord } from '../../records/record.js'
import type { TurnPorts } from '../ports.js'

/** A record that staff typed on the phone is filed: who typed is among its events, and who spoke is asked when she is next here. */
export async function typedFor(
  ports: Pick<TurnPorts, 'records' | 'people'>,
  { id, chainId, hubId, contactId, typedBy }: Pick<FiledRecord, 'id' | 'chainId' | 'hubId' | 'contactId' | 'typedBy'>,
  spoke: string | null,
  messageId: string | null,
  at: Instant,
): Promise<void> {
  if (typedBy === null) return
  const event = { chainId, recordId: id, field: null, from: null, to: null, messageId, at }
  await ports.records.addEvents(hubId, [{ ...event, type: 'typed', why: spoke, byContactId: typedBy }])
  // Where the organisation has no contact nobody can confirm.
  if (contactId !== typedBy) await ports.people.addAsk(contactId, { type: 'confirm_record', recordId: id })
}
