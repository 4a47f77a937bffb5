import { kindIn } from '../../salons/visit-words.js'
import type { Asking } from '../../forms/field-kind.js'
import { bare, quote } from '../../forms/prompt.js'
import { findDays } from '../../kernel/day-words.js'
import { normaliseText } from '../../kernel/numeral.js'
import { oneOrTwo } from '../numbers.js'
import type { TurnPorts } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { titled } from '../whom/title.js'

const NOT_AFTER_ALL = /^(?:算了|不用了?|取消|不记了?|没有|cancel)$/i
/** What stands round a day and says no more. */
const ROUND = /^(?:是|就是|在)?(?:上午|下午|晚上|早上|中午)?(?:的|去的|来的|吧|呢|啊)*$/
/** What it was about, behind the day. */
const ABOUT = /^(?:主题|内容|关于|讲|谈|聊|教|问|说|第)/

/** The day alone of a visit that was told without one: that sentence with its day. Null where she says something else. */
export function dayOfVisit(before: string, text: string, asking: Asking): { said: string } | 'none' | 'several' | null {
  if (NOT_AFTER_ALL.test(bare(text))) return 'none'
  const said = normaliseText(text).trim()
  const found = findDays(said, asking.today)
  if (!found) return null
  const [lead, rest] = [said.slice(0, found.start), said.slice(found.end)].map((part) =>
    part.replace(/^[\s,，。!！]+|[\s,，。!！]+$/g, ''),
  ) as [string, string]
  if (!ROUND.test(lead) || !(ROUND.test(rest) || ABOUT.test(rest))) return null
  if (found.days.from !== found.days.to) return 'several'
  return { said: `${before} ${said.slice(found.start, found.end)}${ABOUT.test(rest) ? ` ${rest}` : ''}` }
}

/** Asks whether what staff said in a draft of their own is a visit, or answers there. */
export async function asksWhetherVisit(
  routing: Pick<Routing, 'forms'>,
  ports: Pick<TurnPorts, 'drafts' | 'people'>,
  { contact, draft }: Known,
  text: string,
  { words, now }: Asking,
): Promise<Turn> {
  const { session, whom, id: sessionId } = draft!
  const { title } = titled(await routing.forms.find(ports.drafts, session.form, session.formVersion), whom, words)
  await ports.people.setAsked(contact.id, { type: 'visit_or_draft', said: text, at: now })
  const kind = words.say(`visit.kind_${kindIn(text)}`)
  const reply = words.say('visit.or_draft', { said: quote(text), kind, title })
  return { contactId: contact.id, hubId: contact.hubId, sessionId, reply, jobs: false }
}

/** What she answers to that. */
export const visitOrDraft = (text: string): 'visit' | 'draft' | null => {
  const number = oneOrTwo(text)
  return number === null ? null : number === 1 ? 'visit' : 'draft'
}
