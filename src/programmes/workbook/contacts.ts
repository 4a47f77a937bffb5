import { plain } from '../../people/names.js'
import type { Known, Register } from '../register.js'
import { type Answers, type Findings, saidSame } from './answers.js'
import type { Directory } from './directory.js'
import { refOf } from './listed.js'
import { nameOf } from './grants.js'
import type { Row } from './layout.js'
import { spotOf } from './spots.js'

/**
 * Each row is the contact with its code, or else of that name in that organisation. Another name beside her code may be hers or her
 * successor's, whom her accounts are not: that is asked, and so is a new name where the one of before stands in no row. A telephone number
 * tells who it is.
 */
export function contactsIn(
  rows: Row<'contacts'>[],
  { known, directory, answers, found }: { known: Known; directory: Directory; answers: Answers; found: Findings },
): Register['contacts'] {
  const natural = (of: string, name: string) => JSON.stringify([of, plain(name)])
  const called = new Map<string, Known['contacts']>()
  for (const each of known.contacts) {
    const key = natural(each.organisationId, each.name)
    called.set(key, [...(called.get(key) ?? []), each])
  }
  const organisationsOf = (name: string) => [
    ...known.contacts.flatMap((each) => (plain(each.name) === plain(name) ? [each.organisationId] : [])),
    ...entries.flatMap((each) => (plain(each.entry.name) === plain(name) ? [each.of] : [])),
  ]
  const inWorkbook = new Set(
    rows.flatMap(({ cells: { organisation, name, code } }) => {
      const of = organisation ? directory.known(organisation) : undefined
      const coded = code ? known.contacts.find((each) => each.code === code) : undefined
      return [...(of && name ? [natural(of, name)] : []), ...(coded ? [natural(coded.organisationId, coded.name)] : [])]
    }),
  )
  const entries: { of: string; row: number; entry: Register['contacts'][number] }[] = []
  for (const row of rows) {
    const fault = (column: keyof typeof row.cells, message: string) =>
      void found.faults.push({ ...spotOf(row, column), message })
    const { code, name, role, left, precedence, phone, organisations: typed } = row.cells
    const organisation = row.cells.organisation
      ? directory.refer(row.cells.organisation, spotOf(row, 'organisation'))
      : null
    const further = (typed ?? []).map((each) => directory.refer(each, spotOf(row, 'organisations')))
    if (!organisation || !name || further.some((each) => each === null)) continue
    const kind = organisation.rows.map(({ cells }) => cells.kind).find((each) => each) ?? organisation.kind
    if (role && kind !== 'hub') fault('role', '只有枢纽自己的人才写角色 / only people of the hub itself have a role')
    const ofHubs = [organisation, ...further].filter(
      (each) => (each?.rows.map(({ cells }) => cells.kind).find((kind) => kind) ?? each?.kind) === 'hub',
    )
    if (further.length > 0 && ofHubs.length > 0)
      fault('organisations', '枢纽自己的人不替受助机构填，受助机构的人也不属于枢纽 / not with a hub')
    const of = nameOf(organisation)
    const coded = code ? known.contacts.find((each) => each.code === code) : undefined
    if (coded && coded.organisationId !== of && plain(coded.name) !== plain(name)) {
      fault('code', `编号「${code}」是「${coded.name}」 / this code is somebody else`)
      continue
    }
    if (coded && plain(coded.name) !== plain(name) && !saidSame(answers, coded.name, name))
      found.questions.push({ ...spotOf(row, 'name'), name, like: [coded.name], about: 'person' })
    const named = coded ?? called.get(natural(of, name))?.find((each) => !code || each.code === null)
    const before = named ?? (code ? undefined : calledOtherwise(of, name, row))
    const ofSame = entries.filter((each) => each.of === of)
    const twin = ofSame.find(
      ({ entry }) =>
        (before && entry.id === before.id) || (plain(entry.name) === plain(name) && (!code || !entry.code)),
    )
    if (twin)
      fault('name', `「${name}」和第 ${twin.row} 行重复；是两个人就各写一个编号 / stands twice, else give them codes`)
    if (precedence && ofSame.some(({ entry }) => entry.precedence === precedence && !entry.left))
      found.notes.push({
        ...spotOf(row, 'precedence'),
        message: `「${organisation.name}」有两位同一顺位 / two of one rank`,
      })
    const elsewhere = before ? undefined : organisationsOf(name).find((each) => each !== of)
    if (elsewhere !== undefined)
      found.notes.push({
        ...spotOf(row, 'name'),
        message: `「${name}」在另一家机构也有一位；是同一个人，就在她那一行的「也替谁填」写上这家 / one of this name is in another organisation`,
      })
    entries.push({
      of,
      row: row.row,
      entry: {
        id: before?.id,
        key: code ?? `name:${of}/${plain(name)}`,
        code: before?.code ?? code ?? null,
        at: spotOf(row),
        organisation: refOf(organisation),
        name,
        invitation: null,
        role: role ?? (before?.role === 'viewer' ? 'viewer' : undefined),
        organisations: typed === undefined ? undefined : further.flatMap((each) => (each ? [refOf(each)] : [])),
        left: left ?? undefined,
        precedence,
        phone,
      },
    })
  }
  return entries.map(({ entry }) => entry)

  /** Who had another name until now: by her number, or because it was said; else that is asked. */
  function calledOtherwise(of: string, name: string, row: Row<'contacts'>): Known['contacts'][number] | undefined {
    const { phone, precedence = null } = row.cells
    const gone = known.contacts.filter(
      (each) => each.organisationId === of && each.leftAt === null && !inWorkbook.has(natural(of, each.name)),
    )
    const same = gone.find((each) => (phone && each.phone === phone) || saidSame(answers, each.name, name))
    if (same || answers.fresh(name)) return same
    const perhaps = gone.filter((each) => each.precedence === precedence && (!phone || each.phone === null))
    if (perhaps.length > 0)
      found.questions.push({
        ...spotOf(row, 'name'),
        name,
        like: perhaps.map((each) => each.name),
        about: 'called',
      })
    return undefined
  }
}
