import { expect, it } from '@jest/globals'
import { onEachDatabase } from '../contracts/databases.js'
import { formNamed } from '../engine/talk.js'
import { aShell } from './a-shell.js'

onEachDatabase('a form that asks what its answers call for', (database) => {
  it('is filed without the answers that are no longer asked for, and the draft has them until then', async () => {
    const { somebody } = await aShell(database(), [formNamed('training.v1')])
    const person = await somebody('one')
    const told = await person.sayAll(
      '培训记录',
      '培训',
      '6月20日',
      '6月21日',
      '高安志愿者培训',
      '李老师',
      '12人',
      '跳过',
    )
    expect(told).toContain('5. 讲师：李老师')
    await person.sayAll('改 1', '走访')
    const draft = await database().reads.all<{ data: string }>("SELECT data FROM sessions WHERE form = 'training'")
    expect(JSON.parse(draft.at(-1)?.data ?? '')).toMatchObject({ answers: { trainer: { value: '李老师' } } })

    expect(await person.say('1')).toContain('「培训记录」已提交')
    const [record] = await database().reads.all<{ answers: string }>(
      "SELECT answers FROM records WHERE form = 'training' ORDER BY filedAt DESC, id DESC",
    )
    expect(Object.keys(JSON.parse(record?.answers ?? '') as object)).toEqual([
      'kind',
      'start',
      'end',
      'title',
      'headcount',
      'list',
    ])
  })

  it('leaves pictures waiting for a form that asks for some', async () => {
    const { somebody } = await aShell(database(), [formNamed('work-brief.v2'), formNamed('activity.v2')])
    const person = await somebody('one')
    await person.picture()
    // It asks for no pictures.
    expect(await person.say('本期无活动')).toContain('【1/2】')
    await person.sayAll('取消', '1', '活动记录')
    expect(await person.say('预览')).toContain('6. 照片：1 张')
  })

  it('says how far a draft is by the questions that are asked', async () => {
    const { somebody } = await aShell(database(), [formNamed('training.v1')])
    const person = await somebody('two')
    await person.sayAll('培训记录', '走访', '6月20日', '6月21日', '走访三个家庭')
    expect(await person.say('活动记录')).toContain('「培训记录」（填到第 5 题）')
  })
})
