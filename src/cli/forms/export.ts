import { CONFIG, readConfigFiles } from '../../config-files.js'
import { exportXlsForm } from '../../forms/xlsform/export.js'
import { DONE, WRONG, type CliParts, type ExitCode } from '../parts.js'
import { refused } from '../with-settings.js'
import { unwritable, writeFileWhole, writePieces } from '../write-out.js'
import { writeWorkbook } from './workbook.js'

/** A form of config/forms as an XLSForm: `work-brief`, or `work-brief@1` where it need not be the newest. */
export async function exportForm(
  typed: string,
  { out, force = false }: { out?: string; force?: boolean },
  { stdout, stderr }: CliParts,
): Promise<ExitCode> {
  const config = await readConfigFiles(CONFIG)
  if ('faults' in config) return refused(config.faults, stderr)
  const [id = '', version] = typed.split('@')
  const found = config.forms
    .filter((form) => form.id === id && (version === undefined || form.version === Number(version)))
    .sort((a, b) => b.version - a.version)[0]
  const names = config.forms.map((form) => `${form.id}@${form.version}`).join('、')
  const wrong =
    (found ? null : `没有「${typed}」这份表单，有的是 / no such form, there are: ${names}`) ??
    (out === undefined ? null : unwritable(out, '--out', force)) ??
    (out === undefined && stdout.isTTY
      ? 'xlsx 不能显示在屏幕上，请加 --out 文件名 / a workbook needs --out FILE'
      : null)
  if (wrong || !found) {
    stderr.write(`${wrong}\n`)
    return WRONG
  }
  const bytes = await writeWorkbook(exportXlsForm(found))
  if (out === undefined) {
    await writePieces(stdout, one(bytes))
    return DONE
  }
  await writeFileWhole(out, [bytes])
  stderr.write(`已写入 / written: ${out}\n`)
  return DONE
}

// oxlint-disable-next-line typescript/require-await -- a stream of one piece
async function* one(bytes: Uint8Array) {
  yield bytes
}
