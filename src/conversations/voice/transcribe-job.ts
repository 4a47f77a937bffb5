import { millisOf, type Clock } from '../../kernel/clock.js'
import { textIn, type JobHandler } from '../../kernel/job.js'
import type { Transact, TurnPorts } from '../ports.js'
import { PATIENCE_MS } from './fetch-voice.js'
import { listens } from './listens.js'
import type { Transcribe, Transcription, Voice } from './ports.js'

const PAUSE_MS = 15_000

export interface TranscribeParts<Ports extends Pick<TurnPorts, 'voices' | 'privacy'>> {
  transact: Transact<Ports>
  blobs: { read(sha256: string): Promise<Uint8Array> }
  /** A file name that fits what the bytes are. */
  nameOf: (bytes: Uint8Array) => Promise<string>
  /** Null: the settings name nothing that does it any more. */
  transcribe: Transcribe | null
  /** Tells her what was heard, or that nothing was (null), in the transaction it is given. */
  tell: (ports: Ports, voice: Voice, transcript: string | null) => Promise<void>
  clock: Clock
  nudge: () => void
}

/**
 * The job `transcribe`, payload `{voiceId}`: has a kept voice message written down and tells her what was heard. Nothing waits for it; what
 * does not come within ten minutes is not waited for, and she is asked for words.
 */
export function transcribing<Ports extends Pick<TurnPorts, 'voices' | 'privacy'>>(
  parts: TranscribeParts<Ports>,
): JobHandler {
  const { transact, blobs, nameOf, transcribe, tell, clock, nudge } = parts
  return {
    async run({ payload, createdAt }) {
      const { voice, leaves } = await transact(async (ports) => {
        const found = await ports.voices.find(textIn(payload, 'voiceId'))
        return { voice: found, leaves: found !== null && (await listens({ transcribes: true }, ports, found.hubId)) }
      })
      if (!voice?.sha256) return { type: 'failed', code: 'voice.unknown' }
      if (voice.transcript !== null) return { type: 'done', code: 'voice.heard' }
      const written = await writtenOf(voice.sha256, leaves)
      if (written.type === 'later' && millisOf(clock.now()) - millisOf(createdAt) < PATIENCE_MS) {
        return { type: 'again', code: written.code, after: PAUSE_MS }
      }
      const transcript = written.type === 'heard' ? written.text : null
      await transact(async (ports) => {
        if (transcript !== null) await ports.voices.setTranscript(voice.id, transcript)
        await tell(ports, voice, transcript)
      })
      nudge()
      return written.type === 'heard' ? { type: 'done' } : { type: 'failed', code: written.code }
    },
  }

  async function writtenOf(sha256: string, leaves: boolean): Promise<Transcription> {
    if (!transcribe) return { type: 'failed', code: 'transcriber.not_configured' }
    // The hub may have switched it off since the message came.
    if (!leaves) return { type: 'failed', code: 'transcriber.rules_only' }
    const bytes = await blobs.read(sha256)
    return transcribe({ bytes, name: await nameOf(bytes) })
  }
}
