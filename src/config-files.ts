import { readFile, readdir } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { decodeForm } from './forms/form-file.js'
import { decodeMessages } from './forms/messages-file.js'
import type { Form } from './forms/form.js'
import { type Calendar, WEEKDAYS_ONLY } from './programmes/calendar.js'
import { decodeHolidays } from './programmes/holidays-file.js'
import { flatten, makeWords, type Words } from './kernel/words.js'

/** Forms, sentences and layouts, beside the program. */
export const CONFIG = fileURLToPath(new URL('../../config', import.meta.url))

export interface Fault {
  /** `config/forms/work-brief.v1.yaml:12`, or the name of a setting. */
  where: string
  message: string
}

export interface ConfigFiles {
  /** In the order of the menu. */
  forms: Form[]
  /** What is odd about the newest version of each form: questions that nobody has a use for. */
  warnings: Fault[]
  /** The days on which people work. */
  calendar: Calendar
  /** Sentences by language; zh-CN for a language nobody wrote. */
  wordsOf(language: string): Words
}

/** The sentences of a config folder by language; null while there is a fault in them. */
export async function readMessages(
  folder: string,
): Promise<{ faults: Fault[]; wordsOf: ConfigFiles['wordsOf'] | null }> {
  const faults: Fault[] = []
  const words = new Map<string, Words>()
  const tables: Sentences[] = []
  for (const { name, text } of await yamlFiles(path.join(folder, 'messages'))) {
    const decoded = decodeMessages(name, text)
    if (!decoded.ok) faults.push(...decoded.faults.map(faultAt))
    else {
      words.set(path.basename(name, '.yaml'), makeWords(decoded.table))
      tables.push({ name, sentences: flatten(decoded.table) })
    }
  }
  const chinese = words.get('zh-CN')
  faults.push(...untranslated(tables))
  if (!chinese) faults.push({ where: path.join(folder, 'messages'), message: 'zh-CN.yaml is missing or faulty' })
  if (!chinese || faults.length > 0) return { faults, wordsOf: null }
  return { faults, wordsOf: (language) => words.get(language) ?? chinese }
}

/** Reads `forms/*.yaml` and `messages/*.yaml` of a config folder: everything, or all faults at once. */
export async function readConfigFiles(folder: string): Promise<ConfigFiles | { faults: Fault[]; warnings: Fault[] }> {
  const { faults, wordsOf } = await readMessages(folder)
  const forms: Form[] = []
  const warnings = new Map<Form, Fault[]>()
  for (const { name, text } of await yamlFiles(path.join(folder, 'forms'))) {
    const decoded = decodeForm(name, text, wordsOf ?? undefined)
    if (!decoded.ok) faults.push(...decoded.faults.map(faultAt))
    else {
      forms.push(decoded.form)
      warnings.set(decoded.form, [...decoded.warnings, ...decoded.odd].map(faultAt))
    }
  }
  const calendar = await calendarIn(folder, faults)
  faults.push(...clashing(forms))
  if (forms.length === 0) faults.push({ where: path.join(folder, 'forms'), message: 'no usable form (*.yaml) in here' })
  const isNewest = (form: Form) => forms.every(({ id, version }) => id !== form.id || version <= form.version)
  const odd = forms.filter(isNewest).flatMap((form) => warnings.get(form) ?? [])
  if (faults.length > 0 || !wordsOf) return { faults, warnings: odd }
  return { forms: forms.sort((a, b) => a.menu - b.menu), warnings: odd, calendar, wordsOf }
}

/** `holidays/mainland.yaml`; without that file only weekends are free. */
async function calendarIn(folder: string, faults: Fault[]): Promise<Calendar> {
  const name = path.join(folder, 'holidays', 'mainland.yaml')
  const text = await readFile(name, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  })
  if (text === null) return WEEKDAYS_ONLY
  const decoded = decodeHolidays(name, text)
  if (decoded.ok) return decoded.calendar
  faults.push(...decoded.faults.map(faultAt))
  return WEEKDAYS_ONLY
}

interface Sentences {
  name: string
  sentences: Map<string, string>
}

/** Every language says every sentence, and with the same values: one that is missing would be noticed by the person who should hear it. */
function untranslated(tables: Sentences[]): Fault[] {
  const valuesOf = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort().join(' ')
  return tables.flatMap(({ name, sentences }) =>
    tables
      .flatMap((other) => [...other.sentences])
      .flatMap(([key, text]) => {
        const own = sentences.get(key)
        if (own === undefined) return [{ where: name, message: `缺少 ${key} 这一句 / the sentence ${key} is missing` }]
        if (valuesOf(own) === valuesOf(text)) return []
        return [{ where: name, message: `${key}：{…} 和另一种语言不一样 / other values than in the other language` }]
      }),
  )
}

/** Two forms under one name, version or place in the menu: one of them would never be seen. */
function clashing(forms: Form[]): Fault[] {
  return forms.flatMap((form, i) => {
    const before = forms.slice(0, i)
    const same = before.some(({ id, version }) => id === form.id && version === form.version)
    const place = before.some(({ id, menu }) => id !== form.id && menu === form.menu)
    const where = `config/forms ${form.id} v${form.version}`
    return [
      ...(same ? [{ where, message: '这个表单的这个版本有两份文件 / two files hold this version of the form' }] : []),
      ...(place
        ? [{ where, message: `菜单第 ${form.menu} 位已有别的表单 / another form has this place in the menu` }]
        : []),
    ]
  })
}

async function yamlFiles(folder: string): Promise<{ name: string; text: string }[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort()
  return Promise.all(
    names.map(async (name) => ({
      name: path.join(folder, name),
      text: await readFile(path.join(folder, name), 'utf8'),
    })),
  )
}

export const faultAt = (fault: { file: string; line: number; message: string }): Fault => ({
  where: `${fault.file}:${fault.line}`,
  message: fault.message,
})
