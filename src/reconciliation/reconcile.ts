import type { Piece } from './document.js'
import { factsOf, type Facts } from './facts/facts.js'
import { sorted, type Finding } from './finding.js'
import { listedKinds, otherKind } from './rules/category.js'
import { founded, opposites } from './rules/claims.js'
import { durations, longerThanPeriod, stages } from './rules/durations.js'
import { attachments, numberless, partOfPlan, refused, uncounted, vague } from './rules/evidence.js'
import { eventDates } from './rules/event-dates.js'
import { anonymous, praise } from './rules/feedback.js'
import { answers, goals, goalsAnswered, promised, strands } from './rules/goals.js'
import { missingHeader, moneyInWords } from './rules/header.js'
import { money } from './rules/money.js'
import { names } from './rules/names.js'
import { numbering, unfinished } from './rules/numbering.js'
import { fractions, listed, partsOverWhole, partsShort } from './rules/parts.js'
import { lengths, onlyInCaptions, photoCount, seriesShown } from './rules/photos.js'
import { countedUntil, outsideRows, pastPromise, reportDay } from './rules/period.js'
import { eventClaims, grantClaims } from './rules/row-claims.js'
import { sameCount } from './rules/same-count.js'
import { outliers, sameDay, sameEvent } from './rules/same-event.js'
import { rowArithmetic, sums } from './rules/sums.js'
import { stageTables } from './rules/stage-table.js'
import { attendances, peopleClaimed } from './rules/units.js'
import { vanished, withoutOutput } from './rules/vanished.js'
import { reportOf } from './structure.js'

const RULES: ((facts: Facts) => Finding[])[] = [
  sums,
  rowArithmetic,
  eventClaims,
  grantClaims,
  sameEvent,
  eventDates,
  outsideRows,
  listed,
  partsOverWhole,
  sameCount,
  opposites,
  durations,
  longerThanPeriod,
  pastPromise,
  peopleClaimed,
  partsShort,
  fractions,
  reportDay,
  countedUntil,
  stages,
  stageTables,
  sameDay,
  outliers,
  listedKinds,
  otherKind,
  numbering,
  founded,
  attendances,
  money,
  moneyInWords,
  strands,
  vague,
  missingHeader,
  goals,
  goalsAnswered,
  answers,
  promised,
  vanished,
  withoutOutput,
  attachments,
  uncounted,
  numberless,
  refused,
  partOfPlan,
  seriesShown,
  onlyInCaptions,
  photoCount,
  lengths,
  anonymous,
  praise,
  unfinished,
  names,
]

/** What does not go together in a report, the gravest first. Works on the text alone; the same pieces always give the same findings. */
export function reconcile(pieces: Piece[]): Finding[] {
  const facts = factsOf(reportOf(pieces))
  return sorted(RULES.flatMap((rule) => rule(facts)))
}
