import { expect, it } from '@jest/globals'
import { listed } from '../../src/conversations/obligations/listed.js'
import type { StillOwed } from '../../src/conversations/obligations/owed.js'
import { owedLines } from '../../src/conversations/obligations/words.js'
import { NO_FACTS } from '../../src/programmes/obligation.js'
import type { Obligation } from '../../src/programmes/obligations.js'
import { formNamed, wordsIn } from '../engine/talk.js'

const words = wordsIn('zh-CN')
const of = (organisationId: string, grantId: string) => {
  const obligation = { organisationId, grantId, from: '2026-07-01', to: '2026-09-30', facts: NO_FACTS } as Obligation
  const owed: StillOwed = {
    obligation,
    state: 'open',
    deadline: '2026-10-15',
    form: formNamed('work-brief.v2'),
    draft: null,
  }
  return owed
}
const choice = (organisationId: string, organisation: string, grantId: string, purpose: string) => ({
  organisationId,
  organisation,
  grantId,
  purpose,
  programmeId: 'p',
})
const choices = [
  choice('a', '青云社', '1', '读书会'),
  choice('a', '青云社', '2', '食育'),
  choice('b', '麦田', '3', '小额资助'),
]
const heads = (...owed: StillOwed[]) =>
  owedLines(owed, choices, '2026-10-13', words).map((line) => line.slice(0, line.indexOf('「')))

it('two reports that would be called the same are told apart by organisation, by grant, or by both', () => {
  expect(heads(of('a', '1'))).toEqual(['青云社'])
  expect(heads(of('a', '1'), of('a', '2'))).toEqual(['青云社 读书会', '青云社 食育'])
  expect(heads(of('a', '1'), of('b', '3'))).toEqual(['青云社', '麦田'])
  expect(heads(of('a', '1'), of('a', '2'), of('b', '3'))).toEqual(['青云社 读书会', '青云社 食育', '麦田'])
})

it('the list for staff has a line an organisation and fits one message, however many there are', () => {
  const all = (['overdue', 'returned', 'in_draft', 'open', 'submitted'] as const).flatMap((state) =>
    Array.from({ length: 40 }, (_, i) => ({ obligation: of(`${i % 20}`, `${i}`).obligation, state })),
  )
  const text = listed(
    all,
    (id) => `一家名字很长的社会工作服务中心${id}`,
    ({ grantId }) => `「工作简报」（2026年第${grantId}期）`,
    { today: '2026-10-09', words },
  )
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2_000)
  expect(text).toMatch(/过期没交 40 份：\n· 一家.*0「工作简报」（2026年第0期）、「工作简报」（2026年第20期）\n/)
  expect(text).toMatch(/（另有 \d+ 份，回复 应交 加机构名，看一家的）/)
})

it('one that was put off says until when, as long as it is still to come', () => {
  const put = (state: 'open' | 'accepted') => {
    const { obligation } = of('a', '1')
    return { state, obligation: { ...obligation, facts: { ...NO_FACTS, extendedTo: '2026-10-31' } } }
  }
  const shown = (state: 'open' | 'accepted') =>
    listed(
      [put(state)],
      () => '青云社',
      () => '「工作简报」',
      { today: '2026-10-09', words },
    )
  expect(shown('open')).toContain('· 青云社「工作简报」（延到10月31日）')
  expect(shown('accepted')).not.toContain('延到')
})
