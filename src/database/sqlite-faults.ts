import { Outage } from '../kernel/outage.js'

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** Another process (the command line) holds the file. */
export const isBusy = (error: unknown): boolean => /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error))

/** The disk, the system or another process has the better of us: no fault of our own (a broken constraint, wrong SQL). */
export const isGone = (error: unknown): boolean =>
  /^SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|CANTOPEN|CORRUPT|NOTADB|PERM|NOMEM|PROTOCOL)/.test(codeOf(error))

/** Null for a fault of our own. */
export function outageOf(error: unknown): Outage | null {
  if (error instanceof Outage) return error
  // Before there is a file it is the system that refuses: EACCES, ENOTDIR, ENOSPC.
  if (!isGone(error) && !/^E[A-Z]+$/.test(codeOf(error))) return null
  return new Outage(`database.${codeOf(error).replace('SQLITE_', '').toLowerCase()}`, error)
}
