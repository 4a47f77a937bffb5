import { describe, expect, it } from '@jest/globals'
import { inApp, zhang } from './bot.js'
import { codes, know, platform, says } from './fault-trial.js'

describe('a fault', () => {
  const busy = { endpoint: 'message/send', action: { type: 'errcode' as const, errcode: -1 } }

  it('strikes the nth call', async () => {
    await know()
    platform.control.addFault({ ...busy, nth: 2 })
    expect(await codes(3)).toEqual([0, -1, 0])
  })

  it('strikes by chance, and with a seed the same way again', async () => {
    await know()
    const round = async () => {
      const id = platform.control.addFault({ ...busy, probability: 0.5, seed: 7 })
      const all = await codes(12)
      platform.control.removeFault(id)
      return all
    }
    const first = await round()
    expect(new Set(first)).toEqual(new Set([0, -1]))
    expect(await round()).toEqual(first)
  })

  it('strikes within its time, its app and its member only', async () => {
    await know()
    platform.control.addFault({ ...busy, from: '2026-03-01T09:00:00Z', until: '2026-03-01T09:30:00Z' })
    platform.control.addFault({ ...busy, agentId: 7 })
    platform.control.addFault({ callback: 'text', userId: 'LISI', action: { type: 'lose' } })
    expect(await codes(1)).toEqual([0])
    platform.control.clock({ set: '2026-03-01T09:10:00Z' })
    expect(await codes(1)).toEqual([-1])
    platform.control.clock({ set: '2026-03-01T09:30:00Z' })
    expect(await codes(1)).toEqual([0])
    expect(await platform.control.act(says('一'))).toMatchObject([{ outcome: 'replied' }])
    const lisi = { ...inApp, userId: 'lisi', action: { type: 'text' as const, text: '二' } }
    expect(await platform.control.act(lisi)).toMatchObject([{ outcome: 'lost' }])
  })

  it('counts down, and knows callbacks by their event', async () => {
    const id = platform.control.addFault({ callback: 'event:click', count: 1, action: { type: 'lose' } })
    const click = { ...inApp, userId: 'zhangsan', action: { type: 'click' as const, key: 'k' } }
    await platform.control.act({ ...zhang, action: { type: 'enter' } })
    expect(platform.control.state().faults).toMatchObject([{ id, active: true, remaining: 1 }])
    expect(await platform.control.act(click)).toMatchObject([{ outcome: 'lost' }])
    expect(await platform.control.act(click)).toMatchObject([{ outcome: 'silent' }])
    expect(platform.control.state().faults).toMatchObject([{ id, active: false, remaining: 0 }])
  })
})
