import type { Person, TurnPorts } from '../ports.js'

/** Who asked from this address, under her lock; null when she is not staff any more, or nobody we know. */
export async function staffAt(
  { people }: Pick<TurnPorts, 'people'>,
  addressId: string,
): Promise<(Person & { contact: NonNullable<Person['contact']> }) | null> {
  const person = await people.holdById(addressId)
  return person?.contact?.role === 'staff' ? { ...person, contact: person.contact } : null
}
