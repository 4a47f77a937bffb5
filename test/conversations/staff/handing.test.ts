import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { createHash } from 'node:crypto'
import { readXlsx } from 'hucre/xlsx'
import type { StaffWays } from '../../../src/conversations/staff/answer.js'
import { exportRecords } from '../../../src/conversations/staff/export-job.js'
import { fileLinks } from '../../../src/conversations/staff/file-links.js'
import { inviteQr, type MakeQr } from '../../../src/conversations/staff/qr-job.js'
import { formsOf } from '../../../src/conversations/forms.js'
import { openDatabase, type Database } from '../../../src/database/connect.js'
import { databaseRecordsToRead } from '../../../src/database/records-to-read.js'
import { textIn, type Job } from '../../../src/kernel/job.js'
import { clock, emptyPlace, newId, NOW } from '../../contracts/databases.js'
import { formNamed, wordsIn } from '../../engine/talk.js'
import { aShell, type AShell } from '../a-shell.js'
import { memberOf } from './member.js'

const HOUR = 3_600_000
const URL = 'https://bot.example.org'

let database: Database
let remove: () => Promise<void>
let hub: AShell
/** What is kept of files, by its hash. */
const kept = new Map<string, Uint8Array>()
const blobs = {
  put(bytes: Uint8Array) {
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    kept.set(sha256, bytes)
    return Promise.resolve(sha256)
  },
  read: (sha256: string) => Promise.resolve(kept.get(sha256)!),
}
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

const gives = (ways: Partial<StaffWays>) => Object.assign(hub.shell, { staffWays: { ...hub.shell.staffWays, ...ways } })
const staff = () => memberOf(database, hub, 'staff')
/** Takes the jobs of a kind out of the outbox. */
const jobsOf = (kind: string) =>
  database.units(async (sql) => {
    const rows = await sql.all<{ payload: string }>('SELECT payload FROM outbox WHERE kind = ? ORDER BY position', [
      kind,
    ])
    await sql.run('DELETE FROM outbox WHERE kind = ?', [kind])
    return rows.map(({ payload }) => ({
      id: newId(),
      key: newId(),
      payload: JSON.parse(payload) as Job['payload'],
      attempts: 1,
      createdAt: NOW,
    }))
  })

