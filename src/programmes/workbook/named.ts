import { near, plain } from '../../people/names.js'
import type { KnownRow } from '../register.js'
import type { Findings } from './answers.js'
import type { Row } from './layout.js'
import { spotOf } from './spots.js'
import type { Spot } from './told.js'

type NamedSheet = 'funders' | 'programmes'

/** Something that is called by a code or its one name. */
export interface Named<K extends NamedSheet> extends Omit<KnownRow, 'id'> {
  id?: string | undefined
  key: string
  row: Row<K> | null
}

/** The funders or programmes of a hub, known and new: each row is the one with its code, or else with its name. */
export function namedOf<K extends NamedSheet>(what: string, rows: Row<K>[], known: KnownRow[], { faults }: Findings) {
  const all: Named<K>[] = known.map((each) => ({ ...each, key: each.id, row: null }))
  for (const row of rows) {
    const { code, name } = (row as Row<NamedSheet>).cells
    if (!name && !code) continue
    const coded = code ? all.find((each) => each.code === code) : undefined
    const named = name ? all.find((each) => plain(each.name) === plain(name)) : undefined
    const fault = (column: 'code' | 'name', message: string) =>
      void faults.push({ ...spotOf(row as Row<NamedSheet>, column), message })
    const found = coded ?? named
    if (!found) {
      const key = code ?? `name:${plain(name ?? '')}`
      all.push({ key, code: code ?? null, name: name ?? code ?? '', row })
    } else if (found.row) {
      if (named) fault('name', `「${name}」和第 ${found.row.row} 行重复 / stands twice`)
    } else if (named && named !== found) {
      fault('name', `「${name}」已有编号「${named.code ?? '（无）'}」，这里写了「${code}」 / it has another code`)
    } else if (code && found.code !== null && found.code !== code) {
      fault('code', `「${name}」已有编号「${found.code}」，这里写了「${code}」 / it has another code`)
    } else {
      Object.assign(found, { row, code: found.code ?? code ?? null, name: name ?? found.name })
    }
  }
  /** The one that a cell means, the only one there is where it says nothing; null when it was told that this cannot be said. */
  const refer = (text: string | null | undefined, spot: Spot): Named<K> | null => {
    if (!text) {
      const [only] = all
      if (only && all.length === 1) return only
      faults.push({
        ...spot,
        refers: [what],
        message: only
          ? `有几个${what}，请写是哪一个 / which one`
          : `还没有${what}，请先写进「${what}」表 / there is none`,
      })
      return null
    }
    const found = all.find(
      (each) => each.code === text.normalize('NFKC').toLowerCase() || plain(each.name) === plain(text),
    )
    if (found) return found
    const like = near(
      all.map((each) => ({ id: each.key, name: each.name })),
      text,
    ).map(({ name }) => name)
    faults.push({
      ...spot,
      refers: [what],
      message: `没有「${text}」这个${what}${like.length > 0 ? `，是不是 ${like.join('、')}` : `，请先写进「${what}」表`} / no such one`,
    })
    return null
  }
  return { all, refer }
}
