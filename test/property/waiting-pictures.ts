import type { Field } from '../../src/forms/form.js'
import { later } from '../../src/kernel/clock.js'
import { addPictures, listOf, photosOf, type Picture } from './draft.js'
import type { Person } from './person.js'

const HOUR = 3_600_000
/** Pictures before a form; more are not kept. */
const MOST_WAITING = 9

export const mostOf = (field: Field): number => (field.options as { most: number }).most

/** Of a picture that a colleague sent she who changes what was filed knows only if it was lost before. */
export const isLost =
  ({ draft, role, organisation }: Person) =>
  ({ media, out }: Picture): boolean =>
    !out &&
    organisation.people.some((one) => {
      const lostAt = one.pictures.get(media)?.lostAt ?? null
      return lostAt !== null && (one.role === role || !draft?.revises || lostAt < draft.revises.at)
    })

/** Puts pictures where they belong in the album of the draft. */
export function intoDraft(me: Person, field: Field, pictures: Picture[]): void {
  addPictures(listOf(me.draft!.albums, field), pictures, mostOf(field), isLost(me))
}

/** It waits an hour for a form. */
export function awaitForm(me: Person, picture: Picture): void {
  const waiting = me.waiting[me.phone]!
  const since = later(me.world.clock.now(), -HOUR)
  waiting.splice(
    0,
    waiting.length,
    ...[...waiting.filter(({ sentAt }) => sentAt > since), picture].slice(-MOST_WAITING),
  )
}

/** Those that waited go into the form that she chose, or wait for another where that asks for none. */
export function takeWaiting(me: Person): void {
  const since = later(me.world.clock.now(), -HOUR)
  const field = photosOf(me.draft!)
  if (!field) return
  const pictures = me.waiting[me.phone]!.splice(0).filter(({ sentAt }) => sentAt > since)
  for (const picture of pictures) belongs(me, picture)
  intoDraft(me, field, pictures)
}

export const messageOf = (me: Person, media: string) =>
  me.said.find(({ message: { said } }) => said.type === 'media' && said.ref.id === media)!
export const belongs = (me: Person, { media }: Picture): void => void (messageOf(me, media).ofDraft = true)
