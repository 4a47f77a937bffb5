import { expect, it } from '@jest/globals'
import { contactLeft } from '../../../src/conversations/comings/left.js'
import { loadHub } from '../../../src/database/load-hub.js'
import type { JobHandler } from '../../../src/kernel/job.js'
import { onEachDatabase } from '../../contracts/databases.js'
import { aTeam, type ATeam } from './a-team.js'

onEachDatabase('people who leave and come back', (database) => {
  const begun = async () => {
    const team = await aTeam(database())
    const [xiaoman, xiaohe] = [await team.somebody('xiaoman'), await team.somebody('xiaohe')]
    await xiaoman.say('你好')
    await xiaohe.sayAll('活动记录', '2014年3月22日')
    return { ...team, xiaoman, xiaohe }
  }
  const told = async (who: Awaited<ReturnType<ATeam['somebody']>>) => (await who.deliveries()).map(({ text }) => text)
  /** Runs the jobs about those who left. */
  const settle = async ({ shell, rows, hubId }: ATeam) => {
    const handler: JobHandler = contactLeft(shell)
    const jobs = await rows<{ payload: string }>(
      "SELECT payload FROM outbox WHERE kind = 'contact_left' AND payload LIKE ?",
      [`%${hubId}%`],
    )
    for (const { payload } of jobs) {
      const job = { id: '1', key: 'k', attempts: 0, createdAt: shell.clock.now() }
      await handler.run({ ...job, payload: JSON.parse(payload) as { [key: string]: string } })
    }
  }

  it('who stops following loses nothing; staff hear of it once, and once that she is back', async () => {
    const team = await begun()
    const { xiaoman, xiaohe, rows, passes } = team
    const messages = () => rows('SELECT id FROM inbound_messages WHERE addressId = ?', [xiaohe.addressId])
    const before = await messages()
    passes(1_000)
    for (let i = 0; i < 2; i++) expect(await xiaohe.happens('left')).toBeNull()
    expect(await told(xiaoman)).toEqual([
      expect.stringMatching(/^青云社的小禾取消了关注[^]*没删[^]*代填 青云社[^]*重新关注就能接着填/),
    ])
    expect(await messages()).toHaveLength(before.length + 2)
    passes(60_000)
    expect(await xiaohe.happens('joined')).toMatch(/「活动记录」（填到第 2 题）还在/)
    passes(60_000)
    await xiaohe.happens('joined')
    expect((await told(xiaoman)).slice(1)).toEqual(['青云社的小禾回来了，消息又发得到了。'])
    expect(await xiaohe.say('高安志愿者培训')).toContain('【3/')
  })

  it('whom another of her accounts still reaches is not missed, and so not back', async () => {
    const { xiaoman, xiaohe, somebody, passes } = await begun()
    const elsewhere = await somebody('xiaohe', 'another-account')
    await elsewhere.say('你好')
    passes(1_000)
    await xiaohe.happens('left')
    passes(60_000)
    await xiaohe.happens('joined')
    expect(await told(xiaoman)).toEqual([])
    passes(60_000)
    await xiaohe.happens('left')
    await elsewhere.happens('left')
    expect(await told(xiaoman)).toHaveLength(1)
  })

  it('staff of no other hub hear of it, nor who is of the hub herself', async () => {
    const [{ xiaohe, xiaoman, passes }, there] = [await begun(), await begun()]
    passes(1_000)
    await xiaohe.happens('left')
    await xiaoman.happens('left')
    expect([(await told(xiaoman)).length, await told(there.xiaoman)]).toEqual([1, []])
  })

  it('what could not be said while she was away is said when she is back', async () => {
    const { xiaohe, passes, somebody } = await begun()
    passes(1_000)
    await xiaohe.happens('left')
    const xiaozhou = await somebody('xiaozhou')
    await xiaozhou.sayAll('活动记录', '接')
    passes(60_000)
    expect(await xiaohe.happens('joined')).toMatch(/^小舟接过了你的「活动记录」[^]*\n\n小禾，想填哪一份/)
  })

  it('staff take a contact out of the list: her draft is offered, her records stay, she hears it kindly', async () => {
    const team = await begun()
    const { xiaoman, xiaohe, somebody } = team
    const xiaozhou = await somebody('xiaozhou')
    await xiaozhou.say('你好')
    expect(await xiaoman.say('小禾 离开了')).toContain('青云社的小禾不再填报了吗')
    expect(await xiaoman.say('2')).toContain('青云社的小禾还在联系人里')
    expect(await xiaoman.sayAll('小禾 离开了', '1')).toMatch(/青云社的小禾不在联系人里了[^]*小禾回来了/)
    await settle(team)
    expect(await told(xiaozhou)).toEqual([
      expect.stringMatching(/小禾不再负责填报了，手里的「活动记录」（填到第 2 题）还没交/),
    ])
    expect((await told(xiaoman)).at(-1)).toContain('已经请 小舟 接着填')
    expect(await xiaohe.say('高安志愿者培训')).toMatch(/你现在不在 青云社 的联系人里了[^]*告诉江西枢纽/)
    expect(await xiaoman.say('看 青云社')).not.toContain('· 小禾')
    expect(await xiaozhou.say('接')).toContain('【2/')
    expect(await told(xiaohe)).toEqual([])
    expect(await xiaoman.say('小禾回来了')).toContain('又在联系人里了')
    expect(await xiaohe.say('你好')).toContain('想填哪一份')
  })

  it('where nobody else is there, staff hear how to go on with her draft', async () => {
    const team = await begun()
    const { xiaoman, rows, hubId } = team
    await xiaoman.sayAll('小禾离职了', '1')
    await settle(team)
    expect((await told(xiaoman)).at(-1)).toMatch(/还没有人接：回复 代填 青云社/)
    expect(await xiaoman.sayAll('代填 青云社', '小舟', '活动记录')).toMatch(/小禾正在填这份「活动记录」（填到第 2 题）/)
    expect(await xiaoman.say('接过来')).toContain('【2/')
    expect(
      await rows(
        "SELECT c.name FROM sessions s JOIN contacts c ON c.id = s.contactId WHERE s.hubId = ? AND s.state = 'open'",
        [hubId],
      ),
    ).toEqual([{ name: '小舟' }])
  })

  it('the list of the hub takes her out and back likewise; a list that says nothing changes nothing', async () => {
    const team = await begun()
    const { xiaohe, xiaoman, data, codeOf, somebody } = team
    const load = (left?: boolean) =>
      database().units((sql) =>
        loadHub(sql)({
          ...data,
          contacts: data.contacts.map((one) => (one.key === 'xiaohe' ? { ...one, left } : one)),
        }),
      )
    await load(true)
    await load()
    await settle(team)
    expect((await told(xiaoman)).at(-1)).toContain('代填 青云社')
    expect(await xiaohe.say('你好')).toContain('不在 青云社 的联系人里')
    // Her codes work no longer, and she is handed no new one.
    expect(await (await somebody()).say(codeOf('xiaohe'))).toContain('过期')
    expect(await xiaoman.say('邀请 青云社')).not.toContain('小禾')
    await load(false)
    expect(await xiaohe.say('继续')).toContain('【2/')
  })

  it('one of the hub who left sees and is told nothing any more', async () => {
    const team = await begun()
    const { xiaoman, xiaohe, data, passes } = team
    const contacts = data.contacts.map((one) => (one.key === 'xiaoman' ? { ...one, left: true } : one))
    await database().units((sql) => loadHub(sql)({ ...data, contacts }))
    expect(await xiaoman.say('看 青云社')).toContain('不在 江西枢纽 的联系人里')
    passes(1_000)
    await xiaohe.happens('left')
    expect(await told(xiaoman)).toEqual([])
  })

  it('a name that several have is asked for; a sentence about somebody else is none', async () => {
    const team = await aTeam(database())
    const xiaoman = await team.somebody('xiaoman')
    await database().units((sql) =>
      sql.run("UPDATE contacts SET name = '小禾' WHERE hubId = ? AND name = '小田'", [team.hubId]),
    )
    expect(await xiaoman.say('小禾离开了')).toMatch(/青云社小禾、麦田小禾|麦田小禾、青云社小禾/)
    expect(await xiaoman.sayAll('麦田小禾离开了', '1')).toContain('麦田的小禾不在联系人里了')
    expect(await xiaoman.say('春天回来了')).toContain('没听懂')
    const viewer = await team.somebody('xiaoguan')
    expect(await viewer.say('小舟离开了')).toContain('没听懂')
  })

  it('a new user id is still her, with all she began; who gets the old id later is a stranger', async () => {
    const { xiaohe, somebody, shell } = await begun()
    const [old, renamed] = [xiaohe.from.user, `${xiaohe.from.user}-new`]
    const platform = await somebody()
    const happens = () =>
      platform.hear({ type: 'event', event: 'renamed', detail: { user: old, newUser: renamed } }, undefined, {
        presence: 'none',
      })
    for (let i = 0; i < 2; i++) expect(await happens()).toBeNull()
    expect(await shell.transact(({ people }) => people.hold({ ...xiaohe.from, user: renamed }))).toMatchObject({
      addressId: xiaohe.addressId,
      contact: { name: '小禾' },
      draft: { session: { at: { type: 'asking' } } },
    })
    expect(await xiaohe.say('你好')).toContain('请先发一下你的邀请码')
  })

  it('a new user id under which she already wrote is joined with her; one that is somebody else is left alone', async () => {
    const { xiaohe, xiaoman, somebody, shell, rows } = await begun()
    const stranger = await somebody()
    await stranger.say('你好')
    const platform = await somebody()
    const happens = (newUser: string) =>
      platform.hear({ type: 'event', event: 'renamed', detail: { user: xiaohe.from.user, newUser } }, undefined, {
        presence: 'none',
      })
    await happens(xiaoman.from.user)
    expect(await xiaohe.say('继续')).toContain('【2/')
    await happens(stranger.from.user)
    expect(await stranger.say('继续')).toContain('【2/')
    expect(await rows('SELECT id FROM addresses WHERE id = ?', [stranger.addressId])).toEqual([])
    const held = await shell.transact(({ people }) => people.hold(stranger.from))
    expect(held.addressId).toBe(xiaohe.addressId)
  })
})
