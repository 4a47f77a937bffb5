import type { Compilation, Compilations } from './compilations.js'
import type { Consents, FiledAlbum, Withdrawal } from './consents.js'
import type { Records } from './record.js'

/**
 * Takes back that pictures of a filed record may be shown: what is compiled from now on for the public goes without them, whichever version
 * of the record counts. Gives what was compiled with them, the last made first; a picture whose consent was withdrawn before is left alone,
 * so that doing it again changes nothing.
 */
export const withdrawConsent =
  (ports: { consents: Consents; compilations: Compilations; records: Records }) =>
  async (
    hubId: string,
    album: FiledAlbum,
    photoIds: string[],
    { at, byContactId, why, messageId }: Omit<Withdrawal, 'photoId'>,
  ): Promise<Compilation[]> => {
    const { chainId, recordId } = album
    const made = new Map<string, Compilation>()
    for (const { id: photoId, consent, withdrawnAt } of album.photos.filter(({ id }) => photoIds.includes(id))) {
      for (const one of await ports.compilations.withPhoto(hubId, photoId)) made.set(one.id, one)
      if (withdrawnAt !== null) continue
      const by = { at, byContactId, why, messageId }
      await ports.consents.withdraw(hubId, { photoId, ...by })
      const event = {
        chainId,
        recordId,
        type: 'consent_withdrawn',
        field: `photo:${photoId}`,
        from: consent,
        to: 'withdrawn',
      }
      await ports.records.addEvents(hubId, [{ ...event, ...by }])
    }
    return [...made.values()].sort((a, b) => (a.madeAt < b.madeAt ? 1 : -1))
  }
