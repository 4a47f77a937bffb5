import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { plainActivity } from '../src/extraction/jsonl.js'
import { extract } from '../src/extraction/rules/extract.js'
import { dayIn } from '../src/kernel/zone.js'
import { f1, FIELDS, labelled, precision, recall, score, type Counted } from './score-extraction.js'

const { values } = parseArgs({
  options: {
    file: { type: 'string', default: 'test/extraction/set.jsonl' },
    wrong: { type: 'boolean', default: false },
  },
})
const items = readFileSync(values.file, 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => labelled.parse(JSON.parse(line)))
const { fields, styles, overall, wrong } = score(items, ({ text, sentAt }) =>
  extract(text, dayIn(sentAt, 'Asia/Shanghai')).map(plainActivity),
)

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
row('\noverall (*)', overall)
if (values.wrong)
  for (const one of wrong)
    console.log(
      `${one.id} #${one.activity} ${one.field}: expected ${JSON.stringify(one.expected)}, read ${JSON.stringify(one.read)}`,
    )
