import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { App } from '../../src/app.js'
import { addDays } from '../../src/kernel/day.js'
import { kinds } from '../contracts/databases.js'
import { fakeModel } from '../extraction/llm/fake-model.js'
import { album, eventually, makeStage, serve, type Stage } from './stage.js'

const TOLD = '昨天老樟树底下把旧衣服改成布袋，32个人，花了860块'

describe.each(kinds)('a language model in the settings, on %s', (kind) => {
  let stage: Stage
  let app: App
  let model: Awaited<ReturnType<typeof fakeModel>>
  const logged: string[] = []
  beforeAll(async () => {
    model = await fakeModel()
    model.state.usual = {
      type: 'answer',
      content: ({ sentOn, picture }) =>
        picture !== ''
          ? '{"caption":"读书会合影"}'
          : JSON.stringify({
              activities: [
                {
                  date: addDays(sentOn, -1),
                  title: '旧衣服改成布袋',
                  place: '老樟树底下',
                  headcount: 32,
                  headcountUnit: '人',
                  expenseYuan: 860,
                  status: 'done',
                },
              ],
            }),
    }
    stage = await makeStage({ kind })
    const settings = {
      baseUrl: model.url,
      apiKey: 'secret-key',
      model: 'm',
      pictureModel: 'sees',
      timeout: 2_000,
      callsPerDay: 10,
    }
    Object.assign(stage.settings, { model: settings })
    app = await serve(stage, logged)
  })
  afterAll(async () => {
    await app.stop()
    await stage.close()
    await model.close()
    expect(stage.violations()).toEqual([])
  })

  const readings = async () =>
    (await stage.rows<{ state: string }>("SELECT state FROM outbox WHERE kind = 'read_again'")).map(
      ({ state }) => state,
    )

  it('reads after she was answered, says it by itself, and is counted without a word of the text', async () => {
    await stage.bind('xiaozhou')
    const before = stage.active('xiaozhou').length
    expect(await stage.say('xiaozhou', TOLD)).toContain(' · 32人')
    const said = await eventually('the better reading', () => stage.active('xiaozhou')[before])
    expect(said).toContain(' · 旧衣服改成布袋 · 老樟树底下 · 32人')
    stage.passes(10_000)
    expect(await stage.say('xiaozhou', '1')).toContain('旧衣服改成布袋 · 老樟树底下')
    const metrics = await (await fetch(`${app.url}/metrics`)).text()
    expect(metrics).toContain('jianbao_model_calls_total{code="model.read"} 1')
    expect(logged.join('\n')).not.toMatch(/布袋|樟树|secret-key/)
  })

  it('looks at photos of a hub that agreed, by the model that sees, and never before she has said whom they show', async () => {
    await stage.sayAll('xiaozhou', '取消', '1', '工作简报')
    const looked = () => model.state.asked.filter(({ picture }) => picture !== '')
    await stage.act('xiaozhou', await album(2, 'before'))
    await eventually(
      'two photos',
      async () => (await stage.rows("SELECT 1 FROM photos WHERE state = 'kept'")).length === 2,
    )
    await stage.units((sql) => sql.run('UPDATE hubs SET proposesCaptions = 1', []))
    stage.passes(10_000)
    expect([looked().length, await stage.rows("SELECT 1 FROM outbox WHERE kind = 'propose_captions'")]).toEqual([0, []])
    await stage.act('xiaozhou', await album(1, 'after'))
    await eventually(
      'three photos',
      async () => (await stage.rows("SELECT 1 FROM photos WHERE state = 'kept'")).length === 3,
    )
    stage.passes(10_000)
    await eventually('the job', async () =>
      (await stage.rows<{ state: string }>("SELECT state FROM outbox WHERE kind = 'propose_captions'")).some(
        ({ state }) => state === 'done',
      ),
    )
    expect(looked()).toEqual([])
    expect(await stage.say('xiaozhou', '照片里没有未成年人')).toContain('都可以公开')
    stage.passes(10_000)
    await eventually('the model sees them', () => looked().length === 3)
    await eventually('what it saw is kept', async () =>
      (await stage.rows<{ state: string }>("SELECT state FROM outbox WHERE kind = 'propose_captions'")).every(
        ({ state }) => state === 'done',
      ),
    )
    expect(new Set(looked().map(({ model: name }) => name))).toEqual(new Set(['sees']))
    const told = await stage.say('xiaozhou', '改 7')
    expect(told).toContain('建议：读书会合影')
  })

  it('hears nothing of a hub that has switched it off', async () => {
    await stage.units((sql) => sql.run('UPDATE hubs SET rulesOnly = 1', []))
    await stage.sayAll('xiaozhou', '取消', '1')
    const asked = model.state.asked.length
    const active = stage.active('xiaozhou').length
    expect(await stage.say('xiaozhou', TOLD)).toContain(' · 32人')
    await eventually('the job', async () => {
      const all = await readings()
      return all.length === 2 && all.every((state) => state === 'done')
    })
    expect(model.state.asked).toHaveLength(asked)
    expect(stage.active('xiaozhou')).toHaveLength(active)
  })
})
