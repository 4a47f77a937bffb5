import { isEverybody, readAudience } from '../../broadcasts/audience.js'
import { EMPTY, isEmpty } from '../../broadcasts/broadcast.js'
import { hubIn } from '../../engine/service.js'
import type { Turn } from '../route.js'
import { choosable } from './choosable.js'
import { say, startWriting, type Writing } from './write.js'

/**
 * 「催一下没交的」, 「催催麦田」: a broadcast to those of them who have not handed in what is asked, with a word that can be changed, or with what
 * she is writing. Null where the words mean nobody, or no reports are asked by a schedule.
 */
export async function urge(writing: Writing, { whom, sure }: { whom: string; sure: boolean }): Promise<Turn | null> {
  const { ports, person, asking } = writing
  const { contact, draft } = person
  const all = await choosable(ports, person)
  const read = readAudience(whom, all)
  if (!all.reports || read?.unclear !== '' || read.audience.salon !== null || read.audience.report === 'in') return null
  if ((draft || !sure) && read.audience.report === null) return null
  if (isEverybody(read.audience) && !sure) return null
  if (contact.role !== 'staff') return say(writing, asking.words.say('broadcast.not_yours', { hub: hubIn(asking) }))
  const report = read.audience.report ?? 'owed'
  const text = asking.words.say(report === 'returned' ? 'broadcast.urge_returned' : 'broadcast.urge_owed')
  const written = contact.asked?.type === 'broadcast' ? await ports.broadcasts.draftOf(contact.id) : null
  const content = written && !isEmpty(written.content) ? written.content : { ...EMPTY, text }
  return startWriting(writing, content, { ...read.audience, report })
}
