import { together } from './recap.js'
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
  if (!more || mostTold(more) < 3) return null
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

const titleOf = ({ facts }: Heard): string | undefined => facts['activity.title']
