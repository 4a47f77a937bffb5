import { beforeEach, expect, it } from '@jest/globals'
import type { TurnPorts } from '../../../src/conversations/ports.js'
import type { Day } from '../../../src/kernel/day.js'
import { after, clock, onEachDatabase } from '../../contracts/databases.js'
import { aShell, type AShell } from '../a-shell.js'
import { ASK_URL } from '../notice-accounts.js'

const DAY = 24 * 3_600_000
const TEMPLATE = 'TPL-deadline'
const ASKED = `<a href="${ASK_URL}">同意提醒</a>（不点`

let time = clock

onEachDatabase(
  'the permission asked at the end of a filing',
  (database) => {
    let stage: AShell
    let person: Awaited<ReturnType<AShell['somebody']>>
    let deadline: Day | null
    const inDays = (days: number): Day => after(days * DAY).slice(0, 10)
    beforeEach(async () => {
      stage = await aShell(database())
      time = stage.shell.clock
      stage.hasNotices('subscription')
      deadline = inDays(30)
      const { transact } = stage.shell
      Object.assign(stage.shell, {
        transact: (work: (ports: TurnPorts) => Promise<unknown>) =>
          transact((ports) => work({ ...ports, deadlines: { nextDeadline: () => Promise.resolve(deadline) } })),
      })
      person = await stage.somebody('one')
    })
    let filed = 0
    /** Each on a day of its own: it is never asked whether two are one. */
    const files = (who = person) =>
      who.sayAll(
        '活动记录',
        `8月${(++filed % 30) + 1}日`,
        `${filed} 号读书会`,
        '南昌',
        `${20 + filed}人签到`,
        '1',
        '跳过',
        '1',
      )

    it('is asked once for a deadline, whatever she says to it, and again for the next', async () => {
      expect(await files()).toContain(ASKED)
      expect(await person.say('不用了')).toContain('不提醒')
      expect(await files()).not.toContain('提醒')
      deadline = inDays(60)
      expect(await files()).toContain(ASKED)
    })

    it('a yes in words is answered with the link; something else is what it is', async () => {
      await files()
      expect(await person.say('可以')).toContain(`点一下才算数：<a href="${ASK_URL}">`)
      deadline = inDays(60)
      await files()
      expect(await person.say('我的填报')).toContain('活动记录')
    })

    it('leaves her where a filing leaves her: a second tap on 提交 opens nothing and is no yes, a word still is one', async () => {
      await files()
      expect(await person.say('1')).toMatch(/已(?:经)?交/)
      expect(await person.say('可以')).toContain('点一下才算数')
      // That was answered.
      expect(await person.say('好的')).not.toContain('点一下才算数')
    })

    it.each<[string, () => Promise<void> | void]>([
      ['nothing is due', () => void (deadline = null)],
      ['it is due today or over', () => void (deadline = inDays(0))],
      ['the account has no such notices', () => stage.hasNotices()],
      ['the account may only answer', () => stage.passiveOnly()],
      ['a template message would reach her', () => stage.hasNotices('subscription', 'template')],
      ['she may be written to until then', () => void (deadline = inDays(1))],
      [
        'she accepted one before',
        async () => void (await person.hear({ type: 'event', event: 'notices', detail: { [TEMPLATE]: 'accept' } })),
      ],
    ])('is not asked where %s', async (_, given) => {
      await given()
      expect(await files()).toMatch(/已提交[^]*$/)
      deadline = deadline && inDays(40)
      stage.hasNotices('subscription')
      // And what was not asked is not lost: it was never to be asked.
      expect(await person.say('你好')).not.toContain('同意提醒')
    })

    it('is not asked of a member of WeCom: another address of hers is one', async () => {
      const { ways } = stage.shell
      Object.assign(stage.shell, {
        ways: (...[standing, kind, now]: Parameters<typeof ways>) =>
          standing.address.channel === 'wecom_app'
            ? [{ by: 'message', left: null, until: null }]
            : ways(standing, kind, now),
      })
      await stage.shell.transact(async ({ people, invitations }) => {
        const held = await people.hold({ channel: 'wecom_app', account: 'ww1/1', user: person.from.user })
        const { code } = stage.data.contacts.find(({ organisation }) => organisation === 'one')!
        const { invitation } = (await invitations.find(code!))!
        await people.bind(held.addressId, invitation.contactId, time.now())
      })
      expect(await files()).not.toContain('同意提醒')
    })

    it('comes after what else she is to be asked, one question at a time', async () => {
      const recordId = (await database().reads.all<{ id: string }>('SELECT id FROM records LIMIT 1'))[0]?.id
      await files()
      const [record] = await database().reads.all<{ id: string; contactId: string }>(
        'SELECT id, contactId FROM records ORDER BY id DESC LIMIT 1',
      )
      expect(record?.id).not.toBe(recordId)
      deadline = inDays(90)
      await stage.shell.transact(({ people }) =>
        people.addAsk(record!.contactId, { type: 'confirm_record', recordId: record!.id }),
      )
      await database().units((sql) =>
        sql.run('UPDATE records SET typedBy = contactId, confirmedAt = NULL WHERE id = ?', [record!.id]),
      )
      const first = await files()
      expect(first).not.toContain('同意提醒')
      const second = await person.say('是')
      expect(`${second} ${await person.say('你好')}`).toContain(ASKED)
    })

    it('a filing that is delivered twice asks once', async () => {
      await person.sayAll('活动记录', '昨天', '读书会', '南昌', '20人签到', '1', '跳过')
      const once = await person.say('1', 'the-same')
      expect([once?.includes(ASKED), await person.say('1', 'the-same')]).toEqual([true, once])
    })
  },
  { now: () => time.now() },
)
