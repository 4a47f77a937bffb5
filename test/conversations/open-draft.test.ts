import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { openDatabase, type Database } from '../../src/database/connect.js'
import { after, clock, emptyPlace, newId, NOW } from '../contracts/databases.js'
import { aShell, type AShell } from './a-shell.js'
import { memberOf } from './staff/member.js'

let database: Database
let remove: () => Promise<void>
let hub: AShell
beforeAll(async () => {
  const place = await emptyPlace('sqlite')
  remove = place.remove
  database = await openDatabase(place.settings, { newId, clock })
  await database.migrate()
})
afterAll(async () => {
  await database.close()
  await remove()
})
beforeEach(async () => {
  hub = await aShell(database)
})

const tap = (key: string) => ({ type: 'choice' as const, key })
/** A code made for this contact, as staff would hand it out. */
const codeFor = (contact: 'one' | 'two') =>
  database.transact(async ({ invitations }) => {
    const invitees = await invitations.invitees(hub.hubId, NOW)
    const { contactId } = invitees.find(({ contactName }) => contactName.startsWith(contact))!
    const madeAt = NOW
    const { code } = await invitations.make({
      hubId: hub.hubId,
      contactId,
      madeAt,
      madeBy: null,
      expiresAt: after(1e9),
    })
    return code
  })

describe('another form wanted while one is open', () => {
  it.each(['活动记录', ' 活动记录。'])('%s is no answer: she hears what is open', async (text) => {
    const { say, sayAll } = await hub.somebody('one')
    await sayAll('工作简报', '2014年1月到3月')
    expect(await say(text)).toMatch(/「工作简报」（填到第 2 题）没有交[^]*继续[^]*「活动记录」[^]*取消/)
    expect(await say('继续')).toContain('【2/7】')
    expect(await sayAll('取消', '1', '活动记录')).toContain('开始填「活动记录」')
  })

  it('a tap is answered alike, also while it is paused; the button of the open one goes on', async () => {
    const { hear, sayAll } = await hub.somebody('one')
    await sayAll('活动记录', '昨天')
    expect(await hear(tap('work-brief'))).toMatch(/「活动记录」（填到第 2 题）没有交[^]*「工作简报」/)
    await sayAll('暂停')
    expect(await hear(tap('work-brief'))).toMatch(/「活动记录」（填到第 2 题）没有交/)
    expect(await hear(tap('activity'))).toContain('【2/6】')
    expect(await sayAll('活动记录')).toContain('【2/6】')
  })
})

describe('who comes to know us', () => {
  it('with an open draft elsewhere hears which, and no number that would be an answer', async () => {
    await (await hub.somebody('one')).sayAll('工作简报', '2014年1月到3月')
    const there = await hub.somebody()
    const reply = await there.sayAll(await codeFor('one'), '1')
    expect(reply).toMatch(/已经认识你了[^]*「工作简报」（填到第 2 题）还在，回复 继续/)
    expect(reply).not.toMatch(/1 工作简报/)
    expect(await there.say('继续')).toContain('【2/7】')
  })

  it('back after leaving hears what is open', async () => {
    const person = await hub.somebody('one')
    await person.sayAll('活动记录', '昨天')
    expect(await person.happens('joined')).toBe(
      'one的联系人，你好！你的「活动记录」（填到第 2 题）还在，回复 继续 接着填。',
    )
  })

  it('staff hear at once what they may ask; a grantee does not', async () => {
    await memberOf(database, hub, 'viewer')
    const viewer = await (await hub.somebody()).sayAll(await codeFor('two'), '1')
    expect(viewer).toMatch(/1 工作简报[^]*回复 应交，看谁该交什么/)
    expect(viewer).not.toContain('导出')
    expect(await (await hub.somebody()).sayAll(await codeFor('one'), '1')).not.toContain('应交')
  })

  it('a photo of a stranger is not kept, and she hears to send it again', async () => {
    const stranger = await hub.somebody()
    hub.passiveOnly()
    expect(await stranger.picture()).toMatch(/照片没有留下[^]*邀请码[^]*把照片再发一次/)
  })
})
