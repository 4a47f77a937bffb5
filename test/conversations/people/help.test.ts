import { expect, it } from '@jest/globals'
import { helpOver } from '../../../src/conversations/help/staff.js'
import { onEachDatabase } from '../../contracts/databases.js'
import { aTeam, type ATeam } from './a-team.js'

type Somebody = Awaited<ReturnType<ATeam['somebody']>>

onEachDatabase('a talk with the hub’s staff', (database) => {
  const team = async () => {
    const all = await aTeam(database())
    const [xiaoman, xiaogu, xiaohe] = [
      await all.somebody('xiaoman'),
      await all.somebody('xiaogu'),
      await all.somebody('xiaohe'),
    ]
    for (const staff of [xiaoman, xiaogu]) await staff.say('你好')
    await xiaohe.sayAll('活动记录', '2014年3月22日')
    return { ...all, xiaoman, xiaogu, xiaohe }
  }
  const told = async (who: Somebody) => (await who.deliveries()).map(({ text }) => text)
  const session = async ({ rows, hubId }: ATeam) =>
    (await rows<{ data: string }>("SELECT data FROM sessions WHERE hubId = ? AND state = 'open'", [hubId]))[0]?.data

  it.each(['人工', 'human', 'talk to somebody', '转人工', '我要找人工客服', '不会填找谁'])(
    'is opened by 「%s」, and her draft waits untouched',
    async (wish) => {
      const all = await team()
      const before = await session(all)
      expect(await all.xiaohe.say(wish)).toMatch(/告诉小谷、小满了|告诉小满、小谷了/)
      expect(await all.xiaohe.say('餐费算不算支出？')).toContain('转过去了')
      for (const staff of [all.xiaoman, all.xiaogu]) {
        expect(await told(staff)).toEqual([
          expect.stringMatching(/^青云社的小禾想找人说话[^]*回复 回 小禾/),
          '青云社 小禾：「餐费算不算支出？」',
        ])
      }
      expect(await session(all)).toBe(before)
    },
  )

  it('what she writes goes to staff and is no answer; a command is neither, and she hears how to go on', async () => {
    const all = await team()
    await all.xiaohe.say('人工')
    const before = await session(all)
    for (const text of ['1', '工作简报', 'ABCD2345', '转给小舟', '交', '接着填哪一题呢', '算了，不填了吧']) {
      expect(await all.xiaohe.say(text)).toContain('转过去了')
      expect((await told(all.xiaoman)).at(-1)).toBe(`青云社 小禾：「${text}」`)
    }
    const heard = (await told(all.xiaoman)).length
    for (const text of ['提交', '取消', '帮助', '预览', '人工']) {
      expect(await all.xiaohe.say(text)).toMatch(new RegExp(`「${text}」没有转给[^]*回复 继续`))
    }
    expect(await all.xiaohe.say('我的填报')).toMatch(/还没有交过[^]*工作人员还在聊/)
    expect(await told(all.xiaoman)).toHaveLength(heard)
    expect(await session(all)).toBe(before)
  })

  it.each(['人工 结束', '结束人工', '继续', '算了，继续填吧', '好了我接着填'])(
    '%s ends it, and she is where she was',
    async (word) => {
      const all = await team()
      await all.xiaohe.say('人工')
      expect(await all.xiaohe.say(word)).toMatch(/聊到这里[^]*【\d+\/\d+】/)
      expect((await told(all.xiaoman)).at(-1)).toBe('青云社的小禾说聊完了。')
    },
  )

  it('is answered by name, by the organisation, or the last word; each of the staff sees who answered', async () => {
    const all = await team()
    const xiaotian = await all.somebody('xiaotian')
    await all.xiaohe.say('人工')
    all.passes(1_000)
    await xiaotian.say('人工')
    expect(await all.xiaoman.say('回 小禾 算的')).toContain('发给青云社小禾了')
    expect(await told(all.xiaohe)).toEqual(['小满：算的'])
    expect((await told(all.xiaogu)).at(-1)).toBe('小满回了青云社 小禾：「算的」')
    expect(await all.xiaogu.say('回小田：马上\n发新的码给你')).toContain('发给麦田小田了')
    expect(await told(xiaotian)).toEqual(['小谷：马上\n发新的码给你'])
    all.passes(1_000)
    await all.xiaohe.say('那餐费写哪儿')
    expect(await all.xiaoman.say('回 写进支出那一题')).toContain('发给青云社小禾了')
    expect(await all.xiaoman.say('回 麦田 好')).toContain('发给麦田小田了')
    // Two answer one question: both are said.
    expect(await all.xiaogu.say('回 小禾 就在第五题')).toContain('发给青云社小禾了')
    expect((await told(all.xiaohe)).slice(-2)).toEqual(['小满：写进支出那一题', '小谷：就在第五题'])
  })

  it('is no affair of a viewer, of a grantee or of another hub', async () => {
    const [all, there] = [await team(), await team()]
    await all.xiaohe.say('人工')
    const viewer = await all.somebody('xiaoguan')
    expect(await viewer.say('回 小禾 算的')).toContain('不能回话')
    expect(await there.xiaoman.say('回 小禾 算的')).toContain('没有人在等回话')
    expect(await told(there.xiaoman)).toEqual([])
    const xiaozhou = await all.somebody('xiaozhou')
    expect(await xiaozhou.say('回 小禾 算的')).not.toContain('发给')
    expect(await told(all.xiaohe)).toEqual([])
  })

  it('words of staff that begin alike are answers in their own drafts', async () => {
    const all = await team()
    await all.xiaoman.sayAll('活动记录', '2014年3月22日')
    expect(await all.xiaoman.say('回访了三家机构')).toContain('【3/')
    await all.xiaohe.say('人工')
    await all.xiaoman.say('改 2')
    expect(await all.xiaoman.say('回访：萍乡')).toContain('回访：萍乡')
    expect(await all.xiaoman.say('回 小禾')).toContain('要回青云社小禾什么')
    expect(await all.xiaoman.say('回 小禾 好的')).toContain('发给青云社小禾了')
  })

  it('ends by her word: staff hear so, and she is back at her question', async () => {
    const all = await team()
    await all.xiaohe.say('人工')
    all.passes(5 * 3_600_000)
    expect(await all.xiaohe.say('结束')).toMatch(/聊到这里[^]*【2\//)
    expect((await told(all.xiaoman)).at(-1)).toBe('青云社的小禾说聊完了。')
    expect(await all.xiaohe.say('高安志愿者培训')).toContain('【3/')
    expect(await all.xiaoman.say('回 小禾 还有')).toContain('没有人在等回话')
  })

  it('ends by a word of staff: she hears where she was', async () => {
    const all = await team()
    const xiaotian = await all.somebody('xiaotian')
    for (const who of [all.xiaohe, xiaotian]) await who.say('人工')
    expect(await all.xiaoman.say('结束 小禾')).toContain('和青云社小禾聊完了')
    expect((await told(all.xiaohe)).at(-1)).toMatch(/聊到这里[^]*「活动记录」（填到第 2 题）还在，回复 继续/)
    expect((await told(all.xiaogu)).at(-1)).toBe('小满结束了和青云社 小禾的聊天。')
    expect(await all.xiaohe.say('继续')).toContain('【2/')
    expect(await all.xiaogu.say('结束')).toContain('和麦田小田聊完了')
    expect((await told(xiaotian)).at(-1)).toMatch(/聊到这里[^]*1 工作简报/)
  })

  it('ended twice is over, and she hears so, whatever else is open', async () => {
    const all = await team()
    await all.xiaohe.say('人工')
    await all.xiaoman.say('结束 小禾')
    const over = /和青云社小禾的聊天已经结束了，不用再结束。对方再回复 人工，会告诉你/
    expect(await all.xiaoman.say('结束 小禾')).toMatch(over)
    expect(await all.xiaoman.say('结束')).toContain('现在没有人在等回话')
    await (await all.somebody('xiaotian')).say('人工')
    expect(await all.xiaogu.say('结束 青云社小禾')).toMatch(over)
    await all.xiaogu.sayAll('活动记录', '2014年3月22日')
    expect(await all.xiaogu.say('结束 小禾')).toMatch(over)
    expect(await all.xiaogu.say('结束仪式')).toContain('【3/')
  })

  it('ends after a day of silence, counted from the last word', async () => {
    const all = await team()
    await all.xiaohe.say('人工')
    const [talk] = await all.rows<{ id: string }>('SELECT id FROM help_talks WHERE hubId = ?', [all.hubId])
    const over = () =>
      helpOver(all.shell).run({
        id: '1',
        key: 'k',
        attempts: 0,
        createdAt: all.shell.clock.now(),
        payload: { talkId: talk!.id },
      })
    all.passes(20 * 3_600_000)
    await all.xiaoman.say('回 小禾 在看')
    all.passes(20 * 3_600_000)
    await over()
    expect(await all.xiaohe.say('好')).toContain('转过去了')
    all.passes(24 * 3_600_000 + 1)
    await over()
    await over()
    expect((await told(all.xiaohe)).filter((text) => text.includes('一天没有新的话'))).toHaveLength(1)
    expect(await all.xiaohe.say('继续')).toContain('【2/')
    expect(await all.rows('SELECT jobKey FROM outbox WHERE jobKey = ?', [`help_over:${talk!.id}`])).toHaveLength(1)
  })

  it('keeps her pictures for the draft, however long it takes, and tells staff of an album once', async () => {
    const all = await team()
    await all.xiaohe.say('人工')
    for (let i = 0; i < 3; i++) await all.xiaohe.picture()
    expect((await told(all.xiaoman)).filter((text) => text.includes('照片'))).toHaveLength(1)
    expect((await told(all.xiaohe)).at(-1)).toContain('先替你留着')
    const kept = () => all.rows('SELECT id FROM photos WHERE hubId = ?', [all.hubId])
    expect(await kept()).toEqual([])
    all.passes(6 * 3_600_000)
    await all.xiaohe.say('结束')
    expect(await kept()).toHaveLength(3)
  })

  it('relays what is no text, too', async () => {
    const all = await team()
    await all.xiaohe.say('人工')
    await all.xiaohe.hear({ type: 'media', kind: 'voice', ref: { id: 'v' }, transcript: '算不算' })
    await all.xiaohe.hear({ type: 'location', latitude: 28, longitude: 115, label: '高安' })
    await all.xiaohe.hear({ type: 'link', title: '报道', url: 'https://example.org/' })
    expect((await told(all.xiaoman)).slice(-3)).toEqual([
      '青云社 小禾：「[语音] 算不算」',
      '青云社 小禾：「[位置] 高安」',
      '青云社 小禾：「报道 https://example.org/」',
    ])
    expect(await all.rows('SELECT sessionId, field FROM voices WHERE hubId = ?', [all.hubId])).toEqual([
      { sessionId: null, field: null },
    ])
  })

  it('tells the truth where nobody of the staff can hear it now, or ever', async () => {
    const all = await aTeam(database())
    const xiaohe = await all.somebody('xiaohe')
    expect(await xiaohe.say('人工')).toMatch(/没有工作人员能在这里收到消息，请直接联系江西枢纽/)
    expect(await xiaohe.say('你好')).toContain('想填哪一份')
    const xiaoman = await all.somebody('xiaoman')
    // She has not written for days: the platform lets nobody write to her.
    expect(await xiaohe.say('人工')).toMatch(/给小满留话了；他们现在不在线[^]*直接联系江西枢纽/)
    await xiaohe.say('在吗')
    expect(await xiaoman.say('你好')).toMatch(/^青云社的小禾想找人说话[^]*青云社 小禾：「在吗」/)
  })

  it('says to staff when their answer cannot be delivered now; it comes with her next word', async () => {
    const all = await team()
    await all.xiaohe.say('人工')
    all.passes(50 * 3_600_000)
    expect(await all.xiaoman.say('回 小禾 可以')).toContain('现在发不出去，下次来说话时一起给')
    expect(await all.xiaohe.say('有人吗')).toMatch(/^小满：可以\n\n转过去了/)
  })

  it('is no way for the hub’s own people', async () => {
    const all = await team()
    expect(await all.xiaoman.say('人工')).toContain('自动回复')
    expect(await all.rows('SELECT id FROM help_talks WHERE hubId = ?', [all.hubId])).toEqual([])
  })
})
