import { expect, it } from '@jest/globals'
import { wake } from '../../../src/conversations/tell.js'
import { onEachDatabase } from '../../contracts/databases.js'
import { aTeam } from './a-team.js'

onEachDatabase('several contacts of one organisation', (database) => {
  const begun = async () => {
    const team = await aTeam(database())
    const [xiaohe, xiaozhou] = [await team.somebody('xiaohe'), await team.somebody('xiaozhou')]
    await xiaozhou.say('你好')
    await xiaohe.sayAll('活动记录', '2014年3月22日', '高安志愿者培训')
    const told = async (who: typeof xiaohe) => (await who.deliveries()).map(({ text }) => text)
    return { ...team, xiaohe, xiaozhou, told }
  }

  it('says who has the draft; each may begin her own, see it, or take it over, and it goes on where it was', async () => {
    const { xiaohe, xiaozhou, told, rows, hubId } = await begun()
    expect(await xiaozhou.say('活动记录')).toMatch(
      /^小禾正在填这份「活动记录」（填到第 3 题），最后一次是今天。\n1 接过来/,
    )
    expect(await xiaozhou.say('3')).toMatch(/2\. 内容：高安志愿者培训[^]*1 接过来/)
    expect(await xiaozhou.say('1')).toMatch(/现在由你填。\n【3\//)
    expect(await told(xiaohe)).toEqual([expect.stringContaining('小舟接过了你的「活动记录」')])
    await xiaozhou.sayAll('高安', '25人签到', '培训', '跳过', '1')
    expect(
      await rows('SELECT c.name FROM records r JOIN contacts c ON c.id = r.contactId WHERE r.hubId = ?', [hubId]),
    ).toEqual([{ name: '小舟' }])
    // What each said is under her name.
    const said = await rows<{ name: string }>(
      `SELECT DISTINCT c.name FROM record_sources x JOIN inbound_messages m ON m.id = x.messageId
       JOIN contacts c ON c.id = m.contactId WHERE x.hubId = ? ORDER BY c.name`,
      [hubId],
    )
    expect(said.map(({ name }) => name).sort()).toEqual(['小禾', '小舟'].sort())
  })

  it('begins another when she wants one, and is asked nothing about other forms', async () => {
    const { xiaozhou, rows, hubId } = await begun()
    expect(await xiaozhou.say('工作简报')).toContain('【1/')
    await xiaozhou.sayAll('取消', '1', '活动记录')
    expect(await xiaozhou.say('另开一份')).toContain('【1/')
    expect(await rows("SELECT id FROM sessions WHERE hubId = ? AND state = 'open'", [hubId])).toHaveLength(2)
  })

  it('who leaves and comes back over that is greeted with the forms, and 1 is one of them', async () => {
    const { xiaozhou, rows, hubId } = await begun()
    expect(await xiaozhou.say('活动记录')).toContain('1 接过来')
    await xiaozhou.happens('left')
    expect(await xiaozhou.happens('joined')).toContain('1 工作简报')
    expect(await xiaozhou.say('1')).toContain('开始填「工作简报」')
    expect(await rows("SELECT id FROM sessions WHERE hubId = ? AND state = 'open'", [hubId])).toHaveLength(2)
  })

  it('has the draft back by one word', async () => {
    const { xiaohe, xiaozhou } = await begun()
    await xiaozhou.sayAll('活动记录', '1', '高安')
    expect(await xiaohe.say('接回')).toMatch(/现在由你填。\n【4\//)
    expect(await xiaozhou.say('接回')).toContain('现在由你填')
  })

  it('is hers, too, while she has set it aside: a colleague hears whose it is, and may take it', async () => {
    const { xiaohe, xiaozhou, activity, told } = await begun()
    await xiaohe.sayAll(...activity.slice(2), '1', '活动记录', '2014年4月5日', '我的填报')
    expect(await xiaohe.say('改 1')).toContain('「活动记录」（填到第 2 题）先放着')
    expect(await xiaozhou.say('活动记录')).toContain('小禾正在填这份「活动记录」（填到第 2 题）')
    expect(await xiaozhou.say('1')).toMatch(/现在由你填。\n【2\//)
    expect((await told(xiaohe)).at(-1)).toContain('小舟接过了你的「活动记录」')
    expect(await xiaohe.sayAll('取消', '1')).not.toContain('接着填刚才放下的')
    expect(await xiaohe.say('接回')).toMatch(/现在由你填。\n【2\//)
  })

  it('stays with its holder who wants it back before it is taken: the other hears so and is not asked again', async () => {
    const { xiaohe, xiaozhou, told } = await begun()
    expect(await xiaohe.say('转给小舟')).toContain('不转了就回复 接回')
    expect(await xiaohe.say('接回')).toMatch(/不转了，也告诉小舟了/)
    expect((await told(xiaozhou)).at(-1)).toContain('先不转给你了')
    expect(await xiaozhou.say('你好')).toContain('想填哪一份')
    expect(await xiaohe.say('接回')).toContain('没有要转给谁')
    expect(await xiaohe.say('高安')).toContain('【4/')
  })

  it('is handed over by its holder, who keeps it until it is taken', async () => {
    const { xiaohe, xiaozhou, told } = await begun()
    expect(await xiaohe.say('转给小明')).toContain('没有叫「小明」的同事。能转给：小舟')
    expect(await xiaohe.say('转给小舟')).toContain('告诉小舟了')
    expect(await told(xiaozhou)).toEqual([expect.stringContaining('小禾想把「活动记录」（填到第 3 题）转给你填')])
    expect(await xiaohe.say('高安')).toContain('【4/')
    expect(await xiaozhou.say('接')).toMatch(/现在由你填。\n【4\//)
    expect(await xiaohe.say('你好')).toContain('想填哪一份')
  })

  it('is asked about an offer when she is next here; who declines leaves it where it is, and that is told', async () => {
    const { xiaohe, xiaozhou, told } = await begun()
    await xiaohe.say('转给小舟')
    expect(await xiaozhou.say('在吗')).toMatch(/小禾想把「活动记录」（填到第 3 题）转给你填。\n回复 1 接过来，2 不接/)
    expect(await xiaozhou.say('2')).toContain('没有接')
    expect((await told(xiaohe)).at(-1)).toContain('小舟现在接不了')
    expect(await xiaozhou.say('在吗')).toContain('想填哪一份')
  })

  it('asks nobody about a draft that is in other hands or over by now', async () => {
    const { xiaohe, xiaozhou } = await begun()
    await xiaohe.sayAll('转给小舟', '高安', '25人签到', '培训', '跳过', '1')
    expect(await xiaozhou.say('在吗')).toContain('想填哪一份')
    expect(await xiaozhou.say('接')).toContain('想填哪一份')
  })

  it('who was shown a draft that is filed meanwhile hears so, whatever she chooses, and goes on', async () => {
    for (const [choice, reply] of [
      ['1', '那一份已经交了'],
      ['3', '那一份已经交了'],
      ['2', '【1/'],
      ['你好', '想填哪一份'],
    ] as const) {
      const { xiaohe, xiaozhou } = await begun()
      await xiaozhou.say('活动记录')
      await xiaohe.sayAll('高安', '25人签到', '培训', '跳过', '1')
      expect(await xiaozhou.say(choice)).toContain(reply)
      expect(await xiaozhou.say('帮助')).not.toContain('那一份')
    }
  })

  it('takes one draft at a time', async () => {
    const { xiaohe, xiaozhou } = await begun()
    await xiaozhou.say('工作简报')
    await xiaohe.say('转给小舟')
    expect(await xiaozhou.say('接')).toContain('你手里还有「工作简报」')
    expect(await xiaohe.say('高安')).toContain('【4/')
  })

  it('what is written to the question is an answer, whatever it begins with', async () => {
    const { xiaohe } = await begun()
    await xiaohe.say('跳过')
    await xiaohe.say('改 2')
    expect(await xiaohe.say('转给村里的老人们')).toContain('转给村里的老人们')
    await xiaohe.say('改 2')
    expect(await xiaohe.say('交给社区居委会')).toContain('交给社区居委会')
  })

  it('of two who take it at once one has it, and the other hears who', async () => {
    const { xiaohe, somebody, rows, hubId } = await begun()
    const data = await Promise.all(['xiaozhou', 'xiaozhou'].map((key) => somebody(key)))
    const [first, second] = data
    // The second is another contact of the same organisation.
    await database().units((sql) =>
      sql.run(
        "INSERT INTO contacts (id, hubId, organisationId, name, role) SELECT ?, hubId, organisationId, '小林', role FROM contacts WHERE id = (SELECT contactId FROM addresses WHERE id = ?)",
        [second!.addressId, second!.addressId],
      ),
    )
    await database().units((sql) => sql.run('UPDATE addresses SET contactId = id WHERE id = ?', [second!.addressId]))
    for (const who of [first!, second!]) await who.say('活动记录')
    const replies = await Promise.all([first!.say('1'), second!.say('1')])
    expect(replies.filter((reply) => reply?.includes('现在由你填'))).toHaveLength(1)
    expect(replies.filter((reply) => /(小舟|小林)刚刚先接过去了/.test(reply ?? ''))).toHaveLength(1)
    expect(await rows("SELECT id FROM sessions WHERE hubId = ? AND state = 'open'", [hubId])).toHaveLength(1)
    expect(await xiaohe.say('你好')).toContain('想填哪一份')
  })

  it('of one who files while another takes it one comes first, and nothing is filed twice', async () => {
    const { xiaohe, xiaozhou, rows, hubId } = await begun()
    await xiaohe.sayAll('高安', '25人签到', '培训', '跳过')
    await xiaozhou.say('活动记录')
    const [filed, taken] = await Promise.all([xiaohe.say('1'), xiaozhou.say('1')])
    const records = await rows('SELECT id FROM records WHERE hubId = ?', [hubId])
    if (records.length === 1) {
      expect(filed).toContain('已提交')
      expect(taken).toContain('已经交了')
    } else {
      expect(records).toEqual([])
      expect(filed).toContain('想填哪一份')
      expect(await xiaozhou.say('1')).toContain('已提交')
    }
  })

  it('what a job finds out about a draft is told where it is now', async () => {
    const { xiaohe, xiaozhou, rows, hubId, shell } = await begun()
    await xiaohe.picture()
    await xiaozhou.sayAll('活动记录', '1')
    const [session] = await rows<{ id: string }>("SELECT id FROM sessions WHERE hubId = ? AND state = 'open'", [hubId])
    const payload = { addressId: xiaohe.addressId, sessionId: session!.id, field: 'photos', why: 'album' }
    await wake(shell).run({ id: '1', key: 'k', attempts: 0, createdAt: shell.clock.now(), payload })
    expect((await xiaozhou.deliveries()).at(-1)?.text).toContain('照片收到 1 张')
  })

  it('is not seen by another organisation, nor by another hub', async () => {
    const { xiaohe, somebody } = await begun()
    const xiaotian = await somebody('xiaotian')
    expect(await xiaotian.say('接')).toContain('想填哪一份')
    expect(await xiaotian.say('活动记录')).not.toContain('小禾')
    const other = await aTeam(database())
    const there = await other.somebody('xiaozhou')
    expect(await there.say('活动记录')).toContain('【1/')
    expect(await xiaohe.say('转给小田')).toContain('没有叫「小田」的同事')
  })
})
