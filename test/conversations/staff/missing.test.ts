import { expect, it } from '@jest/globals'
import { staffCommandIn } from '../../../src/conversations/staff/commands.js'
import { missingText } from '../../../src/conversations/staff/missing.js'
import { NO_FACTS } from '../../../src/programmes/obligation.js'
import type { ExportedGrant } from '../../../src/records/export-ports.js'
import { formNamed, wordsIn } from '../../engine/talk.js'

const TODAY = '2026-11-20'
const grant = (organisationName: string): ExportedGrant => ({
  id: `grant of ${organisationName}`,
  hubId: 'hub',
  programmeId: 'programme',
  organisationId: organisationName,
  purpose: '读书会',
  purposeClass: null,
  amountFen: null,
  status: 'active',
  remark: null,
  programmeName: '2026',
  organisationName,
  organisationKind: 'organisation',
})

it.each(['zh-CN', 'en'])(
  '300 organisations come page by page, a message each, by what the last line says (%s)',
  (language) => {
    const words = wordsIn(language)
    const names = Array.from({ length: 300 }, (_, i) => `第${i}号乡村儿童阅读推广志愿服务中心`.repeat(1 + (i % 3)))
    const hub = { filed: [], grants: names.map(grant), drafts: [], forms: [formNamed('work-brief.v1')] }
    let said: string | undefined = language === 'en' ? 'missing this quarter' : '谁还没交 本季'
    const seen = new Set<string>()
    let pages = 0
    while (said !== undefined) {
      const command = staffCommandIn(said, TODAY)
      if (command?.type !== 'missing') throw new Error(`no command: ${said}`)
      expect([command.period, command.page]).toEqual([{ from: '2026-10-01', to: '2026-12-31' }, ++pages])
      const text = missingText(hub, command.period, command.page, words)
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2_000)
      for (const name of /(?:还没动 300 家|Not begun: 300).*?[：:] ?(.*)$/m.exec(text)?.[1]?.split(/、|, /) ?? []) {
        expect(seen.has(name)).toBe(false)
        seen.add(name)
      }
      said = /(?:回复 (.*)，接着看|reply: (.*)$)/m.exec(text)?.slice(1).find(Boolean)
    }
    expect([...seen].sort()).toEqual(names.sort())
    expect(pages).toBeGreaterThan(10)
  },
)

it('a page that is not there is the last one', () => {
  const hub = { filed: [], grants: [grant('麦田')], drafts: [], forms: [formNamed('work-brief.v1')] }
  expect(missingText(hub, { from: TODAY, to: TODAY }, 99, wordsIn('zh-CN'))).toContain('还没动 1 家：麦田')
})

it('counts by the schedules as 应交 does, and says which programmes have none', () => {
  const obligation = {
    ...{ id: 'o', hubId: 'hub', programmeId: 'programme', scheduleId: 's', grantId: 'grant of 麦田', organisationId: '麦田' },
    ...{ form: 'work-brief', period: '2026-Q3', from: '2026-07-01', to: '2026-09-30', opensOn: '2026-10-01' },
    ...{ dueOn: '2026-10-15', facts: NO_FACTS, state: 'overdue' as const, chainId: null, nextOn: null },
  } // prettier-ignore
  const other = { ...grant('青云社'), programmeId: 'other', programmeName: '青年计划' }
  const owed = [{ obligation, state: 'overdue' as const }]
  const hub = { filed: [], grants: [grant('麦田'), other], drafts: [], forms: [formNamed('work-brief.v1')], owed }
  const text = missingText(hub, { from: '2026-11-01', to: '2026-11-30' }, 1, wordsIn('zh-CN'), false)
  expect(text).toContain('该交 1 家，交了 0 家，还差 1 家')
  expect(text).toContain('没写报告安排、没有算在内：青年计划（1 家）。')
})

it('nobody owes a report where no grant is active', () => {
  const hub = { filed: [], grants: [{ ...grant('麦田'), status: 'finished' as const }], drafts: [], forms: [] }
  expect(missingText(hub, { from: TODAY, to: TODAY }, 1, wordsIn('zh-CN'))).toContain('没有执行中的资助')
})
