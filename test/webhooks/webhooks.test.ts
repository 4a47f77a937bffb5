import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { openReply, sealText, signedQuery } from '../channels/sealing.js'
import { hostile, type Hostile } from './hostile.js'
import { APP, events, messages, serialIn } from './said.js'
import { ask, bodyOf, callback, front, plaintextOf, seal, SECONDS } from './setting.js'

let service: Awaited<ReturnType<typeof front>>
let reply: string | null
beforeAll(async () => {
  service = await front({ say: () => (reply === null ? null : { type: 'text', text: reply }) })
})
afterAll(() => service.close())
beforeEach(() => {
  reply = '收到'
  service.heard.length = 0
  service.logged.length = 0
})

const TEXT = '<MsgType>text</MsgType><Content>绝密的话</Content><MsgId>77</MsgId>'

/** Events outside this list are shown no answer (path/90240). */
const MUTE =
  /<Event><!\[CDATA\[(?!(?:subscribe|enter_agent|LOCATION|click|view|view_miniprogram|scancode_waitmsg|template_card_event|template_card_menu_event)\])/

describe('what a member says or does', () => {
  it.each([...messages, ...events])('$name', async ({ xml, head, said, key, presence }) => {
    const { path, body } = callback(plaintextOf(xml, head))
    const answer = await ask(service.port, 'POST', path, body)
    expect(answer.status).toBe(200)
    const user = head?.FromUserName === undefined ? 'zhangsan' : 'sys'
    const account = `${APP.corpId}/${APP.agentId}`
    expect(service.heard).toEqual([
      {
        from: { channel: 'wecom_app', account, user },
        presence: presence ?? (said.type === 'event' ? 'none' : 'spoke'),
        key: `wecom_app:${account}:${user}:${key}`,
        sentAt: '2025-11-20T00:53:20.000Z',
        mute: MUTE.test(xml) || undefined,
        said,
        ...serialIn(xml),
      },
    ])
  })

  it('has the same key when it is delivered again in a new envelope, and another for another id', async () => {
    for (const id of ['4561255354251345929', '4561255354251345929', '4561255354251345930']) {
      const { path, body } = callback(plaintextOf(TEXT.replace('77', id)))
      await ask(service.port, 'POST', path, body)
    }
    const [first, again, other] = service.heard.map(({ key }) => key)
    expect(again).toBe(first)
    expect(other).not.toBe(first)
  })

  it('has a key of at most 190 characters, however long the menu key is', async () => {
    const keys = ['a', 'b'].map((last) => `${'长'.repeat(300)}${last}`)
    for (const key of keys) {
      const xml = `<MsgType>event</MsgType><Event>click</Event><EventKey>${key}</EventKey>`
      const { path, body } = callback(plaintextOf(xml))
      await ask(service.port, 'POST', path, body)
    }
    const heard = service.heard.map(({ key }) => key)
    expect(heard.every((key) => key.length <= 190)).toBe(true)
    expect(new Set(heard).size).toBe(2)
  })

  it('told apart by its content when the platform gave no id', async () => {
    for (const content of ['一', '一', '二']) {
      const { path, body } = callback(plaintextOf(`<MsgType>text</MsgType><Content>${content}</Content>`))
      await ask(service.port, 'POST', path, body)
    }
    expect(new Set(service.heard.map(({ key }) => key)).size).toBe(2)
  })
})

describe('the answer', () => {
  it('is the reply, sealed for the platform, to the sender as the platform wrote her', async () => {
    reply = '第 1 题 ]]> 人数？\u0000\u{1F468}\u200D\u{1F469}\u200D\u{1F467}'
    const { path, body } = callback(plaintextOf(TEXT))
    const answer = await ask(service.port, 'POST', path, body)
    expect(answer.headers['content-type']).toBe('text/xml; charset=utf-8')
    expect(openReply(answer.body, seal)).toBe(
      `<xml><ToUserName><![CDATA[ZhangSan]]></ToUserName><FromUserName><![CDATA[${APP.corpId}]]></FromUserName>` +
        `<CreateTime>${SECONDS}</CreateTime><MsgType><![CDATA[text]]></MsgType>` +
        `<Content><![CDATA[第 1 题 ]]]]><![CDATA[> 人数？\u{1F468}\u200D\u{1F469}\u200D\u{1F467}]]></Content></xml>`,
    )
  })

  it('is empty when there is nothing to say', async () => {
    reply = null
    const { path, body } = callback(plaintextOf(TEXT))
    expect(await ask(service.port, 'POST', path, body)).toMatchObject({ status: 200, body: '' })
  })
})

describe('the check of the address', () => {
  const echo = (random: string): string => {
    const ciphertext = sealText('5927782489442352469', seal, { random: Buffer.from(random, 'hex') })
    const query = new URLSearchParams({ ...signedQuery(seal, ciphertext, SECONDS), echostr: ciphertext })
    return `/wecom/${APP.name}?${query.toString()}`
  }

  it('gets back what was sealed, to the byte, as often as it is asked', async () => {
    const path = echo('00'.repeat(16))
    for (let i = 0; i < 2; i++) {
      expect(await ask(service.port, 'GET', path)).toMatchObject({ status: 200, body: '5927782489442352469' })
    }
    expect(service.heard).toEqual([])
  })

  it('works with a plus that is percent-coded and with one that is not', async () => {
    let path = ''
    for (let i = 0; !path.includes('%2B'); i++) path = echo(i.toString(16).padStart(32, '0'))
    for (const written of [path, path.replaceAll('%2B', '+')]) {
      expect(await ask(service.port, 'GET', written)).toMatchObject({ status: 200, body: '5927782489442352469' })
    }
  })

  it.each([
    ['without echostr', (path: string) => path.replace(/&echostr=.*/, ''), 400],
    ['with another echostr', (path: string) => path.replace(/echostr=..../, 'echostr=AAAA'), 403],
    ['with a wrong signature', (path: string) => path.replace(/msg_signature=./, 'msg_signature=x'), 403],
  ])('is refused %s', async (_name, change, status) => {
    expect(await ask(service.port, 'GET', change(echo('11'.repeat(16))))).toMatchObject({ status, body: 'refused' })
  })
})

describe('what is refused', () => {
  const send = (one: Hostile) => {
    const plaintext = one.plaintext?.(plaintextOf(TEXT)) ?? plaintextOf(TEXT)
    const sealedWith = {
      ...seal,
      ...(one.receiveId !== undefined && { receiveId: one.receiveId }),
      ...(one.forgotten && { token: 'Old' }),
    }
    const right = sealText(plaintext, sealedWith)
    const wrong = one.wrongly ? sealText(padded(plaintext), sealedWith, one.wrongly(plaintext)) : right
    const ciphertext = one.ciphertext?.(right) ?? wrong
    const signed: Record<string, string | string[] | null> = {
      ...signedQuery(sealedWith, ciphertext, SECONDS + (one.seconds ?? 0)),
      ...one.query,
    }
    const pairs = Object.entries(signed).flatMap(([name, value]) =>
      [value ?? []].flat().map((each) => `${name}=${encodeURIComponent(each)}`),
    )
    const body = one.body?.(bodyOf(ciphertext)) ?? bodyOf(ciphertext)
    const path = `${one.path ?? `/wecom/${APP.name}`}?${pairs.join('&')}${one.rawQuery ?? ''}`
    return ask(service.port, one.method ?? 'POST', path, one.method ? '' : body)
  }

  /** So long that a right padding would be a whole block of 32. */
  const padded = (plaintext: string): string => {
    const rest = (20 + Buffer.byteLength(plaintext) + Buffer.byteLength(seal.receiveId)) % 32
    return plaintext.replace('</Content>', `${' '.repeat(32 - rest)}</Content>`)
  }

  it.each(hostile)('$name', async (one) => {
    const answer = await send(one)
    expect(answer.status).toBe(one.status)
    // Nothing of it reached a turn, and the sender learns nothing from the answer.
    expect(service.heard).toEqual([])
    expect(['refused', 'Not Found', 'Method Not Allowed', '']).toContain(answer.body)
    const logged = service.logged.map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(logged.map(({ code }) => code)).toEqual(one.code === null ? [] : [one.code])
    expect(service.logged.join()).not.toMatch(/绝密|ZhangSan|zhangsan|T7kq2|jWmYm7/i)
  })

  it('after all of it the service still hears', async () => {
    const { path, body } = callback(plaintextOf(TEXT))
    await ask(service.port, 'POST', path, body)
    expect(service.heard).toHaveLength(1)
  })
})
