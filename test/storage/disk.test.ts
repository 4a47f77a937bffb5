import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { diskBlobs } from '../../src/storage/disk.js'

const bytes = new TextEncoder().encode('一张照片')
const sha256 = createHash('sha256').update(bytes).digest('hex')

describe('blobs on disk', () => {
  let folder: string
  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'jianbao-blobs-')), 'blobs')
  })
  afterEach(() => rm(join(folder, '..'), { recursive: true }))
  const fileOfBytes = () => join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256)
  const files = async () =>
    (await readdir(folder, { recursive: true, withFileTypes: true })).filter((found) => found.isFile())

  it('gives back what was put, under its hash', async () => {
    const blobs = diskBlobs(folder)
    expect(await blobs.has(sha256)).toBe(false)
    expect(await blobs.put(bytes)).toBe(sha256)
    expect(await blobs.has(sha256)).toBe(true)
    expect(Buffer.from(await blobs.read(sha256)).equals(Buffer.from(bytes))).toBe(true)
  })

  it('keeps the same bytes once, also when they are put at the same time', async () => {
    const blobs = diskBlobs(folder)
    await Promise.all([blobs.put(bytes), blobs.put(bytes), blobs.put(bytes)])
    await blobs.put(bytes)
    expect((await files()).map((found) => found.name)).toEqual([sha256])
  })

  it('shows files and folders to the own user alone', async () => {
    await diskBlobs(folder).put(bytes)
    expect((await stat(fileOfBytes())).mode & 0o777).toBe(0o400)
    for (const place of [folder, join(folder, sha256.slice(0, 2)), join(fileOfBytes(), '..')])
      expect((await stat(place)).mode & 0o777).toBe(0o700)
  })

  it('says so when a kept file is damaged or missing, and a second put repairs it', async () => {
    const blobs = diskBlobs(folder)
    await blobs.put(bytes)
    await writeFile(fileOfBytes(), 'something else')
    await expect(blobs.read(sha256)).rejects.toMatchObject({ code: 'blob.damaged', sha256 })
    await blobs.put(bytes)
    expect(Buffer.from(await blobs.read(sha256)).equals(Buffer.from(bytes))).toBe(true)
    await rm(fileOfBytes())
    await expect(blobs.read(sha256)).rejects.toMatchObject({ code: 'blob.missing' })
  })

  it('leaves nothing half-written behind when a write fails', async () => {
    const blobs = diskBlobs(folder)
    await blobs.put(bytes)
    await rm(fileOfBytes())
    // A folder in the place of the file makes the rename fail, for root as well.
    await mkdir(fileOfBytes())
    await expect(blobs.put(bytes)).rejects.toThrow()
    expect(await files()).toEqual([])
  })

  it.each(['../../../etc/passwd', sha256.toUpperCase(), sha256.slice(1), '', `${sha256}\n`])(
    'takes no name that is not a hash: %j',
    async (name) => {
      await expect(diskBlobs(folder).read(name)).rejects.toThrow(TypeError)
      await expect(diskBlobs(folder).has(name)).rejects.toThrow(TypeError)
    },
  )
})
