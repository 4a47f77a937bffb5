import { countCharacters } from '../forms/kinds/text.js'
import { bare } from '../forms/prompt.js'
import { yesOrNo } from './commands.js'
import { filing } from './obey.js'
import type { Revision } from './session.js'
import { cue, type Step, type Turn } from './turn.js'

/** 「改」, 「写错了」: that something is changed is known. */
const LEAST = 4
const NO_REASON =
  /^(?:我?(?:写|填|打|弄|搞)错了?|有误|更正一?下?|改一?下|修改一?下?|不对|没什么|没有原因|wrong|mistake|typo)+$/i

/** Whether a sentence says why a record is changed. */
export const isReason = (text: string): boolean => countCharacters(text) >= LEAST && !NO_REASON.test(bare(text))

/** She says why, and it is filed. */
export function explain(turn: Turn, text: string): Step {
  const { session, asking } = turn
  if (yesOrNo(text) !== null || !isReason(text))
    return { session, reply: `${asking.words.say('revision.why_short')}\n${cue(turn)}`, effects: [] }
  const revision: Revision = { ...(session.revision as Revision), reason: text.trim() }
  return filing({ ...turn, session: { ...session, revision } })
}
