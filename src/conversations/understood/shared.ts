import { readBasis } from '../../kernel/basis-words.js'
import { readNumber } from '../../kernel/numeral.js'
import { isTalk } from '../../forms/no-value.js'
import type { Facts, Heard } from './facts.js'
import { placeBehindDay } from './places-told.js'

const TITLE = 'activity.title'
const PLACE = 'activity.place'
const NAME = '(?<name>\\p{Script=Han}{2,10}?)'
const NUMBER = '(?<count>\\d{1,2}|[两二三四五六七八九十]{1,3})'
/** 「都是发放文具」, 「6月每周六下午都有读书会」: what all of them were, whatever each is said to be. */
const OF_ALL = [
  new RegExp(
    `(?:^|[\\s，,。；;、])(?:也|全|以上|这[几两三四五六七八九]场)?都(?:是|在?[做搞办开]的?)${NAME}(?:活动)?(?=$|[，,。；;！!\\s])`,
    'u',
  ),
  new RegExp(
    `每(?:个?(?:周|星期|月)[一二三四五六日天末]?|次)[^，,。；;\\s]{0,4}都?(?:[有搞办开做]|是|[一两几]次)了?${NAME}(?=$|[，,。；;：:！!\\s])`,
    'u',
  ),
]
/** 「读书会三场：…」, 「一共做了3场读书会，…」: so many of them. */
const SO_MANY = [
  new RegExp(`(?:^|[\\s，,。；;：:])${NAME}(?:一?共|办了|做了|搞了)*${NUMBER}[场次][：:，,]`, 'u'),
  new RegExp(`${NUMBER}[场次]${NAME}(?=[：:，,。；;\\s])`, 'u'),
]
const NUMBERED = /(?:\d{1,2}|[一两二三四五六七八九十]{1,3})[场次]$/u

/** 「都是签到的」, 「都是老人」: nothing is called so. */
export const mayBeName = (name: string): boolean =>
  !/[的人]$/u.test(name) && readBasis(name) === null && isTalk(name) === null

/**
 * Several activities of which the text says once what they were: each has it as its name. What else stood for the name of one where all are said
 * to be the same, or right behind its day in what tells of it (`wholeOf`), is where it was.
 */
export function withSharedTitle(text: string, activities: Heard[], wholeOf: (heard: Heard) => string): Heard[] {
  if (activities.length < 2 || !/[都每场次]/u.test(text)) return activities
  const titles = activities.flatMap(({ facts }) => facts[TITLE] ?? [])
  const isKnown = (name: string) => titles.some((title) => name.includes(title.replace(NUMBERED, '')))
  const all = OF_ALL.flatMap((one) => one.exec(text)?.groups?.['name'] ?? [])
  const many = SO_MANY.map((one) => one.exec(text)?.groups).find(
    (groups) => readNumber(groups?.['count'] ?? '') === activities.length && isKnown(groups?.['name'] ?? ''),
  )?.['name']
  const name = all.find(isKnown) ?? many ?? all.find(mayBeName)
  if (name === undefined) return activities
  const sure = isKnown(name)
  return activities.map((heard) => {
    const { [TITLE]: own, ...others } = heard.facts
    const core = own?.replace(NUMBERED, '') ?? name
    const behind = placeBehindDay(wholeOf(heard))
    const other = name.includes(core) ? undefined : core.replace(/[小近约]$/u, '')
    if (other !== undefined && other !== behind && !sure) return heard
    const place = other ?? (behind !== undefined && name.includes(behind) ? undefined : behind)
    const facts: Facts = { ...(place !== undefined && { [PLACE]: place }), ...others, [TITLE]: name }
    if ('expense.item' in facts) facts['expense.item'] = name
    return { ...heard, facts }
  })
}
