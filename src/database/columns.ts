import { EntitySchema, Table, type QueryRunner, type TableColumnOptions } from 'typeorm'

/** MariaDB and MySQL take the same statements here. */
export type Dialect = 'sqlite' | 'mysql'

export const dialectOn = (runner: QueryRunner): Dialect =>
  runner.dataSource.options.type === 'better-sqlite3' ? 'sqlite' : 'mysql'

/**
 * What a column holds. `id` one of our ids or a word of ours, `key` something unique made elsewhere, `name` a line a person wrote, `text`
 * anything longer, `whole` a whole number up to 2^31-1 (fen: below 21 million yuan), `order` the order of insertion, made by the database.
 */
export type Holds = 'id' | 'key' | 'name' | 'text' | 'instant' | 'day' | 'whole' | 'order' | 'json'

interface Stored {
  type: 'varchar' | 'text' | 'mediumtext' | 'int' | 'integer' | 'json'
  length?: string
  charset?: string
  collation?: string
}

/** How each database stores what a column holds: the only place where the two differ. */
export function types(dialect: Dialect): Record<Holds, Stored> {
  const exact = dialect === 'mysql' ? { charset: 'utf8mb4', collation: 'utf8mb4_bin' } : {}
  const varchar = (length: number): Stored => ({ type: 'varchar', length: String(length), ...exact })
  const int: Stored = { type: dialect === 'mysql' ? 'int' : 'integer' }
  return {
    id: varchar(32),
    key: varchar(190),
    name: varchar(190),
    text: dialect === 'mysql' ? { type: 'mediumtext', ...exact } : { type: 'text' },
    instant: varchar(24),
    day: varchar(10),
    whole: int,
    order: int,
    json: { type: 'json' },
  }
}

/** A table in the fewest words. `?` marks a column that may be null; foreign columns point at the `id` of the table named. */
export interface Shape {
  columns: Record<string, Holds | `${Holds}?`>
  /** `id` when not given. */
  primary?: string[]
  unique?: string[][]
  index?: string[][]
  foreign?: Record<string, string>
}

/** The entity of a table as TypeORM compares it with what migrations made. */
export function schemaOf(dialect: Dialect, name: string, shape: Shape): EntitySchema {
  return new EntitySchema({
    name,
    columns: Object.fromEntries(
      columnsOf(dialect, shape).map(({ name: column, isNullable, isPrimary, isGenerated, ...stored }) => [
        column,
        {
          ...stored,
          nullable: isNullable,
          primary: isPrimary,
          ...(isGenerated && { generated: 'increment' as const }),
        },
      ]),
    ),
    indices: indicesOf(name, shape).map(({ name: index, columnNames, isUnique }) => ({
      name: index,
      columns: columnNames,
      unique: isUnique,
    })),
    foreignKeys: foreignKeysOf(name, shape).map(({ referencedTableName, ...key }) => ({
      target: referencedTableName,
      ...key,
    })),
  })
}

/** The same table for a migration. */
export const tableOf = (dialect: Dialect, name: string, shape: Shape): Table =>
  new Table({
    name,
    columns: columnsOf(dialect, shape),
    indices: indicesOf(name, shape),
    foreignKeys: foreignKeysOf(name, shape),
  })

function columnsOf(dialect: Dialect, { columns, primary = ['id'] }: Shape) {
  return Object.entries(columns).map(([name, holds]) => {
    const kind = holds.replace('?', '') as Holds
    return {
      name,
      ...types(dialect)[kind],
      isNullable: holds.endsWith('?'),
      isPrimary: primary.includes(name),
      ...(kind === 'order' && { isGenerated: true, generationStrategy: 'increment' as const }),
    } satisfies TableColumnOptions
  })
}

const indicesOf = (table: string, { unique = [], index = [] }: Shape) => [
  ...unique.map((columnNames) => ({ name: `uq_${table}_${columnNames.join('_')}`, columnNames, isUnique: true })),
  ...index.map((columnNames) => ({ name: `ix_${table}_${columnNames.join('_')}`, columnNames, isUnique: false })),
]

/** Rows that others speak of are never removed behind their back. */
const foreignKeysOf = (table: string, { foreign = {} }: Shape) =>
  Object.entries(foreign).map(([column, referencedTableName]) => ({
    name: `fk_${table}_${column}`,
    columnNames: [column],
    referencedTableName,
    referencedColumnNames: ['id'],
    onDelete: 'NO ACTION' as const,
    onUpdate: 'NO ACTION' as const,
  }))
