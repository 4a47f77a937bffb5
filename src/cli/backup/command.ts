import { existsSync } from 'node:fs'
import { Command } from 'commander'
import { DONE, FAILED, WRONG, type CliParts, type ExitCode } from '../parts.js'
import { table } from '../table.js'
import { withSettings } from '../with-settings.js'
import { makeBackup } from './make.js'
import { MANIFEST, readBackup, type Manifest } from './manifest.js'

interface BackupOptions {
  check?: true
  withSettings?: true
}

export const backupCommand = (parts: CliParts, ended: (code: ExitCode) => void): Command =>
  new Command('backup')
    .description('备份数据库和照片，服务不用停 / backs up database and pictures while the service runs')
    .argument('<folder>', '新的备份文件夹，不能已有内容 / a new folder')
    .option('--check', '不备份，检查这份已有的备份 / checks a backup that is there')
    .option('--with-settings', '连同设置文件，里面有密钥 / with the settings file and its secrets')
    .action(async (folder: string, options: BackupOptions, command: Command) =>
      ended(await (options.check ? check(folder, parts) : backup(folder, options, command, parts))),
    )

const backup = (folder: string, options: BackupOptions, command: Command, parts: CliParts): Promise<ExitCode> =>
  withSettings(command, parts, async (settings, settingsFile) => {
    const { database } = settings
    if (database.type === 'sqlite' && !existsSync(database.file)) {
      parts.stderr.write(`没有数据可以备份：没有 ${database.file} / there is no database\n`)
      return FAILED
    }
    const kept = options.withSettings ? settingsFile : null
    if (options.withSettings && kept === null) {
      parts.stderr.write('没有设置文件可以备份，设置都来自环境变量 / there is no settings file\n')
      return WRONG
    }
    const made = await makeBackup(folder, settings, { version: parts.version, now: parts.now(), settingsFile: kept })
    if (made === null) {
      parts.stderr.write(`${folder} 里已有内容，请换一个新的文件夹 / not empty, choose another folder\n`)
      return WRONG
    }
    parts.stdout.write(`已备份到 / backed up to: ${folder}\n${counted(made)}\n`)
    if (made.missing.length === 0) return DONE
    parts.stderr.write(
      `有 ${made.missing.length} 个照片文件在备份之前就不见了或坏了，其余都已备份；名单在 ${MANIFEST} 的 missing 里 / files were gone before\n`,
    )
    return FAILED
  })

async function check(folder: string, { stdout, stderr }: CliParts): Promise<ExitCode> {
  const read = await readBackup(folder)
  if (read.ok) {
    stdout.write(`备份完好 / the backup is sound: ${folder}\n${counted(read.manifest)}\n`)
    return DONE
  }
  stderr.write('备份不能用 / the backup is broken:\n')
  for (const fault of read.faults) stderr.write(`  ${fault}\n`)
  return FAILED
}

const SHOWN: Record<string, string> = {
  organisations: '机构',
  contacts: '联系人',
  records: '填报',
  activities: '活动',
  photos: '照片',
  inbound_messages: '消息',
}

/** What is in a backup, in figures that are the same after it was restored. */
export const counted = ({
  rows,
  blobs,
  madeAt,
  version,
}: Pick<Manifest, 'rows' | 'blobs' | 'madeAt' | 'version'>): string =>
  [
    `时间 ${madeAt}，版本 ${version}`,
    table(
      ['', '数量'],
      [...Object.entries(SHOWN).map(([name, label]) => [label, rows[name] ?? 0]), ['照片文件', blobs]],
    ),
  ].join('\n')
