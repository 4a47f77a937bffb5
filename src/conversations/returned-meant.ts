import type { Asking } from '../forms/field-kind.js'
import { kindOf } from '../forms/kinds.js'
import { isDone, isNothing, quote } from '../forms/prompt.js'
import { notesOf } from '../records/decide.js'
import { answerToReturned, plainly } from './filings/answers-returned.js'
import { changesBack } from './filings/commands.js'
import type { TurnPorts, Utterance } from './ports.js'
import { type Life, lifeOf, nameOf } from './record/shown.js'
import { returnedTo } from './returned.js'
import { reviseWithSaid } from './revise-at-once.js'
import type { Known, Routing, Turn } from './route.js'
import { isOfHub } from './staff/help.js'
import { understand } from './understood/understand.js'
import { keepUnplaced } from './understood/unplaced.js'

/**
 * The one record that waits to be changed though nothing is being asked: it came back to her and she put it off, else to a colleague, and nobody is at
 * it. Null where there is none, or several.
 */
async function putOffAlone(
  routing: Routing,
  ports: TurnPorts,
  { contact, draft }: Known,
  asking: Asking,
): Promise<Life | null> {
  if (draft || isOfHub(contact) || (contact.asked !== null && contact.asked.type !== 'returned')) return null
  const lives = await returnedTo(routing, ports, contact, asking)
  const all = lives.length > 0 ? [] : await ports.records.ofContact(contact.hubId, contact.id)
  for (const { id } of all.filter(({ state }) => state === 'returned')) {
    const life = await lifeOf(routing, ports, contact.hubId, id, asking.words)
    if (life && !(await ports.drafts.revising(life.record.chainId))) lives.push(life)
  }
  const [only, ...others] = lives
  return only && others.length === 0 ? only : null
}

/**
 * What she says days after she put off what came back, and that answers it: it is kept, and goes there when she opens it now. A new activity with its
 * day is none, and words of any kind are none where the hub asks for words.
 */
export async function returnedMeant(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  message: Utterance,
  asking: Asking,
): Promise<Turn | null> {
  const { contact } = person
  const text = message.said.type === 'text' ? message.said.text : ''
  if (text === '' || isDone(text) || isNothing(text)) return null
  const life = await putOffAlone(routing, ports, person, asking)
  if (life && changesBack(text)) {
    const { reply, sessionId } = await reviseWithSaid(routing, ports, person, life.record.id, asking)
    return { contactId: contact.id, hubId: contact.hubId, sessionId, reply, jobs: sessionId !== null }
  }
  const told = life && understand(text, asking.today)?.activities.some(({ facts }) => facts['activity.date'])
  if (!life || told) return null
  const answers = (await answerToReturned(routing, ports, person, life.record.id, text, asking, true)) !== null
  if (!answers && !(await speaksOfNote(ports, life, text))) return null
  const reply = await keptForReturned(routing, ports, person, life.record.id, text, asking)
  await ports.people.setAsked(contact.id, { type: 'returned', recordId: life.record.id, at: asking.now })
  return { contactId: contact.id, hubId: contact.hubId, sessionId: null, reply, jobs: false }
}

/** 「讲师费给刘老师的」 where the hub asked 「讲师费给谁的」: in the words of what it says of a question. */
async function speaksOfNote(ports: Pick<TurnPorts, 'records'>, { record }: Life, text: string): Promise<boolean> {
  if (text.length > SENTENCE || /[?？]|吗\s*$/u.test(text)) return false
  const notes = [...notesOf(await ports.records.events(record.hubId, record.chainId), record)]
  const runs = Array.from(text.slice(2), (_, i) => text.slice(i, i + 3)).filter((run) =>
    /^\p{Script=Han}{3}$/u.test(run),
  )
  return notes.some(([, note]) => runs.some((run) => note.includes(run)))
}
const SENTENCE = 60

/** It is kept for what came back, and goes there when she opens it now, which she is asked. */
export async function keptForReturned(
  routing: Pick<Routing, 'forms'>,
  ports: TurnPorts,
  person: Known,
  recordId: string,
  text: string,
  { words, messageId: id, sentAt }: Asking,
): Promise<string> {
  // 「人数是68，我数错了」: only what it is goes into the answer.
  await keepUnplaced(ports, person, { id, sentAt }, plainly(text))
  const life = await lifeOf(routing, ports, person.contact.hubId, recordId, words)
  const name = life ? nameOf(life.form, life.listed, words) : ''
  return words.say('returned.meant', { said: quote(text), name })
}

/** Pictures, and papers that one takes a picture of. */
export const OF_PICTURES =
  /照片|图片|相片|拍|收据|发票|小票|凭证|票据|签到表|名单|截图|扫描|附上|photo|picture|receipt|invoice/iu

/** The record that came back for pictures, or for papers that one takes a picture of. */
export async function returnedForPictures(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  asking: Asking,
): Promise<string | null> {
  const life = await putOffAlone(routing, ports, person, asking)
  if (!life?.form.fields.some((field) => kindOf(field).hears === 'image')) return null
  const { record } = life
  const notes = [...notesOf(await ports.records.events(record.hubId, record.chainId), record)]
  const wants = ([key, note]: [string, string]) =>
    OF_PICTURES.test(note) || life.form.fields.some((field) => field.key === key && kindOf(field).hears === 'image')
  return notes.some(wants) ? record.id : null
}
