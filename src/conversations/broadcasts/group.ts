import type { Broadcast } from '../../broadcasts/broadcast.js'
import { hubIn } from '../../engine/service.js'
import { textIn, type JobHandler, type JobResult } from '../../kernel/job.js'
import type { Say, SendResult } from '../../kernel/message.js'
import type { Words } from '../../kernel/words.js'
import type { TurnPorts } from '../ports.js'
import type { TurnShell } from '../receive.js'
import type { Turn } from '../route.js'
import { tellOne } from '../tell-staff.js'
import { bodyOf, saysOf } from './message.js'
import { titleIn } from './sheet.js'
import { say, type Writing } from './write.js'

/** What posts into one group of WeCom. */
export interface Robot {
  send(say: Exclude<Say, { type: 'notice' }>): Promise<SendResult>
}

const LEAVING = 'leaving'

/** What she writes now, else what she wrote last. */
async function lastOf({ ports, person }: Writing): Promise<Broadcast | null> {
  const { id, hubId } = person.contact
  const draft = await ports.broadcasts.draftOf(id)
  const all = await ports.broadcasts.inHub(hubId, ['scheduled', 'sending', 'sent', 'stopped'], 10)
  return draft ?? all.find(({ byContactId }) => byContactId === id) ?? all[0] ?? null
}

async function bodyIn(writing: Writing, broadcast: Broadcast): Promise<string | null> {
  const { ports, person, asking } = writing
  const { salonId } = broadcast.content
  const salon = salonId === null ? null : await ports.salons.find(salonId)
  const hub = { name: hubIn(asking), zone: person.contact.zone }
  return bodyOf({ broadcast, salon, hub, words: asking.words }, asking.now)
}

/** A block to be copied into a group of WeChat: nothing of ours is in that message. */
export async function groupText(writing: Writing): Promise<Turn> {
  const { person, asking } = writing
  const broadcast = await lastOf(writing)
  const body = broadcast && (await bodyIn(writing, broadcast))
  if (body === null) return say(writing, asking.words.say(broadcast ? 'broadcast.only_picture' : 'broadcast.none_yet'))
  const { id: contactId, hubId } = person.contact
  return { contactId, hubId, sessionId: null, jobs: false, reply: body }
}

/** Posts it in the groups of the hub that have a robot, each once. */
export async function toGroup(writing: Writing): Promise<Turn> {
  const { routing, ports, person, asking } = writing
  const { words, now } = asking
  const robots = routing.staffWays.robotsOf(person.contact.hubId)
  if (robots.length === 0) return say(writing, words.say('broadcast.no_robot'))
  const broadcast = await lastOf(writing)
  if (
    !broadcast ||
    (broadcast.content.text === null && broadcast.content.salonId === null && !broadcast.content.picture?.blob)
  )
    return say(writing, words.say('broadcast.none_yet'))
  const before = (await ports.broadcasts.groups(broadcast.id)).filter(({ state }) => state !== 'failed')
  const fresh = robots.filter((robot) => before.every((one) => one.robot !== robot))
  const names = (fresh.length > 0 ? fresh : robots).join(words.say('field.comma'))
  if (fresh.length === 0) return say(writing, words.say('broadcast.in_group_before', { names }))
  for (const robot of fresh) {
    await ports.broadcasts.putGroup(broadcast, { robot, state: 'waiting', code: null }, now)
    await ports.outbox.add({
      kind: 'broadcast_group',
      key: `broadcast_group:${broadcast.id}:${robot}`,
      lane: `robot:${robot}`,
      account: `robot:${robot}`,
      payload: { broadcastId: broadcast.id, robot, part: 0 },
      dueAt: now,
    })
  }
  return say(writing, words.say('broadcast.to_group', { names }), true)
}

/**
 * The job `broadcast_group`, payload `{broadcastId, robot}`: posts it in one group. Marked before it leaves: what nobody knows the end of is
 * not posted twice.
 */
export function broadcastGroup(shell: TurnShell & { robotOf(hubId: string, name: string): Robot | null }): JobHandler {
  const { transact, clock } = shell
  return {
    async run({ id: jobId, payload, mark = null }): Promise<JobResult> {
      const [id, robot] = [textIn(payload, 'broadcastId'), textIn(payload, 'robot')]
      const ended = (state: 'sent' | 'failed', code: string | null): Promise<JobResult> =>
        transact(async (ports) => {
          const broadcast = await ports.broadcasts.hold(id)
          if (broadcast) await ports.broadcasts.putGroup(broadcast, { robot, state, code }, clock.now())
          if (broadcast && state === 'failed') await tellAuthor(ports, broadcast, { robot, code: code ?? '' })
          return state === 'sent' ? { type: 'done' } : { type: 'failed', code: code ?? '' }
        })
      if (mark?.startsWith(LEAVING)) return ended('failed', 'interrupted')
      const says = await transact(async (ports) => {
        const broadcast = await ports.broadcasts.hold(id)
        if (!broadcast) return []
        const hub = await ports.broadcasts.hub(broadcast.hubId)
        const { salonId } = broadcast.content
        const salon = salonId === null ? null : await ports.salons.find(salonId)
        const body = bodyOf({ broadcast, salon, hub, words: shell.wordsOf(hub.language) }, clock.now())
        const sender = shell.robotOf(broadcast.hubId, robot)
        return saysOf(broadcast, body).map((one) => ({ sender, say: one }))
      })
      const parts = Number(mark ?? 0)
      for (const [i, { sender, say: one }] of says.entries()) {
        if (i < parts) continue
        if (!sender) return ended('failed', 'robot.not_configured')
        await transact(({ outbox }) => outbox.mark(jobId, LEAVING))
        const result = await sender.send(one)
        if (result.type === 'later') return { type: 'again', code: result.code, after: result.after, mark: String(i) }
        if (result.type !== 'sent') return ended('failed', result.code)
      }
      return ended('sent', null)
    },
  }

  async function tellAuthor(ports: TurnPorts, broadcast: Broadcast, values: { robot: string; code: string }) {
    const { hubId, byContactId } = broadcast
    const addresses = (await ports.staff.addressesOf(hubId)).filter(({ contactId }) => contactId === byContactId)
    const news = async (words: Words) =>
      `${await titleIn(ports, broadcast, words)}\n${words.say('broadcast.group_failed', values)}`
    await tellOne(shell, ports, { addresses }, news, clock.now())
  }
}
