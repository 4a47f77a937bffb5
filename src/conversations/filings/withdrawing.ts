import type { Asking } from '../../forms/field-kind.js'
import { mayFrom } from '../../records/lives.js'
import type { Asked } from '../asked.js'
import type { TurnPorts } from '../ports.js'
import { lifeOf, nameOf } from '../record/shown.js'
import type { Known } from '../route.js'
import type { ReviewNeeds } from '../staff/deciding.js'
import type { Aside } from './answer.js'
import { wrongGrant } from './commands.js'
import { filedLately } from './fitting.js'

/** Whether this one is to be withdrawn is asked; `from`: what she was asked before, where it cannot be. */
export async function asksToWithdraw(
  routing: Pick<ReviewNeeds, 'forms'>,
  ports: TurnPorts,
  contact: Known['contact'],
  recordId: string,
  from: Asked | null,
  { words, now }: Asking,
): Promise<Aside> {
  const life = await lifeOf(routing, ports, contact.hubId, recordId, words)
  if (!life) return { reply: words.say('refused.unknown') }
  const { record, form, listed: row } = life
  const name = nameOf(form, row, words)
  if (!mayFrom('withdraw', record.state))
    return { reply: words.say(`filings.no_withdrawing_${record.state}`, { name }), asked: from }
  const open = await ports.drafts.revising(record.chainId)
  const busy = open && open.heldBy !== contact.id ? [words.say('filings.being_changed', { name: open.holder })] : []
  const reply = [...busy, words.say('filings.withdraw', { name })].join('\n')
  return { reply, asked: { type: 'withdrawing', recordId, at: now } }
}

/** 「刚交的写错资助了」: what is filed stays with its grant, so it is asked whether the last one is withdrawn. Null where it is something else. */
export async function ofWrongGrant(
  routing: Pick<ReviewNeeds, 'forms'>,
  ports: TurnPorts,
  contact: Known['contact'],
  asked: Asked | null,
  text: string,
  asking: Asking,
): Promise<Aside | null> {
  if (!wrongGrant(text)) return null
  const [last] = await filedLately(ports, contact, asking)
  if (!last) return null
  const recordId = asked?.type === 'filed' ? asked.recordId : last.id
  const asks = await asksToWithdraw(routing, ports, contact, recordId, asked, asking)
  return { ...asks, reply: `${asking.words.say('filings.wrong_grant')}\n${asks.reply ?? ''}` }
}
