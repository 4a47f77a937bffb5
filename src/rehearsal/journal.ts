import type { Bubble } from '../emulator/chats.js'
import type { Who } from '../emulator/corps.js'
import type { ClaimedJob, JobEnd } from '../jobs/queue.js'
import { textIn } from '../kernel/job.js'
import type { Instant } from '../kernel/clock.js'
import type { Actor } from './actor.js'

/**
 * How something that nobody asked for came to a person: a message of the app, a customer message of an official account, a notice, a template,
 * behind the answer to her next word; or not at all, so that somebody is to call her.
 */
export type SentBy = 'app' | 'customer' | 'subscription' | 'template' | 'with_answer' | 'call'

export interface Sent {
  at: Instant
  to: Actor
  /** `reminder` of what is owed, `digest` for staff, `other`. */
  kind: 'reminder' | 'digest' | 'other'
  by: SentBy
  text: string
  /** Why nobody could be reached, where `by` is `call`. */
  why: string | null
}

/** Who is whom at the platform. */
export const keyOf = ({ corpId, agentId, userId }: Who): string => `${corpId}/${agentId}/${userId}`

/** Everything the platform showed to people, as it was shown, and what could not be. */
export function journal(actors: Actor[], now: () => Instant, isDigest: (text: string) => boolean) {
  const sent: Sent[] = []
  const answers = new Map<string, number>()
  const byPlace = new Map(actors.map((actor) => [keyOf(actor.who), actor]))
  const byContact = new Map(actors.map((actor) => [actor.contactId, actor]))
  /** Reminders that wait for her next word. */
  const waiting = new Map<Actor, string[]>()
  let running: ClaimedJob | null = null

  return {
    sent,
    answersTo: (actor: Actor): number => answers.get(actor.contactId) ?? 0,
    /** A bubble appeared or changed in somebody's chat. */
    shown({ bubble, ...who }: Who & { bubble: Bubble }): void {
      const to = byPlace.get(keyOf(who))
      if (!to || bubble.from !== 'bot' || bubble.type === 'system') return
      const text = bubble.text ?? [bubble.title, bubble.description].filter(Boolean).join('\n')
      to.reads = text
      if (bubble.way === 'passive') {
        answers.set(to.contactId, (answers.get(to.contactId) ?? 0) + 1)
        for (const late of waiting.get(to) ?? [])
          if (text.includes(late))
            sent.push({ at: now(), to, kind: 'reminder', by: 'with_answer', text: late, why: null })
        waiting.delete(to)
        return
      }
      const kind = running?.kind === 'notify' ? 'reminder' : isDigest(text) ? 'digest' : 'other'
      const by = bubble.notice ?? (to.address.channel === 'wechat_oa' ? 'customer' : 'app')
      sent.push({ at: now(), to, kind, by, text, why: null })
    },
    begins(job: ClaimedJob): void {
      running = job
    },
    async ends(job: ClaimedJob, { type, code }: JobEnd): Promise<void> {
      running = null
      if (job.kind !== 'notify' || type !== 'done' || !code?.startsWith('call.')) return
      const to = byContact.get(textIn(job.payload, 'contactId'))
      if (!to) return
      const text = textIn(job.payload, 'text')
      sent.push({ at: now(), to, kind: 'reminder', by: 'call', text, why: code.slice('call.'.length) })
      waiting.set(to, [...(waiting.get(to) ?? []), text])
    },
  }
}

export type Journal = ReturnType<typeof journal>
