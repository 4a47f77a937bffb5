import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { newId, systemClock } from '../src/app.js'
import { openDatabase } from '../src/database/connect.js'
import { databaseRecordsToRead } from '../src/database/records-to-read.js'
import type { Emulator } from '../src/emulator/emulator.js'
import { readChosen } from '../src/records/export.js'
import type { ExportedRecord } from '../src/records/export-ports.js'
import { tally } from '../src/records/totals.js'
import type { Settings } from '../src/settings.js'
import { diskBlobs } from '../src/storage/disk.js'
import type { DemoEvents, DemoHub } from '../src/rehearsal/demo-data.js'
import { picture, sayTalk, type Patience } from './replay.js'
import { talksOf, type Line, type Talk } from './replay-talks.js'

const TITLES: Record<string, string> = {
  exchange: '江西公益组织交流',
  accompaniment: '公益组织陪伴成长',
  training: '志愿者组织培训',
}
/** How long pictures may still be under way after the last word. */
const PICTURES_MS = 30_000

/** What the database holds after the replay, as it is printed and as `--json` says it. */
export interface Replayed {
  right: boolean
  tables: { category: string; title: string; rows: number; withoutCount: number; total: number; stated: number }[]
  grants: { rows: number; withdrawn: number; yuan: number; statedYuan: number }
  records: number
  messages: number
  /** Albums whose acknowledgement was not seen: none, unless an earlier run was killed before it came. */
  unanswered: number
  photos: { sent: number; kept: number }
  violations: number
}

