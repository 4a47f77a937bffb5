import type { Piece } from './document.js'
import { factsOf, type Facts } from './facts/facts.js'
import { sorted, type Finding } from './finding.js'
import { noSuchDays, titleYear } from './rules/calendar.js'
import { listedKinds, otherKind } from './rules/category.js'
import { categorySums } from './rules/category-sums.js'
import { cellNames } from './rules/cell-names.js'
import { chronicles } from './rules/chronicle.js'
import { eachOver } from './rules/each-over.js'
import { headingCounts } from './rules/heading-counts.js'
import { sameYear, stocks, yearInText } from './rules/over-years.js'
import { paidBeforeReview, paidToWithdrawn, spentOverPaid } from './rules/paid-when.js'
import { proseOrdinals, rowOrdinals, sessionsInProse } from './rules/prose-ordinals.js'
import { sharesOfWhole } from './rules/shares-of-whole.js'
import { columnTotals } from './rules/column-totals.js'
import { announcedItems, announcedLists } from './rules/announced-lists.js'
import { founded, opposites } from './rules/claims.js'
import { durations, lengthOfProject, longerThanPeriod, stages } from './rules/durations.js'
import { attachments, numberless, partOfPlan, refused, uncounted, vague } from './rules/evidence.js'
import { eventDates } from './rules/event-dates.js'
import { anonymous, praise } from './rules/feedback.js'
import { answers, goals, promised, strands } from './rules/goals.js'
import { goalItems, goalsCalledMet, madeNothing } from './rules/goal-items.js'
import { goalsAnswered } from './rules/goals-answered.js'
import { missingHeader, moneyInWords } from './rules/header.js'
import { leftOfBudget } from './rules/left-of-budget.js'
import { mistyped, oddCells } from './rules/mistyped.js'
import { money } from './rules/money.js'
import { mostOfLines, withoutLine } from './rules/lines-of-each.js'
import { visitsTo } from './rules/visits.js'
import { funderNames, names } from './rules/names.js'
import { namedEvents } from './rules/named-events.js'
import { numbering, rowNumbers, unfinished } from './rules/numbering.js'
import { namedShares, partsOfList, partSums, shares, sharesInTurn } from './rules/part-sums.js'
import {
  calledMet,
  differenceOfRow,
  differenceUnexplained,
  goalsLeftOut,
  overPlan,
  planInBlock,
} from './rules/planned.js'
import { fractions, listed, partsOverWhole, partsShort } from './rules/parts.js'
import { lengths, moreThanHeld, onlyInCaptions, photoCount, seriesShown } from './rules/photos.js'
import { countedUntil, outsideRows, pastPromise, reportDay } from './rules/period.js'
import { eventClaims, grantClaims, kindClaims } from './rules/row-claims.js'
import { sameActivity, sameBroughtUp, sameCount, sameWhole } from './rules/same-count.js'
import { otherDay, outliers, ratesApart, sameDay, sameEvent } from './rules/same-event.js'
import { averages, leftOver, sameGroup, sharesOverAll, spread } from './rules/reckoned.js'
import { sums } from './rules/sums.js'
import { sameNoun, sameReach, sameSeries, turnedDigits, turnedTotals } from './rules/said-again.js'
import { asManyAsWanted, chosenAndRefused, namedBefore, paidOut, theseOnes } from './rules/selection.js'
import { partsInTurn, weights } from './rules/parts-in-turn.js'
import { contrasts, meanGrant, sexesOfAll } from './rules/contrasts.js'
import { eventOfMonth, rowsInTime, seriesRows } from './rules/told-of-events.js'
import { answersOfAll, daysOfEach, statusCounts } from './rules/told-by-status.js'
import { stageTables } from './rules/stage-table.js'
import { budget, statedTotals } from './rules/stated-totals.js'
import { cellClaims, columnClaims, namedInColumn } from './rules/cell-claims.js'
import { extremes, growth, ranges, rates, rowShares } from './rules/compared.js'
import { goalRows, goalsMet } from './rules/goal-rows.js'
import { otherEnds, samePartners, shortened, unlisted } from './rules/organisations.js'
import {
  grownFrom,
  inBothWays,
  instalments,
  meanInRange,
  meanOutside,
  partsAmong,
  products,
  takenAndLeft,
} from './rules/prose-arithmetic.js'
import { comparedWith } from './rules/compared-with.js'
import { captionNumbers, pointedAt } from './rules/references.js'
import { rowArithmetic } from './rules/row-arithmetic.js'
import { monthsOfPeriod, ordinalDates, otherPeriods, outsideText, weekdays } from './rules/said-periods.js'
import { attendances, peopleClaimed, peopleOrTimes, peopleOverSessions } from './rules/units.js'
import { vanished, withoutOutput } from './rules/vanished.js'
import { reportOf } from './structure.js'

