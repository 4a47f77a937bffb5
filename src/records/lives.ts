import type { RecordState } from './record.js'

/** Contacts of the organisation it is about, or staff of its hub; the hub's viewers only look. */
export type Who = 'grantee' | 'staff'

/** What the hub has not decided on yet. */
export const WAITING = ['submitted', 'resubmitted', 'corrected'] as const satisfies RecordState[]

interface Rule {
  by: readonly Who[]
  /** Empty for what begins a record. */
  from: readonly RecordState[]
  /** `as_before`: the state it had before the act that this one takes back. */
  to: RecordState | 'as_before'
  /** `comments`: one for each question that is to be answered again. */
  needs: 'nothing' | 'reason' | 'comments'
  /** Whether it makes a new version, which takes the place of the one before; else that one only changes its state. */
  version: boolean
  /** The act that takes it back. */
  back: string
}

/** What can happen to a record: the whole of its life. Words for it: `docs/decisions/009-life-of-a-record.md`. */
export const ACTS = {
  submit: { by: ['grantee', 'staff'], from: [], to: 'submitted', needs: 'nothing', version: true, back: 'withdraw' },
  accept: { by: ['staff'], from: WAITING, to: 'accepted', needs: 'nothing', version: false, back: 'reopen' },
  return: { by: ['staff'], from: WAITING, to: 'returned', needs: 'comments', version: false, back: 'take_back' },
  take_back: { by: ['staff'], from: ['returned'], to: 'as_before', needs: 'nothing', version: false, back: 'return' },
  reopen: { by: ['staff'], from: ['accepted'], to: 'as_before', needs: 'reason', version: false, back: 'accept' },
  /** Answers what was returned, or changes by herself what is not accepted; an edited one that was withdrawn is there again. */
  resubmit: {
    by: ['grantee'],
    from: ['submitted', 'returned', 'resubmitted', 'withdrawn'],
    to: 'resubmitted',
    needs: 'nothing',
    version: true,
    back: 'withdraw',
  },
  withdraw: {
    by: ['grantee'],
    from: ['submitted', 'returned', 'resubmitted'],
    to: 'withdrawn',
    needs: 'nothing',
    version: false,
    back: 'restore',
  },
  restore: {
    by: ['grantee'],
    from: ['withdrawn'],
    to: 'as_before',
    needs: 'nothing',
    version: false,
    back: 'withdraw',
  },
  /** What was accepted once is changed with a reason only; the way back is to correct it again. */
  correct: {
    by: ['grantee', 'staff'],
    from: ['accepted', 'corrected'],
    to: 'corrected',
    needs: 'reason',
    version: true,
    back: 'correct',
  },
} as const satisfies Record<string, Rule>

export type Act = keyof typeof ACTS

export const mayFrom = (act: Act, state: RecordState): boolean =>
  (ACTS[act].from as readonly RecordState[]).includes(state)

export const mayBy = (act: Act, who: Who): boolean => (ACTS[act].by as readonly Who[]).includes(who)
