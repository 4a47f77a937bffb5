import { readFileSync } from 'node:fs'
import type { Environment } from './settings-environment.js'

const SECRETS = new Set(['secret', 'token', 'encodingAesKey', 'password', 'apiKey', 'webhook'])

/** The settings with every secret given as `{env: NAME}` or `{file: PATH}` replaced by what it stands for. */
export function secretsIn(given: Record<string, unknown>, env: Environment) {
  const faults: { path: PropertyKey[]; message: string }[] = []
  const variables: string[] = []
  const files: string[] = []
  const literals: PropertyKey[][] = []

  const walk = (node: unknown, path: PropertyKey[]): unknown => {
    if (Array.isArray(node)) return node.map((each, i) => walk(each, [...path, i]))
    if (typeof node !== 'object' || node === null) return node
    return Object.fromEntries(
      // A key without a value, as it stands when all below it is commented out, is one that was not given.
      Object.entries(node).flatMap(([key, value]) => {
        const here = [...path, key]
        if (value === null) return []
        return [[key, SECRETS.has(key) ? secretOf(value, here) : walk(value, here)]]
      }),
    )
  }
  const secretOf = (value: unknown, path: PropertyKey[]): unknown => {
    const refuse = (message: string): string => {
      faults.push({ path, message: `${path.map(String).join('.')}：${message}` })
      return ''
    }
    if (typeof value !== 'object' || value === null) {
      if (typeof value === 'string') literals.push(path)
      return value
    }
    const [[kind, name] = [], ...more] = Object.entries(value) as [string, unknown][]
    if (more.length > 0 || typeof name !== 'string' || (kind !== 'env' && kind !== 'file')) {
      return refuse('应为文字、{env: 变量名} 或 {file: 路径} / expected text, {env: NAME} or {file: PATH}')
    }
    if (kind === 'env') {
      variables.push(name)
      return env[name] || refuse(`环境变量 ${name} 没有设置 / the variable is not set`)
    }
    try {
      const text = readFileSync(name, 'utf8').trim()
      files.push(name)
      return text || refuse(`文件 ${name} 是空的 / the file is empty`)
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? String(error)
      return refuse(`读不了文件 ${name} / cannot read the file (${code})`)
    }
  }
  const data = walk(given, []) as Record<string, unknown>
  /** `literals`: where a secret is given as itself; `variables` and `files`: where the others come from. */
  return { data, faults, variables, files, literals }
}
