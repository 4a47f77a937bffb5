import { normaliseText } from '../kernel/numeral.js'
import { endsIn, plain } from '../people/names.js'
import { leftOut } from './left-out.js'

/** How the reports stand of those who get it. `owed`: something is asked for and not in (late or not). */
export const REPORT_STATES = ['owed', 'overdue', 'returned', 'in'] as const
export type ReportState = (typeof REPORT_STATES)[number]

/** What an organisation answered to a salon; `silent`: nothing. */
export const ANSWERS = ['yes', 'no', 'maybe', 'silent'] as const
export type SalonAnswer = (typeof ANSWERS)[number]

export interface Named {
  id: string
  name: string
}

/** A contact of a grantee. */
export interface NamedPerson extends Named {
  organisation: string
  organisationId: string
}

/**
 * Whom it goes to, as data: all conditions hold at once, of several values of one any. A name that is a region and a tag at once stands in both,
 * and either will do, as of organisations and people that are named. Without a condition it is everybody of the hub's list.
 */
export interface Audience {
  /** Of those that were written before they could be named there is none. */
  organisations?: Named[]
  people?: NamedPerson[]
  programmes: Named[]
  regions: string[]
  tags: string[]
  report: ReportState | null
  /** Who is left out: whom any of these means. */
  except?: Audience[]
  salon: (Named & { answers: SalonAnswer[] }) | null
}

export const EVERYBODY: Audience = { programmes: [], regions: [], tags: [], report: null, salon: null }

/** What a hub can choose from; `salon` is the one that words about a salon mean: the next, else the last. */
export interface Choosable {
  organisations: (Named & { aliases: string[] })[]
  people: NamedPerson[]
  programmes: Named[]
  regions: string[]
  tags: string[]
  salon: Named | null
  /** Whether it asks for reports by a schedule. */
  reports: boolean
  /** Where it does not: who has not filed yet, as 谁还没交 counts. */
  missing?: Named[]
}

const REPORTS: [ReportState, RegExp][] = [
  ['overdue', /逾期(?:没交|未交)?|过期(?:没交|未交)?|overdue/i],
  ['returned', /(?:被)?退回|要补的|returned/i],
  ['owed', /(?:还)?(?:没有?|未)(?:交|填|报|提交)|欠交|missing|owed/i],
  ['in', /(?:已经?|都)?(?:交了|交过|已交|已提交|提交了|filed)/i],
]
const OWED = REPORTS.filter(([state]) => state === 'owed')
const SALONS: [SalonAnswer, RegExp][] = [
  ['no', /不参加|不来|not coming/i],
  ['maybe', /待定|maybe/i],
  ['silent', /(?:还)?(?:没有?|未)(?:回复?|回应|报名)|no answer/i],
  ['yes', /参加|报名|要来|coming/i],
]
/** Words between the conditions, and polite ones round them. */
const AROUND =
  /只?(?:发)?给|发到|全部|所有人?|这[几两三四五六七八九十]家|大家|每个人|机构|组织|伙伴|单位|联系人|沙龙|活动|工作|简报|报告|项目|资助|地区|标签|里面?|中|并且|而且|或者|或|和|与|及|都|的|了|人|那些|这些|everybody|everyone|all|with|and|the|of|who|is|are|report|salon/giu

/** What staff say of whom; `unclear` is what of it names nothing the hub has. Null where it says nothing at all. */
export function readAudience(said: string, choosable: Choosable): Read | null {
  const text = normaliseText(said).trim()
  if (text === '') return null
  const isCondition = (words: string) => {
    const { audience, unclear } = readConditions(words, choosable)
    return unclear === '' && !isEverybody(audience) && !audience.organisations && !audience.people
  }
  const { out, rest } = leftOut(text, isCondition)
  if (out === null) return readConditions(text, choosable)
  const main = readConditions(rest, choosable)
  const whole = readConditions(out, choosable)
  // 「除了麦田和没交的」 leaves out both; 「除了麦田和青云社」 is one condition.
  const pieces = conditionsOf(whole.audience) > 1 && /[和与及跟、]/.test(out) ? out.split(/[和与及跟、]/) : [out]
  const read = pieces.map((piece) => ({ piece, ...readConditions(piece, choosable) }))
  const some = read.filter(({ nobodyLags }) => !nobodyLags)
  const unclear = some.map((each) => (isEverybody(each.audience) ? each.piece : each.unclear))
  return {
    ...main,
    audience: { ...main.audience, ...(some.length > 0 && { except: some.map(({ audience }) => audience) }) },
    unclear: [main.unclear, ...unclear].filter((words) => words !== '').join(' '),
  }
}

