import { Command } from 'commander'
import { localTime } from '../records/local-time.js'
import { shownFigure } from '../reports/corrections/notice.js'
import { correctionOf } from '../reports/corrections/stale-reports.js'
import { theHub } from './choose.js'
import { DONE, type CliParts, type ExitCode } from './parts.js'
import { table } from './table.js'
import { withOpened, wrong } from './with-records.js'

export const compiledCommand = (parts: CliParts, ended: (code: ExitCode) => void): Command =>
  new Command('compiled')
    .description('导出过什么，哪些里面的记录后来改了或撤回了 / what was exported, and what of it is out of date')
    .option('--hub <name>', '枢纽机构，只有一个时不用写 / the hub, when there are several')
    .option('--json', '输出 JSON，带过期的记录编号 / as JSON, with the ids of what is out of date')
    .action(async ({ hub: typed, json }: { hub?: string; json?: true }, command: Command) =>
      ended(
        await withOpened(command, parts, parts.openRecords, async ({ records, reports, transact }) => {
          const faults: string[] = []
          const hub = theHub(await records.hubs(), typed, faults)
          if (!hub) return wrong(parts, faults)
          const listed = await transact(async ({ compilations }) => {
            const stale = await compilations.staleOf(hub.id)
            return Promise.all(
              (await compilations.list(hub.id)).map(async (each) => {
                const why = stale.find(({ compilation }) => compilation.id === each.id)?.stale ?? []
                return { made: each, stale: why, inputs: why[0] ? await compilations.inputsOf(hub.id, each.id) : null }
              }),
            )
          })
          const sources = { records, reads: reports, now: parts.now() }
          const all = []
          for (const { made, stale, inputs } of listed) {
            const correction = inputs && (await correctionOf(sources, hub, { compilation: made, stale, inputs }))
            all.push({ ...made, stale, ...(correction && { correction }) })
          }
          if (json) parts.stdout.write(`${JSON.stringify({ hub, compilations: all })}\n`)
          else if (all.length === 0) parts.stdout.write('还没有导出过 / nothing was exported yet\n')
          else {
            const rows = all.map((each) => [
              localTime(each.madeAt, hub.zone).slice(0, 16).replace('T', ' '),
              each.name,
              each.byName ?? '命令行',
              each.fromOn || each.toOn ? `${each.fromOn ?? '最早'} 至 ${each.toOn ?? '最近'}` : '全部',
              each.records,
              each.photos,
              each.stale.length > 0 ? `✗ ${each.stale.length} 处已更新，请重新导出` : '',
            ])
            parts.stdout.write(`${table(['时间', '文件', '谁导出的', '日期', '记录', '照片', '是否过期'], rows)}\n`)
            for (const { name, correction } of all) {
              if (!correction) continue
              const figures = correction.moved.map(({ name: of, before, after }) => [
                of,
                shownFigure(before),
                shownFigure(after),
              ])
              parts.stdout.write(`\n${name}：动了的数字 / figures that moved\n`)
              parts.stdout.write(`${table(['数字', '报告里', '现在'], figures)}\n\n${correction.notice}\n`)
            }
          }
          return DONE
        }),
      ),
    )
