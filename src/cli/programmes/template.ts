import { templateWorkbook } from '../../programmes/workbook/template.js'
import { DONE, WRONG, type CliParts, type ExitCode } from '../parts.js'
import { unwritable, writeFileWhole } from '../write-out.js'

/** Writes the workbook to fill in; no file is ever written over. */
export async function writeTemplate(file: string, { stdout, stderr }: CliParts): Promise<ExitCode> {
  const ending = /\.xlsx$/i.test(file) ? null : `${file} 请以 .xlsx 结尾 / must end in .xlsx`
  const wrong = ending ?? unwritable(file, '文件')
  if (wrong) {
    stderr.write(`${wrong}\n`)
    return WRONG
  }
  await writeFileWhole(file, [await templateWorkbook()])
  stdout.write(`已写好 / written: ${file}\n填好后先试一遍：npx jianbao programmes import ${file} --dry-run\n`)
  return DONE
}