/** `nobodyLags`: it is for those who have not filed, and all have. */
interface Read {
  audience: Audience
  unclear: string
  nobodyLags?: true
}

function readConditions(text: string, choosable: Choosable): Read {
  let rest = text
  const take = (name: string): boolean => {
    const at = rest.toLowerCase().indexOf(normaliseText(name).toLowerCase())
    if (at < 0) return false
    rest = `${rest.slice(0, at)} ${rest.slice(at + normaliseText(name).length)}`
    return true
  }
  const named = <T>(all: T[], nameOf: (one: T) => string): T[] =>
    all.toSorted((a, b) => nameOf(b).length - nameOf(a).length).filter((one) => take(nameOf(one)))
  /** 「标签 环保」, 「环保标签」: that kind and no other. */
  const labelled = (names: string[], label: string): string[] =>
    names.filter((name) => [`${label}${name}`, `${label} ${name}`, `${name}${label}`, `${name} ${label}`].some(take))
  const [taggedOnly, placesOnly] = [labelled(choosable.tags, '标签'), labelled(choosable.regions, '地区')]
  const programmes = named(choosable.programmes, ({ name }) => name)
  const organisations = namedOrganisations(choosable, take)
  const { people, rest: unnamed } = namedPeople(choosable, rest)
  rest = unnamed
  const stems = [...new Set(choosable.regions.flatMap(stemsOf))]
    .toSorted((a, b) => b.length - a.length)
    .filter((stem) => [`${stem}市`, `${stem}省`, stem].some(take))
  const regions = choosable.regions.filter(
    (name) => placesOnly.includes(name) || stemsOf(name).some((stem) => stems.includes(stem)),
  )
  const alsoTags = choosable.tags.filter((tag) => stems.includes(normaliseText(tag)))
  const tags = [...taggedOnly, ...alsoTags, ...named(choosable.tags, (name) => name)]
  const found = <T>(patterns: [T, RegExp][]): T[] =>
    patterns.flatMap(([value, pattern]) => {
      const match = pattern.exec(rest)
      if (match) rest = rest.replace(match[0], ' ')
      return match ? [value] : []
    })
  const about = /沙龙|salon/i.test(rest) || /参加|报名|待定/.test(rest)
  const answers = choosable.salon && about ? found(SALONS) : []
  const [report = null] = choosable.reports ? found(REPORTS) : []
  const { missing } = choosable
  const lag = !choosable.reports && missing !== undefined && found(OWED).length > 0
  if (lag) organisations.push(...withAliases(missing))
  const salon = choosable.salon && answers.length > 0 ? { ...choosable.salon, answers } : null
  const left = rest
    .replace(AROUND, ' ')
    .split(/[\s,，、;；。:：()（）]+/)
    .filter((word) => word !== '')
  const unclear = left.filter((word) => {
    const [only, ...others] = choosable.organisations.filter((each) => isPartOf(each, word))
    if (only && others.length === 0) organisations.push(only)
    if (only) return others.length > 0
    // 「小路」 is 「项目专员小路」.
    const hers = choosable.people.filter(({ name }) => endsIn(plain(name), word.replace(HONORIFIC, '')))
    if (hers.length === 1) people.push(...hers)
    return hers.length !== 1
  })
  const them = [...new Map(organisations.map(({ id, name }) => [id, { id, name }])).values()]
  const whose = new Set(them.map(({ id }) => id))
  // 「麦田的小田」 is one person, and of several that are called so hers.
  const hers = people.filter(
    (one) => whose.has(one.organisationId) || !people.some((o) => o.name === one.name && whose.has(o.organisationId)),
  )
  const others = them.filter(({ id }) => !hers.some(({ organisationId }) => organisationId === id))
  const audience = {
    ...(others.length > 0 && { organisations: others }),
    ...(hers.length > 0 && { people: hers }),
    programmes,
    regions,
    tags,
    report,
    salon,
  }
  return { audience, unclear: unclear.join(' '), ...(lag && missing.length === 0 && { nobodyLags: true as const }) }
}

