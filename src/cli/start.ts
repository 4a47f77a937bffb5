import { Command } from 'commander'
import { DONE, type CliParts, type ExitCode } from './parts.js'
import { refused, withSettings } from './with-settings.js'

export const startCommand = (parts: CliParts, ended: (code: ExitCode) => void): Command =>
  new Command('start')
    .description('运行服务，直到收到停止信号 / run the service until it is told to stop')
    .action(async (_options, command: Command) =>
      ended(
        await withSettings(command, parts, async (settings) => {
          const faults = await parts.start(settings)
          return faults.length > 0 ? refused(faults, parts.stderr) : DONE
        }),
      ),
    )
