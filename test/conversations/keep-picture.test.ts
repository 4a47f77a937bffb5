import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import exifr from 'exifr'
import sharp from 'sharp'
import { keepPicture } from '../../src/conversations/keep-picture.js'
import type { KeptPhoto, Photo } from '../../src/conversations/photos.js'
import type { TurnPorts } from '../../src/conversations/ports.js'
import type { Found } from '../../src/forms/field-kind.js'
import { instantOf } from '../../src/kernel/clock.js'
import type { MediaResult } from '../../src/kernel/message.js'
import { diskBlobs } from '../../src/storage/disk.js'
import { examinePicture } from '../../src/storage/pictures.js'

/** The place once more, as phones and editors write it. */
const PLACE = `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
  xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
  xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:City="高安市某小区"/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`
const SENT = Date.UTC(2014, 2, 22, 2)
const HOUR = 3600_000

const photo: Photo = {
  id: 'photo-1',
  hubId: 'hub-1',
  sessionId: 'session-1',
  field: 'photos',
  messageId: 'message-1',
  channel: 'wecom_app',
  account: 'corp/1',
  mediaId: 'media-1',
  mediaUrl: 'https://mmbiz.qpic.cn/p/0',
  sentAt: instantOf(SENT),
}

describe('the job that keeps a picture', () => {
  let folder: string
  let now: number
  let answers: (MediaResult | Error)[]
  let row: { state: 'coming' | 'kept' | 'lost'; kept: KeptPhoto | null; code: string | null }
  let told: { addressId: string; sessionId: string; field: string; found: Found }[]
  let failTelling: boolean
  let whileFetching: () => void

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jianbao-keep-'))
    now = SENT
    answers = []
    row = { state: 'coming', kept: null, code: null }
    told = []
    failTelling = false
    whileFetching = () => {}
  })
  afterEach(() => rm(folder, { recursive: true }))

  type Ports = Pick<TurnPorts, 'photos' | 'drafts'>
  const ports: Ports = {
    photos: {
      add: () => Promise.reject(new Error('not here')),
      find: (id) => Promise.resolve(id === photo.id ? { ...photo, ...row } : null),
      kept: (_id, kept) => Promise.resolve(void Object.assign(row, { state: 'kept', kept })),
      lost: (_id, code) => Promise.resolve(void Object.assign(row, { state: 'lost', code })),
      lostOf: () => Promise.reject(new Error('not here')),
      filedAs: () => Promise.reject(new Error('not here')),
      filedBefore: () => Promise.reject(new Error('not here')),
      replace: () => Promise.reject(new Error('not here')),
    },
    drafts: {
      find: () => Promise.resolve({ session: {}, contactId: 'contact-1', addressId: 'address-1', open: true }),
    } as unknown as TurnPorts['drafts'],
  }
  /** All or nothing, as a database does it. */
  const transact = async <T>(work: (ports: Ports) => Promise<T>): Promise<T> => {
    const before = { row: { ...row }, told: [...told] }
    try {
      return await work(ports)
    } catch (error) {
      Object.assign(row, before.row)
      told = before.told
      throw error
    }
  }
  const run = (attempts = 0, photoId = photo.id) =>
    keepPicture<Ports>({
      transact,
      channelOf: (_channel, account) =>
        account !== photo.account
          ? null
          : {
              fetchMedia: (ref) => {
                expect(ref).toEqual({ id: 'media-1', url: 'https://mmbiz.qpic.cn/p/0' })
                whileFetching()
                const answer = answers.shift()
                return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer!)
              },
            },
      blobs: diskBlobs(folder),
      examine: examinePicture,
      tell: (_ports, addressId, sessionId, field, found) => {
        told.push({ addressId, sessionId, field, found })
        return failTelling ? Promise.reject(new Error('database gone')) : Promise.resolve()
      },
      clock: { now: () => instantOf(now) },
      nudge: () => {},
    }).run({ id: 'job-1', key: 'fetch_media/photo-1', payload: { photoId }, attempts, createdAt: instantOf(SENT) })

  const fetched = (bytes: Uint8Array): MediaResult => ({
    type: 'fetched',
    bytes,
    name: null,
    contentType: 'image/jpeg',
  })
  const jpeg = () =>
    sharp({ create: { width: 640, height: 480, channels: 3, background: 'green' } })
      .withExif({
        IFD2: { DateTimeOriginal: '2014:03:22 10:11:12' },
        IFD3: {
          GPSLatitudeRef: 'N',
          GPSLatitude: '28/1 41/1 0/1',
          GPSLongitudeRef: 'E',
          GPSLongitude: '115/1 22/1 0/1',
        },
      })
      .withXmp(PLACE)
      .withIccProfile('p3')
      .jpeg()
      .toBuffer()

  it('asks for a picture that comes empty again and again, after a few more tries', async () => {
    const empty: MediaResult = { type: 'later', code: 'answer.unreadable', after: 1_000 }
    answers = [empty, empty]
    expect(await run(2)).toMatchObject({ type: 'again', code: 'answer.unreadable' })
    expect(row.state).toBe('coming')
    await run(3)
    expect(row).toMatchObject({ state: 'lost' })
    expect(told).toMatchObject([{ found: { type: 'picture_lost', code: 'picture.not_fetched' } }])
  })

  it('seals the original as it came, keeps a clean copy and thumbnail, and tells the session', async () => {
    const original = await jpeg()
    answers = [fetched(original)]
    expect(await run()).toEqual({ type: 'done' })

    const { sha256, copy, thumbnail, ...rest } = row.kept!
    expect(rest).toEqual({
      bytes: original.length,
      width: 640,
      height: 480,
      takenAt: '2014-03-22T10:11:12',
      fingerprint: null,
    })
    const blobs = diskBlobs(folder)
    expect(original.equals(await blobs.read(sha256))).toBe(true)
    // Everything that can be read out of a picture beside its pixels: of the original the place, of what leaves nothing.
    const readable = (bytes: Uint8Array) =>
      exifr.parse(Buffer.from(bytes), true) as Promise<Record<string, unknown> | undefined>
    expect(await readable(await blobs.read(sha256))).toMatchObject({
      latitude: expect.closeTo(28.68, 1),
      City: '高安市某小区',
      ProfileDescription: expect.any(String),
    })
    for (const made of [copy, thumbnail]) {
      const bytes = await blobs.read(made)
      expect(await readable(bytes)).toBeUndefined()
      for (const word of ['高安市某小区', 'Exif', 'xpacket', 'ICC_PROFILE'])
        expect(Buffer.from(bytes).includes(word)).toBe(false)
    }
    expect(told).toEqual([
      {
        addressId: 'address-1',
        sessionId: 'session-1',
        field: 'photos',
        found: {
          type: 'picture_kept',
          photo: 'photo-1',
          sha256,
          bytes: original.length,
          takenAt: '2014-03-22T10:11:12',
        },
      },
    ])
  })

  it('has one effect however often it runs', async () => {
    answers = [fetched(await jpeg())]
    await run()
    expect(await run(1)).toEqual({ type: 'done', code: 'photo.kept' })
    expect(told).toHaveLength(1)
  })

  it('changes nothing when telling fails, and does all of it the next time', async () => {
    const original = await jpeg()
    answers = [fetched(original), fetched(original)]
    failTelling = true
    await expect(run()).rejects.toThrow('database gone')
    expect([row.state, told]).toEqual(['coming', []])
    failTelling = false
    await run(1)
    expect([row.state, told.length]).toEqual(['kept', 1])
  })

  it.each<[string, MediaResult, string]>([
    ['the platform has it no more', { type: 'gone', code: 'wecom.40007' }, 'wecom.40007'],
    ['an error came as a picture', fetched(Buffer.from('{"errcode":40007}')), 'picture.none'],
    ['the file is cut off', fetched(Buffer.from('\xff\xd8\xff\xe0\0\x10JFIF', 'latin1')), 'picture.damaged'],
  ])('tells the session why there is no picture: %s', async (_why, answer, code) => {
    answers = [answer]
    expect(await run(3)).toEqual({ type: 'done', code })
    expect(row).toMatchObject({ state: 'lost', code, kept: null })
    expect(told.map((each) => each.found)).toEqual([{ type: 'picture_lost', photo: 'photo-1', code }])
  })

  it('fetches a picture that arrived damaged once more before it asks for another', async () => {
    answers = [fetched(Buffer.from('\xff\xd8\xff\xe0\0\x10JFIF', 'latin1'))]
    expect(await run(1)).toMatchObject({ type: 'again', code: 'picture.damaged' })
    expect([row.state, told]).toEqual(['coming', []])
  })

  it('tries again with growing pauses, at least as long as the platform asks, for as long as it keeps a copy', async () => {
    const later = (after: number): MediaResult => ({ type: 'later', code: 'wecom.-1', after })
    answers = [later(0), later(90_000), later(0), later(0)]
    const pauses = []
    for (const attempts of [0, 1, 4, 30]) {
      const result = await run(attempts)
      if (result.type === 'again') pauses.push(result.after)
    }
    expect(pauses).toEqual([5_000, 90_000, 80_000, HOUR])
    expect([row.state, told]).toEqual(['coming', []])

    now = SENT + 71 * HOUR
    answers = [later(0)]
    expect(await run(39)).toMatchObject({ type: 'again' })
    now = SENT + 72 * HOUR
    answers = [later(0)]
    expect(await run(40)).toEqual({ type: 'done', code: 'picture.not_fetched' })
    expect(row).toMatchObject({ state: 'lost', code: 'picture.not_fetched' })
    expect(told).toHaveLength(1)
  })

  it('leaves a picture alone that was sent again while the old one was being fetched', async () => {
    answers = [{ type: 'gone', code: 'wecom.40007' }]
    whileFetching = () => Object.assign(row, { mediaId: 'media-2' })
    expect(await run()).toEqual({ type: 'again', code: 'photo.changed', after: 0 })
    expect([row.state, told]).toEqual(['coming', []])
  })

  it('waits while the account is not in the settings', async () => {
    row = Object.assign(row, { account: 'corp/2' })
    expect(await run()).toEqual({ type: 'again', code: 'channel.unknown', after: 5_000 })
  })

  it('fails for a photo that does not exist', async () => {
    expect(await run(0, 'photo-2')).toEqual({ type: 'failed', code: 'photo.unknown' })
  })
})