const withAliases = (all: Named[]): Choosable['organisations'] => all.map((one) => ({ ...one, aliases: [] }))

const namesOf = ({ name, aliases }: Choosable['organisations'][number]): string[] => [name, ...aliases]

/** Those that are called by one of their names; what is the name of a place, tag or programme, too, means that. */
function namedOrganisations({ organisations, programmes, regions, tags }: Choosable, take: (name: string) => boolean) {
  const others = new Set([...regions.flatMap(stemsOf), ...regions, ...tags, ...programmes.map(({ name }) => name)])
  return organisations
    .flatMap((each) => namesOf(each).map((name) => ({ each, name })))
    .filter(({ name }) => name.length >= 2 && !others.has(name))
    .toSorted((a, b) => b.name.length - a.name.length)
    .flatMap(({ each, name }) => (take(name) ? [each] : []))
}

const AHEAD = /(?:^|[\s,，、;；。:：()（）和与及跟给的])$/u
const HONORIFIC = /(?<=..)(?:老师|同学|两位|俩)$/u
const BEHIND = /^(?:老师|同学|两位|俩)?(?:$|[\s,，、;；。:：()（）和与及跟的都])/u

/** Those whose whole name stands apart: 「小田」 is not in 「小田园」. */
function namedPeople({ people, tags }: Choosable, text: string): { people: NamedPerson[]; rest: string } {
  const names = [...new Set(people.map(({ name }) => name))]
    .filter((name) => name.length >= 2 && text.includes(name) && !tags.includes(name))
    .toSorted((a, b) => b.length - a.length)
  let rest = text
  const called = names.filter((name) => {
    const at = rest.indexOf(name)
    const behind = rest.slice(at + name.length)
    if (at < 0 || !AHEAD.test(rest.slice(0, at)) || !BEHIND.test(behind)) return false
    rest = `${rest.slice(0, at)} ${behind.replace(/^(?:老师|同学|两位|俩)/u, '')}`
    return true
  })
  return { people: people.filter(({ name }) => called.includes(name)), rest }
}

const isPartOf = (each: Choosable['organisations'][number], word: string): boolean =>
  word.length >= 2 && namesOf(each).some((name) => normaliseText(name).includes(word))

/** What a place is called: 南昌市 also 南昌, 江西省南昌市 too. */
const stemsOf = (region: string): string[] => {
  const bare = (name: string) => name.replace(/(?<=..)[省市]$/u, '')
  const last = region.split(/(?<=..)省|[\s·-]+/u).findLast((part) => part !== '') ?? region
  return [...new Set([bare(region), bare(last)])].map((name) => normaliseText(name))
}

/** The tags of an audience that are the name of one of its regions, too. */
export const eitherOf = ({ regions, tags }: Pick<Audience, 'regions' | 'tags'>): string[] =>
  tags.filter((tag) => regions.some((region) => stemsOf(region).includes(normaliseText(tag))))

/** How many kinds of conditions it has. */
const conditionsOf = ({ organisations = [], people = [], programmes, regions, tags, report, salon }: Audience) =>
  [[...organisations, ...people], programmes, [...regions, ...tags], report ?? [], salon ?? []].filter(
    (values) => !Array.isArray(values) || values.length > 0,
  ).length

export const isEverybody = (audience: Audience): boolean =>
  conditionsOf(audience) === 0 && (audience.except ?? []).length === 0
