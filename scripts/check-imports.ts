import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { z } from 'zod'
import { codeOf, importsOf, scriptOf } from './source-code.js'

const table = z.strictObject({
  about: z.string().optional(),
  folders: z.record(z.string(), z.array(z.string())),
  packages: z.record(z.string(), z.array(z.string())),
  env: z.array(z.string()),
  pure: z.array(z.string()),
})
const manifest = z.object({
  dependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
})
type Table = z.infer<typeof table>

/** A place that breaks a rule: `src/engine/step.ts:12` and what is wrong there. */
export interface Fault {
  file: string
  line: number
  message: string
}

const MOST_LINES = 300
const WISHED_LINES = 200
const NAMELESS_FOLDERS = new Set(['services', 'utils', 'helpers', 'common', 'types'])

const SWALLOWED: [RegExp, string][] = [
  [/\bcatch\s*(?:\([^)]*\))?\s*\{\s*\}/g, 'an empty catch hides a bug'],
  [/\.catch\(\s*\(?\s*\w*\s*\)?\s*=>\s*(?:\{\s*\}|undefined|null)\s*\)/g, 'a swallowed rejection hides a bug'],
]
const IMPURE: [RegExp, string][] = [
  [
    /\bDate\.now\b|\bnew\s+Date\b(?!\s*\(\s*[^\s)])|(?<!new\s+|\.)\bDate\(|\bperformance\./g,
    'no clock here: time is an argument',
  ],
  [/\bMath\.random\b|\bcrypto\./g, 'no chance here: ids and chance are arguments'],
  [/\b(?:await|async)\b/g, 'nothing is waited for here'],
  [
    /\bprocess\.|\bglobalThis\b|\bconsole\.|\bfetch\(|\bset(?:Timeout|Interval|Immediate)\(|\bqueueMicrotask\(/g,
    'no I/O here',
  ],
  [
    /\.(?:get|set)(?:FullYear|Month|Date|Day|Hours|Minutes)\(|\.toLocale\w*String\(/g,
    "no use of the process's time zone here",
  ],
]
const OUTSIDE_KERNEL: [RegExp, string] = [/\bnew\s+Date\(\s*[^\s)]/g, 'dates are made in kernel only']

/** Whether `path` is `entry` or lies in the folder `entry`. */
const within = (path: string, entry: string) =>
  path === entry || path.startsWith(entry.endsWith('/') ? entry : `${entry}/`)

/** The entry of `folders` a path in src belongs to, or undefined. */
function folderOf(path: string, folders: Table['folders']): string | undefined {
  const fitting = Object.keys(folders).filter((entry) => within(path, entry))
  const longest = fitting.toSorted((a, b) => b.length - a.length)[0]
  return longest ?? (path.includes('/') ? undefined : '.')
}

const packageOf = (specifier: string) => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')

function importFault(file: string, specifier: string, rules: Table, declared: Set<string>): string | null {
  const pure = rules.pure.some((entry) => within(file, entry))
  if (specifier.startsWith('.')) {
    if (!file.startsWith('src/')) return null
    const target = posix.join(posix.dirname(file), specifier).replace(/\.js$/, '.ts')
    if (!target.startsWith('src/')) return `${specifier} lies outside src`
    const from = folderOf(file.slice(4), rules.folders)
    const to = folderOf(target.slice(4), rules.folders)
    if (from === undefined || to === undefined) return null // said once, of the file itself
    const allowed = rules.folders[from] ?? []
    return from === to || allowed.includes('*') || allowed.includes(to)
      ? null
      : `${from} may not import ${to} (${target})`
  }
  if (specifier.startsWith('node:')) return pure ? `no ${specifier} here: this folder is pure` : null
  if (within(file, 'src/emulator/phone')) return null // a workspace with packages of its own
  const name = packageOf(specifier)
  const places = rules.packages[name]
  if (!declared.has(name)) return `${name} is not among the dependencies of package.json`
  if (places ? !places.some((entry) => within(file, entry)) : pure) return `${name} may not be imported here`
  return null
}

/** All rules on one file of the project. `file` is its path from the root with `/`. */
function fileFaults(file: string, text: string, rules: Table, declared: Set<string>): Fault[] {
  const source = scriptOf(file, text)
  const code = codeOf(source)
  const faults: Fault[] = []
  const say = (at: number, message: string) =>
    faults.push({ file, line: code.slice(0, at).split('\n').length, message })
  const forbid = ([pattern, message]: [RegExp, string]) => {
    for (const match of code.matchAll(pattern)) say(match.index, message)
  }
  SWALLOWED.forEach(forbid)
  if (!file.startsWith('src/') && file !== 'ormconfig.ts') return faults
  if (file.startsWith('src/') && folderOf(file.slice(4), rules.folders) === undefined) {
    say(0, `${posix.dirname(file)} is not in config/imports.json`)
  }
  for (const { specifier, at } of importsOf(source, code)) {
    const message = importFault(file, specifier, rules, declared)
    if (message) say(at, message)
  }
  if (rules.pure.some((entry) => within(file, entry))) {
    IMPURE.forEach(forbid)
    if (!within(file, 'src/kernel')) forbid(OUTSIDE_KERNEL)
  } else if (!rules.env.includes(file)) forbid([/\bprocess\.env\b/g, 'the environment is read in settings.ts alone'])
  return faults
}

/** All TypeScript and Vue files below `folder`, as paths from `root` with `/`, in order. */
function sourcesIn(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return []
  const entries = readdirSync(join(root, folder), { withFileTypes: true })
  return entries
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : sourcesIn(root, path)
      return /\.(?:ts|vue)$/.test(entry.name) ? [path] : []
    })
    .toSorted()
}

/** What the place and the length of a file say; tests may be long. */
function shapeFaults(file: string, text: string): { faults: Fault[]; hints: Fault[] } {
  const nameless = file.split('/').find((part) => NAMELESS_FOLDERS.has(part))
  const faults = nameless
    ? [{ file, line: 1, message: `a folder named ${nameless} says nothing about what is in it` }]
    : []
  const lines = text.trimEnd().split('\n').length
  const long = { file, line: lines, message: `${lines} lines` }
  if (file.startsWith('test/') || lines <= WISHED_LINES) return { faults, hints: [] }
  if (lines <= MOST_LINES)
    return { faults, hints: [{ ...long, message: `${long.message}, wished are ${WISHED_LINES}` }] }
  return { faults: [...faults, { ...long, message: `${long.message}, at most ${MOST_LINES} are allowed` }], hints: [] }
}

/**
 * Holds the project at `root` against `config/imports.json` and the house rules that a linter does not know.
 * Faults come in the order of files and lines; hints are files longer than wished.
 */
export function checkTree(root: string): { files: number; faults: Fault[]; hints: Fault[] } {
  const read = (path: string) => readFileSync(join(root, path), 'utf8')
  const rules = table.parse(JSON.parse(read('config/imports.json')))
  const { dependencies, optionalDependencies } = manifest.parse(JSON.parse(read('package.json')))
  const declared = new Set([...Object.keys(dependencies), ...Object.keys(optionalDependencies)])
  const files = ['scripts', 'src', 'test'].flatMap((folder) => sourcesIn(root, folder))
  if (existsSync(join(root, 'ormconfig.ts'))) files.push('ormconfig.ts')
  const found = files.map((file) => {
    const text = read(file)
    const shape = shapeFaults(file, text)
    const faults = [...shape.faults, ...fileFaults(file, text, rules, declared)]
    return { faults: faults.toSorted((a, b) => a.line - b.line), hints: shape.hints }
  })
  return { files: files.length, faults: found.flatMap((one) => one.faults), hints: found.flatMap((one) => one.hints) }
}

if (process.argv[1] === import.meta.filename) {
  const { files, faults, hints } = checkTree(process.cwd())
  for (const hint of hints) console.log(`hint  ${hint.file}: ${hint.message}`)
  for (const fault of faults) console.error(`${fault.file}:${fault.line}  ${fault.message}`)
  console.log(`${files} files read, ${faults.length} faults against config/imports.json and the house rules`)
  if (faults.length > 0) process.exitCode = 1
}
