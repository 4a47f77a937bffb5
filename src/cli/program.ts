import { Command, CommanderError } from 'commander'
import { inviteCommand } from './invite.js'
import { callsCommand } from './calls.js'
import { broadcastCommand } from './broadcast.js'
import { backupCommand } from './backup/command.js'
import { restoreCommand } from './backup/restore.js'
import { doctorCommand } from './doctor/command.js'
import { extractCommand } from './extract.js'
import { formsCommand } from './forms/command.js'
import { initCommand } from './init/command.js'
import { loadCommand } from './load.js'
import { Outage } from '../kernel/outage.js'
import { menuCommand } from './menu.js'
import { migrateCommand } from './migrate.js'
import { databaseAdvice } from './outage-words.js'
import { DONE, FAILED, WRONG, type CliParts, type ExitCode } from './parts.js'
import { programmesCommand } from './programmes/command.js'
import { reachCommand } from './reach.js'
import { compiledCommand } from './records-compiled.js'
import { exportCommand } from './records-export.js'
import { historyCommand } from './records-history.js'
import { saidCommand } from './records-said.js'
import { totalsCommand } from './records-totals.js'
import { rehearseCommand } from './rehearse/command.js'
import { reconcileCommand } from './reconcile/command.js'
import { reportCommand } from './report/command.js'
import { startCommand } from './start.js'
import { helpTitle, usageFault } from './usage-words.js'

/** Runs one call of `jianbao` (`args` without node and script) and says how it ended. Nothing is thrown. */
export async function runCli(args: readonly string[], parts: CliParts): Promise<ExitCode> {
  let code: ExitCode = DONE
  const ended = (each: ExitCode) => void (code = each)
  const records = new Command('records').description('填报记录 / filed records')
  const forms = formsCommand(parts, ended)
  const programmes = programmesCommand(parts, ended)
  const broadcasts = broadcastCommand(parts, ended)
  const report = reportCommand(parts, ended)
  const program = new Command('jianbao')
    .description('简报：在微信和企业微信里填小额资助的工作简报 / small grants reporting inside WeChat and WeCom')
    .option('--config <file>', '设置文件（默认 config/settings.yaml）/ the settings file')
    .addCommand(reconcileCommand(parts, ended))
    .addCommand(report)
    .addCommand(initCommand(parts, ended))
    .addCommand(startCommand(parts, ended))
    .addCommand(migrateCommand(parts, ended))
    .addCommand(loadCommand(parts, ended))
    .addCommand(programmes)
    .addCommand(inviteCommand(parts, ended))
    .addCommand(menuCommand(parts, ended))
    .addCommand(reachCommand(parts, ended))
    .addCommand(callsCommand(parts, ended))
    .addCommand(broadcasts)
    .addCommand(doctorCommand(parts, ended))
    .addCommand(backupCommand(parts, ended))
    .addCommand(restoreCommand(parts, ended))
    .addCommand(rehearseCommand(parts, ended))
    .addCommand(forms)
    .addCommand(extractCommand(parts, ended))
    .addCommand(
      records
        .addCommand(exportCommand(parts, ended))
        .addCommand(totalsCommand(parts, ended))
        .addCommand(compiledCommand(parts, ended))
        .addCommand(historyCommand(parts, ended))
        .addCommand(saidCommand(parts, ended)),
    )
  program.version(parts.version, '-V, --version', '版本 / version')
  const groups = [program, records, forms, programmes, broadcasts, report, ...report.commands]
  for (const command of [program, ...groups.flatMap((group) => group.commands)]) {
    command
      .helpOption('-h, --help', '用法 / usage')
      .helpCommand(false)
      .exitOverride()
      .configureHelp({ styleTitle: helpTitle })
      .configureOutput({
        writeOut: (text) => void parts.stdout.write(text),
        writeErr: (text) => void parts.stderr.write(text),
        outputError: (text, write) => write(usageFault(text)),
      })
  }
  try {
    await program.parseAsync(args, { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : WRONG
    parts.stderr.write(`没有完成 / failed: ${said(error)}\n`)
    return FAILED
  }
  return code
}

/** An outage and a full disk by what to do; a bug with where it happened, for whoever is asked to repair it. */
function said(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof Outage)
    return `数据库用不了（${error.code}）。${databaseAdvice(error.code)} / the database is not to be had`
  if (!('code' in error)) return error.stack ?? error.message
  const { code, path = '' } = error as NodeJS.ErrnoException
  if (/^(ENOSPC|EDQUOT|SQLITE_FULL)$/.test(code ?? ''))
    return '磁盘满了：请清理磁盘，或换一个放得下的地方，再执行一次 / the disk is full'
  if (/^(EACCES|EPERM|EROFS)$/.test(code ?? ''))
    return `没有权限读写 ${path}：请换一个地方，或用运行服务的用户执行 / no permission (${code})`
  return error.message
}
