import type { Choosable } from '../../broadcasts/audience.js'
import { quote } from '../../forms/prompt.js'
import type { Words } from '../../kernel/words.js'
import type { TurnPorts } from '../ports.js'
import type { Known } from '../route.js'
import { thisMonth } from '../staff/commands.js'
import { unfiled } from '../staff/missing.js'
import type { Writing } from './write.js'

/** One line each kind that there is. */
export function choosableShown(
  { programmes, regions, tags, reports, missing = [], salon }: Choosable,
  words: Words,
): string[] {
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
    ...(missing.length > 0 ? [words.say('broadcast.choose_missing', { count: missing.length })] : []),
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

/** The same for whom a broadcast is written: where no schedule asks for reports, with those that 谁还没交 names. */
export async function choosableBy({ routing, ports, person, asking }: Writing): Promise<Choosable> {
  const all = await choosable(ports, person)
  if (all.reports) return all
  const { hubId } = person.contact
  const hub = {
    filed: await ports.overview.filed(hubId),
    grants: await ports.overview.grants({ hubId }),
    drafts: await ports.overview.openDrafts(hubId),
    forms: routing.forms.current,
  }
  return { ...all, missing: unfiled(hub, thisMonth(asking.today), asking.words) }
}
