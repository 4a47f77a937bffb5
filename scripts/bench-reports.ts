import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Command } from 'commander'
import { YOUNG_MB } from '../src/cli/report/desk-in-thread.js'
import { phonePhoto } from './bench-reports/material.js'

/**
 * What reports cost: a quarterly report in Word with ten photos as phones make them, a year of activities as a workbook beside the library
 * writing the same cells alone, and the reconciliation of a long report; each in a process of its own, the better of several runs by time.
 */
const { activities, few, pages, photos, album, runs, json } = new Command('bench:reports')
  .option('--activities <n>', 'rows of the year', Number, 100_000)
  .option('--few <n>', 'rows of a small year, to see what memory grows by', Number, 10_000)
  .option('--pages <n>', 'of the report that is reconciled', Number, 200)
  .option('--photos <n>', 'of the quarterly report', Number, 10)
  .option('--album <n>', 'photos of a package', Number, 2_000)
  .option('--runs <n>', 'of each work but the year', Number, 3)
  .option('--json', 'the numbers as JSON on the last line')
  .parse()
  .opts<{ activities: number; few: number; pages: number; photos: number; album: number; runs: number; json?: true }>()

const MOST_DOCX_MS = 2_000
const MOST_DOCX_MB = 300
const MOST_RATIO = 1.5
/** Memory of the year by that of the small year, and of a package by that of a tenth of it: the same but for a few bytes a row. */
const MOST_GROWTH = 1.3
const MOST_RECONCILE_MS = 5_000

interface Done {
  ms: number
  rssMb: number
  cells: number
}

const folder = await mkdtemp(path.join(tmpdir(), 'jianbao-reports-'))
try {
  let bytes = 0
  for (let i = 0; i < photos; i++) {
    // Each another one: a picture that comes twice is packed once.
    const photo = await phonePhoto(i)
    bytes += photo.length
    await writeFile(path.join(folder, `${i}.jpg`), photo)
  }
  const once = (what: string, count: number): Done => {
    const script = path.join(import.meta.dirname, 'bench-reports', 'work.js')
    // Three of its parts are the young generation: what a thread of the service has.
    const young = `--max-semi-space-size=${YOUNG_MB / 3}`
    const { stdout, stderr, status } = spawnSync(process.execPath, [young, script, what, folder, String(count)], {
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(stderr)
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Done
  }
  /** The quickest, with the most memory that any took. */
  const best = (what: string, count: number): Done => {
    const all = Array.from({ length: runs }, () => once(what, count)).sort((a, b) => a.ms - b.ms)
    const [quickest = { ms: NaN, rssMb: NaN, cells: NaN }] = all
    return { ...quickest, rssMb: Math.max(...all.map(({ rssMb }) => rssMb)) }
  }
  const met = (yes: boolean) => (yes ? '✓' : '✗')
  const mb = (of: Done) => `${of.rssMb.toFixed(0)} MB`
  const ms = (of: Done) => `${of.ms.toFixed(0).padStart(6)} ms`

  const docx = best('docx', photos)
  console.log(
    `${met(docx.ms < MOST_DOCX_MS)} quarterly report, ${photos} photos of ${(bytes / photos / 1e6).toFixed(1)} MB ${ms(docx)} (< ${MOST_DOCX_MS}), at most ${mb(docx)} ${met(docx.rssMb < MOST_DOCX_MB)} (< ${MOST_DOCX_MB})`,
  )
  const small = once('xlsx', few)
  const year = once('xlsx', activities)
  const library = once('library', activities)
  const ratio = year.ms / library.ms
  const growth = year.rssMb / small.rssMb
  console.log(`  workbook of ${few} activities ${ms(small)}, at most ${mb(small)}`)
  console.log(
    `${met(ratio <= MOST_RATIO)} workbook of ${activities} activities ${ms(year)}; the library alone, the same ${library.cells} cells ${ms(library)}: ${ratio.toFixed(2)} times (≤ ${MOST_RATIO})`,
  )
  console.log(
    `${met(growth <= MOST_GROWTH)} flat memory: at most ${mb(year)}, ${growth.toFixed(2)} times that of ${few} activities (≤ ${MOST_GROWTH})`,
  )
  // What is streamed takes the same for a tenth of it: but for what is known of each photo.
  const tenth = once('album', Math.ceil(album / 10))
  const whole = once('album', album)
  const more = whole.rssMb / tenth.rssMb
  console.log(
    `${met(more <= MOST_GROWTH)} package of ${album} photos ${ms(whole)}, at most ${mb(whole)}, ${more.toFixed(2)} times that of ${Math.ceil(album / 10)} (≤ ${MOST_GROWTH})`,
  )
  const reconciled = best('reconcile', pages)
  console.log(
    `${met(reconciled.ms < MOST_RECONCILE_MS)} reconciliation of ${pages} pages ${ms(reconciled)} (< ${MOST_RECONCILE_MS}), at most ${mb(reconciled)}`,
  )
  // How long anything takes depends on the machine: it is shown. Memory and ratios do not.
  if (docx.rssMb >= MOST_DOCX_MB || ratio > MOST_RATIO || growth > MOST_GROWTH || more > MOST_GROWTH)
    process.exitCode = 1
  if (json)
    console.log(
      JSON.stringify({
        docxMs: Math.round(docx.ms),
        docxRssMb: Math.round(docx.rssMb),
        xlsxRatio: Number(ratio.toFixed(2)),
        reconcileMs: Math.round(reconciled.ms),
      }),
    )
} finally {
  await rm(folder, { recursive: true })
}
