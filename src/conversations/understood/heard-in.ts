import type { ExtractedActivity } from '../../extraction/activity.js'
import type { Asking } from '../../forms/field-kind.js'
import { plain } from '../../people/names.js'
import type { TurnPorts } from '../ports.js'
import type { Known } from '../route.js'
import { understand, type Understood } from './understand.js'

/** What a text tells, as it was `read`, its places by the names that the hub knows for short. */
export async function heardIn(
  { learntNames }: Pick<TurnPorts, 'learntNames'>,
  { hubId, organisationId }: Pick<Known['contact'], 'hubId' | 'organisationId'>,
  text: string,
  { today }: Pick<Asking, 'today'>,
  read?: ExtractedActivity[],
): Promise<Understood | null> {
  const places = read ? [] : await learntNames.placesKnown(hubId, organisationId)
  const understood = understand(text, today, places, read)
  if (!understood) return null
  const PLACE = 'activity.place'
  const said = understood.activities.flatMap(({ facts, doubtful }) => facts[PLACE] ?? doubtful[PLACE] ?? [])
  const known = await learntNames.placesOf(hubId, [...new Set(said.map(plain))])
  const activities = understood.activities.map((one) => {
    const { facts, doubtful } = one
    const name = plain(facts[PLACE] ?? doubtful[PLACE] ?? '')
    const place = known.find((each) => each.said === name)?.means
    const { [PLACE]: _, ...others } = doubtful
    return place === undefined ? one : { ...one, facts: { ...facts, [PLACE]: place }, doubtful: others }
  })
  return { ...understood, activities }
}
