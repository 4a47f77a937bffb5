import { Command } from 'commander'
import { CONFIG, readConfigFiles } from '../config-files.js'
import { doneCounts, sheetText, shortTime, titleIn } from '../conversations/broadcasts/sheet.js'
import { stopBroadcast } from '../conversations/broadcasts/stop-now.js'
import { theHub } from './choose.js'
import { DONE, FAILED, type CliParts, type ExitCode, type OpenReach } from './parts.js'
import { table } from './table.js'
import { withOpened, wrong } from './with-records.js'

const LISTED = 50

type Act = 'list' | 'show' | 'stop'

export function broadcastCommand(parts: CliParts, ended: (code: ExitCode) => void): Command {
  const act = (name: Act, description: string) =>
    new Command(name)
      .description(description)
      .option('--hub <name>', '枢纽机构，只有一个时不用写 / the hub, when there are several')
      .action(async (...given: unknown[]) => {
        const command = given.at(-1) as Command
        const [id = null] = command.args
        ended(
          await withOpened(command, parts, parts.openReach, (opened) => run(name, id, opened, command.opts(), parts)),
        )
      })
  const id = ['<id>', '编号，list 里有 / as list shows it'] as const
  return new Command('broadcast')
    .description('群发：看有哪些、发到谁、停下 / broadcasts: which there are, who got them, stop one')
    .addCommand(act('list', '最近的群发 / the last broadcasts'))
    .addCommand(act('show', '一条的结果 / what became of one').argument(...id))
    .addCommand(act('stop', '停下一条，发出的收不回来 / stops one; what is out stays out').argument(...id))
}

async function run(
  act: Act,
  id: string | null,
  { records, transact }: OpenReach,
  options: { hub?: string },
  parts: CliParts,
): Promise<ExitCode> {
  const faults: string[] = []
  const hub = theHub(await records.hubs(), options.hub, faults)
  if (!hub) return wrong(parts, faults)
  const config = await readConfigFiles(CONFIG)
  if ('faults' in config) {
    for (const { where, message } of config.faults) parts.stderr.write(`${where}  ${message}\n`)
    return FAILED
  }
  const words = config.wordsOf('zh-CN')
  return transact(async (ports) => {
    if (id === null) {
      const rows = []
      const all = await ports.broadcasts.inHub(hub.id, ['scheduled', 'sending', 'sent', 'stopped'], LISTED)
      for (const broadcast of all) {
        const { out, not } = await doneCounts(ports, broadcast)
        const when = shortTime(broadcast.sendAt ?? broadcast.createdAt, hub.zone)
        const state = words.say(`broadcast.is_${broadcast.state}`)
        rows.push([broadcast.id, when, state, out, not, await titleIn(ports, broadcast, words)])
      }
      parts.stdout.write(`${table(['编号', '时间', '状态', '发出', '没送到', '内容'], rows)}\n`)
      return DONE
    }
    const broadcast = await ports.broadcasts.hold(id)
    if (broadcast?.hubId !== hub.id) return wrong(parts, [`没有这一条：${id} / no such broadcast`])
    if (act === 'stop') {
      if (broadcast.state !== 'scheduled' && broadcast.state !== 'sending')
        return wrong(parts, ['这一条不在发，也不等着发 / it is neither going out nor waiting'])
      await stopBroadcast(ports, broadcast, parts.now())
    }
    const now = (await ports.broadcasts.hold(id)) ?? broadcast
    parts.stdout.write(`${await sheetText(ports, now, hub.zone, words)}\n`)
    return DONE
  })
}
