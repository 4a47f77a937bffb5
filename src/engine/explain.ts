import { countCharacters } from '../forms/kinds/text.js'
import { bare } from '../forms/prompt.js'
import { changeInWords } from './change.js'
import { yesOrNo } from './commands.js'
import { submit } from './obey.js'
import { valuesOf } from './revision.js'
import type { Revision, Session } from './session.js'
import { cue, type Step, type Turn, turnWith } from './turn.js'

/** 「改」, 「写错了」: that something is changed is known. */
const LEAST = 4
const NO_REASON =
  /^(?:我?(?:写|填|打|弄|搞)错了?|有误|更正一?下?|改一?下|修改一?下?|不对|没什么|没有原因|wrong|mistake|typo)+$/i

/** Whether a sentence says why a record is changed. */
export const isReason = (text: string): boolean => countCharacters(text) >= LEAST && !NO_REASON.test(bare(text))

/** What says of an answer what it becomes: 「人数改成36人」, 「第4题：36人」. */
const CHANGE = /改成|改为|换成|应该是|^(?:改|修改|更改|第)\s*[\d一二三四五六七八九十]/u

/** She says why, and it is filed. A change that she writes here is made first, and why is asked again. */
export function explain(turn: Turn, text: string): Step {
  const { session, asking } = turn
  const change = CHANGE.test(text) ? changeInWords(turnWith(turn, { ...session, at: { type: 'summary' } }), text) : null
  if (change && change.session.at.type === 'summary' && isOther(change.session, session))
    return { ...change, reply: `${asking.words.say('revision.changed_first')}\n${change.reply ?? ''}` }
  if (yesOrNo(text) !== null || !isReason(text))
    return { session, reply: `${asking.words.say('revision.why_short')}\n${cue(turn)}`, effects: [] }
  const revision: Revision = { ...(session.revision as Revision), reason: text.trim() }
  // Pictures may have come meanwhile: it goes the whole way again.
  return submit(turnWith(turn, { ...session, revision, at: { type: 'summary' } }))
}

const isOther = ({ answers }: Session, before: Session): boolean =>
  JSON.stringify(valuesOf(answers)) !== JSON.stringify(valuesOf(before.answers))
