import { Command } from 'commander'
import { DONE, type CliParts, type ExitCode } from './parts.js'
import { withSettings } from './with-settings.js'

export const migrateCommand = (parts: CliParts, ended: (code: ExitCode) => void): Command =>
  new Command('migrate')
    .description('把数据库的表更新到本版本 / bring the tables of the database up to date')
    .action(async (_options, command: Command) =>
      ended(
        await withSettings(command, parts, async (settings) => {
          for (const name of await parts.migrate(settings)) parts.stdout.write(`已更新 / done: ${name}\n`)
          parts.stdout.write('数据库已是最新 / the database is up to date\n')
          return DONE
        }),
      ),
    )
