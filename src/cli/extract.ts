import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { Command, Option } from 'commander'
import { z } from 'zod'
import { extractorOf, type Extractor } from '../extraction/extractor.js'
import { plainActivities } from '../extraction/jsonl.js'
import { openaiModel, type Noticed } from '../extraction/llm/model.js'
import { dayIn } from '../kernel/zone.js'
import { DONE, FAILED, WRONG, type CliParts, type ExitCode } from './parts.js'
import { withSettings } from './with-settings.js'

/** The days of a message are those of China, whatever zone its time is written in. */
const ZONE = 'Asia/Shanghai'
const NO_MODEL =
  '还没有设置语言模型（设置文件里的 model），可以用 --engine rules（离线、免费、内容不出本机） / no model in the settings, use --engine rules'

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
    .action(async ({ engine }: { engine: Engine }, command: Command) => {
      if (engine === 'rules') {
        ended(await read(parts, extractorOf(null)))
        return
      }
      ended(
        await withSettings(command, parts, async ({ model }) => {
          if (!model) {
            parts.stderr.write(`${NO_MODEL}\n`)
            return WRONG
          }
          const calls = new Map<string, number>()
          const noticed: Noticed = ({ code }) => calls.set(code, (calls.get(code) ?? 0) + 1)
          // Whoever runs this has asked for all of it.
          const whole = { ...model, callsPerDay: Infinity }
          const code = await read(parts, extractorOf(openaiModel(whole, { clock: parts, noticed }), engine))
          const told = [...calls].map(([what, n]) => `${what} ${n}`).join('，')
          parts.stderr.write(`语言模型 / the model: ${told}\n`)
          return code
        }),
      )
    })

type Engine = 'rules' | 'model' | 'both'

async function read({ stdin = process.stdin, stdout, stderr }: CliParts, extractor: Extractor): Promise<ExitCode> {
  let code: ExitCode = DONE
  let number = 0
  for await (const line of createInterface({ input: stdin, crlfDelay: Infinity })) {
    number++
    if (line.trim() === '') continue
    const decoded = decode(line)
    if (!decoded.success) {
      stderr.write(
        `第 ${number} 行跳过了：${decoded.why}，应为 {"id":"1","text":"…","sentAt":"2026-11-20T08:00:00+08:00"} / line ${number} left out\n`,
      )
      code = FAILED
      continue
    }
    const { id, text, sentAt } = decoded.data
    const activities = plainActivities(await extractor.extract(text, dayIn(sentAt, ZONE)))
    if (!stdout.write(`${JSON.stringify({ id, activities })}\n`)) await once(stdout, 'drain')
  }
  return code
}

/** The message of a line, or which part of it is none. */
function decode(line: string): { success: true; data: z.infer<typeof message> } | { success: false; why: string } {
  let data: unknown
  try {
    data = JSON.parse(line.replace(/^\ufeff/, ''))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return { success: false, why: '不是 JSON / no JSON' }
  }
  const read = message.safeParse(data)
  if (read.success) return read
  const parts = [...new Set(read.error.issues.map(({ path }) => path.join('.') || 'JSON'))].join('、')
  return { success: false, why: `${parts} 不对 / wrong: ${parts}` }
}