describe('邀请', () => {
  const codeIn = (text: string | null) => /^[0-9A-Z]{8}$/im.exec(text ?? '')![0]

  it('gives a text to forward as it is, whose code makes her known; a used code is replaced', async () => {
    const { say } = await staff()
    const own = hub.data.contacts.find(({ organisation }) => organisation === 'one')!.code!
    const text = await say('邀请 青云')
    expect(text).toMatch(/^one的联系人，你好！江西枢纽请你在微信里填工作简报/)
    expect(text).toContain(`\n${own}\n`)
    await database.units((sql) => sql.run('UPDATE invitations SET usedAt = ? WHERE code = ?', [NOW, own]))
    const fresh = await say('邀请 青云')
    expect(fresh).toMatch(/请在2026年12月20日以前用。$/)
    expect(codeIn(fresh)).not.toBe(own)
    expect(await say('邀请青云')).toBe(fresh)
    const stranger = await hub.somebody()
    expect(await stranger.sayAll(codeIn(fresh), '1')).toContain('one的联系人，你好，已经认识你了')
    expect(await say('邀请')).toContain('邀请哪一家')
    expect(await jobsOf('invite_qr')).toEqual([])
  })

  /** 青云社 with a second contact. */
  const withTwo = () =>
    database.units((sql) =>
      sql.run(
        `UPDATE contacts SET organisationId = (SELECT organisationId FROM grants WHERE hubId = ? AND purpose = '读书会')
         WHERE hubId = ? AND name = 'three的联系人'`,
        [hub.hubId, hub.hubId],
      ),
    )

  it('of an organisation with several people gives each her own in a message to forward, and says when there is nobody', async () => {
    const { say, deliveries } = await staff()
    await withTwo()
    expect(await say('邀请 青云社')).toBe('青云社有 2 位联系人，下面一人一段，分别转发。')
    const each = (await deliveries()).map(({ text }) => text)
    expect(each.map((text) => text.slice(0, 5))).toEqual(['one的联', 'three'])
    expect(new Set(each.map(codeIn)).size).toBe(2)
    expect(each[0]).toContain('打开江西枢纽的公众号，把这个邀请码发过去')
    expect(await say('邀请 个人申请者一')).toBe(
      '个人申请者一还没有登记联系人。请管理员把联系人补进机构名单，再来邀请。',
    )
  })

  it('where nothing can follow, all of them stand in the answer', async () => {
    const { say, deliveries } = await staff()
    await withTwo()
    hub.passiveOnly()
    const [head, ...each] = (await say('邀请 青云社'))!.split('\n\n')
    expect([head, each.length, await deliveries()]).toEqual([expect.stringContaining('2 位联系人'), 2, []])
  })

  it('names the accounts as people see them', async () => {
    gives({
      accountsOf: () => [
        { channel: 'wechat_oa', title: '青云简报' },
        { channel: 'wecom_app', title: null },
      ],
    })
    expect(await (await staff()).say('邀请 青云社')).toContain('打开公众号「青云简报」或江西枢纽的企业微信，把')
  })

  describe('where an account makes QRs', () => {
    const picture = Buffer.from('a QR')
    const asked: [string, number][] = []
    const made: MakeQr = (scene, seconds) => {
      asked.push([scene, seconds])
      return Promise.resolve({ type: 'made', picture })
    }
    const run = async (make: MakeQr | null = made) => {
      const [job] = await jobsOf('invite_qr')
      return inviteQr({ ...hub.shell, qrOf: (of) => (of === hub.hubId ? make : null), blobs }).run(job!)
    }
    beforeEach(() => {
      gives({ qrAccount: (hubId) => (hubId === hub.hubId ? 'qr' : null) })
      asked.length = 0
    })

    it('sends one with the code inside after the text', async () => {
      const person = await staff()
      await database.units((sql) => sql.run('UPDATE invitations SET usedAt = ? WHERE hubId = ?', [NOW, hub.hubId]))
      const text = await person.say('邀请 青云社')
      expect(await run()).toEqual({ type: 'done' })
      expect(asked).toEqual([[`jb_${codeIn(text)}`, 30 * 24 * 3600]])
      const [note, delivery, ...others] = await person.deliveries()
      expect(note!.text).toMatch(/二维码稍后发来；过几分钟还没有，只转发那段话/)
      expect([delivery!.payload.say, others]).toEqual([{ type: 'image', blob: await blobs.put(picture) }, []])
    })

    it('of several comes right after the text of each; without one the text comes all the same', async () => {
      const person = await staff()
      await withTwo()
      expect(await person.say('邀请 青云社')).toMatch(/2 位联系人[^]*二维码稍后发来，跟在各人那段后面/)
      const [one, two] = await jobsOf('invite_qr')
      const job = (make: MakeQr) => inviteQr({ ...hub.shell, qrOf: () => make, blobs })
      expect(await job(made).run(one!)).toEqual({ type: 'done' })
      await job(() => Promise.resolve({ type: 'refused', code: 'errcode.48001', scope: 'rights' })).run(two!)
      const says = (await person.deliveries()).map(({ payload }) => payload.say as { type?: string; text?: string })
      expect(says.map(({ type, text }) => text?.slice(0, 5) ?? type)).toEqual([
        'one的联',
        'image',
        'three',
        '二维码这次',
      ])
    })

    it('of more people than may be written to are left out, and the answer holds the texts', async () => {
      const person = await staff()
      await withTwo()
      Object.assign(hub.shell, { reach: () => ({ type: 'open', left: 1, until: null, permit: 'message' }) })
      expect(await person.say('邀请 青云社')).toMatch(/one的联系人[^]*three的联系人[^]*现在发不了图片/)
      expect([await jobsOf('invite_qr'), await person.deliveries()]).toEqual([[], []])
    })

    it('comes to nobody who is no longer staff', async () => {
      const person = await staff()
      await person.say('邀请 青云社')
      await person.becomes('viewer')
      expect(await run()).toEqual({ type: 'done', code: 'not_staff' })
      expect(asked).toEqual([])
      expect((await person.deliveries()).map(({ text }) => text)).toEqual([expect.stringContaining('稍后发来')])
    })

    it('is tried again while the platform is busy, and she hears when none can be made', async () => {
      const person = await staff()
      await person.say('邀请 青云社')
      expect(await run(() => Promise.resolve({ type: 'later', code: 'busy', after: 7 }))).toMatchObject({
        type: 'again',
      })
      await person.say('邀请 青云社')
      const refused = { type: 'refused', code: 'errcode.48001', scope: 'rights' } as const
      expect(await run(() => Promise.resolve(refused))).toEqual({ type: 'failed', code: 'errcode.48001' })
      const told = (await person.deliveries()).map(({ text }) => text)
      expect(told.at(-1)).toContain('二维码这次没有做出来')
    })

    it('cannot be shown where nothing may be sent: the text says how else', async () => {
      const person = await staff()
      hub.passiveOnly()
      expect(await person.say('邀请 青云社')).toMatch(/只能用一次[^]*jianbao invite 打印；邀请码照样能用/)
      expect(await jobsOf('invite_qr')).toEqual([])
    })

    it('cannot be shown any more when the last message went meanwhile: she hears it with her next answer', async () => {
      const person = await staff()
      await person.say('邀请 青云社')
      hub.passiveOnly()
      expect(await run()).toEqual({ type: 'done' })
      expect(await person.deliveries()).toHaveLength(1)
      expect(await person.say('汇总')).toMatch(/^（这里现在发不了图片/)
    })
  })
})

