import { describe, expect, it } from '@jest/globals'
import { catalogue } from '../../src/emulator/fault-catalogue.js'
import { jpeg } from './bot.js'
import { bubbles, codes, ending, errcodeOf, know, photo, platform, reminder, send, start } from './fault-trial.js'

const cases: Record<string, (name: string) => Promise<void>> = {
  busy: async (name) => {
    await start(name)
    expect(await codes(4)).toEqual([-1, -1, -1, 0])
    expect(bubbles()).toBe(1)
  },
  token_expired: async (name) => {
    await start(name)
    expect(await codes(2)).toEqual([42001, 42001])
    await know()
    expect(await codes(1)).toEqual([0])
  },
  token_invalid: async (name) => {
    await start(name)
    expect(await codes(2)).toEqual([40014, 40014])
    await know()
    expect(await codes(1)).toEqual([0])
  },
  frequency_day: async (name) => {
    await start(name)
    expect(await codes(2)).toEqual([45009, 45009])
    platform.control.clock({ set: '2026-03-01T15:59:59Z' })
    await know()
    expect(await codes(1)).toEqual([45009])
    platform.control.clock({ set: '2026-03-01T16:00:00Z' })
    expect(await codes(1)).toEqual([0])
  },
  frequency_minute: async (name) => {
    await start(name)
    expect(await codes(2)).toEqual([45011, 45011])
    platform.control.clock({ set: '2026-03-01T08:01:00Z' })
    expect(await codes(1)).toEqual([0])
  },
  crowded: async (name) => {
    await start(name)
    const together = (await Promise.all([send(), send(), send()])).map(errcodeOf)
    expect(together).toContain(45033)
    expect(await codes(1)).toEqual([0])
  },
  ip_refused: refusesAll(60020),
  right_withdrawn: refusesAll(48001),
  api_banned: refusesAll(48004),
  app_disabled: refusesAll(50003),
  corp_gone: refusesAll(301007),
  dropped: async (name) => {
    await start(name)
    expect(await codes(2)).toEqual([0, 0])
    expect(bubbles()).toBe(0)
  },
  partial: async (name) => {
    await start(name)
    expect(await platform.client.send(reminder)).toMatchObject({ errcode: 0, invaliduser: 'zhangsan' })
    expect(bubbles()).toBe(0)
  },
  unlicensed: async (name) => {
    await start(name)
    expect(await platform.client.send(reminder)).toMatchObject({ errcode: 0, unlicenseduser: 'zhangsan' })
    expect(bubbles()).toBe(0)
  },
  timeout_after: breaks('timeout', 1),
  timeout_before: breaks('timeout', 0),
  connection_reset: breaks('broken', 0),
  reset_in_headers: breaks('broken', 1),
  reset_in_body: breaks('broken', 1),
  slow: async (name) => {
    await start(name)
    expect(await send()).toBe('timeout')
    expect(bubbles()).toBe(1)
  },
  html: async (name) => {
    await start(name)
    expect(await send()).toMatchObject({ status: 200, type: 'text/html', text: expect.stringContaining('<html>') })
    expect(bubbles()).toBe(0)
  },
  html_502: async (name) => {
    await start(name)
    expect(await send()).toMatchObject({ status: 502, type: 'text/html' })
  },
  server_error: async (name) => {
    await start(name)
    expect(await send()).toMatchObject({ status: 500 })
    expect(await codes(1)).toEqual([0])
  },
  too_many_requests: async (name) => {
    await start(name)
    expect(await send()).toMatchObject({ status: 429 })
  },
  redirect: async (name) => {
    await start(name)
    expect(await send()).toMatchObject({ status: 301 })
  },
  empty: async (name) => {
    await start(name)
    expect(await send()).toMatchObject({ status: 200, text: '' })
    expect(bubbles()).toBe(1)
  },
  truncated_json: async (name) => {
    await start(name)
    const answered = await send()
    expect(answered).toMatchObject({ status: 200 })
    expect(() => errcodeOf(answered)).toThrow(SyntaxError)
  },
  wrong_type: async (name) => {
    await start(name)
    expect(await send()).toMatchObject({ type: 'text/plain', text: expect.stringContaining('"errcode":0') })
  },
  errcode_as_text: async (name) => {
    await start(name)
    expect(await codes(1)).toEqual(['0'])
  },
  media_gone: async (name) => {
    const url = await photo()
    await start(name)
    expect(errcodeOf(await ending(() => fetch(url)))).toBe(40007)
  },
  media_short: async (name) => {
    const url = await photo()
    await start(name)
    expect((await (await fetch(url)).arrayBuffer()).byteLength).toBe(2000)
    expect((await (await fetch(url)).arrayBuffer()).byteLength).toBe(4000)
  },
  media_cut: async (name) => {
    const url = await photo()
    await start(name)
    expect(await ending(() => fetch(url))).toBe('broken')
  },
  media_is_voice: async (name) => {
    const url = await photo()
    await start(name)
    expect(await ending(() => fetch(url))).toMatchObject({ type: 'image/jpeg', text: expect.stringMatching(/^#!AMR/) })
  },
  media_is_json: async (name) => {
    const url = await photo()
    await start(name)
    expect(await ending(() => fetch(url))).toMatchObject({ type: 'image/jpeg', text: expect.stringContaining('40007') })
  },
  media_name: async (name) => {
    const url = await photo()
    await start(name)
    const { headers } = await fetch(url)
    expect(decodeURIComponent(headers.get('content-disposition')!)).toBe('attachment; filename="../../照片 一.jpg"')
  },
  media_range: async (name) => {
    const url = await photo()
    await start(name)
    expect(errcodeOf(await ending(() => fetch(url)))).toBe(830002)
    expect((await fetch(url, { headers: { range: 'bytes=0-99' } })).status).toBe(206)
  },
  upload_forgotten: async (name) => {
    await start(name)
    const image = async () => {
      const { media_id } = await platform.client.upload('image', jpeg())
      return platform.client.send({ ...reminder, msgtype: 'image', image: { media_id } })
    }
    expect(await image()).toMatchObject({ errcode: 40007 })
    expect(await image()).toMatchObject({ errcode: 0 })
  },
}

function refusesAll(errcode: number) {
  return async (name: string) => {
    await start(name)
    expect(await codes(2)).toEqual([errcode, errcode])
    expect(bubbles()).toBe(0)
    platform.control.removeFault(platform.control.state().faults[0]!.id)
    expect(await codes(1)).toEqual([0])
  }
}

function breaks(how: string, seen: number) {
  return async (name: string) => {
    await start(name)
    expect(await send()).toBe(how)
    expect(bubbles()).toBe(seen)
  }
}

// Those of official accounts alone have their own cases beside this file.
const names = catalogue.flatMap(({ name, fault }) => ('endpoint' in fault && !name.startsWith('oa_') ? [[name]] : []))

describe('each fault of the API in the catalogue', () => {
  it.each(names)('%s', async (name) => {
    const check = cases[name]
    if (!check) throw new Error(`no case for ${name}`)
    await check(name)
  })
})
