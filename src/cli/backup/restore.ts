import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { Command } from 'commander'
import { fillDatabase, type NotFilled } from '../../database/fill.js'
import type { Settings } from '../../settings.js'
import { diskBlobNames } from '../../storage/disk.js'
import { DONE, FAILED, type CliParts, type ExitCode } from '../parts.js'
import { withSettings } from '../with-settings.js'
import { counted } from './command.js'
import { copyBlobs } from './make.js'
import { BLOBS, DATABASE, readBackup, type Manifest } from './manifest.js'

export const restoreCommand = (parts: CliParts, ended: (code: ExitCode) => void): Command =>
  new Command('restore')
    .description('把备份恢复到空的数据库和数据文件夹 / puts a backup back into an empty database and data folder')
    .argument('<folder>', 'jianbao backup 做的文件夹 / a folder made by jianbao backup')
    .action(async (folder: string, _options, command: Command) =>
      ended(await withSettings(command, parts, (settings) => restore(folder, settings, parts))),
    )

/** Checks everything before it changes anything. The files go first: until the rows are there nothing was restored, and it can be run again. */
async function restore(folder: string, settings: Settings, parts: CliParts): Promise<ExitCode> {
  const { stdout, stderr } = parts
  const refuse = (...lines: string[]): ExitCode => {
    stderr.write(`没有恢复 / nothing was restored:\n${lines.map((line) => `  ${line}\n`).join('')}`)
    return FAILED
  }
  const read = await readBackup(folder)
  if (!read.ok) return refuse(...read.faults)
  const { manifest } = read
  const blobs = join(settings.data, 'blobs')
  const strangers = await strangersIn(blobs, manifest)
  if (strangers > 0) {
    return refuse(
      `${blobs} 里已有 ${strangers} 个不属于这份备份的文件：请先把它移到别处，或把设置里的 data 指向一个新文件夹 / the data folder is not empty`,
    )
  }
  const result = await fillDatabase(settings.database, join(folder, DATABASE), async () => {
    await copyBlobs(join(folder, BLOBS), blobs)
  })
  if (!('filled' in result)) return refuse(...REASONS[result.type](settings))

  const { rows, migrations } = result.filled
  const there = (await diskBlobNames(blobs)).length
  if (
    !isDeepStrictEqual(
      { rows, migrations, there },
      { rows: manifest.rows, migrations: manifest.migrations, there: manifest.blobs },
    )
  ) {
    stderr.write('恢复后的数目和备份时不一样，请保留备份并报告这个问题 / the figures differ from the backup\n')
    return FAILED
  }
  for (const name of await parts.migrate(settings)) stdout.write(`已更新 / done: ${name}\n`)
  stdout.write(`已恢复，数目和备份时一样 / restored, the figures agree\n${counted(manifest)}\n`)
  stdout.write('请启动服务：npx jianbao start，再用 npx jianbao doctor 检查一遍\n')
  return DONE
}

/** Files in the data folder that are not the backup's own. */
async function strangersIn(blobs: string, { files }: Manifest): Promise<number> {
  const own = new Set(files.map(({ sha256 }) => sha256))
  return (await diskBlobNames(blobs)).filter((name) => !own.has(name)).length
}

const placeOf = ({ database }: Settings): string =>
  database.type === 'sqlite' ? database.file : `${database.host}:${database.port}/${database.database}`

const REASONS: Record<NotFilled['type'], (settings: Settings) => string[]> = {
  not_empty: (settings) => [
    `数据库 ${placeOf(settings)} 里已有数据：请先把它移到别处，或在设置里换一个空的数据库 / the database is not empty`,
  ],
  in_use: () => ['服务正在使用这个数据库，请先停掉它 / a service works on this database: stop it first'],
  newer: () => ['备份来自更新的版本，请先升级本程序 / the backup was made by a newer version'],
}
