import { expect, it } from '@jest/globals'
import { writeXlsx } from 'hucre/xlsx'
import { textOfFile } from '../../../src/cli/reconcile/file-text.js'
import { readFileJob } from '../../../src/conversations/understood/file-job.js'
import type { MediaResult } from '../../../src/kernel/message.js'
import { docxOf, tableOf, zipOf } from '../../cli/a-docx.js'
import { after, onEachDatabase } from '../../contracts/databases.js'
import { aTeam } from './a-team.js'

const LINES = [
  '第二季度小结',
  '2014年6月1日在鸡鸣山社区办了读书会，来了32人，其中志愿者5人，花了860元。',
  '2014年6月15日在鸡鸣山社区办了手工课，来了二百多人。',
  '居民开始自己带书来换，志愿者从3个人变成了8个人，还有两位妈妈愿意带着大家一起做手工。',
]
const SOUND = docxOf(LINES)
const WITH_PASSWORD = Buffer.concat([
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0]),
  Buffer.alloc(600),
  Buffer.from('EncryptedPackage', 'utf16le'),
])

onEachDatabase('a document in the chat', (database) => {
  const begun = async (bytes: Uint8Array, media?: MediaResult) => {
    const team = await aTeam(database())
    let now = 0
    const job = readFileJob(
      { ...team.shell, clock: { now: () => after(now) } },
      {
        channelOf: () => ({
          fetchMedia: () => Promise.resolve(media ?? { type: 'fetched', bytes, name: null, contentType: null }),
        }),
        read: textOfFile,
      },
    )
    const xiaohe = await team.somebody('xiaohe')
    /** Runs the job of the file that came last, as the worker does. */
    const run = async (waited = 0) => {
      now = waited
      const rows = await team.rows<{ payload: string }>(
        "SELECT payload FROM outbox WHERE kind = 'read_file' ORDER BY position",
      )
      const payload = JSON.parse(rows.at(-1)!.payload) as Record<string, string>
      return job.run({ id: '1', key: 'k', attempts: 0, createdAt: after(0), payload })
    }
    const sends = (id = 'f1') => xiaohe.hear({ type: 'file', ref: { id } })
    const told = async () => (await xiaohe.deliveries()).map(({ text }) => text).at(-1) ?? ''
    return { ...team, xiaohe, run, sends, told }
  }

  it('is said back like a message, and fills story and tables when she confirms', async () => {
    const { xiaohe, run, sends, told } = await begun(SOUND)
    expect(await sends()).toMatch(/^文件收到了，我看一看/)
    expect(await run()).toEqual({ type: 'done' })
    expect(await told()).toMatch(
      /看懂了 2 场活动：\n1\. 2014年6月1日 · 读书会 · 鸡鸣山社区 · 32人[^]*原文会整段放进「做了什么」/,
    )
    const opened = await xiaohe.say('1')
    expect(opened).toContain('原文放进了「做了什么」')
    expect(opened).toContain('「活动」记下 2 条（第 1 到 2 条）')
    expect(opened).toContain('「支出」记下第 1 条：读书会 · 860元')
  })

  it.each(['docx', 'xlsx'])('is read from the table of a .%s, too, in the middle of a draft', async (kind) => {
    const rows = [
      ['日期', '内容', '地点', '人数'],
      ['2014年6月1日', '读书会', '鸡鸣山社区', '32人'],
      ['2014年6月15日', '手工课', '鸡鸣山社区', '18人'],
    ]
    const sheet = kind === 'xlsx' ? await writeXlsx({ sheets: [{ name: '活动', rows }] }) : docxOf([tableOf(rows)])
    const { xiaohe, run, sends, told } = await begun(sheet)
    await xiaohe.say('工作简报')
    await sends()
    await run()
    expect(await told()).toMatch(/看懂了 2 场活动：\n1\. 2014年6月1日 · 读书会 · /)
    expect(await xiaohe.say('1')).toContain('记下 2 条')
  })

  it.each(['docx', 'xlsx'])('keeps a row of a .%s that says only in which month it was', async (kind) => {
    const rows = [
      ['日期', '内容', '人数'],
      ['2014年6月1日', '读书会', '32人'],
      ['6月', '走访', '6-7户'],
      ['2014年6月15日', '手工课', '18人'],
    ]
    const sheet = kind === 'xlsx' ? await writeXlsx({ sheets: [{ name: '台账', rows }] }) : docxOf([tableOf(rows)])
    const { run, sends, told } = await begun(sheet)
    await sends()
    await run()
    expect(await told()).toMatch(/看懂了 3 场活动：[^]*\n2\. 2014年6月[^\n]*走访[^\n]*6[-–~到至]7户/)
  })

  it.each([
    ['is no document', Buffer.from([0, 1, 2, 3, 0, 5]), /这个文件我读不了：读不懂，请给 \.docx/],
    ['is broken', SOUND.subarray(0, 300), /这个文件我读不了：打不开/],
    ['has macros', zipOf({ 'word/document.xml': '<a/>', 'word/vbaProject.bin': 'x' }), /带宏/],
    ['is huge unpacked', zipOf({ 'word/document.xml': Buffer.alloc(200_000_000, 32) }), /太大了，不像一份报告/],
    ['has a password', WITH_PASSWORD, /有密码，请先去掉密码再存一份/],
    ['tells of nothing', docxOf(['你好']), /没有看出能填的活动/],
  ])('says so where it %s', async (_, bytes, says) => {
    const { run, sends, told } = await begun(bytes)
    await sends()
    await run()
    expect(await told()).toMatch(says)
  })

  it('says so where it is too big or gone, and asks for its text where it cannot be fetched', async () => {
    const big = await begun(SOUND, { type: 'gone', code: 'media.too_big' })
    await big.sends()
    expect(await big.run()).toEqual({ type: 'done', code: 'media.too_big' })
    expect(await big.told()).toContain('太大了')
    const late = await begun(SOUND, { type: 'later', code: 'busy', after: 5_000 })
    await late.sends()
    expect(await late.run()).toMatchObject({ type: 'again', code: 'busy' })
    expect(await late.run(3_700_000)).toMatchObject({ type: 'done' })
    expect(await late.told()).toContain('没有取到')
    expect(await late.sends('')).toMatch(/^文件在这里打不开，请把里面的文字复制过来发给我。\n/)
  })

  it('waits while she is being asked something else', async () => {
    const { xiaohe, run, sends, told } = await begun(SOUND)
    await sends()
    await xiaohe.say('2014年6月20日在鸡鸣山社区办了读书会，签到32人')
    expect(await run()).toMatchObject({ type: 'again', code: 'file.asked_else' })
    await xiaohe.say('3')
    await run()
    expect(await told()).toContain('看懂了 2 场活动')
  })
})
