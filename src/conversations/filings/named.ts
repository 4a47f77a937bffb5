import type { Asking } from '../../forms/field-kind.js'
import { quote } from '../../forms/prompt.js'
import { isCorrection } from '../../extraction/rules/corrections.js'
import { decodeDays, shown as shownDays } from '../../forms/days-kind.js'
import type { Field, Form } from '../../forms/form.js'
import { decodeDraft } from '../../forms/table-draft.js'
import type { Day } from '../../kernel/day.js'
import type { Json } from '../../kernel/json.js'
import { plain } from '../../people/names.js'
import { cellsByFeed, typedRows } from '../../records/typed-rows.js'
import { numbered } from '../numbers.js'
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

const OF_THAT =
  /^(?:哦|对了|啊)?[，,]?(?:上次|上回|前天|昨天|昨晚|今天|刚才|刚刚|之前)?的?[那这][场次个回]\S{2,14}?的?(?:人数|地点|地方|场地|娃儿?|娃娃|孩子|小孩|老人|志愿者|家长)(?:应该|其实|一共)?(?:是|有)\s*\S/u
const PLACE =
  /(?:地点|地方|场地)(?:[写填报说弄搞]错了?|不对)?[，,\s]*(?:不是\s*[^，,。]{1,20}?[，,\s]*(?:而|应该|其实)?是|应该是|其实是|改成|是)\s*(?<place>[^，,。；\s]{2,20}?)[。.!！吧啊呢]*$/u

/** 「那个图书漂流的人数是26个」, 「那次义剪，地方不是二小操场，是三小操场」: what holds of one that she names; where that is a place, which. */
function statedOf(text: string): { place?: string } | null {
  const place = PLACE.exec(text.trim())?.groups?.['place']
  if (place !== undefined) return { place }
  return OF_THAT.test(text.trim()) ? {} : null
}

/** More are not read through on a phone. */
const MOST = 9

/**
 * A correction that names an activity by its day or title (「6月28号那个读书会不是32是35人」), of one that she filed: whether that is to be changed
 * is asked, or of several which, so that it is not told as another activity. Null where it is no correction, or of none that is filed;
 * 'in_draft' where it is of what stands in her open draft. `recordId`: of the only one.
 */
export async function correctsNamed(
  routing: ReviewNeeds,
  ports: TurnPorts,
  { contact, draft }: Known,
  text: string,
  asking: Asking,
): Promise<{ recordId: string | null; aside: Aside } | 'in_draft' | null> {
  if (text.length > SHORT || text.includes('\n')) return null
  const stated = statedOf(text)
  if (!NOT_BUT.test(text) && !isCorrection(text) && !corrects(text) && !stated) return null
  const [told, ...others] = understand(text, asking.today)?.activities ?? []
  if (!told || others.length > 0) return null
  const { 'activity.date': day, 'activity.title': title } = told.facts
  const facts = stated?.place === undefined ? told.facts : { ...told.facts, 'activity.place': stated.place }
  const [feed, ...besides] = CHANGES.filter((one) => one in facts)
  if (feed === undefined || besides.length > 0) return null

  const { words, now } = asking
  const said = plain(text)
  const value = facts[feed] ?? ''
  const isMeant = (row: { startsOn: Day | null; title: string }): boolean => {
    const named = row.title !== '' && said.includes(plain(row.title))
    const like = named || (title !== undefined && plain(row.title).includes(plain(title)))
    return day === undefined ? like : row.startsOn === day && (title === undefined || like)
  }
  if (draft) {
    const { form, formVersion, answers, partials } = draft.session
    const inDraft = whenAndWhat(await routing.forms.find(ports.drafts, form, formVersion), { ...answers, ...partials })
    if (inDraft.some(isMeant)) return 'in_draft'
  }
  const all: Found[] = []
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
      const what = quote(`${shownDays({ from: row.startsOn, to: row.endsOn }, words)} · ${row.title}`, 30)
      const { label } = field
      all.push({
        recordId: id,
        row,
        meant: isMeant(row),
        change: `${target.one ? '' : `第${row.position}场`}${label}改成${value}`,
        values: { what, label, value, name: nameOf(form, listed, words) },
      })
    }
  }
  const found = all.filter(({ meant }) => meant)
  const surely = stated === null && draft === null && !HELD.test(text) && day !== undefined && DAY.test(day)
  const near = found.length > 0 || !surely ? [] : nearest(all, day, title)
  const [only, ...more] = found.length > 0 ? found.slice(0, MOST) : near
  if (!only) return null
  const recordIds = [only, ...more].map(({ recordId }) => recordId)
  const names = [only, ...more].map(({ values }) => words.say('filings.correct_row', values))
  const none = {
    day: near.length > 0 ? shownDays({ from: day ?? '', to: day ?? '' }, words) : '',
    names: numbered(names),
  }
  const question =
    near.length > 0
      ? words.say('filings.correct_none_on', none)
      : more.length === 0
        ? words.say('filings.correct_named', only.values)
        : words.say('filings.correct_which', { said: quote(text, 30), names: numbered(names) })
  const changes = [only, ...more].map(({ change }) => change)
  const asked = { type: 'correcting' as const, recordIds, said: text, named: { changes, question }, at: now }
  return { recordId: more.length === 0 && near.length === 0 ? only.recordId : null, aside: { reply: question, asked } }
}

/** A row of what is filed, and what would be changed of it. */
interface Found {
  recordId: string
  row: { startsOn: Day; title: string }
  meant: boolean
  change: string
  values: Record<string, string>
}

/** 「昨天办了读书会，不是30人是32人」 is told for the first time. */
const HELD = /[办搞做开]了|举[办行]|开展|组织/u
const DAY = /^\d{4}-\d{2}-\d{2}$/u
/** So many are looked at at a glance. */
const NEAR = 3

/** Where nothing was on the day that she names: what is called so, then what was next to it. */
function nearest(all: Found[], day: Day, title: string | undefined): Found[] {
  const away = ({ row }: Found) => {
    const days = Math.abs(Date.parse(row.startsOn) - Date.parse(day))
    return title !== undefined && plain(row.title).includes(plain(title)) ? days - Number.MAX_SAFE_INTEGER / 2 : days
  }
  return all.toSorted((one, other) => away(one) - away(other)).slice(0, NEAR)
}

/** When and what the activities of a draft are, as far as they are told. */
function whenAndWhat(
  { fields }: Form,
  held: Record<string, { value: Json | null }>,
): { startsOn: Day | null; title: string }[] {
  const own = Object.fromEntries(Object.entries(held).map(([key, { value }]) => [key, value]))
  const rows = fields.flatMap((field) => {
    const value = own[field.key] ?? null
    if (field.feeds !== 'activities' || value === null) return []
    const { columns } = field.options as { columns: Field[] }
    return decodeDraft(value).rows.map(({ cells }) => cellsByFeed(columns, cells))
  })
  return [cellsByFeed(fields, own), ...rows].map((cells) => {
    const { 'activity.date': day, 'activity.title': title } = cells
    return { startsOn: day === undefined ? null : decodeDays(day).from, title: typeof title === 'string' ? title : '' }
  })
}
