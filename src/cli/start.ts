import { Command } from 'commander'
import { DONE, type CliParts, type ExitCode } from './parts.js'
import { refused, withSettings } from './with-settings.js'

export const startCommand = (parts: CliParts, ended: (code: ExitCode) => void): Command =>
  new Command('start')
    .description('运行服务，直到收到停止信号 / run the service until it is told to stop')
    .action(async (_options, command: Command) =>
      ended(
        await withSettings(command, parts, async (settings) => {
          if (settings.wecom.apps.length + settings.wechat.accounts.length === 0) {
            parts.stderr.write(
              '注意：设置里没有企业微信应用，也没有公众号，谁也不能给它发消息。请先停下，执行 npx jianbao init / no account in the settings: nobody can be heard\n',
            )
          }
          const faults = await parts.start(settings)
          return faults.length > 0 ? refused(faults, parts.stderr) : DONE
        }),
      ),
    )
