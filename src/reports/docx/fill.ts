import { createHash } from 'node:crypto'
import { MimeType, TemplateExtension, TemplateHandler, type TemplateContext, type TemplateData } from 'easy-template-x'
import type { Dataset, Photo } from '../dataset/dataset.js'
import { conditionIn, holds } from '../layouts/condition.js'
import type { Vocabulary } from '../layouts/layout-tags.js'
import type { AnyLoop, Tag } from '../layouts/tag.js'

/** A picture as it goes into the report: JPEG without anything but pixels. Size in pixels. */
export interface Placed {
  bytes: Buffer
  width: number
  height: number
}

/** Of a page of A4 with margins of 2.5 cm, at the 96 pixels an inch that Word takes pictures for: three with their captions on a page. */
const WHOLE = { width: 600, height: 260 }
/** Two side by side: six with their captions on a page. */
const HALF = { width: 280, height: 235 }

/**
 * A Word file made of a layout whose tags are all known (`readLayout`). `used` are its tags: pictures are only read where they are placed, one
 * after another. A picture that cannot be had leaves its place to a sentence, and comes back in `lost`.
 */
export async function fillLayout(
  layout: Buffer,
  dataset: Dataset,
  vocabulary: Vocabulary,
  used: ReadonlySet<string>,
  picture: (photo: Photo) => Promise<Placed | null>,
): Promise<{ docx: Buffer; lost: Photo[] }> {
  const lost: Photo[] = []
  const pictures = new Pictures()
  const data = await dataOf(dataset, vocabulary.tags, vocabulary.loops)
  const handler = new TemplateHandler({ extensions: { afterCompilation: [pictures] } })
  return { docx: await handler.process(layout, data), lost }

  async function dataOf<Of>(of: Of, tags: readonly Tag<Of>[], loops: readonly AnyLoop<Of>[]): Promise<TemplateData> {
    const data: TemplateData = {}
    for (const { name, say } of tags) if (used.has(name)) data[name] = say(of)
    for (const name of used) {
      const condition = loops.some((loop) => loop.name === name) ? null : conditionIn(name)
      const there = condition && holds(condition, of, tags, loops)
      if (there !== null) data[name] = there
    }
    for (const { name, rows, tags: own, loops: inner = [], pictures: shown = [] } of loops) {
      if (!used.has(name)) continue
      const list: TemplateData[] = []
      for (const row of rows(of)) {
        const item = await dataOf(row, own, inner)
        for (const { name: where, of: photoOf, half } of shown) {
          if (!used.has(where)) continue
          const photo = photoOf(row)
          item[where] = photo ? await place(photo, half ? HALF : WHOLE) : ''
        }
        list.push(item)
      }
      data[name] = list
    }
    return data
  }

  async function place(photo: Photo, most: typeof WHOLE): Promise<TemplateData[string]> {
    const placed = await picture(photo)
    if (!placed) {
      lost.push(photo)
      return '（这张照片找不到了）'
    }
    const scale = Math.min(1, most.width / placed.width, most.height / placed.height)
    return {
      _type: 'image',
      source: pictures.nameOf(placed.bytes),
      format: MimeType.Jpeg,
      width: Math.round(placed.width * scale),
      height: Math.round(placed.height * scale),
      altText: photo.caption ?? '',
    }
  }
}

/**
 * The library takes a picture's checksum in JavaScript, which costs many times the picture in time and memory: it gets a name in its place, and
 * the pixels where it has put the name. A picture that comes twice is packed once.
 */
class Pictures extends TemplateExtension {
  readonly #named = new Map<string, { name: Buffer; bytes: Buffer }>()

  nameOf(bytes: Buffer): Buffer {
    const name = createHash('sha256').update(bytes).digest()
    const known = this.#named.get(name.toString('hex'))
    if (known) return known.name
    this.#named.set(name.toString('hex'), { name, bytes })
    return name
  }

  override async execute(_data: unknown, { docx }: TemplateContext): Promise<void> {
    for (const { name, bytes } of this.#named.values())
      docx.rawZipFile.setFile(await docx.mediaFiles.add(name, MimeType.Jpeg), bytes)
  }
}
