import { type Envelope, type Receiver, stamp, strangeKey } from '../callback-sender.js'
import type { Callback, Who } from '../corps.js'
import { seal, signatureOf } from '../envelope.js'
import type { World } from '../world.js'
import { type XmlFields, writeXml } from '../xml.js'
import type { Account } from './accounts.js'
import { judgeReply, takesReply } from './reply.js'

/** What the person reads instead of an answer (in the words integrators report). */
const TROUBLE = '该公众号提供的服务出现故障，请稍后再试'

/** How callbacks reach an official account, if it has an address that was verified. */
export function accountReceiver(world: World, { corpId }: Who): Receiver | null {
  const account = world.accounts.get(corpId)
  const callback = account?.callback
  if (!account || !callback?.verified) return null
  return {
    url: callback.url,
    envelope: ({ fields, who }, isStrange) =>
      accountEnvelope(world, account, isStrange ? { ...callback, ...strangeKey() } : callback, who.userId, fields),
    judge: (message, body) => judgeReply(world, account, callback, message, body),
    trouble: ({ kind }) => (takesReply(kind) ? TROUBLE : null),
  }
}

type Secrets = Pick<Callback, 'token' | 'encodingAesKey'>

/** A message as it is posted in the account's mode. */
export function accountEnvelope(
  world: World,
  { appId, originalId, mode }: Account,
  { token, encodingAesKey }: Secrets,
  openId: string,
  fields: XmlFields,
): Envelope {
  const query = signedQuery(world, token, openId)
  if (mode === 'plain') return { query, body: writeXml(fields) }
  const Encrypt = seal(encodingAesKey, writeXml(fields), appId)
  return {
    query: sealedQuery(query, token, Encrypt),
    body: writeXml(mode === 'safe' ? { ToUserName: originalId, Encrypt } : { ...fields, Encrypt }),
  }
}

/** `signature` covers none of the body, in every mode. */
export function signedQuery(world: World, token: string, openId: string, timestamp = stamp(world).timestamp) {
  const { nonce } = stamp(world)
  return { signature: signatureOf(token, timestamp, nonce), timestamp, nonce, openid: openId }
}

export const sealedQuery = (query: ReturnType<typeof signedQuery>, token: string, encrypt: string) => ({
  ...query,
  encrypt_type: 'aes',
  msg_signature: signatureOf(token, query.timestamp, query.nonce, encrypt),
})
