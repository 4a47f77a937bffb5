import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Shown } from './chats.js'
import type { World } from './world.js'

/** `file` is WeCom's alone, `thumb` official accounts'. */
export type MediaType = 'image' | 'voice' | 'video' | 'file' | 'thumb'

/** A file the platform holds for a corp or an official account (its AppID is `corpId`); its bytes lie in the folder of the emulator under its id. */
export interface Media {
  id: string
  corpId: string
  type: MediaType
  name: string
  contentType: string
  size: number
  createdAt: number
}

const DAY = 24 * 3600 * 1000
const MEDIA_LIFE = 3 * DAY

export async function keepMedia(
  world: World,
  corpId: string,
  type: MediaType,
  file: { name: string; bytes: Uint8Array },
): Promise<Media> {
  const media: Media = {
    id: world.chance.letters(60 + world.chance.below(20)),
    corpId,
    type,
    name: file.name,
    contentType: contentTypeOf(file.bytes, type),
    size: file.bytes.length,
    createdAt: world.clock.now(),
  }
  await mkdir(world.mediaDir, { recursive: true })
  await writeFile(join(world.mediaDir, media.id), file.bytes)
  // Beside its bytes and not in the snapshot: a file that was announced to an app is there whenever the emulator is killed.
  const about = join(world.mediaDir, media.id)
  await writeFile(`${about}.new`, JSON.stringify(media))
  await rename(`${about}.new`, `${about}.json`)
  world.media.set(media.id, media)
  return media
}

/** The files that an earlier run kept in this folder. */
export async function loadMedia(world: World): Promise<void> {
  const names = await readdir(world.mediaDir).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  })
  for (const name of names.filter((each) => each.endsWith('.json'))) {
    const media = JSON.parse(await readFile(join(world.mediaDir, name), 'utf8')) as Media
    world.media.set(media.id, media)
  }
}

/** What this id names for this corp, unless it is of another corp or older than three days. */
export function livingMedia(world: World, corpId: string, id: unknown): Media | null {
  const media = typeof id === 'string' ? world.media.get(id) : undefined
  return media && media.corpId === corpId && world.clock.now() - media.createdAt < MEDIA_LIFE ? media : null
}

export const mediaBytes = (world: World, media: Media): Promise<Buffer> => readFile(join(world.mediaDir, media.id))

export const mediaUrl = (media: Media): string => `/media/${media.id}`

const BUBBLES = { image: 'image', thumb: 'image', voice: 'voice', video: 'file', file: 'file' } as const

/** As the bubble it is in a chat. */
export const shownMedia = (media: Media): Shown => ({
  type: BUBBLES[media.type],
  name: media.name,
  mediaUrl: mediaUrl(media),
})

/** Forgets all media and their bytes. */
export async function dropMedia(world: World): Promise<void> {
  world.media.clear()
  await rm(world.mediaDir, { recursive: true, force: true })
}

const startsWith = (bytes: Uint8Array, start: string | number[], at = 0) =>
  Buffer.from(bytes.subarray(at, at + start.length)).equals(Buffer.from(start as string))

/** What the bytes are, by their first ones; the type they were sent as decides only where they tell nothing. */
export function contentTypeOf(bytes: Uint8Array, type: MediaType): string {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg'
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47])) return 'image/png'
  if (startsWith(bytes, 'GIF8')) return 'image/gif'
  if (startsWith(bytes, '#!AMR')) return 'audio/amr'
  if (startsWith(bytes, 'ID3') || startsWith(bytes, [0xff, 0xfb])) return 'audio/mpeg'
  if (startsWith(bytes, 'ftyp', 4)) return 'video/mp4'
  return type === 'image' ? 'image/x-unknown' : 'application/octet-stream'
}