describe('导出', () => {
  const run = async () => {
    const [job] = await jobsOf('export')
    const records = databaseRecordsToRead(database.reads)
    return exportRecords({ ...hub.shell, records, blobs, thumbnail: () => Promise.resolve(null) }).run(job!)
  }
  const links = () => fileLinks({ transact: database.transact, blobs, clock: hub.shell.clock, words: wordsIn('zh-CN') })
  const open = (text: string) => links().fetch(/https:\/\/bot\.example\.org\/files\/(\S+)/.exec(text)![1]!)
  const GONE = { type: 'gone', text: expect.stringContaining('再发一次「导出」') }
  /** Asks on an account that takes no files, and gives the text with the link. */
  const linkFor = async (person: Awaited<ReturnType<typeof staff>>, said = '导出 全部') => {
    gives({ publicUrl: URL })
    expect(await person.say(said)).toContain('做好就发给你')
    expect(await run()).toEqual({ type: 'done' })
    return (await person.deliveries()).at(-1)!.text
  }

  it('gives the workbook in the chat where files can be', async () => {
    gives({ takesFiles: () => true })
    const person = await staff()
    expect(await person.say('导出')).toBe('好，正在导出2026年的记录，做好就发给你。')
    expect(await run()).toEqual({ type: 'done' })
    const [delivery] = await person.deliveries()
    const say = delivery!.payload.say as unknown as { blob: string }
    expect(say).toMatchObject({ type: 'file', name: '江西枢纽 2026年.xlsx' })
    const workbook = await readXlsx(kept.get(say.blob)!)
    expect(workbook.sheets.map(({ name }) => name)).toEqual(['简报', '活动', '支出', '照片', '资助', '合计'])
    expect(JSON.stringify(workbook.sheets[4]!.rows)).toContain('盲童戏剧')
  })

  it('for the public leaves out pictures that may not be shown; consent taken back reaches the next one, and staff hear of those before', async () => {
    gives({ takesFiles: () => true })
    Object.assign(hub.shell, { forms: formsOf([formNamed('gathering.v1')]) })
    const grantee = await hub.somebody('one')
    await grantee.sayAll('活动照片', '高安志愿者培训')
    for (let i = 0; i < 5; i++) await grantee.picture()
    expect(await grantee.sayAll('说明 培训', '1 合影', '完', '2 但第 3 张不行', '跳过', '1')).toContain('已提交')
    for (const { payload } of await jobsOf('fetch_media')) {
      const id = textIn(payload, 'photoId')
      const kept = {
        sha256: id,
        copy: id,
        thumbnail: id,
        bytes: 1,
        width: 4,
        height: 3,
        takenAt: null,
        fingerprint: null,
      }
      await database.transact(({ photos }) => photos.kept(id, kept, NOW))
    }
    const person = await staff()
    expect(await person.sayAll('待审', '通过 1')).toContain('通过了')
    /** What the workbook says, and what was said with it. */
    const made = async () => {
      const before = (await person.deliveries()).length
      expect(await person.say('导出 公开')).toBe('好，正在导出2026年公开版的记录，做好就发给你。')
      expect(await run()).toEqual({ type: 'done' })
      const [said, file] = (await person.deliveries()).slice(before).map(({ payload }) => payload.say)
      const { blob, name } = file as unknown as { blob: string; name: string }
      const { sheets } = await readXlsx(kept.get(blob)!)
      expect(JSON.stringify(sheets)).not.toContain('one的联系人')
      return { said: said?.text, name, captions: sheets[3]!.rows.slice(1).map((row) => row[2]) }
    }
    const name = '江西枢纽 2026年公开版.xlsx'
    expect(await made()).toEqual({
      said: '没有放进公开版的照片有 1 张：没有同意 1 张。',
      name,
      captions: ['合影', '培训', '培训', '培训'],
    })

    expect(await grantee.say('照片 1 撤回同意')).toContain('第 1 张「合影」不再公开了，对吗')
    expect(await grantee.say('1')).toBe(
      '好，第 1 张「合影」以后不再公开。2026年11月20日做的公开材料里有它，已经告诉江西枢纽去处理。改主意了，回复 照片 加数字 恢复公开。',
    )
    expect((await person.deliveries()).at(-1)!.text).toBe(
      [
        '青云社的one的联系人撤回了照片的公开同意：「活动照片」「高安志愿者培训」（11-20 10:50交），第 1 张「合影」。以后的公开版不会再有它。',
        '以前做的 1 份里有它，公开了的请换掉或收回：',
        `2026年11月20日 ${name}（公开版）`,
      ].join('\n'),
    )
    expect(await made()).toEqual({
      said: '没有放进公开版的照片有 2 张：同意已撤回 1 张、没有同意 1 张。',
      name,
      captions: ['培训', '培训', '培训'],
    })
    // Her own word is over; the next 1 is what it was before she was asked.
    expect(await grantee.say('1')).toContain('这次没有再交，也没有另开一份')
  })

  it('gives a link elsewhere, which works five times; only its hash is kept with the file', async () => {
    const text = await linkFor(await staff())
    const token = /files\/([\w-]{43})$/m.exec(text)![1]!
    const rows = await database.reads.all<Record<string, string>>('SELECT * FROM downloads WHERE hubId = ?', [
      hub.hubId,
    ])
    expect(rows).toMatchObject([{ tokenHash: createHash('sha256').update(token).digest('hex'), fetched: 0 }])
    expect(JSON.stringify(rows)).not.toContain(token)
    for (let i = 0; i < 5; i++) expect(await open(text)).toMatchObject({ type: 'file', name: '江西枢纽 全部.xlsx' })
    expect(await open(text)).toEqual(GONE)
  })

  it('a link is over after a day, and no other token gives anything', async () => {
    const text = await linkFor(await staff())
    hub.passes(24 * HOUR - 1)
    expect(await open(text)).toMatchObject({ type: 'file' })
    hub.passes(1)
    expect(await open(text)).toEqual(GONE)
    for (const token of ['', 'x', '../../etc/passwd', 'A'.repeat(43), "' OR 1=1 --".padEnd(43)])
      expect(await links().fetch(token)).toEqual(GONE)
  })

  it('who is no longer staff gets nothing, whether she lost it before the file was made or after', async () => {
    const person = await staff()
    const text = await linkFor(person)
    await person.becomes('viewer')
    expect(await open(text)).toEqual(GONE)
    await person.becomes('staff')
    await person.say('导出')
    await person.becomes('grantee')
    const before = (await person.deliveries()).length
    expect(await run()).toEqual({ type: 'done', code: 'not_staff' })
    expect((await person.deliveries()).length).toBe(before)
  })

  it('where nothing may be sent the link comes with the next answer', async () => {
    gives({ publicUrl: URL })
    const person = await staff()
    hub.passiveOnly()
    expect(await person.say('导出 本季')).toBe('好，正在导出2026年10—12月的记录。过一分钟随便发一句话给我，就给你。')
    expect(await run()).toEqual({ type: 'done' })
    expect(await person.deliveries()).toEqual([])
    const reply = await person.say('你好')
    expect(reply).toContain('2026年10—12月的记录导出好了')
    expect(await open(reply!)).toMatchObject({ type: 'file' })
  })

  it('without an address for browsers she hears whom to ask, and nothing is made', async () => {
    const { say } = await staff()
    expect(await say('导出')).toContain('请江西枢纽的管理员先在设置里填好服务的网址（publicUrl）')
    expect(await jobsOf('export')).toEqual([])
  })

  it('that breaks is said, and not tried for ever', async () => {
    gives({ takesFiles: () => true })
    const person = await staff()
    await person.say('导出')
    const [job] = await jobsOf('export')
    const broken: unknown[] = []
    const handler = exportRecords({
      ...hub.shell,
      broke: (error) => broken.push(error),
      records: {
        ...databaseRecordsToRead(database.reads),
        records: () => {
          throw new Error('a row nobody can read')
        },
      },
      blobs,
      thumbnail: () => Promise.resolve(null),
    })
    expect(await handler.run(job!)).toEqual({ type: 'failed', code: 'export.broke' })
    expect(String(broken[0])).toContain('a row nobody can read')
    expect((await person.deliveries()).map(({ text }) => text)).toEqual([expect.stringContaining('没有导出来')])
  })
})
