import { pino, type DestinationStream, type LevelWithSilent, type Logger } from 'pino'

export type { Logger }

/** Names under which a secret or something about a person could slip in, at the top and one level down. */
const HIDDEN =
  'secret token encodingAesKey password access_token corpsecret name user text wording caption title place answers reply parameters'.split(
    ' ',
  )

/**
 * The service's log: JSON lines with ids and codes, no secrets and nothing people said. Call it with plain data
 * (`log.warn({job, code}, 'job failed')`) and put what varies into the data, not the sentence; an error goes under `err`.
 */
export function makeLogger(level: LevelWithSilent, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: HIDDEN.flatMap((name) => [name, `*.${name}`]), censor: '…' },
      serializers: { err: withoutContent },
    },
    destination,
  )
}

/**
 * What of an error may stand in a log. Drivers quote values in their messages (`Duplicate entry '…' for key`) and
 * addresses carry tokens, so quoted text, Chinese, long numbers and query strings are left out; where it happened stays.
 */
function withoutContent(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error }
  const { code, errno } = error as NodeJS.ErrnoException
  return {
    type: error.name,
    ...(code !== undefined && { code }),
    ...(errno !== undefined && { errno }),
    message: error.message
      .replace(/'[^']*'|"[^"]*"|`[^`]*`|“[^”]*”|「[^」]*」/g, "'…'")
      .replace(/\?\S*/g, '?…')
      .replace(/\p{Script=Han}+/gu, '…')
      .replace(/\d{5,}/g, '…')
      .slice(0, 300),
    at: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 12)
      .map((line) => line.trim().slice(3)),
    ...(error.cause !== undefined && { cause: withoutContent(error.cause) }),
  }
}
