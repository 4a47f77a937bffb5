import type { z } from 'zod'
import type { Fault, YamlFile } from '../forms/yaml-file.js'

const PARTS = ['hub', 'funder', 'programme', 'organisations', 'grants', 'objectives', 'schedules', 'contacts']
const NAMES_A_PART = new RegExp(`^["{ ]*(${PARTS.join('|')})"? *[:：]`, 'm')
const NO_LIST = '这不是名单文件，请照 config/hub.example.yaml 写 / this is no hub file'

/** What YAML itself found, one fault a line, in words for who wrote the file; a text that is nowhere like a hub file is another file. */
export function syntaxFaults({ faults }: YamlFile, file: string, text: string): Fault[] {
  const [first] = faults
  if (first && (!/\.(ya?ml|json|txt)$/i.test(file) || !NAMES_A_PART.test(text)))
    return [{ ...first, line: 1, message: NO_LIST }]
  return faults
    .filter(({ line }, i) => faults.findIndex((other) => other.line === line) === i)
    .map((fault) => ({
      ...fault,
      message: fault.message.replace(/^写法不对/, '$&，请和 config/hub.example.yaml 对照'),
    }))
}

/** What the schema found, each with its line and place (`organisations 第 2 条 kind`). */
export function schemaFaults(yaml: YamlFile, error: z.ZodError): Fault[] {
  const { data } = yaml
  if (typeof data !== 'object' || data === null || !PARTS.some((part) => part in data || `${part}：` in data))
    return [yaml.fault([], NO_LIST)]
  return error.issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [yaml.fault(issue.path, placed(issue.path, issue.message))]
    return issue.keys.map((key) => yaml.fault([...issue.path, key], placed(issue.path, unknownSaid(key))))
  })
}

const unknownSaid = (key: string): string =>
  key.includes('：')
    ? `「${key}」的冒号要用英文的 : 后面空一格 / write : and not ：`
    : `没有「${key}」这一项 / unknown key`

function placed(path: readonly PropertyKey[], message: string): string {
  const place = path.map((part) => (typeof part === 'number' ? `第 ${part + 1} 条` : String(part))).join(' ')
  return place === '' ? message : `${place}：${message}`
}
