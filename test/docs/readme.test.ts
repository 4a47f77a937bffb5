import { describe, expect, it } from '@jest/globals'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Writable } from 'node:stream'
import { runCli } from '../../src/cli/program.js'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8')

/** Named for the reader to make: settings and the list of a hub. */
const MADE_BY_THE_READER = ['config/settings.yaml', 'config/hub.yaml']

const found = (pattern: RegExp, text: string): string[] => [
  ...new Set([...text.matchAll(pattern)].map(([, one]) => one!)),
]

/** Names of variables that the source reads. */
const variables = new Set(
  ['src', 'test', 'scripts']
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
    )
    .filter((file) => file.endsWith('.ts') && !file.includes('node_modules') && !file.endsWith('readme.test.ts'))
    .flatMap((file) => found(/(JIANBAO_[A-Z_]+)/g, textOf(file))),
)

/** What `jianbao … --help` prints. */
async function helpOf(words: string[]): Promise<{ code: number; printed: string }> {
  let printed = ''
  const stream = new Writable({ write: (chunk, _encoding, done) => ((printed += String(chunk)), done()) })
  const never = () => Promise.reject(new Error('help does nothing'))
  const parts = { version: '0.1.0', stdout: stream, stderr: stream, now: () => '2026-11-20T00:00:00.000Z' }
  const code = await runCli([...words, '--help'], {
    ...parts,
    start: never,
    migrate: never,
    load: never,
    openRecords: never,
    openInvitations: never,
  })
  return { code, printed }
}

describe.each(['README.md', 'README.zh-CN.md'])('%s', (name) => {
  const readme = textOf(name)

  it('names files and folders that are there', () => {
    const paths = found(/\b((?:config|docs|scripts|src|test)\/[\w./-]*\w)/g, readme).filter(
      (path) => !MADE_BY_THE_READER.includes(path),
    )
    expect(paths.length).toBeGreaterThan(8)
    expect(paths.filter((path) => !path.startsWith('src/cli/') && !existsSync(join(ROOT, path)))).toEqual([])
    expect(found(/\]\(([^)#]+)\)/g, readme).filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
  })

  it('links to headings it has', () => {
    const headings = found(/^#+ (.+)$/gm, readme).map((title) => title.toLowerCase().replace(/ /g, '-'))
    expect(found(/\]\(#([^)]+)\)/g, readme).filter((anchor) => !headings.includes(anchor))).toEqual([])
  })

  it('names variables that the program reads', () => {
    expect(found(/(JIANBAO_[A-Z_]+)/g, readme).filter((variable) => !variables.has(variable))).toEqual([])
  })

  it('shows commands and options that there are', async () => {
    const lines = found(/^ *(?:npx jianbao|docker compose run --rm app node dist\/src\/cli\/main\.js) (.+)$/gm, readme)
    expect(lines.length).toBeGreaterThan(5)
    for (const line of lines) {
      const words = line.split(/\s+/)
      const command = words[0] === 'records' ? words.slice(0, 2) : words.slice(0, 1)
      const { code, printed } = await helpOf(command)
      expect({ line, code }).toEqual({ line, code: 0 })
      for (const option of words.filter((word) => word.startsWith('--'))) expect(printed).toContain(`${option} <`)
    }
  })

  it('runs scripts that package.json has', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> }
    expect(found(/npm run ([\w:]+)/g, readme).filter((script) => !(script in scripts))).toEqual([])
  })
})

it('both READMEs are built alike: headings, pictures, blocks to copy', () => {
  const shapeOf = (text: string) => ({
    headings: [...text.matchAll(/^(#+) /gm)].map(([, level]) => level),
    pictures: found(/!\[[^\]]+\]\(([^)]+)\)/g, text),
    blocks: text.match(/^ *```\w+$/gm),
    rows: text.match(/^\|/gm)?.length,
  })
  expect(shapeOf(textOf('README.zh-CN.md'))).toEqual(shapeOf(textOf('README.md')))
})
