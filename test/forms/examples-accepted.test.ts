import { readdirSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { kindOf } from '../../src/forms/kinds.js'
import type { Field } from '../../src/forms/form.js'
import { wordsIn, formNamed } from '../engine/talk.js'

const FOLDERS = ['', 'more/']
const forms = FOLDERS.flatMap((folder) =>
  readdirSync(`config/forms/${folder}`)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => `${folder}${name.replace('.yaml', '')}`),
)

const asking = (language: string) => ({
  words: wordsIn(language),
  speaksLater: true,
  today: '2017-11-28',
  now: '2017-11-28T02:00:00.000Z',
  messageId: 'm1',
  sentAt: '2017-11-28T02:00:00.000Z',
})

const read = (field: Field, text: string) =>
  kindOf(field).read(field, { type: 'text', text }, null, null, asking('zh-CN'))

/** Several examples stand behind each other; a story is one. */
const examplesOf = ({ example, kind }: Field): string[] =>
  example === undefined ? [] : kind === 'text' ? [example] : example.split(/；/u)

describe('what a form gives as an example is accepted as the answer', () => {
  for (const name of forms)
    for (const field of formNamed(name).fields) {
      for (const example of examplesOf(field))
        it(`${name} ${field.key}: ${example}`, () => {
          expect(['answered', 'continued']).toContain(read(field, example).type)
        })
      const { columns = [] } = field.options as { columns?: Field[] }
      for (const column of columns)
        for (const example of examplesOf(column))
          it(`${name} ${field.key}.${column.key}: ${example}`, () => {
            expect(read(column, example).type).toBe('answered')
          })
      const [first] = columns
      // The first thing that is asked of a row begins one; what else it needs is asked then.
      if (first?.example && kindOf(first).free && columns.every((one) => kindOf(one).free))
        it(`${name} ${field.key} begins with: ${first.example}`, () => {
          expect(read(field, first.example ?? '').type).toBe('continued')
        })
      const said = /比如 ([^。，]+)/u.exec(field.ask ?? '')?.[1]
      if (said !== undefined)
        it(`${name} ${field.key} asks for: ${said}`, () => {
          const reading = read(field, said)
          const rows = reading.type === 'continued' ? (reading.partial as { rows?: unknown[] }).rows : []
          expect(rows).toHaveLength(said.split('、').length)
        })
      it(`${name} ${field.key}: the help says what to send`, () => {
        const help = kindOf(field).askOtherwise(field, null, asking('zh-CN'))
        expect(help).not.toMatch(/先只发。|例如：\s*$/mu)
      })
    }
})
