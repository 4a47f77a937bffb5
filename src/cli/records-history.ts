import { Command } from 'commander'
import { CONFIG, readConfigFiles } from '../config-files.js'
import { historyActs } from '../conversations/record/history.js'
import { nameOf } from '../conversations/record/shown.js'
import { theHub } from './choose.js'
import { DONE, WRONG, type CliParts, type ExitCode, type OpenRecords } from './parts.js'
import { withOpened, wrong } from './with-records.js'
import { refused } from './with-settings.js'

interface HistoryOptions {
  hub?: string
  json?: true
}

/** `records history ID`: all that happened to one record, as staff read it in the chat, and through which messages. */
export const historyCommand = (parts: CliParts, ended: (code: ExitCode) => void): Command =>
  new Command('history')
    .description(
      '一份记录的经过：谁、什么时候、从什么改成什么、为什么、哪条消息 / all that happened to one record: who, when, from what to what, why, through which message',
    )
    .argument(
      '<id>',
      '记录的编号，哪一版的都行：佐证索引和导出的 CSV、JSON 里有 / its id, of any version, as in exports and the evidence index',
    )
    .option('--hub <name>', '枢纽机构，只有一个时不用写 / the hub, when there are several')
    .option('--json', '输出 JSON，改前改后都是全文 / as JSON, with what was before and after in full')
    .action(async (id: string, options: HistoryOptions, command: Command) =>
      ended(await withOpened(command, parts, parts.openRecords, (opened) => history(id, options, opened, parts))),
    )

async function history(
  id: string,
  { hub: typed, json }: HistoryOptions,
  { records, transact }: OpenRecords,
  parts: CliParts,
): Promise<ExitCode> {
  const faults: string[] = []
  const hub = theHub(await records.hubs(), typed, faults)
  if (!hub) return wrong(parts, faults)
  const found = await transact(async ({ records: reads }) => {
    const record = await reads.find(hub.id, id)
    const listed = record && (await reads.listedOne(hub.id, id))
    return record && listed && { record, listed, events: await reads.events(hub.id, record.chainId) }
  })
  const config = await readConfigFiles(CONFIG)
  if ('faults' in config) return refused(config.faults, parts.stderr)
  const forms = [...(await records.forms()), ...config.forms]
  const form = found && forms.find((one) => one.id === found.record.form && one.version === found.record.formVersion)
  if (!found || !form) {
    parts.stderr.write(`没有这份记录 / no such record: ${id}\n`)
    return WRONG
  }
  if (json) {
    parts.stdout.write(`${JSON.stringify({ hub, chainId: found.record.chainId, events: found.events })}\n`)
    return DONE
  }
  const words = config.wordsOf('zh-CN')
  const acts = historyActs(form, found.events, hub.zone, words)
  const lines = acts.flatMap(({ line, messageIds }) => [
    line,
    ...(messageIds.length > 0 ? [`  消息 / message: ${messageIds.join(' ')}`] : []),
  ])
  const head = `${found.listed.organisationName} · ${nameOf(form, found.listed, words)}`
  parts.stdout.write(`${[head, ...(lines.length > 0 ? lines : [words.say('history.none')])].join('\n')}\n`)
  return DONE
}
