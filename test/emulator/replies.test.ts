import { afterEach, describe, expect, it } from '@jest/globals'
import { createCipheriv } from 'node:crypto'
import { signatureOf } from '../../src/emulator/envelope.js'
import { hostileKinds } from '../../src/emulator/hostile.js'
import { agentId, corpId, inApp, jpeg, key, replyTo, sealed, startBoth, token, zhang } from './bot.js'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

async function both(...options: Parameters<typeof startBoth>) {
  const started = await startBoth(...options)
  open.push(started.emulator, started.bot)
  return started
}

const says = (text: string) => ({ ...zhang, action: { type: 'text' as const, text } })

describe('an answer to a callback', () => {
  it.each([[''], ['success'], ['"success"'], ['SUCCESS']])('%j is silence', async (raw) => {
    const { control } = await both(() => ({ raw }))
    expect((await control.act(says('好')))[0]).toMatchObject({ outcome: 'silent', reply: null })
    expect(control.violations()).toEqual([])
  })

  it.each([
    ['plain text', 'reply.no_envelope', () => 'hello'],
    ['plain XML', 'reply.no_envelope', () => '<xml><Content>hello</Content></xml>'],
    ['a wrong signature', 'reply.signature', () => sealed('<xml></xml>', { MsgSignature: '0'.repeat(40) })],
    ['no nonce', 'reply.no_envelope', () => sealed('<xml></xml>', { Nonce: '' })],
    ['a word as timestamp', 'reply.no_envelope', () => sealed('<xml></xml>', { TimeStamp: 'now' })],
    ['another receiveid', 'reply.envelope', () => sealed('<xml></xml>', {}, 'ww0')],
    ['no XML inside', 'reply.not_xml', () => sealed('hello')],
  ])('with %s is a violation and shows nothing', async (_name, code, raw) => {
    const { control } = await both(() => ({ raw: raw() }))
    expect((await control.act(says('好')))[0]).toMatchObject({
      delivered: true,
      attempts: 1,
      outcome: 'violation',
      reply: null,
    })
    expect(control.violations()).toMatchObject([{ code }])
    expect(control.chat(zhang)).toHaveLength(1)
  })

  it('with padding to 16 is a violation', async () => {
    // Node's own padding, to blocks of the cipher: 39 bytes become 48.
    const aes = Buffer.from(`${key}=`, 'base64')
    const cipher = createCipheriv('aes-256-cbc', aes, aes.subarray(0, 16))
    const plain = Buffer.concat([Buffer.alloc(16), Buffer.from([0, 0, 0, 1]), Buffer.from('x'), Buffer.from(corpId)])
    const Encrypt = Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64')
    const MsgSignature = signatureOf(token, '1', '2', Encrypt)
    const { control } = await both(() => ({ raw: sealed('x', { Encrypt, MsgSignature, TimeStamp: '1', Nonce: '2' }) }))
    await control.act(says('好'))
    expect(control.violations()).toMatchObject([{ code: 'reply.envelope' }])
  })

  it.each([
    ['reply.addressing', { ToUserName: 'LiSi' }],
    ['reply.addressing', { FromUserName: 'ww0' }],
    ['reply.field', { CreateTime: 'now' }],
    ['reply.field', { MsgType: 'markdown' }],
    ['reply.field', { Content: '' }],
    ['reply.media', { MsgType: 'image', Image: '<MediaId>none</MediaId>' }],
    ['reply.field', { MsgType: 'news', ArticleCount: '2', Articles: '<item><Title>一</Title></item>' }],
    ['reply.not_allowed', { MsgType: 'update_button' }],
  ])('is a violation %s with %j', async (code, change) => {
    const { control } = await both((heard) => ({ raw: replyTo(heard, '好', change) }))
    await control.act(says('好'))
    expect(control.violations()).toMatchObject([{ code }])
    expect(control.chat(zhang)).toHaveLength(1)
  })

  it('may name the member in another case, and may be a picture or news', async () => {
    const { control } = await both((heard, nth) => {
      if (nth === 1) return { raw: replyTo(heard, '好', { ToUserName: 'zhangSAN' }) }
      if (nth === 3) return { raw: replyTo(heard, '', { MsgType: 'image', Image: `<MediaId>${photo}</MediaId>` }) }
      if (nth < 4) return null
      const Articles = '<item><Title>一</Title><Url>https://example.org</Url></item>'
      return { raw: replyTo(heard, '', { MsgType: 'news', ArticleCount: '1', Articles }) }
    })
    let photo = ''
    await control.act(says('一'))
    await control.act({
      ...zhang,
      action: { type: 'photos', photos: [{ name: 'a.jpg', base64: jpeg().toString('base64') }] },
    })
    photo = /\/media\/(\w+)/.exec(control.chat(zhang).at(-1)!.mediaUrl!)![1]!
    await control.act(says('二'))
    await control.act(says('三'))
    expect(control.violations()).toEqual([])
    expect(control.chat(zhang).filter(({ from }) => from === 'bot')).toMatchObject([
      { type: 'text', text: '好' },
      { type: 'image', mediaUrl: `/media/${photo}` },
      { type: 'textcard', title: '一' },
    ])
  })

  it('is dropped where the event takes none', async () => {
    const { control } = await both(() => '再见')
    await control.act({ ...zhang, action: { type: 'unsubscribe' } })
    expect(control.violations()).toMatchObject([{ code: 'reply.not_allowed' }])
    expect(control.chat(zhang).map(({ from }) => from)).toEqual(['me'])
  })

  it('is cut after 2048 bytes, through a character if it falls so', async () => {
    const { control } = await both(() => '字'.repeat(700))
    const [result] = await control.act(says('好'))
    expect(result!.reply).toBe(`${'字'.repeat(682)}\uFFFD`)
    expect(control.report().cuts).toBe(1)
  })
})

describe('hostile callbacks', () => {
  it('are sent in every kind, and this honest little app refuses those it looks at', async () => {
    const { control, bot } = await both()
    const answers: Record<string, number> = {}
    for (const kind of hostileKinds) answers[kind] = (await control.hostile({ corpId, agentId, kind })).status
    expect(answers).toMatchObject({ bad_signature: 403, wrong_receiveid: 403, word_as_timestamp: 403 })
    // What is refused by closer looks than this app takes arrives there.
    expect(bot.heard.map(({ fields }) => fields['Content'])).toContain('hostile')
    expect(control.chat({ ...inApp, userId: 'stranger' })).toEqual([])
  })
})
