import { Command } from 'commander'
import { choosing } from '../with-records.js'
import type { CliParts, ExitCode } from '../parts.js'
import { buildReport, type BuildOptions } from './build.js'
import { checkLayouts, listLayouts, printTags } from './layouts.js'

export function reportCommand(parts: CliParts, ended: (code: ExitCode) => void): Command {
  const layouts = new Command('layouts')
    .description('报告的版式 / the layouts of reports')
    .action(async () => ended(await listLayouts(parts)))
    .addCommand(
      new Command('check')
        .description(
          '检查版式里的标签，写错的给出最接近的 / the tags of layouts, with what comes nearest to a wrong one',
        )
        .argument('<file...>', '版式，.docx / layouts')
        .action(async (files: string[]) => ended(await checkLayouts(files, parts))),
    )
    .addCommand(
      new Command('tags')
        .description('版式里能写的全部标签 / every tag a layout may have')
        .action(async () => ended(await printTags(parts))),
    )
  const build = choosing(new Command('build'))
    .description('把填报记录编成报告 / compiles a report from records')
    .requiredOption('--layout <name>', '版式的名字，或一个 .docx 文件 / a layout by name, or a .docx file')
    .requiredOption('--out <file>', '写入文件 / the file to write')
    .option('--public', '给公众看的 / for the public')
    .action(async (options: BuildOptions, command: Command) => ended(await buildReport(options, command, parts)))
  return new Command('report').description('编报告 / reports for funders').addCommand(build).addCommand(layouts)
}
