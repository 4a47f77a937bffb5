import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { systemClock } from '../src/app.js'
import { extractorOf, type Extractor } from '../src/extraction/extractor.js'
import { plainActivities } from '../src/extraction/jsonl.js'
import { openaiModel } from '../src/extraction/llm/model.js'
import { dayIn } from '../src/kernel/zone.js'
import { readSettings } from '../src/settings.js'
import { f1, FIELDS, labelled, precision, recall, score, type Counted } from './score-extraction.js'

const { values } = parseArgs({
  options: {
    file: { type: 'string', default: 'test/extraction/set.jsonl' },
    wrong: { type: 'boolean', default: false },
    // model and both ask the model of the settings (config/settings.yaml, or the file JIANBAO_CONFIG names).
    engine: { type: 'string', default: 'rules' },
  },
})
const items = readFileSync(values.file, 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => labelled.parse(JSON.parse(line)))
const calls = new Map<string, number>()
function extractor(): Extractor {
  const { engine } = values
  if (engine === 'rules') return extractorOf(null)
  const read = readSettings()
  const model = read.ok ? read.settings.model : undefined
  if (!model || (engine !== 'model' && engine !== 'both')) {
    console.error('--engine rules, or model / both with a model in the settings')
    process.exit(2)
  }
  const noticed = ({ code }: { code: string }) => calls.set(code, (calls.get(code) ?? 0) + 1)
  return extractorOf(openaiModel({ ...model, callsPerDay: Infinity }, { clock: systemClock, noticed }), engine)
}
const { extract } = extractor()
const read = new Map<string, ReturnType<typeof plainActivities>>()
for (const { id, text, sentAt } of items)
  read.set(id, plainActivities(await extract(text, dayIn(sentAt, 'Asia/Shanghai'))))
const { fields, styles, overall, wrong } = score(items, ({ id }) => read.get(id) ?? [])

const cell = (value: number | string) => (typeof value === 'string' ? value : value.toFixed(3)).padStart(10)
const row = (name: string, one: Counted, more = '') =>
  console.log(
    name.padEnd(16) + cell(precision(one)) + cell(recall(one)) + cell(f1(one)) + cell(String(one.right)) + more,
  )
console.log(`${items.length} messages of ${values.file}\n`)
console.log(`${'field'.padEnd(16)}${['precision', 'recall', 'F1', 'right'].map(cell).join('')}`)
FIELDS.forEach((field, i) => row(`${i < 6 ? '*' : ' '} ${field}`, fields[field]))
console.log(
  `\n${'style'.padEnd(16)}${['precision', 'recall', 'F1', 'right', 'messages', 'all right'].map(cell).join('')}`,
)
for (const [name, one] of [...styles].toSorted(([a], [b]) => a.localeCompare(b)))
  row(`  ${name}`, one, cell(String(one.items)) + cell(String(one.whole)))
if (calls.size > 0) console.log(`\nthe model: ${[...calls].map(([code, n]) => `${code} ${n}`).join(', ')}`)
row('\noverall (*)', overall)
if (values.wrong)
  for (const one of wrong)
    console.log(
      `${one.id} #${one.activity} ${one.field}: expected ${JSON.stringify(one.expected)}, read ${JSON.stringify(one.read)}`,
    )