const RULES: ((facts: Facts) => Finding[])[] = [
  sums,
  rowArithmetic,
  statedTotals,
  budget,
  eventClaims,
  kindClaims,
  grantClaims,
  sameEvent,
  otherDay,
  eventDates,
  noSuchDays,
  titleYear,
  outsideRows,
  listed,
  partsOverWhole,
  partSums,
  partsOfList,
  namedShares,
  shares,
  leftOver,
  sharesOverAll,
  spread,
  averages,
  sameGroup,
  sameCount,
  sameWhole,
  sameActivity,
  sameBroughtUp,
  opposites,
  durations,
  longerThanPeriod,
  lengthOfProject,
  pastPromise,
  peopleClaimed,
  peopleOrTimes,
  peopleOverSessions,
  partsShort,
  fractions,
  reportDay,
  countedUntil,
  stages,
  stageTables,
  sameDay,
  outliers,
  ratesApart,
  listedKinds,
  otherKind,
  numbering,
  rowNumbers,
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
  cellClaims,
  columnClaims,
  columnTotals,
  announcedLists,
  announcedItems,
  namedInColumn,
  extremes,
  ranges,
  growth,
  rowShares,
  rates,
  takenAndLeft,
  partsAmong,
  instalments,
  products,
  meanInRange,
  meanOutside,
  grownFrom,
  comparedWith,
  inBothWays,
  leftOfBudget,
  weekdays,
  otherPeriods,
  outsideText,
  monthsOfPeriod,
  ordinalDates,
  goalRows,
  goalsMet,
  goalsLeftOut,
  calledMet,
  differenceUnexplained,
  differenceOfRow,
  overPlan,
  samePartners,
  unlisted,
  pointedAt,
  captionNumbers,
  otherEnds,
  shortened,
  mistyped,
  oddCells,
  names,
  funderNames,
  mostOfLines,
  withoutLine,
  visitsTo,
  sharesInTurn,
  chosenAndRefused,
  asManyAsWanted,
  namedBefore,
  theseOnes,
  paidOut,
  sameSeries,
  turnedDigits,
  turnedTotals,
  sameReach,
  sameNoun,
  partsInTurn,
  weights,
  goalItems,
  goalsCalledMet,
  madeNothing,
  planInBlock,
  moreThanHeld,
  seriesRows,
  rowsInTime,
  eventOfMonth,
  contrasts,
  meanGrant,
  sexesOfAll,
  statusCounts,
  daysOfEach,
  answersOfAll,
  chronicles,
  namedEvents,
  categorySums,
  sharesOfWhole,
  headingCounts,
  eachOver,
  paidBeforeReview,
  paidToWithdrawn,
  spentOverPaid,
  proseOrdinals,
  rowOrdinals,
  sessionsInProse,
  stocks,
  sameYear,
  yearInText,
  cellNames,
]

/** What does not go together in a report, the gravest first. Works on the text alone; the same pieces always give the same findings. */
export function reconcile(pieces: Piece[]): Finding[] {
  const facts = factsOf(reportOf(pieces))
  // Two rules that point at the same places say the same.
  const told = new Map<string, Finding>()
  const places = new Set<string>()
  for (const finding of RULES.flatMap((rule) => rule(facts))) {
    // Of one kind about one place of the text and one row they say the same of one number, too, whatever they quote.
    const wheres = finding.places.length === 2 && /^(?:dates|total|rows)$/.test(finding.kind)
    const at = JSON.stringify([finding.kind, wheres ? finding.places.map(({ where }) => where) : finding.places])
    const claimed = wheres ? (/^(?:文字)?说\D*([\d,.]+)/.exec(finding.message)?.[1]?.replaceAll(',', '') ?? '') : ''
    // Of a sum that the text states in passing the first is enough.
    const again = finding.message.startsWith('文字说共') && places.has(at)
    const key = `${at} ${claimed}`
    places.add(at)
    if (!again && !told.has(key)) told.set(key, finding)
  }
  const found = [...told.values()]
  return sorted(found.filter((finding) => !found.some((other) => other !== finding && saysMore(other, finding))))
}

/** Of two findings on one sum the one that shows the row, too. */
const saysMore = (other: Finding, { kind, places: [place, ...more] }: Finding): boolean => {
  const [first, row] = other.places
  return (
    kind === 'total' &&
    other.kind === kind &&
    more.length === 0 &&
    row !== undefined &&
    place !== undefined &&
    first?.where === place.where &&
    first.quote.includes(place.quote.slice(0, 20)) &&
    numbersOf(other.message).some((number) => numbersOf(place.quote).slice(-1).includes(number))
  )
}
const numbersOf = (text: string): string[] => text.replaceAll(',', '').match(/\d+(?:\.\d+)?/g) ?? []
