import { decrypt, encrypt, getSignature } from '@wecom/crypto'
import autocannon from 'autocannon'
import { ACCOUNT, addressOf, APP, PEOPLE, turnOf, type Platform } from './people.js'

export const CONNECTIONS = 64
/** Every so many answers one is opened and read. */
const SAMPLE = 20

export interface Measured {
  /** Requests a second. */
  rps: number
  /** ms */
  p50: number
  p99: number
}

interface Message {
  id: string
  person: number
  text: string
  heard: string
}

/**
 * The people of one variant: where each of them is in what she says survives a restart of the server. A person says her next thing when
 * she has the answer to the last.
 */
export function crowd(expect: 'conversation' | 'echo', platform: Platform) {
  const turns = Array.from({ length: PEOPLE }, () => 0)
  let said = 0
  let answered = 0

  const next = (person: number): Message => {
    const n = turns[person] ?? 0
    turns[person] = n + 1
    said += 1
    return { id: String(7_000_000_000_000_000_000n + BigInt(said)), person, ...turnOf(person, n) }
  }

  function check(message: Message, status: number, body: string, always = false): void {
    answered += 1
    if (status !== 200) throw new Error(`status ${status}`)
    if (!always && answered % SAMPLE > 0) return
    const sealed = /<Encrypt><!\[CDATA\[(.+?)\]\]><\/Encrypt>/.exec(body)?.[1]
    const reply = sealed ? decrypt(APP.encodingAesKey, sealed).message : body
    const wanted = expect === 'echo' ? message.text : message.heard
    if (!reply.includes(wanted))
      throw new Error(`「${message.text}」 was answered with ${reply}, without 「${wanted}」`)
  }

  /** Lets them talk for so many seconds, or until so much is said. */
  async function talk(url: string, until: { duration: number } | { amount: number }): Promise<Measured> {
    const open = new Map<number, Message>()
    let connections = 0
    const wrong: Error[] = []
    const result = await autocannon({
      url,
      connections: CONNECTIONS,
      ...until,
      setupClient(client) {
        // Each connection speaks for people of its own, one after the other.
        const connection = connections++
        let person = connection - CONNECTIONS
        client.setRequests([
          {
            method: 'POST',
            headers: { 'Content-Type': 'text/xml' },
            setupRequest(request) {
              person = person + CONNECTIONS < PEOPLE ? person + CONNECTIONS : connection
              const message = next(person)
              open.set(connection, message)
              return { ...request, ...sealed(message, platform) }
            },
            onResponse(status, body) {
              const message = open.get(connection)
              open.delete(connection)
              try {
                if (message) check(message, status, body)
              } catch (error) {
                wrong.push(error as Error)
              }
            },
          },
        ])
      },
    })
    if (wrong[0]) throw wrong[0]
    if (result.non2xx + result.errors + result.timeouts > 0)
      throw new Error(`${result.non2xx} refused, ${result.errors} broken, ${result.timeouts} without an answer in time`)
    // What the end of the time cut off is delivered again, as the platform does: the server may have heard it already.
    for (const message of open.values()) {
      const { path, body } = sealed(message, platform)
      const response = await fetch(new URL(path, url), { method: 'POST', body })
      check(message, response.status, await response.text(), true)
    }
    const { p50, p99 } = result.latency
    return { rps: result['2xx'] / result.duration, p50, p99 }
  }

  return { talk, answered: () => answered }
}

/** The message in an envelope of this moment, as the platform posts it. */
function sealed({ id, person, text }: Message, platform: Platform): { path: string; body: string } {
  const { token, encodingAesKey } = APP
  const [to, receiveId, agent] =
    platform === 'wecom'
      ? [APP.corpId, APP.corpId, `<AgentID>${APP.agentId}</AgentID>`]
      : [ACCOUNT.originalId, ACCOUNT.appId, '']
  const { user } = addressOf(platform, person)
  const timestamp = Math.floor(Date.now() / 1000)
  const nonce = id.slice(-10)
  const ciphertext = encrypt(
    encodingAesKey,
    `<xml><ToUserName><![CDATA[${to}]]></ToUserName><FromUserName><![CDATA[${user}]]></FromUserName>` +
      `<CreateTime>${timestamp}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${text}]]></Content>` +
      `<MsgId>${id}</MsgId>${agent}</xml>`,
    receiveId,
  )
  const signature = getSignature(token, timestamp, nonce, ciphertext)
  const query = `msg_signature=${signature}&timestamp=${timestamp}&nonce=${nonce}`
  return {
    path:
      platform === 'wecom'
        ? `/wecom/${APP.name}?${query}`
        : `/wechat/${ACCOUNT.name}?signature=${getSignature(token, timestamp, nonce, '')}&${query}&openid=${user}&encrypt_type=aes`,
    body: `<xml><ToUserName><![CDATA[${to}]]></ToUserName>${agent}<Encrypt><![CDATA[${ciphertext}]]></Encrypt></xml>`,
  }
}
