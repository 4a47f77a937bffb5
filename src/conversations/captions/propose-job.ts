import { titlesIn } from '../../engine/guesses.js'
import type { Captioner } from '../../extraction/captions.js'
import { formIn } from '../../forms/form.js'
import { kindOf } from '../../forms/kinds.js'
import { millisOf } from '../../kernel/clock.js'
import { textIn, type JobHandler } from '../../kernel/job.js'
import type { Photo } from '../photos.js'
import type { TurnPorts } from '../ports.js'
import type { TurnShell } from '../receive.js'
import { tellWithin } from '../tell.js'
import { proposeLater } from './propose-later.js'

/** So many of an album, so many at once, so long: what comes later she has written herself. */
const MOST = 18
const AT_ONCE = 3
const PATIENCE_MS = 45_000

/** The same when a picture is here: it may have been spoken of before. */
export const captionsLater =
  ({ clock }: Pick<TurnShell, 'clock'>) =>
  (ports: Pick<TurnPorts, 'privacy' | 'outbox'>, photo: Photo): Promise<void> =>
    proposeLater(ports, photo, clock.now())

interface ProposeParts {
  blobs: { read(sha256: string): Promise<Uint8Array> }
  /** The working copy, small and with nothing in it but the picture. */
  small: (copy: Uint8Array) => Promise<Uint8Array>
  /** Null: the settings name nothing that does it any more. */
  captioner: Captioner | null
}

/**
 * The job `propose_captions`, payload `{sessionId, field}`: has captions proposed for the pictures of an open answer that have none, and tells
 * the answer of all that came. A service that is gone, slow or over its budget ends it; what came until then counts. Whether a picture may go
 * out is asked anew before each: only one that she said shows nobody to be asked, or people who agreed, and only while the hub has not changed its
 * mind and the picture has no caption and was not taken out.
 */
export function proposeCaptions(shell: TurnShell, { blobs, small, captioner }: ProposeParts): JobHandler {
  const { transact, clock, nudge } = shell
  const tell = tellWithin(shell)

  return {
    async run({ payload }) {
      if (!captioner) return { type: 'done', code: 'captions.not_configured' }
      const sessionId = textIn(payload, 'sessionId')
      const key = textIn(payload, 'field')
      const look = () => transact((ports) => wantedOf(ports, sessionId, key))
      const from = millisOf(clock.now())
      const captions: Record<string, string> = {}
      const ids = (await look())?.photos.slice(0, MOST) ?? []
      let goesOn = true
      for (let i = 0; i < ids.length && goesOn && millisOf(clock.now()) - from < PATIENCE_MS; i += AT_ONCE) {
        const wanted = await look()
        if (!wanted) break
        const now = ids.slice(i, i + AT_ONCE).filter((id) => wanted.photos.includes(id))
        const ends = await Promise.all(now.map((id) => captionOf(id, wanted.about)))
        for (const [n, id] of now.entries()) {
          const end = ends[n]
          if (end?.ok) captions[id] = end.caption
          else if (end && end.code !== 'model.unfit') goesOn = false
        }
      }
      if (Object.keys(captions).length === 0) return { type: 'done', code: 'captions.none' }
      await transact(async (ports) => {
        const draft = await ports.drafts.find(sessionId)
        if (draft) await tell(ports, draft.addressId, sessionId, key, { type: 'captions_proposed', captions })
      })
      nudge()
      return { type: 'done' }
    },
  }

  async function captionOf(id: string, about: Parameters<Captioner['caption']>[1]) {
    const photo = await transact((ports) => ports.photos.find(id))
    if (!captioner || photo?.state !== 'kept' || !photo.kept) return { ok: false as const, code: 'model.unfit' }
    return captioner.caption(await small(await blobs.read(photo.kept.copy)), about)
  }

  /** The pictures that want a caption and may be looked at, and what is known of what they show; null where that is over. */
  async function wantedOf(ports: TurnPorts, sessionId: string, key: string) {
    const draft = await ports.drafts.find(sessionId)
    if (!draft?.open) return null
    const { session } = draft
    const form = formIn(await shell.forms.find(ports.drafts, session.form, session.formVersion), 'zh-CN')
    const field = form.fields.find((one) => one.key === key)
    const partial = session.partials[key]
    const photos = (field && partial && kindOf(field).wantsCaptions?.(field, partial.value)) ?? []
    const hubId = photos[0] === undefined ? null : ((await ports.photos.find(photos[0]))?.hubId ?? null)
    if (hubId === null) return null
    const { showsPictures, names } = await ports.privacy.of(hubId)
    if (!showsPictures) return null
    const words = shell.wordsOf('zh-CN')
    const told = form.fields.flatMap((one) => {
      const value = session.answers[one.key]?.value ?? null
      return value === null || one === field ? [] : [kindOf(one).show(one, kindOf(one).decode(value), words)]
    })
    return { photos, about: { hubId, names, titles: titlesIn(form, session), told: told.join('\n') } }
  }
}
