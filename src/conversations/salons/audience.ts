import type { Standing } from '../../kernel/message.js'
import type { TurnPorts } from '../ports.js'

/**
 * Whom an invitation goes to: the people, each for one organisation, with those who are not bound yet (they are asked when they come), and the
 * organisations none of whom is.
 */
export interface Audience {
  organisations: number
  /** How many people are bound, and how many of them cannot be written to now. */
  reached: number
  later: number
  people: { contactId: string; organisationId: string }[]
  unbound: string[]
}

/** The programmes of a hub with grants that run, by name. */
export async function programmesOf(
  { overview }: Pick<TurnPorts, 'overview'>,
  hubId: string,
): Promise<{ id: string; name: string }[]> {
  const active = (await overview.grants({ hubId })).filter(({ status }) => status === 'active')
  return [...new Map(active.map(({ programmeId, programmeName }) => [programmeId, programmeName]))].map(
    ([id, name]) => ({ id, name }),
  )
}

/**
 * All grantees of a programme whose grant runs. Somebody who files for several is asked once: for her own organisation where that is among
 * them.
 */
export async function audience(
  { overview, colleagues }: Pick<TurnPorts, 'overview' | 'colleagues'>,
  hubId: string,
  programmeId: string,
  isOpen: (standing: Standing) => boolean,
): Promise<Audience> {
  const granted = (await overview.grants({ hubId, programmeId })).filter(({ status }) => status === 'active')
  const named = new Map(granted.map(({ organisationId, organisationName }) => [organisationId, organisationName]))
  const own = new Map((await colleagues.inHub(hubId)).map(({ id, organisationId }) => [id, organisationId]))
  const people = new Map<string, string>()
  const bound = new Set<string>()
  const open = new Set<string>()
  const reached = new Set<string>()
  for (const organisationId of named.keys()) {
    for (const { contactId, addresses } of await colleagues.of(hubId, organisationId)) {
      if (addresses.length > 0) {
        bound.add(contactId)
        if (addresses.some(({ standing }) => isOpen(standing))) open.add(contactId)
        reached.add(organisationId)
      }
      if (!people.has(contactId) || own.get(contactId) === organisationId) people.set(contactId, organisationId)
    }
  }
  return {
    organisations: reached.size,
    reached: bound.size,
    later: bound.size - open.size,
    people: [...people].map(([contactId, organisationId]) => ({ contactId, organisationId })),
    unbound: [...named].flatMap(([id, name]) => (reached.has(id) ? [] : [name])),
  }
}
