import { beforeEach, describe, expect, it } from '@jest/globals'
import { tellWithin } from '../../src/conversations/tell.js'
import { plainText, withUnsaid } from '../../src/conversations/unsaid.js'
import { newId, NOW, onEachDatabase } from '../contracts/databases.js'
import { wordsIn } from '../engine/talk.js'
import { aShell, type AShell } from './a-shell.js'

const bytes = (text: string | null) => Buffer.byteLength(text ?? '')
const MINUTE = 60_000

onEachDatabase('one turn, one message', (database) => {
  let stage: AShell
  let person: Awaited<ReturnType<AShell['somebody']>>
  beforeEach(async () => {
    stage = await aShell(database())
    person = await stage.somebody('one')
  })
  const keep = (...texts: string[]) =>
    database().transact(({ people }) =>
      people.setUnsaid(
        person.addressId,
        texts.map((text, i) => ({ text, key: `k${i}`, at: NOW })),
      ),
    )
  const photosOf = () =>
    database().reads.all<{ id: string }>('SELECT id FROM photos WHERE account = ?', [stage.account])
  /** A record at its last question: photos, of which the captions may be left out. */
  const atPhotos = () => person.sayAll('活动记录', '2014年3月22日', '高安志愿者培训', '高安', '25人签到', '培训')
  const LONG = '第一季度走访了三家机构，和大家一起定了全年的培训内容。'.repeat(60)

  it('begins with what waited, oldest first, and says it once', async () => {
    await keep('第 2 张照片没有取到。', '下周三有沙龙。')
    const reply = await person.say('你好')
    expect(reply).toMatch(/^第 2 张照片没有取到。\n\n下周三有沙龙。\n\n[^\n]*想填哪一份/)
    expect(await person.unsaid()).toEqual([])
    expect(await person.say('你好')).toMatch(/^[^\n]*想填哪一份/)
  })

  it('delivered again gets the very same, and has no second effect', async () => {
    stage.passiveOnly()
    await keep(LONG)
    const key = newId()
    const reply = await person.say('你好', key)
    const waiting = await person.unsaid()
    expect(await person.say('你好', key)).toBe(reply)
    expect(await person.unsaid()).toEqual(waiting)
  })

  it('what does not fit is sent after it where we may write now', async () => {
    await keep(LONG)
    const reply = await person.say('你好')
    const after = (await person.deliveries()).map(({ text }) => text)
    expect(reply).not.toContain('继续')
    expect([reply, ...after].every((text) => bytes(text) <= 2000)).toBe(true)
    expect([reply, ...after].join('').replace(/\n\(\d\/\d\)/g, '')).toContain(LONG.slice(0, 600))
    expect(after.at(-1)).toContain('想填哪一份')
    expect(await person.unsaid()).toEqual([])
  })

  it('what does not fit waits for 「继续」 where we may not, and nothing is lost or said twice', async () => {
    stage.passiveOnly()
    await keep(LONG)
    const replies = [await person.say('你好')]
    while ((await person.unsaid()).length > 0) replies.push(await person.say('继续'))
    expect(replies.length).toBeGreaterThan(2)
    for (const reply of replies.slice(0, -1)) expect(reply).toMatch(/\n还有没说完的，回复 继续。$/)
    expect(replies.every((reply) => bytes(reply) <= 2048)).toBe(true)
    const whole = replies
      .map((reply) => reply!.replace(/(?:\n\(\d\/\d\))?(?:\n还有没说完的，回复 继续。)?$/, ''))
      .join('')
    expect(whole).toContain(LONG.slice(-300))
    expect(whole.replace(/\s|\(\d\/\d\)/g, '').startsWith(LONG)).toBe(true)
    expect(whole.match(/想填哪一份/g)).toHaveLength(1)
    expect(await person.deliveries()).toEqual([])
  })

  it('「继续」 means the rest of an answer only while one waits', async () => {
    stage.passiveOnly()
    await person.say('活动记录')
    await keep('下周三有沙龙。')
    expect(await person.say('继续')).toMatch(/^下周三有沙龙。\n\n【1\/6】/)
    await keep(LONG)
    await person.say('你好')
    expect(await person.say('继续')).not.toContain('【1/6】')
  })

  it('「继续」 after the rest of an answer lapsed is answered as it always is', async () => {
    stage.passiveOnly()
    await person.say('活动记录')
    const rest = { text: LONG.slice(0, 300), key: 'rest:answer:0', at: NOW, until: NOW }
    await database().transact(({ people }) => people.setUnsaid(person.addressId, [rest]))
    expect(await person.say('继续')).toMatch(/^【1\/6】/)
    expect(await person.unsaid()).toEqual([])
  })

  it('something else than 「继续」 is answered, with the rest before it', async () => {
    stage.passiveOnly()
    await keep(LONG)
    await person.say('你好')
    const [rest] = await person.unsaid()
    expect((await person.say('活动记录'))!.startsWith(rest!.text)).toBe(true)
    while ((await person.unsaid()).length > 0) await person.say('继续')
    expect(await person.say('2014年3月22日')).toContain('【2/6】')
  })

  it('who asks for something long again and again hears the last of it to its end, and not all of them', async () => {
    stage.passiveOnly()
    await person.sayAll('工作简报', '2014年4月到6月', LONG.slice(0, 300), '3')
    const rows = Array.from(
      { length: 30 },
      (_, i) => `4月${i + 1}日 第${i + 1}次志愿者培训，请各地伙伴机构的负责人一起来听 高安市图书馆三楼 25人`,
    )
    await person.say(rows.join('\n'))
    let most = 0
    for (let i = 0; i < 12; i++) {
      await person.say('看')
      most = Math.max(most, (await person.unsaid()).length)
    }
    expect(most).toBeGreaterThan(0)
    expect(most).toBeLessThan(4)
    // What is no answer to her stays.
    const news = { text: '第 2 张照片没有取到。', key: 'k', at: NOW }
    const waiting = withUnsaid(await person.unsaid(), [news])
    await database().transact(({ people }) => people.setUnsaid(person.addressId, waiting))
    const replies = [await person.say('看')]
    while ((await person.unsaid()).length > 0) replies.push(await person.say('继续'))
    const whole = replies.join('')
    for (const once of [/第 2 张照片没有取到。/g, /第1次志愿者培训/g, /第30次志愿者培训/g]) {
      expect(whole.match(once)).toHaveLength(1)
    }
  })

  it('what waits is not used up by an event that the platform shows no answer to', async () => {
    await keep('下周三有沙龙。')
    const key = newId()
    const scanned = { type: 'event', event: 'scancode_push', detail: {} } as const
    expect(await person.hear(scanned, key, { presence: 'acted', mute: true })).toBeNull()
    expect(await person.unsaid()).toHaveLength(1)
    expect(await person.hear(scanned, newId(), { presence: 'acted' })).toBe('下周三有沙龙。')
  })

  it('an event that is nothing of her doing says nothing; coming back does', async () => {
    await keep('下周三有沙龙。')
    stage.passes(MINUTE)
    expect(await person.happens('TEMPLATESENDJOBFINISH')).toBeNull()
    stage.passes(MINUTE)
    expect(await person.happens('joined')).toMatch(/^下周三有沙龙。\n\n/)
  })

  it('an album where we may only answer: the first picture is answered, the others in silence, and nothing is woken', async () => {
    stage.passiveOnly()
    await atPhotos()
    expect(await person.picture()).toContain('照片都发完了，回一句 好了')
    const first = (await photosOf())[0]!.id
    const session = await database().reads.all<{ sessionId: string }>('SELECT sessionId FROM photos WHERE id = ?', [
      first,
    ])
    const tell = tellWithin(stage.shell)
    await database().transact((ports) =>
      tell(ports, person.addressId, session[0]!.sessionId, 'photos', {
        type: 'picture_lost',
        photo: first,
        code: 'gone',
      }),
    )
    // What was found out meanwhile goes with the next picture, which alone would be answered with silence.
    expect(await person.picture()).toMatch(/^第 1 张照片没有取到，请把这一张再发一次/)
    expect(await person.picture()).toBeNull()
    expect(await person.unsaid()).toEqual([])
    expect(await person.say('好了')).toMatch(/收到 2 张，第 1 张/)
    expect(
      await database().reads.all("SELECT kind FROM outbox WHERE kind = 'wake' AND payload LIKE ?", [
        `%${person.addressId}%`,
      ]),
    ).toEqual([])
    expect(await person.deliveries()).toEqual([])
  })

  it('pictures without a draft are answered once where we may only answer, and go into the next form', async () => {
    stage.passiveOnly()
    expect(await person.picture()).toContain('照片先替你留着')
    expect([await person.picture(), await person.picture()]).toEqual([null, null])
    stage.passes(2 * MINUTE)
    expect(await person.picture()).toContain('照片先替你留着')
    await atPhotos()
    expect(await photosOf()).toHaveLength(4)
    expect(await person.deliveries()).toEqual([])
  })

  it('a stranger’s pictures are answered once where we may only answer', async () => {
    stage.passiveOnly()
    const stranger = await stage.somebody()
    expect(await stranger.picture()).toContain('邀请码')
    expect([await stranger.picture(), await stranger.picture()]).toEqual([null, null])
    stage.passes(2 * MINUTE)
    expect(await stranger.picture()).toContain('邀请码')
    expect(await stranger.say('你好')).toContain('邀请码')
    expect(await stranger.deliveries()).toEqual([])
  })

  it('whoever speaks after she left can be written to at once', async () => {
    await person.happens('left')
    stage.passes(MINUTE)
    await atPhotos()
    expect(await person.picture()).toBeNull()
  })

  it('what came to an account that lost its right in the middle of an album is told with the next answer', async () => {
    await atPhotos()
    expect(await person.picture()).toBeNull()
    stage.passiveOnly()
    const [row] = await database().reads.all<{ sessionId: string }>('SELECT sessionId FROM photos WHERE account = ?', [
      stage.account,
    ])
    const tell = tellWithin(stage.shell)
    await database().transact((ports) =>
      tell(ports, person.addressId, row!.sessionId, 'photos', { type: 'woken', why: 'album' }),
    )
    expect(await person.deliveries()).toEqual([])
    expect(await person.say('预览')).toMatch(/^收到 1 张；/)
  })
})

