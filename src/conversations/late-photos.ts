import { isSmallTalk, yesOrNo } from '../engine/commands.js'
import type { Session } from '../engine/session.js'
import { heldOf, turnOf } from '../engine/turn.js'
import type { Asking } from '../forms/field-kind.js'
import { quote } from '../forms/prompt.js'
import { type Form, formIn } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { askedFields } from '../forms/relevance.js'
import { later } from '../kernel/clock.js'
import type { Words } from '../kernel/words.js'
import type { ListedRecord } from '../records/record-reads.js'
import type { Asked } from './asked.js'
import { ASKED_AGAIN_MS, menuLines } from './menu.js'
import { recordOfPictures } from './filings/adds-pictures.js'
import { filedLately } from './filings/fitting.js'
import { draftAgain } from './open-draft.js'
import type { OpenDraft, TurnPorts, Utterance } from './ports.js'
import { listedName } from './record/shown.js'
import { picturesObjected } from './pictures-named.js'
import { nextReturned } from './returned.js'
import { OF_PICTURES, returnedForPictures } from './returned-meant.js'
import { revise } from './revise.js'
import type { Known, Routing, Turn } from './route.js'
import { isOfHub } from './staff/help.js'
import { take } from './take.js'
import { stillOfUse } from './unsaid.js'
import { letWait, stillWaiting, takeWaiting } from './waiting.js'

/** A picture that comes so soon after a filing was probably on its way, or forgotten. */
const SOON_MS = 30 * 60_000
/** And where nothing else was begun since. */
const SAME_DAY_MS = 12 * 3_600_000

/**
 * A picture that comes when she has just filed a form with pictures, or while one that came back for pictures waits for her: it waits, and she is
 * asked once whether it belongs there. Null for anything else, and for one that she was asked to send again.
 */
export async function latePhoto(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  message: Utterance,
  asking: Asking,
): Promise<Turn | null> {
  const { contact } = person
  const { asked, hubId } = contact
  const { said } = message
  const { words, now } = asking
  if (said.type !== 'media' || said.kind !== 'image' || isOfHub(contact)) return null
  const soon = (asked?.type === 'filed' || asked?.type === 'late_photos') && message.sentAt <= later(asked.at, SOON_MS)
  const recordId = soon
    ? asked.recordId
    : ((await returnedForPictures(routing, ports, person, asking)) ?? (await filedToday(ports, person, asking)))
  const record = recordId === null ? null : await ports.records.listedOne(hubId, recordId)
  if (!record || (await ports.photos.lostOf(contact.id, later(now, -ASKED_AGAIN_MS)))) return null
  const form = formIn(await routing.forms.find(ports.drafts, record.form, record.formVersion), words.language)
  // 「本期无活动」 was asked for no pictures.
  const filed = await ports.records.find(hubId, record.id)
  const answers = Object.fromEntries(Object.entries(filed?.answers ?? {}).map(([key, value]) => [key, { value }]))
  const fields = askedFields(form, { answers, idle: filed?.idle === true })
  if (!fields.some((field) => kindOf(field).hears === 'image')) return null
  const objected = asked?.type === 'late_photos' && asked.objected === true
  await ports.people.setAsked(contact.id, {
    type: 'late_photos',
    recordId: record.id,
    at: now,
    ...(objected && { objected }),
  })
  const question = words.say(lateQuestion(record), { name: calledOf(form, record, words) })
  const before = stillWaiting(person.waiting, now)
  const waited = await letWait(ports, person, before, { ...message, said }, question, asking)
  return { contactId: contact.id, hubId, sessionId: null, ...waited }
}

/** What she filed last, where that was not long ago and she is asked nothing else. */
async function filedToday(ports: TurnPorts, { contact }: Known, asking: Asking): Promise<string | null> {
  const { asked } = contact
  if (asked !== null && asked.type !== 'filed' && !(asked.type === 'list' && asked.of === 'mine')) return null
  const [last] = await filedLately(ports, contact, asking)
  return last && last.filedAt > later(asking.sentAt, -SAME_DAY_MS) ? last.id : null
}

const calledOf = (form: Form, record: ListedRecord, words: Words): string => quote(listedName(form, record, words), 60)

const lateQuestion = ({ state }: ListedRecord): string =>
  state === 'returned' ? 'filings.late_photos_returned' : 'filings.late_photos'

/** 「第一张是颁奖」: of the pictures that wait. */
const OF_PHOTOS = /照片|图片|[第前后最][^，。]{0,4}张|^(?:这|那|都)?是?[^，。]{0,6}张/u

/** 「是刚交的那份的，放进去」「留给下一份」: her answer in words. */
function whereTo(text: string): boolean | null {
  if (text.length > 24) return null
  if (/不是|下一?[份个次]|留着|别放|不放/u.test(text)) return false
  return /刚交|刚才(?:那|交|漏)|[放加补][进到]|那一?份的|退回|要补的/u.test(text) ? true : null
}

