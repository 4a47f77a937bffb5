import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { formNamed } from '../engine/talk.js'

/**
 * A used version is stored with its records and compared whole when the service starts: what these files decode to must never change, not by
 * a key with a default either.
 */
describe('a version in use', () => {
  it.each(['work-brief.v1', 'activity.v1'])('%s decodes to what it always did', (name) => {
    const stored: unknown = JSON.parse(readFileSync(`test/forms/${name}.decoded.json`, 'utf8'))
    expect(JSON.parse(JSON.stringify(formNamed(name)))).toEqual(stored)
    expect(stored).toMatchObject({ id: name.split('.')[0], version: 1 })
  })
})
