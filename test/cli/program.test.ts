import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import type { Fault } from '../../src/config-files.js'
import { runCli } from '../../src/cli/program.js'
import type { Settings } from '../../src/settings.js'

describe('the jianbao command', () => {
  let folder: string
  let written: { out: string; err: string }
  let called: [string, Settings][]
  let failure: Error | null
  let faults: Fault[]
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jianbao-cli-'))
    written = { out: '', err: '' }
    called = []
    failure = null
    faults = []
  })
  afterEach(() => rm(folder, { recursive: true }))

  const into = (which: keyof typeof written) =>
    new Writable({
      write(piece: Buffer, _encoding, done) {
        written[which] += piece.toString()
        done()
      },
    })
  const door = (name: string) => (settings: Settings) => {
    called.push([name, settings])
    return failure ? Promise.reject(failure) : Promise.resolve()
  }
  const run = (...args: string[]) =>
    runCli(args, {
      env: { JIANBAO_DATA: folder, JIANBAO_PORT: '0' },
      version: '0.1.0',
      stdout: into('out'),
      stderr: into('err'),
      now: () => '2026-01-02T03:04:05.000Z',
      start: async (settings) => {
        await door('start')(settings)
        return faults
      },
      migrate: async (settings) => {
        await door('migrate')(settings)
        return ['ReachAndRoles1763700000000']
      },
      load: async (settings) => {
        await door('load')(settings)
        return [{ organisation: '读书会', contact: '小禾', code: 'ABCD2345', used: false }]
      },
      openRecords: () => Promise.reject(new Error('not here')),
      openRegisters: () => Promise.reject(new Error('not here')),
      openInvitations: () => Promise.reject(new Error('not here')),
      openReach: () => Promise.reject(new Error('not here')),
      rehearse: () => Promise.reject(new Error('not here')),
    })

  it('starts the service with the settings of file and environment', async () => {
    expect(await run('start')).toBe(0)
    expect(called).toMatchObject([['start', { data: folder, listen: { port: 0 }, database: { type: 'sqlite' } }]])
  })

  it('brings the database up to date', async () => {
    expect(await run('migrate')).toBe(0)
    expect(called.map(([name]) => name)).toEqual(['migrate'])
    expect(written.out).toMatch(/已更新.+ReachAndRoles[^]+已是最新/)
  })

  it('ends with 1 and says what failed when a port is taken or the database is gone', async () => {
    failure = Object.assign(new Error('listen EADDRINUSE: address already in use 127.0.0.1:8080'), {
      code: 'EADDRINUSE',
    })
    expect(await run('start')).toBe(1)
    expect(written.err).toMatch(
      /^注意：.+谁也不能给它发消息.+npx jianbao init.+\n没有完成 \/ failed: listen EADDRINUSE: address already in use 127\.0\.0\.1:8080\n$/,
    )
  })

  it('says what to do when the disk is full, and when something may not be written', async () => {
    for (const [code, said] of [
      ['ENOSPC', '磁盘满了：请清理磁盘'],
      ['EACCES', '没有权限读写 /somewhere'],
    ] as const) {
      failure = Object.assign(new Error(`${code}: in English`), { code, path: '/somewhere' })
      expect(await run('migrate')).toBe(1)
      expect(written.err).toContain(said)
      expect(written.err).not.toContain('in English')
    }
  })

  it('does nothing with settings that are wrong', async () => {
    expect(await run('--config', join(folder, 'none.yaml'), 'start')).toBe(2)
    expect(written.err).toContain(join(folder, 'none.yaml'))
    expect(called).toEqual([])
  })

  it('says in a sentence which file it cannot load', async () => {
    expect(await run('load', join(folder, 'none.yaml'))).toBe(1)
    expect(await run('load', folder)).toBe(1)
    expect(written.err.split('\n')).toEqual([
      expect.stringContaining('none.yaml：没有这个文件'),
      expect.stringContaining(`${folder}：这是文件夹`),
      '',
    ])
    expect(called).toEqual([])
  })

  it('lists what keeps the service from starting', async () => {
    faults = [{ where: 'config/forms/brief.yaml:12', message: 'unknown kind' }]
    expect(await run('start')).toBe(2)
    expect(written.err).toContain('config/forms/brief.yaml:12  unknown kind')
  })

  it('explains itself in Chinese first', async () => {
    expect(await run('--help')).toBe(0)
    for (const command of ['start', 'migrate', 'records']) expect(written.out).toContain(command)
    expect(await run('records', 'export', '--help')).toBe(0)
    expect(written.out).toMatch(/--format <format>.*格式/)
    expect(written.err).toBe('')
  })
})
