import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createHash } from 'node:crypto'
import type { App } from '../../src/app.js'
import { codeFrom } from '../../src/people/invitation-code.js'
import { makeStage, serve, type Stage } from './stage.js'

const HOUR = 3_600_000
const WRONG = '这个邀请码不对'
const CLOSED = /试的次数太多了，请过 \d+ 分钟再发/

/** As many different codes that nobody was given. */
const guesses = (count: number, seed: string): string[] =>
  Array.from({ length: count }, (_, i) => codeFrom(createHash('sha256').update(`${seed} ${i}`).digest()))

describe('guessing at an official account', () => {
  let stage: Stage
  let app: App
  let guest: string
  let follower: { openId: string; contact: string }
  const logged: string[] = []
  const said: string[] = []
  beforeAll(async () => {
    stage = await makeStage({ accounts: [{}] })
    app = await serve(stage, logged)
    const [account] = stage.hub.wechat.accounts
    guest = account!.guests[0]!.openId
    follower = account!.followers[0]!
    said.push(guest)
    await stage.act(guest, { type: 'subscribe' })
  })
  afterAll(async () => {
    await app.stop()
    await stage.close()
    expect(stage.violations()).toEqual([])
  })

  const guess = async (openId: string, code: string): Promise<string> => {
    said.push(code)
    return stage.say(openId, code)
  }
  const bound = async () => (await stage.rows('SELECT 1 FROM addresses WHERE contactId IS NOT NULL')).length
  const warnings = (what: RegExp) => logged.filter((line) => line.includes('"level":"warn"') && what.test(line))
  const codeOf = (contact: string) => stage.hub.contacts.find(({ key }) => key === contact)!.invitation

  it.each([['spring_campaign'], ['jb_000000'], ['jb_ZZZZ9999'], ["jb_' OR 1=1"], ['x'.repeat(64)]])(
    'a QR with the scene %s makes nobody known, and the log says that it is not ours',
    async (scene) => {
      said.push(scene)
      const before = warnings(/a QR/).length
      const [scanned] = await stage.act(guest, { type: 'scan', scene })
      expect(scanned?.reply).toMatch(/^你好，我是简报助手[^]*邀请码/)
      expect(warnings(/a QR/).length).toBe(before + 1)
      expect(await bound()).toBe(0)
    },
  )

  it('of a thousand wrong codes of one person four are looked at, and no more than five are kept', async () => {
    stage.passes(2 * HOUR)
    const before = await stage.count('inbound_messages')
    const heard: string[] = []
    for (const code of guesses(1_000, 'one')) heard.push(await guess(guest, code))
    expect(heard.slice(0, 4).every((text) => text.includes(WRONG))).toBe(true)
    expect(heard.slice(4).every((text) => CLOSED.test(text))).toBe(true)
    expect(await stage.count('inbound_messages')).toBe(before + 5)
    expect(warnings(/too many wrong invitation codes/)).toHaveLength(1)
    // Her own code at a closed door is no better than a guess.
    expect(await guess(guest, codeOf(follower.contact))).toMatch(CLOSED)
    expect(await bound()).toBe(0)
  }, 120_000)

  it('of a thousand wrong codes of many people sixty are looked at, and who has a QR comes in all the same', async () => {
    stage.passes(2 * HOUR)
    const { appId } = stage.hub.wechat.accounts[0]!
    const many = Array.from({ length: 250 }, (_, i) => `oGuess_${String(i).padStart(21, '0')}`)
    for (const openId of many) stage.control.putFollower({ appId, openId, name: openId, following: true })
    said.push('oGuess_')
    const who = (openId: string) => ({ corpId: appId, agentId: 0, userId: openId })
    const codes = guesses(1_000, 'many')
    const before = await stage.count('inbound_messages')
    const heard: string[] = []
    for (let i = 0; i < codes.length; i += 10) {
      said.push(...codes.slice(i, i + 10))
      const acts = codes.slice(i, i + 10).map(async (text, n) => {
        const [one] = await stage.control.act({ ...who(many[(i + n) % many.length]!), action: { type: 'text', text } })
        return one?.reply ?? ''
      })
      heard.push(...(await Promise.all(acts)))
    }
    expect(heard.filter((text) => text.includes(WRONG))).toHaveLength(60)
    expect(heard.filter((text) => CLOSED.test(text))).toHaveLength(940)
    expect(await stage.count('inbound_messages')).toBe(before + 60)
    expect(await stage.count('addresses')).toBe(1 + many.length)
    const asked = stage.control.log().filter(({ title }) => title === 'user/info')
    expect(asked.length).toBeLessThanOrEqual(1 + many.length)
    expect(warnings(/not heard until the hour is over/)).toHaveLength(1)

    const code = codeOf(follower.contact)
    const [scanned] = await stage.act(follower.openId, { type: 'scan', scene: `jb_${code}` })
    expect(scanned?.reply).toMatch(/^你是 /)
    expect(await stage.say(follower.openId, '1')).toContain('已经认识你了')
    expect(await bound()).toBe(1)
  }, 120_000)

  it('and nothing that they tried stands in the log', () => {
    expect(said.filter((word) => logged.some((line) => line.includes(word)))).toEqual([])
  })
})
