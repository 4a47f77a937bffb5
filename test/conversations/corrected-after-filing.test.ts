import { beforeEach, expect, it } from '@jest/globals'
import { formsOf } from '../../src/conversations/forms.js'
import { formNamed } from '../engine/talk.js'
import { onEachDatabase } from '../contracts/databases.js'
import { aShell, type AShell } from './a-shell.js'

const ACTIVITY = ['活动记录', '3月22日', '高安志愿者培训', '高安', '30人签到', '3', '跳过', '1']
const OTHER = ['活动记录', '4月5日', '读书会', '萍乡', '12人签到', '3', '跳过', '1']
const WORDS =
  '这半年我们在高安、萍乡各办了一次活动，每次都先去走访，听大家想做什么，再一起定内容；办完以后又一家一家打了电话，听大家怎么说。'
const BRIEF = [
  '工作简报',
  '2026年1月到6月',
  WORDS,
  '培训',
  '3月22日 志愿者培训 高安 签到25人\n4月5日 读书会 萍乡 签到12人\n完',
  '跳过',
  '志愿者周末才有空，两场只好改期；下半年再办两次培训，每次之前先走访。',
  '跳过',
  '1',
]

onEachDatabase('a correction right after filing', (given) => {
  let hub: AShell
  let she: Awaited<ReturnType<AShell['somebody']>>
  beforeEach(async () => {
    hub = await aShell(given())
    hub.shell.forms = formsOf([formNamed('activity.v2'), formNamed('work-brief.v2')])
    she = await hub.somebody('one')
  })
  const counts = async () =>
    (
      await given().reads.all<{ answers: string }>(
        'SELECT answers FROM records WHERE hubId = ? AND currentOf IS NOT NULL ORDER BY filedAt, id',
        [hub.hubId],
      )
    ).map(({ answers }) => {
      const { headcount, date } = JSON.parse(answers) as { headcount: { quantity: { min: number } }; date: unknown }
      return [JSON.stringify(date).includes('03-22') ? 'training' : 'club', headcount.quantity.min]
    })

  it.each(['不对，是35人', '人数填错了，是35', '人数改成35', '改人数 35', '不是30人，是35人', '不对，不是30，是35'])(
    '%s: of the one just filed, after one question that names it',
    async (said) => {
      await she.sayAll(...ACTIVITY)
      hub.passes(60_000)
      expect(await she.say(said)).toMatch(/是要改刚交的「活动记录」2026年3月22日吗/)
      expect(await counts()).toEqual([['training', 30]])
      expect(await she.say('1')).toMatch(/第 4 题 人数：30人（签到） → 35人（签到）/)
      expect(await she.say('1')).toContain('改好交上去了')
      expect(await counts()).toEqual([['training', 35]])
    },
  )

  it.each([
    ['第一场是27人', '第 1 条'],
    ['读书会那场是27人', '第 2 条'],
  ])('%s: of a row of the brief just filed', async (said, row) => {
    await she.sayAll(...BRIEF)
    hub.passes(60_000)
    expect(await she.say(said)).toMatch(/是要改刚交的「工作简报」2026年1—6月吗/)
    const reply = await she.say('1')
    expect(reply).toContain('27人')
    expect(reply).toContain(row)
    expect(await she.say('1')).toContain('改好交上去了')
  })

  it.each(['等等，读书会那场是27人', '对了，读书会那场不是12人是27人'])('%s, by the way', async (said) => {
    await she.sayAll(...BRIEF)
    hub.passes(60_000)
    expect(await she.say(said)).toMatch(/是要改刚交的「工作简报」2026年1—6月吗/)
    // Thanks are no answer, and the number after them opens nothing else.
    for (const thanks of ['谢谢', '收到']) expect(await she.say(thanks)).toMatch(/是要改刚交的[^]*现在还没有改/)
    expect(await she.say('1')).toMatch(/第 2 条.*27人/)
    expect(await she.say('1')).toContain('改好交上去了')
  })

  it('of the one that she looks at, it is opened with the change made', async () => {
    await she.sayAll(...BRIEF)
    hub.passes(24 * 3_600_000)
    await she.sayAll('我的填报', '1')
    expect(await she.say('读书会不是12人是27人')).toMatch(/打开了「工作简报」[^]*第 2 条.*12人（签到） → 27人（签到）/)
    expect(await she.say('1')).toContain('改好交上去了')
  })

  it('人数填错了，是35: of a brief with several rows it is asked of which', async () => {
    await she.sayAll(...BRIEF)
    expect(await she.say('人数填错了，是35')).toContain('刚交的「工作简报」2026年1—6月吗')
    expect(await she.say('1')).toMatch(/里的哪一条？\n1\. .*25人[^]*\n2\. .*12人/)
    expect(await she.say('2')).toMatch(/12人.*35人/)
  })

  it('改 6 on the one that she looks at is of its sixth question', async () => {
    await she.sayAll(...BRIEF)
    await she.sayAll('我的填报', '1')
    expect(await she.say('改 6')).toContain('【6/7】')
  })

  it('2 leaves it as it was', async () => {
    await she.sayAll(...ACTIVITY, '不对，是35人')
    expect(await she.say('2')).toContain('交过的没有动')
    expect(await counts()).toEqual([['training', 30]])
    expect(await she.say('1')).toContain('开始填「活动记录」')
  })

  it('asks which where several were filed just now, and changes only that', async () => {
    await she.sayAll(...ACTIVITY, ...OTHER)
    expect(await she.say('不对，是35人')).toMatch(/1 「活动记录」2026年4月5日\n2 「活动记录」2026年3月22日/)
    await she.sayAll('2', '1')
    expect(await counts()).toEqual(
      expect.arrayContaining([
        ['training', 35],
        ['club', 12],
      ]),
    )
  })

  it('of several only those that it fits', async () => {
    await she.sayAll(...ACTIVITY, ...OTHER)
    expect(await she.say('不是12人，是35人')).toContain('刚交的「活动记录」2026年4月5日吗')
  })

  it('is not put into a draft that comes back behind the filing', async () => {
    await she.sayAll(...ACTIVITY)
    await she.sayAll('活动记录', '4月5日', '读书会', '萍乡')
    hub.passes(60_000)
    await she.sayAll('我的填报', '改 1', '4', '31人', '签到')
    hub.passes(60_000)
    // The change is handed in, and the draft that waited is there again, at its count.
    expect(await she.say('1')).toMatch(/改好交上去了[^]*【4\/6】/)
    hub.passes(60_000)
    expect(await she.say('不对，是35人')).toContain('是要改刚交的「活动记录」2026年3月22日吗')
    expect(await she.say('1')).toMatch(/31人（签到） → 35人（签到）/)
    expect(await she.say('1')).toMatch(/改好交上去了[^]*【4\/6】/)
    expect(await counts()).toEqual([['training', 35]])
  })

  it('what she says in a draft of later is of that draft', async () => {
    await she.sayAll(...ACTIVITY)
    hub.passes(60_000)
    await she.sayAll('活动记录', '4月5日', '读书会', '萍乡', '12人', '签到')
    expect(await she.say('不对，是35人')).toContain('35人（签到）（原来是：12人（签到））')
    expect(await counts()).toEqual([['training', 30]])
  })
})
