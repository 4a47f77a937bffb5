import { readFile } from 'node:fs/promises'
import { CONFIG, type Fault, faultAt, readConfigFiles, readMessages } from '../../config-files.js'
import { decodeForm } from '../../forms/form-file.js'
import { DONE, FAILED, type CliParts, type ExitCode } from '../parts.js'
import { unreadable } from '../unreadable.js'

/** Prints all faults of form files, the questions that nobody has a use for, and what runs but can hardly be meant. */
export async function checkForms(files: string[], { stdout }: CliParts): Promise<ExitCode> {
  const { faults, warnings } = files.length > 0 ? await ofFiles(files) : await ofConfig()
  for (const { where, message } of faults) stdout.write(`✗ ${where}  ${message}\n`)
  for (const { where, message } of warnings) stdout.write(`! ${where}  ${message}\n`)
  if (faults.length > 0) {
    stdout.write(`有 ${faults.length} 处要改 / ${faults.length} to be put right\n`)
    return FAILED
  }
  stdout.write(
    warnings.length > 0
      ? `可以用，有 ${warnings.length} 处值得看一下 / works, ${warnings.length} to look at\n`
      : '都好 / all fine\n',
  )
  return DONE
}

interface Found {
  faults: Fault[]
  warnings: Fault[]
}

async function ofConfig(): Promise<Found> {
  const read = await readConfigFiles(CONFIG)
  return 'faults' in read ? read : { faults: [], warnings: read.warnings }
}

async function ofFiles(files: string[]): Promise<Found> {
  const { faults: unsaid, wordsOf } = await readMessages(CONFIG)
  const found: Found = { faults: [...unsaid], warnings: [] }
  for (const file of files) {
    try {
      const decoded = decodeForm(file, await readFile(file, 'utf8'), wordsOf ?? undefined)
      if (decoded.ok) found.warnings.push(...[...decoded.warnings, ...decoded.odd].map(faultAt))
      else found.faults.push(...decoded.faults.map(faultAt))
    } catch (error) {
      found.faults.push({ where: file, message: unreadable(error) })
    }
  }
  return found
}
