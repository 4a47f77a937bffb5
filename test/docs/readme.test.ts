import { describe, expect, it } from '@jest/globals'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Writable } from 'node:stream'
import { runCli } from '../../src/cli/program.js'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8')

/** Named for the reader to make: settings and the list of a hub. */
const MADE_BY_THE_READER = ['config/settings.yaml', 'config/hub.yaml', 'config/forms/visit.v1.yaml']

const found = (pattern: RegExp, text: string): string[] => [
  ...new Set([...text.matchAll(pattern)].map(([, one]) => one!)),
]

/** Headings as links name them. */
const anchorsOf = (text: string): string[] =>
  found(/^#+ (.+)$/gm, text).map((title) =>
    title
      .toLowerCase()
      .replace(/[?,，、：。「」]/g, '')
      .replace(/ /g, '-'),
  )

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
  const parts = { version: '0.2.0', stdout: stream, stderr: stream, now: () => '2026-11-20T00:00:00.000Z' }
  const code = await runCli([...words, '--help'], {
    ...parts,
    start: never,
    migrate: never,
    load: never,
    openRegisters: never,
    openRecords: never,
    openInvitations: never,
    openReach: never,
    rehearse: never,
  })
  return { code, printed }
}

describe.each([
  'README.md',
  'README.zh-CN.md',
  'docs/using.md',
  'docs/using.zh-CN.md',
  'docs/operating.md',
  'docs/operating.zh-CN.md',
])('%s', (name) => {
  const readme = textOf(name)

  it('names files and folders that are there', () => {
    const paths = found(/\b((?:config|docs|scripts|src|test)\/[\w./-]*\w)/g, readme).filter(
      (path) => !MADE_BY_THE_READER.includes(path),
    )
    expect(paths.length).toBeGreaterThan(0)
    expect(paths.filter((path) => !path.startsWith('src/cli/') && !existsSync(join(ROOT, path)))).toEqual([])
  })

  it('links to files that are there and to headings they have', () => {
    const links = [...readme.matchAll(/\]\((?!http)([^)#]*)(?:#([^)]+))?\)/g)]
    expect(links.length).toBeGreaterThan(1)
    for (const [link, path, anchor] of links) {
      // A link starts from the folder of its file.
      const file = path ? join(dirname(name), path) : name
      expect({ link, there: existsSync(join(ROOT, file)) }).toEqual({ link, there: true })
      if (anchor) expect(anchorsOf(textOf(file))).toContain(anchor)
    }
  })

  it('names variables that the program reads', () => {
    expect(found(/(JIANBAO_[A-Z_]+)/g, readme).filter((variable) => !variables.has(variable))).toEqual([])
  })

  it('shows commands and options that there are', async () => {
    const lines = found(
      /^ *(?:npx jianbao|docker compose run --rm .*app node dist\/src\/cli\/main\.js) (.+)$/gm,
      readme,
    )
    expect(lines.length).toBeGreaterThan(5)
    for (const line of lines) {
      const words = line.split(/\s+/)
      const command = ['records', 'forms', 'programmes', 'report'].includes(words[0] ?? '')
        ? words.slice(0, 2)
        : words.slice(0, 1)
      const { code, printed } = await helpOf(command)
      expect({ line, code }).toEqual({ line, code: 0 })
      for (const option of words.filter((word) => word.startsWith('--'))) expect(printed).toContain(`${option} `)
    }
  })

  it('runs scripts that package.json has', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> }
    expect(found(/npm run ([\w:]+)/g, readme).filter((script) => !(script in scripts))).toEqual([])
  })
})

it.each([
  ['README.zh-CN.md', 'README.md'],
  ['docs/using.zh-CN.md', 'docs/using.md'],
  ['docs/operating.zh-CN.md', 'docs/operating.md'],
])('%s and %s are built alike: headings, pictures, blocks to copy', (chinese, english) => {
  const shapeOf = (text: string) => ({
    headings: [...text.matchAll(/^(#+) /gm)].map(([, level]) => level),
    pictures: found(/!\[[^\]]+\]\(([^)]+)\)/g, text),
    blocks: text.match(/^ *```\w+$/gm),
    rows: text.match(/^\|/gm)?.length,
  })
  expect(shapeOf(textOf(chinese))).toEqual(shapeOf(textOf(english)))
})
