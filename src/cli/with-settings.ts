import type { Command } from 'commander'
import type { Fault } from '../config-files.js'
import { readSettings, type Settings } from '../settings.js'
import { WRONG, type CliParts, type ExitCode } from './parts.js'

/** Runs a command with the settings its `--config` names, and the file they came from, or prints all their faults. */
export async function withSettings(
  command: Command,
  { env, stderr }: CliParts,
  run: (settings: Settings, file: string | null) => Promise<ExitCode>,
): Promise<ExitCode> {
  const { config } = command.optsWithGlobals<{ config?: string }>()
  const read = readSettings({ env, file: config })
  if (!read.ok) return refused(read.faults, stderr)
  for (const warning of read.warnings) stderr.write(`注意 / warning: ${warning}\n`)
  return run(read.settings, read.file)
}

/** Prints what keeps us from doing anything, each with its place. */
export function refused(faults: Fault[], stderr: CliParts['stderr']): ExitCode {
  stderr.write('设置有误 / the settings are wrong:\n')
  for (const { where, message } of faults) stderr.write(`  ${where}  ${message}\n`)
  stderr.write('说明见 config/settings.example.yaml / see there\n')
  return WRONG
}
