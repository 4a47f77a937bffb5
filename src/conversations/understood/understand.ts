import type { ExtractedActivity, Span } from '../../extraction/activity.js'
import { extract } from '../../extraction/rules/extract.js'
import { isSame } from '../../forms/again.js'
import { quarterMeant } from '../../forms/period-said.js'
import { matches } from '../../kernel/chars.js'
import { countMended } from '../../kernel/count-mended.js'
import { daysBetween, type Day } from '../../kernel/day.js'
import { basisOfAllIn, factsOf, type Facts, type Heard } from './facts.js'
import { placeSettled, withLoosePlace } from './places-told.js'
import { blanked, PAUSES, type Recap, recapIn, type RecapFound } from './recap.js'
import { withSharedTitle } from './shared.js'
import { rowsToldIn, type ToldRow } from './told-in-tables.js'

/** What a message tells of activities, and besides them. */
export interface Understood extends Partial<Recap> {
  /** Those that took place, in the order of the text. */
  activities: Heard[]
  /** Not put down, in her words: what is still to come, and what did not take place. */
  planned: string[]
  cancelled: string[]
  /** Told beside others that have a day, without one. */
  undated?: string[]
  /** It says more than its rows hold. */
  tellsMore?: true
  /** The text beside its tables, where it has any. */
  prose?: string
}

/** Longer is told by files. */
const MOST = 10_000

const NUMERAL = /[\d０-９一二两三四五六七八九十百千几半]/u
const DAY =
  /[月日号周天]|星期|礼拜|[早昨]上|上[午周]|下[午周]|[端中元春国清]|[\d０-９]\s*[./-]\s*[\d０-９]|节|前晚|昨晚|刚[刚才]|刚结束/u
const THING = /[人名位户家个场次元块钱花]/u

/** What somebody does who tells: beside so many facts it is no row of a table and no caption. */
export const TELLS = /[来到搞办做开花]了|参加|举[办行]|开展|组织|举辦|花费|一共|总共/u

/** 「昨天的读书会因为下雨取消了」: it needs no number. */
const CALLED_OFF = /取消了?|没(?:有)?办成|没(?:有)?开成|停办|(?:改期|推迟|延期)(?:了|到)/u

/** 「还有两位妈妈愿意带大家做手工」: what people want or became is of the story, and no activity without its day. */
const OF_STORY = /愿意|主动|希望|想[要来做学参]|成了|变成|开始自己|提出|报了名/u

/** A cheap look: whether a text may tell more than one thing of an activity, or that there was none. */
export const mayTell = (text: string): boolean =>
  text.length >= 8 &&
  text.length <= MOST &&
  DAY.test(text) &&
  ((NUMERAL.test(text) && THING.test(text)) || CALLED_OFF.test(text))

/** The same of the one activity that is being asked about, whose day may be said apart: 「在文港小学办了绘本故事会，30个孩子」. */
export const tellsOfOne = (text: string): boolean =>
  text.length >= 8 && text.length <= MOST && TELLS.test(text) && NUMERAL.test(text) && THING.test(text)

/**
 * What a text says of activities that were, are to be and were not, as it was `read`: by the rules, which know these `places`, where nobody
 * else did; null when it says nothing of any. What it says of spending, of difficulties and plans is no activity.
 */
