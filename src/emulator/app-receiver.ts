import { type Envelope, type Receiver, stamp, strangeKey } from './callback-sender.js'
import type { Callback, Who } from './corps.js'
import { seal, signatureOf } from './envelope.js'
import { judge } from './reply.js'
import type { World } from './world.js'
import { writeXml } from './xml.js'

/** How callbacks reach an app, if it has an address that was verified. */
export function appReceiver(world: World, { corpId, agentId }: Who): Receiver | null {
  const callback = world.corps.get(corpId)?.apps.get(agentId)?.callback
  if (!callback?.verified) return null
  return {
    url: callback.url,
    envelope({ fields }, isStrange) {
      const secrets = isStrange ? { ...callback, ...strangeKey() } : callback
      return sealCallback(world, corpId, secrets, writeXml(fields), 'AgentID' in fields ? agentId : null)
    },
    judge: (message, body) => judge(world, corpId, callback, message, body),
    trouble: () => null,
  }
}

/** Seals a plaintext as a callback; the envelope of a contact event names no app. */
export const sealCallback = (world: World, corpId: string, callback: Callback, plain: string, agentId: number | null) =>
  envelope(world, corpId, callback.token, seal(callback.encodingAesKey, plain, corpId), agentId)

export function envelope(
  world: World,
  corpId: string,
  token: string,
  encrypt: string,
  agentId: number | null,
  timestamp = stamp(world).timestamp,
): Envelope {
  const { nonce } = stamp(world)
  return {
    query: { msg_signature: signatureOf(token, timestamp, nonce, encrypt), timestamp, nonce },
    body: writeXml({ ToUserName: corpId, ...(agentId === null ? {} : { AgentID: String(agentId) }), Encrypt: encrypt }),
  }
}
