import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfigFiles } from '../../src/config-files.js'
import { formsOf } from '../../src/conversations/forms.js'

describe('the config folder', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jianbao-config-'))
    for (const part of ['forms', 'messages']) await cp(join('config', part), join(folder, part), { recursive: true })
  })
  afterEach(() => rm(folder, { recursive: true }))

  const change = async (file: string, from: string | RegExp, to: string) => {
    const text = await readFile(join(folder, file), 'utf8')
    expect(text.replace(from, to)).not.toBe(text)
    await writeFile(join(folder, file), text.replace(from, to))
  }
  const faults = async () => {
    const read = await readConfigFiles(folder)
    return 'faults' in read ? read.faults.map(({ where, message }) => `${where.replace(folder, '')} ${message}`) : []
  }

  it('as it is delivered has no fault, and the brief comes first in the menu', async () => {
    const read = await readConfigFiles(folder)
    expect('forms' in read && formsOf(read.forms).current.map(({ title, version }) => `${title} ${version}`)).toEqual([
      '工作简报 2',
      '活动记录 2',
    ])
    // Every question of what is filled in today says what it feeds.
    expect('warnings' in read && read.warnings.filter(({ where }) => where.includes('.v2.'))).toEqual([])
  })

  it('with a sentence misspelt in one language is refused, naming it', async () => {
    await change('messages/zh-CN.yaml', /^  paused:/m, '  pausedd:')
    expect(await faults()).toEqual([
      expect.stringMatching(/en\.yaml 缺少 engine\.pausedd/),
      expect.stringMatching(/zh-CN\.yaml 缺少 engine\.paused /),
    ])
  })

  it('with another value in a translation is refused', async () => {
    await change('messages/en.yaml', '{minutes}', '{minute}')
    expect((await faults()).join('\n')).toContain('bind.closed')
  })

  it('with two files of one form, or two forms in one place, is refused', async () => {
    await cp(join(folder, 'forms/activity.v1.yaml'), join(folder, 'forms/again.yaml'))
    expect(await faults()).toEqual([expect.stringContaining('activity v1 这个表单的这个版本有两份文件')])
    await rm(join(folder, 'forms/again.yaml'))
    await change('forms/activity.v2.yaml', 'menu: 2', 'menu: 1')
    expect((await faults())[0]).toEqual(expect.stringContaining('菜单第 1 位已有别的表单'))
  })

  it('without any form is refused', async () => {
    for (const name of await readdir(join(folder, 'forms'))) await rm(join(folder, 'forms', name), { recursive: true })
    expect(await faults()).toEqual([expect.stringContaining('no usable form')])
  })
})
