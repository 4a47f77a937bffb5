import { daysBetween, type Day } from '../../kernel/day.js'
import type { ExtractedActivity, Read, Status } from '../activity.js'
import { breakdownOf } from './breakdown.js'
import { corrected, isCorrection, withoutTakenBack } from './corrections.js'
import type { Count } from './count.js'
import { countsIn } from './counts.js'
import { datesIn } from './dates.js'
import { eventsIn, type EventMention } from './events.js'
import { reckon, type Reckoned } from './headcount.js'
import { knownPlaces } from './known-places.js'
import { countsOf, perDay } from './per-day.js'
import { perPlace } from './per-place.js'
import { perSession } from './per-session.js'
import { placeBefore, placeIn, placeOfAll } from './place.js'
import { withoutInstead } from './replaced.js'
import { roleName } from './roles.js'
import { foundIn, type Found } from './pieces.js'
import { segmentsOf, type Segment } from './segments.js'
import { sessionsOf } from './sessions.js'
import { counting, handedIn, told, unnumbered } from './silence.js'
import { moneySpans, spendingIn, spendingOf, sumsIn } from './spending.js'
import {
  isActed,
  isAgain,
  isCancelled,
  isCancelledPlan,
  isDone,
  isEmpty,
  isNotDone,
  isMeant,
  isNothing,
  isOffice,
  isPlan,
  isPostponed,
  isPutOffInstead,
  isUnnamed,
  postponedAt,
  statusWords,
} from './status.js'
import { messageOf, stretchesOf, without, type Message } from './text.js'
import { isSummed } from './summed.js'
import { titleOf } from './title.js'
import { whenOf } from './when.js'

/** Longer messages are read up to here, in stretches of so much, so that twice as long takes twice the time. */
const [MOST_CHARS, STRETCH] = [100_000, 10_000]
/** What may say which month or week a day is in. */
const BEFORE_A_DAY = 60

/**
 * The activities that a message tells of, in the order of the text, read by rules alone. `sentOn` is the calendar day on which it was sent: relative
 * words count from it. Every value has the stretch of the original it came from; what the text does not say is null. `places` are known by name.
 */
export function extract(text: string, sentOn: Day, places: readonly string[] = []): ExtractedActivity[] {
  if (text.length <= STRETCH) return stretchOf(text, sentOn, places, 0)
  return stretchesOf(text.slice(0, MOST_CHARS), STRETCH).flatMap(({ part, at }) => stretchOf(part, sentOn, places, at))
}

function stretchOf(text: string, sentOn: Day, places: readonly string[], at: number): ExtractedActivity[] {
  const message = messageOf(text, at)
  const known = places.length > 0 ? knownPlaces(places, message.plain) : null
  const { found, fixed } = read(message, sentOn)
  const segments = segmentsOf(found)
  const activities: ExtractedActivity[] = []
  for (const segment of segments) {
    if (isSummed(segment, segments, found.plain)) continue
    const own = foundIn(segment.pieces, found)
    for (const one of perDay(segment, own)
      .flatMap((each) => (each.placed ? [each] : perPlace(each, own)))
      .flatMap((each) => perSession(each, own))) {
      const activity = activityOf(one, own, message, sentOn, fixed, known)
      if (activity) activities.push(activity)
    }
  }
  namedAlike(activities, text, at)
  const everywhere = placeOfAll(message.plain)
  const place = everywhere && {
    value: message.normal.slice(everywhere.start, everywhere.end),
    span: message.spanOf(everywhere.start, everywhere.end),
    confidence: everywhere.sure ? 0.8 : 0.5,
  }
  return place && activities.length > 1 ? activities.map((one) => ({ ...one, place })) : activities
}

const ONE_OF_SEVERAL = /那[次场天]|[两二三四五六七八九\d][次场期]/u
/** Longer tells more than a day and how many. */
const DAY_AND_COUNT = 14

/** 办了两次读书会，12号那次三十来个人，26号40多个: the second has the name of the first. */
function namedAlike(activities: ExtractedActivity[], text: string, at: number): void {
  activities.forEach((one, i) => {
    const { title, place, date, attendance, span } = one
    const before = activities[i - 1]
    if (title || place || !date || !attendance || !before?.title) return
    const said = text.slice(span.start - at, span.end - at)
    const above = text.slice(0, span.start - at)
    if (said.length > DAY_AND_COUNT || !ONE_OF_SEVERAL.test(above) || /[。！!\n]\s*$/u.test(above)) return
    activities[i] = { ...one, title: { ...before.title, confidence: 0.6 } }
  })
}

