import { afterEach, expect, it } from '@jest/globals'
import { serveApart, type Child } from './child.js'
import { album, eventually, makeStage, type Stage } from './stage.js'

const DONE =
  '这段时间我们按计划走进各地伙伴机构，一起办了几次活动。参加的人比去年多，大家开始主动约下一次，我们也学会了提前发通知。'
const NEXT = '下一步会把签到表统一起来，每次活动结束当天就把记录补齐，再请两位伙伴一起带新人。'

let stage: Stage
let service: Child
afterEach(async () => {
  await service.end('SIGKILL')
  await stage.close()
})

it.each([
  ['writes to people', 0],
  ['only answers', 1],
])(
  'killed in the middle of a brief in an account that %s, nothing is lost or there twice',
  async (_what, nth) => {
    stage = await makeStage({ accounts: [{}, {}], platform: { retryAfterMs: [1_000, 2_000, 4_000] } })
    service = await serveApart(stage)
    const she = stage.hub.wechat.accounts[nth]!.followers[0]!.openId
    /** The machine dies and comes back. */
    const dies = async () => {
      await service.end('SIGKILL')
      await service.start()
    }
    const [followed] = await stage.act(she, { type: 'subscribe' })
    await dies()
    expect(await stage.control.redeliver(followed!.id)).toMatchObject({ reply: followed!.reply })
    expect(await stage.bind(she)).toContain('已经认识你了')
    await stage.sayAll(she, '工作简报', '2014年1月到3月', DONE)

    // Dead when she speaks: the platform tries again, and the service is back before it gives up.
    await service.end('SIGKILL')
    service.launch()
    expect(await stage.say(she, '3')).toContain('【4/7】')
    await stage.sayAll(she, '3月22日 高安志愿者培训 高安 25人', '完', '1', '跳过', NEXT)

    // Dead while nine photos are coming: some were taken, some are delivered again, some for the first time.
    const sending = stage.act(she, await album(9, she))
    await eventually('the first photos are here', async () => (await stage.count('photos')) > 2)
    await dies()
    expect((await sending).every(({ delivered }) => delivered)).toBe(true)
    for (const { id } of await sending) await stage.control.redeliver(id)
    await eventually('all nine are kept', async () => {
      const kept = await stage.rows("SELECT 1 FROM photos WHERE state = 'kept'")
      return kept.length === 9
    })
    expect(await stage.sayAll(she, '1-9 分组讨论', '完', '1')).toContain('1 提交')
    const [filed] = await stage.act(she, { type: 'text', text: '1' })
    expect(filed?.reply).toContain('已提交')
    await dies()
    expect(await stage.control.redeliver(filed!.id)).toMatchObject({ reply: filed!.reply })

    expect(await stage.rows('SELECT title FROM activities')).toEqual([{ title: '高安志愿者培训' }])
    const photos = await stage.rows<{ sha256: string }>('SELECT sha256 FROM photos JOIN record_photos ON photoId = id')
    expect([photos.length, new Set(photos.map(({ sha256 }) => sha256)).size]).toEqual([9, 9])
    const said = stage.control.chat(stage.who(she)).filter(({ way }) => way === 'sent')
    expect([await stage.count('records'), await stage.count('inbound_messages')]).toEqual([1, said.length])
    expect(new Set(stage.active(she)).size).toBe(stage.active(she).length)
    expect(stage.violations()).toEqual([])
  },
  60_000,
)
