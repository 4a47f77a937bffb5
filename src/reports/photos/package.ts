import { dayIn } from '../../kernel/zone.js'
import type { Dataset, Photo } from '../dataset/dataset.js'
import { contactSheet, type Shown } from './contact-sheet.js'
import { zipped, type AddFile } from '../zip.js'
import { safeName } from './safe-name.js'

/** Where the kept files are: null for one that is missing or damaged. */
export type ReadCopy = (sha256: string) => Promise<Uint8Array | null>

/**
 * The photos as a ZIP, streamed: one of them is in memory at a time. Folders are organisation, then event; files are called
 * `2014-03-22-高安志愿者培训-01-合影.jpg`. They are the working copies, which have neither place nor EXIF. What cannot be had is in `lost`, what is
 * in there in `placed`, once the stream has ended. `照片目录.html` shows them all small, with what was written under them.
 */
export function photoPackage(
  dataset: Dataset,
  read: ReadCopy,
): { pieces: AsyncIterable<Uint8Array>; placed: Photo[]; lost: Photo[] } {
  const placed: Photo[] = []
  const lost: Photo[] = []
  async function fill(add: AddFile) {
    const counted = new Map<string, number>()
    const shown: Shown[] = []
    for (const photo of dataset.photos) {
      if (dataset.choice.public && photo.withheld !== null) continue
      // It never came: what the report lacks says so already.
      if (photo.state === 'lost') continue
      const bytes = photo.copy === null ? null : await read(photo.copy)
      if (bytes === null) {
        lost.push(photo)
        continue
      }
      const path = pathOf(photo, dataset, counted)
      await add(path, 0, [bytes])
      placed.push(photo)
      shown.push({ photo, path })
    }
    await add('照片目录.html', 6, contactSheet(dataset, shown, read))
  }
  return { pieces: zipped(new Date(dataset.madeAt), fill), placed, lost }
}

/** By the activity it shows where that is sure; else by the day it was taken. `counted`: how many each folder has, whatever case its name is in. */
function pathOf(
  { organisation, activity, takenAt, caption }: Photo,
  { choice, madeAt }: Dataset,
  counted: Map<string, number>,
) {
  const day = activity?.startsOn ?? takenAt?.slice(0, 10) ?? null
  const event = activity?.title ?? '其他照片'
  const folder = `${safeName(organisation)}/${safeName(activity ? `${activity.startsOn} ${event}` : event)}`
  const number = (counted.get(folder.toLowerCase()) ?? 0) + 1
  counted.set(folder.toLowerCase(), number)
  const name = [
    day ?? `${dayIn(madeAt, choice.hub.zone)}编`,
    event,
    String(number).padStart(2, '0'),
    caption ?? '无说明',
  ]
  return `${folder}/${name.map((part) => safeName(part, 30)).join('-')}.jpg`
}
