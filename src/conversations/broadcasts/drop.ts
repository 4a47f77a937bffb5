import { type Broadcast, type Content, isEmpty } from '../../broadcasts/broadcast.js'
import { stopBroadcast } from './stop-now.js'
import type { Writing } from './write.js'

/** She does not send what she was writing; what stands in a group by now stays in the list, as one that was stopped. Gives what she hears. */
export async function drop({ ports, asking }: Pick<Writing, 'ports' | 'asking'>, draft: Broadcast): Promise<string> {
  const posted = await isPosted(ports, draft)
  if (posted) await stopBroadcast(ports, draft, asking.now)
  else await ports.broadcasts.remove(draft.id)
  return asking.words.say(posted ? 'broadcast.dropped_posted' : 'broadcast.dropped')
}

/** What she was writing, for this to take its place; not what stands in a group by now. */
export async function draftFor(writing: Writing, content: Content): Promise<Broadcast | null> {
  const draft = await writing.ports.broadcasts.draftOf(writing.person.contact.id)
  if (!draft || isEmpty(content) || !(await isPosted(writing.ports, draft))) return draft
  await drop(writing, draft)
  return null
}

/** Whether it is in a group, or on its way there. */
const isPosted = async ({ broadcasts }: Writing['ports'], { id }: Broadcast): Promise<boolean> =>
  (await broadcasts.groups(id)).some(({ state }) => state !== 'failed')