/** Files everything as chats, then reads the database again and prints it. `right` when every total is the stated one. */
export async function replay(stage: {
  hub: DemoHub
  events: DemoEvents
  settings: Settings
  emulator: Emulator
  say(line: string): void
  /** What is answered where an activity was told before; as the report prints it unless given. */
  twice?: Line[]
  /** As for `sayTalk`. */
  patience?: Patience
  /** Waited for when everything was said, before it is read back. */
  filed?(): Promise<void>
}): Promise<Replayed> {
  const { hub, events, settings, emulator, say } = stage
  const talks = talksOf(hub, events, stage.twice)
  const lines = talks.reduce((sum, talk) => sum + talk.lines.length, 0)
  let heard = 0
  let unanswered = 0
  let shown = 0
  say(`… ${talks.length} 位伙伴开始填报，一共 ${lines} 句话 · ${talks.length} people file, ${lines} messages`)
  const told = (answered: boolean) => {
    heard++
    if (!answered) unanswered++
    if (heard < lines && heard < shown + 50) return
    shown = heard
    say(`  ${heard}/${lines}`)
  }
  const organisations = new Set(talks.map(({ organisation }) => organisation))
  await Promise.all(
    [...organisations].map(async (organisation) => {
      const colleagues = talks.filter((talk) => talk.organisation === organisation)
      for (const talk of colleagues) await sayTalk(emulator.control, hub, talk, told, stage.patience)
    }),
  )
  await emulator.control.idle()
  await stage.filed?.()

  const found = await readBack(settings, hub, events, talks)
  const replayed: Replayed = { ...found, messages: lines, unanswered, violations: emulator.control.violations().length }
  replayed.right &&= replayed.violations === 0
  if (replayed.violations > 0) say(`✗ 模拟器记下 ${replayed.violations} 处违规 · the emulator noted violations`)
  say(replayed.right ? '✓ 合计与年报一致 · all totals agree' : '✗ 合计与年报不一致 · the totals do not agree')
  return replayed

  async function readBack(
    { database: where, data }: Settings,
    demo: DemoHub,
    { statedTotals }: DemoEvents,
    said: Talk[],
  ): Promise<Omit<Replayed, 'messages' | 'unanswered' | 'violations'>> {
    const database = await openDatabase(where, { newId, clock: systemClock })
    try {
      const reader = databaseRecordsToRead(database.reads)
      const chosen = (await reader.hubs()).find(({ name }) => name === demo.hub.name)
      if (!chosen) throw new Error('the demo hub is not in the database')
      const choice = { hub: chosen, programme: null, grantee: null, range: {} }
      const wanted = await wantedPictures(said)
      const read = async () => {
        const { records, grants } = await readChosen(reader, choice)
        const all: ExportedRecord[] = []
        for await (const record of records) all.push(record)
        return { all, grants }
      }
      const keptOf = (all: ExportedRecord[]) =>
        all.flatMap(({ photos }) =>
          photos.flatMap(({ sha256 }) => (sha256 !== null && wanted.has(sha256) ? [sha256] : [])),
        )
      let { all, grants } = await read()
      for (const until = Date.now() + PICTURES_MS; keptOf(all).length < wanted.size && Date.now() < until;) {
        await pause(200)
        ;({ all, grants } = await read())
      }
      const blobs = diskBlobs(join(data, 'blobs'))
      for (const sha256 of keptOf(all)) await blobs.read(sha256)

      const order = Object.keys(TITLES)
      const sums = tally(order)
      for (const record of all) sums.add(record)
      const totals = sums.totals(grants)
      const tables = order.map((category) => {
        const of = totals.categories.find((each) => each.category === category)
        const total = of?.sums.length === 1 && of.sums[0]!.min === of.sums[0]!.max ? of.sums[0]!.max : Number.NaN
        printTable(TITLES[category]!, all, category, total, say)
        return {
          category,
          title: TITLES[category]!,
          rows: of?.rows ?? 0,
          withoutCount: of?.withoutCount ?? 0,
          total,
          stated: statedTotals[category as keyof typeof statedTotals],
        }
      })
      const granted = {
        rows: totals.grants.rows,
        withdrawn: totals.grants.withdrawn,
        yuan: totals.grants.sumFen / 100,
        statedYuan: demo.statedGrantedFen / 100,
      }
      say(`\n微公益项目支持：${granted.rows} 笔，其中退出 ${granted.withdrawn} 笔，合计 ${granted.yuan} 元`)
      const photos = { sent: wanted.size, kept: keptOf(all).length }
      say(`照片：发出 ${photos.sent} 张，存好 ${photos.kept} 张；填报 ${all.length} 份\n`)
      const wantedRows = (category: string) => events.events.filter(({ table }) => table === category).length
      const right =
        tables.every(({ category, rows, total, stated }) => rows === wantedRows(category) && total === stated) &&
        granted.yuan === granted.statedYuan &&
        granted.rows === demo.grants.length &&
        granted.withdrawn === demo.grants.filter(({ status }) => status === 'withdrawn').length &&
        photos.kept === photos.sent
      return { right, tables, grants: granted, records: all.length, photos }
    } finally {
      await database.close()
    }
  }
}

function printTable(
  title: string,
  all: ExportedRecord[],
  category: string,
  total: number,
  say: (line: string) => void,
) {
  const rows = all
    .flatMap(({ activities }) => activities.filter((activity) => activity.category === category))
    .sort((a, b) => (a.startsOn < b.startsOn ? -1 : 1))
  say(`\n${title}`)
  for (const { startsOn, endsOn, title: what, headcountMax } of rows) {
    const when = startsOn === endsOn ? startsOn : `${startsOn}—${endsOn}`
    say(`  ${when.padEnd(22)} ${String(headcountMax ?? '').padStart(5)}  ${what}`)
  }
  say(`  ${'合计'.padEnd(20)} ${String(total).padStart(5)}`)
}

/** The hashes of all pictures that the talks send. */
async function wantedPictures(talks: Talk[]): Promise<Set<string>> {
  const wanted = new Set<string>()
  for (const { userId, lines } of talks) {
    for (const [i, { photos = 0 }] of lines.entries()) {
      for (let n = 0; n < photos; n++) {
        wanted.add(
          createHash('sha256')
            .update(await picture(`${userId} ${i} ${n}`))
            .digest('hex'),
        )
      }
    }
  }
  return wanted
}
