import { afterEach, beforeEach, expect, it } from '@jest/globals'
import type { App } from '../../src/app.js'
import { album, eventually, makeStage, serve, type Stage } from './stage.js'

let stage: Stage
let app: App
beforeEach(async () => {
  stage = await makeStage()
  app = await serve(stage)
})
afterEach(async () => {
  await app.stop()
  await stage.close()
})

it('pictures sent before a form was chosen are kept and go into it; the album is answered once', async () => {
  await stage.bind('xiaozhou')
  const heard = await stage.act('xiaozhou', await album(3))
  expect(heard.map(({ reply }) => reply)).toEqual([null, null, null])
  stage.passes(3_000)
  await eventually('the one answer', () => stage.active('xiaozhou').length === 1)
  expect(stage.active('xiaozhou')).toEqual([expect.stringMatching(/照片先替你留着[^]*1 工作简报/)])

  const answers = ['活动记录', '2014年3月22日', '高安志愿者培训', '高安', '25人', '1']
  const photos = await stage.sayAll('xiaozhou', ...answers)
  expect(photos).toContain('3 张')
  expect(await stage.sayAll('xiaozhou', '完', '1', '1')).toContain('已提交')
  expect(await stage.rows('SELECT photoId FROM record_photos')).toHaveLength(3)
})

it('pictures of long ago do not turn up in a form begun much later', async () => {
  await stage.bind('xiaozhou')
  await stage.act('xiaozhou', await album(2))
  stage.passes(2 * 3_600_000)
  await stage.say('xiaozhou', '活动记录')
  expect(await stage.count('photos')).toBe(0)
})

it('whoever speaks can be written to, also when the event that she left comes late', async () => {
  await stage.bind('xiaozhou')
  const hourAgo = Math.floor(Date.parse(stage.control.state().now) / 1000) - 3600
  await stage.act(
    'xiaozhou',
    { type: 'raw_event', event: 'unsubscribe', fields: { EventKey: '' } },
    { createTime: hourAgo },
  )
  await stage.sayAll('xiaozhou', '活动记录', '2014年3月22日', '高安志愿者培训', '高安', '25人', '1', '培训')
  await stage.act('xiaozhou', await album(2))
  stage.passes(3_000)
  await eventually('the acknowledgement', () => stage.active('xiaozhou').some((text) => text.includes('收到 2 张')))
})

it('a second service on one SQLite file does not start', async () => {
  await expect(serve(stage)).rejects.toThrow(/another service/)
})
