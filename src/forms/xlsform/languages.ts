import { LANGUAGES } from '../form-file.js'
import type { Row } from './sheet.js'

/** The languages forms are written in, as other tools want them named. */
export const LANGUAGE_NAMES: Record<string, string> = { 'zh-CN': '中文 (zh)', en: 'English (en)' }

/** Texts by language. */
export type Texts = Record<string, string>

/** 「中文」, 「Chinese (zh)」, 「English (en)」, 「zh-CN」: the language, or null when forms have no such. */
export function languageOf(name: string): string | null {
  const said = name.toLowerCase()
  if (/\bzh\b|chinese|中文|汉语|简体|普通话/.test(said)) return 'zh-CN'
  return /\ben\b|english|英文|英语/.test(said) ? 'en' : null
}

/** The language of a column by what stands behind its `::`, or null when it is not read; of one without, the form's own. */
export type Speak = (suffix: string | null) => string | null

/** A form in none of our languages has one all the same: the first that it is written in. */
export function speaking(columns: Iterable<string>, defaultLanguage: string | undefined): Speak {
  const main = languageOf(defaultLanguage ?? '') ?? 'zh-CN'
  const labels = [...columns].filter((column) => column === 'label' || column.startsWith('label::'))
  const [first] = labels
  const only =
    first?.startsWith('label::') && labels.every((column) => languageOf(column.slice(7)) === null)
      ? first.slice(7)
      : null
  return (suffix) => (suffix === null || suffix === only ? main : languageOf(suffix))
}

/** What a row says in each language, under `label::中文 (zh)` and so on. */
export function textsIn({ cells }: Row, column: string, speak: Speak): Texts {
  const texts: Texts = {}
  for (const [name, text] of cells) {
    if (name !== column && !name.startsWith(`${column}::`)) continue
    const language = speak(name === column ? null : name.slice(column.length + 2))
    if (language) texts[language] ??= text
  }
  return texts
}

/** Each text with what is made of it. */
export const mapTexts = (texts: Texts, make: (text: string) => string): Texts =>
  Object.fromEntries(Object.entries(texts).map(([language, text]) => [language, make(text)]))

/** As a form file has it: one text, or one a language where they differ. */
export function sentence(texts: Texts): string | Texts | undefined {
  const said = LANGUAGES.flatMap((language) => (texts[language] === undefined ? [] : [texts[language]]))
  return new Set(said).size > 1 ? texts : said[0]
}
