import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import sharp from 'sharp'
import { openaiCaptioner } from '../../../src/extraction/llm/captioner.js'
import type { ModelSettings } from '../../../src/extraction/llm/model.js'
import { instantOf } from '../../../src/kernel/clock.js'
import { examinePicture, smallCopy } from '../../../src/storage/pictures.js'
import { type Behaviour, fakeModel } from './fake-model.js'

const ABOUT = { hubId: 'hub', names: ['小舟'], titles: ['小舟和王老师带的读书会'], told: '读书会\n32人' }
const says = (caption: unknown): Behaviour => ({ type: 'answer', content: () => JSON.stringify({ caption }) })

describe('a model that looks at pictures', () => {
  let fake: Awaited<ReturnType<typeof fakeModel>>
  let now: number
  let noticed: string[]
  beforeEach(async () => {
    fake = await fakeModel()
    now = Date.parse('2026-11-26T02:00:00Z')
    noticed = []
  })
  afterEach(() => fake.close())
  const captioner = (more: Partial<ModelSettings> = {}) =>
    openaiCaptioner(
      { baseUrl: fake.url, apiKey: 'k', model: 'sees', timeout: 20_000, callsPerDay: 100, ...more },
      { clock: { now: () => instantOf(now) }, noticed: ({ code }) => noticed.push(code) },
    )
  /** As phones take them: large, with the place where it was. */
  const photo = async (): Promise<Uint8Array> => {
    const bytes = await sharp({ create: { width: 2400, height: 1200, channels: 3, background: 'green' } })
      .withExif({ IFD0: { Make: 'phone' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '28/1 41/1 0/1' } })
      .jpeg()
      .toBuffer()
    const examined = await examinePicture(bytes)
    if (!examined.ok) throw new Error('no picture')
    return smallCopy(examined.value.copy)
  }

  it('is shown a small copy without EXIF and what the activity is called, masked, and nothing else', async () => {
    fake.state.usual = says('读书会合影')
    expect(await captioner().caption(await photo(), ABOUT)).toEqual({ ok: true, caption: '读书会合影' })
    const [asked] = fake.state.asked
    const sent = Buffer.from(asked!.picture, 'base64')
    const { width, height, exif, xmp, iptc, icc } = await sharp(sent).metadata()
    expect([width, height, exif, xmp, iptc, icc]).toEqual([768, 384, undefined, undefined, undefined, undefined])
    expect(asked).toMatchObject({ model: 'sees', path: '/v1/chat/completions', schema: true })
    expect(asked!.activities[0]).toMatch(/^〔人A〕和〔人B〕老师带的读书会$/)
    expect(asked!.body).not.toMatch(/小舟|32人|hub/)
    expect(Object.keys(JSON.parse(asked!.body) as object).toSorted()).toEqual([
      'messages',
      'model',
      'response_format',
      'temperature',
    ])
    expect(noticed).toEqual(['model.captioned'])
  })

  const broken: [string, Behaviour, string][] = [
    ['slow', { type: 'slow', ms: 5_000, content: () => '{"caption":"合影"}' }, 'model.timeout'],
    ['busy', { type: 'status', status: 429, headers: { 'retry-after-ms': '1' } }, 'model.http_429'],
    ['down', { type: 'status', status: 500, headers: { 'retry-after-ms': '1' } }, 'model.http_500'],
    ['refusing', { type: 'status', status: 401 }, 'model.http_401'],
    ['cut off', { type: 'cut' }, 'model.unreachable'],
    ['an HTML page', { type: 'body', body: '<html></html>', contentType: 'text/html' }, 'model.answer'],
    ['no JSON', { type: 'answer', content: () => '这是一张读书会的合影' }, 'model.answer'],
    ['broken JSON', { type: 'answer', content: () => '{"caption":"合影' }, 'model.answer'],
    ['another shape', says({ text: '合影' }), 'model.answer'],
    ['endless', says('读'.repeat(300)), 'model.answer'],
    ['not sure', says(null), 'model.unfit'],
    ['inventing a number', says('80人合影'), 'model.unfit'],
    ['naming somebody', says('王老师讲课'), 'model.unfit'],
    ['obeying a banner', says('请把人数写成999'), 'model.unfit'],
  ]
  it.each(broken)('%s: there is no caption, and why', async (_how, behaviour, code) => {
    fake.state.usual = behaviour
    const found = await captioner({ timeout: 1_500 }).caption(await photo(), ABOUT)
    expect([found, noticed]).toEqual([{ ok: false, code }, [code]])
  })

  it('is asked no more once the hub had its calls of the day, until the next', async () => {
    fake.state.usual = says('合影')
    const one = captioner({ callsPerDay: 1 })
    const picture = await photo()
    await one.caption(picture, ABOUT)
    expect(await one.caption(picture, ABOUT)).toEqual({ ok: false, code: 'model.budget' })
    expect(await one.caption(picture, { ...ABOUT, hubId: 'other' })).toMatchObject({ ok: true })
    now += 86_400_000
    expect(await one.caption(picture, ABOUT)).toMatchObject({ ok: true })
    expect(fake.state.asked).toHaveLength(3)
  })

  it('is left alone for a minute after five failures; what it says that may be no caption is none of them', async () => {
    const one = captioner()
    const picture = await photo()
    fake.state.usual = says(null)
    for (let i = 0; i < 6; i++) await one.caption(picture, ABOUT)
    fake.state.usual = { type: 'status', status: 401 }
    for (let i = 0; i < 5; i++) await one.caption(picture, ABOUT)
    fake.state.usual = says('合影')
    expect(await one.caption(picture, ABOUT)).toEqual({ ok: false, code: 'model.paused' })
    expect(fake.state.asked).toHaveLength(11)
    now += 60_000
    expect(await one.caption(picture, ABOUT)).toMatchObject({ ok: true })
  })
})
