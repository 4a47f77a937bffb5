import type { Asking } from '../../forms/field-kind.js'
import { formIn, type Form } from '../../forms/form.js'
import { periodSaid } from '../../forms/period-said.js'
import { quote } from '../../forms/prompt.js'
import type { Words } from '../../kernel/words.js'
import { converse } from '../converse.js'
import type { TurnPorts, Utterance } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { freeMessage } from '../understood/propose.js'
import { keepUnplaced, mayBeReport } from '../understood/unplaced.js'
import { begin } from './begin.js'
import { openingOf } from './opening.js'

/** 「活动记录 6月20亲子阅读 …」: the form by its name at the beginning, and what is told behind it. */
function namedWith(forms: Form[], text: string, { language }: Words): { form: Form; rest: string } | null {
  for (const form of forms) {
    const names = [form.title, formIn(form, language).title, ...form.aliases].toSorted((a, b) => b.length - a.length)
    const name = names.find((one) => text.toLowerCase().startsWith(one.toLowerCase()))
    const rest = name === undefined ? '' : text.slice(name.length)
    if (/^\s*[\s:：，,。]/u.test(rest) && mayBeReport(rest)) return { form, rest: rest.replace(/^[\s:：，,。]+/u, '') }
  }
  return null
}

/** The form that she names is opened, and what she told behind the name is heard there. Null where it is nothing of the kind. */
export async function openedWith(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  message: Utterance,
  asking: Asking,
): Promise<Turn | null> {
  const { contact, addressId } = person
  const { said } = message
  const named = said.type === 'text' ? namedWith(routing.forms.current, said.text.trim(), asking.words) : null
  if (!named) return null
  const { form, rest } = named
  const period = form.fields.some(({ feeds }) => feeds === 'period') ? periodSaid(rest, asking.today) : null
  const opened = await begin(routing, ports, person, openingOf(form.id, null, period ? { period } : {}), asking)
  const draft = opened.sessionId === null ? null : ((await ports.people.holdById(addressId))?.draft ?? null)
  if (!draft) {
    await keepUnplaced(ports, person, message, rest)
    return { ...opened, reply: `${opened.reply ?? ''}\n${asking.words.say('menu.kept_first', { said: quote(rest) })}` }
  }
  const heard = { ...message, said: { type: 'text' as const, text: rest } }
  const there =
    (await freeMessage(routing, ports, { ...person, draft }, heard, asking)) ??
    (await converse(routing, ports, addressId, contact, draft, heard, asking))
  const [first = ''] = (opened.reply ?? '').split('\n')
  return { ...there, jobs: opened.jobs || there.jobs, reply: `${first}\n${there.reply ?? ''}` }
}
