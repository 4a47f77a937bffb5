import type { Compilation, CompilationInputs, Compilations, ListedCompilation, Stale } from '../records/compilations.js'
import { accepted } from './accepted-version.js'
import { insert, one, type Sql } from './sql.js'

const COLUMNS = 'c.id, c.hubId, c.kind, c.name, c.public, c.madeAt, c.byContactId, c.fromOn, c.toOn'
const LAST_FIRST = 'ORDER BY c.madeAt DESC, c.id DESC'

type Stored<T extends Compilation> = Omit<T, 'public'> & { public: number }
const made = <T extends Compilation>(row: Stored<T>): T => ({ ...row, public: row.public === 1 }) as unknown as T

type Made = { compilation: Pick<Compilation, 'madeAt' | 'id'> }
const lastFirst = ({ compilation: a }: Made, { compilation: b }: Made): number =>
  a.madeAt === b.madeAt ? (a.id < b.id ? 1 : -1) : a.madeAt < b.madeAt ? 1 : -1

/** Rows of one statement. */
const TOGETHER = 100

export const databaseCompilations = (sql: Sql): Compilations => ({
  async add(compilation, recordIds, photoIds, inputs) {
    await insert(sql, 'compilations', { ...compilation, public: compilation.public ? 1 : 0 })
    const put = async (table: string, column: string, ids: string[]) => {
      const all = [...new Set(ids)]
      for (let i = 0; i < all.length; i += TOGETHER) {
        const some = all.slice(i, i + TOGETHER)
        await sql.run(
          `INSERT INTO ${table} (compilationId, ${column}) VALUES ${some.map(() => '(?, ?)').join(', ')}`,
          some.flatMap((id) => [compilation.id, id]),
        )
      }
    }
    await put('compilation_records', 'recordId', recordIds)
    await put('compilation_photos', 'photoId', photoIds)
    if (inputs)
      await insert(sql, 'compilation_inputs', { compilationId: compilation.id, content: JSON.stringify(inputs) })
  },

  async inputsOf(hubId, compilationId) {
    const found = await one<{ content: string }>(
      sql,
      `SELECT i.content FROM compilation_inputs i JOIN compilations c ON c.id = i.compilationId
       WHERE c.hubId = ? AND c.id = ?`,
      [hubId, compilationId],
    )
    return found && (JSON.parse(found.content) as CompilationInputs)
  },

  async list(hubId) {
    const rows = await sql.all<Stored<Omit<ListedCompilation, 'figured'>> & { figured: number }>(
      `SELECT ${COLUMNS}, p.name AS byName,
         (SELECT COUNT(*) FROM compilation_inputs i WHERE i.compilationId = c.id) AS figured,
         (SELECT COUNT(*) FROM compilation_records x WHERE x.compilationId = c.id) AS records,
         (SELECT COUNT(*) FROM compilation_photos x WHERE x.compilationId = c.id) AS photos
       FROM compilations c LEFT JOIN contacts p ON p.id = c.byContactId WHERE c.hubId = ? ${LAST_FIRST}`,
      [hubId],
    )
    return rows.map(({ figured, ...row }) => ({
      ...made<Omit<ListedCompilation, 'figured'>>(row),
      figured: figured > 0,
    }))
  },

  async staleOf(hubId, compilationIds) {
    if (compilationIds?.length === 0) return []
    const chosen = compilationIds ? `AND c.id IN (${compilationIds.map(() => '?').join(', ')})` : ''
    const rows = await sql.all<Stored<Compilation> & Stale>(
      `SELECT ${COLUMNS}, r.id AS recordId, r.chainId,
         CASE WHEN COALESCE(n.state, r.state) = 'withdrawn' THEN 'withdrawn'
           WHEN r.currentOf IS NULL THEN 'replaced' ELSE 'recounted' END AS why
       FROM compilations c JOIN compilation_records x ON x.compilationId = c.id JOIN records r ON r.id = x.recordId
       LEFT JOIN records n ON n.currentOf = r.chainId
       WHERE c.hubId = ? ${chosen} AND ((r.currentOf IS NULL AND NOT (c.public = 1 AND ${accepted('r')})) OR r.state = 'withdrawn' OR EXISTS (
         SELECT 1 FROM record_events e WHERE e.chainId = r.chainId AND e.field = 'counts' AND e.at > c.madeAt)) ${LAST_FIRST}, r.id`,
      [hubId, ...(compilationIds ?? [])],
    )
    const shown = await sql.all<Stored<Compilation> & Stale>(
      `SELECT ${COLUMNS}, r.id AS recordId, r.chainId, 'consent' AS why
       FROM compilations c JOIN compilation_photos x ON x.compilationId = c.id
       JOIN compilation_records y ON y.compilationId = c.id JOIN records r ON r.id = y.recordId
       JOIN record_photos z ON z.recordId = r.id AND z.photoId = x.photoId
       WHERE c.hubId = ? ${chosen} AND (
         EXISTS (SELECT 1 FROM photo_withdrawals w WHERE w.photoId = x.photoId AND w.at > c.madeAt)
         OR EXISTS (
           SELECT 1 FROM photos p JOIN photos v ON v.sha256 = p.sha256 JOIN photo_withdrawals w ON w.photoId = v.id
           WHERE p.id = x.photoId AND w.hubId = c.hubId AND w.at > c.madeAt)) ${LAST_FIRST}, r.id, z.position`,
      [hubId, ...(compilationIds ?? [])],
    )
    const found = new Map<string, { compilation: Compilation; stale: Stale[] }>()
    for (const { recordId, chainId, why, ...row } of [...rows, ...shown]) {
      const one = found.get(row.id) ?? { compilation: made<Compilation>(row), stale: [] }
      found.set(row.id, one)
      one.stale.push({ recordId, chainId, why })
    }
    return [...found.values()].toSorted(lastFirst)
  },

  async withPhoto(hubId, photoId) {
    const rows = await sql.all<Stored<Compilation>>(
      `SELECT DISTINCT ${COLUMNS} FROM photos p JOIN photos v ON v.id = p.id OR v.sha256 = p.sha256
       JOIN compilation_photos x ON x.photoId = v.id JOIN compilations c ON c.id = x.compilationId
       WHERE p.id = ? AND c.hubId = ? ${LAST_FIRST}`,
      [photoId, hubId],
    )
    return rows.map((row) => made(row))
  },
})
