import { expect, it } from '@jest/globals'
import type { Session } from '../../../src/engine/session.js'
import { newId, onEachDatabase } from '../../contracts/databases.js'
import { aTeam } from './a-team.js'

const TOLD = '2014年6月20日在鸡鸣山社区办了读书会，签到32人，其中志愿者5个，花了860块'

onEachDatabase('an activity in her own words', (database) => {
  const begun = async () => {
    const team = await aTeam(database())
    const drafts = async () => {
      const found = await team.rows<{ data: string | Session }>(
        'SELECT data FROM sessions WHERE hubId = ? ORDER BY id',
        [team.hubId],
      )
      return found.map(({ data }) => (typeof data === 'string' ? (JSON.parse(data) as Session) : data))
    }
    const idOf = async (text: string) =>
      (
        await team.rows<{ id: string }>('SELECT id FROM inbound_messages WHERE hubId = ? AND said LIKE ?', [
          team.hubId,
          `%${text}%`,
        ])
      )[0]!.id
    return { ...team, drafts, idOf }
  }

  it('goes nowhere before she confirms it, and then says from which message it is', async () => {
    const { somebody, drafts, idOf } = await begun()
    const xiaohe = await somebody('xiaohe')
    expect(await xiaohe.say(TOLD)).toContain('1. 2014年6月20日 · 读书会 · 鸡鸣山社区 · 32人')
    expect(await drafts()).toEqual([])
    expect(await xiaohe.say('1')).toContain('记下了：2014年6月20日 · 读书会 · 鸡鸣山社区 · 32人')
    const [draft] = await drafts()
    expect(draft).toMatchObject({
      form: 'activity',
      answers: {
        date: { value: { from: '2014-06-20', to: '2014-06-20' } },
        title: { value: '读书会' },
        place: { value: '鸡鸣山社区' },
        headcount: { value: { quantity: { min: 32, basis: 'sign_in' }, breakdown: [{ role: '志愿者', count: 5 }] } },
      },
    })
    expect(draft!.answers['title']!.from).toContain(await idOf('签到32人'))
  })

  it('keeps its groups when the number is put right, where they fit', async () => {
    const { somebody } = await begun()
    const xiaohe = await somebody('xiaohe')
    expect(await xiaohe.sayAll(TOLD, '人数 35')).toContain('35人（志愿者5）')
    expect(await xiaohe.say('人数 36人，其中志愿者6人')).toContain('36人（志愿者6）')
    expect(await xiaohe.say('人数 4')).toMatch(/· 4人(?!（志愿者)/u)
  })

  it('is thrown away without a trace where it is none', async () => {
    const { somebody, drafts, rows, hubId } = await begun()
    const xiaohe = await somebody('xiaohe')
    expect(await xiaohe.sayAll(TOLD, '不是活动')).toMatch(/^好，没有记。\n/)
    expect(await drafts()).toEqual([])
    expect(await rows('SELECT name FROM contacts WHERE hubId = ? AND asked IS NOT NULL', [hubId])).toEqual([])
    await xiaohe.sayAll('工作简报')
    const [before] = await drafts()
    await xiaohe.sayAll(TOLD, '取消')
    expect((await drafts())[0]!.answers).toEqual(before!.answers)
  })

  it('answers the same when it is delivered again', async () => {
    const { somebody, drafts } = await begun()
    const xiaohe = await somebody('xiaohe')
    const [first, second] = [newId(), newId()]
    const heard = await xiaohe.say(TOLD, first)
    expect(await xiaohe.say(TOLD, first)).toBe(heard)
    const opened = await xiaohe.say('1', second)
    expect(await xiaohe.say('1', second)).toBe(opened)
    expect(await drafts()).toHaveLength(1)
  })

  it('becomes rows of the brief that is open, several at once, each as it was put right', async () => {
    const { somebody, drafts } = await begun()
    const xiaohe = await somebody('xiaohe')
    await xiaohe.say('工作简报')
    await xiaohe.say('6月1日端午包粽子来了二百多人，6月15日在鸡鸣山社区办了读书会，来了小一百人，6月20日手工课来了18人')
    await xiaohe.sayAll('第2条不对，是35人', '删3')
    expect(await xiaohe.say('都对')).toContain('「活动」记下 2 条（第 1 到 2 条）')
    expect((await drafts())[0]!.partials['activities']!.value).toMatchObject({
      rows: [
        { cells: { title: '端午包粽子', headcount: { quantity: { wording: '二百多人' } } } },
        { cells: { title: '读书会', headcount: { quantity: { min: 35, max: 35 } } } },
      ],
    })
    expect(await xiaohe.say('撤销')).toContain('【1/')
    expect((await drafts())[0]!.partials).toEqual({})
  })

  it('says what has no day beside others that have one', async () => {
    const { somebody } = await begun()
    const xiaohe = await somebody('xiaohe')
    const reply = await xiaohe.say('包粽子来了60人。\n6月15日读书会来了32人，花了200块')
    expect(reply).toContain('没说是哪天的先不记：包粽子')
    expect(reply).toContain('看懂了 1 场活动')
    const more = await xiaohe.say('6月1日包粽子来了60人')
    expect(more).toContain('看懂了 2 场活动')
    expect(more).not.toContain('没说是哪天')
  })

  it('opens nothing for staff, and is asked anew in the draft of a colleague', async () => {
    const { somebody, drafts } = await begun()
    expect(await (await somebody('xiaoman')).say(TOLD)).not.toContain('看懂了')
    const [xiaohe, xiaozhou] = [await somebody('xiaohe'), await somebody('xiaozhou')]
    await xiaohe.say('活动记录')
    expect(await xiaozhou.sayAll(TOLD, '1')).toContain('1 接过来')
    const taken = await xiaozhou.say('1')
    expect(taken).toMatch(/现在由你填[^]*看懂了 1 场活动/)
    expect((await drafts())[0]!.answers).toEqual({})
    expect(await xiaozhou.say('1')).toContain('记下了：2014年6月20日')
  })

  it('knows a short name of a place after one confirmation, in this hub alone', async () => {
    const [one, other] = [await begun(), await begun()]
    const [xiaohe, xiaotian] = [await one.somebody('xiaohe'), await one.somebody('xiaotian')]
    const short = TOLD.replace('鸡鸣山社区', '鸡鸣山')
    await xiaohe.sayAll(short, '地点 鸡鸣山社区')
    expect(await xiaotian.say(short)).toContain(' · 鸡鸣山 · ')
    await xiaotian.say('3')
    await xiaohe.say('1')
    expect(await xiaotian.say(short)).toContain(' · 鸡鸣山社区 · ')
    expect(await (await other.somebody('xiaohe')).say(short)).toContain(' · 鸡鸣山 · ')
  })

  it('knows where its organisations are, and where her own activities were, by a bare name', async () => {
    const { somebody, activity } = await begun()
    const [xiaohe, xiaotian] = [await somebody('xiaohe'), await somebody('xiaotian')]
    const at = (place: string) => `${place}，2014年6月20日读书会来了32人`
    const row = (place: string) => `1. 2014年6月20日 · 读书会 · ${place} · 32人`
    expect(await xiaotian.say(at('吉安'))).toContain(row('吉安'))
    await xiaotian.say('不是活动')
    expect(await xiaohe.say(at('高安'))).not.toContain(row('高安'))
    await xiaohe.sayAll('不是活动', '活动记录', ...activity, '1')
    expect(await xiaohe.say(at('高安'))).toContain(row('高安'))
    // Of another organisation's records nothing is known.
    expect(await xiaotian.say(at('高安'))).not.toContain(row('高安'))
  })
})
