import { placeOf } from '../document.js'
import type { Facts } from '../facts/facts.js'
import { heldIn, pairsOf } from '../facts/likeness.js'
import type { Finding } from '../finding.js'
import { goalsAnswered } from './goals-answered.js'

const GOALS = /目标/
const NO_RESULTS = /背景|问题|意义|现状|关注/
/** Below this part of its words, the rest of the report does not speak of a goal. */
const SPOKEN_OF = 0.3
const FEWEST_PAIRS = 4
const COMMON = /支持|机构|项目|组织|服务|开展|通过|进行|公益|活动|工作|发展|能力|提升|提高|\d+ ?[家个人次场期册支名]?/g

/** Goals of a list that the rest of the report hardly speaks of. */
export function goals(facts: Facts): Finding[] {
  if (goalsAnswered(facts).length > 0) return []
  const lists = facts.numbered.filter(
    (list) =>
      list.length >= 2 &&
      list[0]?.style !== '目标' &&
      list.every(({ block }) => block.path.some((heading) => GOALS.test(heading))),
  )
  return lists.flatMap((list) => {
    const last = list.at(-1)?.block.at ?? 0
    const rest = pairsOf(
      facts.texts
        .filter(({ at, path }) => at > last && !path.some((heading) => NO_RESULTS.test(heading)))
        .map(({ text }) => text)
        .join('\n'),
    )
    const silent = list.filter(({ text }) => {
      const own = pairsOf(text.replace(COMMON, ' '))
      if (/^总(?:体|的)?目标/.test(text)) return false
      return own.size >= FEWEST_PAIRS && heldIn(own, rest) < SPOKEN_OF
    })
    // Where most seem so, it is our reading that fails.
    return silent.length > list.length / 2
      ? []
      : silent.map(({ block }) => ({
          severity: 'coverage' as const,
          kind: 'goals' as const,
          message: '这个目标后面没有写结果 / a goal without a result',
          places: [placeOf(block)],
          advice:
            '每个目标写一句结果：做了什么、多少；没做的写原因 / give the result of each goal, or why there is none',
        }))
  })
}

const PROBLEMS = /不足|存在(?:的)?问题|困难|挑战/
const CAUSE = /(?:^(?:[(（]?\d{1,2}[)）、.]\s*)?|[。；]\s*)(?:造成)?(?:不足)?(?:的)?原\s*因[^，。]{0,6}[:：]/
const CURE = /(?:^(?:[(（]?\d{1,2}[)）、.]\s*)?|[。；]\s*)(?:解决|改进|应对)(?:办法|方法|措施|方案)?[^，。]{0,6}[:：]/

const CURES = /^[^原因]*(?:改进|对策|办法|措施|建议)[:：]?$/

/** Problems counted one by one, and fewer causes with what was done about them. */
export function answers({ numbered, texts }: Facts): Finding[] {
  return numbered.flatMap((list) => {
    const [first] = list
    const under = first?.block.path.at(-1) ?? ''
    if (!first || list.length < 2 || !PROBLEMS.test(under) || /[:：(（].*原因/.test(under)) return []
    const last = list.at(-1)?.block ?? first.block
    if (
      numbered.some(
        (other) =>
          other !== list && CURES.test(other[0]?.block.path.at(-1) ?? '') && (other[0]?.block.at ?? 0) > first.block.at,
      )
    )
      return []
    const behind = texts.filter(({ at }) => at >= first.block.at && at < last.at + 14)
    const [causes, cures] = [
      behind.filter(({ text }) => CAUSE.test(text)),
      behind.filter(({ text }) => CURE.test(text)),
    ]
    const given = Math.max(causes.length, cures.length)
    if (given === 0 || given >= list.length) return []
    return [
      {
        severity: 'coverage',
        kind: 'goals',
        message: `写了 ${list.length} 条不足，只有 ${given} 条写了原因和办法 / ${list.length} problems, ${given} with a cause and a cure`,
        places: [placeOf(last), ...(causes.at(-1) ? [placeOf(causes.at(-1) ?? last)] : [])],
        advice: '每一条不足都写原因和怎么办 / give a cause and a cure for each',
      },
    ]
  })
}

const PROMISE = /(?<a>[\u4e00-\u9fff]{2,4})(?:与|和|及)(?<b>[\u4e00-\u9fff]{2,4})[:：]?$/

/** A heading that promises two things, labelled below it, of which one is missing. */
export function promised({ report }: Facts): Finding[] {
  const { blocks } = report
  return blocks.flatMap((block): Finding[] => {
    if (block.type !== 'heading') return []
    const found = PROMISE.exec(block.text.replace(/[(（].*$/, ''))
    if (!found?.groups) return []
    const [a, b] = [found.groups['a']?.slice(-2) ?? '', found.groups['b']?.slice(0, 2) ?? '']
    const end = blocks.findIndex(
      (other) => other.at > block.at && other.type === 'heading' && other.level <= block.level,
    )
    const inside = blocks.slice(block.at + 1, end < 0 ? undefined : end)
    const labelled = (word: string) =>
      inside.some(
        (each) =>
          each.type === 'paragraph' &&
          each.text.startsWith(word) &&
          /^[:：]/.test(each.text.slice(word.length).trimStart()),
      )
    const told = (word: string) =>
      inside.some((each) => each.type === 'table' || ('text' in each && each.text.includes(word)))
    const lacking = labelled(a) && !told(b) ? b : labelled(b) && !told(a) ? a : null
    // What stands before the label of the second is the first.
    const [opening] = inside
    const untitled = opening?.type === 'paragraph' && !opening.text.startsWith(b) && /[。；]/.test(opening.text)
    // Numbered paragraphs beside labelled ones are the other of the two.
    const items = inside.some((each) => each.type === 'paragraph' && /^[(（]?\d{1,2}[)）、.]/.test(each.text))
    return lacking === null || (lacking === a && (items || untitled))
      ? []
      : [
          {
            severity: 'coverage',
            kind: 'goals',
            message: `标题说「${a}」和「${b}」，下面没有「${lacking}」 / the heading promises two things, one is missing`,
            places: [
              placeOf(block),
              ...inside.flatMap((each) => (each.type === 'paragraph' ? [placeOf(each)] : [])).slice(0, 1),
            ],
            advice: `补上「${lacking}」 / add what is missing`,
          },
        ]
  })
}

const PERSONS = /个人|积极分子|志愿者个人|行动者/
const SUPPORTED = /支持|资助|推动|扶持|提供/

/** Persons are to be supported, and the list has organisations alone. */
export function strands({ sentences, grantees }: Facts): Finding[] {
  const [chosen] = grantees
  if (
    !chosen ||
    chosen.list.some(
      ({ name }) => /个人|先生|女士|老师|申请(?:人|者)/.test(name) || /^[\u4e00-\u9fff]{2,3}$/.test(name),
    )
  )
    return []
  const said = sentences.find(
    ({ block, text }) =>
      block.at < chosen.at && SUPPORTED.test(text) && PERSONS.test(text) && /资助|小额|资金/.test(text),
  )
  return said
    ? [
        {
          severity: 'doubtful',
          kind: 'goals',
          message:
            '说也支持个人（积极分子），名单里全是机构 / persons were to be supported, the list has organisations alone',
          places: [placeOf(said.block, said.text), ...chosen.list.slice(0, 1).map(({ place }) => place)],
          advice: '列出支持了哪些个人；没有就说明为什么 / list the persons, or say why there are none',
        },
      ]
    : []
}
