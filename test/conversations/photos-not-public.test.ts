import { describe, expect, it } from '@jest/globals'
import { databaseRecordsToRead } from '../../src/database/records-to-read.js'
import { readChosen } from '../../src/records/export.js'
import { formNamed } from '../engine/talk.js'
import { memberOf, shanghai, shellStage } from './shell-stage.js'

/** A record with three photos that all may be shown, and what she says of them: the captions in the public version. */
async function shown(...said: string[]): Promise<(string | null)[]> {
  const stage = await shellStage({
    members: ['小禾 青云社', '工作人员小满'].map(memberOf),
    language: 'zh-CN',
    voice: '企业微信',
    from: shanghai('2014-07-02 10:00'),
    forms: [formNamed('activity.v2')],
    heard: () => {},
  })
  const say = async (name: string, text: string) => {
    await stage.say(name, { type: 'text', text })
    await stage.works()
  }
  try {
    for (const text of ['活动记录', '7月1日', '社区读书会', '社区', '签到12人']) await say('小禾', text)
    for (const id of ['海报', '圆桌', '合影']) await stage.say('小禾', { type: 'media', kind: 'image', ref: { id } })
    stage.passes(5_000)
    await stage.works()
    for (const text of ['1 海报 2 圆桌 3 合影', ...said]) await say('小禾', text)
    for (const text of ['待审', '通过 1']) await say('小满', text)
    const records = databaseRecordsToRead(stage.database.reads)
    const [hub] = await records.hubs()
    const chosen = await readChosen(records, { hub: hub!, programme: null, grantee: null, range: {}, public: true })
    const captions: (string | null)[] = []
    for await (const record of chosen.records) captions.push(...record.photos.map(({ caption }) => caption))
    return captions
  } finally {
    await stage.close()
  }
}

describe('the public version', () => {
  it('shows the photos that she said may be shown', async () => {
    expect(await shown('都同意公开', '提交', '1')).toEqual(['海报', '圆桌', '合影'])
  })

  it.each([
    ['at the question whom they show', ['小孩的照片别公开', '提交', '1']],
    ['at the question for the photos', ['都同意公开', '改 6', '孩子的照片不要公开', '提交', '1']],
    ['at another question', ['都同意公开', '改 3', '有小孩的照片别发出去', '社区', '提交', '1']],
    ['at the summary', ['都同意公开', '提交', '不要公开小孩的照片', '1']],
    ['right after it was filed', ['都同意公开', '提交', '1', '小孩的照片别公开', '1']],
    ['of what was just filed, in fewer words', ['都同意公开', '提交', '1', '都不要公开', '1']],
    ['of what was just filed, before it is asked which', ['都同意公开', '提交', '1', '撤回照片', '都不要公开', '1']],
  ])('leaves them out where she said so %s', async (_where, said) => {
    expect(await shown(...said)).toEqual([])
  })

  it('leaves out those she took back while the record was taken back, once it is there again', async () => {
    const said = ['都同意公开', '提交', '1', '我的填报', '撤回 1', '1', '我的填报', '1', '照片 2 撤回同意', '1']
    expect(await shown(...said, '我的填报', '恢复 1')).toEqual(['海报', '合影'])
  })

  it('leaves out those she named, and shows the others', async () => {
    expect(await shown('第1张和第3张不要公开 其他可以', '提交', '1')).toEqual(['圆桌'])
  })
})
