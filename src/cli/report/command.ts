import { Command } from 'commander'
import { choosing } from '../with-records.js'
import type { CliParts, ExitCode } from '../parts.js'
import { buildReport, type BuildOptions } from './build.js'
import { writeGrants } from './grants.js'
import { checkLayouts, listLayouts, printTags } from './layouts.js'
import { signDraft, type SignOptions } from './sign.js'
import { overwriting } from '../write-out.js'

export function reportCommand(parts: CliParts, ended: (code: ExitCode) => void): Command {
  const layouts = new Command('layouts')
    .description('报告的版式 / the layouts of reports')
    .action(async (_: object, command: Command) => ended(await listLayouts(command, parts)))
    .addCommand(
      new Command('check')
        .description(
          '检查版式里的标签，写错的给出最接近的 / the tags of layouts, with what comes nearest to a wrong one',
        )
        .argument('<file...>', '版式，.docx / layouts')
        .action(async (files: string[], _: object, command: Command) =>
          ended(await checkLayouts(files, command, parts)),
        ),
    )
    .addCommand(
      new Command('tags')
        .description('版式里能写的全部标签 / every tag a layout may have')
        .action(async () => ended(await printTags(parts))),
    )
  const build = overwriting(choosing(new Command('build')))
    .description(
      '把填报记录编成报告：.docx 按版式，.xlsx 是一类一张表，.zip 是照片 / compiles records into a report (.docx), tables (.xlsx) or photos (.zip)',
    )
    .option(
      '--layout <name>',
      '.docx 用的版式：名字，或一个 .docx 文件 / the layout of a .docx: by name, or a .docx file',
    )
    .requiredOption('--out <file>', '写入文件：.docx、.xlsx 或 .zip / the file to write')
    .option(
      '--evidence <file>',
      '另写一份佐证索引（.xlsx）：每个数字从哪里来 / where each number comes from, in a workbook beside it',
    )
    .option(
      '--findings <file>',
      '另写一份对账：报告里前后对不上的地方，全部 / what does not go together in the report, all of it',
    )
    .option('--public', '给公众看的 / for the public')
    .action(async (options: BuildOptions, command: Command) => ended(await buildReport(options, command, parts)))
  const grants = overwriting(choosing(new Command('grants')))
    .description('资助写成 360Giving 的 CSV，可以公开 / grants as open data after the 360Giving standard, as CSV')
    .requiredOption('--out <file>', '写入文件 / the file to write')
    .action(async (options: { out: string; force?: boolean }, command: Command) =>
      ended(await writeGrants(options, command, parts)),
    )
  const sign = new Command('sign')
    .description(
      '签机器起草的段落：先看有哪些，再写编号和谁签 / signs what a model drafted: without a number it prints what waits',
    )
    .argument('[number]', '报告的编号 / the number of the report')
    .option('--hub <name>', '枢纽机构，只有一个时不用写 / the hub, when there are several')
    .option('--by <name>', '谁签：工作人员的名字 / who of the staff signs')
    .action(async (number: string | undefined, options: SignOptions, command: Command) =>
      ended(await signDraft(number, options, command, parts)),
    )
  return new Command('report')
    .description('编报告 / reports for funders')
    .addCommand(build)
    .addCommand(grants)
    .addCommand(sign)
    .addCommand(layouts)
}
