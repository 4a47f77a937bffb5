import { describe, expect, it } from '@jest/globals'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runHere } from './run-cli.js'
import { fakeModel } from '../extraction/llm/fake-model.js'

const line = (id: string, text: string, sentAt = '2026-11-20T08:00:00+08:00') => JSON.stringify({ id, text, sentAt })

describe('jianbao extract --jsonl', () => {
  it('writes the activities of each message, a JSON object a line', async () => {
    const { code, out } = await runHere(['extract', '--jsonl'], {
      typed: [line('a', '昨天读书会来了18人 花了260'), '', line('b', '收到，谢谢')],
    })
    expect(code).toBe(0)
    expect(
      out
        .trim()
        .split('\n')
        .map((one) => JSON.parse(one) as unknown),
    ).toEqual([
      {
        id: 'a',
        activities: [
          {
            date: '2026-11-19',
            dateEnd: null,
            title: '读书会',
            place: null,
            headcount: 18,
            headcountUnit: '人',
            headcountMax: null,
            approximate: false,
            breakdown: [],
            expenseYuan: 260,
            status: 'done',
          },
        ],
      },
      { id: 'b', activities: [] },
    ])
  })

  it('counts 昨天 from the day in China, whatever zone the time is written in', async () => {
    const { out } = await runHere(['extract', '--jsonl'], {
      typed: [line('a', '昨天读书会18人', '2026-11-19T16:30:00Z')],
    })
    expect(out).toContain('"date":"2026-11-19"')
  })

  it('names a line that is no message, leaves it out, reads the others and fails', async () => {
    const { code, out, err } = await runHere(['extract', '--jsonl'], { typed: ['{', line('a', '昨天读书会18人')] })
    expect(code).toBe(1)
    expect(err).toContain('第 1 行跳过了')
    expect(out.trim().split('\n')).toHaveLength(1)
  })

  it.each([
    ['{"id":"a","text":"昨天', '不是 JSON / no JSON'],
    ['{"id":"a"}', 'text、sentAt 不对'],
    ['[1,2]', 'JSON 不对'],
    [JSON.stringify({ id: 3, text: '昨天读书会18人', sentAt: '2026-11-20T08:00:00+08:00' }), 'id 不对'],
    [line('a', '昨天读书会18人', '昨天'), 'sentAt 不对'],
    [line('a', '昨天读书会18人', '2026-11-20'), 'sentAt 不对'],
    [line('a', '昨天读书会18人', '2026-13-40T08:00:00+08:00'), 'sentAt 不对'],
    [line('a', '昨天读书会18人', '2026-11-20T08:00:00'), 'sentAt 不对'],
  ])('says what is wrong with %s, and nothing of what it says', async (faulty, why) => {
    const { code, out, err } = await runHere(['extract', '--jsonl'], { typed: [faulty] })
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(/^第 1 行跳过了：[^]*\/ line 1 left out\n$/)
    expect(err).toContain(why)
    expect(err).not.toContain('读书会')
  })

  it('reads a line of a megabyte, one with a line separator in it, and an empty text', async () => {
    const { code, out } = await runHere(['extract', '--jsonl'], {
      typed: [line('a', '昨天读书会18人'.repeat(45_000)), line('b', '昨天读书会18人\u2028花了260'), line('c', '')],
    })
    const read = out
      .trim()
      .split('\n')
      .map((one) => JSON.parse(one) as { id: string; activities: { headcount: number; expenseYuan: number | null }[] })
    expect(code).toBe(0)
    expect(read.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
    expect(read[0]?.activities[0]).toMatchObject({ headcount: 18 })
    expect(read[1]?.activities).toEqual([expect.objectContaining({ headcount: 18, expenseYuan: 260 })])
    expect(read[2]?.activities).toEqual([])
  })

  it('says that no model is set where one is asked for', async () => {
    for (const engine of ['model', 'both']) {
      const { code, out, err } = await runHere(['extract', '--jsonl', '--engine', engine], { typed: [] })
      expect(code).toBe(2)
      expect(out).toBe('')
      expect(err).toContain('还没有设置语言模型')
    }
  })

  it('asks the model of the settings, and says on the other stream what became of it', async () => {
    const fake = await fakeModel()
    const folder = await mkdtemp(join(tmpdir(), 'jianbao-'))
    const config = join(folder, 'settings.yaml')
    await writeFile(config, `model: {baseUrl: '${fake.url}', apiKey: sk-test, model: fake}\n`, { mode: 0o600 })
    const typed = [line('a', '昨天读书会18人')]
    fake.state.next = [{ type: 'status', status: 401 }]
    const failing = await runHere(['--config', config, 'extract', '--jsonl', '--engine', 'both'], { typed })
    const alone = await runHere(['--config', config, 'extract', '--jsonl', '--engine', 'model'], { typed })
    await fake.close()
    await rm(folder, { recursive: true })
    expect(failing.out).toContain('"headcount":18')
    expect([failing.code, failing.err]).toEqual([0, '语言模型 / the model: model.http_401 1\n'])
    expect(JSON.parse(alone.out)).toEqual({ id: 'a', activities: [] })
    expect(alone.err).toBe('语言模型 / the model: model.read 1\n')
  })
})