export function understand(
  typed: string,
  sentOn: Day,
  places: readonly string[] = [],
  read?: ExtractedActivity[],
): Understood | null {
  // Where another read it, the places of its words are those of what she typed.
  const text = read ? typed : countMended(typed)
  const recap = recapIn(text)
  const { lists, spending, differs } = recap
  // What is kept as a story stands as she wrote it, also where she took a count back.
  const { plans } = text === typed ? recap : recapIn(typed)
  const { tables, rows } = rowsToldIn(text, sentOn, places)
  const prose = blanked(text, tables)
  const understood: Understood = { activities: [], planned: [], cancelled: [] }
  const spans = new Map<Heard, string>()
  const basisOfAll = basisOfAllIn(text)
  const told = (read ?? readBeside(prose, recap, sentOn, places)).filter(
    (one) =>
      !isComplaint(text, one, recap) &&
      !tables.some((table) => within(one.span, table)) &&
      (rows.length === 0 || isBesideRows(one, rows)),
  )
  for (const activity of told) {
    const { status, span } = activity
    const whole = prose.slice(span.start, span.end)
    const inList = activity.expense !== null && lists.some((list) => within(activity.expense?.span, list))
    const found = placeSettled(
      ofQuarter(factsOf(text, inList ? { ...activity, expense: null } : activity, basisOfAll), activity),
    )
    const heard = atSamePlace(withLoosePlace(found, whole), whole)
    spans.set(heard, whole)
    const [dated, named] = ['activity.date', 'activity.title'].map((feed) => feed in heard.facts)
    if (status.value === 'done' && (dated || named)) understood.activities.push(heard)
    // 「下周六计划去敬老院」 has a place for a name.
    if (status.value !== 'done' && dated && (named || heard.facts['activity.place'] !== undefined))
      understood[status.value].push(
        planOf(activity)
          .trim()
          .replace(/[，,。；;]+$/u, ''),
      )
  }
  for (const { heard, status, said } of rows)
    if (status === 'done') understood.activities.push(heard)
    else understood[status].push(said)
  // Among days a number without one is of the story: 「志愿者从3个人变成了8个人」.
  const dated = understood.activities.filter(({ facts }) => 'activity.date' in facts)
  const undated = understood.activities.filter(
    (heard) =>
      !('activity.date' in heard.facts) &&
      'activity.title' in heard.facts &&
      'activity.headcount' in heard.facts &&
      !OF_STORY.test(spans.get(heard) ?? ''),
  )
  if (dated.length > 0) {
    understood.activities = dated
    if (undated.length > 0) understood.undated = undated.map(({ facts }) => facts['activity.title'] ?? '')
  }
  understood.activities = withSharedTitle(text, understood.activities, (heard) => spans.get(heard) ?? '')
  const { activities, planned, cancelled } = understood
  if (activities.length + planned.length + cancelled.length === 0) return null
  if (tellsMore(prose, told, recap)) understood.tellsMore = true
  return {
    ...understood,
    ...(tables.length > 0 && {
      prose: beside(typed, text === typed ? tables : rowsToldIn(typed, sentOn, places).tables),
    }),
    ...(spending.length > 0 && { spending }),
    ...(differs && { differs }),
    ...(plans !== undefined && { plans }),
  }

  /** 「这个季度一共上了八次」 in the first days of the next one: what is told of was in the one that is over. */
  function ofQuarter(heard: Heard, { date }: ExtractedActivity): Heard {
    const said = date ? text.slice(date.span.start, date.span.end) : ''
    const days = /季/u.test(said) && heard.facts['activity.date'] !== undefined ? quarterMeant(said, sentOn) : null
    return days ? { ...heard, facts: { ...heard.facts, 'activity.date': `${days.from}到${days.to}` } } : heard
  }

  /** From where its paragraph of plans begins: what is difficult before it is no plan. */
  function planOf({ span, date }: ExtractedActivity): string {
    const part = recap.plansAt.find((at) => within(date?.span, at))
    return prose.slice(Math.max(span.start, part?.start ?? 0), span.end)
  }

  /** 「同一地点」 is where the activity before was. */
  function atSamePlace({ facts, doubtful, ...rest }: Heard, whole: string): Heard {
    const said = facts[PLACE] ?? doubtful[PLACE]
    if (said === undefined ? !SAME_PLACE.test(whole) : !(SAME_PLACE.test(said) || isSame(said, '地点')))
      return { facts, doubtful, ...rest }
    const before = understood.activities.findLast((one) => one.facts[PLACE] ?? one.doubtful[PLACE])
    // Of the first it is where the last report was.
    if (!before && isSame(said ?? '', '地点')) return { facts, doubtful, ...rest }
    const [own, unsure]: [Facts, Facts] = [{ ...facts }, { ...doubtful }]
    delete own[PLACE]
    delete unsure[PLACE]
    if (before?.facts[PLACE] !== undefined) own[PLACE] = before.facts[PLACE]
    else if (before?.doubtful[PLACE] !== undefined) unsure[PLACE] = before.doubtful[PLACE]
    return { ...rest, facts: own, doubtful: unsure }
  }
}

/** The text without its tables. */
const beside = (text: string, tables: readonly Span[]): string =>
  tables
    .reduceRight((left, { start, end }) => left.slice(0, start) + left.slice(end), text)
    .replace(/\n{2,}/gu, '\n')
    .trim()

const PLACE = 'activity.place'
const SAME_PLACE = /同一?个?(?:地点|地方|场地)|(?:地点|场地)(?:同上|同前|不变)|^(?:原地|老地方|同地)$/u

/** An occasion of its own beside a table of them, on a day that no row has, with a name; what sums up is none. */
function isBesideRows({ date, title, status }: ExtractedActivity, rows: ToldRow[]): boolean {
  if (status.value !== 'done') return true
  const { from = null, to = null } = date?.value ?? {}
  if (from === null || title === null || daysBetween(from, to ?? from) > LONGEST) return false
  return rows.every(({ heard: { facts } }) => !facts['activity.date']?.startsWith(from))
}

/** No event takes so many days. */
const LONGEST = 10

const within = (inner: Span | undefined, outer: Span): boolean =>
  inner !== undefined && outer.start <= inner.start && inner.start < outer.end

