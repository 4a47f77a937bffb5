import { afterEach, expect, it } from '@jest/globals'
import type { App } from '../../src/app.js'
import { makeStage, serve, type Stage } from './stage.js'

const DAY = 24 * 3_600_000
const DONE =
  '这段时间我们按计划走进各地伙伴机构，一起办了几次活动。参加的人比去年多，大家开始主动约下一次，我们也学会了提前发通知。'

let stage: Stage
let app: App
afterEach(async () => {
  await app.stop()
  await stage.close()
})

it('a draft waits for days and over deployments, and says where it was left', async () => {
  stage = await makeStage()
  app = await serve(stage)
  await stage.bind('xiaozhou')
  expect(await stage.sayAll('xiaozhou', '工作简报', '2014年1月到3月', DONE, '3')).toContain('【4/7】')
  await stage.say('xiaozhou', '3月22日 高安志愿者培训 高安 25人')

  await app.stop()
  stage.passes(5 * DAY)
  app = await serve(stage)

  const back = await stage.say('xiaozhou', '你好')
  expect(back).toContain('上次填到第 4 题')
  expect(back).toContain('高安志愿者培训')
  expect(await stage.say('xiaozhou', '3月23日 上高志愿者培训 上高 46人')).toContain('第 2 条')

  stage.passes(2 * DAY)
  // What can only be an answer is taken as one, and that is said.
  const taken = await stage.say('xiaozhou', '3月29日 永新志愿者培训 永新 34人')
  expect(taken).toMatch(/上次填到第 4 题[^]*第 3 条/)
  await stage.sayAll(
    'xiaozhou',
    '完',
    '1',
    '跳过',
    '下一步会把签到表统一起来，每次活动结束当天就把记录补齐，再请两位伙伴一起带新人。',
  )
  expect(await stage.sayAll('xiaozhou', '跳过', '1')).toContain('已提交')
  expect(await stage.rows('SELECT title, headcountMin AS n FROM activities ORDER BY position')).toEqual([
    { title: '高安志愿者培训', n: 25 },
    { title: '上高志愿者培训', n: 46 },
    { title: '永新志愿者培训', n: 34 },
  ])
  expect(stage.violations()).toEqual([])
})
