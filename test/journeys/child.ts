import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { saveCallbacks } from '../../src/rehearsal/platform.js'
import type { Settings } from '../../src/settings.js'
import { eventually, type Stage } from './stage.js'

const MAIN = fileURLToPath(new URL('../../src/cli/main.js', import.meta.url))

/** The service as it is installed, in a process of its own that can be killed. */
export type Child = Awaited<ReturnType<typeof serveApart>>

/** Starts `jianbao start` with a settings file and saves its callbacks; `main` may be another installation. */
export async function serveApart(stage: Stage, main = MAIN) {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const file = join(stage.settings.data, 'settings.yaml')
  const settings: Settings = { ...stage.settings, listen: { host: '127.0.0.1', port } }
  // JSON is YAML.
  await writeFile(file, JSON.stringify(settings), { mode: 0o600 })
  const logged: string[] = []
  let service: ChildProcess | null = null

  const child = {
    url,
    logged,
    /** Does not wait until it listens. */
    launch(): void {
      const env = { PATH: process.env['PATH'], TZ: 'America/St_Johns' }
      const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe']
      const started = spawn(process.execPath, [main, '--config', file, 'start'], {
        cwd: stage.settings.data,
        env,
        stdio,
      })
      for (const stream of [started.stdout, started.stderr]) {
        createInterface(stream).on('line', (line) => logged.push(line))
      }
      service = started
    },
    status: (path: string): Promise<number> =>
      fetch(url + path, { signal: AbortSignal.timeout(3_000) }).then(
        async (answer) => {
          await answer.arrayBuffer()
          return answer.status
        },
        () => 0,
      ),
    async untilUp(): Promise<void> {
      await eventually('the service is ready', async () => (await child.status('/readyz')) === 200, 30_000)
    },
    async start(): Promise<void> {
      child.launch()
      await child.untilUp()
    },
    /** Ends the process by this signal; its exit code and signal. */
    async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<[code: number | null, signal: string | null]> {
      if (!service) throw new Error('the service was not started')
      const { exitCode, signalCode } = service
      if (exitCode !== null || signalCode !== null) return [exitCode, signalCode]
      const ended = once(service, 'exit') as Promise<[number | null, string | null]>
      service.kill(signal)
      return ended
    },
  }
  await child.start()
  await saveCallbacks(settings, stage.emulator, url)
  return child
}

async function freePort(): Promise<number> {
  const probe = createServer()
  probe.listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
