import { type Audience, eitherOf, isEverybody } from '../../broadcasts/audience.js'
import { quote } from '../../forms/prompt.js'
import type { Words } from '../../kernel/words.js'
import type { TurnPorts } from '../ports.js'

const NAMED = 8
const NAME = 16

/** Which organisations an audience means, by name; where a name is both a region and a tag, those by the one and by the other. */
export async function matchedShown(
  { broadcasts }: Pick<TurnPorts, 'broadcasts'>,
  hubId: string,
  audience: Audience,
  words: Words,
): Promise<string[]> {
  // Who is named stands there already.
  if (isEverybody({ ...audience, organisations: [], people: [] })) return []
  const all = await broadcasts.organisations(hubId, audience)
  const matched = (names: string[]) => {
    const more = names.length > NAMED ? words.say('broadcast.more_homes', { rest: names.length - NAMED }) : ''
    const shown = names.slice(0, NAMED).map((name) => quote(name, NAME))
    return { count: names.length, names: shown.join(words.say('field.comma')) + more }
  }
  if (all.length === 0)
    return [words.say(audience.report === 'owed' ? 'broadcast.matched_none_owed' : 'broadcast.matched_none')]
  const either = eitherOf(audience)
  if (either.length === 0) return [words.say('broadcast.matched', matched(all.map(({ name }) => name)))]
  const tagged = new Set((await broadcasts.organisations(hubId, { ...audience, regions: [] })).map(({ id }) => id))
  const namesOf = (isTagged: boolean) => all.flatMap(({ id, name }) => (tagged.has(id) === isTagged ? [name] : []))
  const line = (key: 'matched_region' | 'matched_tag', names: string[]) =>
    names.length > 0 ? [words.say(`broadcast.${key}`, matched(names))] : []
  return [...line('matched_region', namesOf(false)), ...line('matched_tag', namesOf(true))]
}
