import { describe, expect, it } from '@jest/globals'
import { decrypt, encrypt } from '@wecom/crypto'
import { seal, signatureOf, unseal } from '../../src/emulator/envelope.js'

// Published samples: A the platform's own documentation, B, C and E wechatpy, D easywechat, F WxJava.
const a = {
  token: 'QDG6eK',
  key: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  id: 'wx5823bf96d3bd56c7',
  timestamp: '1409659813',
  nonce: '1372623149',
  signature: '477715d11cdb4164915debcba66cb864d751f3e6',
  encrypt:
    'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==',
  random: '0960688932c47ef1',
  plain:
    '<xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]></ToUserName>\n<FromUserName><![CDATA[mycreate]]></FromUserName>\n<CreateTime>1409659813</CreateTime>\n<MsgType><![CDATA[text]]></MsgType>\n<Content><![CDATA[hello]]></Content>\n<MsgId>4561255354251345929</MsgId>\n<AgentID>218</AgentID>\n</xml>',
}
const b = {
  token: '123456',
  key: 'kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR',
  id: 'wx49f0ab532d5d035a',
  timestamp: '1411443780',
  nonce: '437374425',
  signature: 'dd6b9c95b495b3f7e2901bfbc76c664930ffdb96',
  encrypt: '4ByGGj+sVCYcvGeQYhaKIk1o0pQRNbRjxybjTGblXrBaXlTXeOo1+bXFXDQQb1o6co6Yh9Bv41n7hOchLF6p+Q==',
}
const c = {
  timestamp: '1411525903',
  nonce: '461056294',
  signature: '74d92dfeb87ba7c714f89d98870ae5eb62dff26d',
  encrypt:
    'RgqEoJj5A4EMYlLvWO1F86ioRjZfaex/gePD0gOXTxpsq5Yj4GNglrBb8I2BAJVODGajiFnXBu7mCPatfjsu6IHCrsTyeDXzF6Bv283dGymzxh6ydJRvZsryDyZbLTE7rhnus50qGPMfp2wASFlzEgMW9z1ef/RD8XzaFYgm7iTdaXpXaG4+BiYyolBug/gYNx410cvkKR2/nPwBiT+P4hIiOAQqGp/TywZBtDh1yCF2KOd0gpiMZ5jSw3e29mTvmUHzkVQiMS6td7vXUaWOMZnYZlF3So2SjHnwh4jYFxdgpkHHqIrH/54SNdshoQgWYEvccTKe7FS709/5t6NMxuGhcUGAPOQipvWTT4dShyqio7mlsl5noTrb++x6En749zCpQVhDpbV6GDnTbcX2e8K9QaNWHp91eBdCRxthuL0=',
}
const d = {
  token: 'pamtest',
  key: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  id: 'wxb11529c136998cb6',
  timestamp: '1458300676',
  nonce: '260774613',
  signature: '4f3ad57b6989f09f4eb392acce4f9e93942ed890',
  encrypt:
    'rTNFcsut4LfGuAFKEUVVpwcaCOTJzOd9twZdIW910jb3k+iicx2uvhttIZ3Qg9Qgty3BEF2xbOrz6boTfb30dMomcgrkTqdFPwnhqbk+kIQ7rZiwny9D7NUrTgA5kpX3KsZvrXzUZyP2x9YOlxbgm572lmxKvM7HAQQhIQ/p6HBmoY30bGXFK0BtIu1pW9TjhOYrLQoU18nWYjWqDA1ynkmOytpv7QRI1P1+0NoxL0q2zO1DgeSvnE8CZGo/o5Ap/WHK5W2RAsinpzN4/LjPnmB6U01I5XCoJoC0GK/yMZycd2Oh8Nq6+wBkC1U85oy0ktOY4nLvsQMLrourmMGdZHuTbqpeJ8Ao/5PRYJ+WBvRUwPfGKBL2+2IKZF49vAJqkcGWSHGE76ZN2erXeuNazf/o9o3lIE3q739o4c8t9QGPe31GT2Go/rOz1BsrASwvauNulCh+++yz+CQzBIuikA==',
}
const e = {
  plain: [
    '<xml>',
    '<MsgType><![CDATA[text]]></MsgType>',
    '<Content><![CDATA[test]]></Content>',
    '<FromUserName><![CDATA[wx49f0ab532d5d035a]]></FromUserName>',
    '<ToUserName><![CDATA[messense]]></ToUserName>',
    '<AgentID>1</AgentID>',
    '<CreateTime>1411525903</CreateTime>',
    '</xml>',
  ].join('\n'),
  encrypt:
    '9s4gMv99m88kKTh/H8IdkOiMg6bisoy3ypwy9H4hvSPe9nsGaqyw5hhSjdYbcrKk+j3nba4HMOTzHrluLBYqxgNcBqGsL8GqxlhZgURnAtObvesEl5nZ+uBE8bviY0LWke8Zy9V/QYKxNV2FqllNXcfmstttyIkMKCCmVbCFM2JTF5wY0nFhHZSjPUL2Q1qvSUCUld+/WIXrx0oyKQmpB6o8NRrrNrsDf03oxI1p9FxUgMnwKKZeOA/uu+2IEvEBtb7muXsVbwbgX05UPPJvFurDXafG0RQyPR+mf1nDnAtQmmNOuiR5MIkdQ39xn1vWwi1O5oazPoQJz0nTYjxxEE8kv3kFxtAGVRe3ypD3WeK2XeFYFMNMpatF9XiKzHo3',
}

