import { afterEach, expect, it } from '@jest/globals'
import { entriesOf } from '../../src/storage/unzip.js'
import { serveApart, type Child } from './child.js'
import { album, eventually, makeStage, type Stage } from './stage.js'

const STAFF = 'xiaoman'
const HER = 'xiaochen'
const OTHER = 'xiaomai'
/** So many that the service is killed while the report is compiled and not after. */
const ACTIVITIES = 3_000

const DONE =
  '这段时间我们按计划走进各地伙伴机构，一起办了几次活动。参加的人比去年多，大家开始主动约下一次，我们也学会了提前发通知。'
const NEXT = '下一步会把签到表统一起来，每次活动结束当天就把记录补齐，再请两位伙伴一起带新人。'

let stage: Stage
let service: Child | null = null
afterEach(async () => {
  await service?.end('SIGKILL')
  await stage.close()
  service = null
})

/** A record with so many activities that its report is a long one. */
async function fileMany(): Promise<void> {
  await stage.bind(STAFF)
  await stage.bind(HER)
  await stage.sayAll(HER, '工作简报', '2014年1月到3月', DONE, '3', '3月22日 高安志愿者培训 高安 25人签到', '完')
  await stage.sayAll(HER, '场地费 500元', '完', NEXT)
  await stage.act(HER, await album(2, 'first'))
  await eventually('the photos are kept', async () => {
    stage.passes(3_000)
    return (await stage.rows("SELECT 1 FROM photos WHERE state = 'kept'")).length === 2
  })
  expect(await stage.sayAll(HER, '1-2 分组讨论', '完', '1', '1')).toContain('已提交')
  const [row] = await stage.rows<Record<string, string | number | null>>('SELECT * FROM activities')
  const columns = Object.keys(row!)
  await stage.units(async (sql) => {
    for (let from = 2; from <= ACTIVITIES; from += 500) {
      const some = Array.from({ length: 500 }, (_, i) => ({
        ...row,
        position: from + i,
        part: `activities/${from + i}`,
        title: `第${from + i}次读书会`,
      }))
      await sql.run(
        `INSERT INTO activities (${columns.join(', ')}) VALUES ${some.map(() => `(${columns.map(() => '?').join(', ')})`).join(', ')}`,
        some.flatMap((one) => columns.map((column) => (one as typeof row)![column] ?? null)),
      )
    }
  })
}

const files = () => stage.control.chat(stage.who(STAFF)).filter(({ way, type }) => way === 'active' && type === 'file')
const stateOf = async () =>
  (await stage.rows<{ state: string }>("SELECT state FROM outbox WHERE kind = 'report'"))[0]?.state
const running = () => eventually('the report is being compiled', async () => (await stateOf()) === 'running')

it('everybody else is answered while a report is compiled', async () => {
  stage = await makeStage({ platform: { retryAfterMs: [10_000, 20_000, 40_000] } })
  // In a process of its own: what keeps it busy does not keep the platform or this test.
  service = await serveApart(stage)
  await fileMany()
  await stage.bind(OTHER)
  expect(await stage.say(STAFF, '出 2014年第一季度 报告')).toContain('正在编')
  await running()
  const from = performance.now()
  const waited: number[] = []
  while ((await stateOf()) === 'running') {
    const asked = performance.now()
    expect(await stage.say(OTHER, '我的填报')).toContain('还没有')
    waited.push(performance.now() - asked)
  }
  // Compiled in the service's own thread, its filling and reconciling would be one long wait of hers.
  const share = Math.max(...waited) / (performance.now() - from)
  expect(share).toBeLessThan(1 / 4)
  await eventually('the report', () => files().length === 1, 80_000)
}, 150_000)

it('a service that is killed meanwhile takes the job again, and gives the report once and whole', async () => {
  stage = await makeStage({ platform: { retryAfterMs: [1_000, 2_000, 4_000] } })
  service = await serveApart(stage)
  await fileMany()
  expect(await stage.say(STAFF, '出 2014年第一季度 报告')).toContain('正在编')
  await running()
  await service.end('SIGKILL')
  expect([files(), await stage.count('compilations')]).toEqual([[], 0])
  await service.start()
  const [file] = await eventually('the report', () => files().length > 0 && files(), 80_000)
  const bytes = Buffer.from(await (await fetch(new URL(file!.mediaUrl!, stage.emulator.url))).arrayBuffer())
  const text = entriesOf(bytes)
    .find(({ name }) => name === 'word/document.xml')
    ?.read(100_000_000)
    .toString()
  expect(text).toContain(`第${ACTIVITIES}次读书会`)
  await eventually('all jobs have ended', async () => {
    stage.passes(3_000)
    return (await stage.rows("SELECT 1 FROM outbox WHERE state IN ('waiting', 'running')")).length === 0
  })
  expect([files().length, await stage.count('compilations')]).toEqual([1, 1])
}, 150_000)
