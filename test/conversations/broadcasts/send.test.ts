import { expect, it } from '@jest/globals'
import { isDeepStrictEqual } from 'node:util'
import { EVERYBODY } from '../../../src/broadcasts/audience.js'
import { type Content, EMPTY } from '../../../src/broadcasts/broadcast.js'
import { broadcastJob, broadcastLater } from '../../../src/conversations/broadcasts/send-job.js'
import { databaseQueue } from '../../../src/database/queue.js'
import type { JobEnd } from '../../../src/jobs/queue.js'
import { later } from '../../../src/kernel/clock.js'
import type { OutboundMessage, SendResult } from '../../../src/kernel/message.js'
import { hubData } from '../../contracts/a-hub.js'
import { clock, newId, NOW, onEachDatabase } from '../../contracts/databases.js'
import { aShell } from '../a-shell.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

let time = clock

onEachDatabase(
  'a broadcast',
  (database) => {
    /** A hub with so many contacts who are bound, in an app that may write at any time unless it is an official account, and one of its staff. */
    async function aHub(people: number, { official = false } = {}) {
      const base = hubData()
      const names = Array.from({ length: people }, (_, i) => `g${String(i).padStart(3, '0')}`)
      const data = {
        ...base,
        organisations: [
          ...names.map((key) => ({ key, name: `机构${key}`, kind: 'organisation' as const, city: null, aliases: [] })),
          { key: 'hub', name: '江西枢纽', kind: 'hub' as const, city: null, aliases: [] },
        ],
        grants: [],
        contacts: [
          ...names.map((key) => ({ key, organisation: key, name: key, code: newId().slice(-8) })),
          { key: 'staff', organisation: 'hub', name: '小满', code: newId().slice(-8), role: 'staff' as const },
        ],
      }
      const hub = await aShell(database(), [], data)
      time = hub.shell.clock
      if (!official) {
        hub.shell.reach = ({ accountRefusal, following, refusedAt }) =>
          accountRefusal !== null || !following || refusedAt !== null
            ? { type: 'closed', reason: accountRefusal ?? 'refused' }
            : { type: 'open', left: null, until: null }
        hub.shell.ways = (standing, _kind, now) =>
          hub.shell.reach(standing, now).type === 'open' ? [{ by: 'message', left: null, until: null }] : []
      }
      await database().units((sql) => sql.run('DELETE FROM outbox'))
      const persons = []
      for (const key of names) persons.push(await hub.somebody(key))
      const staff = await hub.somebody('staff')
      const nameOf = new Map(persons.map(({ from }, i) => [from.user, names[i]!]))
      const [author] = await database().reads.all<{ id: string }>(
        "SELECT id FROM contacts WHERE hubId = ? AND role = 'staff'",
        [hub.hubId],
      )
      const sent: { to: string; say: OutboundMessage['say'] }[] = []
      let answer: (to: string, nth: number) => SendResult = () => ({ type: 'sent', id: '' })
      let repeats: { channel: string; withinMs: number }[] = []
      const job = () =>
        broadcastJob(hub.shell, {
          senderOf: () => ({
            send({ to, say }) {
              const name = nameOf.get(to.user) ?? to.user
              const result = answer(name, sent.length)
              const same = repeats.length > 0 && sent.some((one) => one.to === name && isDeepStrictEqual(one.say, say))
              if ((result.type === 'sent' || result.type === 'unknown') && !same) sent.push({ to: name, say })
              return Promise.resolve(result)
            },
          }),
          nameOf: () => '企业微信',
          repeats,
        })
      const queue = databaseQueue(database().units)
      const id = newId()

      return {
        ...hub,
        id,
        persons,
        staff,
        sent,
        /** What each got, by name. */
        got: () => sent.map(({ to }) => to).toSorted(),
        names,
        answers: (as: typeof answer) => void (answer = as),
        /** From now on the platform says the same text to the same person once. */
        takesForOne: () => void (repeats = [{ channel: 'wechat_oa', withinMs: 4 * HOUR }]),
        async starts(content: Partial<Content> = { text: '大家好' }) {
          await database().transact(async (ports) => {
            await ports.broadcasts.add({
              id,
              hubId: hub.hubId,
              byContactId: author!.id,
              state: 'scheduled',
              content: { ...EMPTY, ...content },
              audience: EVERYBODY,
              sendAt: hub.shell.clock.now(),
              createdAt: NOW,
              listedTo: null,
              listedAt: null,
              endedAt: null,
            })
            await broadcastLater(ports, id, hub.shell.clock.now())
          })
        },
        /** Runs what is due as the worker does; the codes of the runs. A run that throws is tried again, as after a crash. */
        async works(most = 50): Promise<string[]> {
          const codes: string[] = []
          for (let run = 0; run < most; run++) {
            const now = hub.shell.clock.now()
            const [claimed] = await queue.claim(1, now, later(now, 3 * MINUTE), { share: 1, runs: [] })
            if (!claimed) break
            let end: JobEnd = { type: 'done', code: null }
            if (claimed.kind === 'broadcast') {
              const result = await job()
                .run(claimed)
                .catch(() => ({ type: 'again' as const, code: 'threw', after: 0 }))
              codes.push(result.code ?? '')
              end =
                result.type === 'again' ? { ...result, dueAt: now } : { type: result.type, code: result.code ?? null }
            }
            await queue.finish(claimed, end, now)
          }
          return codes
        },
        states: async () => {
          const rows = await database().reads.all<{ state: string; n: number }>(
            'SELECT state, COUNT(*) AS n FROM broadcast_recipients WHERE broadcastId = ? GROUP BY state',
            [id],
          )
          return Object.fromEntries(rows.map(({ state, n }) => [state, n]))
        },
        state: async () => (await database().transact(({ broadcasts }) => broadcasts.hold(id)))?.state,
        /** What came to staff by itself. */
        told: async () => (await staff.deliveries()).map(({ text }) => text),
      }
    }

    it('goes to each once, and its author hears when it is done', async () => {
      const hub = await aHub(230)
      await hub.starts()
      expect((await hub.works()).at(-1)).toBe('all')
      expect(hub.got()).toEqual(hub.names)
      expect(await hub.states()).toEqual({ sent: 230 })
      expect(await hub.state()).toBe('sent')
      expect(await hub.told()).toEqual([expect.stringContaining('发出 230 人')])
    })

    it('killed in the middle it goes on: nobody gets it twice or is skipped where the platform takes the same text for one', async () => {
      const hub = await aHub(230)
      hub.takesForOne()
      await hub.starts()
      hub.answers((_to, nth) => {
        if (nth === 130) throw new Error('killed')
        return { type: 'sent', id: '' }
      })
      expect(await hub.works(1)).toEqual(['threw'])
      expect((await hub.states())['leaving']).toBe(100)
      hub.answers(() => ({ type: 'sent', id: '' }))
      await hub.works()
      expect(hub.got()).toEqual(hub.names)
      expect(await hub.states()).toEqual({ sent: 230 })
    })

    it('killed in the middle where it would be said twice: who was on the wire is told apart, everybody else gets it', async () => {
      const hub = await aHub(60)
      await hub.starts()
      hub.answers((_to, nth) => {
        if (nth === 35) throw new Error('killed')
        return { type: 'sent', id: '' }
      })
      expect(await hub.works(1)).toEqual(['threw'])
      hub.answers(() => ({ type: 'sent', id: '' }))
      await hub.works()
      expect(new Set(hub.got()).size).toBe(hub.sent.length)
      expect(await hub.states()).toEqual({ sent: 50, unknown: 10 })
      expect(hub.sent).toHaveLength(55)
    })

    it('stopped in the middle: the rest get nothing', async () => {
      const hub = await aHub(150)
      await hub.starts()
      hub.answers((_to, nth) =>
        nth < 120 ? { type: 'sent', id: '' } : { type: 'later', code: 'pace.account', after: MINUTE },
      )
      expect((await hub.works()).at(-1)).toBe('room')
      expect(await hub.staff.say('停')).toContain('已经发出 120 人，收不回来；剩下 30 人不会再发')
      hub.answers(() => ({ type: 'sent', id: '' }))
      hub.passes(HOUR)
      expect((await hub.works()).at(-1)).toBe('over')
      expect(hub.sent).toHaveLength(120)
      expect(await hub.states()).toEqual({ sent: 120, stopped: 30 })
    })

    it('stopped over a machine that died: who was on the wire is told apart from those who get nothing', async () => {
      const hub = await aHub(30)
      await hub.starts()
      hub.answers((_to, nth) => {
        if (nth === 15) throw new Error('killed')
        return { type: 'sent', id: '' }
      })
      await hub.works(1)
      await hub.staff.say('停')
      await hub.works()
      expect(await hub.states()).toEqual({ sent: 10, unknown: 10, stopped: 10 })
      expect(hub.sent).toHaveLength(15)
    })

    it('stopped within the grace it is a draft again, and nobody got anything', async () => {
      const hub = await aHub(3)
      await hub.staff.sayAll('群发 大家好', '所有人', '1')
      hub.passes(20_000)
      expect(await hub.staff.say('停')).toContain('一个也没发出去')
      hub.passes(MINUTE)
      await hub.works()
      expect(hub.sent).toEqual([])
      // And then it goes after all.
      await hub.staff.say('1')
      hub.passes(30_000)
      await hub.works()
      expect(hub.got()).toEqual(hub.names)
    })

    it('a platform that refuses everything for a day: staff hear it once, nothing is lost, and it goes when it may', async () => {
      const hub = await aHub(40)
      await hub.starts()
      hub.answers(() => ({ type: 'refused', code: 'errcode.60020', scope: 'account' }))
      let tries = 0
      for (let at = 0; at < 24 * 60; at += 10) {
        tries += (await hub.works()).length
        hub.passes(10 * MINUTE)
      }
      // It waits for a word of hers: by the account that may not send it would come after all is over.
      expect(await hub.told()).toEqual([])
      expect(tries).toBeLessThan(24 * 60)
      expect(await hub.states()).toEqual({ waiting: 40 })
      hub.answers(() => ({ type: 'sent', id: '' }))
      hub.passes(10 * MINUTE)
      await hub.works()
      expect(hub.got()).toEqual(hub.names)
      expect(await hub.told()).toEqual([
        expect.stringContaining('现在又能主动发了'),
        expect.stringContaining('发出 40 人'),
      ])
      expect(await hub.staff.say('群发 结果')).not.toContain('发不出去')
    })

    it('who is refused, left, opted out or bound nowhere is in the sheet with why; who opted out still hears of her deadlines', async () => {
      const hub = await aHub(5)
      const [first, second, third] = hub.persons
      expect(await first!.say('退订')).toContain('到期前还是会提醒你')
      await database().units((sql) => sql.run('UPDATE addresses SET following = 0 WHERE id = ?', [second!.addressId]))
      await database().units((sql) => sql.run('UPDATE addresses SET contactId = NULL WHERE id = ?', [third!.addressId]))
      await hub.starts()
      hub.answers((to) =>
        to === 'g003' ? { type: 'refused', code: 'errcode.60111', scope: 'person' } : { type: 'sent', id: '' },
      )
      await hub.works()
      expect(hub.got()).toEqual(['g004'])
      const sheet = await hub.staff.say('群发 结果')
      expect(sheet).toContain('发出 1 人')
      expect(sheet).toContain('平台没收 1 人：平台不收（errcode.60111） 1')
      expect(sheet).toMatch(/够不到 2 人：.*还没绑定 1/)
      expect(sheet).toContain('退订了的 1 人')
      // What could not be brought to her waits for her next word.
      expect((await second!.unsaid()).map(({ text }) => text)).toEqual(['大家好'])
      expect(await first!.say('订阅')).toContain('都会发给你')
    })

    it('an official account: a message in the window, a notice from the stock, and what she is to read waits behind it', async () => {
      const hub = await aHub(3, { official: true })
      hub.hasNotices('subscription')
      const [speaks, accepted, silent] = hub.persons
      await speaks!.say('你好')
      const stock = JSON.stringify({ 'TPL-broadcast': 1 })
      await database().units((sql) =>
        sql.run('UPDATE addresses SET notices = ? WHERE id = ?', [stock, accepted!.addressId]),
      )
      await hub.starts()
      await hub.works()
      expect(new Map(hub.sent.map(({ to, say }) => [to, say.type]))).toEqual(
        new Map([
          ['g000', 'text'],
          ['g001', 'notice'],
        ]),
      )
      expect(hub.sent.find(({ to }) => to === 'g000')!.say).toMatchObject({
        text: '大家好\n（不想再收群发，回复 退订）',
      })
      expect((await accepted!.unsaid()).map(({ text }) => text)).toEqual(['大家好'])
      expect((await silent!.unsaid()).map(({ text }) => text)).toEqual(['大家好'])
      expect(await hub.states()).toEqual({ sent: 2, unreachable: 1 })
      const left = await database().transact(({ people }) => people.holdById(accepted!.addressId))
      expect(left?.standing.notices).toEqual({})
    })

    it('of a text and a picture what did not go is sent later, and not the other again', async () => {
      const hub = await aHub(1)
      await hub.starts({ text: '海报', picture: { blob: 'b1' } })
      hub.answers((_to, nth) =>
        nth === 1 ? { type: 'later', code: 'errcode.45009', after: MINUTE } : { type: 'sent', id: '' },
      )
      await hub.works()
      expect(hub.sent.map(({ say }) => say.type)).toEqual(['text'])
      hub.answers(() => ({ type: 'sent', id: '' }))
      hub.passes(MINUTE)
      await hub.works()
      expect(hub.sent.map(({ say }) => say.type)).toEqual(['text', 'image'])
    })

    it('no answer from the platform: it is asked once more where that is not said twice', async () => {
      const hub = await aHub(1)
      hub.takesForOne()
      await hub.starts()
      hub.answers(() => ({ type: 'unknown', code: 'timeout' }))
      await hub.works()
      expect(await hub.states()).toEqual({ waiting: 1 })
      hub.answers(() => ({ type: 'sent', id: '' }))
      hub.passes(MINUTE)
      await hub.works()
      expect(hub.got()).toEqual(hub.names)
      expect(await hub.states()).toEqual({ sent: 1 })
    })

    it('no answer from the platform: nobody knows, and it is not said again', async () => {
      const hub = await aHub(2)
      await hub.starts()
      hub.answers((to) => (to === 'g000' ? { type: 'unknown', code: 'timeout' } : { type: 'sent', id: '' }))
      await hub.works()
      hub.passes(HOUR)
      await hub.works()
      expect(hub.got()).toEqual(['g000', 'g001'])
      expect(await hub.states()).toEqual({ sent: 1, unknown: 1 })
    })

    it('leaves an open draft alone, also where she answers it', async () => {
      const hub = await aHub(1)
      const [her] = hub.persons
      await her!.say('活动记录')
      const before = (await database().transact(({ people }) => people.holdById(her!.addressId)))!.draft!.session
      await hub.starts()
      await hub.works()
      const draft = (await database().transact(({ people }) => people.holdById(her!.addressId)))!.draft
      expect(draft?.session).toEqual(before)
      await her!.say('收到')
      expect(await hub.staff.say('群发 结果')).toContain('回复了 1 人')
      expect(await her!.say('昨天')).toContain('【2/')
    })

    it('only staff of the hub write, stop and look; a grantee who says 群发 or 停 says something else', async () => {
      const hub = await aHub(2)
      const other = await aHub(1)
      await hub.starts()
      expect(await other.staff.say('停')).not.toContain('停了')
      expect(await other.staff.say('群发 结果')).toContain('还没有群发过')
      expect(await hub.persons[0]!.say('群发 大家好')).not.toContain('发给谁')
      await hub.persons[0]!.say('停')
      await hub.works()
      expect(hub.got()).toEqual(hub.names)
    })
  },
  { now: () => time.now() },
)
