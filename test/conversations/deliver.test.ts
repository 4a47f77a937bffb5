import { beforeEach, describe, expect, it } from '@jest/globals'
import { deliver } from '../../src/conversations/deliver.js'
import { sayLater } from '../../src/conversations/say-later.js'
import { databaseQueue } from '../../src/database/queue.js'
import type { JobEnd } from '../../src/jobs/queue.js'
import { later } from '../../src/kernel/clock.js'
import type { JobResult } from '../../src/kernel/job.js'
import type { Say, SendResult } from '../../src/kernel/message.js'
import { Outage } from '../../src/kernel/outage.js'
import { after, clock, newId, onEachDatabase } from '../contracts/databases.js'
import { aShell, type AShell } from './a-shell.js'

const HOUR = 3_600_000
const MINUTE = 60_000

/** The database goes by the time of the stage. */
let time = clock

onEachDatabase(
  'a delivery',
  (database) => {
    let stage: AShell
    let person: Awaited<ReturnType<AShell['somebody']>>
    /** What the platform answers next, in turn; then all is sent. */
    let answers: SendResult[]
    let sent: string[]
    let gone: boolean
    let whileSending: () => void
    beforeEach(async () => {
      stage = await aShell(database())
      time = stage.shell.clock
      person = await stage.somebody('one')
      await database().units((sql) => sql.run('DELETE FROM outbox'))
      answers = []
      sent = []
      gone = false
      whileSending = () => {}
      await person.say('你好')
    })
    const refuses = (scope: 'person' | 'message' | 'account' | 'rights', code = '45015') =>
      void answers.push({ type: 'refused', code, scope })

    const handlerOn = (transact: typeof stage.shell.transact) =>
      deliver(
        { ...stage.shell, transact },
        {
          senderOf: () => ({
            send({ say: said }) {
              if (said.type === 'text') sent.push(said.text)
              whileSending()
              return Promise.resolve(answers.shift() ?? { type: 'sent', id: 'm' })
            },
          }),
          nameOf: () => '公众号一',
        },
      )
    /** One that is in no outbox. */
    const run = (say: Say, { to = person, key = newId(), createdAt = stage.shell.clock.now() } = {}) => {
      const handler = handlerOn((work) =>
        gone ? Promise.reject(new Outage('database.gone')) : stage.shell.transact(work),
      )
      const payload = { addressId: to.addressId, say: { ...say } as Record<string, string> }
      return handler.run({ id: '0', key, payload, attempts: 1, createdAt })
    }
    /** Something that is said to her without her having asked; `twice` where it tells how things stand. */
    const tells = (...texts: string[]) => tellsHer(texts)
    const tellsHer = (texts: string[], how: { twice?: true; cue?: string; until?: string } = {}) =>
      stage.shell.transact(async (ports) => {
        const held = (await ports.people.holdById(person.addressId))!
        await sayLater(stage.shell, ports, held, texts, stage.shell.clock.now(), how)
      })
    /** Runs what is due to her, as the worker does. */
    const works = async () => {
      const queue = databaseQueue(database().units)
      for (;;) {
        const now = stage.shell.clock.now()
        const [job] = await queue.claim(1, now, after(100 * HOUR), { share: 1, runs: [] })
        if (!job) return
        const hers = job.kind === 'deliver' && job.payload['addressId'] === person.addressId
        const end: JobResult = hers ? await handlerOn(stage.shell.transact).run(job) : { type: 'done' }
        const ends: JobEnd =
          end.type === 'again'
            ? { ...end, mark: end.mark ?? null, dueAt: later(now, end.after) }
            : { type: end.type, code: end.code ?? null }
        await queue.finish(job, ends, now)
      }
    }
    const jobs = () =>
      database().reads.all<{ state: string; code: string | null }>(
        'SELECT state, code FROM outbox WHERE lane = ? ORDER BY position',
        [person.addressId],
      )
    const text = (words: string): Say => ({ type: 'text', text: words })
    const standing = async (of = person) => (await database().transact((p) => p.people.reachable(of.addressId)))!
    const waiting = async (of = person) => (await of.unsaid()).map((one) => one.text)
    const staff = async (contact: 'two' | 'three', is: string) => {
      const { code } = stage.data.contacts.find(({ organisation }) => organisation === contact)!
      const { invitation } = (await database().transact(({ invitations }) => invitations.find(code!)))!
      await database().units((sql) => sql.run('UPDATE contacts SET role = ? WHERE id = ?', [is, invitation.contactId]))
    }

    it('goes out and is counted against the window; she speaks, and it is counted anew', async () => {
      expect(await run(text('下周三有沙龙。'))).toEqual({ type: 'done', code: 'm' })
      expect(await standing()).toMatchObject({ sentSinceHeard: 1, sentSinceActed: 1 })
      await person.say('你好')
      expect(await standing()).toMatchObject({ sentSinceHeard: 0 })
    })

    it('the sixth within the window waits for her next word, and so does one after two days', async () => {
      for (const n of '123456') await run(text(`第 ${n} 条`))
      expect(sent).toHaveLength(5)
      expect(await person.say('你好')).toMatch(/^第 6 条\n\n/)
      stage.passes(49 * HOUR)
      expect(await run(text('第 7 条'))).toEqual({ type: 'done', code: 'unsaid' })
      expect(await person.say('你好')).toMatch(/^第 7 条\n\n/)
      expect([sent.length, await waiting()]).toEqual([5, []])
    })

    it('what cannot be told in words fails where we may not write', async () => {
      stage.passiveOnly()
      expect(await run({ type: 'file', blob: 'b', name: 'a.xlsx' })).toEqual({ type: 'failed', code: 'reach.rights' })
      expect(await run({ type: 'menu', text: '是您吗？', choices: [{ key: 'yes', label: '是' }] })).toMatchObject({
        type: 'done',
      })
      expect(await waiting()).toEqual(['是您吗？\n是'])
    })

    it('one that the same question called for again takes the place of the first', async () => {
      stage.passiveOnly()
      await run(text('旧'), { key: 'deliver:same' })
      await run(text('新'), { key: 'deliver:same' })
      expect(await waiting()).toEqual(['新'])
    })

    it('refused for her: her state, and the text waits; nothing more is tried until she speaks', async () => {
      refuses('person', '43004')
      expect(await run(text('一'))).toEqual({ type: 'done', code: 'unsaid' })
      await run(text('二'))
      expect([sent, (await standing()).refusal]).toEqual([['一'], '43004'])
      stage.passes(HOUR)
      expect(await person.say('你好')).toMatch(/^一\n\n二\n\n/)
      expect(await standing()).toMatchObject({ refusal: null })
      await run(text('三'))
      expect(sent).toEqual(['一', '三'])
    })

    it('a database that is gone between a refusal and its writing down loses nothing: the job comes again', async () => {
      refuses('person', '43004')
      whileSending = () => void (gone = true)
      expect(await run(text('一'))).toEqual({ type: 'again', code: 'database.gone', after: 0 })
      expect(await run(text('一'))).toEqual({ type: 'again', code: 'database.gone', after: 0 })
      expect(sent).toEqual(['一'])
      gone = false
      whileSending = () => {}
      refuses('person', '43004')
      expect(await run(text('一'))).toEqual({ type: 'done', code: 'unsaid' })
      expect(await waiting()).toEqual(['一'])
    })

    it('an answer that never came is neither repeated nor kept: it may have been heard', async () => {
      answers.push({ type: 'unknown', code: 'no_answer' })
      expect(await run(text('一'))).toEqual({ type: 'failed', code: 'unknown.no_answer' })
      expect(await standing()).toMatchObject({ sentSinceHeard: 1 })
      expect(await waiting()).toEqual([])
    })

    it('what an operator can put right is tried again, a message that is wrong is not', async () => {
      refuses('message', '45002')
      refuses('account', '40164')
      expect(await run(text('一'))).toEqual({ type: 'failed', code: 'refused.45002' })
      expect(await run(text('二'))).toMatchObject({ type: 'again', code: '40164' })
    })

    it('an account that an operator has to put right: it arrives by itself when that is done', async () => {
      refuses('account', '40164')
      await tells('一', '二')
      await works()
      stage.passes(5 * MINUTE)
      await tells('三')
      await works()
      expect(sent).toEqual(['一'])
      stage.passes(6 * MINUTE)
      await works()
      expect(sent).toEqual(['一', '一', '二', '三'])
      expect(await person.say('你好')).toMatch(/^[^\n]*想填哪一份/)
    })

    it('and who speaks meanwhile hears all of it with the answer, in its order and never again', async () => {
      refuses('account', '40164')
      await tells('一', '二')
      await works()
      await tells('三')
      expect(await person.say('你好')).toMatch(/^一\n\n二\n\n三\n\n[^\n]*想填哪一份/)
      await tells('四')
      stage.passes(11 * MINUTE)
      await works()
      expect(sent).toEqual(['一', '四'])
      expect(await jobs()).toEqual(['said', 'said', 'said', 'm'].map((code) => ({ state: 'done', code })))
      expect(await person.say('你好')).toMatch(/^[^\n]*想填哪一份/)
    })

    it('meanwhile she is answered as one who can only be answered; staff hear once that it began, and that it is over', async () => {
      const chief = await stage.somebody('two', newId())
      await staff('two', 'staff')
      await chief.say('你好')
      for (let i = 0; i < 3; i++) refuses('account', '40164')
      await tells('一')
      for (let i = 0; i < 3; i++) {
        await works()
        expect((await standing()).accountRefusal).toBe('40164')
        if (i === 0) {
          await person.sayAll('活动记录', '2014年3月22日', '高安志愿者培训', '高安', '25人签到', '培训')
          expect(await person.picture()).toContain('回一句 好了')
          await tells('五')
        }
        stage.passes(11 * MINUTE)
      }
      await works()
      const news = (await chief.deliveries()).map(({ text: words }) => words)
      expect(news).toEqual([
        expect.stringMatching(/^公众号一的消息暂时发不出去[^]*jianbao doctor[^]*40164/),
        expect.stringContaining('公众号一又能主动发消息了'),
      ])
    })

    it('a platform that is busy for long: her next answer has it, with what waited behind it', async () => {
      answers.push({ type: 'later', code: '45009', after: HOUR })
      await tells('一', '二', '三')
      await works()
      expect(sent).toEqual(['一'])
      stage.passes(MINUTE)
      expect(await person.say('你好')).toMatch(/^一\n\n二\n\n三\n\n/)
      stage.passes(HOUR)
      await works()
      expect([sent, await waiting()]).toEqual([['一'], []])
    })

    it('and what is found out meanwhile: it would come late, and speak of where she was', async () => {
      answers.push({ type: 'later', code: '45009', after: HOUR })
      await tells('一')
      await works()
      await tells('二')
      await works()
      expect(await person.say('你好')).toMatch(/^一\n\n二\n\n/)
      stage.passes(HOUR)
      await works()
      expect([sent, await waiting()]).toEqual([['一'], []])
    })

    it('and when she says nothing, all of it comes in its order', async () => {
      answers.push({ type: 'later', code: '45009', after: HOUR }, { type: 'later', code: '45009', after: HOUR })
      await tells('一', '二', '三')
      await works()
      stage.passes(HOUR)
      await works()
      expect(await waiting()).toEqual(['一', '二', '三'])
      stage.passes(HOUR)
      await works()
      expect([sent, await waiting()]).toEqual([['一', '一', '一', '二', '三'], []])
    })

    it('tried for a day it still waits for her next word; a file does not', async () => {
      const createdAt = after(-24 * HOUR)
      answers.push({ type: 'later', code: '45009', after: HOUR }, { type: 'later', code: '45009', after: HOUR })
      expect(await run(text('一'), { createdAt })).toEqual({ type: 'done', code: 'unsaid' })
      expect(await run({ type: 'image', blob: 'b' }, { createdAt })).toEqual({ type: 'failed', code: '45009' })
      answers.push({ type: 'later', code: '45009', after: HOUR })
      expect(await run({ type: 'image', blob: 'b' })).toEqual({ type: 'again', code: '45009', after: HOUR })
      expect(await person.say('你好')).toMatch(/^一\n\n/)
    })

    it.each([
      ['before it was looked at, it goes out', null, ['一'], 'm'],
      ['just before the request, nobody knows and it is not said again', 'leaving', [], 'interrupted'],
    ])('a machine that dies %s', async (_when, mark, gets, code) => {
      await tells('一')
      const queue = databaseQueue(database().units)
      const [job] = await queue.claim(1, stage.shell.clock.now(), after(1), { share: 1, runs: [] })
      if (mark) {
        whileSending = () => {
          throw new Error('the machine dies')
        }
        await handlerOn(stage.shell.transact).run(job!).catch(String)
        whileSending = () => {}
        sent = []
      }
      stage.passes(MINUTE)
      await queue.recover(stage.shell.clock.now(), false)
      await works()
      expect([sent, (await jobs())[0]?.code]).toEqual([gets, code])
    })

    it('that tells how things stand and is refused goes with her next message, a picture, too', async () => {
      for (const scope of ['message', 'person', 'rights'] as const) {
        refuses(scope, '48001')
        await tellsHer([`收到 9 张，${scope}`], { twice: true })
        await works()
        expect(await waiting()).toEqual([`收到 9 张，${scope}`])
        expect(await person.picture()).toMatch(new RegExp(`^收到 9 张，${scope}`))
        expect(await waiting()).toEqual([])
      }
    })

    it('that is of use for a time only is not said any more after that', async () => {
      const until = later(stage.shell.clock.now(), HOUR)
      for (const [passes, said] of [
        [MINUTE, '照片先替你留着。'],
        [HOUR, null],
      ] as const) {
        refuses('message', '48001')
        await tellsHer(['照片先替你留着。'], { twice: true, until })
        await works()
        stage.passes(passes)
        expect((await person.say('你好'))?.includes('照片先替你留着。')).toBe(said !== null)
        expect(await waiting()).toEqual([])
      }
    })

    it('goes with a picture that is one too many, where she can only be answered', async () => {
      stage.passiveOnly()
      await person.sayAll('活动记录', '2014年3月22日', '高安志愿者培训', '高安', '25人签到', '培训')
      for (let i = 0; i < 12; i++) await person.picture()
      expect(await person.picture()).toBeNull()
      await tellsHer(['下周三有沙龙。'])
      expect(await person.picture()).toBe('下周三有沙龙。')
    })

    describe('that tells how things stand, and nobody knows whether it arrived', () => {
      const noAnswer = (times: number) =>
        answers.push(...Array.from({ length: times }, () => ({ type: 'unknown' as const, code: 'no_answer' })))

      it('is said once more, and then never again', async () => {
        noAnswer(1)
        await tellsHer(['收到 9 张'], { twice: true })
        await works()
        stage.passes(MINUTE)
        await works()
        noAnswer(9)
        await tellsHer(['收到 8 张'], { twice: true })
        for (let i = 0; i < 9; i++) {
          await works()
          stage.passes(MINUTE)
        }
        expect(sent).toEqual(['收到 9 张', '收到 9 张', '收到 8 张', '收到 8 张'])
        expect((await jobs()).map(({ code }) => code)).toEqual(['m', 'unknown.no_answer'])
      })

      it('is not said again to one who spoke meanwhile, and so was answered', async () => {
        noAnswer(1)
        await tellsHer(['收到 9 张'], { twice: true })
        await works()
        stage.passes(10_000)
        await person.say('你好')
        stage.passes(MINUTE)
        await works()
        expect([sent, (await jobs())[0]?.code]).toEqual([['收到 9 张'], 'answered'])
      })

      it('where she is is not said behind what she said since, nor with her next answer', async () => {
        const told = () => tellsHer(['第 1 张没有取到\n填到第 2 题'], { cue: '填到第 2 题' })
        await told()
        await works()
        noAnswer(1)
        await tellsHer(['收到 9 张'], { twice: true })
        await told()
        await works()
        stage.passes(10_000)
        await person.say('你好')
        stage.passes(MINUTE)
        await works()
        expect(sent).toEqual(['第 1 张没有取到\n填到第 2 题', '收到 9 张', '第 1 张没有取到'])
        stage.passiveOnly()
        await told()
        expect(await waiting()).toEqual(['第 1 张没有取到'])
      })

      it('is said by the next run where the machine died just before the request', async () => {
        await tellsHer(['收到 9 张'], { twice: true })
        const queue = databaseQueue(database().units)
        const [job] = await queue.claim(1, stage.shell.clock.now(), after(1), { share: 1, runs: [] })
        whileSending = () => {
          throw new Error('the machine dies')
        }
        await handlerOn(stage.shell.transact).run(job!).catch(String)
        whileSending = () => {}
        sent = []
        stage.passes(MINUTE)
        await queue.recover(stage.shell.clock.now(), false)
        await works()
        expect([sent, (await jobs())[0]?.code]).toEqual([['收到 9 张'], 'm'])
      })
    })

    it('who left is written nothing, and hears it when she is back', async () => {
      await tells('一')
      stage.passes(MINUTE)
      await person.happens('left')
      await works()
      await tells('二')
      expect([sent, await waiting()]).toEqual([[], ['一', '二']])
      stage.passes(MINUTE)
      expect(await person.happens('joined')).toMatch(/^一\n\n二\n\n/)
    })

    it('an account that lost its rights: nothing more is tried for a day, what was to be said waits, filing goes on', async () => {
      const other = await stage.somebody('two')
      await other.say('你好')
      refuses('rights', '48001')
      expect(await run(text('一'))).toEqual({ type: 'done', code: 'unsaid' })
      expect(await run(text('二'), { to: other })).toEqual({ type: 'done', code: 'unsaid' })
      expect([sent, await waiting(), await waiting(other)]).toEqual([['一'], ['一'], ['二']])
      await person.sayAll('活动记录', '2014年3月22日', '高安志愿者培训', '高安', '25人签到', '培训')
      expect(await person.picture()).toContain('回一句 好了')
    })

    it('after a day it is asked again: staff hear that it is over, but not once more that it is not', async () => {
      const chief = await stage.somebody('two')
      await staff('two', 'staff')
      for (const one of [chief, person]) await one.say('你好')
      const longAgo = () =>
        database().transact(({ people }) =>
          people.setAccountRefusal(person.from, { code: '48001', until: after(-HOUR) }),
        )
      await longAgo()

      refuses('rights', '48001')
      expect(await run(text('一'))).toEqual({ type: 'done', code: 'unsaid' })
      expect([await waiting(chief), await chief.deliveries()]).toEqual([[], []])
      expect(await standing()).toMatchObject({ accountRefusal: '48001' })

      await longAgo()
      expect(await run(text('二'))).toEqual({ type: 'done', code: 'm' })
      expect(await chief.deliveries()).toMatchObject([{ text: expect.stringContaining('公众号一又能主动发消息了') }])
      await run(text('三'))
      expect(await chief.deliveries()).toHaveLength(1)
    })

    it('another account of the hub goes on as before', async () => {
      const beside = await stage.somebody('two', newId())
      await beside.say('你好')
      refuses('rights', '48001')
      await run(text('一'))
      expect(await run(text('二'), { to: beside })).toEqual({ type: 'done', code: 'm' })
    })

    it('staff hear of it once, where they can be reached now or else with the next answer; nobody else does', async () => {
      const elsewhere = newId()
      const [here, there, onlyHere, viewer] = [
        await stage.somebody('two'),
        await stage.somebody('two', elsewhere),
        await stage.somebody('three'),
        await stage.somebody('one', elsewhere),
      ]
      await staff('two', 'staff')
      await staff('three', 'staff')
      for (const one of [there, here, onlyHere, viewer]) await one.say('你好')

      for (const words of ['一', '二']) {
        refuses('rights', '48001')
        await run(text(words))
      }
      const lost = /^公众号一现在不能主动给大家发消息了。[^]*jianbao doctor[^]*48001/
      expect(await there.deliveries()).toMatchObject([{ text: expect.stringMatching(lost) }])
      expect([await waiting(here), await here.deliveries()]).toEqual([[], []])
      expect(await waiting(onlyHere)).toEqual([expect.stringMatching(lost)])
      expect(await onlyHere.say('你好')).toMatch(lost)
      expect([await waiting(viewer), await viewer.deliveries(), await waiting()]).toEqual([[], [], ['一', '二']])
    })

    it('a staff member whose own message it was hears both', async () => {
      const chief = await stage.somebody('two')
      await staff('two', 'staff')
      await chief.say('你好')
      refuses('rights', '48001')
      await run(text('一'), { to: chief })
      expect(await waiting(chief)).toEqual([expect.stringContaining('公众号一'), '一'])
    })
  },
  { now: () => time.now() },
)
