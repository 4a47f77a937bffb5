import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { type Act, ACTS, mayBy, mayFrom, WAITING, type Who } from '../../src/records/lives.js'
import type { RecordState } from '../../src/records/record.js'

const STATES: RecordState[] = ['submitted', 'returned', 'resubmitted', 'accepted', 'corrected', 'withdrawn']

/** From which states, by whom, to what, what must be said. */
const table: [Act, RecordState[], Who[], to: string, needs: string, version: boolean][] = [
  ['submit', [], ['grantee', 'staff'], 'submitted', 'nothing', true],
  ['accept', ['submitted', 'resubmitted', 'corrected'], ['staff'], 'accepted', 'nothing', false],
  ['return', ['submitted', 'resubmitted', 'corrected'], ['staff'], 'returned', 'comments', false],
  ['take_back', ['returned'], ['staff'], 'as_before', 'nothing', false],
  ['reopen', ['accepted'], ['staff'], 'as_before', 'reason', false],
  ['resubmit', ['submitted', 'returned', 'resubmitted', 'withdrawn'], ['grantee'], 'resubmitted', 'nothing', true],
  ['withdraw', ['submitted', 'returned', 'resubmitted'], ['grantee'], 'withdrawn', 'nothing', false],
  ['restore', ['withdrawn'], ['grantee'], 'as_before', 'nothing', false],
  ['correct', ['accepted', 'corrected'], ['grantee', 'staff'], 'corrected', 'reason', true],
]

describe('the life of a record', () => {
  it('has these acts and no others', () => {
    expect(table.map(([act]) => act)).toEqual(Object.keys(ACTS))
  })

  it.each(table)('%s: from %j by %j to %s', (act, from, by, to, needs, version) => {
    expect(STATES.filter((state) => mayFrom(act, state))).toEqual(STATES.filter((state) => from.includes(state)))
    expect((['grantee', 'staff'] as const).filter((who) => mayBy(act, who))).toEqual(by)
    expect(ACTS[act]).toMatchObject({ to, needs, version })
  })

  it.each(STATES)('what is %s has a way back', (state) => {
    const here = Object.entries(ACTS).filter(([, { to }]) => to === state)
    const back = here.map(([, act]) => act.back as Act)
    expect(back.length).toBeGreaterThan(0)
    for (const act of back) expect([state, act, mayFrom(act, state)]).toEqual([state, act, true])
  })

  it('an act that takes another back leads from where that one led', () => {
    for (const act of ['take_back', 'reopen', 'restore'] as const)
      expect(ACTS[ACTS[act].back as Act].to).toBe(ACTS[act].from[0])
  })

  it('what waits for the hub is what it may accept, and nobody may withdraw what was accepted', () => {
    expect(STATES.filter((state) => mayFrom('accept', state))).toEqual(
      STATES.filter((state) => WAITING.includes(state as never)),
    )
    expect(mayFrom('withdraw', 'accepted') || mayFrom('withdraw', 'corrected')).toBe(false)
  })

  it('stands in the decision, state by state', () => {
    const decision = readFileSync('docs/decisions/009-life-of-a-record.md', 'utf8')
    for (const state of STATES) expect(decision).toMatch(new RegExp(`^\\| ${state} +\\| .+ \\| .+ \\| .+ \\|$`, 'm'))
  })
})
