import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readConfigFiles } from '../../src/config-files.js'
import { formsOf } from '../../src/conversations/forms.js'
import { takeTurn } from '../../src/conversations/receive.js'
import { openDatabase, type Database } from '../../src/database/connect.js'
import { loadHub } from '../../src/database/load-hub.js'
import { addressOf, hubData, noWays } from '../contracts/a-hub.js'
import { clock, emptyPlace, newId, NOW } from '../contracts/databases.js'
import { WEEKDAYS_ONLY } from '../../src/programmes/calendar.js'

describe('without a draft', () => {
  let database: Database
  let remove: () => Promise<void>
  let take: ReturnType<typeof takeTurn>
  let hubId: string
  const CODE = 'ABCD2345'
  const loaded = hubData()
  const data = { ...loaded, contacts: loaded.contacts.with(1, { ...loaded.contacts[1]!, code: CODE }) }
  beforeAll(async () => {
    const place = await emptyPlace('sqlite')
    remove = place.remove
    database = await openDatabase(place.settings, { newId, clock })
    await database.migrate()
    const config = await readConfigFiles('config')
    if ('faults' in config) throw new Error('the forms are faulty')
    hubId = (await database.units((sql) => loadHub(sql)(data))).hubId
    take = takeTurn({
      transact: database.transact,
      clock,
      newId,
      forms: formsOf(config.forms),
      wordsOf: config.wordsOf,
      hubOf: () => ({ id: hubId, name: data.hub.name, zone: 'Asia/Shanghai', language: 'zh-CN' }),
      identifierOf: () => null,
      notice: () => {},
      staffWays: noWays,
      calendar: WEEKDAYS_ONLY,
      transcribes: false,
      readsAgain: false,
      reach: () => ({ type: 'open', left: null, until: null }),
      ways: () => [],
      permission: () => null,
      split: (_to, text) => [text],
      nudge: () => {},
      broke: (error) => {
        throw error
      },
    })
  })
  afterAll(async () => {
    await database.close()
    await remove()
  })

  const sayAs =
    (from = addressOf()) =>
    (text: string) =>
      take({ from, presence: 'spoke', key: newId(), sentAt: NOW, said: { type: 'text', text } })
  /** Each time another address of the same person, known at once. */
  const known = async () => {
    const from = addressOf()
    await database.transact(async ({ people, invitations }) => {
      const { addressId } = await people.hold(from)
      const invited = await invitations.find(data.contacts[0]!.code!)
      await people.bind(addressId, invited!.invitation.contactId, NOW)
    })
    return sayAs(from)
  }

  it.each([
    ['本期无活动', /按「本期无活动」报[^]*【1\/2】/],
    // She says of when it is: nothing is left to be asked.
    ['这个季度没有活动', /按「本期无活动」报[^]*1\. 报告时段：[^]*回复 1 提交/],
  ])('%s opens the report without any, not the record of one', async (said, answer) => {
    const say = await known()
    expect(await say(said)).toMatch(answer)
    await say('取消')
    await say('1')
  })

  it.each(['你好', '帮助', '没有邀请码怎么办', '怎么弄', '我没有邀请码', '你是谁', '找人工'])(
    'a stranger who says %s hears by name who gives the code',
    async (said) => {
      expect(await sayAs()(said)).toMatch(/邀请码[^]*找江西枢纽要/)
    },
  )

  it('a stranger who said no by mistake hears how to go on', async () => {
    const say = sayAs()
    expect(await say(CODE)).toContain('回复 1 是，2 不是')
    expect(await say('2')).toContain('点错了，就把邀请码再发一次')
    expect(await say(CODE)).toContain('回复 1 是，2 不是')
  })

  it.each([
    ['写错了', '还没有交过'],
    ['撤回', '还没有交过'],
    ['改 4', '还没有交过'],
    ['修改', '还没有交过'],
    ['我刚才提交的看看', '还没有交过'],
    ['看看我交的活动记录', '还没有交过'],
    ['不想写简报', '想填哪一份'],
    ['活动和简报', '想填哪一份'],
    ['帮助', '交给江西枢纽'],
    ['你是谁', '想填哪一份'],
    ['这段时间我们在三个县办了志愿者培训，来了很多人', '还没有记，替你留着'],
  ])('%s opens nothing', async (said, answer) => {
    const say = await known()
    expect(await say(said)).toContain(answer)
    expect(await say('你好')).toContain('想填哪一份')
  })

  it.each([
    ['写活动', '活动记录'],
    ['记录', '活动记录'],
    ['交简报', '工作简报'],
    ['我要交简报', '工作简报'],
    ['我要提交简报', '工作简报'],
    ['2', '活动记录'],
  ])('%s opens %s', async (said, title) => {
    const say = await known()
    expect(await say(said)).toContain(`开始填「${title}」`)
    await say('取消')
    await say('1')
  })
})
