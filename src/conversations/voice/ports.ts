import type { Instant } from '../../kernel/clock.js'

/** What is known of a voice message: it is a row from the moment it came. */
export interface Voice {
  id: string
  hubId: string
  contactId: string
  addressId: string
  /** The draft and the question it was said at, where there was one. */
  sessionId: string | null
  field: string | null
  messageId: string
  channel: string
  account: string
  mediaId: string
  sentAt: Instant
  /** What is heard in it, and who says so. */
  transcript: string | null
  transcriptBy: 'platform' | 'transcriber' | null
}

export interface Voices {
  add(voice: Voice): Promise<void>
  find(id: string): Promise<(Voice & { state: 'coming' | 'kept' | 'lost'; sha256: string | null }) | null>
  kept(id: string, kept: { sha256: string; bytes: number }, at: Instant): Promise<void>
  lost(id: string, code: string, at: Instant): Promise<void>
  setTranscript(id: string, transcript: string): Promise<void>
}

/**
 * What became of a transcription: `heard` with what was said (never empty), `later` when another try may help, `failed` when none will; codes
 * like `transcriber.timeout`.
 */
export type Transcription =
  { type: 'heard'; text: string } | { type: 'later'; code: string } | { type: 'failed'; code: string }

/** Writes down what is said in a voice message. `name` is a file name that fits its format. */
export type Transcribe = (voice: { bytes: Uint8Array; name: string }) => Promise<Transcription>
