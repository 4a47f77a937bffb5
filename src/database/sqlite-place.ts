import { isBusy } from './sqlite-faults.js'
import { sqliteDriver, type RawSqlite } from './sqlite-driver.js'

/**
 * Locks `<file>.lock`, a database of its own. The operating system frees it when the process dies, so that no crash and no reused process
 * number keeps a service from starting. Gives what lets go of it, or null when another has it.
 */
export async function takePlace(file: string): Promise<(() => void) | null> {
  const Driver = (await sqliteDriver()) as new (file: string) => RawSqlite & { close(): void }
  const lock = new Driver(`${file}.lock`)
  try {
    lock.prepare('BEGIN EXCLUSIVE').run([])
    return () => {
      // libsql keeps a closed file, and its lock, until the last statement is collected.
      lock.prepare('ROLLBACK').run([])
      lock.close()
    }
  } catch (error) {
    lock.close()
    if (isBusy(error)) return null
    throw error
  }
}
