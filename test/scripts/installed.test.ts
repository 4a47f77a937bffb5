import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, it } from '@jest/globals'

const ROOT = 'node_modules/koa'
const OWN = 'src/page/node_modules/typescript'
const packages = { [ROOT]: { version: '3.2.1' }, [OWN]: { version: '6.0.3' } }

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'installed-'))
  for (const path of [ROOT, OWN]) await mkdir(join(folder, path), { recursive: true })
  await lock('package-lock.json')
  await lock('node_modules/.package-lock.json')
})
afterEach(() => rm(folder, { recursive: true }))

const lock = (name: string, given: object = packages) =>
  writeFile(join(folder, name), JSON.stringify({ packages: { '': {}, ...given } }))
function installed(): [number | null, string] {
  const { status, stdout } = spawnSync(process.execPath, [resolve('scripts/installed.mjs')], { cwd: folder })
  return [status, stdout.toString().trim()]
}

it('what the lock asks for is there', () => {
  expect(installed()).toEqual([0, ''])
})

it('another version is installed anew', async () => {
  await lock('package-lock.json', { ...packages, [ROOT]: { version: '3.3.0' } })
  expect(installed()).toEqual([1, `${ROOT} is not as in package-lock.json`])
})

it('the packages of a workspace that a copy of node_modules left behind are installed', async () => {
  await rm(join(folder, 'src'), { recursive: true })
  expect(installed()).toEqual([1, `${OWN} is not as in package-lock.json`])
})
