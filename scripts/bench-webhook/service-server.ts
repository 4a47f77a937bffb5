import { startApp } from '../../src/app.js'
import { readConfigFiles } from '../../src/config-files.js'
import { makeLogger } from '../../src/logging.js'
import type { Settings } from '../../src/settings.js'
import { serve } from './child.js'

/** The whole service as it is in operation; its settings are handed over as JSON. */
const settings = JSON.parse(process.argv[2] ?? '') as Settings
const config = await readConfigFiles('config')
if ('faults' in config) throw new Error(JSON.stringify(config.faults))
const app = await startApp(settings, config, makeLogger(settings.log.level))
if ('faults' in app) throw new Error(JSON.stringify(app.faults))
serve(app.url, () => app.stop())
