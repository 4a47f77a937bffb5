import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { decodeMessages } from '../../src/forms/messages-file.js'
import { flatten, makeWords } from '../../src/kernel/words.js'

const sentences = (language: string): Map<string, string> => {
  const file = `config/messages/${language}.yaml`
  const decoded = decodeMessages(file, readFileSync(file, 'utf8'))
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.faults))
  return flatten(decoded.table)
}
const chinese = sentences('zh-CN')
const english = sentences('en')

/** All keys that the program says, as far as they are written out; and the beginnings and ends of those put together. */
function saidKeys(): { whole: Set<string>; patterns: RegExp[] } {
  const whole = new Set<string>()
  const patterns: RegExp[] = []
  const add = (prefix: string, text: string) => {
    if (text.includes('${'))
      patterns.push(new RegExp(`^${prefix}${text.replaceAll('.', '\\.').replace(/\$\{[^}]*\}/g, '\\w+')}$`))
    else whole.add(prefix + text)
  }
  for (const folder of ['src/engine', 'src/forms', 'src/conversations', 'src/reminders']) {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((one) =>
      one.endsWith('.ts'),
    )) {
      const source = readFileSync(`${folder}/${name}`, 'utf8')
      for (const [, args = ''] of source.matchAll(/\bsay\w*\(([^)]*)/g)) {
        for (const [, key = ''] of args.matchAll(/['`]([a-z_${}.A-Z]+\.[a-z_${}.A-Z]+)['`]/g)) add('', key)
      }
      // Keys kept in a variable first, and the reasons of a failed reading.
      for (const [, key = ''] of source.matchAll(/['`]([a-z_]+\.[a-z_]+)['`]/g)) {
        if (chinese.has(key)) whole.add(key)
      }
      if (folder === 'src/engine' || folder === 'src/forms')
        for (const [, code = ''] of source.matchAll(/(?:misread\(|code: )['`]([a-z_${}]+\.[a-z_]+)['`]/g))
          add('problem.', code)
    }
  }
  return { whole, patterns: patterns.filter(({ source }) => source !== '^problem\\.\\w+$') }
}

describe('messages', () => {
  it('are the same in both languages: keys and what is put in', () => {
    expect([...english.keys()]).toEqual([...chinese.keys()])
    for (const [key, text] of chinese) {
      const names = (sentence: string) => [...new Set(sentence.match(/\{\w+\}/g))].sort((a, b) => a.localeCompare(b))
      expect([key, names(english.get(key) ?? '')]).toEqual([key, names(text)])
    }
  })

  it('hold every sentence the program says', () => {
    const { whole } = saidKeys()
    expect(whole.size).toBeGreaterThan(100)
    expect([...whole].filter((key) => !chinese.has(key))).toEqual([])
  })

  it('hold no sentence that nobody says', () => {
    const { whole, patterns } = saidKeys()
    const idle = [...chinese.keys()].filter((key) => !whole.has(key) && !patterns.some((pattern) => pattern.test(key)))
    expect(idle).toEqual(['language'])
  })

  it('fit one message each', () => {
    for (const [key, text] of [...chinese, ...english]) {
      expect([key, Buffer.byteLength(text) < 1000]).toEqual([key, true])
    }
  })
})

describe('words', () => {
  const words = makeWords({ language: 'en', greet: { name: 'Hello {name}, {name}!', all: 'Hello' } })
  it('puts values in', () => {
    expect(words.say('greet.name', { name: '{x}$1' })).toBe('Hello {x}$1, {x}$1!')
    expect([words.language, words.say('greet.all')]).toEqual(['en', 'Hello'])
  })
  it('throws at a key that is not there and a value that is missing', () => {
    expect(() => words.say('greet.none')).toThrow('greet.none')
    expect(() => words.say('greet.name')).toThrow('name')
  })
})

describe('a messages file', () => {
  it('gives its faults with lines', () => {
    expect(decodeMessages('m.yaml', 'language: en\nbind:\n  done: 3\n')).toMatchObject({
      ok: false,
      faults: [{ file: 'm.yaml', line: 3 }],
    })
    expect(decodeMessages('m.yaml', 'bind:\n  done: yes\n')).toMatchObject({ ok: false })
    expect(decodeMessages('m.yaml', 'a: [\n')).toMatchObject({ ok: false, faults: [{ file: 'm.yaml' }] })
  })
})
