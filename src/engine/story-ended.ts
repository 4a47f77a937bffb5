import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { bare, isDone } from '../forms/prompt.js'
import { lastChanged } from './fitting.js'
import { heldOf, question, type Step, type Turn } from './turn.js'

/** As long as this an answer is a story, behind which she may say that it is all. */
const STORY = 20

/**
 * 「完」, 「写好了」 right behind a story that was whole without it: said of that story, and the next question stays asked. Said once more, or
 * behind anything else, it is of that question.
 */
export function storyEnded(turn: Turn, here: Field, text: string): Step | null {
  // 「没有了」 is an answer to what is asked.
  if (!isDone(text) || /^[没無无]/u.test(bare(text))) return null
  const { session, asking } = turn
  const told = lastChanged(turn)
  const value = told && session.answers[told.key]?.value
  const isStory = told && told !== here && kindOf(told).free && typeof value === 'string' && value.length > STORY
  if (!isStory) return null
  if (session.misses > 0 || session.at.type !== 'asking' || heldOf(turn, here).partial !== null) return null
  const lead = asking.words.say('engine.story_ended', { label: told.label })
  return { session: { ...session, misses: 1 }, reply: `${lead}\n${question(turn, here)}`, effects: [] }
}
