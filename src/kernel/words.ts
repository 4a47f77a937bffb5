import type { Problem } from './outcome.js'

/** The sentences of one language, by key; `{name}` in a sentence stands for a value. */
export interface Words {
  /** As in the messages file: `zh-CN`, `en`. */
  language: string
  /** The sentence of this key with its values put in. An unknown key or a missing value is a bug and throws. */
  say(key: string, values?: Problem['values']): string
}

/** A messages file as decoded: groups within groups, sentences at the ends. */
export interface MessageTable {
  [key: string]: string | MessageTable
}

/** Words from a table of sentences; `bind: {done: …}` is said by `bind.done`. The table names its `language`. */
export function makeWords(table: MessageTable): Words {
  const sentences = flatten(table)
  // A sentence cut at its placeholders: text, name, text, name, … text.
  const cut = new Map([...sentences].map(([key, text]) => [key, text.split(/\{(\w+)\}/)]))
  return {
    language: sentences.get('language') ?? '',
    say(key, values) {
      const parts = cut.get(key)
      if (!parts) throw new Error(`no sentence ${key} in the messages file`)
      let said = parts[0] ?? ''
      for (let i = 1; i < parts.length; i += 2) {
        const value = values?.[parts[i] as string]
        if (value === undefined) throw new Error(`the sentence ${key} needs ${parts[i]}`)
        said += String(value) + parts[i + 1]
      }
      return said
    },
  }
}

/** The sentences of a table by their dotted keys. */
export function flatten(table: MessageTable, prefix = ''): Map<string, string> {
  const all = new Map<string, string>()
  for (const [key, value] of Object.entries(table)) {
    if (typeof value === 'string') all.set(prefix + key, value)
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) all.set(inner, text)
  }
  return all
}
