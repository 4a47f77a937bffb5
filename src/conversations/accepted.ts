import { hubIn } from '../engine/service.js'
import type { Asking } from '../forms/field-kind.js'
import type { RecordVersion } from '../records/record.js'
import type { TurnPorts } from './ports.js'
import { lifeOf, nameOf } from './record/shown.js'
import type { Routing } from './route.js'
import { tellOne } from './tell-staff.js'

/** Who filed what was accepted hears so in one line, of all at once, and what was `said` along with it, unless she accepted it herself: now, or with her next answer. */
export async function tellAccepted(
  routing: Pick<Routing, 'forms' | 'newId' | 'wordsOf' | 'reach' | 'split'>,
  ports: Pick<TurnPorts, 'records' | 'drafts' | 'colleagues' | 'people' | 'outbox'>,
  records: RecordVersion[],
  by: string,
  asking: Asking,
  said: string | null = null,
): Promise<void> {
  for (const contactId of new Set(records.map((record) => record.contactId))) {
    const hers = records.filter((record) => record.contactId === contactId)
    const [{ hubId } = { hubId: '' }] = hers
    if (contactId === by) continue
    await tellOne(
      routing,
      ports,
      await ports.colleagues.find(hubId, contactId),
      async (words, { contact }) => {
        if (!contact || contact.left) return null
        const names: string[] = []
        for (const { id } of hers) {
          const life = await lifeOf(routing, ports, hubId, id, words)
          if (life) names.push(nameOf(life.form, life.listed, words))
        }
        const values = { hub: hubIn({ ...asking, words }), names: names.join(words.say('field.comma')) }
        const editing = await editedNow(ports, hers, contactId)
        return [
          words.say('returned.accepted', values),
          ...(said === null ? [] : [words.say('returned.accepted_said', { said })]),
          ...(editing ? [words.say('returned.accepted_editing')] : []),
        ].join('\n')
      },
      asking.now,
    )
  }
}

/** Whether she is just changing one of these, which from now on is a correction. */
async function editedNow(
  { drafts }: Pick<TurnPorts, 'drafts'>,
  records: RecordVersion[],
  contactId: string,
): Promise<boolean> {
  for (const { chainId } of records) if ((await drafts.revising(chainId))?.heldBy === contactId) return true
  return false
}

/** Who filed what is opened again hears so and why, and that nothing is asked of her: now, or with her next answer. */
export async function tellReopened(
  routing: Pick<Routing, 'forms' | 'newId' | 'wordsOf' | 'reach' | 'split'>,
  ports: Pick<TurnPorts, 'records' | 'drafts' | 'colleagues' | 'people' | 'outbox'>,
  { id, hubId, contactId }: RecordVersion,
  by: string,
  reason: string,
  asking: Asking,
): Promise<void> {
  if (contactId === by) return
  await tellOne(
    routing,
    ports,
    await ports.colleagues.find(hubId, contactId),
    async (words, { contact }) => {
      const life = contact && !contact.left ? await lifeOf(routing, ports, hubId, id, words) : null
      const hub = hubIn({ ...asking, words })
      return life && words.say('returned.reopened', { hub, name: nameOf(life.form, life.listed, words), reason })
    },
    asking.now,
  )
}
