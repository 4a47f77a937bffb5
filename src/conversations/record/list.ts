import type { Asking } from '../../forms/field-kind.js'
import { formIn } from '../../forms/form.js'
import { quote } from '../../forms/prompt.js'
import { isReopened } from '../../records/decide.js'
import { WAITING } from '../../records/lives.js'
import type { RecordState } from '../../records/record.js'
import type { ListedRecord } from '../../records/record-reads.js'
import type { Asked, Listing } from '../asked.js'
import { menuLines } from '../menu.js'
import { openObjection } from '../phone/dispute.js'
import type { Person, TurnPorts } from '../ports.js'
import type { Routing } from '../route.js'
import { when } from './history.js'
import { listedName } from './shown.js'

/** A number of one digit on the first page. */
export const PAGE = 9
const NAME = 20

const STATES: Record<Exclude<Listing, 'mine'>, readonly RecordState[]> = {
  waiting: WAITING,
  returned: ['returned'],
  accepted: ['accepted'],
}

/** What a contact may do with her own, by their states. */
const ACTS: Record<string, readonly RecordState[]> = {
  edit: ['submitted', 'returned', 'resubmitted'],
  correct: ['accepted', 'corrected'],
  restore: ['withdrawn'],
}

/** So many are looked through for those of some organisations. */
const MOST = 500

/** One page of a list with numbers that go on from page to page, and what her next word may answer; `only` of these organisations; `foot`: what is said below it instead. */
export async function listShown(
  routing: Pick<Routing, 'forms'>,
  ports: Pick<TurnPorts, 'records' | 'drafts'>,
  contact: NonNullable<Person['contact']>,
  of: Listing,
  page: number,
  { words, now }: Asking,
  only: readonly string[] | null = null,
  foot: ((count: number) => string) | null = null,
): Promise<{ reply: string; asked: Asked | null }> {
  const { hubId, zone } = contact
  const end = page * PAGE
  const all =
    of === 'mine'
      ? await ports.records.ofContact(hubId, contact.id)
      : await ports.records.listed(
          hubId,
          STATES[of],
          of === 'waiting' ? 'oldest_first' : 'newest_first',
          only ? MOST : end,
        )
  const rows = only ? all.filter(({ organisationId }) => only.includes(organisationId)) : all
  const count = of === 'mine' || only ? rows.length : await ports.records.count(hubId, STATES[of])
  const upTo = rows.slice(0, end)
  const here = upTo.slice(end - PAGE)
  if (here.length === 0)
    return { reply: words.say(`record.none_${of}`, { forms: menuLines(routing.forms.current, words) }), asked: null }
  const several = new Set(rows.map(({ organisationId }) => organisationId)).size > 1
  const names: string[] = []
  for (const row of upTo) {
    const { title } = formIn(await routing.forms.find(ports.drafts, row.form, row.formVersion), words.language)
    names.push(listedName({ title }, row, words))
  }
  const alike = (row: ListedRecord, name: string) =>
    upTo.filter((one, i) => names[i] === name && one.organisationId === row.organisationId)
  const lines: string[] = []
  for (const [i, row] of here.entries()) {
    const at = end - PAGE + i
    const name = names[at] ?? ''
    const mark = markOf(row, alike(row, name))
    const line = await lineOf(of, row, mark === null ? name : `${name} ${quote(mark, NAME)}`, several, zone)
    const objected = of !== 'mine' && (await openObjection(ports, hubId, row)) !== null
    lines.push(`${at + 1} ${line}${objected ? ` · ${words.say('record.objected')}` : ''}`)
  }
  const rest = count - upTo.length
  return {
    reply: [
      words.say(`record.head_${of}`, { count }),
      ...lines,
      ...(rest > 0 ? [words.say('record.more', { rest })] : []),
      foot?.(rows.length) ?? (of === 'mine' ? footOfMine() : words.say(`record.foot_${of}`)),
    ].join('\n'),
    asked: {
      type: 'list',
      of,
      recordIds: upTo.map(({ id }) => id),
      more: rest > 0,
      ...(only && { only: [...only] }),
      at: now,
    },
  }

  /** What can be said at once, by how these stand: an accepted one is corrected, one taken back is put back. */
  function footOfMine(): string {
    const acts = Object.entries(ACTS).flatMap(([act, states]) => {
      const at = here.findIndex(({ state }) => states.includes(state))
      return at < 0 ? [] : [words.say(`record.act_${act}`, { number: end - PAGE + at + 1 })]
    })
    return words.say('record.foot_mine', { acts: acts.join(words.say('record.act_and')) })
  }

  /** What tells it apart from those of the same name: what the grant is for, else what was done first. */
  function markOf({ purpose, firstTitle, periodFrom }: ListedRecord, same: ListedRecord[]): string | null {
    if (same.length < 2) return null
    if (new Set(same.map((one) => one.purpose)).size > 1) return purpose
    return periodFrom === null ? null : firstTitle
  }

  async function lineOf(kind: Listing, row: ListedRecord, name: string, named: boolean, on: string): Promise<string> {
    const says = kind === 'mine' ? 'state' : 'review'
    // Most were never decided on: their events are not read.
    const waits = (WAITING as readonly string[]).includes(row.state)
    const again =
      waits && row.stateAt !== row.filedAt && isReopened(await ports.records.events(hubId, row.chainId), row)
    const state = words.say(`record.${says}_${again ? 'reopened' : row.state}`)
    const whose = kind !== 'mine' || named ? [quote(row.organisationName, NAME)] : []
    return [...whose, name, when(kind === 'mine' ? row.filedAt : row.stateAt, on), state].join(' · ')
  }
}
