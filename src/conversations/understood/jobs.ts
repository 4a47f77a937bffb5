import { extractorOf, type Model } from '../../extraction/extractor.js'
import type { JobHandler } from '../../kernel/job.js'
import type { MediaRef, MediaResult } from '../../kernel/message.js'
import type { TurnShell } from '../receive.js'
import { type ReadFile, readFileJob } from './file-job.js'
import { readAgainJob } from './read-again-job.js'

/** What is read after a turn: files she sent, and with a `model` what the rules left open. */
export const understoodJobs = (
  shell: TurnShell,
  parts: {
    channelOf: (channel: string, account: string) => { fetchMedia(ref: MediaRef): Promise<MediaResult> } | null
    read: ReadFile
    model: Model | null
  },
): { read_file: JobHandler; read_again: JobHandler } => ({
  read_file: readFileJob(shell, parts),
  read_again: readAgainJob(shell, extractorOf(parts.model)),
})
