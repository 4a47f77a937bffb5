import { Readable, Writable } from 'node:stream'
import { runCli } from '../../src/cli/program.js'
import type { CliParts } from '../../src/cli/parts.js'
import { instantOf } from '../../src/kernel/clock.js'

/** Of records of which nothing is told. */
export const noHistory = {
  find: () => Promise.resolve(null),
  listedOne: () => Promise.resolve(null),
  events: () => Promise.resolve([]),
}

/** Runs one call of `jianbao` in this process, with nothing of the environment; doors that are not given must not be opened. */
export async function runHere(
  args: string[],
  parts: Partial<CliParts> & { typed?: string[] } = {},
): Promise<{ code: number; out: string; err: string }> {
  const written = { out: '', err: '' }
  const into = (which: keyof typeof written) =>
    new Writable({
      write(piece: Buffer, _encoding, done) {
        written[which] += piece.toString()
        done()
      },
    })
  const closed = () => Promise.reject(new Error('not here'))
  const { typed, ...given } = parts
  const code = await runCli(args, {
    env: {},
    version: '0.2.0',
    stdin: Object.assign(Readable.from((typed ?? []).map((line) => `${line}\n`)), { isTTY: typed !== undefined }),
    stdout: into('out'),
    stderr: into('err'),
    now: () => instantOf(Date.now()),
    start: closed,
    migrate: closed,
    load: closed,
    openRecords: closed,
    openRegisters: closed,
    openInvitations: closed,
    openReach: closed,
    rehearse: closed,
    ...given,
  })
  return { code, ...written }
}
