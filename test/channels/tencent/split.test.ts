import { describe, expect, it } from '@jest/globals'
import { clip, splitText } from '../../../src/channels/tencent/split.js'

const bytes = (text: string): number => Buffer.byteLength(text)
const bodies = (parts: string[]): string[] => parts.map((part) => part.replace(/\n\(\d+\/\d+\)$/, ''))
const family = '\u{1F468}\u200D\u{1F469}\u200D\u{1F467}'

describe('splitText', () => {
  it('leaves alone what fits', () => {
    expect(splitText('')).toEqual([''])
    expect(splitText('您好')).toEqual(['您好'])
    const most = `${'中'.repeat(666)}ab`
    expect(bytes(most)).toBe(2000)
    expect(splitText(most)).toEqual([most])
  })

  it('cuts behind a line, and says which part of how many', () => {
    const line = `${'活'.repeat(200)}。`
    const parts = splitText(Array.from({ length: 5 }, () => line).join('\n'))
    expect(parts).toEqual([`${[line, line, line].join('\n')}\n(1/2)`, `${[line, line].join('\n')}\n(2/2)`])
  })

  it('cuts behind a sentence with its closing marks when there are no lines', () => {
    const sentence = `他说：「${'好'.repeat(90)}。」`
    for (const part of bodies(splitText(sentence.repeat(20)))) {
      expect(part.startsWith('他说')).toBe(true)
      expect(part.endsWith('。」')).toBe(true)
    }
  })

  it.each([
    ['20,000 Chinese characters without any stop', '字'.repeat(20_000)],
    ['more than a hundred parts', '字'.repeat(90_000)],
    ['emoji of four bytes', '\u{1F44F}'.repeat(3_000)],
    ['one byte and then Chinese', `a${'字'.repeat(2_000)}`],
    ['two bytes and then emoji', `ab${'\u{1F44F}'.repeat(2_000)}`],
    ['English', 'one two three '.repeat(500)],
    ['families', family.repeat(400)],
  ])('loses nothing and breaks no character: %s', (_name, text) => {
    const parts = splitText(text)
    expect(parts.every((part) => bytes(part) <= 2000)).toBe(true)
    expect(parts.join('')).not.toContain('\uFFFD')
    const squeezed = (of: string): string => of.replaceAll(/\s/g, '')
    expect(squeezed(bodies(parts).join(''))).toBe(squeezed(text))
    parts.forEach((part, i) => expect(part.endsWith(`\n(${i + 1}/${parts.length})`)).toBe(true))
  })

  it('makes no empty parts of many empty lines', () => {
    const parts = bodies(splitText(`a${'\n'.repeat(5_000)}b`))
    expect(parts).toEqual(['a', 'b'])
  })
})

it('clip stops before half a character', () => {
  expect(clip('中文', 5)).toBe('中')
  expect(clip('中文', 6)).toBe('中文')
  expect(clip('\u{1F44F}', 3)).toBe('')
  expect(clip('abc', 2)).toBe('ab')
})
