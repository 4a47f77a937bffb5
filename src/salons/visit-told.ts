import type { Day } from '../kernel/day.js'
import { normaliseText, readNumber } from '../kernel/numeral.js'
import type { VisitKind } from './salon.js'
import { dayOfVisitIn, KINDS, SESSION, topicIn } from './visit-words.js'

/** A coaching session or visit that staff tell of in a sentence; `whom`: the organisations in it, as indexes of the names that were given. */
export interface ToldVisit {
  kind: VisitKind
  /** 「记一下，…」: nothing else can be meant, whatever else is open. */
  noted: boolean
  whom: number[]
  day: Day | null
  /** 「前天和昨天」: two visits. */
  severalDays: boolean
  number: number | null
  topic: string | null
}

const NOTED = /^记(?:录|一下|一次|下)?[\s:：,，]*/
/** Not told of what was, but asked or to come. */
const NOT_YET =
  /[?？]|[吗呢吧]$|打算|计划|准备|想|可以|需要|要不要|安排|约|请|(?:还|就)?没|(?<!主)要(?=去|辅导|督导|走访|拜访|探访)/
const KIND = `(${Object.keys(KINDS)
  .filter((word) => /\p{Script=Han}/u.test(word))
  .join('|')})`
const HOW = '(?:电话|微信|线上|远程|上门|现场|实地|当面|集中|一对一)*'
const NAME = '\u0001'
/** 「去麦田辅导」, 「给麦田做了一次辅导」, 「麦田来咨询了」; 「走访了麦田」, 「电话咨询 麦田」. */
const TELLS = [
  new RegExp(
    `(?:去|到|给|对|为|帮|陪|跟|和|与|在)?(?:了)? ?${NAME} ?(?:那边|那里|他们|的(?:老师|同事|伙伴))?[,，]? ?(?:过?来|打?电话来?)?(?:做|进行|开展|搞)?(?:了|过)?(?:一?[次场个])? ?${HOW}${KIND}(?:了|过)?(?:一?[次场])?`,
  ),
  new RegExp(`${HOW}${KIND}(?:了|过|一下)? ?${NAME}(?:的(?=[,，。]|$))?`),
]
const WHO = /^(?:我们?|俺|咱们?|我和同事|和同事|一起|又|再|刚刚?|已经|[,，\s])+/
const LEADS =
  /^(?:主要)?(?:讲|谈|聊|教|说|问|了解)(?:的|到)?(?:了|过|是)+|^(?:主题|内容|话题)(?:是|为)|^(?:是)?关于(?:了)?/

/** Whether a sentence may tell of a visit: it is worth looking for an organisation in it. */
export const mayTellOfVisit = (text: string): boolean => text.length <= 200 && new RegExp(KIND).test(text)

/**
 * 「昨天去麦田辅导，讲了财务制度」, 「6月20日给麦田做了第二次辅导，主题是预算」, 「麦田来咨询了发票怎么开」: told in any order, with an organisation
 * beside the verb. Null where it tells of something else, or of what is still to come.
 */
export function readVisitTold(text: string, today: Day, names: string[]): ToldVisit | null {
  const typed = normaliseText(text).trim()
  const said = typed.replace(NOTED, '')
  if (!mayTellOfVisit(said)) return null
  const session = SESSION.exec(said)
  const without = session ? said.replace(session[0], '') : said
  const { day, severalDays, rest: undated } = dayOfVisitIn(without, today)
  if (NOT_YET.test(without) && (day === null || day <= today)) return null
  const { marked, whom } = marking(undated, names)
  const tells = TELLS.map((pattern) => pattern.exec(marked)).find((match) => match !== null)
  if (!tells || whom.length === 0) return null
  const before = marked.slice(0, tells.index).trim().replace(WHO, '')
  const rest = [before, marked.slice(tells.index + tells[0].length)].join(' ').replaceAll(NAME, '')
  return {
    kind: KINDS[tells[1] ?? '']!,
    noted: typed !== said,
    whom,
    day,
    severalDays,
    number: session?.[1] ? readNumber(session[1]) : null,
    topic: topicIn(rest.replace(/^[\s,，。:：]+/, '').replace(LEADS, '')),
  }
}

/** The text with the first of the names in it marked, the longest first where they overlap, and whose they are. */
function marking(text: string, names: string[]): { marked: string; whom: number[] } {
  const whom: number[] = []
  let left = text
  const byLength = names
    .map((name, at) => ({ name: normaliseText(name), at }))
    .toSorted((a, b) => b.name.length - a.name.length)
  for (const { name, at } of byLength) {
    if (name.length < 2 || !left.includes(name)) continue
    left = left.replaceAll(name, NAME)
    whom.push(at)
  }
  return { marked: left, whom }
}
