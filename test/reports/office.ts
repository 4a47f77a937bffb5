import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, extname, join } from 'node:path'
import { promisify } from 'node:util'

const PLACES = ['/usr/bin/soffice', '/usr/local/bin/soffice', '/opt/libreoffice/program/soffice']

/** Where LibreOffice is. Without it, files are not opened in it here; in CI that fails. */
export function findOffice(): string | undefined {
  const found = PLACES.find((path) => existsSync(path))
  if (found === undefined && process.env['CI'])
    throw new Error('no LibreOffice: install libreoffice-writer and libreoffice-calc')
  if (found === undefined) console.warn('SKIPPED: no LibreOffice found; reports are not opened in it')
  return found
}

/** What LibreOffice makes of a file, as PDF: throws where it cannot open it. */
export async function asPdf(office: string, file: string): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'jianbao-office-'))
  try {
    // A profile of its own: a LibreOffice that somebody has open would take the call over.
    const args = [`-env:UserInstallation=file://${folder}/profile`, '--headless', '--convert-to', 'pdf']
    await promisify(execFile)(office, [...args, '--outdir', folder, file], { timeout: 90_000 })
    return await readFile(join(folder, `${basename(file, extname(file))}.pdf`))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
