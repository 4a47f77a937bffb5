import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfigFiles } from '../../src/config-files.js'
import { addDays, type Day } from '../../src/kernel/day.js'
import { momentAt } from '../../src/kernel/zone.js'
import { makeLogger } from '../../src/logging.js'
import type { HubData } from '../../src/programmes/hub-data.js'
import type { Actor } from '../../src/rehearsal/actor.js'
import { actorsOf } from '../../src/rehearsal/actors.js'
import { demoHub } from '../../src/rehearsal/demo-data.js'
import { hubSource, seasonOf } from '../../src/rehearsal/demo-source.js'
import { filing } from '../../src/rehearsal/filing.js'
import { journal, type Journal, type Sent } from '../../src/rehearsal/journal.js'
import { phonesOf } from '../../src/rehearsal/phones.js'
import { openStage } from '../../src/rehearsal/stage.js'
import { timeOf } from '../../src/rehearsal/time.js'
import { localTime } from '../../src/records/local-time.js'

/** The demo's first six grantees and the service beside the emulator, from the morning of a day on; nobody is bound yet. */
export async function seasonStage({
  from,
  change = (data) => data,
  phoneDir,
}: {
  from: Day
  change?(data: HubData): HubData
  phoneDir?: string
}) {
  const config = await readConfigFiles('config')
  if ('faults' in config) throw new Error(JSON.stringify(config.faults))
  const demo = await demoHub()
  const six = seasonOf(demo, 6)
  // In each organisation who is in WeCom comes first.
  const contacts = six.contacts.map((one) => ({ ...one, precedence: one.key.endsWith('-wechat') ? 2 : 1 }))
  const data = change({ ...six, contacts })
  const folder = await mkdtemp(join(tmpdir(), 'jianbao-season-'))
  const logged: string[] = []
  const log = makeLogger('error', { write: (line) => void logged.push(line) })
  const source = hubSource(demo, data)
  const now = momentAt(from, 0, data.hub.zone)
  let heard: Journal | null = null
  const hear: Journal['shown'] = (shown) => heard?.shown(shown)
  const stage = await openStage({ source, config, seed: 1, now, folder, log, hear, ...(phoneDir && { phoneDir }) })
  const { emulator, settings, hub, database } = stage
  const { control } = emulator
  const actors = await actorsOf(database, { hubId: hub.id, settings, control, source, seed: 1, now })
  heard = journal(
    actors,
    () => control.state().now,
    (text) => text.startsWith('早上好！'),
  )
  const { sent } = heard
  const time = timeOf(stage, heard)
  const phones = phonesOf(stage, time, config)

  const season = {
    ...stage,
    control,
    time,
    logged,
    violations: () => control.violations(),
    who(name: string): Actor {
      const found = actors.find((actor) => actor.name.endsWith(name))
      if (!found) throw new Error(`nobody is called ${name}`)
      return found
    },
    /** Binds these on the morning of today. */
    async bind(...names: string[]): Promise<void> {
      for (const name of names) await phones.bind(season.who(name))
    },
    permit: (name: string): Promise<boolean> => phones.permit(season.who(name)),
    /** Says something and gives the answer. */
    async say(name: string, text: string): Promise<string> {
      const me = season.who(name)
      me.reads = ''
      await phones.say(me, text)
      return me.reads
    },
    /** Files a whole brief about this quarter, from now on. Gives what she read last. */
    async files(name: string, about: { from: Day; to: Day }): Promise<string> {
      const form = config.forms.find(({ id, version }) => id === 'work-brief' && version === 2)!
      const talk = filing(season.who(name), { form, about, names: [], goesOnAt: null }, phones)
      for (;;) {
        const { done, value } = await talk.next()
        if (!done) {
          await time.passTo(value)
          continue
        }
        if (value.stuck !== null) throw new Error(`${name} is stuck at ${value.stuck}: ${season.who(name).reads}`)
        return season.who(name).reads
      }
    },
    /** What came to her by itself, with the day and the minute by the hub's clock. */
    told: (name: string, kind?: Sent['kind']) =>
      sent
        .filter(({ to, kind: is }) => to === season.who(name) && (kind === undefined || is === kind))
        .map(({ at, by, text, why }) => {
          const local = localTime(at, hub.zone)
          return { day: local.slice(0, 10), time: local.slice(11, 16), by, text, why }
        }),
    /** Days pass, both included, each planned early in the morning and at noon. */
    async days(first: Day, last: Day): Promise<void> {
      for (let day = first; day <= last; day = addDays(day, 1)) {
        await time.passTo(time.at(day, 3))
        await time.plan()
        await time.passTo(time.at(day, 12 * 60 + 3))
        await time.plan()
        await time.passTo(time.at(addDays(day, 1), 0))
      }
    },
    /** The machine is off until this day and hour: nothing is planned, nothing is sent. */
    sleepUntil: (day: Day, minutes: number) => control.clock({ set: time.at(day, minutes) }),
    async close(): Promise<void> {
      await stage.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
  return season
}

export type Season = Awaited<ReturnType<typeof seasonStage>>
