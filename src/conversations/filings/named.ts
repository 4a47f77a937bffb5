import type { Asking } from '../../forms/field-kind.js'
import { quote } from '../../forms/prompt.js'
import { isCorrection } from '../../extraction/rules/corrections.js'
import { shown as shownDays } from '../../forms/days-kind.js'
import { plain } from '../../people/names.js'
import { typedRows } from '../../records/typed-rows.js'
import type { TurnPorts } from '../ports.js'
import { lifeOf, nameOf } from '../record/shown.js'
import type { Known } from '../route.js'
import type { ReviewNeeds } from '../staff/deciding.js'
import { targetOf } from '../understood/target.js'
import { understand } from '../understood/understand.js'
import type { Aside } from './answer.js'
import { corrects } from './commands.js'

/** Longer is a story. */
const SHORT = 60
/** 「是35人不是32」, 「不是32是35」. */
const NOT_BUT = /是[^，,。]{1,12}[，,\s]*(?:而)?不是|不是[^，,。]{1,12}[，,\s]*(?:而)?是/u
const CHANGES = ['activity.headcount', 'activity.place', 'expense.amount']

/**
 * A correction that names an activity by its day or title (「6月28号那个读书会不是32是35人」), of one that she filed: whether that is to be changed
 * is asked, so that it is not told as another activity. Null where it is no correction, or not of just one that is filed.
 */
export async function correctsNamed(
  routing: ReviewNeeds,
  ports: TurnPorts,
  { contact }: Known,
  text: string,
  asking: Asking,
): Promise<{ recordId: string; aside: Aside } | null> {
  if (text.length > SHORT || text.includes('\n')) return null
  if (!NOT_BUT.test(text) && !isCorrection(text) && !corrects(text)) return null
  const [told, ...others] = understand(text, asking.today)?.activities ?? []
  if (!told || others.length > 0) return null
  const { 'activity.date': day, 'activity.title': title } = told.facts
  const [feed, ...more] = CHANGES.filter((one) => one in told.facts)
  if (feed === undefined || more.length > 0) return null

  const { words, now } = asking
  const said = plain(text)
  const value = told.facts[feed] ?? ''
  const found: { recordId: string; change: string; values: Record<string, string> }[] = []
  for (const { id } of await ports.records.ofContact(contact.hubId, contact.id)) {
    const life = await lifeOf(routing, ports, contact.hubId, id, words)
    if (!life || life.record.contactId !== contact.id || life.record.state === 'withdrawn') continue
    const { form, whole, answers, listed } = life
    const target = targetOf(form, null)
    const field =
      target && [...target.roles, ...(target.amount ? [target.amount] : [])].find(({ feeds }) => feeds === feed)
    if (!field || (feed === 'expense.amount' && !target.one)) continue
    const given = Object.fromEntries(Object.entries(answers).map(([key, value]) => [key, { value, from: [] }]))
    for (const row of typedRows(whole, given).activities) {
      const named = said.includes(plain(row.title))
      const like = named || (title !== undefined && plain(row.title).includes(plain(title)))
      if (day === undefined ? !like : row.startsOn !== day || (title !== undefined && !like)) continue
      const what = quote(`${shownDays({ from: row.startsOn, to: row.endsOn }, words)} · ${row.title}`, 30)
      const { label } = field
      found.push({
        recordId: id,
        change: `${target.one ? '' : `第${row.position}场`}${label}改成${value}`,
        values: { what, label, value, name: nameOf(form, listed, words) },
      })
    }
  }
  const [only, another] = found
  if (!only || another) return null
  const { recordId, change, values } = only
  const asked = { type: 'correcting' as const, recordIds: [recordId], said: change, at: now }
  return { recordId, aside: { reply: words.say('filings.correct_named', values), asked } }
}