const opened = (key: string, sealed: string, id: string) => {
  const result = unseal(key, sealed, id)
  return result.ok ? result.value : result.problem.code
}

describe('the envelope', () => {
  it('has the signatures of the published samples', () => {
    for (const one of [a, b, { ...b, ...c }, d])
      expect(signatureOf(one.token, one.timestamp, one.nonce, one.encrypt)).toBe(one.signature)
    // G: three values, of an official account.
    expect(signatureOf(a.token, a.timestamp, '1372623149')).toBe('d2157f2f9079f4d6257b45edf665c43c62e60a0a')
    expect(signatureOf(b.token, c.timestamp, c.nonce, e.encrypt)).toBe('407518b7649e86ef23978113f92d27afa9296533')
    expect(signatureOf(b.token, b.timestamp, '437374424', b.encrypt)).not.toBe(b.signature)
  })

  it('opens the published samples', () => {
    expect(opened(a.key, a.encrypt, a.id)).toBe(a.plain)
    expect(opened(b.key, b.encrypt, b.id)).toBe('5927782489442352469')
    expect(opened(b.key, c.encrypt, b.id)).toContain('<Content><![CDATA[test]]></Content>')
    expect(opened(b.key, c.encrypt, b.id)).toContain('<MsgId>4363689963896700987</MsgId>')
    expect(opened(d.key, d.encrypt, d.id)).toContain('<MsgId>12345</MsgId>')
    expect(opened(d.key, d.encrypt, 'invalid appid')).toBe('envelope.receiveid')
  })

  it('seals as the published samples do', () => {
    expect(seal(a.key, a.plain, a.id, Buffer.from(a.random))).toBe(a.encrypt)
    expect(seal(b.key, e.plain, b.id, Buffer.from('1234567890123456'))).toBe(e.encrypt)
    expect(seal(d.key, '我是中文abcd123', d.id, Buffer.from('aaaabbbbccccdddd'))).toBe(
      'jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg==',
    )
  })

  it('agrees with the published library on every length of padding', () => {
    for (let length = 0; length < 40; length++) {
      const text = '字'.repeat(length)
      expect(decrypt(a.key, seal(a.key, text, a.id))).toMatchObject({ message: text, id: a.id })
      expect(opened(a.key, encrypt(a.key, text, a.id), a.id)).toBe(text)
    }
    expect(opened(a.key, seal(a.key, 'x', ''), '')).toBe('x')
  })

  it('takes the four last characters of a key that mean the same', () => {
    for (const last of 'QRST') expect(opened(b.key.slice(0, -1) + last, b.encrypt, b.id)).toBe('5927782489442352469')
  })

  it('opens nothing that is broken', () => {
    const sealed = seal(a.key, 'hello', a.id)
    expect(opened(a.key, '', a.id)).toBe('envelope.base64')
    expect(opened(a.key, `${sealed.slice(0, -1)}*`, a.id)).toBe('envelope.base64')
    expect(opened(a.key, sealed.replace(/=+$/, ''), a.id)).toBe('envelope.base64')
    expect(opened(a.key, Buffer.alloc(40).toString('base64'), a.id)).toBe('envelope.blocks')
    expect(opened(a.key, Buffer.alloc(16).toString('base64'), a.id)).toBe('envelope.blocks')
    expect(opened(b.key, sealed, a.id)).toMatch(/^envelope\.(padding|length|receiveid)$/)
    expect(opened(a.key, seal(a.key, 'hello', a.id, undefined, { length: 5000 }), a.id)).toBe('envelope.length')
    const short = (padding: Buffer) => opened(a.key, seal(a.key, 'hello1', a.id, undefined, { padding }), a.id)
    // 16 + 4 + 6 + 18 bytes are 44: 20 are missing to 64, and 4 to a full block of the cipher only.
    expect(short(Buffer.alloc(20, 20))).toBe('hello1')
    expect(short(Buffer.alloc(4, 4))).toBe('envelope.padding')
    expect(short(Buffer.alloc(20, 33))).toBe('envelope.padding')
    expect(short(Buffer.alloc(20, 0))).toBe('envelope.padding')
    expect(short(Buffer.concat([Buffer.alloc(19, 1), Buffer.from([20])]))).toBe('envelope.padding')
  })
})
