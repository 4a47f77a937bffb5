import { rm } from 'node:fs/promises'
import type { ConfigFiles } from '../config-files.js'
import type { Day } from '../kernel/day.js'
import { momentAt } from '../kernel/zone.js'
import { makeLogger } from '../logging.js'
import { formsOf } from '../conversations/forms.js'
import { actorsOf } from './actors.js'
import { broken } from './checks.js'
import { journal, type Journal } from './journal.js'
import { outcomeOf } from './outcome.js'
import { quickFolder } from './place.js'
import { reportOf, type Rehearsed } from './report.js'
import { playSeason } from './season.js'
import type { Source } from './source.js'
import { openStage } from './stage.js'

export interface Rehearsal {
  source: Source
  config: ConfigFiles
  seed: number
  from: Day
  to: Day
  zone: string
  /** Hears of each day that begins; what it throws ends the rehearsal. */
  day?(on: Day): void
}

/**
 * Lets a hub live through a season: the service as it is, with its channels, beside the emulator of the platforms, on a clock that is moved from
 * one thing to the next, with people of different manners. Chance comes from the seed alone: the same rehearsal gives the same report. Everything
 * happens in a temporary folder that is removed at the end, and between ports of this machine.
 */
export async function rehearse({ source, config, seed, from, to, zone, day }: Rehearsal): Promise<Rehearsed> {
  const folder = await quickFolder()
  const complaints: string[] = []
  const log = makeLogger('error', { write: (line) => void complaints.push(line.trim()) })
  try {
    let heard: Journal | null = null
    const now = momentAt(from, 0, zone)
    const stage = await openStage({ source, config, seed, now, folder, log, hear: (shown) => heard?.shown(shown) })
    try {
      const { database, hub, settings, emulator } = stage
      const { control } = emulator
      const words = config.wordsOf(hub.language)
      const actors = await actorsOf(database, { hubId: hub.id, settings, control, source, seed, now })
      const [hello = ''] = words.say('digest.hello', { today: '\n' }).split('\n')
      heard = journal(
        actors,
        () => control.state().now,
        (text) => text.startsWith(hello),
      )
      const played = await playSeason(stage, config, { actors, journal: heard, from, to }, (on) => day?.(on))
      const [programme] = await database.reads.all<{ id: string }>(
        'SELECT id FROM programmes WHERE hubId = ? AND name = ?',
        [hub.id, source.programme],
      )
      const season = { hubId: hub.id, programmeId: programme?.id ?? null, from, to }
      const outcome = await outcomeOf(database, season)
      const { calendar } = config
      const judged = { sent: heard.sent, outcome, calendar, zone, words, forms: formsOf(config.forms).current }
      const faults = [
        ...broken(judged),
        ...played.misheard,
        ...control.violations().map(({ code, message }) => `平台违规 ${code}：${message}`),
        ...complaints.map((line) => `程序出错：${line}`),
      ]
      const { answersTo } = heard
      return reportOf({ ...judged, actors, played, answersTo, faults }, { hub: hub.name, from, to, seed })
    } finally {
      await stage.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
