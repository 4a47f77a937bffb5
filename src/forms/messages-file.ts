import { z } from 'zod'
import type { MessageTable } from '../kernel/words.js'
import { inBoth } from './issue-words.js'
import { type Decoded, yamlFile } from './yaml-file.js'

const messages = z.looseObject({ language: z.string().min(1) })

/** A messages file (`config/messages/zh-CN.yaml`): sentences in groups, with the `language` they are in. */
export function decodeMessages(file: string, text: string): Decoded<'table', MessageTable> {
  const yaml = yamlFile(file, text)
  if (yaml.faults.length > 0) return { ok: false, faults: yaml.faults }
  const decoded = messages.safeParse(yaml.data, inBoth)
  if (!decoded.success) return { ok: false, faults: yaml.faultsOf(decoded.error) }
  const faults = pathsOfNoSentence(decoded.data).map((path) =>
    yaml.fault(path, `${path.join('.')}: 应为一句话 / expected a sentence`),
  )
  return faults.length > 0 ? { ok: false, faults } : { ok: true, table: decoded.data as MessageTable }
}

/** Where neither a sentence nor a group of them stands. */
function pathsOfNoSentence(node: unknown, path: string[] = []): string[][] {
  if (typeof node === 'string' && node !== '') return []
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return [path]
  return Object.entries(node).flatMap(([key, inner]) => pathsOfNoSentence(inner, [...path, key]))
}
