import { beforeEach, expect, it } from '@jest/globals'
import { notify, notifyLater } from '../../../src/conversations/reach/notify.js'
import { databaseQueue } from '../../../src/database/queue.js'
import type { JobEnd } from '../../../src/jobs/queue.js'
import { later } from '../../../src/kernel/clock.js'
import type { OutboundMessage, SendResult } from '../../../src/kernel/message.js'
import { after, clock, onEachDatabase } from '../../contracts/databases.js'
import { aShell, type AShell } from '../a-shell.js'

const HOUR = 3_600_000
const TEMPLATE = 'TPL-deadline'

let time = clock

onEachDatabase(
  'a notification',
  (database) => {
    let stage: AShell
    let person: Awaited<ReturnType<AShell['somebody']>>
    let contactId: string
    /** What the platform answers next, in turn; then all is sent. */
    let answers: SendResult[]
    let sent: OutboundMessage[]
    let whileSending: () => void
    let noticed: string[]
    beforeEach(async () => {
      stage = await aShell(database())
      time = stage.shell.clock
      stage.hasNotices('subscription', 'template')
      person = await stage.somebody('one')
      await database().units((sql) => sql.run('DELETE FROM outbox'))
      answers = []
      sent = []
      noticed = []
      whileSending = () => {}
      Object.assign(stage.shell, { notice: (what: string) => void noticed.push(what) })
      await person.say('你好')
      const [row] = await database().reads.all<{ contactId: string }>('SELECT contactId FROM addresses WHERE id = ?', [
        person.addressId,
      ])
      contactId = row!.contactId
    })

    const handler = () =>
      notify(stage.shell, {
        senderOf: () => ({
          send(message) {
            sent.push(message)
            whileSending()
            return Promise.resolve(answers.shift() ?? { type: 'sent', id: 'm' })
          },
        }),
        nameOf: () => '公众号一',
        owedNow: () => Promise.resolve(null),
      })
    const notifies = (days = 3, key = `r${days}`) =>
      stage.shell.transact((ports) =>
        notifyLater(
          ports,
          {
            key,
            hubId: stage.hubId,
            contactId,
            kind: 'deadline',
            text: '工作简报请在 3月31日 前交。',
            values: { what: '工作简报', who: '青云社', when: '2026-03-31', note: '回复 工作简报' },
            until: later(stage.shell.clock.now(), days * 24 * HOUR),
          },
          stage.shell.clock.now(),
        ),
      )
    /** Runs what is due, as the worker does, and gives how the last notification ended. */
    const works = async () => {
      const queue = databaseQueue(database().units)
      for (;;) {
        const now = stage.shell.clock.now()
        const [job] = await queue.claim(1, now, after(10_000 * HOUR), { share: 1, runs: [] })
        if (!job) break
        const end = job.kind === 'notify' ? await handler().run(job) : { type: 'done' as const }
        const ends: JobEnd =
          end.type === 'again'
            ? { ...end, mark: end.mark ?? null, dueAt: later(now, end.after) }
            : { type: end.type, code: end.code ?? null }
        await queue.finish(job, ends, now)
      }
      const [last] = await database().reads.all<{ state: string; code: string | null }>(
        "SELECT state, code FROM outbox WHERE kind = 'notify' ORDER BY position DESC LIMIT 1",
      )
      return last && `${last.state} ${last.code}`
    }
    const told = async (days = 3, key?: string) => {
      await notifies(days, key)
      return works()
    }
    const ways = () => sent.map(({ say }) => (say.type === 'notice' ? say.by : say.type))
    const accepts = (answer = 'accept') =>
      person.hear({ type: 'event', event: 'notices', detail: { [TEMPLATE]: answer } })
    const ledger = async () => (await database().transact((p) => p.people.reachable(person.addressId)))!
    const silence = () => stage.passes(49 * HOUR)
    const refuses = (code: string, scope: 'person' | 'message' | 'rights' = 'person') =>
      void answers.push({ type: 'refused', code, scope })

    it('goes as a message while one may be sent, and is counted', async () => {
      await accepts()
      expect(await told()).toBe('done message')
      expect(ways()).toEqual(['text'])
      expect(await ledger()).toMatchObject({ sentSinceHeard: 1, notices: { [TEMPLATE]: 1 } })
    })

    it('goes as the notice she accepted when she was silent, which is then used up; the next by a template', async () => {
      await accepts()
      silence()
      expect(await told()).toBe('done subscription')
      expect(await ledger()).toMatchObject({ notices: {} })
      expect(await told(4)).toBe('done template')
      expect(ways()).toEqual(['subscription', 'template'])
    })

    it('an acceptance delivered twice is one, and two are two', async () => {
      const event = { type: 'event' as const, event: 'notices', detail: { [TEMPLATE]: 'accept' } }
      for (const key of ['same', 'same', 'other']) await person.hear(event, `${person.addressId}:${key}`)
      expect(await ledger()).toMatchObject({ notices: { [TEMPLATE]: 2 } })
      await accepts('reject')
      expect(await ledger()).toMatchObject({
        notices: { [TEMPLATE]: 2 },
        refusal: 'errcode.43101',
        refusalOf: 'subscription',
        unreachableAt: null,
      })
      await accepts('off')
      expect(await ledger()).toMatchObject({ notices: {} })
      await accepts()
      expect(await ledger()).toMatchObject({ notices: { [TEMPLATE]: 1 }, refusal: null, refusalOf: null })
    })

    it('two that are due at once do not both use the one notice', async () => {
      stage.hasNotices('subscription')
      await accepts()
      silence()
      await notifies(3)
      await notifies(4)
      await works()
      expect(ways()).toEqual(['subscription'])
      expect((await person.unsaid()).map(({ text }) => text)).toEqual(['工作简报请在 3月31日 前交。'])
    })

    it.each([
      ['43101: none is accepted any more', 'errcode.43101', 'done template', ['subscription', 'template']],
      ['40003: nobody of that name', 'errcode.40003', 'done template', ['subscription', 'template']],
    ])('a notice refused with %s is state, and the next way is taken', async (_, code, ended, by) => {
      await accepts()
      silence()
      refuses(code)
      expect(await told()).toBe(ended)
      expect(ways()).toEqual(by)
      expect(await ledger()).toMatchObject({ notices: {}, refusal: code, refusalOf: 'subscription' })
    })

    it.each(['errcode.43004', 'errcode.48002'])(
      'a template refused with %s closes all but notices, until she speaks',
      async (code) => {
        stage.hasNotices('template')
        silence()
        refuses(code)
        expect(await told()).toBe('done call.refused')
        const now = stage.shell.clock.now()
        expect(await ledger()).toMatchObject({
          refusal: code,
          refusedAt: now,
          refusalOf: 'template',
          unreachableAt: now,
        })
        stage.passes(HOUR)
        expect(await told(4)).toBe('done call.refused')
        expect(ways()).toEqual(['template'])
        expect(await ledger()).toMatchObject({ unreachableAt: now })

        expect(await person.say('在')).toMatch(/^工作简报请在 3月31日 前交。/)
        expect(await ledger()).toMatchObject({ refusal: null, refusedAt: null, refusalOf: null, unreachableAt: null })
        expect(await told(5)).toBe('done message')
      },
    )

    it.each(['errcode.45015', 'errcode.45047'])(
      'a message refused with %s goes by the next way; templates still go',
      async (code) => {
        refuses(code)
        expect(await told()).toBe('done template')
        expect(ways()).toEqual(['text', 'template'])
        expect(await told(4)).toBe('done template')
        expect(ways()).toEqual(['text', 'template', 'template'])
        expect(await ledger()).toMatchObject({ refusal: code, refusalOf: 'message' })
      },
    )

    it('a template that does not fit is no fault of hers: the notice is kept, the operator hears of it', async () => {
      await accepts()
      silence()
      refuses('errcode.47003', 'message')
      expect(await told()).toBe('done template')
      expect(await ledger()).toMatchObject({ notices: { [TEMPLATE]: 1 }, refusal: null })
      expect(noticed).toEqual(['a notice was refused'])
    })

    it('an account that an operator may put right is waited for, and another of hers is used meanwhile', async () => {
      await accepts()
      silence()
      answers.push({ type: 'refused', code: 'errcode.40164', scope: 'account' })
      expect(await told()).toBe('waiting reach.account')
      expect(await ledger()).toMatchObject({ notices: { [TEMPLATE]: 1 } })
      stage.passes(21 * 60_000)
      expect(await works()).toBe('done subscription')
    })

    it('a machine that dies after a refusal goes on with the next way', async () => {
      await accepts()
      silence()
      await notifies()
      refuses('errcode.43101')
      const queue = databaseQueue(database().units)
      const now = stage.shell.clock.now()
      const [job] = await queue.claim(1, now, later(now, HOUR), { share: 1, runs: [] })
      const dies = notify(
        { ...stage.shell, ways: (...of) => (sent.length === 1 ? dead() : stage.shell.ways(...of)) },
        {
          senderOf: () => ({ send: (message) => (sent.push(message), Promise.resolve(answers.shift()!)) }),
          nameOf: () => '',
          owedNow: () => Promise.resolve(null),
        },
      )
      const dead = (): never => {
        throw new Error('the machine dies')
      }
      await expect(dies.run(job!)).rejects.toThrow('dies')
      stage.passes(2 * HOUR)
      await queue.recover(stage.shell.clock.now(), false)
      expect(await works()).toBe('done template')
      expect(ways()).toEqual(['subscription', 'template'])
    })

    it('an account without rights is left alone, and she is one to be called', async () => {
      await accepts()
      silence()
      refuses('errcode.48004', 'rights')
      expect(await told()).toBe('done call.account')
      expect(await ledger()).toMatchObject({ notices: { [TEMPLATE]: 1 }, accountRefusal: 'errcode.48004' })
    })

    it('an answer that never came is not repeated, and the notice counts as used', async () => {
      await accepts()
      silence()
      answers.push({ type: 'unknown', code: 'net.timeout' })
      expect(await told()).toBe('failed unknown.net.timeout')
      expect(await ledger()).toMatchObject({ notices: {} })
      expect(await works()).toBe('failed unknown.net.timeout')
      expect(sent).toHaveLength(1)
    })

    it('a machine that dies while it is sent does not send it again', async () => {
      await accepts()
      silence()
      await notifies()
      const queue = databaseQueue(database().units)
      const now = stage.shell.clock.now()
      const [job] = await queue.claim(1, now, later(now, HOUR), { share: 1, runs: [] })
      whileSending = () => {
        throw new Error('the machine dies')
      }
      await expect(handler().run(job!)).rejects.toThrow('dies')
      whileSending = () => {}
      stage.passes(2 * HOUR)
      await queue.recover(stage.shell.clock.now(), false)
      expect(await works()).toBe('failed interrupted')
      expect(sent).toHaveLength(1)
      expect(await ledger()).toMatchObject({ notices: {} })
    })

    it('a platform that is busy is asked again until it is of no use any more; the notice is not lost', async () => {
      stage.hasNotices('subscription')
      await accepts()
      silence()
      answers.push({ type: 'later', code: 'errcode.-1', after: HOUR })
      expect(await told()).toBe('waiting errcode.-1')
      expect(await ledger()).toMatchObject({ notices: { [TEMPLATE]: 1 } })
      stage.passes(2 * HOUR)
      expect(await works()).toBe('done subscription')
      stage.passes(80 * HOUR)
      await notifies(1, 'late')
      stage.passes(25 * HOUR)
      expect(await works()).toBe('done too_late')
      expect(sent).toHaveLength(2)
    })

    it('without a way it waits for her next word while it is of use, and no longer', async () => {
      stage.hasNotices()
      silence()
      expect(await told(3)).toBe('done call.silent')
      expect(await person.say('你好')).toMatch(/^工作简报请在/)
      silence()
      expect(await told(3, 'again')).toBe('done call.silent')
      stage.passes(4 * 24 * HOUR)
      expect(await person.say('你好')).not.toContain('工作简报请在')
      expect(await person.unsaid()).toEqual([])
    })

    it('goes to another address of hers where that one has a way', async () => {
      stage.hasNotices()
      silence()
      const other = await stage.somebody('one')
      await other.say('我换了一个号')
      expect(await told()).toBe('done message')
      expect(sent.map(({ to }) => to.user)).toEqual([other.from.user])
    })

    it('is nothing to one whom the hub took out of its list, or whom nobody knows any more', async () => {
      const now = stage.shell.clock.now()
      await stage.shell.transact(({ people }) => people.setLeft(contactId, now))
      expect(await told()).toBe('done contact.left')
      silence()
      stage.hasNotices()
      expect(await told(4)).toBe('done contact.left')
      expect([sent, await person.unsaid()]).toEqual([[], []])
    })

    it('reaches with the notice she accepted also who left; that is gone with her data', async () => {
      await accepts()
      await accepts()
      await person.happens('left')
      const since = (await ledger()).unreachableAt
      expect(since).toBe(stage.shell.clock.now())
      expect(await told()).toBe('done subscription')
      await person.happens('user_authorization_revoke')
      expect(await ledger()).toMatchObject({ following: false, notices: {}, unreachableAt: since })
      expect(await told(4)).toBe('done call.left')
      await person.happens('joined')
      expect(await ledger()).toMatchObject({ following: true, unreachableAt: null })
    })
  },
  { now: () => time.now() },
)