function read(message: Message, sentOn: Day): { found: Found; fixed: boolean } {
  const fixed = corrected(message.plain)
  const kept = unnumbered(told(fixed.plain))
  const days = datesIn(kept, sentOn)
  const handed = handedIn(kept)
  const plain = handed === kept || countsIn(counting(without(kept, days)), []).length > 0 ? kept : handed
  const taken = fixed.days.flatMap((span) => {
    const from = Math.max(0, span.start - BEFORE_A_DAY)
    return datesIn(message.plain.slice(from, span.end), sentOn).filter(({ start }) => start >= span.start - from)
  })
  const dates = (plain === kept ? days : datesIn(plain, sentOn)).filter(
    ({ done }) => !taken.some((one) => done && one.done?.from === done.from),
  )
  const undated = withoutInstead(counting(without(plain, dates)))
  const sums = sumsIn(undated)
  const spent = spendingIn(undated, sums)
  // 请师傅吃饭210 tells what it cost, not what was done.
  const isCost = (at: number) =>
    spent.some(({ start, end }) => start === at && !/[元块]/.test(undated.slice(start, end)))
  const named = eventsIn(undated).filter(({ weak, end }) => !weak || !isCost(end))
  const events = withoutTakenBack(named, undated)
  const counts = countsIn(without(undated, [...spent, ...moneySpans(undated, sums)]), events)
  return {
    found: { plain: undated, dates, spent, counts, events },
    fixed: fixed.plain !== message.plain || isCorrection(message.plain),
  }
}

function activityOf(
  segment: Segment,
  { plain, counts, spent, events }: Found,
  message: Message,
  today: Day,
  fixed: boolean,
  known: RegExp | null,
): ExtractedActivity | null {
  const inside = <T extends { start: number; end: number }>(list: T[]) =>
    list.filter(({ start }) => start >= segment.start && start < segment.end)
  const text = plain.slice(segment.start, segment.end)
  // 25号在老福山，人少点: where it was is no name of what was done.
  const isVenue = ({ weak, start, end }: EventMention): boolean => {
    if (!weak || plain[start - 1] !== '在') return false
    const at = placeIn(text, known)
    return at?.start === start - segment.start && at.end === end - segment.start
  }
  const [found, money] = [[...(segment.named ?? []), ...inside(events).filter((one) => !isVenue(one))], inside(spent)]
  const numbers = countsOf(segment, inside(counts))
  const named = isOffice(text) && numbers.length === 0 ? found.filter(({ weak }) => !weak) : found
  const status = statusOf(
    segment,
    text,
    named.some(({ weak }) => !weak),
    numbers.some(({ count }) => count !== null),
    today,
    message.plain.slice(Math.max(0, segment.start - ABOVE), segment.start),
  )
  if (status === null) return null
  const when = whenOf(segment, plain, today, status)
  // Only 每场20人 and 一天800 ask for it.
  const sessions =
    numbers.some(({ each }) => each) || money.some(({ each }) => each === 'day' || each === 'personDay')
      ? sessionsOf(text, when?.from && when.to ? { from: when.from, to: when.to } : null, when?.occasions ?? 1)
      : null
  const reckoned = status === 'done' ? reckon(numbers, plain, sessions) : null
  const expense =
    status === 'planned'
      ? null
      : spendingOf(plain, money, numbers, reckoned?.attendance.count ?? null, sessions?.count ?? null)
  const dated = when !== null && segment.dates.length > 0
  const there = placeIn(text, known)
  const evidence = [named.length > 0, dated, reckoned !== null, expense !== null].filter(Boolean).length
  if (!(
    evidence >= 2 ||
    (evidence === 1 &&
      (fixed ||
        (segment.placed && reckoned !== null) ||
        (dated && status === 'planned' && isPlan(text) && !isOffice(text)) ||
        (dated && isActed(text) && !isUnnamed(text)) ||
        (dated && status === 'cancelled' && !isOffice(text)) ||
        (dated && status === 'planned' && there?.sure === true && !isOffice(text)) ||
        (named.length > 0 && (status !== 'done' || isDone(text) || segment.heading)) ||
        reckoned?.from.some(({ total, bare }) => total || !bare)))
  ))
    return null

  const span = (from: { start: number; end: number }) => message.spanOf(from.start, from.end)
  const value = <T>(it: T, from: { start: number; end: number }, confidence: number): Read<T> => ({
    value: it,
    span: span(from),
    confidence,
  })
  const title = titleOf(named, message.normal)
  const venue = there ?? (title && !title.quoted ? placeBefore(plain.slice(segment.start, title.start)) : null)
  const place = venue && { start: venue.start + segment.start, end: venue.end + segment.start }
  const words = statusWords(text, status)
  const said = words ? { start: words.start + segment.start, end: words.end + segment.start } : segment
  const empty = status === 'cancelled' && isEmpty(text)
  return {
    span: span(segment),
    date: when && value({ from: when.from, to: when.to }, when.mention, when.confidence),
    title: title && value(message.normal.slice(title.start, title.end), title, title.quoted ? 0.9 : 0.7),
    place: place && value(message.normal.slice(place.start, place.end), place, venue?.sure ? 0.8 : 0.5),
    attendance: empty
      ? value({ count: 0, max: null, unit: '人' as const, approximate: false }, said, 0.9)
      : reckoned && value(reckoned.attendance, whole(reckoned, numbers, segment), sureness(reckoned)),
    breakdown:
      status === 'done'
        ? breakdownOf(numbers, reckoned, text).map((one) =>
            value({ role: roleOf(one, message.normal), count: one.count ?? 0 }, one, one.approximate ? 0.7 : 0.9),
          )
        : [],
    expense: expense && value(expense.yuan, expense, expense.sure ? 0.9 : 0.5),
    status: value(status, said, words ? 0.9 : 0.7),
  }
}

