import { millisOf, type Clock } from '../../kernel/clock.js'
import { textIn, type JobHandler } from '../../kernel/job.js'
import type { Transact, TurnPorts } from '../ports.js'
import { PATIENCE_MS } from './fetch-voice.js'
import type { Transcribe, Transcription, Voice } from './ports.js'

const PAUSE_MS = 15_000

export interface TranscribeParts<Ports extends Pick<TurnPorts, 'voices'>> {
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
export function transcribing<Ports extends Pick<TurnPorts, 'voices'>>(parts: TranscribeParts<Ports>): JobHandler {
  const { transact, blobs, nameOf, transcribe, tell, clock, nudge } = parts
  return {
    async run({ payload, createdAt }) {
      const voice = await transact((ports) => ports.voices.find(textIn(payload, 'voiceId')))
      if (!voice?.sha256) return { type: 'failed', code: 'voice.unknown' }
      if (voice.transcript !== null) return { type: 'done', code: 'voice.heard' }
      const bytes = await blobs.read(voice.sha256)
      const written: Transcription = transcribe
        ? await transcribe({ bytes, name: await nameOf(bytes) })
        : { type: 'failed', code: 'transcriber.not_configured' }
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
}