describe('what waits to be said', () => {
  const entry = (key: string, text = key) => ({ text, key, at: NOW })

  it('is replaced by a later one of its key', () => {
    const unsaid = [entry('a'), entry('b')]
    expect(withUnsaid(unsaid, [entry('a', 'new')])).toEqual([entry('b'), entry('a', 'new')])
  })

  it('has its limit: the oldest go and are counted, the rest of an answer stays', () => {
    let unsaid = withUnsaid([], [entry('rest:0')])
    for (let i = 0; i < 14; i++) unsaid = withUnsaid(unsaid, [entry(`k${i}`)])
    expect(unsaid.map(({ key }) => key)).toEqual(['rest:0', ...Array.from({ length: 11 }, (_, i) => `k${i + 3}`)])
    expect(unsaid.map(({ dropped = 0 }) => dropped)).toEqual([3, ...Array<number>(11).fill(0)])
  })

  it.each(['zh-CN', 'en'])('that there is more finds its place behind a whole part in %s', (language) => {
    expect(2000 + bytes(`\n${wordsIn(language).say('unsaid.go_on')}`)).toBeLessThanOrEqual(2048)
  })

  it.each([
    [{ type: 'text', text: '看' }, '看'],
    [{ type: 'menu', text: '选', choices: [{ key: '1', label: '1 是' }] }, '选\n1 是'],
    [{ type: 'image', blob: 'b' }, null],
    [{ type: 'file', blob: 'b', name: 'a.xlsx' }, null],
  ] as const)('%j in plain words', (say, text) => {
    expect(plainText(say as Parameters<typeof plainText>[0])).toBe(text)
  })
})
