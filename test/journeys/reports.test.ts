import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { App } from '../../src/app.js'
import { readDocx } from '../../src/cli/reconcile/read-docx.js'
import { demoEvents } from '../../src/rehearsal/demo-data.js'
import { replay } from '../../scripts/demo-replay.js'
import { kinds } from '../contracts/databases.js'
import { eventually, makeStage, serve, type Stage } from './stage.js'

const STAFF = 'xiaoman'
const HER = 'xiaomai'

describe.each(kinds)('reports from the chat, with the records of a year, on %s', (kind) => {
  let stage: Stage
  let app: App
  beforeAll(async () => {
    stage = await makeStage({ kind })
    app = await serve(stage)
    const { right } = await replay({ ...stage, events: await demoEvents(), say: () => {} })
    expect(right).toBe(true)
  }, 120_000)
  afterAll(async () => {
    await app.stop()
    await stage.close()
    expect(stage.violations()).toEqual([])
  })

  const files = (of: string) =>
    stage.control.chat(stage.who(of)).filter(({ way, type }) => way === 'active' && type === 'file')
  const textOf = async (mediaUrl: string) => {
    const response = await fetch(new URL(mediaUrl, stage.emulator.url))
    const pieces = readDocx(Buffer.from(await response.arrayBuffer()))
    if ('fault' in pieces) throw new Error(pieces.fault)
    return pieces
      .map((piece) =>
        piece.type === 'line' ? piece.text : piece.type === 'table' ? piece.rows.map(({ cells }) => cells.join('|')).join('\n') : '',
      )
      .join('\n')
  }

  it('asks for the layout with numbers, says that it compiles, and again that it does already', async () => {
    expect(await stage.say(STAFF, '出 2014 年度报告')).toMatch(/^用哪种版式？回复数字：\n1 /)
    const list = await stage.say(STAFF, '出 2014 年度报告')
    const number = /^(\d) 年度报告/m.exec(list)?.[1] ?? ''
    expect(await stage.say(STAFF, number)).toMatch(/^好，正在编「.*2014年」（版式：年度报告（九个部分））/)
  })

  it('gives the report as a file, with what does not go together in three lines, and what is missing', async () => {
    const file = await eventually('the report', () => files(STAFF)[0])
    expect(file.name).toMatch(/ 2014年\.docx$/)
    const text = await textOf(file.mediaUrl!)
    for (const part of ['221人次', '1,462人次', '53,100']) expect(text).toContain(part)
    const told = stage.active(STAFF).find((each) => each.includes('报告编好了')) ?? ''
    expect(told).toMatch(/^报告编好了：\d+ 份记录，\d+ 张照片。\n对账/)
    expect(told.split('\n').filter((line) => line.startsWith('· ')).length).toBeLessThanOrEqual(3)
    expect(told).toMatch(/还缺 \d+ 处|没有缺的/)
  })

  it('a quarter has its own form, a public one says so', async () => {
    expect(await stage.say(STAFF, '出 2014年第二季度 报告')).toMatch(/正在编「.*2014年第二季度|正在编「.*2014年4/)
    expect(await stage.say(STAFF, '出 2014年第二季度报告 公开版')).toContain('公开版')
    await eventually('both', () => {
      // So many messages at once are put off by the platform's pace.
      stage.passes(5_000)
      return files(STAFF).length === 3
    })
    expect(files(STAFF).at(-1)?.name).toContain('公开版')
  })

  it('says how, where no days were said or the programme is not known; a grantee gets no report', async () => {
    expect(await stage.say(STAFF, '出报告')).toContain('连时间一起发一句')
    expect(await stage.say(STAFF, '出 阳光计划 2014 年度报告')).toContain('没有叫「阳光计划」的资助项目')
    expect(await stage.say(HER, '出 2014 年度报告')).not.toMatch(/版式|正在编/)
    expect(files(HER)).toEqual([])
  })
})
