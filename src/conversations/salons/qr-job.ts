import type { Asking } from '../../forms/field-kind.js'
import { later } from '../../kernel/clock.js'
import { textIn, type JobHandler, type JobResult } from '../../kernel/job.js'
import { doorScene } from '../../salons/door.js'
import type { Salon } from '../../salons/salon.js'
import type { Person, TurnPorts } from '../ports.js'
import type { TurnShell } from '../receive.js'
import { giveLater, sayLater } from '../say-later.js'
import { staffAt } from '../staff/asker.js'
import type { MakeQr } from '../staff/qr-job.js'

/** She stands at the door and waits; the four digits are as good. */
const GIVE_UP_AFTER = 2 * 60_000
/** It opens nothing once the salon is over. */
const LIFE_SECONDS = 24 * 3_600

/** Wishes for the job `salon_qr`. */
export const doorQrLater = (
  { outbox }: Pick<TurnPorts, 'outbox'>,
  { addressId }: Person,
  account: string,
  { id: salonId }: Salon,
  { now }: Pick<Asking, 'now'>,
): Promise<void> =>
  outbox.add({
    kind: 'salon_qr',
    key: `salon_qr:${salonId}:${addressId}`,
    account,
    payload: { addressId, salonId },
    dueAt: now,
  })

/** The job `salon_qr`, payload `{addressId, salonId}`: the QR of the door as a picture to who opened it, while she is staff. */
export function salonQr(
  shell: TurnShell & { qrOf(hubId: string): MakeQr | null; blobs: { put(bytes: Uint8Array): Promise<string> } },
): JobHandler {
  const { transact, clock } = shell
  return {
    async run({ payload, createdAt }): Promise<JobResult> {
      const [addressId, salonId] = [textIn(payload, 'addressId'), textIn(payload, 'salonId')]
      const [asker, salon] = await transact(
        async (ports) => [await staffAt(ports, addressId), await ports.salons.find(salonId)] as const,
      )
      const make = asker && shell.qrOf(asker.contact.hubId)
      if (!make || salon?.state !== 'open') return { type: 'done', code: 'over' }
      const made = await make(doorScene(salon.id, salon.secret), LIFE_SECONDS)
      const tired = clock.now() > later(createdAt, GIVE_UP_AFTER)
      if (made.type === 'later' && !tired) return { type: 'again', code: made.code, after: made.after }
      if (made.type === 'unknown' && !tired) return { type: 'again', code: made.code, after: 5_000 }
      const blob = made.type === 'made' ? await shell.blobs.put(made.picture) : null
      await transact(async (ports) => {
        const person = await staffAt(ports, addressId)
        if (!person) return
        const now = clock.now()
        const closed = shell.reach(person.standing, now).type === 'closed'
        const words = shell.wordsOf(person.contact.language)
        // A picture cannot wait for her next message, and the digits do as well.
        if (blob === null || closed) await sayLater(shell, ports, person, [words.say('salon.qr_failed')], now)
        else await giveLater(shell, ports, person, { type: 'image', blob }, now)
      })
      shell.nudge()
      return made.type === 'made' ? { type: 'done' } : { type: 'failed', code: made.code }
    },
  }
}
