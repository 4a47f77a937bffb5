import type { ConfigFiles } from '../config-files.js'
import type { Session } from '../engine/session.js'
import { later, type Instant } from '../kernel/clock.js'
import { addDays, daysBetween, type Day } from '../kernel/day.js'
import { momentAt } from '../kernel/zone.js'
import { formIn } from '../forms/form.js'
import { isOutstanding, deadlineOf, stateOn } from '../programmes/obligation.js'
import type { Obligation } from '../programmes/obligations.js'
import { owedTitle } from '../conversations/obligations/words.js'
import { shown } from '../forms/days-kind.js'
import type { Actor } from './actor.js'
import { agenda } from './agenda.js'
import { filing, type Errand, type Phone } from './filing.js'
import type { Journal } from './journal.js'
import { painted } from './pictures.js'
import type { Stage } from './stage.js'

/** Somebody set about a report and did not get it in. */
export interface Stuck {
  actor: Actor
  title: string
  /** The question, or where else she was. */
  at: string
  on: Day
}

export interface Played {
  stuck: Stuck[]
  /** Reports that came in, and what people said for each. */
  filed: number
  words: number
  left: Actor[]
}

/** Minutes of the day in which people have time. */
const DAYTIME = { from: 8 * 60, until: 21 * 60 }
/** How late the platform tells what became of a notice, in ms. */
const TOLD_MS = 2_001
const NOON = 12 * 60 + 3

