import type { Day } from '../kernel/day.js'
import type { ExportHub, RecordsToRead } from '../records/export-ports.js'
import type { Choice } from '../records/export.js'
import { typedDay } from './typed-day.js'

/** The options that say which records, as typed. */
export interface ChoiceOptions {
  hub?: string
  programme?: string
  grantee?: string
  from?: string
  to?: string
}

interface Nameable {
  id: string
  name: string
  aliases?: string[]
}

/** Which records are meant, or everything that is wrong with the options, each as a sentence for the person who typed them. */
export async function choose(
  records: Pick<RecordsToRead, 'hubs' | 'programmes' | 'organisations'>,
  options: ChoiceOptions,
): Promise<{ ok: true; choice: Choice } | { ok: false; faults: string[] }> {
  const faults: string[] = []
  const from = dayIn('--from', options.from, 'first', faults)
  const to = dayIn('--to', options.to, 'last', faults)
  if (from && to && from > to) faults.push(`--from ${from} 晚于 --to ${to} / --from is after --to`)
  const hub = theHub(await records.hubs(), options.hub, faults)
  if (hub === null) return { ok: false, faults }

  const programme = options.programme
    ? find('资助项目', 'programme', await records.programmes(hub.id), options.programme, faults)
    : null
  const grantee = options.grantee
    ? find('受助机构', 'grantee', await records.organisations(hub.id), options.grantee, faults)
    : null
  if (faults.length > 0) return { ok: false, faults }
  const named = (found: Nameable | null) => found && { id: found.id, name: found.name }
  const range = { ...(from && { from }), ...(to && { to }) }
  return { ok: true, choice: { hub, programme: named(programme), grantee: named(grantee), range } }
}

/** No records of two hubs are ever mixed: with one hub it is that, with several it must be named. */
export function theHub(hubs: ExportHub[], typed: string | undefined, faults: string[]): ExportHub | null {
  if (typed) return find('枢纽机构', 'hub', hubs, typed, faults)
  const [only] = hubs
  if (only && hubs.length === 1) return only
  faults.push(
    only
      ? `有多个枢纽机构，请用 --hub 指定 / several hubs, choose with --hub: ${hubs.map(({ name }) => name).join('、')}`
      : '数据库里还没有枢纽机构，请先运行 jianbao load 文件 / there is no hub yet: run jianbao load FILE',
  )
  return null
}

export function find<T extends Nameable>(
  chinese: string,
  english: string,
  all: T[],
  typed: string,
  faults: string[],
): T | null {
  const wanted = plain(typed)
  const matches = all.filter((each) => each.id === typed || namesOf(each).some((name) => plain(name) === wanted))
  const [match] = matches
  if (match && matches.length === 1) return match
  if (match) {
    const list = matches.map(({ name, id }) => `${name} (${id})`).join('、')
    faults.push(`有多个${chinese}叫「${typed}」，请改用编号 / several are called so, use the id: ${list}`)
    return null
  }
  const near = all
    .map((each) => ({
      name: each.name,
      likeness: Math.max(...namesOf(each).map((name) => likeness(plain(name), wanted))),
    }))
    .filter((each) => each.likeness >= 0.3)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, 5)
  const hint = near.length > 0 ? `。相近的有 / near: ${near.map(({ name }) => name).join('、')}` : ''
  faults.push(`没有叫「${typed}」的${chinese} / no such ${english}${hint}`)
  return null
}

const namesOf = ({ name, aliases }: Nameable): string[] => [name, ...(aliases ?? [])]
const plain = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/\s/g, '')

/**
 * How many characters two names share, 0 to 1; one within the other is near whatever their lengths. One character alone
 * (「会」) makes nothing alike.
 */
function likeness(a: string, b: string): number {
  const [left, right] = [new Set(a), new Set(b)]
  const shared = [...left].filter((character) => right.has(character)).length
  if (shared < 2) return 0
  if (a.includes(b) || b.includes(a)) return 1
  return (2 * shared) / (left.size + right.size)
}

function dayIn(option: string, typed: string | undefined, end: 'first' | 'last', faults: string[]): Day | null {
  if (typed === undefined) return null
  const read = typedDay(typed, end)
  if (read.ok) return read.day
  faults.push(option + read.fault)
  return null
}
