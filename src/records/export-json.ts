import type { Export } from './export.js'
import { countWithheld, type Withheld } from './public-records.js'
import { tally } from './totals.js'

/** One JSON object with a line for each record; all amounts in fen. Written as it is read, so it may be of any size. */
export async function* exportJson(exported: Export): AsyncGenerator<Uint8Array> {
  const { madeAt, choice, categories, grants, recaps, visits } = exported
  const counting = tally([...categories.keys()])
  const head = { madeAt, ...choice, categories: Object.fromEntries(categories) }
  const encoder = new TextEncoder()
  yield encoder.encode(`${JSON.stringify(head).slice(0, -1)},\n"records":[`)
  const left: Withheld[] = []
  let separator = '\n'
  for await (const record of exported.records) {
    counting.add(record)
    left.push(...(record.withheld ?? []))
    yield encoder.encode(separator + JSON.stringify(record))
    separator = ',\n'
  }
  const withheld = choice.public
    ? `"unaccepted":${JSON.stringify(exported.unaccepted)},\n"withheld":${JSON.stringify(countWithheld(left))},\n`
    : ''
  yield encoder.encode(
    `\n],\n${withheld}"grants":${JSON.stringify(grants)},\n"recaps":${JSON.stringify(recaps)},\n"visits":${JSON.stringify(visits)},\n"totals":${JSON.stringify(counting.totals(grants))}}\n`,
  )
}
