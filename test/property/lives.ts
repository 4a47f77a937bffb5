import type { Instant } from '../../src/kernel/clock.js'
import type { RecordState } from '../../src/records/record.js'
import type { Person } from './person.js'
import { askedIn, copied, inside, type Draft, type Picture } from './draft.js'

/** A version of what was filed, and what became of it. */
export interface Version {
  draft: Draft
  state: RecordState
  /** When it came into this state, and when it was filed. */
  stateAt: Instant
  filedAt: Instant
  /** In which state it was before it came into this one. */
  before: Map<RecordState, RecordState>
  /** What the hub said each time it returned it, by question: the last time counts. */
  returns: Map<string, string>[]
  /** When one who was changing it gave that up. */
  freeAt?: Instant
  /** Who is to hear of the last time, and whether it was said to her in some way. */
  told: { who: Person; yes: boolean } | null
}

/** What was filed once, with all its versions: the last counts. */
export type Life = Version[]

/** What the contacts of one organisation have in common. */
export interface Organisation {
  lives: Life[]
  /** Pictures that may not be shown, as somebody said who was changing what was filed: at once, if the public sees it. */
  refused: Set<string>
  /** Whether the hub reviews what they file while they are at it, which takes a hub of their own. */
  reviewed: boolean
  /** Who fill in, and who review. */
  people: Person[]
  /** How many do something at this very moment: only of one alone it is known in what order. */
  acting: number
}

export const WAITING: RecordState[] = ['submitted', 'resubmitted', 'corrected']

export const currentOf = (life: Life): Version => life.at(-1)!

export function comeTo(version: Version, state: RecordState, at: Instant): void {
  version.before.set(state, version.state)
  version.state = state
  version.stateAt = at
}

/** It is again what it was before it came into this state. */
export function goBack(version: Version, at: Instant): void {
  version.state = version.before.get(version.state)!
  version.stateAt = at
}

/** What counts, in the order in which it was filed. */
export const countingIn = ({ lives }: Organisation): Draft[] =>
  lives
    .map(currentOf)
    .filter(({ state }) => state !== 'withdrawn')
    .toSorted((a, b) => (a.filedAt < b.filedAt ? -1 : a.filedAt > b.filedAt ? 1 : 0))
    .map(({ draft }) => draft)

/** Files a draft: what it begins or, of what is there, the next version. Gives what is wrong with that, or null. */
export function fileDraft({ lives }: Organisation, draft: Draft, at: Instant): string | null {
  const { revises } = draft
  const begun = (state: RecordState): Version => ({
    draft,
    state,
    stateAt: at,
    filedAt: at,
    before: new Map(),
    returns: [],
    told: null,
  })
  if (!revises) {
    lives.push([begun('submitted')])
    return null
  }
  const { state, draft: was } = currentOf(revises.life)
  const corrects = revises.type === 'correction'
  const may: RecordState[] = corrects ? ['accepted', 'corrected'] : ['submitted', 'returned', 'resubmitted']
  if (!corrects && revises.withdrawn) may.push('withdrawn')
  revises.life.push(begun(corrects ? 'corrected' : 'resubmitted'))
  if (!may.includes(state)) return `what was ${state} was changed by ${corrects ? 'a correction' : 'an edit'}`
  return was === revises.of ? null : 'what somebody else had changed was changed without a word of that'
}

/** What she begins with who changes what was filed: what was taken back since is not public there. */
export function revisionOf(life: Life, at: Instant): Draft {
  const { draft, state, returns } = currentOf(life)
  const notes = new Map(state === 'returned' ? returns.at(-1) : [])
  const today = (picture: Picture) => (picture.takenBack ? { ...picture, consent: 'not_given' } : picture)
  const corrects = state === 'accepted' || state === 'corrected'
  // Of a report that there was no activity the rest was not filed.
  const filed = <T>(all: Map<string, T>) => new Map([...all].filter(([key]) => asked.has(key)))
  const asked = new Set(askedIn(draft).map(({ key }) => key))
  return {
    ...draft,
    answers: filed(draft.answers),
    pieces: new Map(),
    rows: copied(filed(draft.rows)),
    lacking: new Map(),
    albums: new Map([...copied(filed(draft.albums))].map(([key, album]) => [key, inside(album).map(today)])),
    offers: new Map(),
    repeats: null,
    twins: [],
    revises: {
      life,
      of: draft,
      at,
      type: corrects ? 'correction' : 'edit',
      withdrawn: state === 'withdrawn',
      notes,
    },
  }
}
