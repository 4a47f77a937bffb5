import { commandOf, isSmallTalk, yesOrNo } from '../../engine/commands.js'
import { tellsWhy } from '../../engine/explain.js'
import type { Asking } from '../../forms/field-kind.js'
import { bare, quote } from '../../forms/prompt.js'
import { later } from '../../kernel/clock.js'
import type { Asked } from '../asked.js'
import { numbered, numberIn } from '../numbers.js'
import { draftAgain } from '../open-draft.js'
import type { TurnPorts } from '../ports.js'
import { type Life, lifeOf, listedName, nameOf } from '../record/shown.js'
import { reviseAtOnce } from '../revise-at-once.js'
import type { Known, Routing } from '../route.js'
import { saysSameOrNot } from '../same-or-not.js'
import type { ReviewNeeds } from '../staff/deciding.js'
import type { Aside } from './answer.js'
import { corrects, mayCorrect } from './commands.js'
import { changedWith, filedLately, fittingLately, NOT_BUT, thatHeld } from './fitting.js'

/** What she filed shortly before the last one may be meant as well. */
const TOGETHER_MS = 30 * 60_000
/** Numbers of one digit. */
const MOST = 9
/** Longer is a story. */
const SHORT = 40
/** More is no reason. */
const LONGEST = 200
/** What it is now, and what that is of. */
const HAS_NUMBER = /\D[\d０-９零一二两三四五六七八九十百千万]|[\d０-９零一二两三四五六七八九十百千万]\D/u

/**
 * A correction right after 提交 or with the list of what is filed before her (「第一场是27人」, 「不对，是35人」): she is asked whether the one just
 * filed is meant, or which of those she filed together or sees that it fits; only then it is opened and changed, to be submitted anew. A draft
 * that she has said nothing in yet is not what she corrects. Null when her message is none, or not about what is filed.
 */
export async function correctsFiled(
  routing: ReviewNeeds,
  ports: TurnPorts,
  { contact, draft }: Known,
  asked: Asked | null,
  text: string,
  asking: Asking,
): Promise<Aside | null> {
  const { words } = asking
  if ((asked?.type !== 'filed' && asked?.type !== 'list') || saysSameOrNot(text)) return null
  const surely = corrects(text)
  if (!(surely || mayCorrect(text)) || (asked.type === 'list' && asked.of !== 'mine')) return null
  if (draft && (draft.about.revises !== null || draft.session.heardAt > asked.at)) return null
  const life = (id: string) => lifeOf(routing, ports, contact.hubId, id, words)
  const fit: Life[] = []
  if (asked.type === 'list') {
    const seen = (await Promise.all(asked.recordIds.map(life))).filter((one) => one?.record.state !== 'withdrawn')
    const there = seen.filter((one) => one !== null)
    for (const one of there) if (await takes(ports, one, text, asking)) fit.push(one)
    const meant = (fit.length > 0 ? fit : surely ? there : []).slice(0, MOST)
    return meant.length > 0 ? asksWhich(meant, text, asking, 'filings.correct_listed') : null
  }
  const last = await life(asked.recordId)
  if (!last) return null
  for (const { id, filedAt } of await ports.records.ofContact(contact.hubId, contact.id)) {
    const one = filedAt < later(asked.at, -TOGETHER_MS) ? null : await life(id)
    if (one && one.record.contactId === contact.id && (await takes(ports, one, text, asking))) fit.push(one)
  }
  const others = fit.length > 0 ? [] : await fittingLately(routing, ports, contact, text, asking)
  if (others.length > 0) return asksWhich(others, text, asking, 'filings.correct_listed', listedName)
  const meant = fit.length > 0 ? await thatHeld(ports, fit, text, asking) : surely ? [last] : []
  return meant.length > 0 ? asksWhich(meant, text, asking) : null
}

/**
 * A correction of what she filed that names none (「义工是十三个不是十二个」, 「水和水果是186」), where nothing else of it was understood: whether the one that
 * it fits is to be changed is asked, or which of several; of none how it is said. Null where it is no correction, or she filed nothing lately.
 */
