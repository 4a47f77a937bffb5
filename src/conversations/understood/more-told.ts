import { recapIn, together } from './recap.js'
import type { Heard } from './facts.js'
import type { Asking } from '../../forms/field-kind.js'
import type { TurnPorts } from '../ports.js'
import type { Known, Routing } from '../route.js'
import type { Pending } from './pending.js'
import { heardIn } from './heard-in.js'
import { chooseForm } from './choose-form.js'
import type { Target } from './target.js'
import { mayTell, mostTold } from './understand.js'

/** People send what they have to say in several messages. What is a second activity goes to a form for several, where none is open. */
export async function moreTold(
  routing: Routing,
  ports: TurnPorts,
  { contact, draft }: Known,
  target: Target,
  pending: Pending,
  text: string,
  from: string,
  asking: Asking,
): Promise<Pending | null> {
  const more = mayTell(text) ? await heardIn(ports, contact, text, asking) : null
  if (!more || mostTold(more) < 3) return besides(target, pending, text, from)
  const { again: _, undated = [], ...rest } = pending
  const titles = more.activities.map(titleOf)
  const left = [...undated.filter((title) => !titles.includes(title)), ...(more.undated ?? [])]
  const both: Pending = {
    ...rest,
    activities: [...pending.activities, ...more.activities],
    planned: [...pending.planned, ...more.planned],
    cancelled: [...pending.cancelled, ...more.cancelled],
    undated: left,
    ...together(pending, more),
    said: `${pending.said}\n${text}`,
    ...((pending.prose ?? more.prose) !== undefined && {
      prose: [pending.prose ?? pending.said, more.prose ?? text].filter(Boolean).join('\n'),
    }),
    from: [...pending.from, from],
  }
  if (!target.one) return both
  // The same one said again is no second one.
  if (draft || pending.activities.some((one) => titles.includes(titleOf(one)))) return null
  const chosen = chooseForm(routing.forms.current, both, false)
  return chosen && !chosen.target.one ? { ...both, form: chosen.form.id } : null
}

/** 「米油2880 红纸墨水120」, 「没有困难，接下来想…」: what is told besides activities goes with it. */
function besides({ spending, plans }: Target, pending: Pending, text: string, from: string): Pending | null {
  if (text.length > MOST || (spending === null && plans === null)) return null
  const plain = recapIn(text)
  const listed = plain.spending.length > 0 || spending === null || COUNTS.test(text) ? plain : recapIn(`支出：${text}`)
  const whole = listed.spending.length > 0 && text.split(/[，,、；;\s]+/u).length <= listed.spending.length + 1
  const more = {
    ...(spending !== null && whole && { spending: listed.spending }),
    ...(plans !== null && plain.plans !== undefined && { plans: plain.plans }),
  }
  if (more.spending === undefined && more.plans === undefined) return null
  const { again: _, ...rest } = pending
  const story = pending.story ? { said: `${pending.said}\n${text}` } : {}
  return { ...rest, ...together(pending, more), ...story, from: [...pending.from, from] }
}
const MOST = 300
const COUNTS = /[人名位户场次条月日号]/u

const titleOf = ({ facts }: Heard): string | undefined => facts['activity.title']
