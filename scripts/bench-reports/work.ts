import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { readXlsx, writeXlsx } from 'hucre/xlsx'
import sharp from 'sharp'
import { decodeForm } from '../../src/forms/form-file.js'
import { reconcile } from '../../src/reconciliation/reconcile.js'
import { compilePhotos, compileReport, compileWorkbook, type Sources } from '../../src/reports/report.js'
import { filedRecords, NOTHING_ELSE } from './material.js'

/** One piece of work in a process of its own, so that the memory it says is its own: `work.js docx|xlsx|library|album|reconcile FOLDER N`. */
const [what = '', folder = '', count = '0'] = process.argv.slice(2)

const choice = {
  hub: { id: 'hub-1', name: '山南社区伙伴', zone: 'Asia/Shanghai' },
  programme: null,
  grantee: null,
  range: { from: '2025-01-01', to: '2025-12-31' },
}
const sources = (activities: number, photos: string[]): Sources => ({
  ...NOTHING_ELSE,
  records: { ...NOTHING_ELSE.records, records: () => filedRecords(activities, photos) },
  read: (name) => readFile(path.join(folder, name)),
  now: '2026-01-05T01:00:00.000Z',
})
const workbook = path.join(folder, `${count}.xlsx`)

async function work(): Promise<Record<string, number>> {
  switch (what) {
    case 'docx': {
      const photos = (await readdir(folder)).filter((name) => name.endsWith('.jpg'))
      const layout = await readFile('config/layouts/quarterly.docx')
      const decoded = decodeForm('quarterly.v1.yaml', await readFile('config/forms/more/quarterly.v1.yaml', 'utf8'))
      if (!decoded.ok) throw new Error('the quarterly form cannot be read')
      const from = performance.now()
      const made = await compileReport(sources(10, photos), layout, [decoded.form], choice)
      if (!made.ok) throw new Error(JSON.stringify(made.faults))
      for await (const piece of made.value.pieces) await writeFile(path.join(folder, 'quarterly.docx'), piece)
      return { ms: performance.now() - from, photos: made.value.placed.length }
    }
    case 'xlsx': {
      const from = performance.now()
      const { pieces, close } = await compileWorkbook(sources(Number(count), []), choice)
      await writeFile(workbook, pieces)
      close?.()
      return { ms: performance.now() - from }
    }
    case 'album': {
      // Working copies as they are kept, ten of them over and over; what comes out is looked at piece by piece and let go.
      const photos = (await readdir(folder)).filter((name) => name.endsWith('.jpg'))
      const copies = await Promise.all(
        photos.map(async (name) => {
          const jpeg = sharp(path.join(folder, name))
          const [copy, small] = [`${name}.copy`, `${name}.copy.small`]
          await jpeg.clone().resize(1600).jpeg({ quality: 82 }).toFile(path.join(folder, copy))
          await jpeg.clone().resize(240).jpeg().toFile(path.join(folder, small))
          return copy
        }),
      )
      const from = performance.now()
      const album = sources(
        10,
        Array.from({ length: Number(count) }, (_, i) => copies[i % copies.length] ?? ''),
      )
      const { pieces, placed } = await compilePhotos(album, choice)
      let bytes = 0
      for await (const piece of pieces) bytes += piece.length
      return { ms: performance.now() - from, photos: placed.length, bytes }
    }
    case 'library': {
      const { sheets } = await readXlsx(await readFile(workbook))
      const bare = sheets.map(({ name, rows, cells }) => ({
        name,
        rows,
        cells: new Map([...(cells ?? [])].filter(([, { formula }]) => formula !== undefined)),
      }))
      const from = performance.now()
      await writeFile(`${workbook}.bare`, await writeXlsx({ sheets: bare }))
      return {
        ms: performance.now() - from,
        cells: bare.reduce((sum, { rows }) => sum + rows.reduce((all, row) => all + row.length, 0), 0),
      }
    }
    case 'reconcile': {
      // Only here: what makes the report is no part of what the others cost.
      const { longReport } = await import('./long-report.js')
      const { readBytes } = await import('../../src/cli/reconcile/read-file.js')
      const bytes = await longReport(Number(count))
      const from = performance.now()
      const read = await readBytes(bytes)
      if ('fault' in read) throw new Error(read.fault)
      const findings = reconcile(read.pieces)
      return { ms: performance.now() - from, pieces: read.pieces.length, findings: findings.length }
    }
    default:
      throw new Error(`no work is called ${what}`)
  }
}

/** `maxRSS` of a process that another one started begins with what that one had taken: Linux has the process's own beside it. */
async function mostKilobytes(): Promise<number> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '')
  return Number(/^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS)
}

const done = await work()
console.log(JSON.stringify({ ...done, rssMb: (await mostKilobytes()) / 1024 }))