/** The activities by the rules, with neither lists of spending nor difficulties between them; behind them what the plans tell of. */
function readBeside(
  text: string,
  { lists, plansAt }: RecapFound,
  sentOn: Day,
  places: readonly string[],
): ExtractedActivity[] {
  const activitiesIn = (part: string) => extract(part.slice(0, MOST), sentOn, places)
  const beside = activitiesIn(blanked(text, [...lists, ...plansAt]))
  if (plansAt.length === 0) return beside
  const planned = activitiesIn(text)
  return [...beside, ...planned.filter(({ span }) => plansAt.some((at) => within(span, at)))]
}

/** 「周末活动常常只有两三个人」 among difficulties, or in a list of spending: no occasion, unless it has its own day, name and number. */
function isComplaint(
  text: string,
  { span, status, date, title, attendance }: ExtractedActivity,
  recap: RecapFound,
): boolean {
  if (status.value !== 'done') return false
  if (recap.lists.some((list) => within(span, list))) return true
  if (!recap.plansAt.some((at) => within(span, at))) return false
  const day = date ? text.slice(date.span.start, date.span.end) : ''
  return !(/[日号]|[\d０-９][./-][\d０-９]/u.test(day) && title !== null && (attendance?.value.count ?? null) !== null)
}

const [CLAUSE, WORDS] = [/[^，,。；;！!\n]+/gu, /\S+/gu]
/** So much without a value of any activity is of a story, in clauses that are no mere word. */
const [OF_ITS_OWN, NO_WORD] = [8, 4]

/** Whether a text says more than what is understood of its activities. */
function tellsMore(text: string, told: ExtractedActivity[], { lists, plansAt }: RecapFound): boolean {
  const values = told.flatMap(({ date, title, place, attendance, expense, breakdown }) =>
    [date, title, place, attendance, expense, ...breakdown].flatMap((one) => (one ? [one.span] : [])),
  )
  const known = [...values, ...lists, ...plansAt]
  const own = matches(PAUSES.test(text) ? CLAUSE : WORDS, text).filter(
    ({ 0: clause, index }) =>
      clause.trim().length >= NO_WORD &&
      !/\d/u.test(clause) &&
      basisOfAllIn(clause.trim()) === undefined &&
      !known.some(({ start, end }) => start < index + clause.length && index < end),
  )
  return own.reduce((all, { 0: clause }) => all + clause.trim().length, 0) >= OF_ITS_OWN
}

/** How many different things are told of the activity of which most is told. */
export const mostTold = ({ activities }: Understood): number =>
  Math.max(0, ...activities.map(({ facts }) => Object.keys(facts).filter((feed) => feed !== 'expense.item').length))

/** A story speaks of much that is no row: what has all these is one. */
export const CERTAIN = ['activity.date', 'activity.title', 'activity.headcount']

/** Whether something of it is unsure, or not found: who reads it once more may find it. */
export const leavesOpen = ({ activities }: Understood): boolean =>
  activities.some(({ facts, doubtful }) => Object.keys(doubtful).length > 0 || CERTAIN.some((feed) => !(feed in facts)))

/** 「还有一场 9月2日 …」: one row more, of which nothing is open. */
export const isSure = ({ activities: [only, ...others], planned, cancelled, undated = [] }: Understood): boolean =>
  only !== undefined &&
  others.length + planned.length + cancelled.length + undated.length === 0 &&
  Object.keys(only.doubtful).length === 0 &&
  CERTAIN.every((feed) => feed in only.facts)

/** One line with what was spent in all, and nothing on what: 「每人花了300元」 and 「花了120元买票」 say more. */
const ONLY_SUM =
  /^[^\n]*[，,。；;\s](?:一共|总共|共|大概|大约)*(?:花费?|用|支出)了?(?:大概|大约|约)?[\d０-９.一二两三四五六七八九十百千万]+(?:元|块钱?)?(?:[，,。；;\s][^\n]*)?$/u

/**
 * 「4月12日 读书会 高安 32人 花了300元」 where rows are asked for: one row whole in itself with what it cost, where the word behind a title is the
 * place. Null where it says more, or leaves something open.
 */
export function asRow(text: string, { activities: [only, ...others], ...rest }: Understood): Understood | null {
  if (!ONLY_SUM.test(text) || !only || others.length > 0 || rest.tellsMore || rest.spending || rest.plans !== undefined)
    return null
  const { [PLACE]: place, ...doubtful } = only.doubtful
  if (place !== undefined && !text.split(/[，,。；;\s]+/u).includes(place)) return null
  const facts = place === undefined ? only.facts : { ...only.facts, [PLACE]: place }
  const row = { ...rest, activities: [{ ...only, facts, doubtful }] }
  return isSure(row) ? row : null
}