/** Lets all of them live through these days, both included. `day` hears of each day that begins. */
export async function playSeason(
  { emulator: { control }, hands, database, hub, settings }: Stage,
  config: ConfigFiles,
  { actors, journal, from, to }: { actors: Actor[]; journal: Journal; from: Day; to: Day },
  day: (on: Day) => void,
): Promise<Played> {
  const played: Played = { stuck: [], filed: 0, words: 0, left: [] }
  const now = (): Instant => control.state().now
  const moveTo = (at: Instant) => void (at > now() && control.clock({ set: at }))
  const at = (on: Day, minutes: number): Instant => momentAt(on, minutes, hub.zone)
  const things = agenda()
  const forms = config.forms.toSorted((a, b) => b.version - a.version)
  const words = config.wordsOf(hub.language)
  /** On which day who sets about an obligation. */
  const intended = new Map<string, Day>()
  /** What somebody is at. */
  const busy = new Set<Actor>()

  const runJobs = () =>
    hands.work({
      begins: (job) => journal.begins(job),
      async ends(job, end) {
        journal.ends(job, end)
        if (end.code !== 'subscription' && end.code !== 'template') return
        control.clock({ advanceMs: TOLD_MS })
        await control.idle()
      },
    })

  /** Time passes, and what falls due meanwhile is done in its time. */
  async function passTo(until: Instant): Promise<void> {
    await runJobs()
    for (;;) {
      const [next] = await database.reads.all<{ dueAt: Instant | null }>(
        "SELECT MIN(dueAt) AS dueAt FROM outbox WHERE state = 'waiting' AND dueAt > ? AND dueAt <= ?",
        [now(), until],
      )
      if (!next?.dueAt) break
      moveTo(next.dueAt)
      await runJobs()
    }
    moveTo(until)
  }

  const phone: Phone = {
    now,
    async say(me, text) {
      await control.act({ ...me.who, action: { type: 'text', text } })
      await runJobs()
    },
    async sendPhotos(me, count) {
      const photos = await Promise.all(
        Array.from({ length: count }, async (_, i) => ({
          name: `IMG_${i}.jpg`,
          base64: (await painted(me.dice)).toString('base64'),
        })),
      )
      await control.act({ ...me.who, action: { type: 'photos', photos } })
      await runJobs()
    },
    async draftOf(me) {
      const [row] = await database.reads.all<{ data: string }>('SELECT data FROM sessions WHERE openFor = ?', [
        me.contactId,
      ])
      return row ? (JSON.parse(row.data) as Session) : null
    },
    form: (id, version) => forms.find((form) => form.id === id && form.version === version),
  }

  async function binds(me: Actor): Promise<null> {
    if (me.address.channel === 'wechat_oa') await control.act({ ...me.who, action: { type: 'subscribe' } })
    if (me.code !== null) for (const text of [me.code, '1']) await phone.say(me, text)
    const { channel, account, user } = me.address
    const [bound] = await database.reads.all<{ contactId: string | null }>(
      'SELECT contactId FROM addresses WHERE channel = ? AND account = ? AND user = ?',
      [channel, account, user],
    )
    me.here = bound?.contactId === me.contactId
    return null
  }

  async function leaves(me: Actor): Promise<null> {
    if (me.here && !busy.has(me)) {
      await control.act({ ...me.who, action: { type: 'unsubscribe' } })
      await runJobs()
      me.here = false
      played.left.push(me)
    }
    return null
  }

  /** A tap on the link that asks for a notice before the next deadline. */
  async function permits(me: Actor): Promise<void> {
    const account = settings.wechat.accounts.find(({ appId }) => appId === me.who.corpId)
    const asked = account?.notices.deadline?.subscription
    if (!asked || !me.reads.includes(asked.askUrl) || me.dice.happens(0.4)) return
    const notices = { type: 'notices' as const, article: asked.askUrl, templateIds: [asked.id] }
    await control.act({ ...me.who, action: { ...notices, answer: 'accept' } })
    await runJobs()
  }

  function sets(me: Actor, obligation: Obligation, errand: Errand, on: Day, begins: Instant): void {
    busy.add(me)
    let talk: ReturnType<typeof filing> | null = null
    things.put(begins, async () => {
      talk ??= filing(me, errand, phone)
      const { done, value } = await talk.next()
      if (!done) return value > now() ? value : later(now(), 1_000)
      busy.delete(me)
      played.words += value.words
      const title = owedTitle({ obligation, form: errand.form }, words)
      if (value.stuck !== null) played.stuck.push({ actor: me, title, at: value.stuck, on })
      else {
        played.filed++
        await permits(me)
      }
      return null
    })
  }

  /** Who does it for an organisation: the first of it who is here and does anything at all. */
  const filerOf = (organisationId: string): Actor | undefined =>
    actors.find(
      ({ organisationIds, manner, here }) =>
        here && manner !== null && manner !== 'silent' && organisationIds.includes(organisationId),
    )

  async function thinkOf(today: Day): Promise<void> {
    const all = await database.transact(({ obligations }) => obligations.list(hub.id))
    for (const obligation of all) {
      const deadline = deadlineOf(obligation, obligation.facts)
      if (!isOutstanding(stateOn(obligation, obligation.facts, today)) || today < obligation.opensOn) continue
      const me = filerOf(obligation.organisationId)
      if (!me || busy.has(me)) continue
      const intends = `${obligation.id} ${deadline} ${me.contactId}`
      const known = intended.get(intends)
      const on = known ?? dayOf(me, obligation.opensOn, deadline)
      intended.set(intends, on)
      // Who did not get one in tries again after a week.
      if (on > today || (known !== undefined && known < today && daysBetween(known, today) % 7 !== 0)) continue
      const form = forms.find(({ id }) => id === obligation.form)
      if (!form) continue
      const read = formIn(form, hub.language)
      const begins = at(today, me.dice.between(DAYTIME.from, DAYTIME.until))
      const goesOnAt = me.manner === 'late' && me.dice.happens(0.5) ? later(begins, 3 * 24 * 3_600_000) : null
      const names = [shown({ from: obligation.from, to: obligation.to }, words), me.organisation]
      sets(me, obligation, { form: read, about: obligation, names, goesOnAt }, today, begins)
    }
  }

  const newcomers = actors.filter(
    ({ here, code, manner, dice }) => !here && code !== null && !(manner === 'silent' && dice.happens(0.4)),
  )
  for (const [i, me] of newcomers.entries()) things.put(later(at(from, 9 * 60 + 2), i * 20_000), () => binds(me))
  const days = daysBetween(from, to)
  for (const me of actors.filter(({ manner }) => manner === 'leaves')) {
    const on = addDays(from, Math.floor(days * (0.35 + me.dice.next() * 0.35)))
    things.put(at(on, me.dice.between(DAYTIME.from, DAYTIME.until)), () => leaves(me))
  }
  for (let today = from; today <= to; today = addDays(today, 1)) {
    day(today)
    await passTo(at(today, 3))
    await hands.plan()
    await thinkOf(today)
    things.put(at(today, NOON), async () => {
      await hands.plan()
      return null
    })
    const end = at(addDays(today, 1), 0)
    for (let next = things.next(end); next !== null; next = things.next(end)) {
      await passTo(next)
      await things.go()
    }
    await passTo(end)
  }
  return played
}

/** The day on which somebody of this manner sets about a report. */
function dayOf({ manner, dice }: Actor, opensOn: Day, deadline: Day): Day {
  const last = (most: number, least = 0) => {
    const on = addDays(deadline, -dice.between(least, most))
    return on < opensOn ? opensOn : on
  }
  switch (manner) {
    case 'late':
      return addDays(deadline, dice.between(-1, 7))
    case 'clumsy':
      return last(6, 1)
    case 'albums':
      return last(5)
    default:
      return addDays(opensOn, dice.between(0, 6))
  }
}
