import { expect, test } from '@jest/globals'
import { setTimeout as pause } from 'node:timers/promises'
import { deskInThread, type DeskSources } from '../../src/cli/report/desk-in-thread.js'

test('a report that is given up ends, also one that waits for what never comes', async () => {
  const asked: string[] = []
  const never = (name: string) => () => {
    asked.push(name)
    return new Promise<never>(() => {})
  }
  const sources = { records: { hubs: never('hubs') }, reads: {}, blobs: {} } as unknown as DeskSources
  const desk = deskInThread({ ...sources, clock: { now: () => '2015-01-05T01:00:00.000Z' }, data: '/nowhere' })
  const wanted = { programmeId: null, layout: 'annual', from: '2014-01-01', to: '2014-12-31', public: false }
  const givenUp = new AbortController()
  const made = desk.build('hub-1', wanted, givenUp.signal)
  while (asked.length === 0) await pause(20)
  givenUp.abort()
  await expect(made).rejects.toThrow('given up')
  await expect(desk.build('hub-1', wanted, givenUp.signal)).rejects.toThrow()
  expect(asked).toEqual(['hubs'])
})
