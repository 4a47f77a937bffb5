import type { Command } from 'commander'
import { readFile, readdir, stat } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { CONFIG, readConfigFiles } from '../../config-files.js'
import { readLayout, type LayoutFault } from '../../reports/layouts/layout-tags.js'
import { vocabularyOf } from '../../reports/report.js'
import type { AnyLoop } from '../../reports/layouts/tag.js'
import { decodeForm } from '../../forms/form-file.js'
import type { Form } from '../../forms/form.js'
import { brokenOffice, hasMacros, openOffice, tooBig, type Wanted } from '../office/open-office.js'
import { readSettings } from '../../settings.js'
import { DONE, FAILED, type CliParts, type ExitCode } from '../parts.js'
import { unreadable } from '../unreadable.js'

/** Where a hub puts layouts of its own: a Word file in `layouts` of the data folder is offered by its name. */
const foldersOf = (data: string | undefined): string[] => [
  join(CONFIG, 'layouts'),
  ...(data === undefined ? [] : [join(data, 'layouts')]),
]

/** The names of the layouts; one of the hub's own that is called like a delivered one takes its place. */
export const layoutNames = async (data?: string): Promise<string[]> => {
  const files = await Promise.all(foldersOf(data).map((folder) => readdir(folder).catch(nothing)))
  const layouts = files.flat().filter((file) => extname(file) === '.docx' && !file.startsWith('~'))
  return [...new Set(layouts.map((file) => basename(file, '.docx')))].sort()
}

function nothing(error: unknown): string[] {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
  throw error
}

/** The data folder of the installation; undefined where its settings are wrong: what is delivered is there all the same. */
export function dataOf(command: Command, { env }: CliParts): string | undefined {
  const read = readSettings({ env, file: command.optsWithGlobals<{ config?: string }>().config })
  return read.ok ? read.settings.data : undefined
}

export async function listLayouts(command: Command, parts: CliParts): Promise<ExitCode> {
  const { stdout } = parts
  for (const name of await layoutNames(dataOf(command, parts))) stdout.write(`${name}\n`)
  return DONE
}

/** A layout by name or file, or a sentence that says why there is none. */
export async function layoutNamed(name: string, data?: string): Promise<{ layout: Buffer } | { fault: string }> {
  const known = await layoutNames(data)
  const files =
    extname(name).toLowerCase() === '.docx'
      ? [name]
      : known.includes(name)
        ? foldersOf(data)
            .toReversed()
            .map((folder) => join(folder, `${name}.docx`))
        : []
  const [last] = files.slice(-1)
  if (last === undefined)
    return { fault: `没有版式「${name}」，有：${known.join('、')}；也可以写一个 .docx 文件 / no such layout` }
  for (const file of files) {
    try {
      return await opened(file)
    } catch (error) {
      if (file === last || (error as NodeJS.ErrnoException).code !== 'ENOENT')
        return { fault: `${file}：${unreadable(error)}` }
    }
  }
  throw new Error('a layout has no file')
}

/** Text with tags and perhaps a logo; a report of many pages is none. Bytes, packed and unpacked. */
const MOST_BYTES = 20_000_000
const LAYOUT: Wanted = { kind: 'docx', what: '一份版式', mostUnpacked: 50_000_000 }

async function opened(file: string): Promise<{ layout: Buffer } | { fault: string }> {
  if ((await stat(file)).size > MOST_BYTES) return { fault: `${file}：${tooBig(LAYOUT)}` }
  const layout = await readFile(file)
  const found = openOffice(layout, LAYOUT)
  if ('fault' in found) return { fault: `${file}：${found.fault}` }
  if (found.macros) return { fault: `${file}：${hasMacros(LAYOUT)}` }
  const whole = found.entries.some(({ name }) => name === 'word/document.xml')
  return whole ? { layout } : { fault: `${file}：${brokenOffice(LAYOUT)}` }
}

/** The forms that are delivered, in the menu or not: a layout for them can be checked before anybody has filed one. */
export async function deliveredForms(): Promise<Form[]> {
  const config = await readConfigFiles(CONFIG)
  const folder = join(CONFIG, 'forms', 'more')
  const more = (await readdir(folder)).filter((file) => extname(file) === '.yaml')
  const decoded = await Promise.all(
    more.map(async (file) => decodeForm(file, await readFile(join(folder, file), 'utf8'))),
  )
  return [...('faults' in config ? [] : config.forms), ...decoded.flatMap((each) => (each.ok ? [each.form] : []))]
}

export async function checkLayouts(files: string[], command: Command, parts: CliParts): Promise<ExitCode> {
  const { stdout } = parts
  const vocabulary = vocabularyOf(await deliveredForms())
  let wrong = 0
  for (const file of files) {
    const found = await layoutNamed(file, dataOf(command, parts))
    const read = 'fault' in found ? null : await readLayout(found.layout, vocabulary)
    const lines = 'fault' in found ? [found.fault] : (read?.faults ?? []).map((fault) => faultLine(fault))
    const bare = read?.used.size === 0 ? '  里面还没有标签，编出来和它一样 / no tags in it yet' : ''
    wrong += lines.length
    stdout.write(lines.length === 0 ? `✓ ${file}${bare}\n` : lines.map((line) => `✗ ${file}  ${line}\n`).join(''))
  }
  if (wrong > 0) stdout.write('全部标签：jianbao report layouts tags / every tag\n')
  return wrong > 0 ? FAILED : DONE
}

export function faultLine(fault: LayoutFault): string {
  switch (fault.type) {
    case 'unknown': {
      const inside = fault.inside === null ? '' : `（在 {#${fault.inside}} 里）`
      const nearest = fault.suggestions.length > 0 ? `，是不是 ${fault.suggestions.join(' ')}？` : ''
      const belongs = (fault.belongs ?? []).map((name) => `{#${name}}…{/${name}}`).join('、')
      const where = belongs === '' ? '' : `；它只能放在 ${belongs} 里面`
      return `没有标签 ${fault.tag}${inside}${nearest}${where} / no such tag`
    }
    case 'braces':
      return `${fault.tag} 不会填：花括号要用半角，成对，写成 ${fault.meant} / full-width or open braces`
    case 'place':
      return `${fault.tag} 在脚注、批注或图形里，不会填：请放到正文、表格、文本框、页眉或页脚里 / not filled there`
    case 'nested':
      return `${fault.tag} 又放在自己里面，每一行都会重复很多遍：去掉里面那一对 / within itself`
    case 'unbalanced':
      return `${fault.tag} 没有成对：{#名字} 后面要有 {/名字} / not in a pair`
    case 'unreadable':
      return `读不了，请用 Word 打开，另存为 .docx 再试（${fault.why}）/ cannot be read, save it again in Word`
  }
}

export async function printTags({ stdout }: CliParts): Promise<ExitCode> {
  const { tags, loops } = vocabularyOf(await deliveredForms())
  for (const { name, about } of tags) stdout.write(`{${name}}  ${about}\n`)
  const print = (each: AnyLoop<never>, indent: string) => {
    stdout.write(`${indent}{#${each.name}} … {/${each.name}}  ${each.about}\n`)
    for (const { name, about } of each.tags) stdout.write(`${indent}  {${name}}  ${about}\n`)
    for (const inner of each.loops ?? []) print(inner, `${indent}  `)
  }
  for (const each of loops) print(each, '')
  return DONE
}
