import { Command } from 'commander'
import type { CliParts, ExitCode } from '../parts.js'
import { checkForms } from './check.js'
import { exportForm } from './export.js'
import { importForm } from './import.js'
import { overwriting } from '../write-out.js'

export function formsCommand(parts: CliParts, ended: (code: ExitCode) => void): Command {
  const check = new Command('check')
    .description(
      '检查表单文件，不写文件名就检查 config/forms 里的 / checks form files, those of config/forms unless named',
    )
    .argument('[file...]', '表单文件 / form files')
    .action(async (files: string[]) => ended(await checkForms(files, parts)))
  const read = new Command('import')
    .description('把 XLSForm（.xlsx）变成表单文件，列出变不了的 / makes a form file from an XLSForm')
    .argument('<file>', 'XLSForm 文件 / a workbook')
    .option(
      '--out <file>',
      '写入文件，如 config/forms/x.v1.yaml；不写则输出到屏幕 / the file to write, else standard output',
    )
    .action(async (file: string, { out }: { out?: string }) => ended(await importForm(file, out, parts)))
  const write = overwriting(new Command('export'))
    .description('把表单变成 XLSForm（.xlsx） / makes an XLSForm of a form')
    .argument('<form>', '表单编号，如 work-brief，或带版本 work-brief@1 / its id, with a version if not the newest')
    .option('--out <file>', '写入文件 / the file to write')
    .action(async (form: string, options: { out?: string; force?: boolean }) =>
      ended(await exportForm(form, options, parts)),
    )
  return new Command('forms').description('表单文件 / form files').addCommand(check).addCommand(read).addCommand(write)
}
