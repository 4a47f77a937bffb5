import { bare } from '../forms/prompt.js'
import { readNumber } from '../kernel/numeral.js'
import { takeAfar } from './afar.js'
import { leave } from './answer.js'
import { deleteOrKeep, isSmallTalk, numbersIn, yesOrNo } from './commands.js'
import { nowIdle, sparedSaid } from './idle.js'
import { edit, submit } from './obey.js'
import { explain, reasonAhead } from './explain.js'
import { cue, currentField, goTo, type Step, type Turn, turnWith } from './turn.js'

/** Where no question is asked: the summary, the choice of a question, the confirmation of 取消. */
export function decide(turn: Turn, text: string): Step {
  const { form, session, asking } = turn
  const { words } = asking
  const { at } = session
  const yes = yesOrNo(text)
  // What was not understood is still hers to say: a word of politeness behind it files nothing.
  const again = (lead: string): Step => ({
    session: { ...session, misses: session.misses + 1 },
    reply: `${words.say(lead)}\n${cue(turn)}`,
    effects: [],
  })
  switch (at.type) {
    case 'confirming_idle':
    case 'confirming_cancel':
    case 'confirming_clear': {
      const gone = deleteOrKeep(text)
      if (gone === null) return again('engine.unclear')
      if (!gone) return goTo(turn, at.back, words.say('engine.not_cancelled'))
      if (at.type === 'confirming_idle') return nowIdle({ ...turn, session: { ...session, at: at.back } }, true)
      const field = at.type === 'confirming_clear' && form.fields.find(({ key }) => key === at.field)
      const back = turnWith(turn, { ...session, at: at.back })
      if (field) return field === currentField(back) ? leave(back, field) : takeAfar(back, field, { type: 'nothing' })
      return {
        session: { ...session, at: { type: 'cancelled' } },
        reply: words.say(session.revision ? 'revision.cancelled' : 'engine.cancelled', { title: form.title }),
        effects: [],
      }
    }
    case 'twin':
      return again('engine.unclear')
    case 'choosing': {
      const number = readNumber(text.replace(/[第题]/g, ''))
      const [first = number, ...others] = numbersIn(text) ?? []
      return first === null ? (reasonAhead(turn, text) ?? again('engine.unclear')) : edit(turn, first, others)
    }
    case 'explaining':
      return explain(turn, text)
    default:
      // 「3」「3、5」: beyond 1 提交 2 修改 a number is that of a question.
      {
        const [first = readNumber(bare(text)), ...others] = numbersIn(text) ?? []
        if (first !== null && (first > 2 || others.length > 0)) return edit(turn, first, others)
      }
      if (yes === null) return sparedSaid(turn, text) ?? reasonAhead(turn, text) ?? again('engine.unclear')
      if (yes && session.misses > 0 && isSmallTalk(text)) return again('stray.small_talk')
      return yes ? submit(turn) : edit(turn, null)
  }
}
