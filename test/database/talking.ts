import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { DatabaseSettings } from '../../src/database/sources.js'

/** Starts `talking-process` and collects its lines. */
export function startTalking(settings: DatabaseSettings, addressIds: string[]) {
  const child = spawn(
    process.execPath,
    [
      fileURLToPath(new URL('talking-process.js', import.meta.url)),
      JSON.stringify(settings),
      JSON.stringify(addressIds),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const lines: string[] = []
  const exited = once(child, 'exit')
  createInterface(child.stdout).on('line', (line) => lines.push(line))
  return {
    pid: child.pid!,
    lines,
    /** Ends it as a power cut would. */
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
  }
}

export async function until(what: () => boolean, ms = 15_000): Promise<void> {
  const started = performance.now()
  while (!what()) {
    if (performance.now() - started > ms) throw new Error('it did not happen')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
