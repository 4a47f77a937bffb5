import { Command } from 'commander'
import { join } from 'node:path'
import { accountsOf } from '../accounts.js'
import type { MenuButton } from '../channels/channel.js'
import { CONFIG, readConfigFiles } from '../config-files.js'
import { formsOf } from '../conversations/forms.js'
import type { Form } from '../forms/form.js'
import { diskBlobs } from '../storage/disk.js'
import { DONE, FAILED, WRONG, type CliParts, type ExitCode } from './parts.js'
import { refused, withSettings } from './with-settings.js'

/** A chat has room for three (wechat-oa: menu/create). */
const MOST = 3
const HELP: MenuButton = { label: '帮助', key: '帮助' }

export const menuCommand = (parts: CliParts, ended: (code: ExitCode) => void): Command =>
  new Command('menu')
    .description('公众号聊天框下面的按钮：先看看，加 --set 才换上 / the buttons under the chat of official accounts')
    .option('--set', '换上，账号原有的菜单会被替换 / put them there, in the place of what is there')
    .option('--account <name>', '只换这一个，写设置里的 name / only this account, by its name in the settings')
    .action(async (options: { set?: true; account?: string }, command: Command) =>
      ended(await menu(options, command, parts)),
    )

/** A button for each form, as many as there is room for, and the last for help: a tap says what typing its form's name would. */
export const menuButtons = (forms: Form[]): MenuButton[] => [
  ...formsOf(forms)
    .current.map(({ id, title }) => ({ label: title, key: id }))
    .slice(0, MOST - 1),
  HELP,
]

const menu = (
  { set, account: named }: { set?: true; account?: string },
  command: Command,
  parts: CliParts,
): Promise<ExitCode> =>
  withSettings(command, parts, async (settings) => {
    const { stdout, stderr } = parts
    const config = await readConfigFiles(CONFIG)
    if ('faults' in config) return refused(config.faults, stderr)
    const buttons = menuButtons(config.forms)

    const blobs = diskBlobs(join(settings.data, 'blobs'))
    const all = accountsOf(settings, { clock: { now: () => parts.now() }, blobs })
    const meant = all.filter(({ name }) => named === undefined || name === named)
    if (all.length === 0) {
      stderr.write(
        '设置里还没有公众号，先用 jianbao init 加一个（已有设置文件就用 jianbao init --add） / no account yet: add one with jianbao init\n',
      )
      return WRONG
    }
    if (meant.length === 0) {
      const names = all.map(({ name }) => name).join('、')
      stderr.write(`设置里没有叫「${named}」的账号，有的是 / no such account, there are: ${names}\n`)
      return WRONG
    }
    stdout.write(`按钮 / buttons: ${buttons.map(({ label }) => `[${label}]`).join(' ')}\n`)
    let code: ExitCode = DONE
    for (const { name, at, channel } of meant) {
      if (!channel.setMenu) {
        stdout.write(`${name} (${at})：不能用接口设菜单，跳过（要认证过的公众号） / has no right to a menu, left out\n`)
        continue
      }
      if (!set) {
        stdout.write(`${name} (${at})：可以设；加 --set 换上 / can have them, with --set\n`)
        continue
      }
      const done = await channel.setMenu(buttons)
      if (done.type === 'done') stdout.write(`${name} (${at})：换好了，手机上最多五分钟后看到 / done\n`)
      else {
        stderr.write(
          `${name} (${at})：没换成（${done.code}），请执行 npx jianbao doctor 看原因 / not done, run npx jianbao doctor\n`,
        )
        code = FAILED
      }
    }
    return code
  })
