import { chmod, readFile, stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { CONFIG, readConfigFiles } from '../../config-files.js'
import { formFileText } from '../../forms/xlsform/form-text.js'
import { importXlsForm } from '../../forms/xlsform/import.js'
import type { Note } from '../../forms/xlsform/notes.js'
import { DONE, FAILED, WRONG, type CliParts, type ExitCode } from '../parts.js'
import { MOST_BYTES } from '../office/open-workbook.js'
import { unreadable } from '../unreadable.js'
import { refused } from '../with-settings.js'
import { unwritable, writeFileWhole } from '../write-out.js'
import { readWorkbook } from './workbook.js'

/** Makes a form file from an XLSForm: whole, with a list of what it could not be, or nothing at all. No file is ever written over. */
export async function importForm(file: string, out: string | undefined, parts: CliParts): Promise<ExitCode> {
  const { stdout, stderr } = parts
  const wrong = out === undefined ? null : unwritable(out, '--out')
  if (wrong) {
    stderr.write(`${wrong}\n`)
    return WRONG
  }
  let bytes: Buffer
  try {
    const { size } = await stat(file)
    bytes = size > MOST_BYTES ? Buffer.alloc(MOST_BYTES + 1) : await readFile(file)
  } catch (error) {
    stderr.write(`${file}：${unreadable(error)}\n`)
    return FAILED
  }
  const config = await readConfigFiles(CONFIG)
  if ('faults' in config) return refused(config.faults, stderr)
  const workbook = await readWorkbook(bytes)
  if ('fault' in workbook) {
    stderr.write(`${file}：${workbook.fault}\n`)
    return FAILED
  }
  const imported = importXlsForm(workbook.sheets, {
    fileName: basename(file, extname(file)),
    known: config.forms,
    wordsOf: config.wordsOf,
  })
  const notes = [...workbook.notes, ...imported.notes]
  const refusals = notes.filter(({ became }) => became === null)
  const others = notes.filter(({ became }) => became !== null)
  if (others.length > 0) stderr.write(`和原来不一样的 / what is not as it was:\n${others.map(line).join('')}`)
  if (!imported.form) {
    stderr.write(`没有导入，请先改好 / nothing was imported, these are wrong:\n${refusals.map(line).join('')}`)
    return FAILED
  }
  const { data, form } = imported.form
  const text = formFileText(data, basename(file))
  if (out === undefined) stdout.write(text)
  else {
    await writeFileWhole(out, [Buffer.from(text)])
    // The service may run as somebody else, and a form holds nothing about anybody.
    await chmod(out, 0o644)
    stderr.write(
      `已写入 / written: ${out}（「${form.title}」第 ${form.version} 版，${form.fields.length} 题）\n再看一遍：npx jianbao forms check ${out}\n`,
    )
  }
  return DONE
}

function line({ sheet, rows, column, what, became }: Note): string {
  const place = [sheet, rows.length > 0 ? `第 ${rows.join('、')} 行` : '', column ?? ''].filter(Boolean).join(' ')
  return `  ${[place, what].filter(Boolean).join('：')}${became === null ? '' : ` → ${became}`}\n`
}
