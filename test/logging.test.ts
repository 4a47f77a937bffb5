import { describe, expect, it } from '@jest/globals'
import { makeLogger } from '../src/logging.js'

function logged(write: (log: ReturnType<typeof makeLogger>) => void): Record<string, unknown>[] {
  const lines: string[] = []
  write(makeLogger('info', { write: (line) => void lines.push(line) }))
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>)
}

describe('the log', () => {
  it('has a line of JSON for each event with level and time, from the level it was given', () => {
    const lines = logged((log) => {
      log.debug('quiet')
      log.info({ job: 'job-1', code: 'wecom.45009' }, 'job put off')
    })
    expect(lines).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-.*Z$/),
        job: 'job-1',
        code: 'wecom.45009',
        msg: 'job put off',
      },
    ])
  })

  it('never shows secrets or what a person said or is called', () => {
    const [line] = logged((log) =>
      log.info(
        { app: { secret: 'S3CRET', agentId: 1 }, token: 'S3CRET', name: '联系人一', said: { text: '你好' } },
        'x',
      ),
    )
    expect(line).toMatchObject({ app: { agentId: 1 } })
    expect(JSON.stringify(line)).not.toMatch(/S3CRET|联系人|你好/)
  })

  it('keeps of an error its kind, code and place, and nothing a driver quotes from the data', () => {
    const error = Object.assign(
      new Error(`Duplicate entry '联系人一' for key, phone 13800000000, 活动 at https://x/cgi?access_token=S3CRET`, {
        cause: new TypeError('reading "答案"'),
      }),
      { code: 'ER_DUP_ENTRY', errno: 1062, parameters: ['联系人一'], sql: "INSERT … '联系人一'" },
    )
    const [line] = logged((log) => log.error({ err: error }, 'turn failed'))
    expect(line).toMatchObject({
      err: {
        type: 'Error',
        code: 'ER_DUP_ENTRY',
        errno: 1062,
        message: expect.stringContaining('Duplicate entry'),
        at: expect.arrayContaining([expect.stringContaining('logging.test')]),
        cause: { type: 'TypeError' },
      },
    })
    expect(JSON.stringify(line)).not.toMatch(/联系人|138|活动|S3CRET|答案/)
  })
})
