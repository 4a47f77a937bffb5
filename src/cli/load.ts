import { readFile } from 'node:fs/promises'
import { Command } from 'commander'
import { formNames } from './form-names.js'
import { decodeHubFile } from './hub-file.js'
import { DONE, FAILED, WRONG, type CliParts, type ExitCode } from './parts.js'
import { table } from './table.js'
import { unreadable } from './unreadable.js'
import { withSettings } from './with-settings.js'

export const loadCommand = (parts: CliParts, ended: (code: ExitCode) => void): Command =>
  new Command('load')
    .description('载入枢纽机构、资助和联系人，列出邀请码；改了再载入即更新 / load a hub with its grants and contacts')
    .argument('<file>', '按 config/hub.example.yaml 写的文件 / a file like config/hub.example.yaml')
    .action(async (file: string, _options, command: Command) => ended(await load(file, command, parts)))

async function load(file: string, command: Command, parts: CliParts): Promise<ExitCode> {
  const { stdout, stderr } = parts
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    stderr.write(`${file}：${unreadable(error)}\n`)
    return FAILED
  }
  const forms = await formNames()
  if ('faults' in forms) {
    for (const { where, message } of forms.faults) stderr.write(`${where}  ${message}\n`)
    return FAILED
  }
  const decoded = decodeHubFile(
    file,
    text,
    forms.map(({ id }) => id),
  )
  if (!decoded.ok) {
    stderr.write('没有载入，请先改好 / nothing was loaded, these are wrong:\n')
    for (const { where, message } of decoded.faults) stderr.write(`  ${where}  ${message}\n`)
    return WRONG
  }
  return withSettings(command, parts, async (settings) => {
    const invitations = await parts.load(settings, decoded.data)
    const rows = invitations.map(({ organisation, contact, code, used }) => [
      organisation,
      contact,
      code,
      used ? '已用' : '',
    ])
    stdout.write(`${table(['机构', '联系人', '邀请码', ''], rows)}\n`)
    stdout.write(
      `已载入「${decoded.data.hub.name}」。把邀请码发给每位联系人，让她在应用里发给机器人。\n补发新码、打印邀请卡：npx jianbao invite --all --page 邀请卡.html\n`,
    )
    return DONE
  })
}
