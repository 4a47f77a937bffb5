import type { JobHandler } from '../../kernel/job.js'
import type { MediaRef, MediaResult } from '../../kernel/message.js'
import type { Outcome } from '../../kernel/outcome.js'
import type { TurnPorts } from '../ports.js'
import type { TurnShell } from '../receive.js'
import { fetchVoice } from './fetch-voice.js'
import type { Transcribe } from './ports.js'
import { tellHeard } from './tell.js'
import { transcribing } from './transcribe-job.js'

/** What becomes of voice messages: they are kept, and written down where there is something that does that. */
export function voiceJobs(
  shell: TurnShell,
  parts: {
    channelOf: (channel: string, account: string) => { fetchMedia(ref: MediaRef): Promise<MediaResult> } | null
    blobs: { put(bytes: Uint8Array): Promise<string>; read(sha256: string): Promise<Uint8Array> }
    examine: (bytes: Uint8Array) => Promise<Outcome<{ format: string }>>
    transcribe: Transcribe | null
  },
): { fetch_voice: JobHandler; transcribe: JobHandler } {
  const { transact, transcribes, clock, nudge } = shell
  const { examine } = parts
  return {
    fetch_voice: fetchVoice<TurnPorts>({
      ...parts,
      transact,
      transcribes,
      tellNothing: (ports, voice) => tellHeard(shell, ports, voice, null),
      clock,
      nudge,
    }),
    transcribe: transcribing<TurnPorts>({
      ...parts,
      transact,
      nameOf: async (bytes) => {
        const examined = await examine(bytes)
        return `voice.${examined.ok ? examined.value.format : 'amr'}`
      },
      tell: (ports, voice, heard) => tellHeard(shell, ports, voice, heard),
      clock,
      nudge,
    }),
  }
}
