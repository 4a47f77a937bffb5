import { startApp } from './app.js'
import { CONFIG, readConfigFiles, type Fault } from './config-files.js'
import { makeLogger } from './logging.js'
import type { Settings } from './settings.js'

/** Runs the service until SIGTERM or SIGINT, then lets it finish what it accepted. Faults that keep it from starting come back. */
export async function serve(settings: Settings): Promise<Fault[]> {
  const config = await readConfigFiles(CONFIG)
  if ('faults' in config) return config.faults
  const app = await startApp(settings, config, makeLogger(settings.log.level))
  if ('faults' in app) return app.faults
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve())
  })
  await app.stop()
  return []
}
