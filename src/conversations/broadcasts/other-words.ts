import { isEverybody, readAudience } from '../../broadcasts/audience.js'
import { type Broadcast, isEmpty } from '../../broadcasts/broadcast.js'
import { commandOf, yesOrNo } from '../../engine/commands.js'
import type { Asking } from '../../forms/field-kind.js'
import { quote } from '../../forms/prompt.js'
import { later } from '../../kernel/clock.js'
import { salonCommandIn } from '../../salons/staff-words.js'
import { mayTellOfVisit } from '../../salons/visit-told.js'
import { numberIn } from '../numbers.js'
import { callsPage } from '../obligations/calls-text.js'
import { owedCommandIn } from '../obligations/commands.js'
import { asksHowToExtend } from '../obligations/more-time.js'
import type { Turn } from '../route.js'
import { asksOfCompiled } from '../staff/compiled.js'
import { staffCommandIn } from '../staff/commands.js'
import { halfSaid } from '../staff/half-said.js'
import { reviewCommandIn } from '../staff/review-commands.js'
import { choosableBy } from './choosable.js'
import { changed, say, type Want, writingAnswer, type Writing } from './write.js'

/** Longer words are what people are to read. */
const LONG = 60
/** So long she remembers what she was writing. */
const KEPT_MS = 3 * 3_600_000

/**
 * What her words are beside what she writes, a broadcast or what is returned: a command that only `looks`, one that `does` something, or words that `may` be one;
 * null where they are none.
 */
export function otherCommand(text: string, { today }: Pick<Asking, 'today'>): 'looks' | 'does' | 'may' | null {
  const [staff, review, owed] = [staffCommandIn(text, today), reviewCommandIn(text), owedCommandIn(text, today)]
  if (review?.type === 'list' || owed?.type === 'list' || callsPage(text) !== null || asksOfCompiled(text))
    return 'looks'
  if (asksHowToExtend(text)) return 'looks'
  if (owed !== null && !owed.loose) return 'does'
  if (text.length > LONG) return null
  if (staff?.type === 'fill_for' || staff?.type === 'invite') return 'does'
  if (staff !== null) return staff.type === 'look' && !staff.spaced ? 'may' : 'looks'
  if (review?.type === 'return' || review?.type === 'reopen' || /^通过|^accept|^approve/i.test(text.trim()))
    return review === null ? null : 'does'
  return review !== null || salonCommandIn(text) !== null || commandOf(text) !== null ? 'may' : null
}

/** What she says while her broadcast waits for this; null where it is about something else, and what she was asked stays. */
export async function besideWriting(writing: Writing, want: Want, text: string): Promise<Turn | null> {
  const { asking } = writing
  const other = otherCommand(text, asking)
  const answer = () => writingAnswer(writing, want, textOf(text))
  if ((want === 'audience' || want === 'send') && (await isOther(writing, text, other))) return null
  const half = want === 'content' && halfSaid(text, asking.words) !== null
  if (other === null) return half ? askCommand(writing, text) : answer()
  if (want === 'content') return other === 'looks' ? null : askCommand(writing, text)
  if (other === 'may') return answer()
  // 「退回的」 is whom it is for as well as a list.
  const read = want === 'audience' || want === 'send' ? readAudience(text, await choosableBy(writing)) : null
  return read !== null && read.unclear === '' && !isEverybody(read.audience) ? answer() : null
}

/** Whether words that name nobody are said of something else: a look at one organisation, a salon, a visit, more time for a report, half a command. */
async function isOther(writing: Writing, text: string, other: ReturnType<typeof otherCommand>) {
  const { asking } = writing
  const tells = () =>
    owedCommandIn(text, asking.today) !== null || mayTellOfVisit(text) || halfSaid(text, asking.words) !== null
  const may = other === 'may' ? commandOf(text) === null && numberIn(text, 9) === null : other === null
  if (!may || (other === null && !tells())) return false
  return readAudience(text, await choosableBy(writing))?.unclear !== ''
}

/**
 * Whom one is for that waits for that, said after she did something else meanwhile; null where her words are about anything else.
 */
export async function audienceAfterAll(writing: Writing, text: string): Promise<Turn | null> {
  const { person, asking } = writing
  const draft = await waitingDraft(writing)
  if (!draft || isEmpty(draft.content)) return null
  if (person.draft || otherCommand(text, asking) !== null || numberIn(text, 99) !== null) return null
  const read = readAudience(text, await choosableBy(writing))
  if (!read || isEverybody(read.audience)) return null
  const excepts = (read.audience.except ?? []).length > 0
  // Whom it is for was settled: a mere name is rather said of something else.
  if (read.unclear === '')
    return draft.audience === null || excepts ? changed(writing, draft, { audience: read.audience }) : null
  return excepts && text.length <= LONG && !mayTellOfVisit(text)
    ? writingAnswer(writing, 'audience', textOf(text))
    : null
}

const textOf = (text: string) => ({ type: 'text' as const, text })

/** What she writes, as long as she remembers it. */
async function waitingDraft({ ports, person, asking }: Writing): Promise<Broadcast | null> {
  const draft = await ports.broadcasts.draftOf(person.contact.id)
  return draft && draft.createdAt > later(asking.now, -KEPT_MS) ? draft : null
}

/**
 * The line behind what she looked at, or did, in the middle of a broadcast: it waits, and how to go on. Null where none does, or where she was busy with
 * something else before already, unless only half of that was said.
 */
export async function broadcastWaits(writing: Writing, lost: boolean): Promise<string | null> {
  const { person, asking } = writing
  const { contact } = person
  const draft = contact.role === 'staff' ? await waitingDraft(writing) : null
  if (!draft) return null
  const { asked } = contact
  const leaves = asked?.type === 'broadcast' && asked.want !== 'stop'
  if (!lost && !leaves && !(await afterHalf(writing))) return null
  const said = draft.content.text ?? ''
  return isEmpty(draft.content) || said === ''
    ? asking.words.say('broadcast.still_waits')
    : asking.words.say('broadcast.still_waits_said', { said: quote(said, 15) })
}

/** Whether she was just told what her words lacked: this is the whole of what she left it for. */
async function afterHalf({ ports, person, asking }: Writing): Promise<boolean> {
  const last = await ports.overview.lastSaid(person.addressId)
  return last?.said.type === 'text' && halfSaid(last.said.text, asking.words) !== null
}

/** 「要把『通过』当作群发的内容吗？」 */
async function askCommand(writing: Writing, said: string): Promise<Turn> {
  const { ports, person, asking } = writing
  await ports.people.setAsked(person.contact.id, { type: 'broadcast', want: 'command', said, at: asking.now })
  return say(writing, asking.words.say('broadcast.want_command', { said: quote(said, 30) }))
}

/** Her answer to that; null where she says the command again: then it is done. */
export async function commandAnswer(writing: Writing, before: string, text: string): Promise<Turn | null> {
  const { ports, person, asking } = writing
  const draft = await ports.broadcasts.draftOf(person.contact.id)
  if (!draft) return null
  const meant = yesOrNo(text)
  const content = { ...draft.content, salonId: null, text: before.trim() }
  if (meant === true) return changed(writing, draft, { content })
  const again = text.trim() === before.trim()
  if (meant === null && !again) return besideWriting(writing, 'content', text)
  await ports.people.setAsked(person.contact.id, null)
  return again ? null : say(writing, asking.words.say('broadcast.not_content', { said: quote(before, 30) }))
}