export async function correctsUnnamed(
  routing: Pick<Routing, 'forms'>,
  ports: TurnPorts,
  { contact }: Known,
  text: string,
  asking: Asking,
): Promise<Aside | null> {
  const surely = corrects(text) || NOT_BUT.test(text)
  if (text.length > SHORT || /[\n?？]|吗\s*$/u.test(text) || commandOf(text)) return null
  if (!surely && !mayCorrect(text) && !HAS_NUMBER.test(text)) return null
  const meant = await fittingLately(routing, ports, contact, text, asking)
  if (meant.length > 0) return asksWhich(meant, text, asking, 'filings.correct_listed', listedName)
  const filed = surely && (await filedLately(ports, contact, asking)).length > 0
  return filed ? { reply: asking.words.say('filings.correct_how', { said: quote(text, 30) }) } : null
}

export function asksWhich(
  meant: Life[],
  text: string,
  { words, now }: Asking,
  one = 'filings.correct_ask',
  called: (form: Life['form'], row: Life['listed'], words: Asking['words']) => string = nameOf,
): Aside {
  const names = meant.map(({ form, listed }) => called(form, listed, words))
  const said = quote(text, 30)
  const reply =
    meant.length > 1
      ? words.say('filings.correct_which', { said, names: numbered(names) })
      : words.say(one, { said, name: names[0] ?? '' })
  const named = { changes: meant.map(() => text), question: reply }
  const recordIds = meant.map(({ record }) => record.id)
  return { reply, asked: { type: 'correcting', recordIds, said: text, named, at: now } }
}

/** Her answer to that; null where it is none, and nothing is changed. */
export async function correctingAnswer(
  routing: ReviewNeeds,
  ports: TurnPorts,
  person: Known,
  { recordIds, said, named, why }: Asked & { type: 'correcting' },
  text: string,
  asking: Asking,
): Promise<Aside | null> {
  const [, other] = recordIds
  const yes = yesOrNo(text)
  const number = other === undefined ? null : numberIn(text, recordIds.length)
  const at = other === undefined ? (yes ? 0 : -1) : (number ?? 0) - 1
  const recordId = recordIds[at]
  if (recordId !== undefined) {
    const change = named?.changes[at] ?? said
    const done = await reviseAtOnce(routing, ports, person, recordId, change, asking)
    if (why !== undefined && done.sessionId !== null) await withWhy(ports, done.sessionId, why, asking)
    return { ...done, jobs: true }
  }
  const { draft } = person
  // 「谢谢」「好的」 is said of the asking: the correction still waits, and so does what her next number is for.
  if (isSmallTalk(text)) {
    return named
      ? { reply: named.question, asked: { type: 'correcting', recordIds, said, named, at: asking.now } }
      : null
  }
  // Why it is corrected goes with it.
  if (tellsWhy(text) && text.length < LONGEST) {
    const kept = asking.words.say('filings.why_kept', { said: quote(text) })
    const reply = [kept, named?.question].filter(Boolean).join('\n')
    return {
      reply,
      asked: { type: 'correcting', recordIds, said, ...(named && { named }), why: text.trim(), at: asking.now },
    }
  }
  if (yes !== false && !NONE.test(bare(text))) return null
  const kept = asking.words.say('filings.not_corrected')
  return { reply: draft ? `${kept}\n${await draftAgain(routing, ports, draft, asking)}` : kept }
}

/** The change that is opened with why it is made. */
async function withWhy({ drafts }: TurnPorts, draftId: string, why: string, { now }: Asking): Promise<void> {
  const session = (await drafts.find(draftId))?.session
  if (!session?.revision) return
  const reason = [session.revision.reason, why].filter(Boolean).join('；')
  await drafts.save(draftId, { ...session, revision: { ...session.revision, reason } }, now)
}

const NONE = /^(?:0|零|都?不是|不改了?|算了)$/u

/** Whether the engine would find something to change with it in this record. */
async function takes(ports: TurnPorts, life: Life, text: string, asking: Asking): Promise<boolean> {
  const { before, after } = await changedWith(ports, life, text, asking)
  return after.answers !== before.answers || after.at !== before.at
}
