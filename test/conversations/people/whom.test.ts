import { expect, it } from '@jest/globals'
import { loadHub } from '../../../src/database/load-hub.js'
import { onEachDatabase } from '../../contracts/databases.js'
import { aTeam, teamData } from './a-team.js'

onEachDatabase('one person for several organisations and grants', (database) => {
  const filedFor = async ({ rows, hubId }: Awaited<ReturnType<typeof aTeam>>) =>
    rows<{ organisation: string; purpose: string | null }>(
      `SELECT o.name AS organisation, g.purpose FROM records r JOIN organisations o ON o.id = r.organisationId
       LEFT JOIN grants g ON g.id = r.grantId WHERE r.hubId = ? ORDER BY r.id`,
      [hubId],
    )

  it('is asked nothing where there is one choice, and the record has its grant', async () => {
    const team = await aTeam(database())
    const xiaohe = await team.somebody('xiaohe')
    expect(await xiaohe.say('活动记录')).toContain('【1/')
    await xiaohe.sayAll(...team.activity, '1')
    expect(await filedFor(team)).toEqual([{ organisation: '青云社', purpose: '读书会' }])
  })

  it('is asked which of two grants, what she chose last first', async () => {
    const team = await aTeam(database())
    const xiaotian = await team.somebody('xiaotian')
    expect(await xiaotian.say('活动记录')).toMatch(/是给哪个的？\n1 麦田·办公\n2 麦田·培训$/)
    expect(await xiaotian.say('2')).toContain('活动记录（麦田·培训）')
    await xiaotian.sayAll(...team.activity, '1')
    expect(await xiaotian.say('活动记录')).toMatch(/1 麦田·培训（上次）\n2 麦田·办公$/)
    await xiaotian.sayAll('1', '2014年4月5日', ...team.activity.slice(1), '1')
    expect(await filedFor(team)).toEqual([
      { organisation: '麦田', purpose: '培训' },
      { organisation: '麦田', purpose: '培训' },
    ])
  })

  it('hears the question again when her answer is none, and leaves it by 取消; a photo waits for the form', async () => {
    const team = await aTeam(database())
    const xiaotian = await team.somebody('xiaotian')
    await xiaotian.say('活动记录')
    expect(await xiaotian.say('9')).toMatch(/没看明白[^]*1 麦田·办公/)
    await xiaotian.picture()
    expect((await xiaotian.deliveries()).map(({ text }) => text)).toEqual([
      expect.stringMatching(/照片先替你留着[^]*1 麦田·办公/),
    ])
    const voice = { type: 'media', kind: 'voice', ref: { id: 'v' } } as const
    expect(await xiaotian.hear(voice)).toMatch(/语音存下了[^]*1 麦田·办公/)
    expect(await team.rows('SELECT id FROM voices WHERE hubId = ?', [team.hubId])).toHaveLength(1)
    expect(await xiaotian.say('帮助')).toMatch(/^这份「活动记录」是给哪个的/)
    expect(await xiaotian.say('取消')).toContain('想填哪一份')
    await xiaotian.sayAll('活动记录', '办公')
    expect(await team.rows('SELECT id FROM photos WHERE hubId = ?', [team.hubId])).toHaveLength(1)
  })

  it('what she was asked hours ago is not answered by a number', async () => {
    const team = await aTeam(database())
    const xiaotian = await team.somebody('xiaotian')
    await xiaotian.say('活动记录')
    team.passes(4 * 3_600_000)
    expect(await xiaotian.say('2')).toMatch(/「活动记录」是给哪个的/)
  })

  it('an invitation of another grantee adds its organisation: the code is used, she stays who she is', async () => {
    const team = await aTeam(database())
    const xiaohe = await team.somebody('xiaohe')
    const code = team.codeOf('xiaogan')
    expect(await xiaohe.say(code)).toMatch(/^小禾，你也替 赣江组 填报吗？/)
    expect(await xiaohe.say('2')).toContain('什么都没改')
    expect(await xiaohe.sayAll(code, '1')).toContain('也可以替 赣江组 填')
    expect(await xiaohe.say('活动记录')).toMatch(/1 青云社·读书会\n2 赣江组$/)
    await xiaohe.sayAll('2', ...team.activity, '1')
    expect(await filedFor(team)).toEqual([{ organisation: '赣江组', purpose: null }])
    // Somebody else comes too late with it, and so does she.
    const stranger = await team.somebody()
    expect(await stranger.say(code)).toContain('已经用过')
    expect(await xiaohe.say(code)).toContain('是给别人的')
  })

  it('of two who say yes to one code at once one has it, the other hears so', async () => {
    const team = await aTeam(database())
    const [xiaohe, xiaotian] = [await team.somebody('xiaohe'), await team.somebody('xiaotian')]
    const code = team.codeOf('xiaogan')
    await Promise.all([xiaohe.say(code), xiaotian.say(code)])
    const replies = await Promise.all([xiaohe.say('1'), xiaotian.say('1')])
    expect(replies.filter((reply) => reply?.includes('也可以替 赣江组 填'))).toHaveLength(1)
    expect(replies.filter((reply) => reply?.includes('已经用过'))).toHaveLength(1)
  })

  it('a code of the hub itself, of her own organisation or of another hub adds nothing', async () => {
    const [team, other] = [await aTeam(database()), await aTeam(database())]
    const xiaohe = await team.somebody('xiaohe')
    for (const code of [team.codeOf('xiaoman'), team.codeOf('xiaozhou')]) {
      expect(await xiaohe.say(code)).toContain('是给别人的')
    }
    expect(await xiaohe.say(other.codeOf('xiaogan'))).not.toContain('填报吗')
    expect(await team.rows('SELECT * FROM contact_organisations WHERE hubId = ?', [team.hubId])).toEqual([])
  })

  it('changes in the middle whom a draft is about, by name or number; what is another answer stays one', async () => {
    const team = await aTeam(database())
    const xiaotian = await team.somebody('xiaotian')
    await xiaotian.sayAll('活动记录', '办公', '2014年3月22日')
    expect(await xiaotian.say('换成线上活动')).toContain('【3/')
    expect(await xiaotian.say('换成 培训')).toMatch(/改成给「麦田·培训」的了[^]*第 3 题/)
    expect(await xiaotian.say('改机构')).toMatch(/1 麦田·培训（上次）/)
    expect(await xiaotian.say('高安')).toContain('【4/')
    await xiaotian.sayAll('25人签到', '培训', '跳过', '1')
    expect(await filedFor(team)).toEqual([{ organisation: '麦田', purpose: '培训' }])
  })

  it('that it is for the wrong organisation changes it where she has both', async () => {
    const data = teamData()
    const contacts = data.contacts.map((each) => (each.key === 'xiaohe' ? { ...each, organisations: ['three'] } : each))
    const team = await aTeam(database(), { ...data, contacts })
    const xiaohe = await team.somebody('xiaohe')
    await xiaohe.sayAll('活动记录', '青云社', '2014年3月22日')
    expect(await xiaohe.say('填错机构了')).toMatch(/这份改成给哪个的[^]*1 青云社/)
    await xiaohe.say('2')
    expect(await xiaohe.say('机构填错了，应该是青云社的')).toMatch(/改成给「青云社.*」的了[^]*第 2 题/)
    await xiaohe.sayAll(...team.activity.slice(1), '1')
    expect(await filedFor(team)).toEqual([{ organisation: '青云社', purpose: '读书会' }])
    expect(await xiaohe.say('填错机构了，应该是麦田的')).toContain('交过的换不了机构')
  })

  it('who has only one hears how she comes to another, and her title stays', async () => {
    const team = await aTeam(database())
    const xiaohe = await team.somebody('xiaohe')
    await xiaohe.sayAll('活动记录', '2014年3月22日')
    expect(await xiaohe.say('填错机构了，应该是麦田的')).toMatch(/只替「青云社」填[^]*邀请码[^]*第 2 题/)
    await xiaohe.sayAll(...team.activity.slice(1))
    expect(await xiaohe.say('预览')).toContain('内容：高安志愿者培训')
  })

  it('the list of the hub says for which she files; loaded without one it changes nothing', async () => {
    const data = teamData()
    const also = (organisations?: string[]) => ({
      ...data,
      contacts: data.contacts.map((each) => (each.key === 'xiaohe' ? { ...each, organisations } : each)),
    })
    const team = await aTeam(database(), also(['two', 'three']))
    const load = (next: typeof data) => database().units((sql) => loadHub(sql)(next))
    const xiaohe = await team.somebody('xiaohe')
    expect(await xiaohe.say('活动记录')).toMatch(/1 青云社·读书会\n2 赣江组\n3 麦田·办公\n4 麦田·培训$/)
    await xiaohe.say('取消')
    await load(also())
    expect(await xiaohe.say('活动记录')).toContain('4 麦田·培训')
    await xiaohe.say('取消')
    await load(also(['two']))
    expect(await xiaohe.say('活动记录')).toMatch(/1 青云社·读书会\n2 赣江组$/)
  })
})
