import type { ConfigFiles } from '../config-files.js'
import { later, type Instant } from '../kernel/clock.js'
import { addDays, daysBetween, type Day } from '../kernel/day.js'
import { formIn } from '../forms/form.js'
import { isOutstanding, deadlineOf, stateOn } from '../programmes/obligation.js'
import type { Obligation } from '../programmes/obligations.js'
import { owedTitle } from '../conversations/obligations/words.js'
import { shown } from '../forms/days-kind.js'
import type { Actor } from './actor.js'
import { agenda } from './agenda.js'
import { filing, type Errand } from './filing.js'
import { misheard } from './gave.js'
import type { Journal } from './journal.js'
import { phonesOf } from './phones.js'
import type { Stage } from './stage.js'
import { timeOf } from './time.js'

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
  /** What stands otherwise in a report than it was said, each as a sentence. */
  misheard: string[]
}

/** Minutes of the day in which people have time. */
const DAYTIME = { from: 8 * 60, until: 21 * 60 }
const NOON = 12 * 60 + 3

/** Lets all of them live through these days, both included. `day` hears of each day that begins. */
export async function playSeason(
  stage: Stage,
  config: ConfigFiles,
  { actors, journal, from, to }: { actors: Actor[]; journal: Journal; from: Day; to: Day },
  day: (on: Day) => void,
): Promise<Played> {
  const { database, hub } = stage
  const played: Played = { stuck: [], filed: 0, words: 0, left: [], misheard: [] }
  const time = timeOf(stage, journal)
  const { now, at, passTo } = time
  const phones = phonesOf(stage, time, config)
  const things = agenda()
  const forms = config.forms.toSorted((a, b) => b.version - a.version)
  const words = config.wordsOf(hub.language)
  /** On which day who sets about an obligation. */
  const intended = new Map<string, Day>()
  /** What somebody is at. */
  const busy = new Set<Actor>()
  const once = (when: Instant, act: () => Promise<unknown>) =>
    things.put(when, async () => {
      await act()
      return null
    })

  function sets(me: Actor, obligation: Obligation, errand: Errand, on: Day, begins: Instant): void {
    busy.add(me)
    let talk: ReturnType<typeof filing> | null = null
    things.put(begins, async () => {
      talk ??= filing(me, errand, phones)
      const { done, value } = await talk.next()
      if (!done) return value > now() ? value : later(now(), 1_000)
      busy.delete(me)
      played.words += value.words
      const title = owedTitle({ obligation, form: errand.form }, words)
      if (value.stuck !== null) played.stuck.push({ actor: me, title, at: value.stuck, on })
      else {
        played.filed++
        for (const fault of await misheard(database, obligation.id, errand.form, value.gave))
          played.misheard.push(`${me.organisation}（${me.name}）${title}：${fault}`)
        if (me.dice.happens(0.6)) await phones.permit(me)
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

  async function nameOf(organisationId: string): Promise<string> {
    const [row] = await database.reads.all<{ name: string }>('SELECT name FROM organisations WHERE id = ?', [
      organisationId,
    ])
    return row?.name ?? ''
  }

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
      const names = [
        shown({ from: obligation.from, to: obligation.to }, words),
        await nameOf(obligation.organisationId),
      ]
      sets(me, obligation, { form: read, about: obligation, names, goesOnAt }, today, begins)
    }
  }

  const newcomers = actors.filter(
    ({ here, code, manner, dice }) => !here && code !== null && !(manner === 'silent' && dice.happens(0.4)),
  )
  for (const [i, me] of newcomers.entries()) once(later(at(from, 9 * 60 + 2), i * 20_000), () => phones.bind(me))
  const days = daysBetween(from, to)
  for (const me of actors.filter(({ manner }) => manner === 'leaves')) {
    const on = addDays(from, Math.floor(days * (0.35 + me.dice.next() * 0.35)))
    once(at(on, me.dice.between(DAYTIME.from, DAYTIME.until)), async () => {
      if (!me.here || busy.has(me)) return
      await phones.leave(me)
      played.left.push(me)
    })
  }
  for (let today = from; today <= to; today = addDays(today, 1)) {
    day(today)
    await passTo(at(today, 3))
    await time.plan()
    await thinkOf(today)
    once(at(today, NOON), time.plan)
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
