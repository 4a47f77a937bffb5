import { LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'

/** What is wrong with a file that a person wrote, and where. */
export interface Fault {
  file: string
  line: number
  message: string
}

export type Decoded<K extends string, V> = ({ ok: true } & Record<K, V>) | { ok: false; faults: Fault[] }

/** A YAML text as plain data, with the line each part of it stands on. */
export interface YamlFile {
  data: unknown
  faults: Fault[]
  /** A fault at this path, or at the nearest part of it that is there. */
  fault(path: readonly PropertyKey[], message: string): Fault
  /** zod's findings with their lines. */
  faultsOf(error: z.ZodError): Fault[]
}

export function yamlFile(file: string, text: string): YamlFile {
  const lines = new LineCounter()
  const doc = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const lineAt = (offset: number | undefined) => lines.linePos(offset ?? 0).line || 1
  const fault = (path: readonly PropertyKey[], message: string): Fault => {
    for (let length = path.length; length > 0; length--) {
      const node = doc.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined
      if (node?.range) return { file, line: lineAt(node.range[0]), message }
    }
    return { file, line: 1, message }
  }
  return {
    data: doc.errors.length > 0 ? null : (doc.toJS() as unknown),
    faults: doc.errors.map((error) => {
      const line = lineAt(error.pos[0])
      return { file, line, message: syntaxSaid(text.split('\n')[line - 1] ?? '', error.message) }
    }),
    fault,
    faultsOf: (error) => issuesOf(error).map(({ path, message }) => fault(path, message)),
  }
}

/** What keeps a line from being YAML, by what mostly does; else in the words of who reads it. */
function syntaxSaid(line: string, english: string): string {
  if (line.includes('：')) return '冒号要用英文的 : 后面空一格 / write : and not ：'
  if (line.includes('\t')) return '行首请用空格，不要用 Tab / indent with spaces'
  if (/[，［］｛｝]/.test(line)) return '逗号和括号要用英文的 , [ ] { } / write , [ ] { }'
  return `写法不对 / ${english}`
}

/** zod's findings, each by its path. */
export const issuesOf = (error: z.ZodError): { path: PropertyKey[]; message: string }[] =>
  error.issues.flatMap(({ path, message, ...issue }) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          path: [...path, key],
          message: `${dotted(path)}没有「${key}」这一项 / unknown key ${key}`,
        }))
      : [{ path, message: `${dotted(path)}${message}` }],
  )

const dotted = (path: readonly PropertyKey[]): string => (path.length > 0 ? `${path.map(String).join('.')}: ` : '')
