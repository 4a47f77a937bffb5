import type { Instant } from '../../kernel/clock.js'
import type { Choice } from '../../records/export.js'
import type { RecordsToRead } from '../../records/export-ports.js'
import type { ReportReads } from '../ports.js'
import { byDay, readAround } from './around.js'
import { countedUp, groupOf, type Group } from './categories.js'
import type { Activity, Dataset, Expense, Photo, Tables, Text } from './dataset.js'
import { draftFor } from './draft.js'
import { countingUp, figure, yuan, type Counted } from './figure.js'
import { each } from './rows.js'
import { Spool } from './spool.js'

/** What a hub, a programme or a grantee has to tell of some days, in memory: for reports that people read. */
export async function readDataset(
  records: RecordsToRead,
  reads: ReportReads,
  choice: Choice,
  madeAt: Instant,
): Promise<Dataset> {
  const activities: Activity[] = []
  const expenses: Expense[] = []
  const texts: Text[] = []
  const photos: Photo[] = []
  const { labels, ...rest } = await readAround(records, reads, choice, madeAt, (read) => {
    activities.push(...read.activities)
    expenses.push(...read.expenses)
    texts.push(...read.texts)
    photos.push(...read.photos)
  })
  activities.sort(byDay)
  const only = (test: (group: Group) => boolean) => activities.filter((each) => test(groupOf(each)))
  const counted = countedUp(activities, only, labels)
  const spent = figure(...SPENT, expenses.map(spending))
  return withDraft(reads, { ...rest, ...counted, activities, expenses, spent, texts, photos })
}

/** The same for tables: rows of which there may be very many go through a file on the disk, which `close` takes away. */
export async function readTables(
  records: RecordsToRead,
  reads: ReportReads,
  choice: Choice,
  madeAt: Instant,
): Promise<{ tables: Tables; close(): void }> {
  const activities = new Spool<Activity, Group>()
  const expenses = new Spool<Expense, null>()
  const photos = new Spool<Pick<Photo, 'state' | 'origin'>, null>()
  const close = () => [activities, expenses, photos].forEach((spool) => spool.close())
  try {
    const spent = countingUp(...SPENT)
    const { labels, ...rest } = await readAround(records, reads, choice, madeAt, (read) => {
      for (const each of read.activities) activities.add(each, groupOf(each), Number(each.startsOn.replaceAll('-', '')))
      for (const each of read.expenses) {
        spent.add(spending(each))
        expenses.add(each, null)
      }
      for (const { state, origin } of read.photos) photos.add({ state, origin }, null)
    })
    const all = activities.rows()
    const counted = countedUp(all, (test) => activities.rows(test), labels)
    const spendings = expenses.rows()
    const origins = each(spendings, ({ origin }) => origin)
    const spentInAll = spent.figure(origins)
    const rows = { activities: all, expenses: spendings, photos: photos.rows() }
    return { tables: await withDraft(reads, { ...rest, ...counted, ...rows, spent: spentInAll }), close }
  } catch (error) {
    close()
    throw error
  }
}

const SPENT = ['支出', '元'] as const
const spending = ({ minFen, maxFen, origin }: Expense): Counted => yuan(minFen, maxFen, origin)

/** With the drafted paragraphs whose figures are what these are. */
const withDraft = async <Of extends Tables>({ drafts }: Pick<ReportReads, 'drafts'>, of: Of): Promise<Of> => ({
  ...of,
  draft: draftFor(await drafts(of.choice.hub.id), of),
})
