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

/** The account that made QRs is in the settings no more. */
const noAccount: MakeQr = () => Promise.resolve({ type: 'refused', code: 'no_account', scope: 'account' })

/** She waits for it in her chat; the code is as good. */
const GIVE_UP_AFTER = 2 * 60_000

/** Wishes for the job `invite_qr`, one for each invitation and in their order; `texts` are what is to be said right before each, or empty. */
export async function qrLater(
  { outbox }: Pick<TurnPorts, 'outbox'>,
  { addressId }: Person,
  account: string,
  texts: string[],
  handed: HandedOut[],
  { now }: Pick<Asking, 'now'>,
): Promise<void> {
  for (const [i, { code }] of handed.entries()) {
    await outbox.add({
      kind: 'invite_qr',
      key: `invite_qr:${addressId}:${code.code}`,
      account,
      lane: `invite_qr:${addressId}`,
      payload: { addressId, code: code.code, text: texts[i] ?? '', expiresAt: code.expiresAt ?? '' },
      dueAt: now,
    })
  }
}

/**
 * The job `invite_qr`, payload `{addressId, code, text, expiresAt}`: the text, if there is one, and a QR that carries the code, as a picture
 * to who asked, while she is staff. Where no QR can be made the text comes all the same.
 */
export function inviteQr(
  shell: TurnShell & { qrOf(hubId: string): MakeQr | null; blobs: { put(bytes: Uint8Array): Promise<string> } },
): JobHandler {
  const { transact, clock } = shell

  const secondsUntil = (expiresAt: Instant): number =>
    Math.floor((expiresAt === '' ? HANDED_OUT_MS : millisOf(expiresAt) - millisOf(clock.now())) / 1000)

  return {
    async run({ payload, createdAt }): Promise<JobResult> {
      const addressId = textIn(payload, 'addressId')
      const [code, text] = [textIn(payload, 'code'), textIn(payload, 'text')]
      const asker = await transact((ports) => staffAt(ports, addressId))
      if (!asker) return { type: 'done', code: 'not_staff' }
      const make = shell.qrOf(asker.contact.hubId) ?? noAccount

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
        const tell = (...more: string[]) =>
          sayLater(shell, ports, person, [...(text === '' ? [] : [text]), ...more], now)
        if (blob === null) return tell(words.say('staff.qr_failed'))
        // Meanwhile she may have had the last message that she could have now: a picture cannot wait for her next one.
        if (shell.reach(person.standing, now).type === 'closed') return tell(words.say('staff.no_qr_here'))
        await tell()
        await giveLater(shell, ports, person, { type: 'image', blob }, now)
      })
      shell.nudge()
      return made.type === 'made' ? { type: 'done' } : { type: 'failed', code: made.code }
    },
  }
}
