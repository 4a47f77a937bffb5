import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { migrations } from '../../src/database/migrations/all.js'
import { writerOf, type DatabaseSettings } from '../../src/database/sources.js'

const value = z.union([z.string(), z.number(), z.null()])
const tables = z.record(z.string(), z.array(z.record(z.string(), value)))

/** An installation as an older release left it. */
export interface Release {
  version: string
  /** Half an hour after the last of its rows was written: when it is brought up to date. */
  upgradedAt: string
  /** How many official accounts of the demo's hub it served besides the WeCom app. */
  accounts: number
  /** The changes of tables that came after it. */
  later: string[]
  /** Makes its tables in an empty database and puts its rows there; the number of rows by table. */
  make(settings: DatabaseSettings): Promise<Record<string, number>>
}

/** What is written beside this release's rows. */
export const keptOf = (version: string, what = ''): unknown =>
  JSON.parse(readFileSync(new URL(`../../../test/database/release-${version}${what}.json`, import.meta.url), 'utf8'))

/** The release whose tables came from the first `made` migrations, with its rows, those that others point at first. */
export function releaseOf({
  made,
  ...release
}: Pick<Release, 'version' | 'upgradedAt' | 'accounts'> & { made: number }): Release {
  return {
    ...release,
    later: migrations.slice(made).map(({ name }) => name),
    async make(settings) {
      const rows = tables.parse(keptOf(release.version))
      const source = await writerOf(settings)
      source.setOptions({ migrations: migrations.slice(0, made) })
      await source.initialize()
      await source.runMigrations()
      for (const [table, all] of Object.entries(rows)) {
        for (const row of all) {
          const columns = Object.keys(row)
          const text = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`
          await source.query(text, Object.values(row))
        }
      }
      await source.destroy()
      return Object.fromEntries(Object.entries(rows).map(([table, all]) => [table, all.length]))
    },
  }
}
