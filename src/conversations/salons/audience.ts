import type { Audience } from '../../broadcasts/audience.js'
import type { Standing } from '../../kernel/message.js'
import type { TurnPorts } from '../ports.js'

/**
 * Whom an invitation goes to: the people, each for one organisation, with those who are not bound yet (they are asked when they come), and the
 * organisations none of whom is.
 */
export interface Invited {
  organisations: number
  /** How many people are bound, how many of them cannot be written to now, and who wants no broadcasts. */
  reached: number
  later: number
  out: Set<string>
  people: { contactId: string; organisationId: string }[]
  unbound: string[]
}

/**
 * All who file for the organisations that are meant. Somebody who files for several is asked once: for her own organisation where that is among
 * them.
 */
export async function invited(
  { broadcasts, colleagues }: Pick<TurnPorts, 'broadcasts' | 'colleagues'>,
  hubId: string,
  audience: Audience,
  isOpen: (standing: Standing) => boolean,
): Promise<Invited> {
  const meant = await broadcasts.organisations(hubId, audience)
  const own = new Map((await colleagues.inHub(hubId)).map(({ id, organisationId }) => [id, organisationId]))
  const people = new Map<string, string>()
  const [bound, open, out, reached] = [new Set<string>(), new Set<string>(), new Set<string>(), new Set<string>()]
  for (const { id: organisationId } of meant) {
    for (const { contactId, addresses } of await colleagues.of(hubId, organisationId)) {
      const first = !people.has(contactId)
      if (first || own.get(contactId) === organisationId) people.set(contactId, organisationId)
      if (addresses.length > 0) reached.add(organisationId)
      if (first && (await broadcasts.isOut(contactId))) out.add(contactId)
      else if (first && addresses.length > 0) {
        bound.add(contactId)
        if (addresses.some(({ standing }) => isOpen(standing))) open.add(contactId)
      }
    }
  }
  return {
    organisations: reached.size,
    reached: bound.size,
    later: bound.size - open.size,
    out,
    people: [...people].map(([contactId, organisationId]) => ({ contactId, organisationId })),
    unbound: meant.flatMap(({ id, name }) => (reached.has(id) ? [] : [name])),
  }
}
