import type { Asking } from '../../forms/field-kind.js'
import { millisOf, type Instant } from '../../kernel/clock.js'
import { textIn, type JobHandler, type JobResult } from '../../kernel/job.js'
import type { SendResult } from '../../kernel/message.js'
import { HANDED_OUT_MS, type HandedOut } from '../../people/hand-out.js'
import { sceneOf } from '../../people/invitation-code.js'
import type { Person, TurnPorts } from '../ports.js'
import type { TurnShell } from '../receive.js'
import { giveLater, sayLater } from '../say-later.js'
import { staffAt } from './asker.js'

/** The part of a channel that makes QRs. */
export type MakeQr = (
  scene: string,
  seconds: number,
) => Promise<{ type: 'made'; picture: Uint8Array } | Exclude<SendResult, { type: 'sent' }>>

const GIVE_UP_AFTER = 10 * 60_000

/** Wishes for the job `invite_qr`, one for each invitation. */
export async function qrLater(
  { outbox }: Pick<TurnPorts, 'outbox'>,
  { addressId }: Person,
  account: string,
  handed: HandedOut[],
  { now }: Pick<Asking, 'now'>,
): Promise<void> {
  for (const { contactName, code } of handed) {
    // Of several pictures each needs its name.
    const name = handed.length > 1 ? contactName : ''
    const payload = { addressId, code: code.code, name, expiresAt: code.expiresAt ?? '' }
    await outbox.add({
      kind: 'invite_qr',
      key: `invite_qr:${addressId}:${code.code}`,
      account,
      payload,
      dueAt: now,
    })
  }
}

/** The job `invite_qr`, payload `{addressId, code, name, expiresAt}`: a QR that carries the code, as a picture to who asked, while she is staff. */
export function inviteQr(
  shell: TurnShell & { qrOf(hubId: string): MakeQr | null; blobs: { put(bytes: Uint8Array): Promise<string> } },
): JobHandler {
  const { transact, clock } = shell

  const secondsUntil = (expiresAt: Instant): number =>
    Math.floor((expiresAt === '' ? HANDED_OUT_MS : millisOf(expiresAt) - millisOf(clock.now())) / 1000)

  return {
    async run({ payload, createdAt }): Promise<JobResult> {
      const addressId = textIn(payload, 'addressId')
      const [code, name] = [textIn(payload, 'code'), textIn(payload, 'name')]
      const asker = await transact((ports) => staffAt(ports, addressId))
      const make = asker && shell.qrOf(asker.contact.hubId)
      if (!make) return { type: 'done', code: asker ? 'no_account' : 'not_staff' }

      const made = await make(sceneOf(code), secondsUntil(textIn(payload, 'expiresAt')))
      const tired = millisOf(clock.now()) - millisOf(createdAt) > GIVE_UP_AFTER
      // A QR that was made without our hearing of it does no harm.
      if (made.type === 'later' && !tired) return { type: 'again', code: made.code, after: made.after }
      if (made.type === 'unknown' && !tired) return { type: 'again', code: made.code, after: 5_000 }
      const blob = made.type === 'made' ? await shell.blobs.put(made.picture) : null

      await transact(async (ports) => {
        const person = await staffAt(ports, addressId)
        if (!person) return
        const now = clock.now()
        const words = shell.wordsOf(person.contact.language)
        const tell = (text: string) => sayLater(shell, ports, person, [text], now)
        if (blob === null) return tell(words.say('staff.qr_failed'))
        // Meanwhile she may have had the last message that she could have now: a picture cannot wait for her next one.
        if (shell.reach(person.standing, now).type === 'closed') return tell(words.say('staff.no_qr_here'))
        if (name) await tell(words.say('staff.qr_of', { name }))
        await giveLater(shell, ports, person, { type: 'image', blob }, now)
      })
      shell.nudge()
      return made.type === 'made' ? { type: 'done' } : { type: 'failed', code: made.code }
    },
  }
}
