import type { Day } from '../kernel/day.js'
import { called, near, type Nameable } from '../people/names.js'
import type { ExportHub, RecordsToRead } from '../records/export-ports.js'
import type { Choice } from '../records/export.js'
import { typedDay } from '../kernel/typed-day.js'

/** The options that say which records, as typed. */
export interface ChoiceOptions {
  hub?: string
  programme?: string
  grantee?: string
  from?: string
  to?: string
}

/** Which records are meant, or everything that is wrong with the options, each as a sentence for the person who typed them. */
export async function choose(
  records: Pick<RecordsToRead, 'hubs' | 'programmes' | 'organisations'>,
  options: ChoiceOptions,
): Promise<{ ok: true; choice: Choice } | { ok: false; faults: string[] }> {
  const faults: string[] = []
  const range = rangeOf(options, faults)
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
  return { ok: true, choice: { hub, programme: named(programme), grantee: named(grantee), range } }
}

/** The days that were typed; what is wrong with them becomes a fault. */
export function rangeOf(options: Pick<ChoiceOptions, 'from' | 'to'>, faults: string[]): { from?: Day; to?: Day } {
  const from = dayIn('--from', options.from, 'first', faults)
  const to = dayIn('--to', options.to, 'last', faults)
  if (from && to && from > to) faults.push(`--from ${from} 晚于 --to ${to} / --from is after --to`)
  return { ...(from && { from }), ...(to && { to }) }
}

/** No records of two hubs are ever mixed: with one hub it is that, with several it must be named. */
export function theHub(hubs: ExportHub[], typed: string | undefined, faults: string[]): ExportHub | null {
  if (typed) return find('枢纽机构', 'hub', hubs, typed, faults)
  const [only] = hubs
  if (only && hubs.length === 1) return only
  faults.push(
    only
      ? `有多个枢纽机构，请用 --hub 指定 / several hubs, choose with --hub: ${hubs.map(({ name }) => name).join('、')}`
      : '数据库里还没有枢纽机构，请先运行 npx jianbao load config/hub.yaml / there is no hub yet: run npx jianbao load FILE',
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
  const matches = called(all, typed)
  const [match] = matches
  if (match && matches.length === 1) return match
  if (match) {
    const list = matches.map(({ name, id }) => `${name} (${id})`).join('、')
    faults.push(`有多个${chinese}叫「${typed}」，请改用编号 / several are called so, use the id: ${list}`)
    return null
  }
  const alike = near(all, typed)
  const hint = alike.length > 0 ? `。相近的有 / near: ${alike.map(({ name }) => name).join('、')}` : ''
  faults.push(`没有叫「${typed}」的${chinese} / no such ${english}${hint}`)
  return null
}

function dayIn(option: string, typed: string | undefined, end: 'first' | 'last', faults: string[]): Day | null {
  if (typed === undefined) return null
  const read = typedDay(typed, end)
  if (read.ok) return read.day
  faults.push(option + read.fault)
  return null
}
