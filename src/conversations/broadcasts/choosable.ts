import type { Choosable } from '../../broadcasts/audience.js'
import { quote } from '../../forms/prompt.js'
import type { Words } from '../../kernel/words.js'
import type { TurnPorts } from '../ports.js'
import type { Known } from '../route.js'

/** One line each kind that there is. */
export function choosableShown({ programmes, regions, tags, reports, salon }: Choosable, words: Words): string[] {
  const listed = (names: string[]) =>
    names
      .slice(0, 8)
      .map((name) => quote(name, 20))
      .join(words.say('field.comma'))
  return [
    ...(programmes.length > 1
      ? [words.say('broadcast.choose_programmes', { names: listed(programmes.map(({ name }) => name)) })]
      : []),
    ...(regions.length > 0 ? [words.say('broadcast.choose_regions', { names: listed(regions) })] : []),
    ...(tags.length > 0 ? [words.say('broadcast.choose_tags', { names: listed(tags) })] : []),
    ...(reports ? [words.say('broadcast.choose_reports')] : []),
    ...(salon ? [words.say('broadcast.choose_salon', { title: quote(salon.name, 20) })] : []),
  ]
}

/** What a hub can choose from. */
export async function choosable(
  ports: Pick<TurnPorts, 'broadcasts' | 'salons' | 'overview'>,
  { contact: { hubId } }: Pick<Known, 'contact'>,
): Promise<Choosable> {
  const open = await ports.salons.inHub(hubId, ['open'])
  const salon = open[0] ?? (await ports.salons.inHub(hubId, ['ended'])).at(-1)
  return {
    ...(await ports.broadcasts.choosable(hubId)),
    people: await ports.broadcasts.people(hubId),
    organisations: await ports.overview.organisations(hubId),
    salon: salon ? { id: salon.id, name: salon.topic } : null,
  }
}
