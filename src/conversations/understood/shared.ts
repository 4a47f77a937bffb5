import type { Facts, Heard } from './facts.js'

const TITLE = 'activity.title'
const PLACE = 'activity.place'
const NAME = '(?<name>[\\p{Script=Han}]{2,10}?)'
const NUMBER = '(?<count>\\d{1,2}|[两二三四五六七八九十]{1,3})'
/** 「都是发放文具」, 「6月每周六下午都有读书会」: what all of them were, whatever each is said to be. */
const OF_ALL = [
  new RegExp(`(?:^|[\\s，,。；;、])(?:也|全)?都(?:是|在?[做搞办开]的?)${NAME}(?:活动)?(?=$|[，,。；;！!\\s])`, 'u'),
  new RegExp(
    `每(?:个?(?:周|星期|月)[一二三四五六日天末]?|次)[^，,。；;\\s]{0,4}都?(?:[有搞办开做]|是)了?${NAME}(?=$|[，,。；;：:！!\\s])`,
    'u',
  ),
]
/** 「读书会三场：…」, 「一共做了3场读书会，…」: so many of them. */
const SO_MANY = [
  new RegExp(`(?:^|[\\s，,。；;：:])${NAME}(?:一?共|办了|做了|搞了)*${NUMBER}[场次][：:，,]`, 'u'),
  new RegExp(`${NUMBER}[场次]${NAME}(?=[：:，,。；;\\s])`, 'u'),
]
const NUMBERED = /(?:\d{1,2}|[一两二三四五六七八九十]{1,3})[场次]$/u
const DIGITS = '零一二三四五六七八九十'

const numberOf = (said: string): number =>
  said === '两' ? 2 : /^\d+$/u.test(said) ? Number(said) : DIGITS.indexOf(said)

/**
 * Several activities of which the text says once what they were: each has it as its name. What else stood for the name of one where all are said
 * to be the same is where it was.
 */
export function withSharedTitle(text: string, activities: Heard[]): Heard[] {
  if (activities.length < 2 || !/[都每场次]/u.test(text)) return activities
  const titles = activities.flatMap(({ facts }) => facts[TITLE] ?? [])
  const known = (name: string | undefined): name is string =>
    name !== undefined && titles.some((title) => name.includes(title.replace(NUMBERED, '')))
  const ofAll = OF_ALL.map((one) => one.exec(text)?.groups?.['name']).find(known)
  const many = SO_MANY.map((one) => one.exec(text)?.groups).find(
    (groups) => groups && numberOf(groups['count'] ?? '') === activities.length && known(groups['name']),
  )?.['name']
  const name = ofAll ?? many
  if (name === undefined) return activities
  return activities.map((heard) => {
    const { [TITLE]: own, ...others } = heard.facts
    const core = own?.replace(NUMBERED, '')
    const facts: Facts = { ...others, [TITLE]: name }
    if (core !== undefined && !name.includes(core) && !(PLACE in facts)) facts[PLACE] = core.replace(/[小近约]$/u, '')
    return { ...heard, facts }
  })
}
