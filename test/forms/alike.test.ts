import { describe, expect, it } from '@jest/globals'
import { alike, findings, kept } from '../../src/forms/alike.js'
import { type Album, closedUp, countOf, NO_PICTURES, numberIn, numbersOf, toldAll } from '../../src/forms/album.js'
import { wordsIn } from '../engine/talk.js'

const words = wordsIn('zh-CN')
const fingerprints = [
  '0000000000000000',
  'ffffffffffffffff',
  '00000000ffffffff',
  '0f0f0f0f0f0f0f0f',
  '3333333333333333',
]

/** So many pictures that are still being fetched. */
const album = (count: number): Album => ({
  ...NO_PICTURES,
  photos: Array.from({ length: count }, (_, i) => ({
    photo: `p${i + 1}`,
    mediaId: `media-${i + 1}`,
    sentAt: '2014-07-02T02:00:00.000Z',
    caption: null,
    state: 'coming' as const,
  })),
})
/** They come in this order: number, what its bytes are, how it looks. */
const come = (count: number, pictures: [number, string, string?][], from = album(count)) =>
  pictures.reduce((all, [number, sha256, fingerprint]) => kept(all, number - 1, { sha256, fingerprint }), from)
const inside = ({ photos }: Album) => numbersOf(photos, () => true)

describe('the same picture twice', () => {
  it.each([
    ['as they were sent', [1, 2, 3, 4, 5]],
    ['backwards', [5, 4, 3, 2, 1]],
    ['in disorder', [4, 1, 5, 2, 3]],
  ])('the one with the lower number stays, whichever comes first: %s', (_how, order) => {
    const bytes = ['a', 'b', 'c', 'b', 'b']
    const after = come(
      5,
      order.map((number) => [number, bytes[number - 1]!]),
    )
    expect([inside(after), countOf(after)]).toEqual(['1、2、3', 3])
    expect([4, 5].map((number) => numberIn(after, number))).toEqual([2, 2])
    expect(findings(after, words)).toEqual(['第 4、5 张和第 2 张一样，只留第 2 张。'])
    expect(findings(toldAll(after), words)).toEqual([])
    expect(closedUp(after).photos.map(({ photo }) => photo)).toEqual(['p1', 'p2', 'p3'])
  })

  it('what was written under either stays', () => {
    const written = (captions: (string | null)[]): Album => {
      const { photos, ...rest } = album(2)
      return { ...rest, photos: photos.map((one, i) => ({ ...one, caption: captions[i] ?? null })) }
    }
    const captionOf = (captions: (string | null)[]) =>
      come(
        2,
        [
          [1, 'a'],
          [2, 'a'],
        ],
        written(captions),
      ).photos[0]?.caption
    expect([captionOf([null, '合影']), captionOf(['开班', null]), captionOf(['开班', '合影'])]).toEqual([
      '合影',
      '开班',
      '开班',
    ])
  })

  it('one that she took out herself, or that was lost, is no twin', () => {
    const out = come(2, [[1, 'a']])
    const deleted = { ...out, photos: out.photos.with(0, { ...out.photos[0]!, state: 'out' as const }) }
    expect(inside(kept(deleted, 1, { sha256: 'a' }))).toBe('2')
  })

  it('changes nothing of the album it began with', () => {
    const before = album(3)
    const copy = structuredClone(before)
    come(
      3,
      [
        [1, 'a', fingerprints[0]],
        [2, 'b', fingerprints[0]],
        [3, 'a', fingerprints[0]],
      ],
      before,
    )
    expect(before).toEqual(copy)
  })
})

describe('pictures that look alike', () => {
  it.each([
    ['0000000000000000', '00000000000000ff', true],
    ['0000000000000000', '00000000000001ff', false],
    ['ffffffffffffffff', 'fffffffffffffff0', true],
    ['ffffffffffffffff', '0000000000000000', false],
  ])('%s and %s: %s', (one, other, expected) => {
    expect([alike(one, other), alike(other, one)]).toEqual([expected, expected])
  })

  it('are named together, and those to be spared with them', () => {
    const near = fingerprints.map((one) => one.slice(0, -1) + (one.endsWith('f') ? 'e' : '1'))
    const after = come(6, [
      [1, 'a', fingerprints[0]],
      [3, 'b', fingerprints[1]],
      [4, 'c', near[1]],
      [2, 'd', fingerprints[2]],
      [6, 'e', near[0]],
      [5, 'f', near[1]],
    ])
    expect(findings(after, words)).toEqual(['第 1、6 张很像，第 3、4、5 张很像，不要的回复 删照片 4、5、6。'])
    expect(countOf(after)).toBe(6)
  })

  it('are told of when one of them is new, and not again', () => {
    const two = toldAll(
      come(3, [
        [1, 'a', fingerprints[0]],
        [2, 'b', fingerprints[0]],
      ]),
    )
    expect(findings(two, words)).toEqual([])
    expect(findings(kept(two, 2, { sha256: 'c', fingerprint: fingerprints[1] }), words)).toEqual([])
    expect(findings(kept(two, 2, { sha256: 'c', fingerprint: fingerprints[0] }), words)).toEqual([
      '第 1、2、3 张很像，不要的回复 删照片 2、3。',
    ])
  })

  it('one without a fingerprint is like none', () => {
    expect(
      findings(
        come(2, [
          [1, 'a'],
          [2, 'b', fingerprints[0]],
        ]),
        words,
      ),
    ).toEqual([])
  })
})

it('one that was filed before is pointed out and stays', () => {
  const after = kept(kept(album(2), 0, { sha256: 'a', filedOn: '2014-03-22' }), 1, {
    sha256: 'b',
    filedOn: '2014-03-22',
  })
  expect(findings(after, words)).toEqual(['第 1、2 张在2014年3月22日交过，不想再交就回复 删照片 1、2。'])
  expect(countOf(after)).toBe(2)
})
