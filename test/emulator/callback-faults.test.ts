import { describe, expect, it } from '@jest/globals'
import { catalogue } from '../../src/emulator/fault-catalogue.js'
import { jpeg, zhang } from './bot.js'
import { bubbles, heard, platform, says, start } from './fault-trial.js'

const cases: Record<string, (name: string) => Promise<void>> = {
  duplicate: repeats(false),
  duplicate_same: repeats(true),
  duplicate_later: async (name) => {
    await start(name)
    await platform.control.act(says('一'))
    expect(platform.bot.heard).toHaveLength(1)
    platform.control.clock({ advanceMs: 3600_000 })
    await platform.control.idle()
    const [first, second] = platform.bot.heard
    expect(second!.plain).toBe(first!.plain)
    expect(Number(second!.query.get('timestamp')) - Number(first!.query.get('timestamp')) >= 3600).toBe(true)
    expect(bubbles()).toBe(1)
  },
  swap: async (name) => {
    await start(name)
    const first = platform.control.act(says('一'))
    await platform.control.act(says('二'))
    expect(await first).toMatchObject([{ delivered: true }])
    expect(heard(platform.bot)).toEqual(['二', '一'])
  },
  shuffle: async (name) => {
    await start(name)
    const photos = Array.from({ length: 9 }, (_, nth) => ({
      name: `${nth}.jpg`,
      base64: jpeg(100 + nth).toString('base64'),
    }))
    const results = await platform.control.act({ ...zhang, action: { type: 'photos', photos } })
    const arrived = platform.bot.heard.map(({ fields }) => fields['MsgId'])
    expect(new Set(arrived)).toEqual(new Set(results.map(({ msgId }) => msgId)))
    expect(arrived).not.toEqual(results.map(({ msgId }) => msgId))
  },
  delay: async (name) => {
    await start(name)
    platform.control.clock({ freeze: true })
    await platform.control.startAct(says('一'))
    await new Promise((wake) => setTimeout(wake, 50))
    expect(platform.bot.heard).toEqual([])
    platform.control.clock({ advanceMs: 10_000 })
    await platform.control.idle()
    const { query, fields } = platform.bot.heard[0]!
    expect(Number(query.get('timestamp')) - Number(fields['CreateTime'])).toBe(10)
  },
  lose: async (name) => {
    await start(name)
    expect(await platform.control.act(says('一'))).toMatchObject([{ delivered: false, outcome: 'lost' }])
    expect(await platform.control.act(says('二'))).toMatchObject([{ delivered: true }])
    expect(heard(platform.bot)).toEqual(['二'])
  },
  key_changed: async (name) => {
    await start(name)
    expect(await platform.control.act(says('一'))).toMatchObject([{ delivered: false, attempts: 4, outcome: 'failed' }])
    expect(platform.bot.heard).toEqual([])
  },
}

function repeats(sameEnvelope: boolean) {
  return async (name: string) => {
    await start(name)
    await platform.control.act(says('一'))
    expect(heard(platform.bot)).toEqual(['一', '一', '一'])
    expect(new Set(platform.bot.heard.map(({ body }) => body)).size).toBe(sameEnvelope ? 1 : 3)
    expect(bubbles()).toBe(1)
  }
}

describe('each fault of callbacks in the catalogue', () => {
  it.each(catalogue.filter(({ fault }) => 'callback' in fault).map(({ name }) => [name]))('%s', async (name) => {
    const check = cases[name]
    if (!check) throw new Error(`no case for ${name}`)
    await check(name)
  })
})
