import type { Consents, FiledAlbum, Withdrawal } from './consents.js'
import type { Records } from './record.js'

/**
 * Gives back that pictures of a filed record may be shown, as they might before that was withdrawn; what was withdrawn stays among what
 * happened to the record. A picture that was not withdrawn is left alone.
 */
export const restoreConsent =
  (ports: { consents: Consents; records: Records }) =>
  async (
    hubId: string,
    { chainId, recordId, photos }: FiledAlbum,
    photoIds: string[],
    by: Omit<Withdrawal, 'photoId'>,
  ): Promise<void> => {
    for (const { id: photoId, consent, withdrawnAt } of photos) {
      if (!photoIds.includes(photoId) || withdrawnAt === null) continue
      await ports.consents.restore(hubId, photoId)
      const event = {
        chainId,
        recordId,
        type: 'consent_restored',
        field: `photo:${photoId}`,
        from: 'withdrawn',
        to: consent,
      }
      await ports.records.addEvents(hubId, [{ ...event, ...by }])
    }
  }
