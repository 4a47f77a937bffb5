import type { ExtractedActivity } from '../../extraction/activity.js'
import { extract } from '../../extraction/rules/extract.js'
import type { Day } from '../../kernel/day.js'
import { basisOfAllIn, factsOf, type Heard } from './facts.js'

/** What a message tells of activities. */
export interface Understood {
  /** Those that took place, in the order of the text. */
  activities: Heard[]
  /** Not put down, in her words: what is still to come, and what did not take place. */
  planned: string[]
  cancelled: string[]
  /** Told beside others that have a day, without one. */
  undated?: string[]
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

/**
 * What a text says of activities that were, are to be and were not, as it was `read`: by the rules, which know these `places`, where nobody
 * else did; null when it says nothing of any.
 */
export function understand(
  text: string,
  sentOn: Day,
  places: readonly string[] = [],
  read: ExtractedActivity[] = extract(text.slice(0, MOST), sentOn, places),
): Understood | null {
  const understood: Understood = { activities: [], planned: [], cancelled: [] }
  const spans = new Map<Heard, string>()
  const basisOfAll = basisOfAllIn(text)
  for (const activity of read) {
    const heard = factsOf(text, activity, basisOfAll)
    spans.set(heard, text.slice(activity.span.start, activity.span.end))
    const [dated, named] = ['activity.date', 'activity.title'].map((feed) => feed in heard.facts)
    const { status, span } = activity
    if (status.value === 'done' && (dated || named)) understood.activities.push(heard)
    // 「下周六计划去敬老院」 has a place for a name.
    if (status.value !== 'done' && dated && (named || heard.facts['activity.place'] !== undefined))
      understood[status.value].push(
        text
          .slice(span.start, span.end)
          .trim()
          .replace(/[，,。；;]+$/u, ''),
      )
  }
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
  const { activities, planned, cancelled } = understood
  return activities.length + planned.length + cancelled.length > 0 ? understood : null
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