/** Her answer: the record is opened with the pictures in it, or they wait for the next form; null where it is none. */
export async function latePhotosAnswer(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  asked: Asked & { type: 'late_photos' },
  text: string,
  asking: Asking,
): Promise<Turn | null> {
  const { contact, addressId } = person
  const { words, now } = asking
  const objects = picturesObjected(text, true) !== null
  // 「净滩的照片」 says which.
  const named = objects ? null : await recordOfPictures(routing, ports, person, asked, text, asking)
  const recordId = named?.recordId ?? asked.recordId
  const yes = named ? true : (yesOrNo(text) ?? whereTo(text))
  const turn: Turn = { contactId: contact.id, hubId: contact.hubId, sessionId: null, reply: null, jobs: false }
  if (yes === null && !objects && !isSmallTalk(text) && !OF_PHOTOS.test(text) && !OF_PICTURES.test(text)) return null
  const record = await ports.records.listedOne(contact.hubId, recordId)
  if (!record) return null
  const form = formIn(await routing.forms.find(ports.drafts, record.form, record.formVersion), words.language)
  const asks = words.say(lateQuestion(record), { name: calledOf(form, record, words) })
  // What she was asked goes out with this very answer: she has not seen it, and her number means something else.
  if (yes !== null && stillOfUse(person.unsaid, now).some((one) => one.text.includes(asks))) {
    await ports.people.setAsked(contact.id, { ...asked, at: now })
    return turn
  }
  if (objects) {
    await ports.people.setAsked(contact.id, { ...asked, at: now, objected: true })
    return { ...turn, reply: `${words.say('filings.photos_not_public')}\n${asks}` }
  }
  if (yes === null) {
    // What she says of the pictures has its place once they have theirs.
    await ports.people.setAsked(contact.id, { ...asked, at: now })
    const first = isSmallTalk(text) ? '' : `${words.say('filings.photos_first', { said: quote(text) })}\n`
    return { ...turn, reply: first + asks }
  }
  if (!yes) {
    // What came back meanwhile is not to be lost behind the menu.
    const next = await nextReturned(routing, ports, person, contact.asks, asking)
    if (next) {
      await ports.people.setAsked(contact.id, next.asked)
      return { ...turn, reply: `${words.say('filings.photos_kept')}\n\n${next.reply}` }
    }
    const forms = menuLines(routing.forms.current, words)
    return { ...turn, reply: words.say('filings.photos_wait', { forms }) }
  }
  const { reply, sessionId } = await revise(routing, ports, person, recordId, asking)
  const draft = sessionId === null ? null : ((await ports.people.holdById(addressId))?.draft ?? null)
  if (!draft) return { ...turn, reply }
  const whole = await routing.forms.find(ports.drafts, draft.session.form, draft.session.formVersion)
  const at = askedFields(whole, draft.session).findIndex((field) => kindOf(field).hears === 'image')
  const there = { type: 'said' as const, said: { type: 'text' as const, text: `改 ${at + 1}` } }
  const opened = await take(routing, ports, contact, draft, there, asking, { addressId, message: null })
  const put = await putWaiting(
    routing,
    ports,
    person,
    { ...draft, session: opened.session },
    { opened: true, ...(asked.objected && { objected: true }) },
    asking,
  )
  return { ...turn, sessionId, reply: put, jobs: true }
}

/** The pictures that wait go into the album that is open now; what is said of that, and the question. */
async function putWaiting(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  draft: OpenDraft,
  { objected, opened }: { objected?: boolean; opened: boolean },
  asking: Asking,
): Promise<string> {
  const { contact, addressId } = person
  const { words, now } = asking
  const form = await routing.forms.find(ports.drafts, draft.session.form, draft.session.formVersion)
  const waiting = stillWaiting(person.waiting, now)
  let here = await takeWaiting(routing, ports, person, draft, waiting, asking)
  await ports.people.setWaiting(addressId, [])
  const all = picturesOf(form, here.session, asking)
  const before = picturesOf(form, draft.session, asking)
  const added = all.filter((number) => !before.includes(number))
  const count = added.length
  if (objected && count > 0) {
    const text = `第${added.join('、')}张不能公开`
    const said = { type: 'said' as const, said: { type: 'text' as const, text } }
    const kept = await take(routing, ports, contact, here, said, asking, { addressId, message: null })
    here = { ...here, session: kept.session }
  }
  const over = waiting.length - count
  const lead = [
    ...(count > 0 ? [words.say(opened ? 'filings.photos_in' : 'filings.photos_here', { count })] : []),
    ...(over > 0 ? [words.say('filings.photos_full', { count: all.length, over })] : []),
    await draftAgain(routing, ports, here, asking),
  ]
  return lead.join('\n')
}

/** Pictures that wait, once she opens the album of what she changes: they are taken in there. Null where none wait, or she is elsewhere. */
export async function waitingTaken(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  asking: Asking,
): Promise<string | null> {
  if (!person.draft || person.draft.about.revises === null || stillWaiting(person.waiting, asking.now).length === 0)
    return null
  const draft = await ports.drafts.find(person.draft.id)
  const at = draft?.session.at
  if (!draft || !at || !('field' in at) || (at.type !== 'asking' && at.type !== 'changing')) return null
  const form = await routing.forms.find(ports.drafts, draft.session.form, draft.session.formVersion)
  const isAlbum = form.fields.some((field) => field.key === at.field && kindOf(field).hears === 'image')
  if (!isAlbum) return null
  return putWaiting(routing, ports, person, { ...person.draft, session: draft.session }, { opened: false }, asking)
}

/** The numbers of the pictures that the questions for them hold. */
function picturesOf(form: Form, session: Session, asking: Asking): number[] {
  const turn = turnOf(form, session, asking)
  return form.fields.flatMap((field) => {
    const { partial, old } = heldOf(turn, field)
    const { hears, parts } = kindOf(field)
    return hears === 'image' ? (parts?.(field, partial?.value ?? null, old) ?? []) : []
  })
}
