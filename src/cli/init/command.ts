import { existsSync, readFileSync } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { Command } from 'commander'
import { DONE, WRONG, type CliParts, type ExitCode } from '../parts.js'
import { settingsFile } from '../../settings.js'
import { writeFileWhole } from '../write-out.js'
import { concerns, questions, type Answers, type Question } from './questions.js'
import { accountsFrom, clash, publicUrlIn, settingsText } from './settings-file.js'
import { whatNext } from './what-next.js'

export const initCommand = (parts: CliParts, ended: (code: ExitCode) => void): Command => {
  const command = new Command('init')
    .description('一问一答写好设置文件，并说明后台里填什么 / writes the settings file by asking')
    .option('--add', '在已有的设置文件里再加一个账号 / adds an account to a settings file that is there')
  for (const { option, ask } of questions) command.option(`--${option} <answer>`, ask)
  return command.action(async (_options, given: Command) => ended(await init(given, parts)))
}

async function init(command: Command, parts: CliParts): Promise<ExitCode> {
  const { stdout, stderr } = parts
  const refuse = (...lines: string[]): ExitCode => {
    stderr.write(`没有写入 / nothing was written:\n${lines.map((line) => `  ${line}\n`).join('')}`)
    return WRONG
  }
  const options = command.optsWithGlobals<Record<string, string | undefined> & { add?: true }>()
  const { path: file } = settingsFile({ env: parts.env, file: options['config'] })
  const before = existsSync(file) ? readFileSync(file, 'utf8') : null
  if (before !== null && !options.add) {
    return refuse(
      `${file} 已经有了，不会覆盖它 / it is there already`,
      '要再加一个账号：npx jianbao init --add',
      '要重新开始：先把它改名，例如 mv config/settings.yaml config/settings.old.yaml',
    )
  }
  if (before === null && options.add) return refuse(`没有 ${file}，请去掉 --add / there is no such file yet`)

  const given = Object.fromEntries(questions.map(({ option }) => [option, options[camel(option)]]))
  const answered = await answersOf(given, before === null ? {} : publicUrlIn(before), parts)
  if ('faults' in answered) return refuse(...answered.faults)
  const { answers } = answered
  const accounts = accountsFrom(answers)
  const clashing = before === null ? null : clash(before, accounts)
  if (clashing !== null) return refuse(`${file}：${clashing}`)

  const publicUrl = answers['public-url'] ?? ''
  const text = settingsText(before, publicUrl, accounts)
  await mkdir(dirname(file), { recursive: true })
  if (before === null) await writeNew(file, text)
  else await writeFileWhole(file, [Buffer.from(text)])
  if (unencrypted(publicUrl)) stderr.write(WANTS_HTTPS)
  stdout.write(whatNext(file, publicUrl, accounts))
  return DONE
}

const WANTS_HTTPS =
  '注意：publicUrl 是 http://。上线请用 https://，在前面放一个带证书的反向代理（如 Caddy），再把设置里的 publicUrl 改过来 / use https:// when you go live\n'

/** On this machine alone nobody listens in. */
function unencrypted(publicUrl: string): boolean {
  const { protocol, hostname } = new URL(publicUrl)
  return protocol === 'http:' && !['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
}

/** Every answer: those given as options, those known already, and the rest from the person at the terminal. */
async function answersOf(
  given: Record<string, string | undefined>,
  known: Answers,
  { stdin = process.stdin, stdout }: CliParts,
): Promise<{ answers: Answers } | { faults: string[] }> {
  const answers: Answers = { ...known }
  const faults: string[] = []
  const missing: string[] = []
  const lines = stdin.isTTY ? asking(stdin, stdout) : null
  try {
    for (const question of questions) {
      const { option, otherwise } = question
      if (answers[option] !== undefined || !concerns(question, answers)) continue
      const typed = given[option]?.trim() ?? (lines ? undefined : otherwise)
      const read = typed === undefined ? null : question.read(typed)
      if (read?.ok) answers[option] = read.value
      else if (!lines)
        (read ? faults : missing).push(read ? `--${option}：${read.fault}` : `--${option}  ${question.ask}`)
      else {
        if (read) stdout.write(`--${option}：${read.fault}\n`)
        const answer = await lines.ask(question)
        if (answer === null) return { faults: ['回答中断了 / the answers ended'] }
        answers[option] = answer
      }
    }
  } finally {
    lines?.close()
  }
  if (missing.length > 0)
    faults.push('不是在终端里运行，请把这些写成选项 / no terminal, give these as options:', ...missing)
  return faults.length > 0 ? { faults } : { answers }
}

/** Asks until the answer will do. Null: whoever was asked went away. */
function asking(stdin: NonNullable<CliParts['stdin']>, stdout: CliParts['stdout']) {
  const reader = createInterface({ input: stdin, output: stdout, terminal: stdout.isTTY === true, prompt: '> ' })
  const lines = reader[Symbol.asyncIterator]()
  return {
    async ask({ ask, otherwise, read }: Question): Promise<string | null> {
      for (;;) {
        stdout.write(`${ask}${otherwise === undefined ? '' : `（直接回车是 ${otherwise}）`}\n`)
        reader.prompt()
        const line = await lines.next()
        if (line.done) return null
        const answer = read(line.value.trim() || (otherwise ?? ''))
        if (answer.ok) return answer.value
        stdout.write(`  ✗ ${answer.fault}\n`)
      }
    },
    close: () => reader.close(),
  }
}

/** Never over a file that is there, not even one that came this moment. */
async function writeNew(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const camel = (option: string): string => option.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
