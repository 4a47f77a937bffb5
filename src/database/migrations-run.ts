import type { DataSource } from 'typeorm'

/** Names of the migrations run on this database, oldest first; none where it has no tables yet. */
export async function migrationsRun(source: DataSource): Promise<string[]> {
  const runner = source.createQueryRunner()
  try {
    if (!(await runner.hasTable('migrations'))) return []
    const rows = (await runner.query('SELECT name FROM migrations ORDER BY id')) as { name: string }[]
    return rows.map(({ name }) => name)
  } finally {
    await runner.release()
  }
}
