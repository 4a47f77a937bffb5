import { Command } from 'commander'
import { CONFIG } from '../../config-files.js'
import { readSettings } from '../../settings.js'
import { DONE, FAILED, WRONG, type CliParts, type ExitCode } from '../parts.js'
import { doubtful, fine, printed, wrong, type Check } from './check.js'
import { examine } from './examine.js'
import { checkForms } from './local.js'

interface DoctorOptions {
  json?: true
  sendTest?: string
}

export const doctorCommand = (parts: CliParts, ended: (code: ExitCode) => void): Command =>
  new Command('doctor')
    .description('逐项检查能否上线，说明缺什么、怎么办 / examines everything needed to go live')
    .option('--json', '输出 JSON / as JSON')
    .option('--send-test <person>', '给一位绑定过的人发测试消息，写姓名或账号 / sends a test message to somebody bound')
    .action(async (options: DoctorOptions, command: Command) => ended(await doctor(options, command, parts)))

async function doctor({ json, sendTest }: DoctorOptions, command: Command, parts: CliParts): Promise<ExitCode> {
  const checks: Check[] = []
  const say = (check: Check) => {
    checks.push(check)
    if (!json) parts.stdout.write(printed(check))
  }
  const { config } = command.optsWithGlobals<{ config?: string }>()
  const read = readSettings({ env: parts.env, file: config })
  if (read.ok) {
    for (const warning of read.warnings) say(doubtful('设置', warning, { code: 'settings.warning' }))
    if (read.file === null) {
      const todo = ['请执行 npx jianbao init；已经有的话，请在它所在的目录里运行，或用 --config 写出路径']
      say(doubtful('设置', '没有设置文件，下面按默认值检查', { code: 'settings.none', todo }))
    } else if (read.warnings.length === 0) say(fine('设置', '读得懂，密钥只有自己能读'))
  } else {
    const todo = [
      ...read.faults.map(({ where, message }) => `${where}  ${message}`),
      '写法见 config/settings.example.yaml',
    ]
    say(wrong('设置', `有 ${read.faults.length} 处要改，改好之前什么都不能运行`, { code: 'settings', todo }))
  }
  say(await checkForms(CONFIG))
  if (read.ok) {
    const clock = { now: () => parts.now() }
    for await (const check of examine(read.settings, { clock, person: sendTest })) say(check)
  }

  const broken = checks.filter(({ state }) => state === 'broken').length
  const warnings = checks.filter(({ state }) => state === 'warning').length
  if (json) parts.stdout.write(`${JSON.stringify({ ok: broken === 0, broken, warnings, checks })}\n`)
  else parts.stdout.write(`\n${summary(broken, warnings)}\n`)
  return read.ok ? (broken === 0 ? DONE : FAILED) : WRONG
}

const summary = (broken: number, warnings: number): string => {
  if (broken > 0)
    return `有 ${broken} 项不行，请从上往下处理，再执行一次 / ${broken} broken, put them right from the top`
  if (warnings > 0) return `可以用，有 ${warnings} 项值得看一下 / works, ${warnings} to look at`
  return '都好 / all fine'
}
