import type { TurnPorts, Unsaid } from './ports.js'

/** What news is about that may be settled before she hears it: a record that came back, a draft that a colleague took. */
export const ofReturned = (recordId: string): string => `returned:${recordId}`
export const ofTaken = (draftId: string): string => `taken:${draftId}`
const ABOUT = /^(?<what>returned|taken):(?<id>[^:]+)/u

/** Whether what waited to be said is still so: what was changed, filed or given back meanwhile is no news. */
export async function isStillSo(
  { records, drafts }: Pick<TurnPorts, 'records' | 'drafts'>,
  contact: { id: string; hubId: string },
  { key }: Unsaid,
): Promise<boolean> {
  const { what, id = '' } = ABOUT.exec(key)?.groups ?? {}
  if (what === undefined) return true
  if (what === 'returned') {
    const record = await records.find(contact.hubId, id)
    return record !== null && record.state === 'returned' && record.current
  }
  const draft = await drafts.find(id)
  return draft !== null && draft.open && draft.heldBy !== contact.id
}