const roleOf = ({ role, named }: Count, normal: string): string =>
  named ? roleName(normal.slice(named.start, named.end)) : (role ?? '')
const sureness = ({ doubtful, from }: Reckoned): number =>
  doubtful ? 0.5 : from.some(({ bare }) => bare) ? 0.6 : from.length === 1 ? 0.9 : 0.8

function whole(
  { from }: Reckoned,
  numbers: { start: number; end: number }[],
  segment: Segment,
): { start: number; end: number } {
  const list = from.length > 0 ? from : numbers
  const [first] = list
  const last = list.at(-1)
  return first && last ? { start: first.start, end: last.end } : segment
}

const LONG_AGO = 270
const NEAR = 90
/** How far above 下周计划： may stand. */
const ABOVE = 300
/** 12月31号 in November: not what was done eleven months ago. */
const isSoon = (past: Day, next: Day, today: Day): boolean =>
  daysBetween(past, today) > LONG_AGO && next >= today && daysBetween(today, next) < NEAR

/** 改到了11月15日，来了24人: who came is told behind the new day. */
const HELD = /^[^。；;！!\n]{0,12}(?:[来到]了|实到|到场|参加了|签到)/
/** 19日因雨改到26日，26日运动会110人: the new day is told of as well. */
function isHeldLater({ dates, start }: Segment, text: string, today: Day): boolean {
  if (!isPostponed(text)) return false
  const moved = dates.filter((one) => one.done !== null && one.start >= start + postponedAt(text))
  const [day] = moved
  if (!day?.done || day.done.from > today || moved.some(({ done }) => done?.from !== day.done?.from)) return false
  const soon = day.planned !== null && isSoon(day.done.from, day.planned.from, today)
  return moved.length > 1 || (!soon && HELD.test(text.slice(day.end - start)))
}

/** Null: nothing was done, and nothing called off. */
function statusOf(
  segment: Segment,
  text: string,
  named: boolean,
  counted: boolean,
  today: Day,
  above: string,
): Status | null {
  if (isEmpty(text)) return 'cancelled'
  if (isCancelled(text) && (!counted || isCancelledPlan(text))) return isPutOffInstead(text) ? 'planned' : 'cancelled'
  if (isAgain(text)) return 'planned'
  if (counted && isHeldLater(segment, text, today)) return 'done'
  if (isNothing(text) && !counted) return null
  if (isNotDone(text) && !counted && !named) return null
  const clear = segment.dates.filter(({ done }) => done !== null)
  const [first] = clear
  const ahead = clear.filter(
    ({ done, planned }) =>
      done !== null && (done.from > today || (planned !== null && isSoon(done.from, planned.from, today))),
  )
  const soon =
    clear.length > 0 &&
    ahead.length === clear.length &&
    ((clear.length === 1 && !counted) || ahead.some(({ done }) => done && done.from > today) || isMeant(text, above))
  const future = clear.length > 0 && clear.every(({ done }) => done !== null && done.from > today)
  if (future || soon || (isPlan(text) && !(counted && first?.done && first.done.from <= today && isDone(text))))
    return 'planned'
  return 'done'
}
