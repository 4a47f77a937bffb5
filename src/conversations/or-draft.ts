import type { Asking } from '../forms/field-kind.js'
import { bare } from '../forms/prompt.js'
import { kindIn } from '../salons/visit-words.js'
import { oneOrTwo } from './numbers.js'
import type { Utterance } from './ports.js'
import type { Known } from './route.js'

const OF_DRAFT =
  /^(?:就?是|算)?(?:(?:「?[\p{Script=Han}]{2,8}」?|表|草稿)里面?的|(?:填报|草稿|活动记录|工作简报|这一?题)的?(?:回答|答案)?)$/u
const OF_OTHER: Record<'visit_or_draft' | 'recap_or_draft' | 'salon_or_draft', RegExp> = {
  visit_or_draft: /^(?:就?是|算|记成|记作|记)?(?:一次)?(?:辅导|督导|走访|探访|拜访|咨询)$/u,
  recap_or_draft: /^(?:就?是|算)?(?:沙龙的?)?回顾$/u,
  salon_or_draft: /^(?:就?是|算)?(?:沙龙|邀请)的?$/u,
}
/** So much of a sentence is shown whole, to be sent again. */
const WHOLE = 60

/** What she answers where it was asked whether words she said in a draft are another thing (1) or the draft's (2); null where it is neither. */
export function orDraft(type: keyof typeof OF_OTHER, text: string): 'other' | 'draft' | null {
  const number = oneOrTwo(text)
  if (number === 1 || OF_OTHER[type].test(bare(text))) return 'other'
  return number === 2 || OF_DRAFT.test(bare(text)) ? 'draft' : null
}

const OF_QUESTION = /^(?:就?是|算)?(?:它的)?(?:新的?)?(?:回答|答案)$|^the (?:new )?answer(?: here)?$/iu
const OF_ANOTHER = /^(?:就?是|算)?(?:另外?|别的)一?场(?:活动)?$|^another (?:activity|one)$/iu

/** What she answers where it was asked whether a told activity is the answer to the question at hand (1) or another activity (2). */
export function answerOrTold(text: string): 1 | 2 | null {
  // The number may come with its words: 「2 另一场活动」.
  const said = bare(text).replace(/^[12][\s、.，]*(?=\D)/u, '')
  if (OF_ANOTHER.test(said)) return 2
  return OF_DRAFT.test(said) || OF_QUESTION.test(said) ? 1 : oneOrTwo(text)
}

/** The line about words that she was asked of and went on without an answer: they stand nowhere, and how to put them down. */
export function toldUndecided({ contact, draft }: Known, { said }: Utterance, { words }: Asking): string | null {
  const { asked } = contact
  if (!draft || said.type !== 'text' || (asked?.type !== 'visit_or_draft' && asked?.type !== 'salon_or_draft'))
    return null
  // Said once more it is asked about once more.
  if (orDraft(asked.type, said.text) !== null || said.text.includes(asked.said)) return null
  const about = asked.type === 'visit_or_draft' ? 'visit' : 'salon'
  const key = asked.said.length > WHOLE ? 'undecided_long' : 'undecided'
  const kind = about === 'visit' ? words.say(`visit.kind_${kindIn(asked.said)}`) : ''
  return words.say(`${about}.${key}`, { said: asked.said, kind })
}
