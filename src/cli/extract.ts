import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { Command, Option } from 'commander'
import { z } from 'zod'
import { plainActivity } from '../extraction/jsonl.js'
import { extract } from '../extraction/rules/extract.js'
import { dayIn } from '../kernel/zone.js'
import { DONE, FAILED, WRONG, type CliParts, type ExitCode } from './parts.js'

/** The days of a message are those of China, whatever zone its time is written in. */
const ZONE = 'Asia/Shanghai'
const NO_MODEL =
  '还没有设置语言模型，目前只能用 --engine rules（离线、免费、内容不出本机） / no model is set, only --engine rules works for now'

const message = z.object({ id: z.string(), text: z.string(), sentAt: z.iso.datetime({ offset: true }) })

/** Reads messages, a JSON object a line, and writes what activities each tells of. A line that is none is named and left out. */
export const extractCommand = (parts: CliParts, ended: (code: ExitCode) => void): Command =>
  new Command('extract')
    .description(
      '从聊天文字里读出活动：逐行读 {"id","text","sentAt"}，逐行写 {"id","activities"} / reads activities out of messages, a JSON object a line',
    )
    .requiredOption('--jsonl', '每行一个 JSON / a JSON object a line')
    .addOption(
      new Option('--engine <engine>', '用规则、语言模型或两者 / by rules, a model or both')
        .choices(['rules', 'model', 'both'])
        .default('rules'),
    )
    .action(async ({ engine }: { engine: 'rules' | 'model' | 'both' }) => {
      if (engine !== 'rules') {
        parts.stderr.write(`${NO_MODEL}\n`)
        ended(WRONG)
        return
      }
      ended(await byRules(parts))
    })

async function byRules({ stdin = process.stdin, stdout, stderr }: CliParts): Promise<ExitCode> {
  let code: ExitCode = DONE
  let number = 0
  for await (const line of createInterface({ input: stdin, crlfDelay: Infinity })) {
    number++
    if (line.trim() === '') continue
    const read = decode(line)
    if (!read.success) {
      stderr.write(
        `第 ${number} 行跳过了：${read.error.issues.map(({ path, message: why }) => `${path.join('.') || 'JSON'} ${why}`).join('；')} / line left out\n`,
      )
      code = FAILED
      continue
    }
    const { id, text, sentAt } = read.data
    const activities = extract(text, dayIn(sentAt, ZONE)).map(plainActivity)
    if (!stdout.write(`${JSON.stringify({ id, activities })}\n`)) await once(stdout, 'drain')
  }
  return code
}

function decode(line: string) {
  try {
    return message.safeParse(JSON.parse(line.replace(/^\ufeff/, '')))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return message.safeParse(undefined)
  }
}
