import { changesIn, openRevision } from '../../engine/revision.js'
import type { Session } from '../../engine/session.js'
import { step } from '../../engine/step.js'
import type { Asking } from '../../forms/field-kind.js'
import { later } from '../../kernel/clock.js'
import { readNumber } from '../../kernel/numeral.js'
import type { ListedRecord } from '../../records/record-reads.js'
import type { TurnPorts } from '../ports.js'
import { differenceLines, type Life, lifeOf, titleOf } from '../record/shown.js'
import { answersOf } from '../revise.js'
import { asChange } from '../as-change.js'
import type { Known, Routing } from '../route.js'

/** What was filed longer ago is not spoken of without its name. */
const RECENT_MS = 92 * 24 * 3_600_000
/** So many are looked through, and so many named on a phone. */
const MOST = 5

const NUMERAL = '[\\d０-９零一二两三四五六七八九十百千万]'
export const NOT_BUT = new RegExp(`不是\\s*(?<was>${NUMERAL}{1,8})`, 'u')
/** 「刚才那个人数」, 「最后交的那份」: of what was filed last. */
const LAST = /刚才|刚刚|刚交|上一[份个次条]|最后/u

/** What she filed lately and still counts, the last first. */
export async function filedLately(
  { records }: Pick<TurnPorts, 'records'>,
  { id, hubId }: Known['contact'],
  { now }: Asking,
): Promise<ListedRecord[]> {
  const all = await records.ofContact(hubId, id)
  return all.filter(({ state, filedAt }) => state !== 'withdrawn' && filedAt > later(now, -RECENT_MS)).slice(0, MOST)
}

/** Those of what she filed lately that this would change: where she says what it was, those that say so, if any do. */
export async function fittingLately(
  routing: Pick<Routing, 'forms'>,
  ports: Pick<TurnPorts, 'records' | 'drafts'>,
  contact: Known['contact'],
  text: string,
  asking: Asking,
): Promise<Life[]> {
  const fit: { life: Life; exact: boolean }[] = []
  for (const { id } of await filedLately(ports, contact, asking)) {
    const life = await lifeOf(routing, ports, contact.hubId, id, asking.words)
    const exact = life?.record.contactId === contact.id ? await fits(ports, life, text, asking) : null
    if (life && exact !== null) fit.push({ life, exact })
  }
  const exactly = fit.filter(({ exact }) => exact)
  const all = (exactly.length > 0 ? exactly : fit).map(({ life }) => life)
  return LAST.test(text) ? all.slice(0, 1) : all
}

/** Of several those that held what she says it was, if any did. */
export async function thatHeld(
  ports: Pick<TurnPorts, 'records'>,
  lives: Life[],
  text: string,
  asking: Asking,
): Promise<Life[]> {
  if (lives.length < 2 || !NOT_BUT.test(text)) return lives
  const held = await Promise.all(lives.map((life) => fits(ports, life, text, asking)))
  const exactly = lives.filter((_, i) => held[i] === true)
  return exactly.length > 0 ? exactly : lives
}

/** Whether it would change an answer of this record, and one that is what she says it was; null where it would not. */
async function fits(
  ports: Pick<TurnPorts, 'records'>,
  life: Life,
  text: string,
  asking: Asking,
): Promise<boolean | null> {
  const { before, after } = await changedWith(ports, life, text, asking)
  const asks = after.at.type === 'which_row' || after.partials !== before.partials
  if (after.answers === before.answers && !asks) return null
  const was = NOT_BUT.exec(text)?.groups?.['was']
  const number = was === undefined ? null : readNumber(was)
  if (number === null) return false
  const holds = new RegExp(`(?<!\\d)${number}(?!\\d)[^→]*→`, 'u')
  return differenceLines(changesIn(life.whole, after, asking.words), asking.words).some((line) => holds.test(line))
}

/** What the engine would make of it in this record. */
export async function changedWith(
  ports: Pick<TurnPorts, 'records'>,
  life: Life,
  text: string,
  asking: Asking,
): Promise<{ before: Session; after: Session }> {
  const { whole, record } = life
  const { id: recordId, chainId, idle } = record
  const answers = await answersOf(ports.records, record)
  const before = openRevision(whole, { recordId, chainId, type: 'edit', notes: {}, answers, idle }, asking)
  const said = { type: 'text' as const, text: asChange(whole, text, null, titleOf(life)) }
  return { before, after: step(whole, before, { type: 'said', said }, asking).session }
}
