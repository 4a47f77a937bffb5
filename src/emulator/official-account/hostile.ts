import type { Envelope } from '../callback-sender.js'
import { seal } from '../envelope.js'
import type { HostileRequest } from '../hostile.js'
import { type Sound, tamperingKinds, tamperings } from '../tampering.js'
import type { World } from '../world.js'
import { writeXml } from '../xml.js'
import { accountNamed } from './accounts.js'
import { sealedQuery, signedQuery } from './receiver.js'

/** What is sent to official accounts; in plain mode `plaintext` is no attack. */
export const accountHostileKinds = [
  ...tamperingKinds,
  /** A body whose open half says something else than the sealed one. */
  'halves_differ',
  'wrong_account_inside',
  /** The query names another person than the body. */
  'wrong_openid',
  /** A scan of an invitation, signed by nobody or with a token of one's own. */
  'unsigned_follow',
  'forged_follow',
  /** The same under the signature of a callback that was overheard. */
  'borrowed_signature',
  /** The callback that was sent last, once more to the byte: hostile when it is old. */
  'replayed',
] as const

export function hostileToAccount(
  world: World,
  { corpId, userId, kind }: HostileRequest,
): { url: string; hostile: Envelope } {
  const { callback, originalId, mode } = accountNamed(world, corpId)
  if (!callback?.verified) throw new Error(`account ${corpId} has no verified callback`)
  const { url, token, encodingAesKey: key } = callback
  const now = Math.floor(world.clock.now() / 1000)
  const common = { ToUserName: originalId, FromUserName: userId, CreateTime: now }
  const fields = { ...common, MsgType: 'text', Content: 'hostile', MsgId: BigInt(world.chance.bigId()) }
  const follow = writeXml({
    ...common,
    MsgType: 'event',
    Event: 'subscribe',
    EventKey: 'qrscene_jb_000000',
    Ticket: 'gQ',
  })
  const plain = writeXml(fields)
  const inMode = (query: ReturnType<typeof signedQuery>): Envelope =>
    mode === 'plain' ? { query, body: plain } : sealedIn(query, seal(key, plain, corpId))
  const sealedIn = (query: ReturnType<typeof signedQuery>, Encrypt: string, outer: object = fields): Envelope => ({
    query: sealedQuery(query, token, Encrypt),
    body: writeXml(mode === 'compatible' ? { ...outer, Encrypt } : { ToUserName: originalId, Encrypt }),
  })
  const signed = (by = token) => signedQuery(world, by, userId)
  const sound: Sound = {
    key,
    receiveId: corpId,
    toUserName: originalId,
    signature: mode === 'plain' ? 'signature' : 'msg_signature',
    plain,
    envelope: inMode(signed()),
    sealed: (encrypt) => sealedIn(signed(), encrypt),
    at: (seconds) => inMode(signedQuery(world, token, userId, String(seconds))),
  }
  const overheard = () => {
    const last = [...world.said.values()].findLast(({ who, envelope }) => who.corpId === corpId && envelope)?.envelope
    if (!last) throw new Error('nothing was sent to this account that could be overheard')
    return last
  }
  const elsewhere = writeXml({ ...fields, ToUserName: 'gh_000000000000' })
  const made: Partial<Record<HostileRequest['kind'], (sound: Sound, now: number) => Envelope>> = {
    ...tamperings,
    halves_differ: () => {
      const Encrypt = seal(key, plain, corpId)
      const body = writeXml({ ...fields, Content: 'another', Encrypt })
      return { query: sealedQuery(signed(), token, Encrypt), body }
    },
    wrong_account_inside: () =>
      mode === 'plain' ? { query: signed(), body: elsewhere } : sealedIn(signed(), seal(key, elsewhere, corpId)),
    wrong_openid: ({ envelope: { query, body } }) => ({ query: { ...query, openid: `${userId}0` }, body }),
    unsigned_follow: () => ({ query: { openid: userId }, body: follow }),
    forged_follow: () => ({ query: signed('notTheToken'), body: follow }),
    borrowed_signature: () => ({ query: { ...overheard().query, openid: userId }, body: follow }),
    replayed: overheard,
  }
  const make = made[kind]
  if (!make) throw new Error(`${kind} is not for official accounts`)
  return { url, hostile: make(sound, now) }
}
